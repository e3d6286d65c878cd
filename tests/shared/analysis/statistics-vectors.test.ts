/** Intervals and estimators against scipy, statsmodels and R (tests/vectors/analysis/make_statistics.py and make_survival.R). */
import { describe, expect, test } from "vitest";
import { drawFrom } from "#shared/analysis/seeded.ts";
import {
  dirichletShares,
  meanOf,
  rankCorrelation,
  shareDifference,
  shareWithHalves,
  wilson,
} from "#shared/analysis/statistics.ts";
import { countWait, incidenceOf, medianOf, startWaits, type WaitEnd } from "#shared/analysis/survival.ts";
import vectors from "../../vectors/analysis/statistics.json";
import survival from "../../vectors/analysis/survival.json";

const CLOSED = 1e-9;
const ELSEWHERE = 1e-6;
const LEAST_CASES = 200;

const apart = (one: readonly number[], other: readonly number[]): number =>
  one.length === other.length ? Math.max(0, ...one.map((value, at) => Math.abs(value - (other[at] ?? NaN)))) : Infinity;

/** The case that lies furthest off, so that a failure says which it is. */
function furthest<Case>(cases: readonly Case[], off: (each: Case) => number): { off: number; case: Case | undefined } {
  let worst: { off: number; case: Case | undefined } = { off: 0, case: undefined };
  for (const each of cases) {
    const here = off(each);
    if (!(here <= worst.off)) worst = { off: here, case: each };
  }
  return worst;
}

describe("[A1] others' code agrees", () => {
  test("Wilson's interval, statsmodels", () => {
    expect(vectors.wilson.length).toBeGreaterThanOrEqual(LEAST_CASES);
    const worst = furthest(vectors.wilson, ([k = NaN, n = NaN, low = NaN, high = NaN]) => {
      const found = wilson(k, n);
      return apart([found.low, found.high], [low, high]);
    });
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(CLOSED);
  });

  test("[A15] Newcombe's method 10, statsmodels", () => {
    expect(vectors.newcombe.length).toBeGreaterThanOrEqual(LEAST_CASES);
    const worst = furthest(vectors.newcombe, ([k = NaN, n = NaN, j = NaN, m = NaN, low = NaN, high = NaN]) => {
      const found = shareDifference(shareWithHalves(k, 0, n), shareWithHalves(j, 0, m));
      return apart([found.low, found.high], [low, high]);
    });
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(CLOSED);
  });

  test("[A6] Dirichlet shares, scipy", () => {
    expect(vectors.dirichlet.length).toBeGreaterThanOrEqual(LEAST_CASES);
    const worst = furthest(vectors.dirichlet as [number[], number[][]][], ([counts, expected]) => {
      const found = dirichletShares(counts).map(({ value, low, high }) => [value, low, high]);
      return apart(found.flat(), expected.flat());
    });
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(ELSEWHERE);
  });

  test("[A19] means with Student's interval, scipy", () => {
    expect(vectors.mean.length).toBeGreaterThanOrEqual(LEAST_CASES);
    const worst = furthest(vectors.mean as [number[], number, number, number][], ([values, mean, low, high]) => {
      const found = meanOf(values, { least: -2, most: 2 });
      return apart([found.value, found.low, found.high], [mean, low, high]);
    });
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(ELSEWHERE);
  });

  test("[A19] Spearman's rank correlation with Fisher's z, scipy", () => {
    expect(vectors.correlation.length).toBeGreaterThanOrEqual(LEAST_CASES);
    type Case = [number[], number[], number | null, number | null, number | null];
    const worst = furthest(vectors.correlation as Case[], ([one, other, rho, low, high]) => {
      const found = rankCorrelation(
        one.map((value, at) => [value, other[at] ?? NaN]),
        drawFrom(1),
      );
      if (found.kind === "no-spread") return rho === null ? 0 : Infinity;
      return apart([found.value, found.low, found.high], [rho ?? NaN, low ?? NaN, high ?? NaN]);
    });
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(CLOSED);
  });

  test("[A19] p comes near to that of all permutations, scipy", () => {
    expect(vectors.permutation.length).toBeGreaterThanOrEqual(LEAST_CASES);
    const worst = furthest(vectors.permutation as [number[], number[], number][], ([one, other, p]) => {
      const found = rankCorrelation(
        one.map((value, at) => [value, other[at] ?? NaN]),
        drawFrom(7),
      );
      return found.kind === "no-spread" ? Infinity : Math.abs(found.p - p);
    });
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(0.04); // five standard errors of 4,000 draws at their widest
  });
});

const ENDS: readonly WaitEnd[] = ["stillWaiting", "came", "ruledOut"];

function waitsOf(pairs: readonly (readonly number[])[]) {
  const waits = startWaits();
  for (const [day = NaN, end = NaN] of pairs) countWait(waits, day, ENDS[end] ?? "stillWaiting");
  return waits;
}

describe("[A16] others' code agrees", () => {
  test("cumulative incidence with its variance, statsmodels", () => {
    expect(vectors.incidence.length).toBeGreaterThanOrEqual(LEAST_CASES);
    type Case = [number[][], [number, number, number | null, number | null][]];
    let intervals = 0;
    const worst = furthest(vectors.incidence as Case[], ([pairs, expected]) => {
      const found = incidenceOf(waitsOf(pairs));
      const flat = found.flatMap(({ day, value, low, high }, at) => {
        const isGiven = expected[at]?.[2] !== null;
        if (isGiven) intervals += 1;
        return isGiven ? [day, value, low, high] : [day, value];
      });
      return apart(
        flat,
        expected.flatMap((step) => step.filter((each) => each !== null)),
      );
    });
    expect(intervals).toBeGreaterThan(1_000);
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(ELSEWHERE);
  });

  test("cumulative incidence and the median, R", () => {
    expect(survival.cases.length).toBeGreaterThanOrEqual(LEAST_CASES);
    const worst = furthest(survival.cases, ({ waits, steps, median }) => {
      const found = incidenceOf(waitsOf(waits));
      if (median !== null && medianOf(found)?.day !== median) return Infinity;
      return apart(
        found.flatMap(({ day, value }) => [day, value]),
        steps.flat(),
      );
    });
    expect(worst.off, JSON.stringify(worst)).toBeLessThan(ELSEWHERE);
  });
});
