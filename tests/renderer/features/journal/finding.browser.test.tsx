import { useState, type JSX } from "react";
import { afterEach, describe, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { JournalPlace } from "#renderer/features/journal/JournalPlace.tsx";
import { startJournal, type Journal, type JournalState } from "#renderer/store/journal.ts";
import { snapshotOf, type SharedCopy } from "#renderer/store/snapshot.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { addDays, asDay, type Day } from "#shared/base/time.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { createProfile } from "#shared/domain/profile.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { aNeed, anEntry, aPhoto, NOA, nextId, NOW, SAM, TODAY } from "../../../support/builders.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";
import "#renderer/app/frame.css";

const clock = { now: () => Date.parse(NOW), timeZone: () => "Europe/Berlin" };

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

interface Opened {
  /** The text of the list's rows that are laid out, in order. */
  rows: () => string[];
  /** Which entry the place asked to open last. */
  asked: () => RecordId | null;
  /** Holds other records from here on. */
  hold: (mine: readonly JournalRecord[]) => Promise<void>;
}

/** Shows the place over an open journal of Noa's. */
async function opening(mine: readonly JournalRecord[], shared: readonly SharedCopy[] = []): Promise<Opened> {
  const partners = [
    { id: NOA, seat: "a", cover: "tide" },
    { id: SAM, seat: "b", cover: "wheat" },
  ] as const;
  const sam = createProfile({ name: "Sam" }, { author: SAM, now: NOW, id: nextId() });
  const copies = [...shared, { record: sam, verified: true }];
  const openWith = (held: readonly JournalRecord[]): JournalState => ({
    kind: "open",
    snapshot: snapshotOf(
      { kind: "one", seat: "a", partners, unlocks: null },
      { mine: held, shared: copies, unreadable: [], findings: [], complete: true },
    ),
    sample: false,
  });
  let state = openWith(mine);
  const listeners = new Set<() => void>();
  const journal: Journal = {
    ...startJournal(memoryHost(), clock),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  let asked: RecordId | null = null;
  function Place(): JSX.Element {
    const [open, setOpen] = useState<RecordId | null>(null);
    return (
      <JournalPlace
        open={open}
        onOpen={(id) => {
          asked = id;
          setOpen(id);
        }}
        onWrite={() => undefined}
        historyOf={() => null}
        trash={null}
      />
    );
  }
  await page.viewport(1280, 800);
  const shown = await show(
    <JournalProvider journal={journal}>
      <main>
        <Place />
      </main>
    </JournalProvider>,
  );
  leave = shown.leave;
  return {
    rows: () => [...shown.place.querySelectorAll(".entry-list [data-row] strong")].map((row) => row.textContent ?? ""),
    asked: () => asked,
    async hold(held) {
      state = openWith(held);
      for (const listener of listeners) listener();
    },
  };
}

const field = () => page.getByRole("searchbox", { name: "Search what you wrote" });
const list = () => page.getByRole("list", { name: "Entries" });
const day = (from: Day, back: number): Day => addDays(from, -back);
/** A copy of Sam's, vouched for or not. */
const samsCopy = (said: Partial<Entry>, verified = true): SharedCopy => ({
  record: sharedCopyOf(anEntry({ author: SAM, ...said }), { copy: 1, sharedIds: new Set() }),
  verified,
});

const long = (): Entry[] =>
  Array.from({ length: 2_000 }, (_, at) => anEntry({ day: day(TODAY, Math.floor(at / 2)), title: `Page ${at}` }));

describe("a long list", () => {
  test("lays out only what is near, says its whole length, and is walked with the keys to its end and back", async () => {
    const { rows, asked } = await opening(long());
    await expect.poll(() => rows().length).toBeGreaterThan(4);
    expect(rows().length).toBeLessThan(60);
    const first = list().element().querySelector("li");
    expect([first?.getAttribute("aria-posinset"), first?.getAttribute("aria-setsize")]).toEqual(["1", "2000"]);

    first?.querySelector("button")?.focus();
    const focused = () => document.activeElement?.closest("li")?.getAttribute("aria-posinset");
    await userEvent.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    await expect.poll(focused).toBe("2");
    await userEvent.keyboard("{End}");
    await expect.poll(focused).toBe("2000");
    await expect.poll(() => document.activeElement?.getBoundingClientRect().bottom).toBeLessThan(window.innerHeight);

    // Scrolled away by hand, the row with the focus stays, and the keys go on from it.
    const box = document.querySelector(".rows-box");
    if (box === null) throw new Error("the list does not scroll by itself");
    box.scrollTop = 0;
    await expect.poll(() => rows()).toContain("Page 1");
    expect(focused()).toBe("2000");
    await userEvent.keyboard("{ArrowUp}");
    await expect.poll(focused).toBe("1999");
    await userEvent.keyboard("{PageUp}");
    await expect.poll(() => Number(focused())).toBeLessThan(1_998);
    await userEvent.keyboard("{Home}{Enter}");
    await expect.poll(asked).not.toBeNull();
    await expect.poll(focused).toBe("1");
    expect(document.querySelectorAll(".rows [data-row][tabindex='0']")).toHaveLength(1);
  });

  test("stays where it was while an entry is saved, and shows what the calendar opened", async () => {
    const entries = long();
    const { rows, hold } = await opening(entries);
    await expect.poll(() => rows()).toContain("Page 0");
    await userEvent.click(page.getByRole("button", { name: /^Sunday,? 3 May 2026|^Sunday, May 3, 2026/ }));
    await expect.poll(() => rows()).toContain("Page 28");
    await hold([
      { ...entries[28], title: "Page saved", revision: 2 } as Entry,
      ...entries.filter((_, at) => at !== 28),
    ]);
    await expect.poll(() => rows()).toContain("Page saved");
  });
});

describe("search", () => {
  const entries = (): JournalRecord[] => [
    anEntry({
      title: "Café at noon",
      day: day(TODAY, 1),
      star: true,
      tags: ["town"],
      body: richTextFromParagraphs(["We read."]),
    }),
    anEntry({
      title: "At the sea",
      day: day(TODAY, 2),
      mood: 1,
      feelings: ["rested"],
      body: richTextFromParagraphs(["A cafeteria, and rain."]),
    }),
    anEntry({ title: "Photographs", day: day(TODAY, 3), files: [aPhoto({ name: "lantern.jpg" })] }),
    anEntry({
      title: "Kept apart",
      day: day(TODAY, 4),
      secondLock: true,
      tags: ["town"],
      body: richTextFromParagraphs(["cafe"]),
    }),
    anEntry({ title: "Thrown away, cafe", trashedOn: TODAY }),
  ];

  test("[A8] finds beginnings of words, marks them, says how many, and where it had to look within words", async () => {
    const { rows } = await opening(entries());
    await expect.poll(() => rows()).toEqual(["Café at noon", "At the sea", "Photographs", "A locked entry"]);
    await userEvent.fill(field(), "cafe");
    await expect.poll(() => rows()).toEqual(["Café at noon", "At the sea"]);
    await expect.element(page.getByText("2 entries")).toBeVisible();
    expect([...document.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual(["Café", "cafe"]);
    await userEvent.fill(field(), "lant");
    await expect.poll(() => rows()).toEqual(["Photographs"]);
    await expect.element(page.getByText("lantern.jpg")).toBeVisible();
    await userEvent.fill(field(), "eteria");
    await expect.poll(() => rows()).toEqual(["At the sea"]);
    await expect.element(page.getByRole("status").filter({ hasText: "within words" })).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await expect.poll(() => rows()).toHaveLength(4);
  });

  test("[A13] narrows by filters that show as chips, taken off with the keys; a locked entry is found by its day alone", async () => {
    const { rows } = await opening(entries());
    await userEvent.click(page.getByRole("button", { name: "Filter" }));
    await userEvent.selectOptions(page.getByLabelText("Tag"), "town");
    await expect.poll(() => rows()).toEqual(["Café at noon"]);
    await userEvent.click(page.getByRole("checkbox", { name: "Starred" }));
    await userEvent.fill(field(), "sea");
    await expect.poll(() => rows()).toEqual([]);

    const chip = (what: string) => page.getByRole("button", { name: `Take off the filter: ${what}` });
    (chip("Starred").element() as HTMLElement).focus();
    await userEvent.keyboard("{Enter}");
    await expect.element(chip("tag: town")).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    await expect.element(page.getByRole("button", { name: "Filter" })).toHaveFocus();
    await expect.poll(() => rows()).toEqual(["At the sea"]);

    await userEvent.fill(field(), "");
    await userEvent.fill(page.getByLabelText("Until"), day(TODAY, 3));
    await expect.poll(() => rows()).toEqual(["Photographs", "A locked entry"]);
    await userEvent.selectOptions(page.getByLabelText("Mood from"), "0");
    await expect.poll(() => rows()).toEqual([]);
  });

  test("[A12] [A13] lists what the other shared, newest copy first, and attributes to nobody what nothing vouches for", async () => {
    const copies = [
      samsCopy({ title: "Of March", day: asDay("2026-03-01") }),
      samsCopy({ title: "Of May", day: asDay("2026-05-02") }),
      samsCopy({ title: "Planted", day: asDay("2026-05-03") }, false),
    ];
    const { rows } = await opening(entries(), copies);
    await userEvent.click(page.getByRole("button", { name: "Filter" }));
    await userEvent.click(page.getByRole("radio", { name: "Shared by Sam" }));
    await expect.poll(() => rows()).toEqual(["Of March", "Of May"]);
    await userEvent.click(page.getByRole("radio", { name: "Shared by nobody known" }));
    await expect.poll(() => rows()).toEqual(["Planted"]);
    expect(list().element().textContent).not.toContain("Sam");
  });
});

describe("the calendar", () => {
  const entries = [
    anEntry({ day: asDay("2026-05-03"), star: true }),
    anEntry({ day: asDay("2026-05-16") }),
    anEntry({ day: asDay("2024-02-29") }),
    aNeed(),
  ];

  test("is walked by days, weeks, months and years; says whole dates and counts days, not days in a row", async () => {
    await opening(entries, [samsCopy({ day: asDay("2026-05-04") })]);
    await expect.element(page.getByText("Days written this month: 2")).toBeVisible();
    const focused = () => document.activeElement?.getAttribute("aria-label") ?? "";
    const cell = (name: RegExp) => page.getByRole("gridcell").getByRole("button", { name });
    expect(document.querySelectorAll(".calendar-day[tabindex='0']")).toHaveLength(1);
    (cell(/17,? .*2026|17 May 2026/).element() as HTMLElement).focus();
    expect(focused()).toMatch(/today$/);
    await userEvent.keyboard("{ArrowUp}{ArrowUp}");
    await expect.poll(focused).toMatch(/3,? .*1 entry, starred/);
    await userEvent.keyboard("{ArrowRight}");
    await expect.poll(focused).toMatch(/Monday.*4.*1 entry$/);
    await userEvent.keyboard("{PageUp}");
    await expect.poll(focused).toMatch(/April.* 4|4 April/);
    await userEvent.keyboard("{Shift>}{PageUp}{PageUp}{/Shift}");
    await expect.poll(focused).toMatch(/2024/);
    await userEvent.selectOptions(page.getByLabelText("Go to a month"), "02");
    await expect.element(page.getByText(/^Days written in .*2024: 1$/)).toBeVisible();
  });

  test("opens a day's entry, and a new page for a past day that has none", async () => {
    const { asked } = await opening(entries);
    await userEvent.click(page.getByRole("button", { name: /16,? .*1 entry|16 May 2026, 1 entry/ }));
    await expect.poll(asked).toBe(entries[1]?.id);
    await userEvent.click(
      page
        .getByRole("gridcell")
        .getByRole("button", { name: /Tuesday.* 5|5 May/ })
        .first(),
    );
    await userEvent.click(page.getByRole("button", { name: "Write on this day" }));
    await expect.element(page.getByRole("article").getByText("nothing written yet")).toBeVisible();
    expect(document.querySelector("article header")?.textContent).toMatch(/Tuesday.*5/);
  });
});

test("[A12] on this day: earlier years stand beside the list, and on the page with their words; the timeline shows all", async () => {
  const before = anEntry({
    day: asDay("2024-05-17"),
    title: "Two years ago",
    body: richTextFromParagraphs(["We moved in."]),
  });
  const locked = anEntry({ day: asDay("2023-05-17"), title: "Nobody reads this", secondLock: true });
  const { asked } = await opening([before, locked, anEntry()]);
  const section = page.getByRole("region", { name: "On this day" });
  await expect.element(section.getByText("We moved in.")).toBeVisible();
  await expect.element(section.getByRole("button", { name: "A locked entry" })).toBeVisible();
  await userEvent.click(page.getByRole("radio", { name: "Timeline" }));
  const timeline = page.getByRole("list", { name: "Timeline" });
  await expect.element(timeline.getByText("We moved in.")).toBeVisible();
  expect(timeline.element().textContent).not.toContain("Nobody");
  await userEvent.click(timeline.getByRole("button", { name: /Two years ago/ }));
  await expect.poll(asked).toBe(before.id);
  await userEvent.click(page.getByRole("button", { name: "Back to the timeline" }));
  await expect.element(timeline).toBeVisible();
});
