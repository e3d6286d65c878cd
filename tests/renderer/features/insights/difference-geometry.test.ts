import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { centredScale, inPoints, pointsApart } from "#renderer/features/insights/difference-geometry.ts";

const share = fc.double({ min: -1, max: 1, noNaN: true });
const interval = fc
  .tuple(share, share)
  .map(([one, other]) => ({ low: Math.min(one, other), high: Math.max(one, other) }));
const turned = ({ low, high }: { low: number; high: number }) => ({ low: -high, high: -low });

describe("the scale between the two [A15]", () => {
  it("is the exact mirror of itself when the two change places", () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 6 }), (intervals) => {
        const scale = centredScale(intervals, 12, 388);
        const other = centredScale(intervals.map(turned), 12, 388);
        expect(other.end).toBe(scale.end);
        for (const { low, high } of intervals) {
          for (const end of [low, high]) {
            expect(Math.abs(end)).toBeLessThanOrEqual(scale.end + 1e-9);
            expect(other.at(-end)).toBeCloseTo(400 - scale.at(end), 9);
          }
          expect(scale.at(low)).toBeLessThanOrEqual(scale.at(high));
        }
        expect(scale.at(0)).toBe(200);
        expect(scale.ticks.map(({ x }) => 400 - x).reverse()).toEqual(
          scale.ticks.map(({ x }) => expect.closeTo(x, 9) as number),
        );
      }),
    );
  });

  it("ends at the first fifth that no interval passes, and has at most seven ticks", () => {
    expect(centredScale([{ low: -0.15, high: 0.36 }], 0, 100).ticks.map(({ share: at }) => at)).toEqual([
      -0.4, -0.2, 0, 0.2, 0.4,
    ]);
    expect(centredScale([], 0, 100).end).toBe(0.2);
    expect(centredScale([{ low: -0.9, high: 0 }], 0, 100).ticks.map(({ share: at }) => at)).toEqual([
      -1, -0.5, 0, 0.5, 1,
    ]);
  });

  it("is said in points that read the same whichever way round the two are", () => {
    fc.assert(
      fc.property(interval, (one) => {
        expect(pointsApart(turned(one))).toEqual(pointsApart(one));
      }),
    );
    expect(pointsApart({ low: -0.15, high: 0.36 })).toEqual({ near: 15, far: 36, bothWays: true });
    expect(pointsApart({ low: -0.3, high: -0.04 })).toEqual({ near: 4, far: 30, bothWays: false });
    expect(inPoints(-0.114)).toBe(11);
  });
});
