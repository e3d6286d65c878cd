/** The journal that is attacked, and what its owner sees of it after an attack. */
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { base64 } from "#shared/crypto/sodium.ts";
import { formatHeader, parseHeader, type VaultHeader } from "#shared/vault/header.ts";
import { beginJoin, completeJoin, inviteAnew } from "#shared/vault/joining.ts";
import type { OwnKeys } from "#shared/vault/keyring.ts";
import type { Finding, ManifestPart, SealedRow } from "#shared/vault/session.ts";
import { startAnew, stageRenewal } from "#shared/vault/starting-anew.ts";
import { keysBehind, openKeys } from "#shared/vault/vault.ts";
import { vouchedFor } from "#shared/vault/vouching.ts";
import { codeOf } from "#shared/base/errors.ts";
import {
  aCouple,
  aRecord,
  cloned,
  copyOf,
  keysOf,
  NOA_PASSPHRASE,
  save,
  SAM_PASSPHRASE,
  unlock,
  write,
  type Disk,
} from "../support/vault.ts";

/** What an attack came to for whom it was meant. */
export type Answer = "refused" | "noticed" | "unverified" | "harmless" | "not defended";

export interface Seen {
  readonly answer: Answer;
  /** Which refusal, or which findings, as the app has words for them. */
  readonly by: string;
}

/** A forged disk, and with which secret it is opened when that is not simply the one of today. */
export interface Forged {
  readonly disk: Disk;
  readonly passphrase?: string;
}

export interface Scene {
  /** As both left it. */
  readonly disk: Disk;
  readonly header: VaultHeader;
  /** As it was at the end of sessions before: before Noa started anew, and before her newest session. */
  readonly beforeAnew: Disk;
  readonly before: Disk;
  /** Noa's newest session saved this, and ended without being closed: a crash. */
  readonly crashed: Disk;
  readonly noa: OwnKeys;
  readonly sam: OwnKeys;
  /** Another journal of the same two people. */
  readonly other: { readonly disk: Disk; readonly noa: OwnKeys; readonly sam: OwnKeys };
  /** Records of Noa's: shared and standing; shared and taken away; private and removed. */
  readonly need: string;
  readonly takenBack: string;
  readonly removed: string;
  /** Every text that its author wrote, at whatever time. */
  readonly everWritten: Set<string>;
}

export const NEWER_PASSPHRASE = "nobody knows this one";

/** Ends a session as the app does. */
function close(disk: Disk, keys: OwnKeys, changes: Parameters<typeof save>[2][] = []): OwnKeys {
  const { session } = unlock(disk, keys);
  for (const change of changes) save(disk, session, change);
  const seen = session.stageSeen();
  if (seen !== null) {
    write(disk, seen);
    session.settle(seen);
  }
  return session.keys as OwnKeys;
}

/** A couple with a history: rows written, edited, shared, taken back and removed; a new start; two sessions each. */
export async function aScene(): Promise<Scene> {
  const [couple, second] = [await aCouple(), await aCouple()];
  const { disk } = couple;
  const [a, b] = [couple.noa.partner, couple.sam.partner];
  const texts: string[] = [];
  const put = (space: "private" | "shared", author: string, rest: object = {}) => {
    const json = aRecord({ author, ...rest });
    texts.push(json);
    return { act: "put", space, json } as const;
  };
  const idOf = (change: { readonly json: string }) => (JSON.parse(change.json) as { id: string }).id;
  for (const { json } of unlock(disk, couple.noa.keys).rows) texts.push(json);

  const [need, takenBack] = [put("shared", a, { kind: "need", text: "first" }), put("shared", a, { kind: "need" })];
  const removed = put("private", a, { text: "to be removed" });
  const written = [put("private", a, { text: "one" }), put("private", a, { text: "two" }), removed, need, takenBack];
  let noa = close(disk, couple.noa.keys, written);
  const edited = put("private", b, { text: "his own" });
  close(disk, couple.sam.keys, [edited, put("shared", b, { kind: "care" })]);
  const beforeAnew = copyOf(disk);

  const { session } = unlock(disk, noa);
  const anew = startAnew(parseHeader(disk.header), "a", { passphrase: NOA_PASSPHRASE }, NEWER_PASSPHRASE, KDF_FLOOR);
  if (typeof anew === "string") throw new Error(anew);
  write(disk, stageRenewal(session, anew.renewal));
  noa = keysOf(disk, "a", { passphrase: NEWER_PASSPHRASE });
  const again = { id: idOf(need), kind: "need", revision: 2, text: "second" };
  noa = close(disk, noa, [put("private", a, { text: "after" }), put("shared", a, again)]);
  let sam = close(disk, keysOf(disk, "b", { passphrase: SAM_PASSPHRASE }), [put("private", b, { text: "more" })]);
  const before = copyOf(disk);

  const gone = (space: "private" | "shared", id: string) => ({ act: "remove", space, id, author: a }) as const;
  const third = { ...again, revision: 3, text: "third" };
  const newest = [put("shared", a, third), gone("shared", idOf(takenBack)), gone("private", idOf(removed))];
  noa = close(disk, noa, [put("private", a, { text: "newest" }), ...newest]);
  sam = close(disk, sam, [put("shared", b, { kind: "answer" })]);
  noa = close(disk, noa);
  sam = close(disk, sam);

  const crashed = copyOf(disk);
  const open = unlock(crashed, noa);
  save(crashed, open.session, put("private", a, { text: "saved just before the power went" }));
  save(crashed, open.session, put("shared", a, { kind: "need", text: "and shared" }));
  for (const one of [disk, before, beforeAnew])
    for (const keys of [noa, sam]) for (const { json } of unlockedWith(one, keys)) texts.push(json); // tombstones too

  const other = { disk: second.disk, noa: second.noa.keys, sam: second.sam.keys };
  const header = parseHeader(disk.header);
  const ids = { need: idOf(need), takenBack: idOf(takenBack), removed: idOf(removed) };
  return { disk, header, beforeAnew, before, crashed, noa, sam, other, ...ids, everWritten: new Set(texts) };
}

