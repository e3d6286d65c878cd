/**
 * Whatever is done to the bytes of a backup, a header, a slot, a keyring, a row, a part or a draft, a reader refuses it by name
 * and nothing is written. The sizes are small so that the long form tries every byte and every length.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type BackupHeader, readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup, type OpenedBackup } from "#shared/backup/open-backup.ts";
import { planRestore, plannedContents } from "#shared/backup/restore.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { concat } from "#shared/base/bytes.ts";
import type { ErrorCode } from "#shared/base/errors.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { base64, fromBase64, randomBytes, sodiumReady } from "#shared/crypto/sodium.ts";
import { appendFrame, beginLedger, readLedger } from "#shared/ledger/ledger-file.ts";
import { encodeCommit } from "#shared/ledger/stored-commit.ts";
import { openDraft, sealDraft } from "#shared/vault/draft.ts";
import { foundVault } from "#shared/vault/founding.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import { openKeyring, type OwnKeys } from "#shared/vault/keyring.ts";
import { newId } from "#shared/vault/identity.ts";
import { type Commit, openSession } from "#shared/vault/session.ts";
import { openKeys } from "#shared/vault/vault.ts";
import { backupOf, sourceOf } from "../shared/backup/a-backup.ts";
import { chunksAt, chunksOf, type Frame, frameBytes, putTogether, takenApart } from "../support/forged-backup.ts";
import { aCouple, aRecord, emptyDisk, save, unlock, write, type Couple, type Disk } from "../support/vault.ts";
import type { Figures } from "./figures.mjs";
import { type Asked, refusalOf, seededChance, startTally, type Tally } from "./tally.ts";

type Refusal = ErrorCode | "accepted";

const ANY_OF_A_FILE: readonly Refusal[] = ["damaged", "newer-version", "over-limit", "not-a-backup", "foreign-vault"];
const DAMAGED: readonly Refusal[] = ["damaged"];

/** How a byte is changed: each of its bits, then to the values that are special somewhere. */
const CHANGES: readonly ((byte: number) => number)[] = [
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((bit) => (byte: number) => byte ^ (1 << bit)),
  () => 0x00,
  () => 0xff,
  (byte) => (byte + 1) & 0xff,
];

/** Every byte changed in every way, or in the short form a choice of places each changed in one way. */
function* changed(bytes: Uint8Array, asked: Asked, few: number): Generator<{ at: number; bytes: Uint8Array }> {
  const chance = seededChance(asked.seed);
  const places = asked.full || bytes.length <= few ? bytes.length : few;
  for (let place = 0; place < places; place++) {
    const at = places === bytes.length ? place : chance(bytes.length);
    for (const change of asked.full ? CHANGES : [CHANGES[chance(CHANGES.length)] as (typeof CHANGES)[0]]) {
      const before = bytes[at] ?? 0;
      const after = change(before);
      if (after === before) continue;
      const copy = bytes.slice();
      copy[at] = after;
      yield { at, bytes: copy };
    }
  }
}

/** Every length shorter than the whole, or in the short form a choice of them with both ends. */
function* cut(bytes: Uint8Array, asked: Asked, few: number): Generator<Uint8Array> {
  const step = asked.full ? 1 : Math.max(1, Math.floor(bytes.length / few));
  for (let length = 0; length < bytes.length; length += step) yield bytes.slice(0, length);
  yield bytes.slice(0, bytes.length - 1);
}

/** A place that a restore would write into, which counts what it is given. */
interface WriteRecorder {
  written: number;
  wholes: number;
}

/** Reads a file as a restore does: all of it is authentic before a plan is made, and a plan before anything is staged. */
async function restore(bytes: Uint8Array, keys: OwnKeys, recorder: WriteRecorder): Promise<void> {
  const source = sourceOf(bytes);
  await restoreOpened(openBackup(source, await readBackupHeader(source), keys), recorder);
}

async function restoreOpened(opened: OpenedBackup, recorder: WriteRecorder): Promise<void> {
  await verifyBackup(opened);
  const plan = planRestore(opened, null);
  for await (const items of plannedContents(opened, plan)) recorder.written += items.length;
  recorder.wholes += 1;
}

