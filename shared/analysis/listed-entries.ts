/** What the journal lists: one's own entries, and the copies the other shares, in one order [A12]. */
import { daysOfMonth, monthOf, type Day, type Month } from "../base/time.ts";
import type { Entry } from "../domain/entry.ts";
import type { PartnerId, RecordId } from "../domain/fields.ts";
import type { JournalRecord } from "../domain/record.ts";

/** One's own original, or a copy by the other that may not be vouched for. */
export type ListedEntry =
  | { readonly kind: "own"; readonly entry: Entry }
  | { readonly kind: "theirs"; readonly entry: Entry; readonly verified: boolean };

/** A copy as it lies in the shared space. */
interface Copy {
  readonly record: JournalRecord;
  readonly verified: boolean;
}

/**
 * The entries among one's own records and the shared copies, without those in the trash and without copies of one's own: the newest
 * day first, within a day what was begun last, then by id. Given the list from `before` a change, what did not change is the same
 * object in it, and the order is mended, not made anew: the time a save takes grows with the records by one bare pass.
 */
export function listEntries(
  mine: readonly JournalRecord[],
  shared: readonly Copy[],
  before: readonly ListedEntry[] = [],
): readonly ListedEntry[] {
  const own = new Set<RecordId>();
  const due = new Map<Entry, ListedEntry>();
  for (const record of mine) {
    if (record.kind !== "entry") continue;
    own.add(record.id);
    if (record.trashedOn === null) due.set(record, { kind: "own", entry: record });
  }
  for (const { record, verified } of shared) {
    if (record.kind === "entry" && !own.has(record.id)) due.set(record, { kind: "theirs", entry: record, verified });
  }
  const listed: ListedEntry[] = [];
  for (const old of before) {
    const now = due.get(old.entry);
    if (now === undefined || !isSame(old, now)) continue;
    listed.push(old);
    due.delete(old.entry);
  }
  if (due.size === 0 && listed.length === before.length) return before;
  listed.push(...due.values());
  return listed.sort(({ entry: one }, { entry: two }) => newestFirst(one, two)); // what stood in order is one run: merging a few into it takes one pass
}

const isSame = (one: ListedEntry, two: ListedEntry): boolean =>
  one.kind === two.kind && (one.kind === "own" || one.verified === (two.kind === "theirs" && two.verified));

const newestFirst = (one: Entry, two: Entry): number =>
  descending(one.day, two.day) ||
  descending(one.time ?? "", two.time ?? "") ||
  descending(begun(one), begun(two)) ||
  descending(one.id, two.id);

const descending = (one: string, two: string): number => (one < two ? 1 : one > two ? -1 : 0);
const begun = (entry: Entry): string => entry.original?.createdAt ?? "";

/** Entries by their day, days in the order of the list. */
export function byDay(entries: readonly ListedEntry[]): ReadonlyMap<Day, readonly ListedEntry[]> {
  const days = new Map<Day, ListedEntry[]>();
  for (const listed of entries) {
    const day = days.get(listed.entry.day);
    if (day === undefined) days.set(listed.entry.day, [listed]);
    else day.push(listed);
  }
  return days;
}

/**
 * The list in the order in which copies were made, the newest first: one's own by the day their copy was shared, the other's as
 * their copies lie in the shared space.
 */
export function newestCopyFirst(entries: readonly ListedEntry[], shared: readonly Copy[]): readonly ListedEntry[] {
  const places = new Map(shared.map(({ record }, at) => [keyOf(record), at]));
  const place = ({ entry }: ListedEntry): number => places.get(keyOf(entry)) ?? shared.length;
  return entries.toSorted(
    (one, two) =>
      descending(one.entry.original?.shared?.on ?? "", two.entry.original?.shared?.on ?? "") || place(one) - place(two),
  );
}

/** An id is only its author's. */
const keyOf = ({ id, author }: { id: RecordId; author: PartnerId }): string => `${id} ${author}`;

/** How many days of a month hold an entry of one's own. A count of days, never of days in a row. */
export function daysWritten(days: ReadonlyMap<Day, readonly ListedEntry[]>, month: Month): number {
  const { last } = daysOfMonth(month);
  let written = 0;
  for (let day = 1; day <= Number(last.slice(8)); day++) {
    const listed = days.get(`${month}-${String(day).padStart(2, "0")}` as Day);
    if (listed?.some(({ kind }) => kind === "own") === true) written += 1;
  }
  return written;
}

/**
 * The entries of the same day in earlier years among one's own records, without those in the trash; in the order of the list, so that
 * the latest year comes first. What was written on 29 February is of 28 February in years that have no 29th.
 */
export function onThisDay(mine: readonly JournalRecord[], today: Day): readonly Entry[] {
  const year = today.slice(0, 4);
  const endings = [today.slice(4)];
  if (today.endsWith("-02-28") && daysOfMonth(monthOf(today)).last === today) endings.push("-02-29");
  return mine
    .filter(
      (record): record is Entry =>
        record.kind === "entry" &&
        record.trashedOn === null &&
        record.day.slice(0, 4) < year &&
        endings.includes(record.day.slice(4)),
    )
    .sort(newestFirst);
}
