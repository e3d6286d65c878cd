import { describe, expect, it } from "vitest";
import { asDay } from "#shared/base/time.ts";
import { givenBy, keepsCosting } from "#renderer/features/decisions/giving.ts";
import { aCare, aSacrifice, NOA, SAM } from "../../../support/builders.ts";

const TODAY = asDay("2026-05-17");
const careOf = (day: string, cost: 0 | 1 | 2 | 3) =>
  aCare({ giver: NOA, receiver: SAM, author: NOA, day: asDay(day), cost });

describe("what giving costs", () => {
  it("[D21] [D73] gathers one's own care and sacrifices that cost something, the last first, and nothing the other gave", () => {
    const care = careOf("2026-05-02", 2);
    const sacrifice = aSacrifice({ author: NOA, day: asDay("2026-05-09"), cost: { steps: 3, told: false } });
    const free = [careOf("2026-05-04", 0), aSacrifice({ author: NOA, cost: null })];
    const theirs = aCare({ giver: SAM, receiver: NOA, author: NOA, cost: null });
    const given = givenBy(NOA, [care, ...free, theirs, sacrifice]);
    expect(given.map(({ id }) => id)).toEqual([sacrifice.id, care.id]);
  });

  it("[D73] a word is said once giving cost more than a little in three of the last four months, and not before", () => {
    const says = (...days: readonly string[]): boolean =>
      keepsCosting(
        givenBy(
          NOA,
          days.map((day) => careOf(day, 2)),
        ),
        TODAY,
      );
    expect(says("2026-02-01", "2026-04-30", "2026-05-17")).toBe(true);
    expect(says("2026-01-31", "2026-04-30", "2026-05-17")).toBe(false);
    expect(says("2026-05-01", "2026-05-02", "2026-05-03", "2026-04-01")).toBe(false);
    const little = ["2026-03-01", "2026-04-01", "2026-05-01"].map((day) => careOf(day, 1));
    expect(keepsCosting(givenBy(NOA, little), TODAY)).toBe(false);
  });
});
