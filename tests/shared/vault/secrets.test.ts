import { beforeAll, describe, expect, test } from "vitest";
import { epochOf } from "#shared/crypto/sealed-record.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { base64, fromBase64, randomBytes, sodium, utf8 } from "#shared/crypto/sodium.ts";
import { chainLink, issueGrant } from "#shared/vault/couple-key.ts";
import { openDraft, sealDraft } from "#shared/vault/draft.ts";
import { coupleEpochOf, formatHeader, parseHeader, type Seat, type VaultHeader } from "#shared/vault/header.ts";
import { signBox } from "#shared/vault/identity.ts";
import { keyringKeyOf, openKeyring, publicBox } from "#shared/vault/keyring.ts";
import { changePassphrase, renewWords, stageSlotChange, type SlotChange } from "#shared/vault/slot-change.ts";
import { stageRenewal, startAnew, type Renewal } from "#shared/vault/starting-anew.ts";
import { keysTogether, openKeys, unwrapRoot } from "#shared/vault/vault.ts";
import {
  aCouple,
  aRecord,
  cloned,
  copyOf,
  keysOf,
  NOA_PASSPHRASE,
  SAM_PASSPHRASE,
  save,
  unlock,
  write,
  type Couple,
  type Disk,
} from "../../support/vault.ts";

const NEXT = "a harbour in the early light";
const noaTyped = { passphrase: NOA_PASSPHRASE };
const nextTyped = { passphrase: NEXT };

let couple: Couple;
let noaWords: { words: string };
beforeAll(async () => {
  couple = await aCouple();
  noaWords = { words: couple.noa.words.join(" ") };
});

/** What a key job gave, which is no wrong secret. */
function made<T>(answer: T | "wrong-passphrase" | "wrong-words"): T {
  if (answer === "wrong-passphrase" || answer === "wrong-words") throw new Error(String(answer));
  return answer;
}

/** The header on a disk changed by hand, and made consistent again. */
function planted(disk: Disk, change: (header: VaultHeader) => void): Disk {
  const header = cloned(parseHeader(disk.header));
  change(header);
  return { ...copyOf(disk), header: formatHeader(header) };
}

const open = (disk: Disk, seat: Seat, secret: Parameters<typeof openKeys>[2]) =>
  openKeys(parseHeader(disk.header), seat, secret);

