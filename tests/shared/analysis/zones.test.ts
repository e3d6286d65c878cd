/** Days are of the calendar, wherever one looks from: nothing moves where a night has 23 or 25 hours, or a day is missing. */
import process from "node:process";
import { isMainThread } from "node:worker_threads";
import { afterAll, describe, expect, test } from "vitest";
import { summary } from "#shared/analysis/summary.ts";
import differences from "../../vectors/analysis/differences.json";
import waiting from "../../vectors/analysis/waiting.json";
import { needOf, viewOf } from "./frozen-journals.ts";

/** Zones whose clocks change in the year of these journals, by an hour or half of one, some at midnight; UTC, whose do not. */
const ZONES = [
  "UTC",
  "Europe/Lisbon",
  "Asia/Beirut",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Pacific/Apia",
];
const ACROSS_THE_CHANGES = ["the clocks go forward and back", "a quick year", "all on one day"];

const journals = [...differences.journals, ...waiting.journals].filter(({ name }) => ACROSS_THE_CHANGES.includes(name));
const figures = () =>
  journals.flatMap(({ needs, views }) => {
    const voiced = needs.map(needOf);
    return views.map(({ view }) => JSON.stringify(summary(voiced, viewOf(view))));
  });

const before = process.env["TZ"];
afterAll(() => {
  if (before === undefined) delete process.env["TZ"];
  else process.env["TZ"] = before;
});

// A thread of a test runner has the zone of its process, whatever it says.
describe.runIf(isMainThread)("the zone of the machine", () => {
  const first = figures();

  test("[A2] is one whose clocks were changed on these days, in this test", () => {
    process.env["TZ"] = "Europe/Lisbon";
    const hours = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 3_600_000;
    expect(hours(new Date(2026, 2, 29), new Date(2026, 2, 30))).toBe(23);
    expect(hours(new Date(2026, 9, 25), new Date(2026, 9, 26))).toBe(25);
    const days = journals.flatMap(({ needs }) => needs.join(" "));
    for (const day of ["2026-03-29", "2026-10-25"]) expect(days.join(" ")).toContain(day);
  });

  test.each(ZONES)("[A2] moves no figure: %s", (zone) => {
    process.env["TZ"] = zone;
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone);
    expect(journals.length).toBe(ACROSS_THE_CHANGES.length);
    expect(figures()).toEqual(first);
  });
});
