/** Intervals for shares. Each function says in words what it is for, with its source. */
import type { Measured } from "./evidence.ts";

/** The standard normal quantile at 97.5%, for two-sided 95% intervals. */
export const Z95 = 1.959963984540054;

export declare function wilson(successes: number, n: number): { low: number; high: number };
export declare function shareWithPartly(met: number, partly: number, n: number): Measured;
export declare function dirichletShares(counts: readonly number[]): readonly Measured[];
