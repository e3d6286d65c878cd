/** M3, whether the needs of one were met more often than those of the other, by calendar quarters [A15]. */
import { addDays, addMonths } from "../base/time.ts";
import type { Need } from "../domain/need.ts";
import { dayNumber, mondayNumber } from "./day-number.ts";
import type { TooFew, Unheard } from "./evidence.ts";
import { closingIn, type Outcome, reachedHorizonIn, type Span, spanOf } from "./needs.ts";
import { type Draw, drawFrom } from "./seeded.ts";
import { type Interval, shareDifference, shareWithHalves, studentWidth } from "./statistics.ts";
import { isHeard } from "./voice.ts";
import { daysOfQuarter, quarterOf, SEED, type View, type Window } from "./windows.ts";

/** Of each of the two, in a quarter. */
const DIFFERENCE_NEEDS = 20;
/** As many quarters as are looked at, whatever the window: two years, for which the rule of two quarters is strict enough. */
const FEWEST_QUARTERS = 2;
const MOST_QUARTERS = 8;
const DRAWS = 2_000;
/** Both ends of an interval this close to none are called similar: ten points. */
const SIMILAR = 0.1;

/** The share met of the first of the two less that of the other, -1 to 1, with its interval; `n` is of each. */
export interface Difference {
  readonly kind: "measured";
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: readonly [number, number];
}

export interface QuarterDifference extends Window {
  readonly difference: Difference | TooFew;
}

/** What may be said of them. Direction is nowhere said. */
export type DifferenceWord = "similar" | "worth-a-talk" | "too-early";

export interface Differences {
  readonly kind: "quarters";
  /** Successive calendar quarters that are over, in time order. */
  readonly quarters: readonly QuarterDifference[];
  /** Over all of them, each need once. */
  readonly all: Difference | TooFew;
  readonly word: DifferenceWord;
}

/** What settled for the two in one week: how much, and twice what it came to, with met and partly apart. */
interface WeekSums {
  readonly n: [number, number];
  readonly met: [number, number];
  readonly partly: [number, number];
}

type Weeks = Map<number, WeekSums>;

/** The quarters while they are counted, one need at a time. */
export interface DifferenceTally {
  readonly span: Span;
  readonly quarters: readonly Window[];
  /** The number of the first day of each quarter, and of the day after the last. */
  readonly starts: readonly number[];
  /** For each day from the first, whether a season both named leaves it out. */
  readonly leftOut: Uint8Array;
  readonly perQuarter: readonly Weeks[];
  readonly all: Weeks;
  /** Needs voiced in these quarters. */
  readonly voiced: [number, number];
}

/** The calendar quarters that `view` looks at: those within it that are over, at least the last two and at most eight. */
function quartersOf({ from, to, today }: Pick<View, "from" | "to" | "today">): readonly Window[] {
  const yesterday = addDays(today, -1);
  const end = to < yesterday ? to : yesterday;
  const quarters: Window[] = [];
  for (let first = quarterOf(end); quarters.length < MOST_QUARTERS; first = addMonths(first, -3)) {
    const quarter = daysOfQuarter(first);
    if (quarter.to > end) continue; // it still goes on
    if (quarter.from < from && quarters.length >= FEWEST_QUARTERS) break;
    quarters.unshift(quarter);
  }
  return quarters;
}

/** Null for one alone and on one's own page: nothing is compared. */
export function startDifferences(view: View): DifferenceTally | null {
  if (view.partners.length !== 2 || view.compares === false) return null;
  const quarters = quartersOf(view);
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (first === undefined || last === undefined) return null;
  const begin = dayNumber(first.from);
  const end = dayNumber(last.to) + 1;
  const leftOut = new Uint8Array(end - begin);
  for (const season of view.seasons ?? []) {
    const from = Math.max(0, dayNumber(season.from) - begin);
    const to = season.to === null ? leftOut.length : Math.min(leftOut.length, dayNumber(season.to) + 1 - begin);
    if (from < to) leftOut.fill(1, from, to);
  }
  return {
    span: spanOf({ ...view, from: first.from, to: last.to }),
    quarters,
    starts: [...quarters.map((quarter) => dayNumber(quarter.from)), end],
    leftOut,
    perQuarter: quarters.map((): Weeks => new Map()),
    all: new Map(),
    voiced: [0, 0],
  };
}

