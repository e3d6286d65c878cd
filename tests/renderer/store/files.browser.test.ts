import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TwofoldError } from "#shared/base/errors.ts";
import { editEntry, type Entry } from "#shared/domain/entry.ts";
import { FILE_MAX_BYTES, type SealedFile, type StoredFile } from "#shared/domain/file.ts";
import { sealedFilesIn } from "#shared/domain/sealed-files.ts";
import { PartName } from "#shared/host/host.ts";
import { partName } from "#shared/vault/attachment.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { floorCouple, journalPage, NOA, SAM, titled, type FloorCouple } from "../../support/floor-couple.ts";
import { besideLedger, LEDGER, memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { deleteEverything, dropTable, inDatabase, journalDatabases } from "../../support/stores.ts";

const NEXT = "a lantern under the porch";

let couple: FloorCouple;
let host: MemoryHost;
let page: ReturnType<typeof journalPage>;

beforeAll(async () => {
  couple = await floorCouple();
}, 60_000);

beforeEach(async () => {
  host = memoryHost("desktop");
  page = journalPage(host);
  await page.begin(couple.backup);
}, 60_000);

afterEach(async () => {
  await page.journal.lock();
});

/** A file of `size` bytes that is no other. */
function aFile(size = 1_500_000): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(bytes.subarray(at, Math.min(size, at + 65_536)));
  return bytes;
}

const same = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, at) => byte === right[at]); // comparing as toEqual does takes seconds here

const photo = (sealed: SealedFile): StoredFile => ({ sealed, name: "harbour.jpg", type: "image/jpeg", picture: null });

async function currentDatabase(): Promise<string> {
  const pointer: unknown = await inDatabase("twofold", "pointers", (store) => store.get("current"));
  return (pointer as { name: string }).name;
}

interface Row {
  readonly attachment: string;
  readonly part: number;
  readonly name: string;
  readonly sealed: Uint8Array;
}

const rowsIn = async (database: string) =>
  (await inDatabase(database, "attachments", (store) => store.getAll())) as Row[];

/** Names of the parts of a file that lie in the current store, and beside the ledger. */
async function placesOf({ id, parts }: SealedFile): Promise<{ store: number; ledger: number }> {
  const rows = (await rowsIn(await currentDatabase())).filter(({ attachment }) => attachment === id);
  return { store: rows.length, ledger: parts.filter((name) => host.own.has(besideLedger(name))).length };
}

/** Keeps a file and saves an entry that names it. */
async function saved(title: string, bytes = aFile()): Promise<{ entry: Entry; file: SealedFile; bytes: Uint8Array }> {
  const file = await page.journal.keepFile(bytes);
  const entry: Entry = { ...page.entry(title), files: [photo(file)] };
  await page.journal.put(entry);
  return { entry, file, bytes };
}

const reads = async ({ file, bytes }: { file: SealedFile; bytes: Uint8Array }): Promise<boolean> =>
  same(await page.journal.readFile(file), bytes);

/** Everything a session can name a file by. */
const namedIn = ({ mine, shared }: Snapshot): string[] =>
  [...mine, ...shared.map(({ record }) => record)].flatMap(sealedFilesIn).map(({ id }) => id);

