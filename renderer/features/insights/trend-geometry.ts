/** Where a line over weeks runs, and where it stops. */
import type { Measured } from "#shared/analysis/evidence.ts";
import type { TrendPoint } from "#shared/analysis/trend.ts";
import type { Week } from "#shared/base/time.ts";

/** A week that is drawn, by its place among all. */
export interface DrawnWeek {
  readonly week: Week;
  readonly share: Measured;
}

/** The stretches of weeks that follow one another and have a share: a gap, and a week that rests on too little, ends one. */
export function runsOf(points: readonly TrendPoint[]): readonly (readonly DrawnWeek[])[] {
  const runs: DrawnWeek[][] = [];
  let goesOn = false;
  for (const { week, share } of points) {
    if (share.kind !== "measured") {
      goesOn = false;
      continue;
    }
    if (!goesOn) runs.push([]);
    goesOn = true;
    runs.at(-1)?.push({ week, share });
  }
  return runs;
}

/** The way through the shares of a run. */
export const runPath = (run: readonly DrawnWeek[], x: (week: Week) => number, y: (share: number) => number): string =>
  run.map(({ week, share }, at) => `${at === 0 ? "M" : "L"}${x(week)} ${y(share.value)}`).join("");

/** The band between both ends of the intervals of a run; of a single week a line. */
export const runBand = (run: readonly DrawnWeek[], x: (week: Week) => number, y: (share: number) => number): string =>
  [
    ...run.map(({ week, share }) => ({ week, share: share.high })),
    ...run.map(({ week, share }) => ({ week, share: share.low })).reverse(),
  ]
    .map(({ week, share }, at) => `${at === 0 ? "M" : "L"}${x(week)} ${y(share)}`)
    .join("")
    .concat("z");