interface Small {
  readonly bytes: Uint8Array;
  readonly disk: Disk;
  readonly keys: OwnKeys;
}

/** A founder alone with two records: as small as a journal gets. */
async function aSmallJournal(): Promise<Small> {
  const disk = emptyDisk();
  const founded = foundVault({ cover: "umber", coverForB: "lichen", passphrase: "alone", cost: KDF_FLOOR });
  write(disk, founded.commit);
  const author = founded.partner;
  save(disk, founded.session, { act: "put", space: "private", json: aRecord({ author, text: "alone" }) });
  save(disk, founded.session, { act: "put", space: "shared", json: aRecord({ author, kind: "profile" }) });
  if (founded.session.keys.kind !== "one") throw new Error("a founder's session is of one");
  return { bytes: await backupOf(disk, founded.session), disk, keys: founded.session.keys };
}

/** A file must be refused by one of these codes, and nothing written. */
async function mustRefuse(
  tally: Tally,
  what: string,
  codes: readonly Refusal[],
  recorder: WriteRecorder,
  work: () => Promise<void>,
): Promise<void> {
  const before = recorder.written;
  const code = await refusalOf(work);
  if (recorder.written !== before) tally.wrong(`${what}: ${recorder.written - before} writes`);
  else if (codes.includes(code)) tally.count("refused");
  else tally.wrong(`${what}: ${code}`);
}

/** [B1] to [B7]: the bytes of whole files. */
async function attackFile(tally: Tally, name: string, { bytes, keys }: Small, asked: Asked, recorder: WriteRecorder) {
  await restore(bytes, keys, recorder);
  if (recorder.written === 0)
    tally.wrong(`${name}: the whole file writes nothing, so that no refusal would mean anything`);
  const source = sourceOf(bytes);
  const header: BackupHeader = await readBackupHeader(source);
  const whole = openBackup(source, header, keys);
  const refuse = (what: string, forged: Uint8Array, codes = ANY_OF_A_FILE) =>
    mustRefuse(tally, `${name}, ${what}`, codes, recorder, () => restore(forged, keys, recorder));

  for (const { at, bytes: forged } of changed(bytes, asked, 400)) {
    // Nothing of the header is read again when the change is behind it.
    if (at < header.bodyAt) await refuse(`byte ${at}`, forged);
    else
      await mustRefuse(tally, `${name}, byte ${at}`, DAMAGED, recorder, () =>
        restoreOpened({ ...whole, source: sourceOf(forged) }, recorder),
      );
  }
  for (const shorter of cut(bytes, asked, 80)) {
    await refuse(`cut to ${shorter.length}`, shorter, shorter.length < 8 ? ["not-a-backup"] : DAMAGED);
  }
  for (const added of [1, 16, 17, 18, 65_553, 1_000_000]) {
    await refuse(`${added} zeros more`, concat(bytes, new Uint8Array(added)), DAMAGED);
    await refuse(`${added} bytes more`, concat(bytes, randomBytes(added)), DAMAGED);
  }
  await refuse("itself once more", concat(bytes, bytes), DAMAGED);
}

