import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { editEntry, type Entry } from "#shared/domain/entry.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { SAMPLE_PASSPHRASES } from "#renderer/worker/key-jobs.ts";
import {
  floorCouple,
  journalPage,
  NOA,
  SAM,
  SAMS_CANARY,
  titled,
  type FloorCouple,
  type JournalPage,
} from "../../support/floor-couple.ts";
import { LEDGER, memoryHost, type MemoryHost } from "../../support/memory-host.ts";
import { journalDatabases } from "../../support/stores.ts";

let couple: FloorCouple;
let host: MemoryHost;
let page: JournalPage;

const NOTHING_NEW = { new: 0, newer: 0, conflict: 0, gone: 0 };

async function startFrom(backup: Uint8Array): Promise<void> {
  host = memoryHost("desktop");
  page = journalPage(host);
  await page.begin(backup);
  await page.open("a");
}

/** The entry as it stands now, edited by the open partner. */
async function retitle(id: string, title: string): Promise<void> {
  const before = page.snapshot().mine.find((record): record is Entry => record.id === id && record.kind === "entry");
  if (before === undefined) throw new Error("no such entry");
  page.at += 60_000;
  await page.journal.put(editEntry(before, { title }, { author: before.author, now: page.journal.now() }));
}

const versionsOf = (id: string): JournalRecord[] =>
  page.snapshot().mine.filter((record) => record.kind === "version" && record.of === id);

beforeAll(async () => {
  couple = await floorCouple();
});

beforeEach(() => startFrom(couple.backup));

afterEach(async () => {
  await page.journal.lock();
});

describe("[B20] two copies that went on apart", () => {
  test("come together: what is new and newer is taken, of what was changed twice both are kept, and again there is nothing", async () => {
    const [both, theirs, gone] = [page.entry("both"), page.entry("theirs"), page.entry("gone")];
    for (const record of [both, theirs, gone]) await page.journal.put(record);
    const fork = await page.exported();
    // here
    await retitle(both.id, "both, here");
    await page.journal.put(page.entry("only here"));
    const here = await page.exported();
    // there: a laptop of its own
    await page.journal.lock();
    await startFrom(fork);
    await retitle(both.id, "both, there");
    await retitle(both.id, "both, there again");
    await retitle(theirs.id, "theirs, newer");
    await page.journal.remove(gone.id);
    await page.journal.put(page.entry("only there"));
    const there = await page.exported();
    await page.journal.lock();

    await startFrom(here);
    const file = await page.chosen(there);
    const { plan, report } = await file.planMerge();
    expect(report.ok).toBe(true);
    // One entry, and what three changes took the place of [D64].
    expect(plan.counts).toMatchObject({ new: 4, newer: 1, conflict: 1, gone: 1, older: 0 });
    expect(plan.waits).toBe(0);
    expect(JSON.stringify(plan)).not.toContain("theirs, newer"); // numbers alone
    await file.merge();
    expect(await journalDatabases()).toHaveLength(2); // the journal before is kept aside
    await page.reload();
    const open = await page.open("a");
    const words = ["both, here", "both, there again", "theirs, newer", "theirs", "gone", "only here", "only there"];
    expect(titled(open, ...words)).toEqual(["both, there again", "only here", "only there", "theirs, newer"]);
    expect(JSON.stringify(versionsOf(both.id))).toContain("both, here"); // nothing is lost
    expect(versionsOf(both.id)).toHaveLength(1);
    expect(open.findings).toEqual([]);
    expect(open.unreadable).toEqual([]);

    const again = await page.chosen(there);
    expect((await again.planMerge()).plan.counts).toMatchObject(NOTHING_NEW);
    await again.close();
    await page.journal.put(page.entry("after")); // and the ledger follows
    await page.lockAndReload();
    expect(page.journal.mended()).toBeNull();
    expect(page.journal.state().kind).toBe("closed");
  }, 90_000);

  test("what is saved between the plan and the merge is not written over", async () => {
    const one = page.entry("one");
    await page.journal.put(one);
    const fork = await page.exported();
    await retitle(one.id, "one, in the file");
    const inFile = await page.exported();
    await page.journal.lock();
    await startFrom(fork);
    const file = await page.chosen(inFile);
    expect((await file.planMerge()).plan.counts).toMatchObject({ newer: 1, conflict: 0 });
    await retitle(one.id, "one, meanwhile");
    await file.merge();
    await page.reload();
    await page.open("a");
    const kept = JSON.stringify([page.snapshot().mine.find(({ id }) => id === one.id), versionsOf(one.id)]);
    expect(kept).toContain("one, meanwhile");
    expect(kept).toContain("one, in the file");
  }, 60_000);

  test("[B26] the other partner's private space stays as it is, and opens", async () => {
    const fork = await page.exported();
    await page.lockAndReload();
    await page.open("b");
    await page.journal.put(page.entry("Sam, later"));
    await page.lockAndReload();
    await page.open("a");
    const file = await page.chosen(fork);
    const { plan } = await file.planMerge();
    expect(plan.counts).toMatchObject(NOTHING_NEW);
    await file.merge();
    await page.reload();
    const sams = await page.open("b");
    expect(titled(sams, "Sam, later", SAMS_CANARY)).toEqual(["Sam, later", SAMS_CANARY]);
    expect(sams.findings).toEqual([]);
  }, 60_000);

  test("while it is under way a save is refused, what is being typed is kept, and it is there afterwards", async () => {
    const file = await page.chosen(couple.backup);
    await file.planMerge();
    page.journal.beforeLock(() => page.journal.keepDraft("entry:new", "typed before it"));
    const tooLate: Promise<unknown>[] = [];
    await file.merge(() => {
      if (tooLate.length > 0) return;
      tooLate.push(page.journal.put(page.entry("too late")).catch((thrown: unknown) => thrown));
    });
    expect(await Promise.all(tooLate)).toMatchObject([{ code: "locked" }]);
    await page.reload();
    const open = await page.open("a");
    expect(titled(open, "too late")).toEqual([]);
    expect(page.journal.drafts().get("entry:new")).toBe("typed before it");
  });
});

