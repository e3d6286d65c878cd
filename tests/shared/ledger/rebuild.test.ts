import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, u64 } from "#shared/base/bytes.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { placeOf, sealBytes } from "#shared/crypto/sealed-record.ts";
import { fromBase64, hash256 } from "#shared/crypto/sodium.ts";
import { rebuild, type Evidence, type Rebuilt } from "#shared/ledger/rebuild.ts";
import { appendFrame, baseFrames, beginLedger, readLedger } from "#shared/ledger/ledger-file.ts";
import { NOTHING, type StoredCommit } from "#shared/ledger/stored-commit.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import type { Keys, OwnKeys } from "#shared/vault/keyring.ts";
import { ROOT_PART, withEntry } from "#shared/vault/manifest.ts";
import type { Change, Commit, ManifestPart, SealedRow } from "#shared/vault/session.ts";
import { stageRenewal, startAnew } from "#shared/vault/starting-anew.ts";
import { openShelf, sealShelf, shelvesOf } from "#shared/vault/shelf.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import {
  aCouple,
  aRecord,
  copyOf,
  keysOf,
  NOA_PASSPHRASE,
  partKey,
  rowKey,
  save,
  unlock,
  write,
  type Couple,
  type Disk,
} from "../../support/vault.ts";
import { LEDGER, sourceOf } from "./a-ledger.ts";

let couple: Couple;
/** The disk after all that was saved, and the ledger's commits that led to it. */
let disk: Disk;
let written: StoredCommit[];
let spaces: { noa: string; sam: string; shared: string };

const stored = (commit: Commit): StoredCommit => ({
  ...commit,
  header: commit.header === null ? null : formatHeader(commit.header),
});
const asCommit = ({ header, rows, parts }: Disk): StoredCommit => ({
  ...NOTHING,
  header,
  putRows: [...rows.values()],
  putParts: [...parts.values()],
});

/** Noa and Sam write, change and take back, in turns; a record or two of each kind of place. */
beforeAll(async () => {
  couple = await aCouple();
  disk = copyOf(couple.disk);
  written = [asCommit(disk)];
  for (const round of [1, 2])
    for (const who of [couple.noa, couple.sam]) {
      const { session } = unlock(disk, who.keys);
      const author = who.partner;
      const keep = (...changes: Change[]) => written.push(stored(save(disk, session, ...changes)));
      const put = (space: "private" | "shared", id: string, revision: number): Change => ({
        act: "put",
        space,
        json: aRecord({ id, author, revision, text: `round ${round}` }),
      });
      const ids = ["A", "B", "C"].map((first) => `${first}${who.partner.slice(1)}`) as [string, string, string];
      for (const id of ids) keep(put("private", id, round));
      keep(put("shared", ids[0], round), put("private", ids[0], round + 1));
      keep(put("shared", ids[1], round));
      if (round === 2) keep({ act: "purge", space: "shared", id: ids[1], author });
      const seen = session.stageSeen()!;
      written.push(stored(seen));
      write(disk, seen);
      session.settle(seen);
      who.keys = session.keys as OwnKeys;
    }
  const { a, b } = couple.header.seats;
  spaces = { noa: a.identity.privateSpace, sam: b!.identity.privateSpace, shared: couple.header.sharedSpace };
});

const evidence =
  (...commits: readonly StoredCommit[]): Evidence =>
  async (take) =>
    commits.forEach(take);

function rebuildFrom(
  store: Disk,
  ledger: readonly StoredCommit[],
  keys: Keys = couple.noa.keys,
  surer: "store" | "ledger" = "store",
): Promise<Rebuilt> {
  const header = parseHeader(disk.header);
  return rebuild({ header, keys, store: evidence(asCommit(store)), ledger: evidence(...ledger), surer });
}

const diskOf = ({ rows, parts }: Pick<Rebuilt, "rows" | "parts">): Disk => ({
  header: disk.header,
  rows: new Map(rows.map((row) => [rowKey(row), row])),
  parts: new Map(parts.map((part) => [partKey(part), part])),
});
const findingsIn = (rebuilt: Rebuilt, keys: Keys = couple.noa.keys) => unlock(diskOf(rebuilt), keys).findings;
const rowsIn = (from: Pick<Disk, "rows">, ...of: string[]) =>
  [...from.rows.values()]
    .filter(({ space }) => of.includes(space))
    .map(({ space, seq, sealed }) => `${space} ${seq} ${sealed.join()}`)
    .sort();
