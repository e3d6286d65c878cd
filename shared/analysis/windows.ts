/** Spans of local calendar days that a view looks at, and the horizon after which an open need counts [A2] [A3]. */
import { type Day, type Month, addMonths, asMonth, daysOfMonth, mondayOf } from "../base/time.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { JournalRecord } from "../domain/record.ts";

/** From the first day to the last, both included; empty when `to` comes before `from`. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

/** What every measure is asked for: whose needs, in which days, as seen on which day. */
export interface View extends Window {
  /** The partners in the journal's order: two, or one while they keep it alone. Records by others are left out. */
  readonly partners: readonly PartnerId[];
  /** The local day of looking. Nothing later counts, and a need has reached its horizon only once that day is over. */
  readonly today: Day;
  /** Days an open need may wait before it counts as not met; HORIZON_DAYS unless told. A whole number, at least 0. */
  readonly horizonDays?: number;
  /** Seasons both named [D76]; `to` is null while one goes on. What settled in them is left out of comparisons [A15]. */
  readonly seasons?: readonly { readonly from: Day; readonly to: Day | null }[];
  /** False on one's own page, which has all of one's needs and of the other's those they shared: there the two are not compared [A15]. True unless told. */
  readonly compares?: boolean;
  /** Where resampling begins: the same seed gives the same intervals. SEED unless told. */
  readonly seed?: number;
}

export const SEED = 20_261_124;

/** Two weeks: fresh needs would otherwise count as unmet. */
export const HORIZON_DAYS = 14;

/** The days of one calendar month. */
export const monthWindow = (month: Month): Window => monthsEndingWith(month, 1);

/** The three calendar months that end with `month`. */
export const quarterWindow = (month: Month): Window => monthsEndingWith(month, 3);

/** The twelve calendar months that end with `month`. */
export const yearWindow = (month: Month): Window => monthsEndingWith(month, 12);

/** The first month of the calendar quarter in which a day lies: January, April, July or October. */
export function quarterOf(day: Day): Month {
  const month = Number(day.slice(5, 7));
  return asMonth(`${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, "0")}`);
}

/** The days of the calendar quarter that begins with a month. */
export const daysOfQuarter = (first: Month): Window => ({
  from: daysOfMonth(first).first,
  to: daysOfMonth(addMonths(first, 2)).last,
});

/** From the first day of which something is measured until today; `today` alone while nothing is. One pass. */
export function allWindow(records: Iterable<JournalRecord>, today: Day): Window {
  let from = today;
  for (const record of records) {
    const day = measuredDay(record);
    if (day !== null && day < from) from = day;
  }
  return { from, to: today };
}

/** The day by which a record counts in a window; null for what no measure counts by a day of its own. */
function measuredDay(record: JournalRecord): Day | null {
  switch (record.kind) {
    case "need":
      return record.voicedOn;
    case "care":
    case "sacrifice":
    case "boundary-event":
      return record.day;
    case "decision":
      return record.decidedOn;
    case "balance":
      return mondayOf(record.week);
    default:
      return null;
  }
}

/**
 * The days of a window from the first one of which something is measured, so that no week from before the journal is shown as one that says
 * too little. Empty where it ends before that day. One pass.
 */
export function sinceFirstRecord(window: Window, records: Iterable<JournalRecord>, today: Day): Window {
  const { from } = allWindow(records, today);
  return window.from < from ? { from, to: window.to } : window;
}

function monthsEndingWith(month: Month, months: number): Window {
  return { from: daysOfMonth(addMonths(month, 1 - months)).first, to: daysOfMonth(month).last };
}
