import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dirichletShares, shareWithHalves, wilson } from "#shared/analysis/statistics.ts";

/** Successes and failures, from none to many. */
const counts = fc.tuple(fc.nat({ max: 5_000 }), fc.nat({ max: 5_000 })).filter(([k, rest]) => k + rest > 0);

describe("Wilson's interval", () => {
  test.each([
    [0, 1, 0, 0.7935],
    [3, 5, 0.2307, 0.8824],
    [7, 12, 0.3195, 0.8067],
    [30, 50, 0.4618, 0.7239],
    [10, 10, 0.7225, 1],
  ])("[A1] %i of %i is %f to %f, as published", (successes, n, low, high) => {
    expect(wilson(successes, n).low).toBeCloseTo(low, 4);
    expect(wilson(successes, n).high).toBeCloseTo(high, 4);
  });

  test("[A1] none of n begins at exactly 0, all of n ends at exactly 1", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (n) => {
        expect(wilson(0, n).low).toBe(0);
        expect(wilson(n, n).high).toBe(1);
      }),
    );
  });

  test("[A1] stays within 0 and 1, holds the share and turns around with it", () => {
    fc.assert(
      fc.property(counts, ([k, rest]) => {
        const { low, high } = wilson(k, k + rest);
        const share = k / (k + rest);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(share);
        expect(high).toBeGreaterThanOrEqual(share);
        expect(high).toBeLessThanOrEqual(1);
        expect(wilson(rest, k + rest).low).toBeCloseTo(1 - high, 12);
      }),
    );
  });

  test("[A1] rises with each success and narrows with more of the same", () => {
    fc.assert(
      fc.property(counts, ([k, rest]) => {
        const [fewer, more] = [wilson(k, k + rest + 1), wilson(k + 1, k + rest + 1)];
        expect(more.low).toBeGreaterThan(fewer.low);
        expect(more.high).toBeGreaterThan(fewer.high);
        const [once, twice] = [wilson(k, k + rest), wilson(2 * k, 2 * (k + rest))];
        expect(twice.high - twice.low).toBeLessThan(once.high - once.low);
      }),
    );
  });
});

test("[A5] halves count half, and the interval spans from counting them as failures to counting them as successes", () => {
  fc.assert(
    fc.property(counts, fc.nat({ max: 50 }), ([k, rest], halves) => {
      const n = k + rest + halves;
      const share = shareWithHalves(k, halves, n);
      expect(share.value).toBe((k + halves / 2) / n);
      expect(share.low).toBe(wilson(k, n).low);
      expect(share.high).toBe(wilson(k + halves, n).high);
      expect(share.low).toBeLessThanOrEqual(share.value);
      expect(share.value).toBeLessThanOrEqual(share.high);
    }),
  );
});

describe("shares with Jeffreys' prior", () => {
  test("[A6] add up to 1, lie within their intervals, and keep the order of the counts", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 300 }), { minLength: 5, maxLength: 5 }), (counted) => {
        const shares = dirichletShares(counted);
        expect(shares.reduce((total, { value }) => total + value, 0)).toBeCloseTo(1, 12);
        shares.forEach(({ value, low, high }, at) => {
          expect(low).toBeGreaterThanOrEqual(0);
          expect(low).toBeLessThan(value);
          expect(value).toBeLessThan(high);
          expect(high).toBeLessThanOrEqual(1);
          shares.forEach((other, there) => {
            if ((counted[at] ?? 0) > (counted[there] ?? 0)) expect(value).toBeGreaterThan(other.value);
          });
        });
      }),
    );
  });
});