const readableTo = { noa: () => [spaces.noa, spaces.shared], sam: () => [spaces.sam, spaces.shared] };

function flipped<Piece extends { readonly sealed: Uint8Array }>(piece: Piece, at: number): Piece {
  const sealed = piece.sealed.slice();
  sealed[at % sealed.length]! ^= 1;
  return { ...piece, sealed };
}

/** The ledger without a piece, or with every copy of it changed. */
function withoutRow(commits: readonly StoredCommit[], key: string, put: (row: SealedRow) => SealedRow[]) {
  return commits.map((commit) => ({
    ...commit,
    putRows: commit.putRows.flatMap((row) => (rowKey(row) === key ? put(row) : [row])),
  }));
}
function withoutPart(commits: readonly StoredCommit[], { shelf, part, sealed }: ManifestPart, at: number | null) {
  const isIt = (other: ManifestPart) => other.shelf === shelf && other.part === part && other.sealed === sealed;
  return commits.map((commit) => ({
    ...commit,
    putParts: commit.putParts.flatMap((other) => (!isIt(other) ? [other] : at === null ? [] : [flipped(other, at)])),
  }));
}

test("[L8] two whole sides give the journal as it is, all of it from the store", async () => {
  for (const keys of [couple.noa.keys, couple.sam.keys, keysTogether(couple.noa.keys, couple.sam.keys)]) {
    const rebuilt = await rebuildFrom(disk, written, keys);
    expect(findingsIn(rebuilt, keys)).toEqual([]);
    expect(rowsIn(diskOf(rebuilt), ...Object.values(spaces))).toEqual(rowsIn(disk, ...Object.values(spaces)));
    const { listed, fromStore, carried, leftBehind, stillMissing } = rebuilt.counts;
    expect({ fromStore, leftBehind, stillMissing }).toEqual({ fromStore: listed, leftBehind: 0, stillMissing: 0 });
    expect(listed + carried).toBe(disk.rows.size);
  }
});

test("[L8] an empty store is rebuilt from the ledger, and an empty ledger loses nothing of the store", async () => {
  const empty: Disk = { header: disk.header, rows: new Map(), parts: new Map() };
  const fromLedger = await rebuildFrom(empty, written);
  expect(findingsIn(fromLedger)).toEqual([]);
  expect(fromLedger.counts).toMatchObject({ fromStore: 0, fromLedger: fromLedger.counts.listed, stillMissing: 0 });
  expect(rowsIn(diskOf(fromLedger), ...Object.values(spaces))).toEqual(rowsIn(disk, ...Object.values(spaces)));
  const fromStore = await rebuildFrom(disk, []);
  expect(rowsIn(diskOf(fromStore), ...Object.values(spaces))).toEqual(rowsIn(disk, ...Object.values(spaces)));
});

test("[L8] the bytes of a ledger are evidence like its commits, damaged frames and all", async () => {
  const begun = beginLedger({ ledger: LEDGER, vaultId: couple.header.vaultId, replaces: [] });
  const [first, ...saves] = written as [StoredCommit, ...StoredCommit[]];
  const frames = [...baseFrames(begun.end, first.header!, first.putRows, first.putParts)];
  for (const save of saves) {
    const header = save.header === null ? null : parseHeader(save.header);
    frames.push(appendFrame(frames.at(-1)!.end, { ...save, header }));
  }
  const bytes = concat(begun.bytes, ...frames.map((frame) => frame.bytes));
  bytes[frames[5]!.end.length - 40]! ^= 1; // the frame of one save
  const store = copyOf(disk);
  for (const row of [...store.rows.values()].filter((_, at) => at % 3 === 0)) store.rows.delete(rowKey(row));
  const rebuilt = await rebuild({
    header: parseHeader(disk.header),
    keys: couple.noa.keys,
    store: evidence(asCommit(store)),
    ledger: (take) => readLedger(sourceOf(bytes), null, take),
    surer: "store",
  });
  expect(rebuilt.counts.fromLedger).toBeGreaterThan(0);
  expect(rebuilt.counts.stillMissing).toBe(0);
  expect(findingsIn(rebuilt)).toEqual([]);
});