/**
 * Counts a need of the partner `seat`: in the quarter in which it was closed, and still open in the one in which it reached its horizon,
 * where that is another; over all, once. What settled within a season is left out.
 */
export function countInDifferences(tally: DifferenceTally, seat: number, need: Need): void {
  const { span } = tally;
  if (seat !== 0 && seat !== 1) return;
  if (span.from <= need.voicedOn && need.voicedOn <= span.to) tally.voiced[seat] += 1;
  const closing = closingIn(need, span);
  const reached = reachedHorizonIn(need, span) ? dayNumber(need.voicedOn) + span.horizonDays : null;
  const closed = closing === null ? null : dayNumber(closing.on);
  const closedIn = closed === null ? null : quarterAt(tally, closed);
  if (closing !== null && closed !== null) {
    settle(tally, seat, closed, closing.status, closedIn);
    settleOverAll(tally, seat, closed, closing.status);
  }
  if (reached !== null) {
    const reachedIn = quarterAt(tally, reached);
    if (reachedIn !== closedIn) settle(tally, seat, reached, "stillOpen", reachedIn);
    if (closed === null) settleOverAll(tally, seat, reached, "stillOpen");
  }
}

const quarterAt = ({ starts }: DifferenceTally, day: number): number => starts.findLastIndex((start) => start <= day);

const isLeftOut = ({ starts, leftOut }: DifferenceTally, day: number): boolean => leftOut[day - (starts[0] ?? 0)] === 1;

function settle(tally: DifferenceTally, seat: 0 | 1, day: number, outcome: Outcome, quarter: number | null): void {
  const weeks = quarter === null ? undefined : tally.perQuarter[quarter];
  if (weeks !== undefined && !isLeftOut(tally, day)) add(weeks, seat, day, outcome);
}

function settleOverAll(tally: DifferenceTally, seat: 0 | 1, day: number, outcome: Outcome): void {
  if (!isLeftOut(tally, day)) add(tally.all, seat, day, outcome);
}

function add(weeks: Weeks, seat: 0 | 1, day: number, outcome: Outcome): void {
  const monday = mondayNumber(day);
  const sums = weeks.get(monday) ?? { n: [0, 0], met: [0, 0], partly: [0, 0] };
  weeks.set(monday, sums);
  sums.n[seat] += 1;
  if (outcome === "met") sums.met[seat] += 1;
  if (outcome === "partly") sums.partly[seat] += 1;
}

/** The differences that the counted needs come to. */
export function differencesOf(tally: DifferenceTally, seed = SEED): Differences | Unheard {
  const quarters = tally.quarters.map((quarter, at): QuarterDifference => ({
    ...quarter,
    difference: differenceOf(tally.perQuarter[at] ?? new Map<number, WeekSums>(), seed),
  }));
  const all = differenceOf(tally.all, seed);
  const isMeasured = [all, ...quarters.map(({ difference }) => difference)].some(({ kind }) => kind === "measured");
  if (isMeasured && !isHeard(tally.voiced)) return { kind: "unheard" };
  return { kind: "quarters", quarters, all, word: wordFor(quarters, all) };
}

function differenceOf(byWeek: Weeks, seed: number): Difference | TooFew {
  const weeks = [...byWeek].sort(([one], [other]) => one - other).map(([, sums]) => sums);
  const total = (of: keyof WeekSums, seat: 0 | 1): number => weeks.reduce((sum, week) => sum + week[of][seat], 0);
  const n = [total("n", 0), total("n", 1)] as const;
  if (Math.min(...n) < DIFFERENCE_NEEDS) return { kind: "too-few", n: Math.min(...n), needed: DIFFERENCE_NEEDS };
  const shareOf = (seat: 0 | 1) => shareWithHalves(total("met", seat), total("partly", seat), n[seat]);
  const { value, low, high } = shareDifference(shareOf(0), shareOf(1));
  const drawn = blockBootstrap(weeks, value, drawFrom(seed));
  return { kind: "measured", value, low: Math.min(low, drawn.low), high: Math.max(high, drawn.high), n };
}