describe("a file", () => {
  test("[V30] [L9] is on the disk twice before it is told, opens again, and is the other's to read only as long as it is shared", async () => {
    await page.open("a");
    const given = aFile(2_500_000);
    const first = await saved("with a photo", given);
    const secret = await saved("for myself", aFile(10));
    const whole = first.file.parts.length;
    expect(whole).toBeGreaterThan(2);
    expect(await placesOf(first.file)).toEqual({ store: whole, ledger: whole });
    expect(same(given, first.bytes)).toBe(true); // what was given stays the caller's
    expect(await Promise.all([reads(first), reads(secret)])).toEqual([true, true]);
    await expect(page.journal.keepFile(new Uint8Array(FILE_MAX_BYTES + 1))).rejects.toMatchObject({
      code: "over-limit",
    });
    await page.journal.share(first.entry.id);
    await page.lockAndReload();

    const sams = await page.open("b");
    expect(namedIn(sams)).toEqual([first.file.id]);
    expect(await reads(first)).toBe(true);
    await page.lockAndReload();
    expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
    await page.settled();
    expect(await reads(first)).toBe(true);
    await expect(page.journal.keepFile(aFile(10))).rejects.toMatchObject({ code: "not-allowed" });
    await page.lockAndReload();

    await page.open("a");
    await page.journal.takeBack(first.entry.id);
    await page.lockAndReload();
    expect(namedIn(await page.open("b"))).toEqual([]);
    await page.lockAndReload();
    await page.open("a");
    expect(await Promise.all([reads(first), reads(secret)])).toEqual([true, true]);
  }, 90_000);

  test("[V34] that was never named is cleared at its owner's next unlock, and nobody's else", async () => {
    await page.open("b");
    const sams = await saved("Sam's own", aFile(10));
    const samsCrash = await page.journal.keepFile(aFile(20));
    await page.lockAndReload();

    await page.open("a");
    const noas = await saved("Noa's own", aFile(10));
    const crash = await page.journal.keepFile(aFile(1_000_000)); // and then the page dies before its entry is saved
    const typing = await page.journal.keepFile(aFile(30));
    await page.journal.keepDraft("entry:typing", { files: [photo(typing)] });
    const earlier = await saved("with a photo at first", aFile(40));
    await page.journal.put(
      editEntry(earlier.entry, { files: [] }, { author: earlier.entry.author, now: page.journal.now() }),
    );
    const gone = await saved("to be removed", aFile(50));
    await page.journal.remove(gone.entry.id);
    expect(await placesOf(gone.file)).toEqual({ store: 1, ledger: 1 }); // removing takes no bytes away yet
    await page.lockAndReload();

    await page.open("a");
    expect(page.journal.drafts().get("entry:typing")).toEqual({ files: [photo(typing)] });
    expect(page.journal.drafts().size).toBe(1); // the list of what one kept is no draft of anybody's
    const places = async (...files: readonly SealedFile[]) =>
      (await Promise.all(files.map(placesOf))).map(({ store, ledger }) => store + ledger);
    expect(await places(crash, gone.file)).toEqual([0, 0]);
    expect(await places(typing, earlier.file, noas.file, sams.file, samsCrash)).toEqual([2, 2, 2, 2, 2]);
    await expect(page.journal.readFile(crash)).rejects.toMatchObject({ code: "not-found" });
    await page.journal.dropDraft("entry:typing");
    await page.lockAndReload();
    await page.open("a");
    expect(await places(typing, samsCrash)).toEqual([0, 2]);
    await page.lockAndReload();
    await page.open("b");
    expect(await places(samsCrash, earlier.file)).toEqual([0, 2]);
    expect(await reads(sams)).toBe(true);
  }, 120_000);

  test("[V34] that was added while the journal was still being read is not taken for one that nothing names", async () => {
    expect(await page.journal.unlock("a", { passphrase: NOA })).toBe("open");
    const bytes = aFile(10);
    const file = await page.journal.keepFile(bytes); // its page is sealed a moment later
    await page.settled();
    await page.journal.put({ ...page.entry("begun at once"), files: [photo(file)] });
    expect(await placesOf(file)).toEqual({ store: 1, ledger: 1 });
    expect(await reads({ file, bytes })).toBe(true);
  }, 60_000);

  test("[V34] is not cleared while anything of its owner's does not open: that may name it", async () => {
    await page.open("a");
    const file = await page.journal.keepFile(aFile(10));
    await page.journal.put(page.entry("soon unreadable"));
    const database = await currentDatabase();
    await page.journal.lock();
    const rows = (await inDatabase(database, "rows", (store) => store.getAll())) as {
      seq: number;
      space: string;
      sealed: Uint8Array;
    }[];
    const kept = host.own.get(LEDGER) as Uint8Array;
    for (const row of rows) {
      const sealed = row.sealed.slice();
      sealed[40]! ^= 1;
      await inDatabase(database, "rows", (store) => store.put({ ...row, sealed }));
    }
    host.own.delete(LEDGER);
    await page.reload();
    expect(await page.journal.unlock("a", { passphrase: NOA })).toBe("open");
    expect((await page.settled()).findings).not.toEqual([]);
    expect((await placesOf(file)).store).toBe(1);
    await page.journal.lock();
    for (const row of rows) await inDatabase(database, "rows", (store) => store.put(row));
    host.own.set(LEDGER, kept);
    await page.reload();
    expect((await page.open("a")).findings).toEqual([]);
    expect((await placesOf(file)).store).toBe(0);
  }, 90_000);
});

