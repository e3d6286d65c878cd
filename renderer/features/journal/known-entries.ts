/** What the journal's place works out from the snapshot, once for each snapshot, and keeps while other places are shown. */
import { useEffect, useMemo, useState } from "react";
import type { Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { isHidden, useOpenedLocks } from "#renderer/ui/second-lock.ts";
import type { EntrySight } from "#shared/analysis/entry-filter.ts";
import { listEntries, type ListedEntry } from "#shared/analysis/listed-entries.ts";
import { preparing, type PreparedSearch } from "#shared/analysis/search.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { RowsPlace } from "./Rows.tsx";

/** What outlives a visit to the place, and goes with the page at a lock. */
interface Kept {
  of: { readonly mine: Snapshot["mine"]; readonly shared: Snapshot["shared"] } | null;
  entries: readonly ListedEntry[];
  prepared: PreparedSearch | null;
  view: JournalView;
  /** Where each view was left. */
  readonly places: Record<JournalView, RowsPlace>;
}

export type JournalView = "list" | "timeline";

const keptOf = new WeakMap<Journal, Kept>();

/** What is kept of this journal's place. */
export function keptIn(journal: Journal): Kept {
  const kept = keptOf.get(journal) ?? {
    of: null,
    entries: [],
    prepared: null,
    view: "list",
    places: { list: { offset: 0, first: null }, timeline: { offset: 0, first: null } },
  };
  keptOf.set(journal, kept);
  return kept;
}

function entriesIn(journal: Journal, mine: Snapshot["mine"], shared: Snapshot["shared"]): readonly ListedEntry[] {
  const kept = keptIn(journal);
  if (kept.of?.mine === mine && kept.of.shared === shared) return kept.entries;
  kept.entries = listEntries(mine, shared, kept.entries);
  kept.of = { mine, shared };
  return kept.entries;
}

/** The longest a slice of getting ready may hold the page. */
const SLICE_MS = 8;

/**
 * The journal's entries, and what search needs of them: null until it was read for the first time, in slices between which
 * the page answers.
 */
export function useKnownEntries(): {
  entries: readonly ListedEntry[];
  prepared: PreparedSearch | null;
} {
  const journal = useJournal();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const entries = useMemo(() => entriesIn(journal, mine, shared), [journal, mine, shared]);
  const [prepared, setPrepared] = useState(() => keptIn(journal).prepared);

  useEffect(() => {
    const kept = keptIn(journal);
    if (kept.prepared?.entries === entries) return;
    const steps = preparing(entries, kept.prepared ?? undefined);
    let asked = 0;
    const work = (): void => {
      const until = performance.now() + SLICE_MS;
      do {
        const step = steps.next();
        if (step.done === true) {
          kept.prepared = step.value;
          setPrepared(step.value);
          return;
        }
      } while (performance.now() < until);
      asked = requestIdleCallback(work, { timeout: 50 });
    };
    // The first reading waits for a page at rest; a save brings one text, which one slice reads at once.
    if (kept.prepared === null) asked = requestIdleCallback(work, { timeout: 50 });
    else work();
    return () => cancelIdleCallback(asked);
  }, [journal, entries]);

  return { entries, prepared };
}

/** What may be used of an entry now, and the words of the needs it names. */
export function useEntrySight(): EntrySight {
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const opened = useOpenedLocks();
  const words = useMemo(() => {
    const words = new Map<RecordId, string>();
    for (const record of mine) if (record.kind === "need") words.set(record.id, record.need);
    return words;
  }, [mine]);
  return useMemo(
    () => ({ readable: (entry) => !isHidden(entry, opened), needWord: (need) => words.get(need) ?? null }),
    [words, opened],
  );
}