/** [B7]: chunks out of their place, and from another backup of the same journal under the same keys. */
async function attackChunks(
  tally: Tally,
  file: Uint8Array,
  others: readonly Uint8Array[],
  keys: OwnKeys,
  recorder: WriteRecorder,
) {
  const head = file.subarray(0, chunksAt(file));
  const chunks = chunksOf(file);
  const body = (pieces: readonly Uint8Array[]) => concat(head, ...pieces);
  const refuse = (what: string, pieces: readonly Uint8Array[]) =>
    mustRefuse(tally, `chunks, ${what}`, DAMAGED, recorder, () => restore(body(pieces), keys, recorder));
  const replaced = (at: number, piece: Uint8Array) => chunks.map((chunk, place) => (place === at ? piece : chunk));
  if (chunks.length < 4) throw new Error("too few chunks to attack");

  for (let one = 0; one < chunks.length; one++) {
    await refuse(`${one} dropped`, chunks.toSpliced(one, 1));
    for (let two = 0; two < chunks.length; two++) {
      if (one === two) continue;
      const [first, second] = [chunks[one] as Uint8Array, chunks[two] as Uint8Array];
      if (one < two) await refuse(`${one} and ${two} swapped`, replaced(one, second).with(two, first));
      await refuse(`${one} in the place of ${two}`, replaced(two, first));
      await refuse(`${one} once more at ${two}`, chunks.toSpliced(two, 0, first));
    }
    for (const other of others) {
      for (const [at, foreign] of chunksOf(other).entries()) {
        await refuse(`${at} of another backup at ${one}`, replaced(one, foreign));
        await refuse(`${at} of another backup before ${one}`, chunks.toSpliced(one, 0, foreign));
      }
    }
  }
  for (const other of others) {
    const otherHead = other.subarray(0, chunksAt(other));
    const spliced = [concat(head, ...chunksOf(other)), concat(otherHead, ...chunks)];
    // The stream's own header from the other file, with and without its chunks.
    const streamHeader = otherHead.subarray(-24);
    spliced.push(concat(head.subarray(0, -24), streamHeader, ...chunks));
    spliced.push(concat(head.subarray(0, -24), streamHeader, ...chunksOf(other)));
    for (const forged of spliced) {
      await mustRefuse(tally, "another backup's body", DAMAGED, recorder, () => restore(forged, keys, recorder));
    }
  }
}

/** The first whole number a u64 of ours may not be [F1]. */
const TOO_LARGE = 2 ** 53;

/** [B5], [B7]: frames by a partner who holds the file key and signs the file as its writer. */
async function attackFrames(tally: Tally, file: Uint8Array, forger: OwnKeys, victim: OwnKeys, recorder: WriteRecorder) {
  const parts = takenApart(file, forger);
  const { frames } = parts;
  await restore(putTogether(parts, forger), victim, recorder); // put together unchanged it is a backup
  const refuse = (what: string, forged: Uint8Array, codes: readonly Refusal[] = DAMAGED) =>
    mustRefuse(tally, `frames, ${what}`, codes, recorder, () => restore(forged, victim, recorder));
  const withFrames = (changedFrames: readonly Frame[]) => putTogether({ ...parts, frames: changedFrames }, forger);
  const withPayload = (payload: Uint8Array) => putTogether(parts, forger, { payload });
  const all = concat(...frames.map((frame) => frameBytes(frame)));

  for (const [at, frame] of frames.entries()) {
    const next = frames[at + 1];
    if (next !== undefined)
      await refuse(`${at} and the next swapped`, withFrames(frames.with(at, next).with(at + 1, frame)));
    await refuse(`${at} dropped`, withFrames(frames.toSpliced(at, 1)));
    await refuse(`${at} doubled`, withFrames(frames.toSpliced(at, 0, frame)));
    if (next !== undefined) await refuse(`${at} moved to the end`, withFrames([...frames.toSpliced(at, 1), frame]));
    for (const change of [
      { type: 0 },
      { type: 4 },
      { type: 255 },
      { index: 250 },
      { number: TOO_LARGE },
      { number: 2 ** 63 },
    ]) {
      await refuse(`${at} with ${JSON.stringify(change)}`, withFrames(frames.with(at, { ...frame, ...change })));
    }
    const before = concat(...frames.slice(0, at).map((one) => frameBytes(one)));
    const after = concat(...frames.slice(at + 1).map((one) => frameBytes(one)));
    for (const claims of [frame.sealed.length + 1, frame.sealed.length - 1, 0]) {
      await refuse(
        `${at} claiming ${claims}`,
        withPayload(concat(before, frameBytes(frame, claims), after)),
        ANY_OF_A_FILE,
      );
    }
    for (const claims of [8_388_609, 2 ** 31, 2 ** 32 - 1]) {
      await refuse(`${at} claiming ${claims}`, withPayload(concat(before, frameBytes(frame, claims), after)), [
        "over-limit",
      ]);
    }
  }
  for (const cutBy of [1, 13, 14, 15]) await refuse(`cut by ${cutBy}`, withPayload(all.slice(0, -cutBy)));
  await refuse("14 zeros more", withPayload(concat(all, new Uint8Array(14))));
  await refuse("nothing", withPayload(new Uint8Array(0)));
  await refuse("no part of a root that is said", withFrames(frames.filter(({ number }) => number !== 256)));

  const { spaces, shelves } = parts.header as {
    spaces: { space: string; rows: number }[];
    shelves: { shelf: string; parts: number; root: string | null }[];
  };
  const withHeader = (header: Record<string, unknown>) =>
    putTogether({ ...parts, header: { ...parts.header, ...header } }, forger);
  for (const at of spaces.keys()) {
    for (const by of [1, -1]) {
      const rows = (spaces[at]?.rows ?? 0) + by;
      if (rows < 0) continue;
      await refuse(
        `rows ${by} of space ${at}`,
        withHeader({ spaces: spaces.with(at, { space: spaces[at]?.space ?? "", rows }) }),
      );
    }
  }
  for (const [at, shelf] of shelves.entries()) {
    await refuse(
      `one part more of shelf ${at}`,
      withHeader({ shelves: shelves.with(at, { ...shelf, parts: shelf.parts + 1 }) }),
    );
    for (const root of [null, base64(randomBytes(32))]) {
      await refuse(`another root of shelf ${at}`, withHeader({ shelves: shelves.with(at, { ...shelf, root }) }));
    }
  }
}