describe("[L9] a part that the store lost", () => {
  test("comes back from beside the ledger, else from beside the backups, and is said to be gone where no copy is whole", async () => {
    await page.open("a");
    const one = await saved("with a photo");
    page.at += 3_600_000;
    await page.journal.backUpNow();
    const database = await currentDatabase();
    const names = one.file.parts;
    const lose = async (how: "missing" | "damaged") => {
      for (const row of (await rowsIn(database)).filter(({ attachment }) => attachment === one.file.id)) {
        const sealed = row.sealed.map((byte, at) => (at === 500 ? byte ^ 1 : byte));
        await inDatabase<unknown>(database, "attachments", (table): IDBRequest =>
          how === "missing" ? table.delete([row.attachment, row.part]) : table.put({ ...row, sealed }),
        );
      }
    };
    for (const how of ["missing", "damaged"] as const) {
      await lose(how);
      expect(await reads(one)).toBe(true);
      const healed = (await rowsIn(database)).filter(({ attachment }) => attachment === one.file.id);
      expect(healed.map(({ sealed }) => partName(sealed))).toEqual(names);
    }
    await lose("damaged");
    for (const name of names) host.own.set(besideLedger(name), aFile(100)); // damaged beside the ledger too
    expect(await reads(one)).toBe(true);
    for (const name of names) host.own.delete(besideLedger(name));
    expect(await reads(one)).toBe(true);
    for (const name of names) expect(PartName.safeParse(name).success && host.own.delete(name)).toBe(true);
    expect(await reads(one)).toBe(true); // the store had it back
    await lose("damaged");
    await expect(page.journal.readFile(one.file)).rejects.toMatchObject({ code: "damaged" });
    const exported = await page.journal.exportBackup(); // everything else is in it, and it says what is not
    expect(exported).toMatchObject({ report: { ok: false, findings: [] } });
    page.at += 3_600_000;
    await page.journal.backUpNow(); // nor is it damage of a backup that holds all there is
    expect(page.journal.kept()?.backups[0]).toMatchObject({ health: "verified" });
    await lose("missing");
    await expect(page.journal.readFile(one.file)).rejects.toMatchObject({ code: "not-found" });
  }, 90_000);

  test("is in the store again once that was rebuilt from the ledger, for both of the two", async () => {
    await page.open("a");
    const noas = await saved("Noa's photo");
    await page.lockAndReload();
    await page.open("b");
    const sams = await saved("Sam's photo", aFile(10));
    const database = await currentDatabase();
    await page.journal.lock();
    await dropTable(database, "rows"); // the store does not open any more
    await dropTable(database, "attachments");
    await page.reload();
    await page.open("a");
    expect(page.journal.mended()).toMatchObject({ how: "rebuilt" });
    expect(await placesOf(noas.file)).toEqual({ store: noas.file.parts.length, ledger: noas.file.parts.length });
    expect((await placesOf(sams.file)).store).toBe(1);
    expect(await reads(noas)).toBe(true);
    await page.lockAndReload();
    await page.open("b");
    expect(await reads(sams)).toBe(true);
  }, 90_000);
});

test("[V34] a full disk keeps nothing half of a file and costs nothing else", async () => {
  await page.open("a");
  const before = await saved("before", aFile(10));
  const { createOwnFile } = host;
  let left = 2; // the third part finds no room
  Object.assign(host, {
    createOwnFile: (place: Parameters<typeof createOwnFile>[0]) =>
      left-- > 0 ? createOwnFile(place) : Promise.reject(new TwofoldError("storage-full")),
  });
  await expect(page.journal.keepFile(aFile(2_500_000))).rejects.toMatchObject({ code: "storage-full" });
  Object.assign(host, { createOwnFile });
  expect(host.staged()).toBe(0);
  expect([...host.own.keys()].filter((name) => name.startsWith(besideLedger("")))).toHaveLength(1);
  expect(await rowsIn(await currentDatabase())).toHaveLength(1);
  const after = await saved("after", aFile(20));
  expect(await Promise.all([reads(before), reads(after)])).toEqual([true, true]);
}, 60_000);

