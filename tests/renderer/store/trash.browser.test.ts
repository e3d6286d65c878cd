import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { editEntry, restoreEntry, type Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { floorCouple, journalPage, NOA, SAM, type FloorCouple, type JournalPage } from "../../support/floor-couple.ts";
import { memoryHost } from "../../support/memory-host.ts";

const DAY_MS = 86_400_000;

let couple: FloorCouple;
let page: JournalPage;

beforeAll(async () => {
  couple = await floorCouple();
});

beforeEach(async () => {
  page = journalPage(memoryHost("desktop"));
  await page.begin(couple.backup);
  await page.open("a");
});

afterEach(async () => {
  await page.journal.lock();
});

const entryOf = (id: RecordId): Entry | undefined =>
  page.snapshot().mine.find((record): record is Entry => record.kind === "entry" && record.id === id);
const earlierOf = (id: RecordId): number =>
  page.snapshot().mine.filter((record) => record.kind === "earlier" && record.of === id).length;
const copyOf = (id: RecordId) => page.snapshot().shared.find(({ record }) => record.id === id);

async function rewrite(id: RecordId, words: string): Promise<void> {
  const entry = entryOf(id);
  if (entry === undefined) throw new Error("gone");
  const act = { author: entry.author, now: page.journal.now() };
  await page.journal.put(editEntry(entry, { body: richTextFromParagraphs([words]) }, act));
}

describe("the trash [D63]", () => {
  test("takes an entry and its copy out in one step, and gives the entry back as it was, with its earlier texts", async () => {
    const entry = page.entry("by the river");
    await page.journal.putAndShare(entry);
    await rewrite(entry.id, "We walked along it twice.");
    expect(copyOf(entry.id)).toBeDefined();

    const trashed = await page.journal.trash(entry.id);
    expect(trashed).toMatchObject({ trashedOn: page.journal.today(), original: { shared: null } });
    expect(copyOf(entry.id)).toBeUndefined();
    expect(earlierOf(entry.id)).toBe(1);
    expect(await page.journal.trash(entry.id)).toEqual(trashed); // nothing more to do

    await page.lockAndReload();
    await page.open("a");
    const kept = entryOf(entry.id);
    expect(kept).toEqual(trashed);
    await page.journal.put(restoreEntry(trashed, { author: entry.author, now: page.journal.now() }));
    expect(entryOf(entry.id)).toMatchObject({ title: entry.title, trashedOn: null, original: { shared: null } });
    expect(earlierOf(entry.id)).toBe(1);
    await expect(
      page.journal.trash(page.snapshot().mine.find(({ kind }) => kind === "need")?.id ?? entry.id),
    ).rejects.toMatchObject({
      code: "not-allowed",
    });
  }, 30_000);

  test("is emptied at an unlock after 30 days: entry, copy, all its earlier texts and its draft; a clock set back removes nothing", async () => {
    const [gone, stays] = [page.entry("gone"), page.entry("stays")];
    await page.journal.put(gone);
    for (let at = 0; at < 70; at += 1) await rewrite(gone.id, `As it was for the ${String(at)}th time.`); // more than one save takes
    await page.journal.put(stays);
    await page.journal.trash(gone.id);
    await page.journal.keepDraft(`entry:${gone.id}`, "half a sentence");
    const began = page.at;

    for (const days of [-400, 29]) {
      page.at = began + days * DAY_MS;
      await page.lockAndReload();
      await page.open("a");
      expect(entryOf(gone.id)).toBeDefined();
      expect(earlierOf(gone.id)).toBe(70);
    }
    page.at = began + 30 * DAY_MS;
    await page.lockAndReload();
    await page.open("a");
    await expect.poll(() => entryOf(gone.id), { timeout: 20_000 }).toBeUndefined();
    await expect.poll(() => page.journal.drafts().size).toBe(0);
    expect(earlierOf(gone.id)).toBe(0);
    expect(entryOf(stays.id)).toBeDefined();
    await page.lockAndReload();
    const { findings } = await page.open("a");
    expect(findings).toEqual([]);
    expect(entryOf(gone.id)).toBeUndefined();
    expect(earlierOf(gone.id)).toBe(0);
  }, 120_000);
});

describe("confirming a secret [D62]", () => {
  test("says whether it is one's own passphrase or recovery words, for real, and opens and writes nothing", async () => {
    const before = page.snapshot();
    const asked = (secret: Parameters<JournalPage["journal"]["confirmSecret"]>[0]) =>
      page.journal.confirmSecret(secret);
    expect(await asked({ passphrase: NOA })).toBe("right");
    expect(await asked({ passphrase: `${NOA}.` })).toBe("wrong-passphrase");
    expect(await asked({ passphrase: SAM })).toBe("wrong-passphrase");
    expect(await asked({ words: couple.words.a.join(" ") })).toBe("right");
    expect(await asked({ words: couple.words.b.join(" ") })).toBe("wrong-words");
    expect(await asked({ words: "not words at all" })).toBe("wrong-words");
    expect(page.snapshot()).toBe(before);
    await page.journal.put(page.entry("still open"));
  }, 30_000);
});
