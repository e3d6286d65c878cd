import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asDay, weekOf, weeksFrom } from "#shared/base/time.ts";
import {
  CELL,
  cellStart,
  FRAME_MARGIN,
  monthMarks,
  pageOfWeeks,
  stripWidth,
  weeksThatFit,
  weeksTouched,
} from "#renderer/features/insights/weeks-geometry.ts";

const weeks = weeksFrom(weekOf(asDay("2025-11-17")), weekOf(asDay("2026-05-17")));

describe("the weeks strip [A4]", () => {
  it("shows fewer weeks in a narrower window and never a smaller cell", () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 4_000 }), fc.integer({ min: 20, max: 130 }), (width, names) => {
        const count = weeksThatFit(width, names);
        expect(count).toBeGreaterThanOrEqual(1);
        if (count > 1) expect(stripWidth(count, names)).toBeLessThanOrEqual(width);
        expect(stripWidth(count + 1, names)).toBeGreaterThan(width);
      }),
    );
  });

  it("lays cells one step apart, with room for the frame of a shared week at the end", () => {
    expect(cellStart(3, 70) - cellStart(2, 70)).toBe(33);
    expect(stripWidth(26, 70)).toBe(cellStart(25, 70) + CELL + FRAME_MARGIN);
  });

  it("names each month at the first week whose Monday lies in it", () => {
    expect(monthMarks(weeks).map(({ month, index }) => `${month} at ${index}`)).toEqual([
      "2025-11 at 0",
      "2025-12 at 2",
      "2026-01 at 7",
      "2026-02 at 11",
      "2026-03 at 15",
      "2026-04 at 20",
      "2026-05 at 24",
    ]);
  });

  it("leaves out a first month that would run into the next", () => {
    expect(monthMarks(weeks.slice(1)).map(({ index }) => index)[0]).toBe(1);
    expect(monthMarks(weeks.slice(1))[0]?.month).toBe("2025-12");
  });

  it("[D76] a season lies behind each week in which it has a day, and behind none where it has none", () => {
    const ofMay = weeksFrom(weekOf(asDay("2026-05-04")), weekOf(asDay("2026-05-25")));
    expect(weeksTouched({ from: asDay("2026-05-17"), to: asDay("2026-05-18") }, ofMay)).toEqual({ first: 1, last: 2 });
    expect(weeksTouched({ from: asDay("2026-05-31"), to: null }, ofMay)).toEqual({ first: 3, last: 3 });
    expect(weeksTouched({ from: asDay("2025-11-01"), to: asDay("2026-05-04") }, ofMay)).toEqual({ first: 0, last: 0 });
    expect(weeksTouched({ from: asDay("2025-11-01"), to: asDay("2026-05-03") }, ofMay)).toBeNull();
    expect(weeksTouched({ from: asDay("2026-06-01"), to: null }, ofMay)).toBeNull();
  });

  it("turns through all weeks, the newest first, without losing or doubling one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }), (count, fitting) => {
        const all = Array.from({ length: count }, (_, at) => at);
        const { pages } = pageOfWeeks(all, fitting, 0);
        const turned = Array.from({ length: pages }, (_, page) => pageOfWeeks(all, fitting, page));
        expect(
          turned
            .map(({ shown }) => shown)
            .reverse()
            .flat(),
        ).toEqual(all);
        for (const { shown, first } of turned) expect(shown).toEqual(all.slice(first, first + shown.length));
      }),
    );
  });

  it("stays on the last page when turned too far", () => {
    expect(pageOfWeeks([1, 2, 3], 2, 9)).toEqual({ shown: [1], first: 0, page: 1, pages: 2 });
    expect(pageOfWeeks([1, 2, 3], 2, -1).page).toBe(0);
  });
});
