/** Boundaries and what happened at them, as they are listed. Pure functions of the records one can read. */
import { type Day, latestFirst } from "#shared/base/time.ts";
import { BOUNDARY_KINDS, type Boundary, type BoundaryEvent } from "#shared/domain/boundary.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import type { Repair } from "#shared/domain/repair.ts";

/** Whose a list is: all of one partner's own, or what stands in the shared space, by either. */
export type Whose = { readonly kind: "own"; readonly me: PartnerId } | { readonly kind: "shared" };

const isOf = (record: JournalRecord, whose: Whose): boolean =>
  whose.kind === "shared" ? isSharedNow(record) : record.author === whose.me;

/** Those that stand, by their kinds in the kinds' order; behind them those that were let go. Otherwise the order in which they come. */
export function arranged(boundaries: readonly Boundary[], whose: Whose): Boundary[] {
  const place = ({ about, letGoOn }: Boundary): number =>
    letGoOn === null ? BOUNDARY_KINDS.indexOf(about) : BOUNDARY_KINDS.length;
  return boundaries.filter((boundary) => isOf(boundary, whose)).sort((one, other) => place(one) - place(other));
}

/** The latest day first. */
const byDay = <R extends { readonly day: Day }>(records: R[]): R[] =>
  records.sort((one, other) => latestFirst(one.day, other.day));

const isEvent = (record: JournalRecord): record is BoundaryEvent => record.kind === "boundary-event";

/** What happened at a boundary, told by its author: nobody else's word counts there [D74]. The latest first. */
export const eventsAt = (boundary: Boundary, records: readonly JournalRecord[]): BoundaryEvent[] =>
  byDay(records.filter(isEvent).filter((event) => event.boundary === boundary.id && event.author === boundary.author));

/** The boundary of its author's that something happened at, where one can read it. */
export const boundaryOf = (event: BoundaryEvent, records: readonly JournalRecord[]): Boundary | null =>
  records.find(
    (record): record is Boundary =>
      record.kind === "boundary" && record.id === event.boundary && record.author === event.author,
  ) ?? null;

/** What happened without a boundary that is listed beside it: written down alone, or about one that is gone or not shared. */
export function eventsElsewhere(
  listed: readonly Boundary[],
  whose: Whose,
  records: readonly JournalRecord[],
): BoundaryEvent[] {
  const at = new Set(listed.map(({ author, id }) => `${author} ${id}`)); // where its author's events are shown
  const isShown = ({ author, boundary }: BoundaryEvent): boolean => at.has(`${author} ${boundary ?? ""}`);
  return byDay(records.filter(isEvent).filter((event) => isOf(event, whose) && !isShown(event)));
}

/** Repairs the other offered after what happened at a boundary, the latest first. */
export const repairsOf = (event: BoundaryEvent, records: readonly JournalRecord[]): Repair[] =>
  byDay(
    records.filter(
      (record): record is Repair =>
        record.kind === "repair" && record.of === event.id && record.author !== event.author,
    ),
  );
