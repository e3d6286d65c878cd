import * as fc from "fast-check";
import { expect, test } from "vitest";
import { dayNumber } from "#shared/analysis/day-number.ts";
import { addDays, asDay, type Day, daysBetween } from "#shared/base/time.ts";

test.each([
  ["1970-01-01", 0],
  ["1969-12-31", -1],
  ["1972-03-01", 790],
  ["2000-02-29", 11_016],
  ["2100-03-01", 47_541],
])("[A2] %s is day %i", (day, number) => {
  expect(dayNumber(asDay(day))).toBe(number);
});

test("[A2] agrees with the calendar on every day of 400 years, leap days and all", () => {
  let day = asDay("1800-01-01");
  const first = daysBetween(asDay("1970-01-01"), day);
  for (let at = 0; at < 146_097; at += 13) {
    expect(dayNumber(day)).toBe(first + at);
    day = addDays(day, 13);
  }
});

test("[A2] agrees with the calendar's count of days between any two days", () => {
  const day = fc
    .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10) as Day);
  fc.assert(
    fc.property(day, day, (one, other) => {
      expect(dayNumber(other) - dayNumber(one)).toBe(daysBetween(one, other));
    }),
  );
});
