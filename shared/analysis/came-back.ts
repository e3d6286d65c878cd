/** M16, what was given up, and what came back [A24]. */
import { addMonths, type Day, type Month } from "../base/time.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Sacrifice } from "../domain/sacrifice.ts";
import { dayNumber } from "./day-number.ts";
import type { TooFew } from "./evidence.ts";
import { countWait, incidenceOf, type IncidenceStep, medianOf, startWaits } from "./survival.ts";
import { daysOfQuarter, quarterOf, type View } from "./windows.ts";

const WAIT_SACRIFICES = 8;
const WAITING_LEAST = 5;

export interface QuarterGiven {
  /** The first day of the calendar quarter. */
  readonly from: Day;
  /** In the order of the partners. */
  readonly given: readonly {
    readonly partner: PartnerId;
    readonly count: number;
    /** How many said what it cost, each step from nothing (0) to a lot (3): only what its giver told. */
    readonly costs: readonly [number, number, number, number];
    /** Of how many its giver wrote what it brought. */
    readonly broughtSomething: number;
  }[];
}

export interface WaitAfter {
  /** Whose sacrifices begin the waits. */
  readonly partner: PartnerId;
  readonly wait:
    | {
        readonly kind: "measured";
        readonly n: number;
        readonly steps: readonly IncidenceStep[];
        readonly median: ReturnType<typeof medianOf>;
      }
    | TooFew;
}

export interface CameBack {
  readonly quarters: readonly QuarterGiven[];
  /** The share of one's sacrifices after which the other gave something up too, by each day after. */
  readonly waits: readonly WaitAfter[];
}

/** Null for one alone. */
export function cameBackOf(sacrifices: readonly Sacrifice[], view: View): CameBack | null {
  if (view.partners.length !== 2) return null;
  const last = view.to < view.today ? view.to : view.today;
  const given = sacrifices.filter(({ for: whom, day }) => whom !== "others" && day <= last);
  const within = given.filter(({ day }) => day >= view.from);
  return {
    quarters: quartersOver(within, view.partners),
    waits: view.partners.map((partner) => ({ partner, wait: waitAfter(partner, within, given, last) })),
  };
}

/** A quarter while it is counted. */
type QuarterTally = readonly { count: number; costs: [number, number, number, number]; broughtSomething: number }[];

/** Every quarter from the first with a sacrifice to the last, so that one without any is there too. */
function quartersOver(within: readonly Sacrifice[], partners: readonly PartnerId[]): QuarterGiven[] {
  const tallies = new Map<Month, QuarterTally>();
  const tallyOf = (quarter: Month): QuarterTally =>
    tallies.get(quarter) ?? partners.map(() => ({ count: 0, costs: [0, 0, 0, 0], broughtSomething: 0 }));
  for (const { author, day, cost, gain } of within) {
    const quarter = quarterOf(day);
    const tally = tallyOf(quarter);
    tallies.set(quarter, tally);
    const given = tally[partners.indexOf(author)];
    if (given === undefined) continue;
    given.count += 1;
    if (cost?.told === true) given.costs[cost.steps] += 1;
    if (gain.trim() !== "") given.broughtSomething += 1;
  }
  const counted = [...tallies.keys()].sort();
  const [first, last] = [counted[0], counted.at(-1)];
  const quarters: QuarterGiven[] = [];
  if (first === undefined || last === undefined) return quarters;
  for (let quarter = first; quarter <= last; quarter = addMonths(quarter, 3)) {
    const given = tallyOf(quarter).map((tally, seat) => ({ partner: partners[seat] as PartnerId, ...tally }));
    quarters.push({ from: daysOfQuarter(quarter).from, given });
  }
  return quarters;
}

/** From each of one's sacrifices of the window to the next by the other, on the same day or later. */
function waitAfter(
  partner: PartnerId,
  within: readonly Sacrifice[],
  given: readonly Sacrifice[],
  last: Day,
): WaitAfter["wait"] {
  const theirs = daysOf(within.filter(({ author }) => author === partner));
  const others = daysOf(given.filter(({ author }) => author !== partner));
  if (theirs.length < WAIT_SACRIFICES) return { kind: "too-few", n: theirs.length, needed: WAIT_SACRIFICES };
  const waits = startWaits();
  let at = 0;
  for (const day of theirs) {
    while (at < others.length && (others[at] ?? day) < day) at += 1;
    const next = others[at];
    countWait(waits, dayNumber(next ?? last) - dayNumber(day), next === undefined ? "stillWaiting" : "came");
  }
  const steps = incidenceOf(waits).filter(({ waiting }) => waiting >= WAITING_LEAST);
  return { kind: "measured", n: theirs.length, steps, median: medianOf(steps) };
}

const daysOf = (sacrifices: readonly Sacrifice[]): Day[] => sacrifices.map(({ day }) => day).sort();
