import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TwofoldError } from "#shared/base/errors.ts";
import {
  addDays,
  addMonths,
  asDay,
  asMonth,
  dayIn,
  asInstant,
  daysBetween,
  daysOfMonth,
  latestFirst,
  mondayOf,
  weekOf,
  weeksFrom,
} from "#shared/base/time.ts";

const day = fc.integer({ min: -20_000, max: 40_000 }).map((days) => addDays(asDay("1990-01-01"), days));

describe("calendar days", () => {
  test.each(["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "", "2026-01-01T00:00:00Z"])("refuses %j", (text) => {
    expect(() => asDay(text)).toThrow(TwofoldError);
  });

  test("counts days over leap years and back", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
      }),
    );
  });

  test("are put in order with the latest first, those of one day as they lay", () => {
    const records = ["2026-05-17 new", "2025-12-31", "2026-06-01", "2026-05-17 old"];
    const dayOf = (record: string): string => record.slice(0, 10);
    expect(records.sort((one, other) => latestFirst(dayOf(one), dayOf(other)))).toEqual([
      "2026-06-01",
      "2026-05-17 new",
      "2026-05-17 old",
      "2025-12-31",
    ]);
  });

  test("a moment belongs to the local day, not to the day in UTC", () => {
    const late = asInstant("2026-05-17T22:30:00.000Z");
    expect(dayIn(late, "Europe/Berlin")).toBe("2026-05-18");
    expect(dayIn(late, "America/Lima")).toBe("2026-05-17");
  });
});

describe("ISO weeks", () => {
  test.each([
    ["2026-01-01", "2026-W01"],
    ["2027-01-01", "2026-W53"],
    ["2024-12-30", "2025-W01"],
    ["2021-01-03", "2020-W53"],
  ])("%s lies in %s", (text, week) => {
    expect(weekOf(asDay(text))).toBe(week);
  });

  test("the Monday of a day's week is at most six days before it", () => {
    fc.assert(
      fc.property(day, (one) => {
        const back = daysBetween(mondayOf(weekOf(one)), one);
        expect(back).toBeGreaterThanOrEqual(0);
        expect(back).toBeLessThanOrEqual(6);
      }),
    );
  });

  test("runs through week 53 without a gap", () => {
    expect(weeksFrom(weekOf(asDay("2026-12-21")), weekOf(asDay("2027-01-11")))).toEqual([
      "2026-W52",
      "2026-W53",
      "2027-W01",
      "2027-W02",
    ]);
  });
});

test("months know their last day", () => {
  expect(daysOfMonth(asMonth("2028-02"))).toEqual({ first: "2028-02-01", last: "2028-02-29" });
  expect(addMonths(asMonth("2026-11"), 3)).toBe("2027-02");
});