test("[V34] deleting for good takes the bytes of what only it named out of every file of this laptop", async () => {
  await page.open("a");
  const alone = await saved("only here");
  const twice = await saved("here and in another");
  const other: Entry = { ...page.entry("the other"), files: [photo(twice.file)] };
  await page.journal.put(other);
  const edited = { author: alone.entry.author, now: page.journal.now() };
  await page.journal.put(editEntry(alone.entry, { files: [] }, edited)); // an earlier text names it now
  await page.journal.deleteForGood([alone.entry.id, twice.entry.id]);
  const found = await Promise.all((await journalDatabases()).map(rowsIn));
  const left = new Set(found.flat().map(({ name }) => name));
  expect(alone.file.parts.filter((name) => left.has(name) || host.own.has(besideLedger(name)))).toEqual([]);
  expect(await placesOf(twice.file)).toEqual({ store: twice.file.parts.length, ledger: twice.file.parts.length });
  expect(await reads({ ...twice })).toBe(true);
  await page.lockAndReload();
  await page.open("a");
  expect(await reads({ ...twice })).toBe(true);
  await expect(page.journal.readFile(alone.file)).rejects.toMatchObject({ code: "not-found" });
}, 60_000);

describe("[V22] [V35] leaving", () => {
  test("takes one's files and those that were shared along, sealed anew, and those of earlier texts", async () => {
    await page.open("b");
    const sams = await saved("Sam's shared photo", aFile(70));
    const samsOwn = await saved("Sam's own photo", aFile(80));
    await page.journal.share(sams.entry.id);
    await page.lockAndReload();
    await page.open("a");
    const mine = await saved("my photo");
    await page.journal.share(mine.entry.id);
    const before = await saved("a photo I took out", aFile(90));
    await page.journal.put(
      editEntry(before.entry, { files: [] }, { author: before.entry.author, now: page.journal.now() }),
    );
    const taken = await page.journal.takeMyPart(NEXT);
    const written = await taken.write();
    if (written === "cancelled") throw new Error("cancelled");
    expect(written.report).toMatchObject({ ok: true });
    expect(written.report.attachments).toMatchObject({ missing: [], damaged: [] });
    expect(await reads(mine)).toBe(true); // here nothing changed
    await page.journal.lock();

    const old = [mine, before, sams, samsOwn].map(({ file }) => file);
    await deleteEverything();
    host.own.clear();
    await page.reload();
    host.chosen = { name: written.name, bytes: host.kept.get(written.name) as Uint8Array };
    const file = await page.journal.chooseBackup();
    if (file === "cancelled") throw new Error("cancelled");
    expect(await file.unlock("a", { passphrase: NEXT })).toBe("open");
    expect((await file.plan()).report).toMatchObject({ ok: true });
    await file.restore();
    const { mine: own, shared } = await page.open("a", { passphrase: NEXT });
    const texts = JSON.stringify([own, shared]);
    for (const { id, key, parts } of old) for (const name of [id, key, ...parts]) expect(texts).not.toContain(name);
    const named = new Map(own.flatMap(sealedFilesIn).map((sealed) => [sealed.bytes, sealed]));
    expect([...named.keys()].sort((left, right) => left - right)).toEqual([70, 90, 1_500_000]);
    for (const { bytes } of [mine, before, sams]) {
      const anew = named.get(bytes.length) as SealedFile;
      expect(same(await page.journal.readFile(anew), bytes)).toBe(true);
      expect(await placesOf(anew)).toEqual({ store: anew.parts.length, ledger: anew.parts.length });
    }
    expect(await rowsIn(await currentDatabase())).toHaveLength(4);
    expect(await journalDatabases()).toHaveLength(1);
  }, 120_000);
});

test("[B12] a merge brings the files it lacks, and a restore puts them beside the ledger again", async () => {
  await page.open("a");
  const common = await saved("in both");
  const copy = await page.exported();
  const late = await saved("later here", aFile(60));
  const later = await page.exported();
  await page.journal.lock();

  host.own.clear();
  await page.begin(copy);
  await page.open("a");
  expect(await placesOf(common.file)).toEqual({ store: common.file.parts.length, ledger: common.file.parts.length });
  const kept = common.file.parts.map((name) => host.own.get(besideLedger(name)));
  const merging = await page.chosen(later);
  expect((await merging.planMerge()).plan.counts).toMatchObject({ new: 1, conflict: 0 });
  await merging.merge();
  await page.reload();
  const merged = await page.open("a");
  expect(titled(merged, "in both", "later here")).toEqual(["in both", "later here"]);
  expect(await Promise.all([reads(common), reads(late)])).toEqual([true, true]);
  expect(await placesOf(late.file)).toEqual({ store: 1, ledger: 1 });
  expect(common.file.parts.map((name) => host.own.get(besideLedger(name)))).toEqual(kept); // what is there is not put again
}, 90_000);
