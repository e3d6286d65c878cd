import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncidenceStep } from "#shared/analysis/survival.ts";
import { bandPath, curvePath, dayScale, knownBy } from "#renderer/features/insights/curve-geometry.ts";

const step = (day: number, value: number): IncidenceStep => ({
  day,
  value,
  low: value / 2,
  high: (1 + value) / 2,
  waiting: 9,
});
const someSteps = fc
  .array(fc.tuple(fc.nat({ max: 900 }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 12 })
  .map((pairs) => {
    const days = [...new Set(pairs.map(([day]) => day))].sort((one, other) => one - other);
    const values = pairs.map(([, value]) => value).sort((one, other) => one - other);
    return days.map((day, at) => step(day, values[at] ?? 1));
  });
const same = (value: number): number => value;

describe("curves over days [A16]", () => {
  it("rise only by steps, and keep the last for the day it was seen on", () => {
    expect(curvePath([step(2, 0.25), step(5, 0.5)], same, same)).toBe("M0 0L2 0L2 0.25L5 0.25L5 0.5L6 0.5");
    expect(curvePath([], same, same)).toBe("");
  });

  it("lie in a band that closes around their whole way", () => {
    expect(bandPath([step(2, 0.5)], same, same)).toBe("M0 0L2 0L2 0.75L3 0.75L3 0.25L2 0.25L2 0L0 0z");
    expect(bandPath([], same, same)).toBe("");
  });

  it("are read against one scale that holds the last day of both, written no closer than its words need", () => {
    fc.assert(
      fc.property(someSteps, someSteps, fc.integer({ min: 100, max: 700 }), (noa, sam, width) => {
        const { end, ticks } = dayScale([noa, sam], width);
        expect(dayScale([sam, noa], width)).toEqual({ end, ticks });
        for (const steps of [noa, sam]) expect((steps.at(-1)?.day ?? 0) + 1).toBeLessThanOrEqual(end);
        expect([ticks[0], ticks.at(-1)]).toEqual([0, end]);
        expect(width / (ticks.length - 1)).toBeGreaterThanOrEqual(44);
      }),
    );
  });

  it("say what is known by a day, and nothing beyond their end", () => {
    const steps = [step(2, 0.25), step(5, 0.5)];
    expect([1, 2, 4, 5, 6].map((day) => knownBy(steps, day))).toEqual([
      "nothing-yet",
      steps[0],
      steps[0],
      steps[1],
      null,
    ]);
    expect(knownBy([], 0)).toBeNull();
  });

  it("of a day or of none have a scale as well", () => {
    expect(dayScale([[], []], 300)).toEqual({ end: 1, ticks: [0, 1] });
    expect(dayScale([[step(0, 1)]], 300).end).toBe(1);
    expect(dayScale([[step(27, 1)]], 300).ticks).toEqual([0, 7, 14, 21, 28]);
  });
});
