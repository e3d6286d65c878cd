/** M4, M6 and M13 against an independent program that lives through every day (tests/vectors/analysis/make_measures.py). */
import { describe, expect, test } from "vitest";
import { littleCare } from "#shared/analysis/little-care.ts";
import { timeToCare } from "#shared/analysis/time-to-care.ts";
import { trends } from "#shared/analysis/trend.ts";
import { NOA, SAM } from "../../support/builders.ts";
import vectors from "../../vectors/analysis/waiting.json";
import { apart, CLOSED, named, needOf, viewOf } from "./frozen-journals.ts";

/** Of a lane: how many, and if those are enough what became of them, each step with its interval and who still waited, the median. */
interface Waited {
  readonly n: number;
  readonly counts?: readonly number[];
  readonly steps?: readonly (readonly number[])[];
  readonly median?: readonly (number | null)[] | null;
}
/** A gap; n alone where that is too few; the share, its ends and n. */
type Point = "gap" | readonly number[];

const seen = vectors.journals.flatMap((journal) => {
  const needs = journal.needs.map(needOf);
  return journal.views.map((each) => ({
    name: named(journal.name, each.view),
    needs,
    view: viewOf(each.view),
    waited: each.timeToCare as readonly Waited[],
    points: each.trends as readonly (readonly Point[])[] | null,
    word: each.littleCare as readonly [string, string | null] | null,
  }));
});

describe("M4, time to care", () => {
  const lanes = seen.flatMap(({ name, needs, view, waited }) =>
    timeToCare(needs, view).map(({ partner, care }, seat) => ({
      name: `${name}, ${seat}`,
      isTheirs: partner === [NOA, SAM][seat],
      care,
      expected: waited[seat] ?? { n: NaN },
    })),
  );

  test("[A16] counts the needs voiced in the window as they stood when it ended, and gives eight", () => {
    expect(lanes.length).toBeGreaterThanOrEqual(400);
    for (const { name, isTheirs, care, expected } of lanes) {
      expect(isTheirs, name).toBe(true);
      expect(care.n, name).toBe(expected.n);
      expect(care.kind, name).toBe(expected.n < 8 ? "too-few" : "measured");
      if (care.kind === "too-few") continue;
      expect([care.counts.came, care.counts.ruledOut, care.counts.stillWaiting], name).toEqual(expected.counts);
    }
  });

  test("[A16] is Aalen and Johansen's curve in exact fractions, by Marubini and Valsecchi's variance, while five still waited", () => {
    const measured = lanes.filter(({ care }) => care.kind === "measured");
    expect(measured.length).toBeGreaterThanOrEqual(200);
    for (const { name, care, expected } of measured) {
      const steps = care.kind === "measured" ? care.steps : [];
      const found = steps.flatMap(({ day, value, low, high, waiting }) => [day, value, low, high, waiting]);
      expect(apart(found, (expected.steps ?? []).flat()), name).toBeLessThan(CLOSED);
    }
  });

  test("[A16] has a median, and the days between which it lies, only where half had care within the steps", () => {
    let [some, none] = [0, 0];
    for (const { name, care, expected } of lanes) {
      if (care.kind === "too-few") continue;
      const { median } = care;
      expect(median === null ? null : [median.day, median.low, median.high], name).toEqual(expected.median);
      if (median === null) none += 1;
      else some += 1;
    }
    expect(Math.min(some, none)).toBeGreaterThan(20);
  });
});

describe("M6, the trend", () => {
  test("[A18] weighs each need once by its own day, as it stood when the week ended, back to 78 weeks before the window", () => {
    const kinds = { gap: 0, few: 0, measured: 0 };
    for (const { name, needs, view, points } of seen) {
      if (points === null) continue;
      const found = trends(needs, view).map((lane) => lane.points);
      expect(
        found.map((lane) => lane.length),
        name,
      ).toEqual(points.map((lane) => lane.length));
      found.forEach((lane, seat) => {
        lane.forEach(({ week, share }, at) => {
          const expected = points[seat]?.[at] ?? [];
          const where = `${name}, ${seat}, ${week}`;
          if (expected === "gap") {
            expect(share, where).toEqual({ kind: "gap" });
            kinds.gap += 1;
          } else if (share.kind === "measured") {
            expect(apart([share.value, share.low, share.high, share.n], expected), where).toBeLessThan(CLOSED);
            kinds.measured += 1;
          } else {
            expect(share, where).toMatchObject({ kind: "too-few", needed: 8 });
            expect(apart([share.kind === "too-few" ? share.n : NaN], expected), where).toBeLessThan(CLOSED);
            kinds.few += 1;
          }
        });
      });
    }
    expect(Math.min(...Object.values(kinds))).toBeGreaterThanOrEqual(200);
  });

  test("[A7] [A18] is the same to the last digit in whatever order the needs come", () => {
    for (const { name, needs, view } of seen)
      expect(trends(needs.toReversed(), view), name).toEqual(trends(needs, view));
  });
});

describe("M13, no care lately", () => {
  test("[A11] names the word whose last care lies furthest back", () => {
    let [some, none] = [0, 0];
    for (const { name, needs, view, word } of seen) {
      const [found] = littleCare(needs, view.today);
      expect(found === undefined ? null : [found.word, found.since], name).toEqual(word);
      if (found === undefined) none += 1;
      else some += 1;
    }
    expect(seen.length).toBeGreaterThanOrEqual(200);
    expect(Math.min(some, none)).toBeGreaterThan(20);
  });
});
