/** Intervals for shares, all at 95%. Each function says in words what it is for, with its source [A1]. */
import betaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import type { Measured } from "./evidence.ts";

/** z, the standard normal quantile at 97.5%: two-sided 95% intervals. */
const Z95 = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * The score interval for a share: the true shares under which `successes` of `n` would not be surprising. Unlike the
 * textbook interval it stays within 0 and 1 and is honest for few observations and for none or all of them.
 * Needs 0 <= successes <= n and n >= 1; observations are taken as independent.
 * Source: E. B. Wilson 1927, "Probable inference, the law of succession, and statistical inference".
 */
export function wilson(successes: number, n: number): Interval {
  const p = successes / n;
  const z2 = Z95 * Z95;
  const centre = p + z2 / (2 * n);
  const reach = Z95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  // At the ends the two terms are equal and rounding would leave a trace of itself.
  return {
    low: successes === 0 ? 0 : (centre - reach) / scale,
    high: successes === n ? 1 : (centre + reach) / scale,
  };
}

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