describe("[V18] another passphrase, other words", () => {
  let change: SlotChange;
  let changed: Disk;
  beforeAll(() => {
    change = made(changePassphrase(couple.header, "a", noaTyped, NEXT, KDF_FLOOR));
    changed = copyOf(couple.disk);
    const { session } = unlock(changed, couple.noa.keys);
    const commit = stageSlotChange(session, cloned(change));
    expect([commit.putRows, commit.dropRows, commit.putParts]).toEqual([[], [], []]);
    write(changed, commit);
    session.settle(commit);
    // the session goes on, and the header it writes next is the new one
    save(changed, session, { act: "put", space: "private", json: aRecord({ author: couple.noa.partner, text: "on" }) });
    session.check([...changed.parts.values()]);
    write(changed, session.stageSeen()!);
  });

  test("[V18] the new passphrase opens what the old one did, the words go on, the old passphrase is wrong", () => {
    const keys = keysOf(changed, "a", nextTyped);
    expect(keysOf(changed, "a", noaWords)).toEqual(keys);
    expect(keys.private).toEqual(couple.noa.keys.private);
    expect(open(changed, "a", noaTyped)).toBe("wrong-passphrase");
    expect(unlock(changed, keys).findings).toEqual([]);
    expect(unlock(changed, keysOf(changed, "b", { passphrase: SAM_PASSPHRASE })).findings).toEqual([]);
  });

  test("[V3] the header stays one of version 1, and the other's seat is what it was", () => {
    expect(changed.header).toContain('"version":1');
    expect(parseHeader(changed.header).seats.b).toEqual(couple.header.seats.b);
  });

  test("[V18] who forgot the passphrase sets a new one with the words", () => {
    const disk = copyOf(couple.disk);
    const { session } = unlock(disk, couple.noa.keys);
    write(disk, stageSlotChange(session, made(changePassphrase(couple.header, "a", noaWords, NEXT, KDF_FLOOR))));
    expect(keysOf(disk, "a", nextTyped)).toEqual(couple.noa.keys);
  });

  test("[V18] a wrong secret is an answer, and changes nothing", () => {
    const { header } = couple;
    expect(changePassphrase(header, "a", { passphrase: SAM_PASSPHRASE }, NEXT, KDF_FLOOR)).toBe("wrong-passphrase");
    expect(renewWords(header, "a", { words: couple.sam.words.join(" ") }, KDF_FLOOR)).toBe("wrong-words");
    expect(() => changePassphrase(header, "a", noaTyped, "", KDF_FLOOR)).toThrow("malformed");
    expect(() => changePassphrase(header, "a", noaTyped, NEXT, { memoryBytes: 1024, passes: 1 })).toThrow("over-limit");
  });

  test("[V18] once words are renewed the new ones open, and the old ones are wrong", () => {
    const disk = copyOf(couple.disk);
    const { session } = unlock(disk, couple.noa.keys);
    const renewed = made(renewWords(couple.header, "a", noaTyped, KDF_FLOOR));
    expect(renewed.words).toHaveLength(24);
    write(disk, stageSlotChange(session, cloned(renewed.change)));
    expect(keysOf(disk, "a", { words: renewed.words.join(" ") })).toEqual(couple.noa.keys);
    expect(open(disk, "a", noaWords)).toBe("wrong-words");
    expect(keysOf(disk, "a", noaTyped)).toEqual(couple.noa.keys);
  });

  test("[V18] a slot belongs to its seat and kind, and is staged in that partner's own session", () => {
    const noas = unlock(couple.disk, couple.noa.keys).session;
    expect(() => stageSlotChange(noas, { ...change, kind: "words" })).toThrow("damaged");
    expect(() => stageSlotChange(noas, { ...change, slot: couple.header.seats.b!.slots.passphrase })).toThrow(
      "damaged",
    );
    expect(() => stageSlotChange(noas, { ...change, seat: "b" })).toThrow("not-allowed");
    const sams = unlock(couple.disk, couple.sam.keys).session;
    expect(() => stageSlotChange(sams, change)).toThrow("not-allowed");
    expect(() => stageSlotChange(sams, { ...change, seat: "b" })).toThrow("damaged");
    const together = unlock(couple.disk, keysTogether(couple.noa.keys, couple.sam.keys)).session;
    expect(() => stageSlotChange(together, change)).toThrow("not-allowed");
  });

  test("[V18] the slot of before spliced back opens again: the root key is the same, as SPEC says, and today's passphrase is wrong", () => {
    const spliced = planted(
      changed,
      ({ seats }) => (seats.a.slots.passphrase = couple.header.seats.a.slots.passphrase),
    );
    expect(open(spliced, "a", nextTyped)).toBe("wrong-passphrase");
    expect(keysOf(spliced, "a", noaTyped).private).toEqual(couple.noa.keys.private);
  });
});