/** [V3], [F8]: the header's one text, accident and intent. */
async function attackHeader(tally: Tally, couple: Couple, asked: Asked) {
  const text = formatHeader(couple.header);
  const bytes = new TextEncoder().encode(text);
  const refuse = async (what: string, forged: Uint8Array) => {
    const code = await refusalOf(() => parseHeader(new TextDecoder("latin1").decode(forged)));
    if (["damaged", "newer-version", "over-limit"].includes(code)) tally.count("refused");
    else tally.wrong(`header, ${what}: ${code}`);
  };
  for (const { at, bytes: forged } of changed(bytes, asked, 400)) await refuse(`byte ${at}`, forged);
  for (const shorter of cut(bytes, asked, 60)) await refuse(`cut to ${shorter.length}`, shorter);
  for (const added of [" ", "\0", "{}", text])
    await refuse("more behind it", concat(bytes, new TextEncoder().encode(added)));
}

/** A slot whose fields were changed and digested anew never opens to anything, nor is the damage taken for a wrong secret. */
async function attackSlots(tally: Tally, couple: Couple, asked: Asked) {
  const { header } = couple;
  const members = ["salt", "check", "nonce", "wrapped"] as const;
  for (const member of members) {
    const { passphrase } = header.seats.a.slots;
    for (const { at, bytes } of changed(
      fromBase64(passphrase[member]),
      asked.full ? { ...asked, full: false } : asked,
      asked.full ? 8 : 1,
    )) {
      const slot = { ...passphrase, [member]: base64(bytes) };
      const { a, b } = header.seats;
      const forged = { ...header, seats: { a: { ...a, slots: { ...a.slots, passphrase: slot } }, b } };
      const code = await refusalOf(() => parseHeader(formatHeader(forged))); // the slot's own digest
      if (code === "damaged") tally.count("refused");
      else tally.wrong(`slot, ${member} ${at}: ${code}`);
    }
  }
  for (const words of [couple.noa.words.slice(1), [...couple.noa.words].reverse(), couple.sam.words]) {
    const answer = openKeys(header, "a", { words: words.join(" ") });
    if (answer === "wrong-words") tally.count("refused");
    else tally.wrong("other words open a seat");
  }
}

/** [V7], [F3]: sealed keyrings. The key is the right one: what is refused is the change. */
async function attackKeyrings(tally: Tally, couple: Couple, asked: Asked) {
  for (const { partner, keys } of [couple.noa, couple.sam]) {
    const sealed = fromBase64(couple.header.seats[keys.seat]?.keyring ?? "");
    const open = (bytes: Uint8Array) => openKeyring(couple.header.vaultId, partner, base64(bytes), keys.keyringKey);
    open(sealed);
    for (const bytes of [
      ...[...changed(sealed, asked, 400)].map((one) => one.bytes),
      ...cut(sealed, asked, 100),
      concat(sealed, Uint8Array.of(0)),
    ]) {
      const code = await refusalOf(() => open(bytes));
      if (code === "damaged") tally.count("refused");
      else tally.wrong(`keyring: ${code}`);
    }
  }
}

