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
  const copies = new Map<RecordId, ListedEntry>();
  for (const { record, verified } of shared) {
    if (record.kind === "entry") copies.set(record.id, { kind: "theirs", entry: record, verified });
  }
  const due = new Map<Entry, ListedEntry>();
  for (const record of mine) {
    if (record.kind !== "entry") continue;
    if (copies.size > 0) copies.delete(record.id);
    if (record.trashedOn === null) due.set(record, { kind: "own", entry: record });
  }
  for (const copy of copies.values()) due.set(copy.entry, copy);
  const listed: ListedEntry[] = [];
  for (const old of before) {
    const now = due.get(old.entry);
    if (now === undefined || !isSame(old, now)) continue;
    listed.push(old);
    due.delete(old.entry);
  }
  if (due.size === 0 && listed.length === before.length) return before;
  if (due.size > FEW) return listed.concat([...due.values()]).sort((one, two) => newestFirst(one.entry, two.entry));
  for (const added of due.values()) {
    const at = firstIndex(listed, ({ entry }) => newestFirst(entry, added.entry) > 0);
    listed.splice(at, 0, added);
  }
  return listed;
}

/** Up to how many new entries are put in their places one by one. */
const FEW = 32;

/** Where a list in order begins to be so; its length where it never is. */
function firstIndex<Item>(items: readonly Item[], isSo: (item: Item) => boolean): number {
  let [from, to] = [0, items.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isSo(items[middle] as Item)) to = middle;
    else from = middle + 1;
  }
  return from;
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

/** The entries of a month by their day. The list is in its order, so that only those of the month are looked at. */
export function daysOf(entries: readonly ListedEntry[], month: Month): ReadonlyMap<Day, readonly ListedEntry[]> {
  const { first, last } = daysOfMonth(month);
  const days = new Map<Day, ListedEntry[]>();
  for (let at = firstIndex(entries, ({ entry }) => entry.day <= last); at < entries.length; at++) {
    const listed = entries[at];
    if (listed === undefined || listed.entry.day < first) break;
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

/** How many days hold an entry of one's own. A count of days, never of days in a row. */
export const daysWritten = (days: ReadonlyMap<Day, readonly ListedEntry[]>): number =>
  [...days.values()].filter((entries) => entries.some(({ kind }) => kind === "own")).length;

/**
 * The entries of the same day in earlier years among one's own records, without those in the trash; in the order of the list, so that
 * the latest year comes first. What was written on 29 February is of 28 February in years that have no 29th.
 */
export function onThisDay(mine: readonly JournalRecord[], today: Day): readonly Entry[] {
  const year = today.slice(0, 4);
  const ending = today.slice(4);
  const isLastOfFebruary = ending === "-02-28" && daysOfMonth(monthOf(today)).last === today;
  return mine
    .filter(
      (record): record is Entry =>
        record.kind === "entry" &&
        record.trashedOn === null &&
        (record.day.endsWith(ending) || (isLastOfFebruary && record.day.endsWith("-02-29"))) &&
        record.day < year,
    )
    .sort(newestFirst);
}