/** What may befall a piece on one side. "older": an earlier one of the same place is there in its stead, or beside it. */
const harm = fc.constantFrom("gone", "flipped", "older");

test("[L8] whatever is gone, flipped or rolled back on one side and whole on the other is whole afterwards", async () => {
  const rows = () => [...disk.rows.values()];
  const parts = () => [...disk.parts.values()];
  const older = () => written.flatMap(({ putRows }) => putRows).filter((row) => !disk.rows.has(rowKey(row)));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("noa", "sam"),
      fc.array(fc.record({ at: fc.nat(), side: fc.constantFrom("store", "ledger"), harm }), { maxLength: 12 }),
      fc.array(fc.record({ at: fc.nat(), side: fc.constantFrom("store", "ledger"), harm }), { maxLength: 12 }),
      async (who, rowHarms, partHarms) => {
        const store = copyOf(disk);
        let ledger: readonly StoredCommit[] = written;
        const harmed = new Set<string>(); // each piece on one side only
        for (const { at, side, harm: how } of rowHarms) {
          const row = rows()[at % disk.rows.size]!;
          if (harmed.has(rowKey(row))) continue;
          harmed.add(rowKey(row));
          if (how === "older") {
            const replayed = older()[at % older().length]!;
            if (side === "store") store.rows.set(rowKey(replayed), replayed);
            else ledger = [...ledger, { ...NOTHING, putRows: [replayed] }];
          } else if (side === "store")
            if (how === "gone") store.rows.delete(rowKey(row));
            else store.rows.set(rowKey(row), flipped(row, at));
          else ledger = withoutRow(ledger, rowKey(row), (found) => (how === "gone" ? [] : [flipped(found, at)]));
        }
        for (const { at, side, harm: how } of partHarms) {
          const part = parts()[at % disk.parts.size]!;
          if (harmed.has(partKey(part))) continue;
          harmed.add(partKey(part));
          const earlier = written
            .flatMap(({ putParts }) => putParts)
            .filter((other) => partKey(other) === partKey(part) && other.sealed !== part.sealed)[0];
          if (side === "ledger") ledger = withoutPart(ledger, part, how === "flipped" ? at : null);
          else if (how === "flipped") store.parts.set(partKey(part), flipped(part, at));
          else if (how === "older" && earlier !== undefined) store.parts.set(partKey(part), earlier);
          else store.parts.delete(partKey(part));
        }
        const { keys } = couple[who];
        const rebuilt = await rebuildFrom(store, ledger, keys);
        expect(findingsIn(rebuilt, keys)).toEqual([]);
        expect(rebuilt.counts.stillMissing).toBe(0);
        expect(rowsIn(diskOf(rebuilt), ...readableTo[who]())).toEqual(rowsIn(disk, ...readableTo[who]()));
      },
    ),
    { numRuns: 60 },
  );
});

test("[L8] what both sides lost is counted exactly, and nothing else is lost with it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 4 }), async (places) => {
      const mine = [...disk.rows.values()].filter(({ space }) => space === spaces.noa || space === spaces.shared);
      const lost = new Set(places.map((at) => rowKey(mine[at % mine.length]!)));
      const store = copyOf(disk);
      let ledger: readonly StoredCommit[] = written;
      for (const key of lost) {
        store.rows.delete(key);
        ledger = withoutRow(ledger, key, () => []);
      }
      const rebuilt = await rebuildFrom(store, ledger);
      expect(rebuilt.counts).toMatchObject({ stillMissing: lost.size, fromLedger: 0, leftBehind: 0 });
      const missing = findingsIn(rebuilt).map((finding) => (finding.kind === "missing" ? finding.count : Number.NaN));
      expect(missing.reduce((total, count) => total + count, 0)).toBe(lost.size);
      for (const row of store.rows.values()) expect(diskOf(rebuilt).rows.get(rowKey(row))).toEqual(row);
    }),
    { numRuns: 20 },
  );
});

