/** Where shares and their intervals lie on one scale that both partners have in common. Lengths are figure units (1/16 rem). */

/** A share between 0 and 1, or a place on Steps, with the interval it is known to lie in. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Scale {
  /** The value at the end of the scale: of shares one of 0.2, 0.4 … 1. */
  readonly end: number;
  readonly ticks: readonly { readonly value: number; readonly x: number }[];
  /** Where a value lies; values beyond the end lie at the end. */
  readonly at: (value: number) => number;
}

/** A scale of whole steps, the same whatever is drawn on it. */
export interface Steps {
  readonly least: number;
  readonly most: number;
  /** What a step is called below the figure. */
  readonly said: (step: number) => string;
}

const TICK_STEP = 0.2;

/**
 * A scale from `start` to `end` that holds every interval given, so that both partners are always read against the
 * same one. It begins at 0 and ends at the first fifth that no interval passes; `whole` makes it end at 1 whatever
 * the intervals are, for shares that are compared from one window to the next. Steps are a scale of their own.
 */
export function scaleFor(
  intervals: readonly Interval[],
  start: number,
  end: number,
  extent: "whole" | "as-needed" | Steps,
): Scale {
  if (typeof extent === "object") return stepScale(extent, start, end);
  const highest = extent === "whole" ? 1 : Math.max(TICK_STEP, ...intervals.map((interval) => interval.high));
  const steps = Math.min(5, Math.ceil(highest / TICK_STEP - 1e-9));
  const last = steps / 5;
  const at = (share: number): number => start + ((end - start) * Math.min(Math.max(share, 0), last)) / last;
  const ticks = Array.from({ length: steps + 1 }, (_, step) => ({ value: step / 5, x: at(step / 5) }));
  return { end: last, ticks, at };
}

function stepScale({ least, most }: Steps, start: number, end: number): Scale {
  const at = (value: number): number => start + ((end - start) * (value - least)) / (most - least);
  const ticks = Array.from({ length: most - least + 1 }, (_, step) => ({ value: least + step, x: at(least + step) }));
  return { end: most, ticks, at };
}

/** Widths that share out `length` by `shares`, with `gap` between neighbours; together they end where the bar ends. */
export function stack(
  shares: readonly number[],
  start: number,
  length: number,
  gap: number,
): readonly { readonly x: number; readonly width: number }[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  const usable = length - gap * Math.max(0, shares.length - 1);
  let at = start;
  return shares.map((share) => {
    const width = total === 0 ? 0 : (usable * share) / total;
    const part = { x: at, width };
    at += width + gap;
    return part;
  });
}
