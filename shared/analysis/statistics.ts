/** Estimates with intervals, all at 95%. Each function says in words what it is for, with its source [A1]. */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import studentQuantile from "@stdlib/stats-base-dists-t-quantile";
import type { Measured } from "./evidence.ts";
import { type Draw, shuffle } from "./seeded.ts";

/** z, the standard normal quantile at 97.5%: two-sided 95% intervals. */
export const Z95 = 1.959963984540054;

/** What adding up rounds away: what is nearer than this is the same. */
export const ROUNDING = 1e-12;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A value and the interval around it. */
export interface Estimate extends Interval {
  readonly value: number;
}

/** The score interval of a share `p` of `n` observations, which need not be whole numbers; `n` above 0. */
function scoreInterval(p: number, n: number): Interval {
  const z2 = Z95 * Z95;
  const centre = p + z2 / (2 * n);
  const reach = Z95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  // At the ends the two terms are equal and rounding would leave a trace of itself.
  return { low: p === 0 ? 0 : (centre - reach) / scale, high: p === 1 ? 1 : (centre + reach) / scale };
}

/**
 * The score interval for a share: the true shares under which `successes` of `n` would not be surprising. Unlike the
 * textbook interval it stays within 0 and 1 and is honest for few observations and for none or all of them.
 * Needs 0 <= successes <= n and n >= 1; observations are taken as independent.
 * Source: E. B. Wilson 1927, "Probable inference, the law of succession, and statistical inference".
 */
export const wilson = (successes: number, n: number): Interval => scoreInterval(successes / n, n);

/**
 * A share in which some observations are half a success: each counts 1/2 in the value, and the interval spans from
 * counting them all as failures to counting them all as successes, as nobody can say which they are.
 * Needs successes + halves <= n and n >= 1.
 */
export function shareWithHalves(successes: number, halves: number, n: number): Measured {
  return {
    kind: "measured",
    value: (successes + halves / 2) / n,
    low: wilson(successes, n).low,
    high: wilson(successes + halves, n).high,
    n,
  };
}

/** Sums over observations that weigh differently; `squares` is that of the squared weights. */
export interface Weighed {
  readonly weight: number;
  readonly squares: number;
  /** The weights of successes, and of those that are half of one. */
  readonly successes: number;
  readonly halves: number;
}

/**
 * How many equal observations would say as much as weighed ones: (sum of w)^2 / sum of w^2, to nine digits after the point, so that eight
 * that weigh alike are eight. Source: L. Kish 1965, "Survey sampling".
 */
export const effectiveNumber = ({ weight, squares }: Weighed): number =>
  squares <= 0 ? 0 : Math.round(((weight * weight) / squares) * 1e9) / 1e9;

/**
 * A share of observations that weigh differently, halves as in `shareWithHalves`; Wilson's interval on the effective number, which is
 * its `n` and no whole number. Needs a weight above 0.
 */
export function weightedShare(weighed: Weighed): Measured {
  const n = effectiveNumber(weighed);
  const of = (part: number): number => Math.min(1, Math.max(0, part / weighed.weight));
  const least = of(weighed.successes);
  const most = of(weighed.successes + weighed.halves);
  return {
    kind: "measured",
    value: of(weighed.successes + weighed.halves / 2),
    low: scoreInterval(least, n).low,
    high: scoreInterval(most, n).high,
    n,
  };
}

/**
 * The difference of two independent shares, one minus the other: each side of the interval joins the two intervals' own reaches.
 * The other way round it is the same turned around zero, to the last digit. Stays within -1 and 1.
 * Source: R. G. Newcombe 1998, "Interval estimation for the difference between independent proportions", method 10.
 */
export function shareDifference(one: Estimate, other: Estimate): Estimate {
  const value = one.value - other.value;
  return {
    value,
    low: value - Math.sqrt((one.value - one.low) ** 2 + (other.high - other.value) ** 2),
    high: value + Math.sqrt((one.high - one.value) ** 2 + (other.value - other.low) ** 2),
  };
}

/**
 * The mean of observations on a scale from `least` to `most`, with Student's interval cut to that scale. Needs two observations. Where
 * all are equal their spread says nothing, which is not certainty: the next could still differ, in as large a share of cases as Wilson's
 * interval of n of n leaves open, and those could lie at either end.
 * Source: Student 1908, "The probable error of a mean"; Wilson 1927.
 */
export function meanOf(values: readonly number[], { least, most }: { least: number; most: number }): Measured {
  const n = values.length;
  const mean = values.reduce((total, value) => total + value, 0) / n;
  const error = Math.sqrt(values.reduce((total, value) => total + (value - mean) ** 2, 0) / (n - 1) / n);
  const reach = studentQuantile(0.975, n - 1) * error;
  const others = 1 - wilson(n, n).low;
  const { low, high } =
    error < ROUNDING
      ? { low: mean - others * (mean - least), high: mean + others * (most - mean) }
      : { low: mean - reach, high: mean + reach };
  return {
    kind: "measured",
    value: mean,
    low: Math.min(mean, Math.max(least, low)),
    high: Math.max(mean, Math.min(most, high)),
    n,
  };
}

