import { afterEach, expect, test, vi } from "vitest";
import type { OpenPage } from "#renderer/ui/open-page.ts";
import { useOpenPage } from "#renderer/ui/use-open-page.ts";
import { startJournal, type Journal, type JournalState } from "#renderer/store/journal.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import type { JournalRecord } from "#shared/domain/record.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { anEntry, NOA, NOW, TODAY } from "../../support/builders.ts";
import { show } from "../../support/screen.tsx";

const clock = { now: () => Date.parse(NOW), timeZone: () => "Europe/Lisbon" };

afterEach(() => vi.restoreAllMocks());

/** A journal that is open, whose writes wait until the test lets them go. */
function anOpenJournal() {
  const entry = anEntry();
  const drafts = new Map<string, unknown>();
  const flushes = new Set<{ flush: () => Promise<void> }>();
  const waiting: { record: JournalRecord; go: () => void }[] = [];
  const state = { kind: "open", sample: false, snapshot: { mine: [entry] } } as unknown as JournalState; // as far as a page reads it
  const journal: Journal = {
    ...startJournal(memoryHost(), clock),
    state: () => state,
    drafts: () => drafts,
    keepDraft: async (place, value) => void drafts.set(place, value),
    dropDraft: async (place) => void drafts.delete(place),
    put: (record) => new Promise((go) => waiting.push({ record, go })),
    beforeLock(flush) {
      const registered = { flush };
      flushes.add(registered);
      return () => flushes.delete(registered);
    },
  };
  return { entry, drafts, flushes, waiting, journal };
}

async function opened({ journal, entry }: ReturnType<typeof anOpenJournal>) {
  let page: OpenPage | null = null;
  function Opened() {
    ({ page } = useOpenPage({ entry, id: entry.id, day: TODAY, author: NOA }));
    return null;
  }
  const { leave } = await show(
    <JournalProvider journal={journal}>
      <Opened />
    </JournalProvider>,
  );
  if (page === null) throw new Error("no page");
  return { page: page as OpenPage, leave };
}

test("a page left, opened again and left while it is still being saved is kept at a lock until it is saved, and no longer", async () => {
  const open = anOpenJournal();
  const first = await opened(open);
  first.page.change({ title: "One" });
  await first.leave();
  const second = await opened(open);
  expect(second.page).toBe(first.page);
  expect(open.flushes.size).toBe(1);
  second.page.change({ title: "Two" });
  await second.leave();
  open.waiting[0]?.go();
  await expect.poll(() => open.waiting.length).toBe(2);
  expect(open.flushes.size).toBe(1); // "Two" is not saved yet
  const third = await opened(open);
  expect(third.page).toBe(first.page);
  await third.leave();
  expect(open.flushes.size).toBe(1);
  open.waiting[1]?.go();
  await expect.poll(() => open.flushes.size).toBe(0);
  expect(open.waiting).toHaveLength(2);
});

test("what was typed is kept at once when the page is hidden, and not made a revision", async () => {
  const open = anOpenJournal();
  const { page, leave } = await opened(open);
  page.change({ title: "Half a thou" });
  expect(open.drafts.size).toBe(0);
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  await expect.poll(() => [...open.drafts.values()]).toMatchObject([{ title: "Half a thou" }]);
  expect(open.waiting).toEqual([]);
  await leave();
});
