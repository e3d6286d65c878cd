/** M16, what was given up, and what came back [A24]. */
import { addDays, addMonths, type Day, daysOfMonth, type Month, monthOf } from "../base/time.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Sacrifice } from "../domain/sacrifice.ts";
import { dayNumber } from "./day-number.ts";
import type { TooFew } from "./evidence.ts";
import { countWait, incidenceOf, type IncidenceStep, medianOf, startWaits } from "./survival.ts";
import type { View } from "./windows.ts";

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

const quarterOf = (day: Day): Day => daysOfMonth(firstMonth(monthOf(day))).first;
const firstMonth = (month: Month): Month => addMonths(month, -((Number(month.slice(5)) - 1) % 3));

/** Every quarter from the first with a sacrifice to the last, so that one without any is there too. */
function quartersOver(within: readonly Sacrifice[], partners: readonly PartnerId[]): QuarterGiven[] {
  const starts = within.map(({ day }) => quarterOf(day)).sort();
  const [first, last] = [starts[0], starts.at(-1)];
  const quarters: QuarterGiven[] = [];
  if (first === undefined || last === undefined) return quarters;
  for (let from = first; from <= last; from = quarterOf(addDays(from, 95))) {
    const here = within.filter(({ day }) => quarterOf(day) === from);
    quarters.push({
      from,
      given: partners.map((partner) => {
        const theirs = here.filter(({ author }) => author === partner);
        const told = (steps: number): number => theirs.filter(({ cost }) => cost?.steps === steps).length;
        return {
          partner,
          count: theirs.length,
          costs: [told(0), told(1), told(2), told(3)],
          broughtSomething: theirs.filter(({ gain }) => gain.trim() !== "").length,
        };
      }),
    });
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
  const theirs = within.filter(({ author }) => author === partner);
  const others = given
    .filter(({ author }) => author !== partner)
    .map(({ day }) => day)
    .sort();
  if (theirs.length < WAIT_SACRIFICES) return { kind: "too-few", n: theirs.length, needed: WAIT_SACRIFICES };
  const waits = startWaits();
  for (const { day } of theirs) {
    const next = others.find((each) => each >= day);
    countWait(waits, dayNumber(next ?? last) - dayNumber(day), next === undefined ? "stillWaiting" : "came");
  }
  const steps = incidenceOf(waits).filter(({ waiting }) => waiting >= WAITING_LEAST);
  return { kind: "measured", n: theirs.length, steps, median: medianOf(steps) };
}
