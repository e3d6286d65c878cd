/** The journal's place over 10,000 entries of 2 KB, as it is shown: opening it, scrolling its list, typing into its search, a save. */
import type { JSX } from "react";
import { createRoot } from "react-dom/client";
import { addPlaceTexts, startTexts } from "#renderer/app/i18n.ts";
import { JournalPlace } from "#renderer/features/journal/JournalPlace.tsx";
import { startJournal, type Journal, type JournalState } from "#renderer/store/journal.ts";
import { snapshotOf, withRecord } from "#renderer/store/snapshot.ts";
import { JournalProvider } from "#renderer/store/use-journal.tsx";
import { instantAt } from "#shared/base/time.ts";
import { editEntry, type Entry } from "#shared/domain/entry.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { NOA, SAM } from "../support/builders.ts";
import { memoryHost } from "../support/memory-host.ts";
import "#renderer/app/tokens.css";
import "#renderer/app/base.css";
import { median, row, type Row } from "./measure.ts";
import { ENTRIES, entriesOf, TYPED } from "./search.ts";

/** No task and no keystroke may take longer. */
const BAR_MS = 50;
const SAVES = 7;
/** Pixels a frame: the whole list goes by in some six seconds. */
const STEP_PX = 2_000;

const NOW = Date.parse("2026-05-17T08:30:00.000Z");
const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The longest task of the page while something is done; 0 when none takes 50 ms, which is all a browser tells. */
async function longestTask(work: () => Promise<void>): Promise<number> {
  await pause(100); // what was before ends its own task
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask", buffered: false });
  await work();
  await pause(200); // long tasks are reported a little later
  observer.disconnect();
  return Math.max(0, ...tasks);
}

/** An open journal that holds these entries, and a way to save one more form of one. */
function openJournal(entries: readonly Entry[]): { journal: Journal; save: (entry: Entry) => void } {
  const partners = [
    { id: NOA, seat: "a", cover: "tide" },
    { id: SAM, seat: "b", cover: "wheat" },
  ] as const;
  const openWith = (mine: readonly JournalRecord[]): JournalState => ({
    kind: "open",
    snapshot: snapshotOf(
      { kind: "one", seat: "a", partners, unlocks: null },
      { mine, shared: [], unreadable: [], findings: [], complete: true },
    ),
    sample: false,
  });
  const listeners = new Set<() => void>();
  let mine: readonly JournalRecord[] = entries;
  let state = openWith(mine);
  const journal: Journal = {
    ...startJournal(memoryHost(), { now: () => NOW, timeZone: () => "UTC" }),
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    journal,
    save(entry) {
      mine = withRecord(mine, entry);
      state = openWith(mine);
      for (const listener of listeners) listener();
    },
  };
}

const placeOver = (journal: Journal): JSX.Element => (
  <JournalProvider journal={journal}>
    <JournalPlace open={null} onOpen={() => {}} onWrite={() => {}} historyOf={() => null} trash={null} />
  </JournalProvider>
);

export async function journalPlaceRows(): Promise<readonly Row[]> {
  startTexts();
  await addPlaceTexts();
  const entries = entriesOf(ENTRIES);
  const { journal, save } = openJournal(entries);
  const place = document.body.appendChild(document.createElement("div"));
  const warm = createRoot(place);
  warm.render(placeOver(openJournal(entries.slice(0, 20)).journal)); // faces, styles and code are loaded before, as they are after Today
  await pause(500);
  warm.unmount();
  const root = createRoot(place);
  const find = <E extends Element>(selector: string): E => {
    const found = place.querySelector<E>(selector);
    if (found === null) throw new Error(`the place has no ${selector}`);
    return found;
  };

  let shown = 0;
  const opening = await longestTask(async () => {
    const before = performance.now();
    root.render(placeOver(journal));
    while (place.querySelector("[data-row]") === null) await frame();
    shown = performance.now() - before;
    await pause(1_500); // texts are read for search meanwhile
  });

  const list = find<HTMLElement>(".rows-box");
  const scrolling = await longestTask(async () => {
    while (list.scrollTop + list.clientHeight < list.scrollHeight - 1) {
      list.scrollTop += STEP_PX;
      await frame();
    }
    await frame();
  });
  if (list.querySelector(`[aria-posinset="${ENTRIES}"]`) === null) throw new Error("the list did not come to its end");
  list.scrollTop = 0;

  const field = find<HTMLInputElement>("input[type=search]");
  const beside = find<HTMLElement>(".journal-beside");
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  async function type(text: string): Promise<number> {
    const before = performance.now();
    setValue?.call(field, text);
    const found = new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (beside.getAttribute("aria-busy") !== "false") return;
        observer.disconnect();
        resolve(performance.now());
      });
      observer.observe(beside, { attributes: true, attributeFilter: ["aria-busy"] });
    });
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const took = (await found) - before;
    await pause(30);
    return took;
  }
  const keystrokes: number[] = [];
  const typing = await longestTask(async () => {
    for (const text of TYPED) {
      for (let length = 1; length <= text.length; length++) keystrokes.push(await type(text.slice(0, length)));
      await type("");
    }
  });
  const inOrder = keystrokes.toSorted((left, right) => left - right);

  const saves: number[] = [];
  const saving = await longestTask(async () => {
    for (let at = 0; at < SAVES; at++) {
      const entry = entries[at * 1_000];
      if (entry === undefined) throw new Error("no entry");
      const before = performance.now();
      save(editEntry(entry, { title: "Another title" }, { author: NOA, now: instantAt(NOW) }));
      await frame();
      saves.push(performance.now() - before);
      await pause(50);
    }
  });

  root.unmount();
  place.remove();
  const against = (name: string, measured: number): Row =>
    row(`journal of 10k: ${name}`, `${BAR_MS} ms`, { measured, reference: BAR_MS }, 1);
  return [
    row("journal of 10k: its place is shown", "no bar of its own", { measured: shown, reference: BAR_MS }, null),
    against("longest task while it is shown and read for search", opening),
    against("longest task while the list is scrolled to its end", scrolling),
    against("a keystroke in its search, median", median(keystrokes)),
    against("a keystroke in its search, 95th percentile", inOrder[Math.floor(inOrder.length * 0.95)] ?? NaN),
    against("a keystroke in its search, longest", inOrder.at(-1) ?? NaN),
    against("longest task while typing", typing),
    row(
      "journal of 10k: a save is on the screen",
      "no bar of its own",
      { measured: median(saves), reference: BAR_MS },
      null,
    ),
    against("longest task after a save", saving),
  ];
}
