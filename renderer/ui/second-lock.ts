/**
 * Entries that ask for the passphrase again before they show their words [D62]. Which of them are open is known to this page alone and
 * goes with it: a lock replaces the page. It hides words in an open journal; it is no second encryption.
 */
import { useSyncExternalStore } from "react";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";

/** How long an entry stays open after it was left: long enough to look something up, shorter than a cup of tea takes. */
export const OPEN_AFTER_LEAVING_MS = 5 * 60_000;

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

/** Shows the words of an entry whose passphrase was just given, or whose second lock was just set by who reads it. */
export function openSecondLock(journal: Journal, id: RecordId): void {
  const locks = locksIn(journal);
  staySecondOpen(journal, id);
  become(locks, new Set([...locks.opened, id]));
}

/** The entry is on the screen: it does not close. */
export function staySecondOpen(journal: Journal, id: RecordId): void {
  const { closing } = locksIn(journal);
  clearTimeout(closing.get(id));
  closing.delete(id);
}

/** The entry was left: it closes in five minutes, unless somebody comes back to it. */
export function leaveSecondOpen(journal: Journal, id: RecordId): void {
  const locks = locksIn(journal);
  staySecondOpen(journal, id);
  const close = (): void => {
    locks.closing.delete(id);
    become(locks, new Set([...locks.opened].filter((other) => other !== id)));
  };
  if (locks.opened.has(id)) locks.closing.set(id, setTimeout(close, OPEN_AFTER_LEAVING_MS));
}

/** The entries whose second lock is open now: the same set until one opens or closes. */
export function useOpenedLocks(): ReadonlySet<RecordId> {
  const journal = useJournal();
  return useSyncExternalStore(
    (listener) => {
      const { listeners } = locksIn(journal);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => locksIn(journal).opened,
  );
}

/** Whether an entry's words, title and tags are not to be shown, found, counted word by word or exported now. A shared copy has no second lock. */
export const isHidden = (
  { id, secondLock }: Pick<Entry, "id" | "secondLock">,
  opened: ReadonlySet<RecordId>,
): boolean => secondLock && !opened.has(id);
