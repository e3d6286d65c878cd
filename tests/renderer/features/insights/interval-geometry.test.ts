import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scaleFor, stack } from "#renderer/features/insights/interval-geometry.ts";

const interval = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([one, other]) => ({ low: Math.min(one, other), value: (one + other) / 2, high: Math.max(one, other) }));

describe("the scale both partners are read against [A5] [A6]", () => {
  it("ends at the first fifth that no interval of either partner passes", () => {
    expect(scaleFor([{ value: 0.3, low: 0.1, high: 0.41 }], 0, 100, "as-needed").end).toBe(0.6);
    expect(scaleFor([{ value: 0.3, low: 0.1, high: 0.4 }], 0, 100, "as-needed").end).toBe(0.4);
    expect(scaleFor([], 0, 100, "as-needed").end).toBe(0.2);
    expect(scaleFor([{ value: 0.1, low: 0, high: 0.2 }], 0, 100, "whole").end).toBe(1);
  });

  it("holds every interval, in order, and puts equal shares at one place", () => {
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 10 }), (intervals) => {
        const scale = scaleFor(intervals, 84, 309, "as-needed");
        for (const { low, value, high } of intervals) {
          expect(high).toBeLessThanOrEqual(scale.end + 1e-9);
          expect(scale.at(low)).toBeLessThanOrEqual(scale.at(value));
          expect(scale.at(value)).toBeLessThanOrEqual(scale.at(high));
          expect(scale.at(high)).toBeLessThanOrEqual(309 + 1e-6);
        }
        expect(scale.ticks[0]?.x).toBe(84);
        expect(scale.ticks.at(-1)?.x).toBeCloseTo(309);
      }),
    );
  });

  it("[A19] of steps is the same whatever is drawn on it", () => {
    const steps = { least: -2, most: 2, said: String };
    const { at, ticks } = scaleFor([{ value: 0.2, low: 0.1, high: 0.3 }], 100, 300, steps);
    expect(ticks).toEqual([-2, -1, 0, 1, 2].map((value, step) => ({ value, x: 100 + 50 * step })));
    expect([at(-2), at(0), at(0.5), at(2)]).toEqual([100, 200, 225, 300]);
  });

  it("does not depend on whose interval comes first", () => {
    fc.assert(
      fc.property(interval, interval, (noa, sam) => {
        expect(scaleFor([noa, sam], 0, 500, "as-needed").end).toBe(scaleFor([sam, noa], 0, 500, "as-needed").end);
      }),
    );
  });
});

describe("the stacked bar [A6]", () => {
  it("shares out the whole length, gaps included", () => {
    const parts = stack([0.24, 0.35, 0.2, 0.09, 0.12], 109, 798, 2);
    const last = parts.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(109 + 798);
    expect(parts[1]?.x).toBeCloseTo((parts[0]?.x ?? 0) + (parts[0]?.width ?? 0) + 2);
    expect((parts[1]?.width ?? 0) / (parts[0]?.width ?? 1)).toBeCloseTo(0.35 / 0.24);
  });

  it("draws nothing for nothing", () => {
    expect(stack([0, 0], 0, 100, 2).every(({ width }) => width === 0)).toBe(true);
  });
});