const unlockedWith = (disk: Disk, keys: OwnKeys) => {
  try {
    return unlock(disk, keys).rows;
  } catch {
    return []; // keys of a later header: nothing that was not read at its time
  }
};

/** Noa after Sam's passphrase and words were lost and he was invited anew, and what the lost Sam still has. */
export async function aSceneWithALostNotebook() {
  const { disk, noa, sam } = await aCouple();
  const lost = close(disk, sam.keys, [
    { act: "put", space: "shared", json: aRecord({ author: sam.partner, kind: "care", text: "from before" }) },
  ]);
  const before = copyOf(disk);
  const host = unlock(disk, close(disk, noa.keys)).session;
  const { hello, secret } = beginJoin(parseHeader(disk.header), undefined, "b");
  const { admission, finish } = inviteAnew(host, cloned(hello));
  const options = { cover: "wheat", passphrase: SAM_PASSPHRASE, cost: KDF_FLOOR } as const;
  const joined = completeJoin(secret, cloned(admission), options);
  write(disk, finish(cloned(joined.joined)));
  write(disk, joined.commit);
  save(disk, joined.session, {
    act: "put",
    space: "shared",
    json: aRecord({ author: joined.partner, kind: "profile" }),
  });
  const keys = close(disk, keysOf(disk, "a", { passphrase: NOA_PASSPHRASE }));
  return { disk, before, header: parseHeader(disk.header), noa: keys, lost, sam: joined.session.keys as OwnKeys };
}

/** What the owner of these keys reads in a disk that nobody touched. */
export const everWrittenIn = (disk: Disk, keys: OwnKeys): Set<string> =>
  new Set(unlock(disk, keys).rows.map(({ json }) => json));

const wordsFor = ({ kind, space, ...rest }: Finding): string =>
  `${kind} (${space}${"count" in rest ? `, ${rest.count}` : ""})`;

/** What stands in the journal for somebody: the records that their authors vouch for. */
function journalOf(disk: Disk, keys: OwnKeys) {
  const { session, rows, findings } = unlock(disk, keys);
  const isVouchedFor = vouchedFor(session, findings);
  const vouched = rows.filter(isVouchedFor).map(({ space, seq, json }) => `${space} ${seq} ${json}`);
  return { findings, vouched: vouched.sort(), others: rows.filter((row) => !isVouchedFor(row)) };
}

/** Opens a forged disk as the owner of `keys` would, and says what they would be told. */
export function seenBy(
  { disk: truth, everWritten }: Pick<Scene, "disk" | "everWritten">,
  keys: OwnKeys,
  { disk, passphrase }: Forged,
  truthKeys: OwnKeys = keys,
): Seen {
  let opened: OwnKeys;
  try {
    const header = parseHeader(disk.header);
    const answer =
      passphrase === undefined
        ? keysBehind(header, keys.seat, keys.keyringKey)
        : openKeys(header, keys.seat, { passphrase });
    if (typeof answer === "string") return { answer: "refused", by: answer };
    opened = answer;
    unlock(disk, opened);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === "bug") throw thrown;
    return { answer: "refused", by: code };
  }
  const { findings, vouched, others } = journalOf(disk, opened);
  const by = findings.map(wordsFor).join(", ");
  if (vouched.some((row) => !everWritten.has(row.split(" ").slice(2).join(" "))))
    return { answer: "not defended", by: "taken for its author’s" };
  if (others.some(({ json }) => !everWritten.has(json))) return { answer: "unverified", by };
  if (findings.length > 0) return { answer: "noticed", by };
  const same = JSON.stringify(vouched) === JSON.stringify(journalOf(truth, truthKeys).vouched);
  return same ? { answer: "harmless", by: "nothing changes" } : { answer: "not defended", by: "" };
}

/** A copy of a disk with its rows, parts or header changed; the header is digested anew, as its forger does. */
export function forged(
  disk: Disk,
  change: (copy: { rows: Map<string, SealedRow>; parts: Map<string, ManifestPart>; header: VaultHeader }) => void,
): Disk {
  const copy = copyOf(disk);
  const header = structuredClone(parseHeader(disk.header));
  const changing = { rows: copy.rows, parts: copy.parts, header };
  change(changing);
  copy.header = formatHeader(changing.header);
  return copy;
}

export const zeros = (length: number): string => base64(new Uint8Array(length));
