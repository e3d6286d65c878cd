/** The journal in React: one instance by context, states and snapshots by selector. */
import { createContext, useContext, useSyncExternalStore, type ReactNode } from "react";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Mended } from "../worker/calls.ts";
import type { Journal, JournalState, Kept } from "./journal.ts";
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

/** The backups this laptop keeps by itself; null until they were looked for. */
export function useKept(): Kept | null {
  const journal = useJournal();
  return useSyncExternalStore(journal.subscribe, journal.kept);
}

/** How far the journal is while it is brought back from its ledger; null otherwise. */
export function useBringingBack(): { readonly done: number; readonly total: number } | null {
  const journal = useJournal();
  return useSyncExternalStore(journal.subscribe, journal.bringingBack);
}

/** How the store was brought back from the ledger since this page started; null when it did not have to be. */
export function useMended(): Mended | null {
  const journal = useJournal();
  return useSyncExternalStore(journal.subscribe, journal.mended);
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
