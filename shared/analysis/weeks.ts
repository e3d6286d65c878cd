/** M0, the weeks: two lanes, one a partner, one cell a week [A4]. */
import { addDays, type Day, mondayOf, type Week, weekOf, weeksFrom } from "../base/time.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Need } from "../domain/need.ts";
import { dayNumber } from "./day-number.ts";
import { closingIn, reachedHorizonIn, type Span, spanOf } from "./needs.ts";
import type { View } from "./windows.ts";

/** What the needs settled for a partner in a week say of it, or that they say too little. */
export type WeekCell =
  | { readonly week: Week; readonly state: "too-little"; readonly settled: 0 }
  | {
      readonly week: Week;
      readonly state: "cared-for" | "partly" | "not";
      /** How often a need settled: was closed, or reached the horizon still open. */
      readonly settled: number;
      /** The mean of what they came to: met 1, partly 1/2, declined or still open 0. */
      readonly mean: number;
    };

/** One partner's weeks, in time order. */
export interface Lane {
  readonly partner: PartnerId;
  readonly cells: readonly WeekCell[];
}

/** Lanes are in the order of `view.partners`; `lanes[i].cells[w]` is the cell of `weeks[w]`. */
export interface WeeksStrip {
  readonly weeks: readonly {
    readonly week: Week;
    readonly monday: Day;
    /** There are two lanes and both are full. */
    readonly both: boolean;
  }[];
  readonly lanes: readonly Lane[];
  /** For the sentence "In 5 of 26 weeks both of you were cared for; in 13 one page or the other says too little". */
  readonly facts: {
    readonly weeks: number;
    /** Weeks in which both partners were cared for. */
    readonly both: number;
    /** Weeks in which at least one lane says too little. */
    readonly tooLittle: number;
  };
}

/** One lane while it is being counted: for each week how often a need settled, and twice what they came to. */
interface LaneTally {
  readonly settled: Uint32Array;
  readonly halves: Uint32Array;
}

/** The strip while it is being counted, one need at a time. */
export interface WeeksTally {
  readonly weeks: readonly Week[];
  /** Whole weeks, from a Monday to a Sunday or today. */
  readonly span: Span;
  readonly firstMonday: number;
  readonly lanes: readonly LaneTally[];
}

export function startWeeks(view: View): WeeksTally {
  const last = view.to < view.today ? view.to : view.today;
  const weeks = view.from <= last ? weeksFrom(weekOf(view.from), weekOf(last)) : [];
  const from = mondayOf(weekOf(view.from));
  const to = addDays(mondayOf(weekOf(last)), 6);
  return {
    weeks,
    span: spanOf({ ...view, from, to }),
    firstMonday: dayNumber(from),
    lanes: view.partners.map(() => ({
      settled: new Uint32Array(weeks.length),
      halves: new Uint32Array(weeks.length),
    })),
  };
}

const HALVES = { met: 2, partly: 1, declined: 0 } as const;

/**
 * Counts a need of the partner whose lane is `lanes[seat]`: when it was closed and, once, when it reached the horizon
 * open. Says whether it settled in these weeks at all.
 */
export function countInWeeks({ span, firstMonday, lanes }: WeeksTally, seat: number, need: Need): boolean {
  const lane = lanes[seat];
  if (lane === undefined) return false;
  const closing = closingIn(need, span);
  const reached = reachedHorizonIn(need, span);
  if (closing !== null) settle(lane, dayNumber(closing.on) - firstMonday, HALVES[closing.status]);
  if (reached) settle(lane, dayNumber(need.voicedOn) + span.horizonDays - firstMonday, 0);
  return closing !== null || reached;
}

function settle({ settled, halves }: LaneTally, daysIn: number, worth: number): void {
  const at = Math.floor(daysIn / 7);
  settled[at] = (settled[at] ?? 0) + 1;
  halves[at] = (halves[at] ?? 0) + worth;
}

function cellOf(week: Week, settled: number, halves: number): WeekCell {
  if (settled === 0) return { week, state: "too-little", settled };
  // Whole numbers on both sides: 2/3 of three needs must not fall to rounding.
  const state = 3 * halves >= 4 * settled ? "cared-for" : 3 * halves > 2 * settled ? "partly" : "not";
  return { week, state, settled, mean: halves / (2 * settled) };
}

/** The strip that the counted needs come to. */
export function stripOf({ weeks, lanes: tallies }: WeeksTally, partners: readonly PartnerId[]): WeeksStrip {
  const lanes = tallies.flatMap(({ settled, halves }, seat): Lane[] => {
    const partner = partners[seat];
    if (partner === undefined) return [];
    return [{ partner, cells: weeks.map((week, at) => cellOf(week, settled[at] ?? 0, halves[at] ?? 0)) }];
  });
  const everyLane = (at: number, state: WeekCell["state"]) => lanes.every(({ cells }) => cells[at]?.state === state);
  const drawn = weeks.map((week, at) => ({
    week,
    monday: mondayOf(week),
    both: lanes.length === 2 && everyLane(at, "cared-for"),
  }));
  return {
    weeks: drawn,
    lanes,
    facts: {
      weeks: weeks.length,
      both: drawn.filter(({ both }) => both).length,
      tooLittle: weeks.filter((_, at) => lanes.some(({ cells }) => cells[at]?.state === "too-little")).length,
    },
  };
}

/**
 * M0: for each ISO week that the window touches, each week whole and none later than today's, what settled for each
 * partner: a mean of 2/3 or more is cared for, above 1/3 partly, else not; nothing settled says too little. One pass.
 * For: seeing at a glance in which weeks both were looked after. Not for: saying that one was cared for more than the
 * other, or that a run of weeks means something: a run of three unmet needs comes by luck in most sequences of twenty.
 * Source: our own measure; the idea that both rise and fall together is Deutsch's (1949).
 */
export function weeksStrip(needs: Iterable<Need>, view: View): WeeksStrip {
  const tally = startWeeks(view);
  for (const need of needs) countInWeeks(tally, view.partners.indexOf(need.author), need);
  return stripOf(tally, view.partners);
}
