import { isInJournal, type Entry } from "#shared/domain/entry.ts";
import type { JournalRecord } from "#shared/domain/record.ts";

/** The entries in the trash, the one put there last first. */
export const entriesInTrash = (mine: readonly JournalRecord[]): Entry[] =>
  mine
    .filter((record): record is Entry => record.kind === "entry" && !isInJournal(record))
    .sort((one, other) => compare(other.trashedOn, one.trashedOn) || compare(other.day, one.day));

const compare = (one: string | null, other: string | null): number => {
  const [left, right] = [one ?? "", other ?? ""];
  return left < right ? -1 : left > right ? 1 : 0;
};
