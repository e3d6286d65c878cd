/** How long it takes until something comes, where some still wait and some will never see it [A16]. */
import { ROUNDING, wilson, Z95 } from "./statistics.ts";

/** How many waits ended on each day: by what is waited for, by something that rules it out, or still waiting when last seen. */
export interface Waits {
  /** By the days waited. */
  readonly came: number[];
  readonly ruledOut: number[];
  readonly stillWaiting: number[];
}

export type WaitEnd = keyof Waits;

export const startWaits = (): Waits => ({ came: [], ruledOut: [], stillWaiting: [] });

/** Counts one wait of `days` whole days, at least 0. */
export function countWait(waits: Waits, days: number, end: WaitEnd): void {
  waits[end][days] = (waits[end][days] ?? 0) + 1;
}

/** How many of all have seen it come by the end of a day. */
export interface IncidenceStep {
  readonly day: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** How many still waited as the day began. */
  readonly waiting: number;
}

/**
 * The cumulative incidence: the share that has seen it come by each day on which it came for somebody, in time order. Who is ruled out
 * stays in the whole and never sees it; who still waits counts for as long as they were seen. Without anybody ruled out it is one minus
 * Kaplan & Meier's estimate. Variance by the delta method (Marubini & Valsecchi), interval on the log(-log) scale, which stays within
 * 0 and 1. Where all came there is no variance left to estimate, and the interval is Wilson's of as many as came.
 * Sources: E. L. Kaplan & P. Meier 1958, "Nonparametric estimation from incomplete observations"; O. O. Aalen & S. Johansen 1978, "An
 * empirical transition matrix for non-homogeneous Markov chains based on censored observations"; E. Marubini & M. G. Valsecchi 1995,
 * "Analysing survival data from clinical trials and observational studies", section 10.2.
 */
export function incidenceOf({ came, ruledOut, stillWaiting }: Waits): readonly IncidenceStep[] {
  const days = Math.max(came.length, ruledOut.length, stillWaiting.length);
  let waiting = [came, ruledOut, stillWaiting].flat().reduce((total, count) => total + count, 0);
  let survived = 1; // the share that neither saw it come nor was ruled out, as the day begins
  let value = 0;
  let seen = 0;
  // Sums of the variance, which is a sum over days of squares of (value - value of that day): kept as its three parts.
  let [flat, linear, square, own] = [0, 0, 0, 0];
  let [mixedFlat, mixedLinear] = [0, 0];
  const steps: IncidenceStep[] = [];
  for (let day = 0; day < days; day++) {
    const here = came[day] ?? 0;
    const ended = here + (ruledOut[day] ?? 0);
    if (ended > 0) {
      seen += here;
      value += (survived * here) / waiting;
      if (waiting > ended) {
        const term = ended / (waiting * (waiting - ended));
        flat += term;
        linear += term * value;
        square += term * value * value;
      }
      own += (survived * survived * here * (waiting - here)) / waiting ** 3;
      const mixed = (survived * here) / (waiting * waiting);
      mixedFlat += mixed;
      mixedLinear += mixed * value;
      if (here > 0) {
        const spread = value * value * flat - 2 * value * linear + square;
        const variance = spread + own - 2 * (value * mixedFlat - mixedLinear);
        const interval = value > 1 - ROUNDING ? wilson(seen, seen) : logLog(value, Math.max(0, variance));
        steps.push({ day, value: Math.min(1, value), ...interval, waiting }); // rounding must not lead past all
      }
      survived *= 1 - ended / waiting;
    }
    waiting -= ended + (stillWaiting[day] ?? 0);
  }
  return steps;
}

function logLog(value: number, variance: number): { low: number; high: number } {
  const reach = (Z95 * Math.sqrt(variance)) / (value * Math.log(value)); // below 0, as the logarithm is
  return { low: value ** Math.exp(-reach), high: value ** Math.exp(reach) };
}

/**
 * The first day by which half have seen it come, and the days between which it lies; an end is null where the interval does not reach
 * half within the steps. Null where the value does not.
 */
export function medianOf(
  steps: readonly IncidenceStep[],
): { readonly day: number; readonly low: number; readonly high: number | null } | null {
  const reaches = (share: "value" | "low" | "high"): number | null =>
    steps.find((step) => step[share] >= 0.5 - ROUNDING)?.day ?? null;
  const day = reaches("value");
  return day === null ? null : { day, low: reaches("high") ?? day, high: reaches("low") };
}