/** [V10] to [V13]: rows and parts. A changed row is unreadable and counted; a changed part is its author's damaged manifest. */
function attackRowsAndParts(tally: Tally, couple: Couple, asked: Asked) {
  const { disk } = couple;
  const session = openSession(couple.header, couple.noa.keys);
  for (const row of disk.rows.values()) {
    if (!session.spaces().includes(row.space)) continue;
    if (session.openRow(row) === "unreadable") tally.wrong("an untouched row does not open");
    for (const sealed of [
      ...[...changed(row.sealed, asked, 200)].map((one) => one.bytes),
      ...cut(row.sealed, asked, 50),
      concat(row.sealed, Uint8Array.of(0)),
    ]) {
      if (session.openRow({ ...row, sealed }) === "unreadable") tally.count("refused");
      else tally.wrong("a changed row opens");
    }
  }
  for (const part of disk.parts.values()) {
    if (!session.shelves().includes(part.shelf)) continue;
    const rows = [...disk.rows.values()];
    const others = [...disk.parts.values()].filter((other) => other !== part);
    // A check opens 256 buckets: every 16th byte of the long form is as many places as any field of a part has.
    const few = { ...asked, full: false };
    for (const sealed of [
      ...[...changed(part.sealed, few, asked.full ? Math.ceil(part.sealed.length / 16) : 12)].map((one) => one.bytes),
      ...cut(part.sealed, few, asked.full ? 60 : 5),
      concat(part.sealed, Uint8Array.of(0)),
    ]) {
      const reading = openSession(couple.header, couple.noa.keys);
      for (const row of rows) reading.openRow(row);
      const findings = reading.check([...others, { ...part, sealed }]);
      if (findings.some(({ kind }) => kind === "damaged-manifest")) tally.count("noticed");
      else tally.wrong(`a changed part: ${JSON.stringify(findings)}`);
    }
  }
}

/** [V17]: drafts. */
function attackDrafts(tally: Tally, couple: Couple, asked: Asked) {
  const { keys } = couple.noa;
  const sealed = sealDraft(keys, "a", new TextEncoder().encode("not yet saved"));
  for (const bytes of [
    ...[...changed(sealed, { ...asked, full: false }, asked.full ? 4000 : 150)].map((one) => one.bytes),
    ...cut(sealed, { ...asked, full: false }, asked.full ? 800 : 40),
    concat(sealed, Uint8Array.of(0)),
  ]) {
    if (openDraft(keys, bytes) === "unreadable") tally.count("refused");
    else tally.wrong("a changed draft opens");
  }
}

/** Noa and Sam with enough rows for several chunks; and three backups of theirs, two under one file key. */
async function fillUntilManyChunks({ disk, noa, sam }: Couple): Promise<{ file: Uint8Array; others: Uint8Array[] }> {
  for (const { keys, partner } of [noa, sam]) {
    const { session } = unlock(disk, keys);
    const text = "a long evening. ".repeat(1200);
    for (let record = 0; record < 8; record++)
      save(disk, session, { act: "put", space: "private", json: aRecord({ author: partner, text }) });
  }
  const session = () => unlock(disk, noa.keys).session;
  const fileKey = randomBytes(32);
  const file = await backupOf(disk, session(), fileKey.slice());
  return {
    file,
    others: [await backupOf(disk, session(), fileKey.slice()), await backupOf(disk, unlock(disk, sam.keys).session)],
  };
}

/** A backup that an older program wrote. */
async function frozen(file: string, factsFile: string): Promise<Small> {
  const folder = resolve(import.meta.dirname, "../vectors");
  const bytes = new Uint8Array(readFileSync(resolve(folder, file)));
  const facts = JSON.parse(readFileSync(resolve(folder, factsFile), "utf8")) as { passphrases: { a: string } };
  const { vault } = await readBackupHeader(sourceOf(bytes));
  const keys = openKeys(vault, "a", { passphrase: facts.passphrases.a });
  if (typeof keys === "string") throw new Error(keys);
  return { bytes, disk: emptyDisk(), keys };
}

