import { describe, expect, it } from "vitest";
import type { TrendPoint } from "#shared/analysis/trend.ts";
import { asDay, weekOf, weeksFrom } from "#shared/base/time.ts";
import { runBand, runPath, runsOf } from "#renderer/features/insights/trend-geometry.ts";

const weeks = weeksFrom(weekOf(asDay("2026-01-05")), weekOf(asDay("2026-02-15")));
const measured = { kind: "measured", value: 0.5, low: 0.25, high: 0.75, n: 9 } as const;
const tooFew = { kind: "too-few", n: 3, needed: 8 } as const;
const points = (...shares: TrendPoint["share"][]): TrendPoint[] =>
  shares.flatMap((share, at) => {
    const week = weeks[at];
    return week === undefined ? [] : [{ week, share }];
  });

describe("a line over weeks [A18]", () => {
  it("stops at a gap and at a week that rests on too little, and does not reach across", () => {
    const runs = runsOf(points(tooFew, measured, measured, { kind: "gap" }, measured, tooFew));
    expect(runs.map((run) => run.map(({ week }) => week))).toEqual([weeks.slice(1, 3), weeks.slice(4, 5)]);
    expect(runsOf(points(tooFew, { kind: "gap" }))).toEqual([]);
  });

  it("runs through its shares within the band of their intervals", () => {
    const [run = []] = runsOf(points(measured, { ...measured, value: 0.6 }));
    const x = (week: string): number => weeks.findIndex((each) => each === week) * 10;
    const y = (share: number): number => share * 100;
    expect(runPath(run, x, y)).toBe("M0 50L10 60");
    expect(runBand(run, x, y)).toBe("M0 75L10 75L10 25L0 25z");
  });
});