/** How much wider than a normal one Student's interval of `n` observations is: 1.11 for 13, 1.01 for 104. Needs two. */
export const studentWidth = (n: number): number => studentQuantile(0.975, n - 1) / Z95;

/** How two lists rise and fall together. `p`: how often chance alone orders them at least so clearly. */
export type RankCorrelation =
  | (Measured & { readonly p: number })
  /** One of them is the same all through: nothing rises or falls. */
  | { readonly kind: "no-spread"; readonly n: number };

/** Permutations drawn for a p; each is also counted the other way round. */
const PERMUTATIONS = 2_000;

/**
 * Spearman's rank correlation of pairs, ties at their mean rank. Interval: Fisher's z with the variance 1.06 / (n - 3); where the ranks
 * agree or disagree wholly, that of the nearest value below, up to the end. p by permutation, both ways counted, so that exchanging the
 * two lists changes nothing. The order of the pairs decides which permutations are drawn: give them in one order. Needs n >= 4.
 * Sources: C. Spearman 1904, "The proof and measurement of association between two things"; E. C. Fieller, H. O. Hartley &
 * E. S. Pearson 1957, "Tests for rank correlation coefficients"; B. Phipson & G. K. Smyth 2010, "Permutation p-values should never be zero".
 */
export function rankCorrelation(pairs: readonly (readonly [number, number])[], draw: Draw): RankCorrelation {
  const n = pairs.length;
  const one = centredRanks(pairs.map(([each]) => each));
  const other = centredRanks(pairs.map(([, each]) => each));
  const spread = Math.sqrt(dot(one, one)) * Math.sqrt(dot(other, other));
  if (spread === 0) return { kind: "no-spread", n };
  const together = dot(one, other);
  const value = Math.max(-1, Math.min(1, together / spread));
  const order = Uint32Array.from(pairs, (_, at) => at);
  let asClear = 1; // what was seen is one of the orders
  for (let drawn = 0; drawn < PERMUTATIONS; drawn++) {
    shuffle(order, draw);
    let [there, back] = [0, 0];
    for (let at = 0; at < n; at++) {
      const to = order[at] ?? 0;
      there += (one[at] ?? 0) * (other[to] ?? 0);
      back += (one[to] ?? 0) * (other[at] ?? 0);
    }
    if (Math.abs(there) >= Math.abs(together)) asClear += 1;
    if (Math.abs(back) >= Math.abs(together)) asClear += 1;
  }
  return { kind: "measured", value, ...correlationInterval(value, n), n, p: asClear / (2 * PERMUTATIONS + 1) };
}

function correlationInterval(value: number, n: number): Interval {
  const nearest = 1 - 12 / (n * n * n - n); // one exchange of neighbours away from wholly
  const inside = Math.max(-nearest, Math.min(nearest, value));
  const reach = Z95 * Math.sqrt(1.06 / (n - 3));
  const [low, high] = [Math.tanh(Math.atanh(inside) - reach), Math.tanh(Math.atanh(inside) + reach)];
  return { low: Math.min(value, low), high: Math.max(value, high) };
}

/** Twice each value's rank, ties at their mean, less their middle: whole numbers, so that sums of products are exact. */
function centredRanks(values: readonly number[]): Int32Array {
  const ranks = new Map<number, number>();
  let below = 0;
  for (const [value, count] of [...counted(values)].sort(([left], [right]) => left - right)) {
    ranks.set(value, 2 * below + count - values.length);
    below += count;
  }
  return Int32Array.from(values, (value) => ranks.get(value) ?? 0);
}

function counted(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function dot(one: Int32Array, other: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/**
 * The shares of a whole that fell into K classes, with Jeffreys' prior: half an observation is added to each class, so
 * that a class nobody named is small but not impossible. Value (n_k + 1/2) / (N + K/2); interval the central 95% of
 * Beta(n_k + 1/2, N - n_k + (K - 1)/2), its marginal. The values add up to 1. Needs at least two classes.
 * Source: H. Jeffreys 1946, "An invariant form for the prior probability in estimation problems"; Dirichlet marginals.
 */
export function dirichletShares(counts: readonly number[]): readonly Measured[] {
  const n = counts.reduce((total, count) => total + count, 0);
  const others = (counts.length - 1) / 2;
  return counts.map((count) => {
    const alpha = count + 1 / 2;
    const beta = n - count + others;
    return {
      kind: "measured",
      value: alpha / (alpha + beta),
      low: betaQuantile(0.025, alpha, beta),
      high: betaQuantile(0.975, alpha, beta),
      n,
    };
  });
}