/** [L5]: of a ledger that was changed or cut, nothing is given that was not written, and what was is told as worn. */
async function attackLedger(tally: Tally, { disk }: Small, asked: Asked) {
  const header = parseHeader(disk.header);
  const commits: Commit[] = [
    { putRows: [], dropRows: [], putParts: [...disk.parts.values()].slice(0, 2), header },
    ...[...disk.rows.values()].map((row): Commit => ({ putRows: [row], dropRows: [], putParts: [], header: null })),
    { putRows: [], dropRows: [{ space: header.sharedSpace, seq: 1 }], putParts: [], header: null },
  ];
  const begun = beginLedger({ ledger: newId(), vaultId: header.vaultId, replaces: [newId()] });
  let { end } = begun;
  const pieces = [begun.bytes];
  for (const commit of commits) {
    const frame = appendFrame(end, commit);
    pieces.push(frame.bytes);
    end = frame.end;
  }
  const ledger = concat(...pieces);
  const read = async (bytes: Uint8Array) => {
    const given: string[] = [];
    const reading = await readLedger(sourceOf(bytes), end, (commit) =>
      given.push(JSON.stringify(encodeCommit(commit))),
    );
    return { reading, given };
  };
  const whole = await read(ledger);
  const written = new Set(whole.given);
  if (whole.given.length !== commits.length) tally.wrong("an untouched ledger does not give what was appended");
  for (const bytes of [
    ...[...changed(ledger, asked, 300)].map((one) => one.bytes),
    ...cut(ledger, asked, 60),
    ...pieces.slice(1).map((_, at) => concat(...pieces.toSpliced(at + 1, 1))),
    ...pieces.slice(2).map((piece, at) => concat(...pieces.with(at + 1, piece).with(at + 2, pieces[at + 1] ?? piece))),
    concat(ledger, pieces[1] ?? ledger),
    concat(ledger, randomBytes(100)),
  ]) {
    const { reading, given } = await read(bytes);
    if (given.some((commit) => !written.has(commit))) tally.wrong("a ledger gives what was never appended");
    else if (reading.kind === "no-ledger") tally.count("refused");
    else if (reading.tail !== "none" || reading.skipped > 0 || !reading.hasAnchor) tally.count("noticed");
    else tally.wrong("a changed ledger reads as whole");
  }
}

/** The small one, the two frozen ones, and the one that was put together unchanged. */
const WHOLE_FILES = 4;

/** Runs the campaign. */
export async function attackBytes(asked: Asked): Promise<Figures> {
  await sodiumReady;
  const tally = startTally(
    "attack-bytes",
    "Whatever byte is changed, cut, moved or added, it is refused by name and nothing is written",
    asked,
  );
  const recorder: WriteRecorder = { written: 0, wholes: 0 };
  const couple = await aCouple();
  const small = await aSmallJournal();
  await attackFile(tally, "a small backup", small, asked, recorder);
  for (const [file, facts] of [
    ["backup.v1.twofold", "backup.v1.json"],
    ["backup.v2/whole.twofold", "backup.v2/facts.json"],
  ] as const)
    await attackFile(tally, file, await frozen(file, facts), { ...asked, full: false }, recorder);
  await attackHeader(tally, couple, asked);
  await attackSlots(tally, couple, asked);
  await attackKeyrings(tally, couple, asked);
  attackRowsAndParts(tally, couple, asked);
  attackDrafts(tally, couple, asked);
  await attackLedger(tally, small, asked);
  await attackFrames(
    tally,
    await backupOf(couple.disk, unlock(couple.disk, couple.sam.keys).session),
    couple.sam.keys,
    couple.noa.keys,
    recorder,
  );
  const { file, others } = await fillUntilManyChunks(couple);
  await attackChunks(tally, file, others, couple.noa.keys, recorder);
  if (recorder.wholes !== WHOLE_FILES)
    tally.wrong(`${recorder.wholes} whole files were written, not the ${WHOLE_FILES} untouched ones`);
  return tally.figures();
}