describe("[L8] whoever can write the files", () => {
  const everyRow = () => [...disk.rows.values()].map(({ space, seq }) => ({ space, seq }));
  const junk = (part: ManifestPart): ManifestPart => ({ ...part, sealed: new Uint8Array(part.sealed.length) });

  test("[L8] takes nothing away with forged frames, though they were put into the store", async () => {
    const forged: StoredCommit[] = [
      { ...NOTHING, dropRows: everyRow() },
      { ...NOTHING, putParts: [...disk.parts.values()].map(junk) },
    ];
    const store: Disk = { ...copyOf(disk), rows: new Map() };
    for (const part of forged[1]!.putParts) store.parts.set(partKey(part), part);
    const rebuilt = await rebuildFrom(store, [...written, ...forged]);
    expect(findingsIn(rebuilt)).toEqual([]);
    expect(rebuilt.counts).toMatchObject({ fromStore: 0, stillMissing: 0 });
    expect(rowsIn(diskOf(rebuilt), ...readableTo.noa())).toEqual(rowsIn(disk, ...readableTo.noa()));
  });

  test("[L8] an older ledger beside a newer store, or the other way round, takes nothing back", async () => {
    for (const length of [1, 6, 12, written.length]) {
      const older = written.slice(0, length);
      const olderDisk = copyOf(couple.disk);
      for (const commit of older)
        write(olderDisk, { ...commit, header: commit.header === null ? null : parseHeader(commit.header) });
      for (const surer of ["store", "ledger"] as const)
        for (const rebuilt of [
          await rebuildFrom(disk, older, couple.noa.keys, surer),
          await rebuildFrom(olderDisk, written, couple.noa.keys, surer),
        ]) {
          expect(findingsIn(rebuilt)).toEqual([]);
          expect(rowsIn(diskOf(rebuilt), ...readableTo.noa())).toEqual(rowsIn(disk, ...readableTo.noa()));
        }
    }
  });

  test("[L8] a row that a whole manifest does not name any more is left behind, and counted", async () => {
    const replayed = written
      .flatMap(({ putRows }) => putRows)
      .filter((row) => readableTo.noa().includes(row.space) && !disk.rows.has(rowKey(row)));
    expect(replayed.length).toBeGreaterThan(3);
    const store = copyOf(disk);
    for (const row of replayed) store.rows.set(rowKey(row), row);
    const rebuilt = await rebuildFrom(store, written);
    expect(rebuilt.counts.leftBehind).toBe(replayed.length);
    expect(findingsIn(rebuilt)).toEqual([]);
  });

  test("[L8] does not stand in the place of the other's row by naming its number on their own shelf", async () => {
    const { keys, partner } = couple.noa;
    const id = `Z${partner.slice(1)}`;
    const bucketNumber = fromBase64(id)[0]!;
    const sams = unlock(disk, couple.sam.keys).rows.find(
      (row) => row.space === "shared" && row.author === couple.sam.partner,
    )!;
    const victim = disk.rows.get(rowKey({ space: spaces.shared, seq: sams.seq }))!;
    const place = placeOf("row", fromBase64(couple.header.vaultId), fromBase64(spaces.shared), u64(victim.seq));
    const forged = { ...victim, sealed: sealBytes(new Uint8Array(100), place, keys.couple[0]!) };
    const shelf = shelvesOf(keys).find(({ space, seat }) => space === "shared" && seat === "a")!;
    const parts = [...disk.parts.values()].filter((part) => part.shelf === shelf.id);
    const state = openShelf(shelf, new Map(parts.map(({ part, sealed }) => [part, sealed])));
    const entry = { seq: victim.seq, hash: hash256(forged.sealed) };
    const bucket = withEntry(state.buckets[bucketNumber]!, fromBase64(id), entry);
    const putParts = sealShelf(shelf, state, new Map([[bucketNumber, bucket]]), state.highestSeq, 0).parts;
    const attack: StoredCommit = { ...NOTHING, putRows: [forged], putParts };

    const store = copyOf(disk);
    write(store, { ...attack, header: null });
    const rebuilt = await rebuildFrom(store, [...written, attack], couple.sam.keys);
    expect(diskOf(rebuilt).rows.get(rowKey(victim))!.sealed).toEqual(victim.sealed);
    expect(rebuilt.counts.stillMissing).toBe(1); // what Noa's shelf claims
    expect(findingsIn(rebuilt, couple.sam.keys)).toEqual([{ kind: "missing", space: "shared", count: 1 }]);
  });

  test("[L8] rows newer than any root that is left are kept and found, not left behind", async () => {
    const own = couple.header.seats.a.identity;
    const before = written.slice(0, 1 + 6); // the couple as founded, and Noa's first round
    const store = copyOf(disk);
    store.parts.delete(partKey({ shelf: own.privateShelf, part: ROOT_PART }));
    const rebuilt = await rebuildFrom(store, before);
    for (const row of store.rows.values()) expect(diskOf(rebuilt).rows.get(rowKey(row))).toEqual(row);
    expect(findingsIn(rebuilt).map(({ kind }) => kind)).toEqual(expect.arrayContaining(["rolled-back", "unlisted"]));
  });

  test("[L8] without any root all rows of both sides are kept, and of two the one that opens", async () => {
    const isRoot = ({ part }: ManifestPart) => part === ROOT_PART;
    const store = copyOf(disk);
    for (const part of disk.parts.values()) if (isRoot(part)) store.parts.delete(partKey(part));
    const [first, second] = [...store.rows.values()].filter(({ space }) => space === spaces.noa);
    store.rows.delete(rowKey(first!));
    store.rows.set(rowKey(second!), flipped(second!, 100));
    const ledger = written.map((commit) => ({ ...commit, putParts: commit.putParts.filter((part) => !isRoot(part)) }));
    for (const surer of ["store", "ledger"] as const) {
      const rebuilt = await rebuildFrom(store, ledger, couple.noa.keys, surer);
      expect(rebuilt.counts).toMatchObject({ listed: 0, leftBehind: 0, carried: disk.rows.size });
      expect(rowsIn(diskOf(rebuilt), ...Object.values(spaces))).toEqual(rowsIn(disk, ...Object.values(spaces)));
    }
  });
});

