/**
 * Entries that ask for the passphrase again before they show their words [D62]. Which of them are open is known to this page alone and
 * goes with it: a lock replaces the page. It hides words in an open journal; it is no second encryption.
 */
import { useCallback, useEffect, useSyncExternalStore } from "react";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";

/** How long an entry stays open once it was left: long enough to look something up elsewhere, short enough to leave the room. */
const OPEN_AFTER_LEAVING_MS = 5 * 60_000;

interface SecondLocks {
  opened: ReadonlySet<RecordId>;
  readonly closing: Map<RecordId, ReturnType<typeof setTimeout>>;
  readonly listeners: Set<() => void>;
}

const locksOf = new WeakMap<Journal, SecondLocks>();

function locksIn(journal: Journal): SecondLocks {
  const locks = locksOf.get(journal) ?? { opened: new Set(), closing: new Map(), listeners: new Set() };
  locksOf.set(journal, locks);
  return locks;
}

function become(locks: SecondLocks, opened: ReadonlySet<RecordId>): void {
  locks.opened = opened;
  for (const listener of locks.listeners) listener();
}

function keepOpen({ closing }: SecondLocks, id: RecordId): void {
  clearTimeout(closing.get(id));
  closing.delete(id);
}

/** The entry was left: it closes in a while, unless somebody comes back to it. */
function closeLater(locks: SecondLocks, id: RecordId): void {
  keepOpen(locks, id);
  if (!locks.opened.has(id)) return;
  const close = (): void => {
    locks.closing.delete(id);
    become(locks, new Set([...locks.opened].filter((other) => other !== id)));
  };
  locks.closing.set(id, setTimeout(close, OPEN_AFTER_LEAVING_MS));
}

/** Shows an entry's words: the passphrase was just given, or its author locks it with the words before them. */
export function openSecondLock(journal: Journal, id: RecordId): void {
  const locks = locksIn(journal);
  keepOpen(locks, id);
  become(locks, new Set([...locks.opened, id]));
}

/** An entry that is open stays so while its page is shown, and for `OPEN_AFTER_LEAVING_MS` after it. */
export function useOpenWhileShown(id: RecordId): void {
  const journal = useJournal();
  useEffect(() => {
    const locks = locksIn(journal);
    keepOpen(locks, id);
    return () => closeLater(locks, id);
  }, [journal, id]);
}

/** The entries whose second lock is open now: the same set until one opens or closes. */
export function useOpenedLocks(): ReadonlySet<RecordId> {
  const journal = useJournal();
  const subscribe = useCallback(
    (listener: () => void) => {
      const { listeners } = locksIn(journal);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    [journal],
  );
  return useSyncExternalStore(subscribe, () => locksIn(journal).opened);
}

/** Whether an entry's title, words and tags are not to be shown, found or exported as text now. A shared copy has no second lock. */
export const isHidden = (
  { id, secondLock }: Pick<Entry, "id" | "secondLock">,
  opened: ReadonlySet<RecordId>,
): boolean => secondLock && !opened.has(id);