describe("[V20] a passphrase somebody knows", () => {
  const samTyped = { passphrase: SAM_PASSPHRASE };
  let renewal: Renewal;
  let words: string[];
  let renewed: Disk;
  beforeAll(() => {
    renewed = copyOf(couple.disk);
    const { session } = unlock(renewed, couple.noa.keys);
    save(renewed, session, {
      act: "put",
      space: "private",
      json: aRecord({ author: couple.noa.partner, text: "old" }),
    });
    session.check([...renewed.parts.values()]);
    const seen = session.stageSeen()!;
    write(renewed, seen);
    session.settle(seen);
    ({ renewal, words } = made(startAnew(session.header, "a", noaTyped, NEXT, KDF_FLOOR)));
    write(renewed, stageRenewal(session, cloned(renewal)));
    expect(session.stageSeen()).toBeNull(); // its keyring key is no longer the header's
  });
  const noaNow = () => keysOf(renewed, "a", nextTyped);

  test("[V20] new passphrase and words open all there was; the old ones are wrong", () => {
    const keys = noaNow();
    expect(keysOf(renewed, "a", { words: words.join(" ") })).toEqual(keys);
    const { rows, findings } = unlock(renewed, keys);
    expect([rows.length, findings]).toEqual([3, []]);
    expect(open(renewed, "a", noaTyped)).toBe("wrong-passphrase");
    expect(open(renewed, "a", noaWords)).toBe("wrong-words");
  });

  test("[V20] every key that opens something is new, what came before chained under it; the identity is the same", () => {
    const [before, now] = [couple.noa.keys, noaNow()];
    expect(now.keyringKey).not.toEqual(before.keyringKey);
    expect(now.private.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(now.couple.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect([now.private[0], now.couple[0]]).toEqual([before.private[0], before.couple[0]]);
    expect(now.newerBoxes).toHaveLength(1);
    expect([now.box, now.signing, now.identities]).toEqual([before.box, before.signing, before.identities]);
    expect(now.seen.coupleEpoch).toBe(2);
    expect(renewed.header).toContain('"version":2');
  });

  test("[V20] what is written now is sealed with the new keys; the other's next unlock takes the new couple key", () => {
    const disk = copyOf(renewed);
    const { session } = unlock(disk, noaNow());
    const author = couple.noa.partner;
    const { putRows } = save(
      disk,
      session,
      { act: "put", space: "private", json: aRecord({ author, text: "new" }) },
      { act: "put", space: "shared", json: aRecord({ author, text: "new" }) },
    );
    expect(putRows.map(({ sealed }) => epochOf(sealed))).toEqual([2, 2]);
    const sam = unlock(disk, keysOf(disk, "b", samTyped));
    expect([sam.rows.length, sam.findings]).toEqual([3, []]);
    write(disk, sam.session.stageSeen()!);
    const { coupleEpoch, otherBox } = keysOf(disk, "b", samTyped).seen;
    const { number, box } = renewal.locks.newerBox!;
    expect([coupleEpoch, otherBox]).toEqual([2, { number, box }]);
    expect(unlock(disk, keysTogether(noaNow(), keysOf(disk, "b", samTyped))).findings).toEqual([]);
  });

  test("[V20] who holds every key of before and the files of now opens nothing that is new", () => {
    const disk = copyOf(renewed);
    const { session } = unlock(disk, noaNow());
    const author = couple.noa.partner;
    save(
      disk,
      session,
      { act: "put", space: "private", json: aRecord({ author, text: "new" }) },
      { act: "put", space: "shared", json: aRecord({ author, text: "new" }) },
    );
    const before = couple.noa.keys;
    const { vaultId, seats, grants } = parseHeader(disk.header);
    const root = unwrapRoot(vaultId, couple.header.seats.a, noaTyped) as Uint8Array; // the old passphrase, the old slot
    const own = grants.find(({ to }) => to === "a")!;
    expect(() => openKeyring(vaultId, author, seats.a.keyring, keyringKeyOf(root))).toThrow("damaged");
    expect(() =>
      sodium.crypto_box_seal_open(fromBase64(own.sealed), fromBase64(before.identities.a.box), before.box),
    ).toThrow();
    const draft = sealDraft(noaNow(), "a", utf8("a new thought"));
    expect(openDraft(before, draft)).toBe("unreadable");
    expect(openDraft(noaNow(), draft)).toEqual(utf8("a new thought"));
    expect(openDraft(noaNow(), sealDraft(before, "a", utf8("an old one")))).toEqual(utf8("an old one"));
    // its session over the header of before: the two new rows do not open, and every manifest written since is damaged
    const { unreadable, findings } = unlock({ ...disk, header: couple.disk.header }, before);
    expect(unreadable).toBe(2);
    expect(findings).toContainEqual({ kind: "damaged-manifest", space: "private", seat: "a" });
    expect(findings).toContainEqual({ kind: "damaged-manifest", space: "shared", seat: "a" });
  });

  test("[V20] a draft kept together goes to the newer box key", () => {
    const draft = sealDraft(keysTogether(noaNow(), keysOf(renewed, "b", samTyped)), "a", utf8("ours"));
    expect(openDraft(couple.noa.keys, draft)).toBe("unreadable");
    expect(openDraft(noaNow(), draft)).toEqual(utf8("ours"));
  });

  test("[V20] old slots spliced into the new header are damage: their root key opens no keyring", () => {
    const spliced = planted(renewed, ({ seats }) => (seats.a.slots = couple.header.seats.a.slots));
    expect(() => open(spliced, "a", noaTyped)).toThrow("damaged");
    expect(() => changePassphrase(parseHeader(spliced.header), "a", noaTyped, "another", KDF_FLOOR)).toThrow("damaged");
  });

  test("[V20] the whole old seat in the new header is damage, with or without the newer box key", () => {
    const { seats: old } = couple.header;
    expect(() =>
      open(
        planted(renewed, ({ seats }) => (seats.a = old.a)),
        "a",
        noaTyped,
      ),
    ).toThrow("damaged");
    const withBox = planted(renewed, ({ seats }) => (seats.a = { ...old.a, newerBox: seats.a.newerBox }));
    expect(() => open(withBox, "a", noaTyped)).toThrow("damaged");
  });

  test("[V8] the newer box key taken away, or another in its place, is damage for its owner", () => {
    expect(() =>
      open(
        planted(renewed, ({ seats }) => (seats.a.newerBox = null)),
        "a",
        nextTyped,
      ),
    ).toThrow("damaged");
    const { vaultId, seats } = couple.header;
    const other = publicBox(randomBytes(32));
    const own = signBox(vaultId, seats.a.identity, { number: 1, box: other }, couple.noa.keys.signing);
    expect(() =>
      open(
        planted(renewed, (h) => (h.seats.a.newerBox = own)),
        "a",
        nextTyped,
      ),
    ).toThrow("damaged");
    // signed by anybody else it is damage for every reader
    const forged = signBox(vaultId, seats.a.identity, { number: 1, box: other }, couple.sam.keys.signing);
    const header = cloned(parseHeader(renewed.header));
    header.seats.a.newerBox = forged;
    expect(() => parseHeader(formatHeader(header))).toThrow("damaged");
  });

  test("[V8] once the other saw the newer box key, an older one is damage for them too", () => {
    const disk = copyOf(renewed);
    write(disk, unlock(disk, keysOf(disk, "b", samTyped)).session.stageSeen()!);
    expect(() =>
      open(
        planted(disk, ({ seats }) => (seats.a.newerBox = null)),
        "b",
        samTyped,
      ),
    ).toThrow("damaged");
  });

  test("[V6] a partner with all files and the couple key plants no grant in Noa's name, nor a chain of their own", () => {
    const { vaultId, seats, grants } = parseHeader(renewed.header);
    const known = { epoch: 2, key: randomBytes(32) };
    const noa = { seat: "a" as const, ...seats.a };
    const grant = issueGrant(vaultId, known, noa, { ...noa, secretKey: couple.sam.keys.signing });
    const others = grants.filter(({ to }) => to === "b");
    expect(() =>
      open(
        planted(renewed, (h) => (h.grants = [grant, ...others])),
        "a",
        nextTyped,
      ),
    ).toThrow("damaged");
    const chain = [chainLink(vaultId, couple.sam.keys.couple[0]!, known)];
    expect(() =>
      open(
        planted(renewed, (h) => (h.chain = chain)),
        "a",
        nextTyped,
      ),
    ).toThrow("damaged");
  });

  test("[V8] the header of before around the keyring that has seen the new key is refused", () => {
    const disk = copyOf(renewed);
    write(disk, unlock(disk, keysOf(disk, "b", samTyped)).session.stageSeen()!);
    const { keyring } = parseHeader(disk.header).seats.b!;
    const back = planted(couple.disk, ({ seats }) => (seats.b!.keyring = keyring));
    expect(() => open(back, "b", samTyped)).toThrow("damaged");
  });

  test("[V8] everything set back together is not noticed, but today's passphrase is wrong there", () => {
    expect(open(couple.disk, "a", nextTyped)).toBe("wrong-passphrase");
    expect(unlock(couple.disk, keysOf(couple.disk, "a", noaTyped)).findings).toEqual([]);
  });

  test("[V20] a second new start over the first opens everything; the chain has an end, told before any derivation", () => {
    const disk = copyOf(renewed);
    const { session } = unlock(disk, noaNow());
    const again = made(startAnew(session.header, "a", nextTyped, "once more", KDF_FLOOR));
    write(disk, stageRenewal(session, again.renewal));
    const keys = keysOf(disk, "a", { passphrase: "once more" });
    expect([keys.couple.length, keys.private.length, keys.newerBoxes.length]).toEqual([3, 3, 2]);
    expect(unlock(disk, keys).findings).toEqual([]);
    expect(unlock(disk, keysOf(disk, "b", samTyped)).findings).toEqual([]);
    const full = { ...session.header, chain: new Array<string>(64).fill("") };
    expect(() => startAnew(full, "a", nextTyped, "more", KDF_FLOOR)).toThrow("over-limit");
  });

  test("[V20] a renewal is staged over the header it was made of, in that partner's own session", () => {
    const noas = unlock(couple.disk, couple.noa.keys).session;
    expect(() => stageRenewal(noas, { ...renewal, seat: "b" })).toThrow("not-allowed");
    expect(() => stageRenewal(unlock(couple.disk, couple.sam.keys).session, renewal)).toThrow("not-allowed");
    expect(() => stageRenewal(unlock(renewed, noaNow()).session, renewal)).toThrow("damaged");
    expect(() => stageRenewal(noas, { ...renewal, grants: couple.header.grants })).toThrow("damaged");
    expect(coupleEpochOf(stageRenewal(noas, renewal).header!)).toBe(2);
  });

  test("[V20] what passes between the workers holds no secret of it", () => {
    const keys = noaNow();
    const text = JSON.stringify(renewal);
    for (const secret of [
      keys.keyringKey,
      keys.newerBoxes[0]!,
      keys.private[1]!.key,
      keys.couple[1]!.key,
      keys.signing,
    ])
      expect(text).not.toContain(base64(secret).slice(0, 20));
  });
});