describe("refused, and nothing is written", () => {
  test("[B20] for the other partner, together, at the door, and without a plan", async () => {
    const ledger = host.own.get(LEDGER);
    const asSam = await page.chosen(couple.backup, "b");
    await expect(asSam.planMerge()).rejects.toMatchObject({ code: "not-allowed" });
    await expect(asSam.merge()).rejects.toMatchObject({ code: "bad-call" });
    expect(page.journal.state().kind).toBe("open"); // refused, it goes on
    await asSam.close();
    await page.journal.put(page.entry("after"));
    expect(host.own.get(LEDGER)).not.toBe(ledger);
    await page.lockAndReload();
    const atTheDoor = await page.chosen(couple.backup);
    await expect(atTheDoor.planMerge()).rejects.toMatchObject({ code: "locked" });
    await atTheDoor.close();
    expect(await page.journal.unlockTogether({ a: NOA, b: SAM })).toBe("open");
    await page.settled();
    const together = await page.chosen(couple.backup);
    await expect(together.planMerge()).rejects.toMatchObject({ code: "not-allowed" });
    expect(await journalDatabases()).toHaveLength(1);
  }, 60_000);

  test("[B20] of another couple's journal, and inside the sample", async () => {
    const other = await floorCouple();
    const foreign = await page.chosen(other.backup);
    expect(foreign.sameJournalHere).toBe(false);
    await expect(foreign.planMerge()).rejects.toMatchObject({ code: "foreign-vault" });
    await foreign.close();
    await page.lockAndReload();
    await page.journal.openSample();
    await page.settled();
    const sample = await page.exported();
    const inSample = await page.chosen(sample, "a", { passphrase: SAMPLE_PASSPHRASES.a });
    await expect(inSample.planMerge()).rejects.toMatchObject({ code: "not-allowed" });
    await page.lockAndReload();
    await page.journal.leaveSample();
    expect(await journalDatabases()).toHaveLength(1);
  }, 60_000);
});
