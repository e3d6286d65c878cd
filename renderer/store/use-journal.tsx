/** The journal in React: one instance by context, states and snapshots by selector. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Journal, JournalState } from "./journal.ts";
import type { Snapshot } from "./snapshot.ts";

const JournalContext = createContext<Journal | null>(null);

export function JournalProvider({ journal, children }: { readonly journal: Journal; readonly children: ReactNode }) {
  return <JournalContext value={journal}>{children}</JournalContext>;
}

/** The page's journal. */
export function useJournal(): Journal {
  const journal = useContext(JournalContext);
  if (journal === null) throw new TwofoldError("bug", "no JournalProvider");
  return journal;
}

/** Where the journal stands: looking, empty, closed, open, locking or failed. */
export function useJournalState(): JournalState {
  const journal = useJournal();
  return useSyncExternalStore(journal.subscribe, journal.state);
}

/**
 * A part of the open snapshot. The selector must return parts of the snapshot itself, not new objects; derive with
 * useMemo. Throws "locked" outside an open journal: such a screen must not be mounted.
 */
export function useSnapshot<T>(select: (snapshot: Snapshot) => T): T {
  const journal = useJournal();
  return useSyncExternalStore(journal.subscribe, () => {
    const state = journal.state();
    if (state.kind !== "open") throw new TwofoldError("locked", state.kind);
    return select(state.snapshot);
  });
}
