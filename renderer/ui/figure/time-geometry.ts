/** Where days and months lie in a figure over time. Lengths are figure units (1/16 rem). */
import { addDays, addMonths, type Day, daysBetween, daysOfMonth, type Month, monthOf } from "#shared/base/time.ts";

/** Months whose names are closer than this run into each other. */
const NAME_ROOM = 44;

/** How far back a figure looks. */
export const TIME_SPANS = ["quarter", "year", "all"] as const;
export type TimeSpan = (typeof TIME_SPANS)[number];

/** The first day of a span: of whole months, the one of `today` among them; for all, of the month of the first day that is drawn. */
export function spanStart(span: TimeSpan, days: readonly Day[], today: Day): Day {
  const back = (months: number): Day => daysOfMonth(addMonths(monthOf(today), -months)).first;
  if (span === "quarter") return back(2);
  if (span === "year") return back(11);
  const first = days.reduce((earliest, day) => (day < earliest ? day : earliest), today);
  const start = daysOfMonth(monthOf(first)).first;
  return start < back(2) ? start : back(2);
}

/** The place of a day between two others, from 0 at the start of the first to 1 at the end of the last. */
export const dayShare = (day: Day, from: Day, to: Day): number =>
  (daysBetween(from, day) + 0.5) / (daysBetween(from, to) + 1);

/** The days of a stretch that lie between two others, as shares of the way; null for none. */
export function stretchShare(
  stretch: { readonly from: Day; readonly to: Day | null },
  from: Day,
  to: Day,
): { readonly start: number; readonly end: number } | null {
  const first = stretch.from < from ? from : stretch.from;
  const last = stretch.to === null || stretch.to > to ? to : stretch.to;
  if (first > last) return null;
  const days = daysBetween(from, to) + 1;
  return { start: daysBetween(from, first) / days, end: (daysBetween(from, last) + 1) / days };
}

/** Where the days of a stretch lie along months of one length each that follow one another, in months from their beginning; null for none. */
export function monthsCovered(
  stretch: { readonly from: Day; readonly to: Day | null },
  months: readonly Month[],
): { readonly start: number; readonly end: number } | null {
  const covered = months.flatMap((month, at) => {
    const { first, last } = daysOfMonth(month);
    const share = stretchShare(stretch, first, last);
    return share === null ? [] : [{ start: at + share.start, end: at + share.end }];
  });
  const [begins] = covered;
  const ends = covered.at(-1);
  return begins === undefined || ends === undefined ? null : { start: begins.start, end: ends.end };
}

/** The beginning of each month, as a share of the way, and whether its name has room in a figure of this width. */
export function monthStarts(
  from: Day,
  to: Day,
  width: number,
): readonly { readonly month: Month; readonly share: number; readonly named: boolean }[] {
  const days = daysBetween(from, to) + 1;
  const starts: { month: Month; share: number; named: boolean }[] = [];
  let lastNamed = Number.NEGATIVE_INFINITY;
  for (let day = from; day <= to; day = addDays(daysOfMonth(monthOf(day)).last, 1)) {
    const share = daysBetween(from, day) / days;
    const named = share * width - lastNamed >= NAME_ROOM && (1 - share) * width >= NAME_ROOM / 2;
    if (named) lastNamed = share * width;
    starts.push({ month: monthOf(day), share, named });
  }
  return starts;
}