/**
 * The interval of the difference when whole weeks are drawn anew, for both together: needs of one week often come out alike, and then
 * say less than as many needs by themselves. The central 95% of 2,000 draws, each side as far from the difference that was seen as
 * Student's interval of so few weeks is wider than a normal one, within -1 and 1; of one week nothing is known. A draw without a need of
 * one of them counts for nothing. The other way round it is the same turned around zero.
 * Sources: B. Efron 1979, "Bootstrap methods: another look at the jackknife", with weeks as the blocks; T. C. Hesterberg 2015, "What
 * teachers should know about the bootstrap", on few observations.
 */
function blockBootstrap(weeks: readonly WeekSums[], seen: number, draw: Draw): Interval {
  if (weeks.length < 2) return { low: -1, high: 1 };
  const sums = (of: (week: WeekSums) => number): Int32Array => Int32Array.from(weeks, of);
  const [ones, others] = [sums(({ n }) => n[0]), sums(({ n }) => n[1])];
  const halves = sums(({ met, partly }) => 2 * met[0] + partly[0]);
  const otherHalves = sums(({ met, partly }) => 2 * met[1] + partly[1]);
  const found = new Float64Array(DRAWS);
  let kept = 0;
  for (let drawn = 0; drawn < DRAWS; drawn++) {
    let [n, otherN, half, otherHalf] = [0, 0, 0, 0];
    for (let at = 0; at < weeks.length; at++) {
      const week = draw(weeks.length);
      n += ones[week] ?? 0;
      otherN += others[week] ?? 0;
      half += halves[week] ?? 0;
      otherHalf += otherHalves[week] ?? 0;
    }
    if (n > 0 && otherN > 0) found[kept++] = half / (2 * n) - otherHalf / (2 * otherN);
  }
  const sorted = found.subarray(0, kept).sort();
  const cut = Math.floor(kept * 0.025);
  const wider = studentWidth(weeks.length);
  return {
    low: Math.max(-1, seen - wider * (seen - (sorted[cut] ?? seen))),
    high: Math.min(1, seen + wider * ((sorted[kept - 1 - cut] ?? seen) - seen)),
  };
}

/**
 * What may be said: worth a talk only when the last two quarters both leave out none, on the same side; similar when the interval over all
 * quarters lies within ten points of none; else it is too early to tell.
 */
function wordFor(quarters: readonly QuarterDifference[], all: Difference | TooFew): DifferenceWord {
  const sides = quarters.slice(-FEWEST_QUARTERS).map(({ difference }) => sideOf(difference));
  if (sides.length === FEWEST_QUARTERS && sides[0] !== 0 && sides.every((side) => side === sides[0])) {
    return "worth-a-talk";
  }
  return all.kind === "measured" && all.low >= -SIMILAR && all.high <= SIMILAR ? "similar" : "too-early";
}

/** On which side of none the whole interval lies; 0 when it holds none. */
const sideOf = (difference: Difference | TooFew): -1 | 0 | 1 =>
  difference.kind === "too-few" ? 0 : difference.low > 0 ? 1 : difference.high < 0 ? -1 : 0;

/**
 * M3: by calendar quarters that are over, the share of met needs of the first of `view.partners` less that of the other. One pass.
 * For: noticing that the needs of one of the two are met less often for long, strictly enough that it is worth talking about.
 * Not for: saying who is better looked after this month, who cares more, or that anybody owes something; a look at a 95% interval once a
 * month raises a false alarm in about half of all couples within a year.
 * Sources: Newcombe 1998, method 10; Efron 1979 with weekly blocks.
 */
export function differences(needs: Iterable<Need>, view: View): Differences | Unheard | null {
  const tally = startDifferences(view);
  if (tally === null) return null;
  for (const need of needs) countInDifferences(tally, view.partners.indexOf(need.author), need);
  return differencesOf(tally, view.seed);
}
