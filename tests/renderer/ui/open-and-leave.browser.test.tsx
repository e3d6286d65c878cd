import fc from "fast-check";
import type { JSX } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { EntryPage } from "#renderer/ui/EntryPage.tsx";
import { isHidden, openSecondLock, useOpenedLocks, useOpenWhileShown } from "#renderer/ui/second-lock.ts";
import { useOpenPage } from "#renderer/ui/use-open-page.ts";
import { startJournal, type Journal, type JournalState } from "#renderer/store/journal.ts";
import { snapshotOf } from "#renderer/store/snapshot.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { arbitraryOriginal } from "../../support/arbitrary-records.ts";
import { anEntry, NOA, NOW, SAM } from "../../support/builders.ts";
import { memoryHost } from "../../support/memory-host.ts";
import { show } from "../../support/screen.tsx";

const clock = { now: () => Date.parse(NOW), timeZone: () => "Europe/Lisbon" };

afterEach(() => {
  vi.useRealTimers();
});

/** A journal that is open over one entry, and tells what is written. */
function journalOf(entry: Entry, written: string[]): Journal {
  const partners = [
    { id: NOA, seat: "a", cover: "tide" },
    { id: SAM, seat: "b", cover: "wheat" },
  ] as const;
  const as = { kind: "one", seat: "a", partners, unlocks: null } as const;
  const known = { mine: [entry], shared: [], unreadable: [], findings: [], complete: true };
  const state: JournalState = { kind: "open", sample: false, snapshot: snapshotOf(as, known) };
  return {
    ...startJournal(memoryHost(), clock),
    state: () => state,
    put: async () => void written.push("put"),
    keepDraft: async () => void written.push("draft"),
    readFile: async () => Promise.reject(new TwofoldError("not-found", "test")),
  };
}

function Page({ entry }: { entry: Entry }): JSX.Element {
  const { page, text } = useOpenPage({ entry, id: entry.id, day: entry.day, author: entry.author });
  return <EntryPage page={page} text={text} />;
}

test("[D11] any saved entry that is opened in the real editor, looked through and left is not written, nor is a draft of it", async () => {
  const entries = fc.sample(
    arbitraryOriginal.filter((record): record is Entry => record.kind === "entry"),
    { numRuns: 12, seed: 4 },
  );
  for (const entry of entries) {
    const before = writeRecord(entry);
    const written: string[] = [];
    const journal = journalOf(entry, written);
    const { place, leave } = await show(
      <JournalProvider journal={journal}>
        <Page entry={entry} />
      </JournalProvider>,
    );
    await expect.poll(() => place.querySelector("[contenteditable=true]"), { timeout: 15_000 }).not.toBeNull();
    place.querySelector<HTMLElement>("[contenteditable=true]")?.focus();
    await userEvent.keyboard("{ArrowDown}{ArrowRight}{End}");
    await leave();
    await new Promise((resolve) => setTimeout(resolve));
    expect(written).toEqual([]);
    expect(writeRecord(entry)).toBe(before);
  }
}, 60_000);

test("[D62] an entry whose passphrase was given shows its words while it is read and five minutes after, also when one comes back to it", async () => {
  const entry = anEntry({ secondLock: true });
  const journal = journalOf(entry, []);
  function Listed(): JSX.Element {
    return <p>{isHidden(entry, useOpenedLocks()) ? "hidden" : "shown"}</p>;
  }
  function Reading(): null {
    useOpenWhileShown(entry.id);
    return null;
  }
  const within = (screen: JSX.Element) => <JournalProvider journal={journal}>{screen}</JournalProvider>;
  const list = await show(within(<Listed />));
  const text = (): string => list.place.textContent;
  expect(text()).toBe("hidden");
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  openSecondLock(journal, entry.id);
  const first = await show(within(<Reading />));
  vi.advanceTimersByTime(60 * 60_000);
  await first.leave();
  vi.advanceTimersByTime(4 * 60_000);
  const again = await show(within(<Reading />)); // back in time: it does not ask again
  vi.advanceTimersByTime(60 * 60_000);
  await again.leave();
  vi.advanceTimersByTime(5 * 60_000 - 1);
  vi.useRealTimers();
  await expect.poll(text).toBe("shown");
  await list.leave();
});

test("[D62] five minutes after it was left it is hidden again", async () => {
  const entry = anEntry({ secondLock: true });
  const journal = journalOf(entry, []);
  function Reading(): JSX.Element {
    useOpenWhileShown(entry.id);
    return <p>{isHidden(entry, useOpenedLocks()) ? "hidden" : "shown"}</p>;
  }
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  openSecondLock(journal, entry.id);
  const read = await show(
    <JournalProvider journal={journal}>
      <Reading />
    </JournalProvider>,
  );
  expect(read.place.textContent).toBe("shown");
  await read.leave();
  vi.advanceTimersByTime(5 * 60_000);
  const again = await show(
    <JournalProvider journal={journal}>
      <Reading />
    </JournalProvider>,
  );
  expect(again.place.textContent).toBe("hidden");
  await again.leave();
});
