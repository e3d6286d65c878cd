import type { ReactNode } from "react";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { KeptVersions } from "#renderer/features/kept-words/KeptVersions.tsx";
import { KeptWordsLink } from "#renderer/features/kept-words/KeptWordsLink.tsx";
import { KeptWordsPlace } from "#renderer/features/kept-words/KeptWordsPlace.tsx";
import { startJournal, type Journal, type JournalState } from "#renderer/store/journal.ts";
import { snapshotOf } from "#renderer/store/snapshot.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { type JournalRecord, writeRecord } from "#shared/domain/record.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { emptyVersion } from "#shared/domain/version.ts";
import { aCare, aKeepsake, anEntry, asCopy, aNeed, aVersion, NOA, SAM } from "../../../support/builders.ts";
import { memoryHost } from "../../../support/memory-host.ts";
import { show } from "../../../support/screen.tsx";

const clock = { now: () => Date.parse("2026-05-17T08:30:00.000Z"), timeZone: () => "Europe/Berlin" };

let leave: (() => Promise<void>) | null = null;
afterEach(async () => {
  await leave?.();
  leave = null;
});

/** Shows a screen over an open journal of Noa's that holds these originals. */
async function showing(mine: readonly JournalRecord[], screen: ReactNode): Promise<() => string> {
  const partners = [
    { id: NOA, seat: "a", cover: "tide" },
    { id: SAM, seat: "b", cover: "wheat" },
  ] as const;
  const state: JournalState = {
    kind: "open",
    snapshot: snapshotOf(
      { kind: "one", seat: "a", partners, unlocks: null },
      { mine, shared: [], unreadable: [], findings: [], complete: true },
    ),
    sample: false,
  };
  const journal: Journal = { ...startJournal(memoryHost(), clock), state: () => state };
  const shown = await show(<JournalProvider journal={journal}>{screen}</JournalProvider>);
  leave = shown.leave;
  return () => shown.place.textContent ?? "";
}

const entry = anEntry({ title: "By the river" });
const apart = { ...entry, body: richTextFromParagraphs(["We walked along it twice."]) };
const version = (of: JournalRecord, record = writeRecord(of)) => aVersion({ of: of.id, ofKind: of.kind, record });

test("[D50] a version is a quiet line on its record's page, and its words open to be read", async () => {
  const text = await showing([entry, version(apart)], <KeptVersions of={entry.id} />);
  expect(text()).toContain("Another version was kept when a backup was brought in");
  expect(text()).not.toContain("twice");
  await userEvent.click(page.getByRole("button", { name: "Read it" }));
  await expect.element(page.getByText("We walked along it twice.")).toBeVisible();
  expect(page.getByRole("dialog").element().querySelector("[contenteditable]")).toBeNull();
});

test("[D50] one whose words were let go, and one of another record, are not shown", async () => {
  const emptied = emptyVersion(version(apart), { author: NOA });
  const text = await showing([entry, emptied, version(anEntry())], <KeptVersions of={entry.id} />);
  expect(text()).toBe("");
});

test("one that this Twofold cannot read says so", async () => {
  await showing([entry, version(entry, '{"kind":"dream","v":9}')], <KeptVersions of={entry.id} />);
  await userEvent.click(page.getByRole("button", { name: "Read it" }));
  await expect.element(page.getByText("This Twofold cannot read what it says. It is kept as it is.")).toBeVisible();
});

test("[D51] keepsakes are listed with from whom, the day, the kind and the words", async () => {
  const copy = aNeed({ ...asCopy(), author: SAM, noticed: "Three evenings this week we each ate alone." });
  const keepsake = aKeepsake({ from: "Sam", ofKind: "need", record: writeRecord(copy) });
  const text = await showing([entry, keepsake], <KeptWordsPlace onBack={() => {}} />);
  expect(text()).toMatch(/A need, from Sam, kept on .*17/);
  expect(text()).toContain("Three evenings this week we each ate alone.");
  await expect.element(page.getByRole("heading", { name: "Kept from our shared pages" })).toBeVisible();
});

test("a version that no page shows stands in that place too", async () => {
  const care = aCare({ what: "Made soup." });
  const text = await showing([entry, version(apart), care, version(care)], <KeptWordsPlace onBack={() => {}} />);
  expect(text()).toContain("Made soup.");
  expect(text()).not.toContain("twice");
});

test("Settings leads there only when something is kept", async () => {
  let opened = 0;
  const link = <KeptWordsLink onOpen={() => (opened += 1)} />;
  const text = await showing([entry, version(apart)], link);
  expect(text()).toBe("");
  await leave?.();
  await showing([entry, aKeepsake()], link);
  await userEvent.click(page.getByRole("button", { name: "Read what was kept" }));
  expect(opened).toBe(1);
});
