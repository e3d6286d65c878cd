import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TwofoldError } from "#shared/base/errors.ts";
import { backupName } from "#shared/backup/rotation.ts";
import { asInstant, instantAt } from "#shared/base/time.ts";
import { BackupName } from "#shared/host/host.ts";
import {
  floorCouple,
  journalPage,
  NOA,
  SAM,
  titled,
  type FloorCouple,
  type JournalPage,
} from "../../support/floor-couple.ts";
import { memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { journalDatabases } from "../../support/stores.ts";

const DAY = 24 * 3600 * 1000;

let couple: FloorCouple;
let host: MemoryHost;
let page: JournalPage;

const inFolder = (): string[] => [...host.own.keys()].filter((name) => BackupName.safeParse(name).success).sort();
const nameAt = (at: number): string => backupName(instantAt(at));
const healthOf = (name: string) => page.journal.kept()?.backups.find((backup) => backup.name === name)?.health;
/** Plants what was kept at a time: bytes of a whole backup under the name it would have. */
const plant = (at: string, bytes: Uint8Array): string => {
  const name = backupName(asInstant(at));
  host.own.set(name, bytes);
  return name;
};
const flipped = (bytes: Uint8Array, at: number): Uint8Array => {
  const damaged = bytes.slice();
  damaged[at] = (damaged.at(at) ?? 0) ^ 1;
  return damaged;
};

async function startOn(shell: "browser" | "desktop"): Promise<void> {
  host = memoryHost(shell);
  page = journalPage(host);
  await page.begin(couple.backup);
}

beforeAll(async () => {
  couple = await floorCouple();
});

beforeEach(() => startOn("desktop"));

afterEach(async () => {
  await page.journal.lock();
});

describe("[B14] a backup of each day", () => {
  test("is kept after the unlock, read back, once a day; a later one says what came since", async () => {
    await page.open("a");
    const first = nameAt(page.at);
    expect(inFolder()).toEqual([first]);
    expect(page.journal.kept()).toMatchObject({ place: "~/backups", trouble: null, canChoose: true });
    expect(healthOf(first)).toBe("verified");
    expect(host.staged()).toBe(0);
    await page.lockAndReload();
    page.at += 3600_000;
    await page.open("b");
    expect(inFolder()).toEqual([first]);
    expect(healthOf(first)).toBe("verified"); // also known to the other, and before the unlock
    await page.lockAndReload();
    page.at += DAY;
    await page.open("b");
    expect(inFolder()).toEqual([first, nameAt(page.at)]);
  });

  test("another is kept the same day when the engine that keeps the database is another", async () => {
    await page.open("a");
    await page.lockAndReload();
    page.at += 3600_000;
    const { describe: facts } = host;
    host.describe = async () => ({ ...(await facts()), engine: "Memory 2" });
    await page.open("a");
    const another = nameAt(page.at);
    expect(inFolder()).toEqual([another]); // the newest of the day
    await page.lockAndReload();
    page.at += 3600_000;
    await page.open("a");
    expect(inFolder()).toEqual([another]);
  });

  test("is kept from a session together too", async () => {
    expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
    await page.settled();
    expect(inFolder()).toEqual([nameAt(page.at)]);
    expect(healthOf(nameAt(page.at))).toBe("verified");
  });

  test("is none of the sample's, asked for or not", async () => {
    await page.journal.openSample();
    await page.settled();
    await page.journal.backUpNow();
    expect(inFolder()).toEqual([]);
    expect(page.journal.kept()).toMatchObject({ trouble: "not-allowed" });
    await page.journal.leaveSample();
  });
});

describe("[B13] rotation", () => {
  test("lets go of what no day, week or month needs, and never of another journal's", async () => {
    const other = await floorCouple();
    // 12 days in a row, one of them of another journal; and one a month for two years.
    const days = Array.from({ length: 12 }, (_, day) =>
      plant(`2026-05-${String(16 - day).padStart(2, "0")}T20:00:00.000Z`, couple.backup),
    );
    const foreign = plant("2026-05-05T21:00:00.000Z", other.backup);
    const months = Array.from({ length: 24 }, (_, month) =>
      plant(
        `${2025 - Math.floor(month / 12)}-${String(12 - (month % 12)).padStart(2, "0")}-28T20:00:00.000Z`,
        couple.backup,
      ),
    );
    const junk = plant("2026-05-04T21:00:00.000Z", Uint8Array.of(1, 2, 3));
    await page.open("a");
    const left = inFolder();
    expect(left).toContain(foreign);
    expect(left).toContain(junk); // it cannot be told whose it was
    expect(left).toContain(nameAt(page.at));
    expect(days.filter((name) => left.includes(name)).length).toBeLessThan(12);
    expect(days.slice(0, 6).every((name) => left.includes(name))).toBe(true); // with today's, the newest seven days
    expect(months.filter((name) => left.includes(name)).length).toBeLessThanOrEqual(12);
    expect(months.slice(0, 7).every((name) => left.includes(name))).toBe(true);
    expect(page.journal.kept()).toMatchObject({ trouble: null });

    // Reading the other journal's through does not make it one of ours.
    const drill = await page.journal.openKept(foreign);
    expect(drill.sameJournalHere).toBe(false);
    expect(await drill.unlock("a", { passphrase: NOA })).toBe("open");
    await drill.rehearse();
    await drill.close();
    page.at += 400 * DAY;
    await page.journal.backUpNow();
    expect(inFolder()).toContain(foreign);
  });

  test("[B13] in a browser the newest two are kept, in a place of its own", async () => {
    await page.journal.lock();
    await startOn("browser");
    for (const _ of [1, 2, 3]) {
      page.at += DAY;
      await page.open("a");
      await page.lockAndReload();
    }
    expect(inFolder()).toEqual([nameAt(page.at - DAY), nameAt(page.at)]);
    expect(page.journal.kept()).toMatchObject({ place: null, canChoose: false, trouble: null });
    expect(host.own.size).toBe(2); // and no ledger
  });

  test("does not take away the very backup a restore is made from", async () => {
    await page.journal.lock();
    await startOn("browser");
    await page.open("a");
    await page.journal.put(page.entry("one"));
    await page.lockAndReload();
    page.at += DAY;
    await page.open("a");
    const [oldest] = inFolder() as [string];
    await page.journal.put(page.entry("two"));
    page.at += 60_000;
    const file = await page.journal.openKept(oldest);
    expect(await file.unlock("a", { passphrase: NOA })).toBe("open");
    await file.plan();
    await file.restore();
    expect(inFolder()).toContain(oldest);
    await page.reload();
    expect(titled(await page.open("a"), "one", "two")).toEqual([]); // as it was before either
  });
});

describe("before the journal is replaced", () => {
  test("[B9] a restore keeps a backup of what it replaces", async () => {
    await page.open("a");
    await page.journal.put(page.entry("one"));
    page.at += 60_000;
    const file = await page.chosen(couple.backup);
    await file.plan();
    await file.restore();
    expect(inFolder()).toEqual([nameAt(page.at)]); // the newest of the day
    await page.reload();
    expect(titled(await page.open("a"), "one")).toEqual([]);
    page.at += 60_000;
    const kept = await page.journal.openKept(nameAt(page.at - 60_000));
    expect(await kept.unlock("a", { passphrase: NOA })).toBe("open");
    await kept.plan();
    await kept.restore();
    await page.reload();
    expect(titled(await page.open("a"), "one")).toEqual(["one"]);
  });

  test("[B20] so does a merge", async () => {
    await page.open("a");
    await page.journal.put(page.entry("one"));
    page.at += 60_000;
    const file = await page.chosen(couple.backup);
    await file.planMerge();
    await file.merge();
    expect(inFolder()).toEqual([nameAt(page.at)]); // the newest of the day
  });
});

describe("when the folder fails", () => {
  test("it is said, the journal is open and saves go on; the next one that is written clears it", async () => {
    const { listBackups } = host;
    host.listBackups = () => Promise.reject(new TwofoldError("file-failed"));
    await page.lockAndReload();
    expect(page.journal.kept()).toMatchObject({ trouble: "file-failed", backups: [] });
    await page.open("a");
    expect(page.journal.kept()).toMatchObject({ trouble: "file-failed" });
    await page.journal.put(page.entry("one"));
    host.listBackups = listBackups;
    await page.journal.backUpNow();
    expect(page.journal.kept()).toMatchObject({ trouble: null, backups: [{ health: "verified" }] });
  });

  test("a full disk leaves no half file, and the next try writes a whole one", async () => {
    const { writeFile } = host;
    let written = 0;
    host.writeFile = (file, bytes) =>
      ++written > 1 ? Promise.reject(new TwofoldError("storage-full")) : writeFile(file, bytes);
    await page.open("a");
    expect(page.journal.kept()).toMatchObject({ trouble: "storage-full", backups: [] });
    expect(inFolder()).toEqual([]);
    expect(host.staged()).toBe(0);
    host.writeFile = writeFile;
    await page.journal.backUpNow();
    expect(healthOf(nameAt(page.at))).toBe("verified");
  });

  test("a lock in the middle leaves no file under a backup's name, and the next unlock keeps one", async () => {
    const { writeFile } = host;
    let began: (() => void) | undefined;
    const isWriting = new Promise<void>((resolve) => (began = resolve));
    host.writeFile = async (file, bytes) => {
      began?.();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await writeFile(file, bytes);
    };
    expect(await page.journal.unlock("a", { passphrase: NOA })).toBe("open");
    await isWriting;
    await page.journal.lock();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(inFolder()).toEqual([]);
    host.writeFile = writeFile;
    await page.reload();
    await page.open("a");
    expect(healthOf(nameAt(page.at))).toBe("verified");
  });
});

describe("the drill", () => {
  const drill = async (name: string) => {
    const file = await page.journal.openKept(name);
    expect(await file.unlock("a", { passphrase: NOA })).toBe("open");
    return file;
  };

  test("restores the newest backup beside the journal, counts it and touches nothing", async () => {
    const open = await page.open("a");
    const [name] = inFolder() as [string];
    const [databases, ledger] = [await indexedDB.databases(), host.own.get("journal.ledger")];
    const file = await drill(name);
    const rehearsed = await file.rehearse();
    expect(rehearsed.report.ok).toBe(true);
    expect(rehearsed.rows).toBe(rehearsed.report.opened + rehearsed.report.carriedIntact);
    await file.close();
    expect(await indexedDB.databases()).toEqual(databases);
    expect(host.own.get("journal.ledger")).toBe(ledger);
    expect(page.snapshot().mine).toEqual(open.mine);
    await page.journal.put(page.entry("one")); // and the session goes on
    await page.lockAndReload();
    const atTheDoor = await drill(name); // the same from the Unlock screen
    expect((await atTheDoor.rehearse()).rows).toBe(rehearsed.rows);
    await atTheDoor.close();
    expect(await journalDatabases()).toHaveLength(1);
    const after = await page.open("a");
    expect(titled(after, "one")).toEqual(["one"]);
    expect(after.findings).toEqual([]);
  });

  test("[B2] says that a kept backup is damaged, in its rows or in its header, and so does the list from then on", async () => {
    await page.open("a");
    const [name] = inFolder() as [string];
    const whole = host.own.get(name) as Uint8Array;
    host.own.set(name, flipped(whole, whole.length - 9));
    const file = await drill(name);
    await expect(file.rehearse()).rejects.toMatchObject({ code: "damaged" });
    expect(healthOf(name)).toBe("damaged");
    await file.close();
    await page.lockAndReload();
    expect(healthOf(name)).toBe("damaged"); // before the unlock too
    host.own.set(name, whole);
    await (await drill(name)).rehearse();
    expect(healthOf(name)).toBe("verified");
    host.own.set(name, flipped(whole, 40));
    await expect(page.journal.openKept(name)).rejects.toMatchObject({ code: "damaged" });
    expect(healthOf(name)).toBe("damaged");
    expect(await journalDatabases()).toHaveLength(1);
  });

  test("asks for a backup that is there: one that is gone is not found", async () => {
    await expect(page.journal.openKept(nameAt(page.at))).rejects.toMatchObject({ code: "not-found" });
  });
});
