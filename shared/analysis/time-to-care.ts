/** M4, how long a need waits for care [A16]. */
import type { Day } from "../base/time.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Need } from "../domain/need.ts";
import { dayNumber } from "./day-number.ts";
import type { TooFew } from "./evidence.ts";
import { countWait, incidenceOf, type IncidenceStep, medianOf, startWaits, type Waits } from "./survival.ts";
import type { View } from "./windows.ts";

const WAIT_NEEDS = 8;
/** The curve ends where fewer still waited: the steps of a few are large and say little. */
const WAITING_LEAST = 5;

export interface CareTimes {
  readonly kind: "measured";
  readonly n: number;
  /** What became of them by the window's end; the three add up to n. */
  readonly counts: { readonly came: number; readonly ruledOut: number; readonly stillWaiting: number };
  /** The share that had care by each day, for as long as at least five still waited. */
  readonly steps: readonly IncidenceStep[];
  readonly median: ReturnType<typeof medianOf>;
}

export interface TimeToCare {
  readonly partner: PartnerId;
  readonly care: CareTimes | TooFew;
}

export interface TimeTally {
  readonly from: Day;
  readonly to: Day;
  readonly last: number;
  readonly waits: readonly Waits[];
}

export function startTimes({ partners, from, to, today }: View): TimeTally {
  const last = to < today ? to : today;
  return { from, to: last, last: dayNumber(last), waits: partners.map(startWaits) };
}

/** Counts a need of the partner `seat` that was voiced in the window, as it stood when the window ended. */
export function countInTimes({ from, to, last, waits }: TimeTally, seat: number, { voicedOn, closing }: Need): void {
  const counted = waits[seat];
  if (counted === undefined || voicedOn < from || voicedOn > to) return;
  const start = dayNumber(voicedOn);
  if (closing === null || closing.on > to) countWait(counted, last - start, "stillWaiting");
  else {
    const came = closing.status === "met" || closing.status === "partly";
    countWait(counted, Math.max(0, dayNumber(closing.on) - start), came ? "came" : "ruledOut");
  }
}

export const timesOf = ({ waits }: TimeTally, partners: readonly PartnerId[]): readonly TimeToCare[] =>
  partners.map((partner, seat) => ({ partner, care: careTimesOf(waits[seat] ?? startWaits()) }));

function careTimesOf(waits: Waits): CareTimes | TooFew {
  const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
  const counts = {
    came: total(waits.came),
    ruledOut: total(waits.ruledOut),
    stillWaiting: total(waits.stillWaiting),
  };
  const n = counts.came + counts.ruledOut + counts.stillWaiting;
  if (n < WAIT_NEEDS) return { kind: "too-few", n, needed: WAIT_NEEDS };
  const steps = incidenceOf(waits).filter(({ waiting }) => waiting >= WAITING_LEAST);
  return { kind: "measured", n, counts, steps, median: medianOf(steps) };
}

/**
 * M4: of the needs a partner voiced in the window, the share that had care (was met or partly met) by each day after. Declined and let go
 * rule it out, and stay in the whole; a need that is still open counts for as long as it was seen. One for each of `view.partners`; one pass.
 * For: seeing how long one waits, both on one scale. Not for: saying who answers faster, or that what came soon was better care.
 * Source: Aalen & Johansen 1978; Marubini & Valsecchi 1995.
 */
export function timeToCare(needs: Iterable<Need>, view: View): readonly TimeToCare[] {
  const tally = startTimes(view);
  for (const need of needs) countInTimes(tally, view.partners.indexOf(need.author), need);
  return timesOf(tally, view.partners);
}
