/** What the journal's list is made of: one's own entries, and the entries the other shares. */
import type { Snapshot } from "#renderer/store/snapshot.ts";
import type { Day } from "#shared/base/time.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";

/** One's own original, or a copy by the other that may not be vouched for. */
export type ListedEntry =
  | { readonly kind: "own"; readonly entry: Entry }
  | { readonly kind: "theirs"; readonly entry: Entry; readonly verified: boolean };

/** Newest day first; within a day the one begun last first. */
export function entriesOf(mine: Snapshot["mine"], shared: Snapshot["shared"]): ListedEntry[] {
  const own = mine.flatMap((record): ListedEntry[] =>
    record.kind === "entry" ? [{ kind: "own", entry: record }] : [],
  );
  const ownIds = new Set<RecordId>(own.map(({ entry }) => entry.id));
  const theirs = shared.flatMap(({ record, verified }): ListedEntry[] =>
    record.kind === "entry" && !ownIds.has(record.id) ? [{ kind: "theirs", entry: record, verified }] : [],
  );
  return [...own, ...theirs].sort(
    ({ entry: one }, { entry: two }) =>
      compare(two.day, one.day) || compare(begun(two), begun(one)) || compare(one.id, two.id),
  );
}

const compare = (one: string, two: string): number => (one < two ? -1 : one > two ? 1 : 0);
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