test("[L8] what was written under keys these do not have is kept for those who have them", async () => {
  const here = copyOf(disk);
  const { session } = unlock(here, couple.noa.keys);
  const old = { passphrase: NOA_PASSPHRASE };
  const renewed = startAnew(session.header, "a", old, "a third and longer lantern", KDF_FLOOR);
  if (typeof renewed === "string") throw new Error(renewed);
  write(here, stageRenewal(session, renewed.renewal));
  const newKeys = keysOf(here, "a", { passphrase: "a third and longer lantern" });
  const anew = unlock(here, newKeys).session;
  const author = couple.noa.partner;
  const since = [
    save(here, anew, { act: "put", space: "private", json: aRecord({ author, text: "since" }) }),
    save(here, anew, { act: "put", space: "shared", json: aRecord({ author, text: "since" }) }),
  ];
  const rebuilt = await rebuildFrom(here, [...written, ...since.map(stored)]);
  const after: Disk = { ...diskOf(rebuilt), header: here.header };
  for (const { putRows } of since) for (const row of putRows) expect(after.rows.get(rowKey(row))).toEqual(row);
  const again = await rebuild({
    header: parseHeader(here.header),
    keys: newKeys,
    store: evidence(asCommit(after)),
    ledger: evidence(...written, ...since.map(stored)),
    surer: "store",
  });
  expect(unlock({ ...diskOf(again), header: here.header }, newKeys).findings).toEqual([]);
});

describe("[L8] a space these keys do not open", () => {
  test("[L8] is kept from both sides together, and its owner finds nothing amiss", async () => {
    const store = copyOf(disk);
    const sams = [...disk.rows.values()].filter(({ space }) => space === spaces.sam);
    store.rows.delete(rowKey(sams[0]!));
    const ledger = withoutRow(written, rowKey(sams[1]!), () => []);
    const rebuilt = await rebuildFrom(store, ledger);
    expect(rebuilt.counts.carried).toBe(sams.length);
    expect(findingsIn(rebuilt, couple.sam.keys)).toEqual([]);
  });

  test("[L8] where the sides differ, the surer one is taken", async () => {
    const store = copyOf(disk);
    const [row] = [...disk.rows.values()].filter(({ space }) => space === spaces.sam);
    const shelf = couple.header.seats.b!.identity.privateShelf;
    const root = disk.parts.get(partKey({ shelf, part: ROOT_PART }))!;
    store.rows.set(rowKey(row!), flipped(row!, 100));
    store.parts.set(partKey(root), flipped(root, 100));
    const sure = await rebuildFrom(store, written, couple.noa.keys, "ledger");
    expect(findingsIn(sure, couple.sam.keys)).toEqual([]);
    const unsure = await rebuildFrom(store, written, couple.noa.keys, "store");
    expect(findingsIn(unsure, couple.sam.keys).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["damaged-manifest", "unreadable"]),
    );
  });
});
