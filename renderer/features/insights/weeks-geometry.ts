/** Where the weeks of the strip lie. Lengths are figure units (1/16 rem); a cell never shrinks, fewer are shown. */
import { addDays, type Day, mondayOf, monthOf, type Month, type Week } from "#shared/base/time.ts";

export const CELL = 24;
/** From one week to the next: a cell and the gap after it. */
const STEP = 33;
/** Upper edges of the two lanes, in the order of the journal. */
export const LANES = [40, 74] as const;
/** Room under the lowest lane: the frame of a shared week, and the ends of the month lines. */
export const BELOW = 12;
/** The frame that joins both lanes reaches this far beyond a cell. */
export const FRAME_MARGIN = 3.5;

const MONTH_LABEL = 40;

/** How many weeks fit beside the names of the lanes; never fewer than one. */
export function weeksThatFit(width: number, names: number): number {
  return Math.max(1, Math.floor((width - names - FRAME_MARGIN - CELL) / STEP) + 1);
}

/** The start of the cell of the week shown at `index`, counted from 0. */
export const cellStart = (index: number, names: number): number => names + index * STEP;

/** How wide the strip is when it shows `count` weeks. */
export const stripWidth = (count: number, names: number): number =>
  cellStart(Math.max(count, 1) - 1, names) + CELL + FRAME_MARGIN;

/**
 * The months to write above the weeks shown: each at the first week whose Monday lies in it. A first month that
 * would run into the next is left out.
 */
export function monthMarks(weeks: readonly Week[]): readonly { readonly month: Month; readonly index: number }[] {
  const months = weeks.map((week) => monthOf(mondayOf(week)));
  const marks = months.flatMap((month, index) => (month === months[index - 1] ? [] : [{ month, index }]));
  const [first, second] = marks;
  const collides = first !== undefined && second !== undefined && second.index * STEP < MONTH_LABEL;
  return collides ? marks.slice(1) : marks;
}

/** Half of what lies between two cells: where a month begins, and a season. */
export const HALF_GAP = (STEP - CELL) / 2;

/** The first and the last of the weeks shown in which a stretch has a day, by their places; null where none has. */
export function weeksTouched(
  { from, to }: { readonly from: Day; readonly to: Day | null },
  weeks: readonly Week[],
): { readonly first: number; readonly last: number } | null {
  const touched = weeks.flatMap((week, index) => {
    const monday = mondayOf(week);
    return addDays(monday, 6) >= from && (to === null || monday <= to) ? [index] : [];
  });
  const [first] = touched;
  const last = touched.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

/**
 * One page of the weeks: page 0 holds the newest that fit, each further page the ones before. Every page is full but
 * the oldest. `first` is the place of the first week shown among all.
 */
export function pageOfWeeks<T>(
  weeks: readonly T[],
  fitting: number,
  page: number,
): { readonly shown: readonly T[]; readonly first: number; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(weeks.length / fitting));
  const turned = Math.min(Math.max(page, 0), pages - 1);
  const end = weeks.length - turned * fitting;
  const first = Math.max(0, end - fitting);
  return { shown: weeks.slice(first, end), first, page: turned, pages };
}
