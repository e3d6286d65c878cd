import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TwofoldError } from "#shared/base/errors.ts";
import { adoptCopy, sharedCopyOf } from "#shared/domain/sharing.ts";
import { BackupName } from "#shared/host/host.ts";
import {
  NOA,
  SAM,
  floorCouple,
  journalPage,
  titled,
  type FloorCouple,
  type JournalPage,
} from "../../support/floor-couple.ts";
import { LEDGER, memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { inDatabase, journalDatabases } from "../../support/stores.ts";

let couple: FloorCouple;
let host: MemoryHost;
let page: JournalPage;

interface Row {
  readonly space: string;
  readonly seq: number;
  readonly sealed: Uint8Array;
}

/** All rows of all databases of the journal. */
async function rows(): Promise<Row[]> {
  const all = await Promise.all(
    (await journalDatabases()).map((name) => inDatabase(name, "rows", (store) => store.getAll() as IDBRequest<Row[]>)),
  );
  return all.flat();
}

const holds = (bytes: Uint8Array, part: Uint8Array): boolean => {
  for (let at = bytes.indexOf(part[0] as number); at >= 0; at = bytes.indexOf(part[0] as number, at + 1))
    if (part.every((byte, offset) => bytes[at + offset] === byte)) return true;
  return false;
};

/** Where sealed bytes still stand: databases' names, and names of the shell's own files. */
async function placesOf(sealed: readonly Uint8Array[]): Promise<string[]> {
  const inStores = (await rows()).filter((row) => sealed.some((one) => holds(row.sealed, one))).map(() => "a database");
  const inFiles = [...host.own].flatMap(([name, bytes]) => (sealed.some((one) => holds(bytes, one)) ? [name] : []));
  return [...new Set([...inStores, ...inFiles])];
}

/** Saves something and answers the sealed rows that were new then. */
async function sealedBy(save: () => Promise<void>): Promise<Uint8Array[]> {
  const before = new Set((await rows()).map(({ space, seq }) => `${space} ${seq}`));
  await save();
  return (await rows()).filter(({ space, seq }) => !before.has(`${space} ${seq}`)).map(({ sealed }) => sealed);
}

const backups = (): string[] => [...host.own.keys()].filter((name) => BackupName.safeParse(name).success);

beforeAll(async () => {
  couple = await floorCouple();
});

beforeEach(async () => {
  host = memoryHost("desktop");
  page = journalPage(host);
  await page.begin(couple.backup);
  await page.open("a");
});

afterEach(async () => {
  await page.journal.lock();
});

describe("remove", () => {
  test("[V14] stays away after a reload and after a merge of an older backup; a restore of it brings it back", async () => {
    const gone = page.entry("gone");
    await page.journal.putAndShare(gone);
    const older = await page.exported();
    await page.journal.remove(gone.id);
    await page.lockAndReload();
    const open = await page.open("a");
    expect(titled(open, "gone")).toEqual([]);
    expect(open.shared.some(({ record }) => record.id === gone.id)).toBe(false);
    expect(open.findings).toEqual([]);

    const merging = await page.chosen(older);
    expect((await merging.planMerge()).plan.counts).toMatchObject({ new: 0, newer: 0, conflict: 0, older: 1 });
    await merging.merge();
    await page.reload();
    expect(titled(await page.open("a"), "gone")).toEqual([]);

    const restoring = await page.chosen(older);
    await restoring.plan();
    await restoring.restore();
    await page.reload();
    expect(titled(await page.open("a"), "gone")).toEqual(["gone"]);
  }, 60_000);
});

describe("delete for good", () => {
  test("[L5] leaves its sealed bytes in no database, no ledger and nothing set aside; what else there is stays", async () => {
    const [gone, stays] = [page.entry("gone"), page.entry("stays")];
    const ledgerBefore = host.own.get(LEDGER) as Uint8Array;
    const sealed = await sealedBy(() => page.journal.putAndShare(gone));
    expect(sealed).toHaveLength(2);
    await page.journal.put(stays);
    await page.journal.keepDraft("entry:new", "half a sentence");
    host.own.set("journal-9.ledger-aside", host.own.get(LEDGER) as Uint8Array);
    expect(host.own.get(LEDGER)).not.toBe(ledgerBefore);
    expect((await placesOf(sealed)).sort()).toEqual(["a database", "journal-9.ledger-aside", LEDGER].sort()); // the search finds them

    await page.journal.deleteForGood([gone.id]);
    expect(await placesOf(sealed)).toEqual([]);
    expect(await journalDatabases()).toHaveLength(1);
    expect(backups()).toHaveLength(1); // backups are not touched
    expect(titled(page.snapshot(), "gone", "stays")).toEqual(["stays"]);
    await page.journal.put(page.entry("after")); // and the session goes on
    await page.lockAndReload();
    const open = await page.open("a");
    expect(titled(open, "gone", "stays", "after")).toEqual(["after", "stays"]);
    expect(open.findings).toEqual([]);
    expect(page.journal.drafts().get("entry:new")).toBe("half a sentence");
    expect(page.journal.mended()).toBeNull();
  });

  test("[L5] [D87] what was given with both here gets its original first, and then leaves nothing either", async () => {
    const asked = page.entry("asked");
    const given = sharedCopyOf(page.entry("given"), { copy: 1, sharedIds: new Set() });
    await page.journal.putAndShare(asked);
    await page.lockAndReload();
    expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
    await page.settled();
    const together = await sealedBy(() => page.journal.putShared([given]));
    await page.lockAndReload();
    const { shared } = await page.open("a");
    const [copy] = shared.flatMap(({ record, verified }) => (verified && record.id === given.id ? [record] : []));
    if (copy === undefined) throw new Error("no copy");
    const act = { author: asked.author, now: page.journal.now(), today: page.journal.today() };
    const adopted = await sealedBy(() => page.journal.put(adoptCopy(copy, act)));
    expect(await placesOf([...together, ...adopted])).not.toEqual([]);
    await page.journal.deleteForGood([given.id, asked.id]);
    expect(await placesOf([...together, ...adopted])).toEqual([]);
    expect(titled(page.snapshot(), "asked", "given")).toEqual([]);
    expect(page.snapshot().shared.some(({ record }) => record.id === given.id)).toBe(false);
  });

  test("takes away what an earlier restore had set aside", async () => {
    const gone = page.entry("gone");
    const sealed = await sealedBy(() => page.journal.put(gone));
    const file = await page.chosen(await page.exported());
    await file.plan();
    await file.restore();
    expect(await journalDatabases()).toHaveLength(2);
    await page.reload();
    await page.open("a");
    await page.journal.deleteForGood([gone.id]);
    expect(await journalDatabases()).toHaveLength(1);
    expect(await placesOf(sealed)).toEqual([]);
  });

  test("a new ledger that cannot take its place is told, and the next try leaves nothing", async () => {
    const gone = page.entry("gone");
    const sealed = await sealedBy(() => page.journal.put(gone));
    const { keepFile } = host;
    host.keepFile = () => Promise.reject(new TwofoldError("storage-full"));
    await expect(page.journal.deleteForGood([gone.id])).rejects.toMatchObject({ code: "storage-full" });
    host.keepFile = keepFile;
    await page.journal.put(page.entry("after"));
    await page.journal.deleteForGood([]);
    expect(await placesOf(sealed)).toEqual([]);
    await page.lockAndReload();
    const open = await page.open("a");
    expect(titled(open, "gone", "after")).toEqual(["after"]);
    expect(open.findings).toEqual([]);
  });
});

describe("delete the journal", () => {
  test("leaves no database and no ledger, and keeps the backups; a new look finds an empty place", async () => {
    host.own.set("journal-9.ledger-aside", host.own.get(LEDGER) as Uint8Array);
    await page.lockAndReload();
    expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
    await page.journal.settled();
    await page.journal.deleteJournal();
    await page.reload();
    expect(page.journal.state()).toEqual({ kind: "empty" });
    expect(await journalDatabases()).toEqual([]);
    expect([...host.own.keys()]).toEqual(backups());
    expect(backups()).toHaveLength(1);
    const file = await page.journal.openKept(backups()[0] as string); // and everything can come back
    expect(file.journalHere).toBe(false);
  });

  test("is not one partner's to do alone: it is both notebooks", async () => {
    await page.journal.deleteJournal();
    expect(page.journal.state()).toEqual({ kind: "failed", code: "not-allowed" });
    await page.lockAndReload();
    expect(titled(await page.open("a"), "none")).toEqual([]);
    expect(await journalDatabases()).toHaveLength(1);
  });

  test("is not done from inside the sample, which is not the journal", async () => {
    await page.journal.put(page.entry("stays"));
    await page.lockAndReload();
    await page.journal.openSample();
    await page.settled();
    const ledger = host.own.get(LEDGER);
    await expect(page.journal.deleteJournal()).rejects.toMatchObject({ code: "not-allowed" });
    await page.journal.deleteForGood([page.snapshot().mine[0]?.id as never]);
    expect(host.own.get(LEDGER)).toBe(ledger);
    expect(await journalDatabases()).toHaveLength(1);
    await page.lockAndReload();
    await page.journal.leaveSample();
    expect(titled(await page.open("a"), "stays")).toEqual(["stays"]);
  }, 60_000);
});
