/** M6, the trend of the met share, week by week [A18]. */
import { addDays, mondayOf, type Week, weekOf, weeksFrom } from "../base/time.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Need } from "../domain/need.ts";
import { dayNumber } from "./day-number.ts";
import type { Measured, TooFew } from "./evidence.ts";
import { closingIn, reachedHorizonIn, type Span, spanOf } from "./needs.ts";
import { effectiveNumber, weightedShare } from "./statistics.ts";
import type { View } from "./windows.ts";

/** After so many days a need weighs half. */
const HALF_LIFE_DAYS = 45;
/** Twelve half-lives, in weeks: what lies further back weighs less than a four-thousandth, and is left out. */
const MEMORY_WEEKS = 78;
const TREND_NEEDS = 8;
/** Where nothing settled in this many weeks the line stops until something does. */
const GAP_WEEKS = 4;

/** The met share at the end of a week; a gap where nothing of theirs settled in the four weeks that end with it. */
export interface TrendPoint {
  readonly week: Week;
  readonly share: Measured | TooFew | { readonly kind: "gap" };
}

export interface Trend {
  readonly partner: PartnerId;
  readonly points: readonly TrendPoint[];
}

/** What settled in each week, weighed as of its Sunday. */
interface Weighed {
  readonly settled: Uint32Array;
  readonly weight: Float64Array;
  readonly squares: Float64Array;
  readonly met: Float64Array;
  readonly partly: Float64Array;
}

export interface TrendTally {
  readonly weeks: readonly Week[];
  readonly span: Span;
  readonly firstMonday: number;
  readonly lanes: readonly Weighed[];
}

export function startTrends(view: View): TrendTally {
  const last = view.to < view.today ? view.to : view.today;
  const weeks = view.from <= last ? weeksFrom(weekOf(view.from), weekOf(last)) : [];
  const from = addDays(mondayOf(weekOf(view.from)), -7 * MEMORY_WEEKS);
  const to = addDays(mondayOf(weekOf(last)), 6);
  const length = weeks.length + MEMORY_WEEKS;
  return {
    weeks,
    span: spanOf({ ...view, from, to }),
    firstMonday: dayNumber(from),
    lanes: view.partners.map(() => ({
      settled: new Uint32Array(length),
      weight: new Float64Array(length),
      squares: new Float64Array(length),
      met: new Float64Array(length),
      partly: new Float64Array(length),
    })),
  };
}

/** Weights are whole grains: the sum of a week's, up to two thousand of them, is exact, and so the same in whatever order the needs come. */
const GRAINS = 2 ** 42;
const inGrains = (weight: number): number => Math.round(weight * GRAINS) / GRAINS;

const decay = (days: number): number => inGrains(2 ** (-days / HALF_LIFE_DAYS));

/**
 * Counts a need of the partner `seat`: from its horizon on as not met, if it was open then, and from its closing on as it came out
 * instead. So each need counts once at any time.
 */
export function countInTrends({ span, firstMonday, lanes }: TrendTally, seat: number, need: Need): void {
  const lane = lanes[seat];
  if (lane === undefined) return;
  const closing = closingIn(need, span);
  const reached = reachedHorizonIn(need, span) ? dayNumber(need.voicedOn) + span.horizonDays - firstMonday : null;
  if (reached !== null) weigh(lane, reached, decay(sundayAfter(reached)), 1);
  if (closing === null) return;
  const closed = dayNumber(closing.on) - firstMonday;
  const weight = decay(sundayAfter(closed));
  weigh(lane, closed, weight, 1);
  const at = Math.floor(closed / 7);
  if (closing.status === "met") lane.met[at] = (lane.met[at] ?? 0) + weight;
  if (closing.status === "partly") lane.partly[at] = (lane.partly[at] ?? 0) + weight;
  if (reached !== null) weigh(lane, closed, decay(at * 7 + 6 - reached), -1);
}

/** Days from a day to the Sunday of its week, both counted from a Monday. */
const sundayAfter = (day: number): number => 6 - (day % 7);

function weigh(lane: Weighed, day: number, weight: number, sign: 1 | -1): void {
  const at = Math.floor(day / 7);
  lane.weight[at] = (lane.weight[at] ?? 0) + sign * weight;
  lane.squares[at] = (lane.squares[at] ?? 0) + sign * inGrains(weight * weight);
  if (sign === 1) lane.settled[at] = (lane.settled[at] ?? 0) + 1;
}

export const trendsOf = ({ weeks, lanes }: TrendTally, partners: readonly PartnerId[]): readonly Trend[] =>
  partners.map((partner, seat) => ({ partner, points: pointsOf(weeks, lanes[seat]) }));

function pointsOf(weeks: readonly Week[], lane: Weighed | undefined): readonly TrendPoint[] {
  if (lane === undefined) return [];
  const week = 2 ** (-7 / HALF_LIFE_DAYS);
  const points: TrendPoint[] = [];
  let [weight, squares, met, partly] = [0, 0, 0, 0];
  let quiet = GAP_WEEKS;
  for (let at = 0; at < weeks.length + MEMORY_WEEKS; at++) {
    weight = weight * week + (lane.weight[at] ?? 0);
    squares = squares * week * week + (lane.squares[at] ?? 0);
    met = met * week + (lane.met[at] ?? 0);
    partly = partly * week + (lane.partly[at] ?? 0);
    quiet = lane.settled[at] === 0 ? quiet + 1 : 0;
    const name = weeks[at - MEMORY_WEEKS];
    if (name === undefined) continue;
    const n = effectiveNumber({ weight, squares, successes: met, halves: partly });
    points.push({
      week: name,
      share:
        quiet >= GAP_WEEKS
          ? { kind: "gap" }
          : n < TREND_NEEDS
            ? { kind: "too-few", n, needed: TREND_NEEDS }
            : weightedShare({ weight, squares, successes: met, halves: partly }),
    });
  }
  return points;
}

/**
 * M6: at the end of each ISO week of the window, the share met of what settled until then; a need weighs 2^(-age / 45 days). One for each
 * of `view.partners`; one pass. For: seeing where it has gone over months. Not for: saying that this week is better than the last - two
 * neighbouring points rest on nearly the same needs - or that one of the two rises while the other falls.
 * Source: exponential smoothing, R. G. Brown 1956; the interval Wilson's on Kish's effective number.
 */
export function trends(needs: Iterable<Need>, view: View): readonly Trend[] {
  const tally = startTrends(view);
  for (const need of needs) countInTrends(tally, view.partners.indexOf(need.author), need);
  return trendsOf(tally, view.partners);
}
