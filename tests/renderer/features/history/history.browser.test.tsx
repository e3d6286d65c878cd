import { useState, type JSX } from "react";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { page as screen, userEvent } from "vitest/browser";
import { EntryHistory } from "#renderer/features/history/EntryHistory.tsx";
import { TrashLink } from "#renderer/features/history/TrashLink.tsx";
import { TrashPlace } from "#renderer/features/history/TrashPlace.tsx";
import { OwnEntry } from "#renderer/features/journal/OwnEntry.tsx";
import { JournalProvider, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Voiced } from "#renderer/ui/notice.tsx";
import { editEntry, type Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { plainText, richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { floorCouple, journalPage, NOA, type FloorCouple, type JournalPage } from "../../../support/floor-couple.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

let couple: FloorCouple;
let page: JournalPage;
let leave: (() => Promise<void>) | null = null;

beforeAll(async () => {
  couple = await floorCouple();
});

beforeEach(async () => {
  page = journalPage(memoryHost("desktop"));
  await page.begin(couple.backup);
  await page.open("a");
});

afterEach(async () => {
  await leave?.();
  leave = null;
  await page.journal.lock();
});

const entryOf = (id: RecordId): Entry => {
  const entry = page.snapshot().mine.find((record): record is Entry => record.kind === "entry" && record.id === id);
  if (entry === undefined) throw new Error("gone");
  return entry;
};
const words = (id: RecordId): string => plainText(entryOf(id).body);
const text = (): string => document.body.textContent;
const press = (name: string | RegExp): Promise<void> =>
  userEvent.click(screen.getByRole("button", { name, exact: true }));

async function rewrite(
  id: RecordId,
  changes: Partial<Pick<Entry, "title" | "tags">>,
  ...lines: string[]
): Promise<void> {
  const entry = entryOf(id);
  page.at += 3_600_000;
  const next = { ...changes, body: richTextFromParagraphs(lines) };
  await page.journal.put(editEntry(entry, next, { author: entry.author, now: page.journal.now() }));
}

/** The page of an entry as the Journal shows it, and where one is once it is gone. */
function PageOf({ id }: { id: RecordId }): JSX.Element | null {
  const entry = useSnapshot((snapshot) => snapshot.mine.find((record) => record.id === id));
  const [gone, setGone] = useState(false);
  const [trash, setTrash] = useState(false);
  if (trash) return <TrashPlace onBack={() => setTrash(false)} />;
  return (
    <>
      <TrashLink onOpen={() => setTrash(true)} />
      {!gone && entry?.kind === "entry" && (
        <OwnEntry entry={entry} onGone={() => setGone(true)} historyOf={(of) => <EntryHistory {...of} />} />
      )}
    </>
  );
}

async function showing(id: RecordId): Promise<HTMLElement> {
  const shown = await show(
    <JournalProvider journal={page.journal}>
      <Voiced>
        <PageOf id={id} />
      </Voiced>
    </JournalProvider>,
  );
  leave = shown.leave;
  return shown.place;
}

test("[D64] an earlier text is compared with the page now, and brought back with its tags; what was being typed becomes an earlier text", async () => {
  const entry = { ...page.entry("Sunday"), tags: ["river"] };
  await page.journal.put(entry);
  await rewrite(entry.id, {}, "We walked by the river.", "The bread was hard.", "Then we slept.");
  await rewrite(
    entry.id,
    { tags: ["river", "bread"] },
    "We walked by the river.",
    "The bread was soft.",
    "Then we slept.",
  );
  const place = await showing(entry.id);
  const title = place.querySelector<HTMLInputElement>(".entry-page-title");
  if (title === null) throw new Error("no title");
  await userEvent.fill(title, "Sunday, unsaved");

  await press("2 earlier texts");
  await expect.element(screen.getByText("As it stands now")).toBeVisible();
  expect(text()).toContain("Changed: title, text, and tags");
  expect(text()).toContain("As it was first written");
  await userEvent.click(screen.getByRole("button", { name: /Changed: text/ }));

  const dialog = screen.getByRole("dialog");
  await expect.element(dialog.getByRole("heading", { name: /As it stood on/ })).toBeVisible();
  const marked = (tag: string): string[] => [...dialog.element().querySelectorAll(tag)].map((node) => node.textContent);
  await expect.poll(() => marked("del")).toEqual(["taken out: hard (end)"]);
  expect(marked("ins")).toEqual(["put in: , unsaved (end)", "put in: bread (end)", "put in: soft (end)"]);
  await userEvent.click(dialog.getByRole("radio", { name: "With the text before it" }));
  await expect.poll(() => marked("ins").join()).toContain("Then we slept.");
  await userEvent.click(dialog.getByRole("radio", { name: "Only read it" }));
  await expect.poll(text).toContain("The bread was hard.");

  await press("Bring this text back");
  await expect.poll(() => words(entry.id)).toBe("We walked by the river.\nThe bread was hard.\nThen we slept.");
  expect(entryOf(entry.id)).toMatchObject({ title: "Sunday", tags: ["river"] });
  await expect.poll(() => place.querySelector("[contenteditable=true]")?.textContent).toContain("The bread was hard.");
  const kept = page.snapshot().mine.flatMap((record) => (record.kind === "earlier" ? [record.record] : []));
  expect(kept.some((json) => json.includes("Sunday, unsaved") && json.includes("The bread was soft."))).toBe(true);
  await expect.element(screen.getByRole("button", { name: "4 earlier texts" })).toBeVisible();
}, 60_000);

test("[D64] a text that is brought back stands on the day it stood on, with its time; one of the same day leaves the time alone", async () => {
  const entry: Entry = { ...page.entry("Sunday"), time: "18:20" as Entry["time"] };
  await page.journal.put(entry);
  const put = (changes: Partial<Entry>): Promise<void> => {
    const before = entryOf(entry.id);
    page.at += 3_600_000;
    return page.journal.put(editEntry(before, changes, { author: before.author, now: page.journal.now() }));
  };
  await put({ day: "2026-05-02" as Entry["day"], time: null, title: "Moved" });
  await showing(entry.id);
  await press("Earlier text");
  await userEvent.click(screen.getByRole("button", { name: /As it was first written/ }));
  await press("Bring this text back");
  await expect.poll(() => entryOf(entry.id)).toMatchObject({ day: entry.day, time: "18:20", title: "Sunday" });

  await put({ time: null }); // no words: nothing is kept of it
  await put({ title: "Sunday evening" });
  await press("3 earlier texts");
  await userEvent.click(screen.getByRole("button", { name: /As it was first written/ }));
  await press("Bring this text back");
  await expect.poll(() => entryOf(entry.id)).toMatchObject({ day: entry.day, time: null, title: "Sunday" });
}, 60_000);

test("[D63] a deleted entry waits in the trash with the day it goes, and comes back: at once, or from there", async () => {
  const entry = page.entry("Sunday");
  await page.journal.putAndShare(entry);
  const before = writeRecord({ ...entryOf(entry.id), revision: 1 });
  await showing(entry.id);
  const trashed = async (): Promise<void> => {
    await press("Delete");
    await expect.poll(text).toContain("stays in the trash for 30 days");
    await press("Put it into the trash");
    await expect.poll(() => entryOf(entry.id).trashedOn).toBe(page.journal.today());
  };
  await trashed();
  expect(page.snapshot().shared.some(({ record }) => record.id === entry.id)).toBe(false);
  await press("Undo");
  await expect.poll(() => entryOf(entry.id).trashedOn).toBe(null);
  expect(JSON.parse(writeRecord({ ...entryOf(entry.id), revision: 1 }))).toMatchObject({
    ...(JSON.parse(before) as object),
    original: { shared: null },
  });

  await leave?.();
  await showing(entry.id);
  await trashed();
  await press("Trash: 1 entry");
  await expect.poll(text).toContain("Goes for good on Tuesday, June 16, 2026");
  await press("Put it back");
  await expect.poll(() => entryOf(entry.id).trashedOn).toBe(null);
  await expect.poll(text).toContain("The trash is empty.");
}, 60_000);

test("[D63] the trash is emptied when asked, with what its entries said before", async () => {
  const [one, other] = [page.entry("one"), page.entry("other")];
  for (const entry of [one, other]) await page.journal.put(entry);
  await rewrite(one.id, {}, "Said otherwise.");
  for (const { id } of [one, other]) await page.journal.trash(id);
  await showing(one.id);
  await press("Trash: 2 entries");
  await press("Empty the trash");
  await expect.poll(text).toContain("2 entries are deleted, with what they said before.");
  expect(entryOf(one.id)).toBeDefined();
  await press("Delete them");
  await expect.poll(text).toContain("The trash is empty.");
  const left = page.snapshot().mine.filter(({ id, kind }) => kind === "earlier" || id === one.id || id === other.id);
  expect(left).toEqual([]);
}, 60_000);

test("[D62] a page locked again shows its day alone until the passphrase or the words are right; to unlock it they are asked for again", async () => {
  const entry = page.entry("nobody else’s");
  await page.journal.putAndShare(entry);
  let place = await showing(entry.id);
  await press("Ask again before showing");
  await expect.poll(text).toContain("It is not a second encryption");
  expect(text()).toContain("The copy on the shared page is not locked");
  await press("Ask again for this page");
  await expect.poll(() => entryOf(entry.id).secondLock).toBe(true);
  expect(place.querySelector(".entry-page-title")).not.toBeNull(); // who locked it reads on
  await leave?.();

  await page.lockAndReload();
  await page.open("a");
  place = await showing(entry.id);
  await expect.element(screen.getByRole("heading", { name: "This page asks for your passphrase again" })).toBeVisible();
  expect(text()).not.toContain("nobody else’s");
  const give = async (secret: string): Promise<void> => {
    await userEvent.fill(screen.getByLabelText("Your passphrase", { exact: true }), secret);
    await press("Open this page");
  };
  await give("not this one");
  await expect.poll(text, { timeout: 20_000 }).toContain("That passphrase does not open this notebook.");
  expect(text()).not.toContain("nobody else’s");
  await press("I have my recovery words instead");
  await userEvent.fill(screen.getByLabelText("Your 24 recovery words, in their order"), couple.words.a.join(" "));
  await press("Open this page");
  await expect
    .poll(() => place.querySelector<HTMLInputElement>(".entry-page-title")?.value, { timeout: 20_000 })
    .toBe("nobody else’s");

  await press("Asks for your passphrase");
  await userEvent.fill(screen.getByLabelText("Your passphrase", { exact: true }), NOA);
  await press("Show it like any other page");
  await expect.poll(() => entryOf(entry.id).secondLock, { timeout: 20_000 }).toBe(false);
}, 90_000);
