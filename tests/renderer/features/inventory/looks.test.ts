import { describe, expect, it } from "vitest";
import { asDay, asInstant, asMonth } from "#shared/base/time.ts";
import { INVENTORY, INVENTORY_PARTS, type Inventory } from "#shared/domain/inventory.ts";
import {
  changesIn,
  gapsIn,
  groupNamed,
  itemsOf,
  looksOf,
  monthsOf,
  saidInMonth,
} from "#renderer/features/inventory/looks.ts";
import records from "#renderer/app/text/en/records.json" with { type: "json" };
import { anInventory, NOA, recordId, SAM } from "../../../support/builders.ts";

let made = 0;
const look = (day: string, items: Readonly<Record<string, number>>, said: Partial<Inventory> = {}): Inventory =>
  anInventory({
    id: recordId((made += 1)),
    day: asDay(day),
    part: "skills",
    items: Object.entries(items).map(([item, steps]) => ({ item, steps: steps as 0, told: false })),
    ...said,
  });

const MARCH = look("2026-03-02", { "ask-for-help": 0, "calm-myself": 3, "own-opinion": 1 });
const LATE_MARCH = look("2026-03-30", { "ask-for-help": 1 });
const MAY = look("2026-05-10", { "ask-for-help": 2, "calm-myself": 1, "show-need": 4 });
const LOOKS = [MARCH, LATE_MARCH, MAY];

describe("what the looks at oneself say over months", () => {
  it("[D80] a partner's looks at one part come in the order of their days, whatever else is there", () => {
    const sams = look("2026-04-01", { "ask-for-help": 4 }, { author: SAM });
    const habits = look("2026-04-01", { "say-fine": 4 }, { part: "habits" });
    const all = [MAY, sams, habits, LATE_MARCH, MARCH];
    expect(looksOf("skills", NOA, all)).toEqual(LOOKS);
    expect(looksOf("skills", SAM, all)).toEqual([sams]);
    expect(looksOf("us", NOA, all)).toEqual([]);
  });

  it("[D80] of two looks of one day the one begun later comes last, whichever was saved last", () => {
    const begunAt = (time: string) => ({
      original: { createdAt: asInstant(time), updatedAt: asInstant(time), copies: 0, shared: null },
    });
    const morning = look("2026-05-20", { "ask-for-help": 4, "calm-myself": 0 }, begunAt("2026-05-20T06:00:00.000Z"));
    const evening = look("2026-05-20", { "ask-for-help": 1 }, begunAt("2026-05-20T18:00:00.000Z"));
    for (const records of [
      [evening, morning, MARCH], // the newest save first, as a snapshot has them
      [morning, evening, MARCH], // the morning's was put right later
    ]) {
      const looks = looksOf("skills", NOA, records);
      expect(looks).toEqual([MARCH, morning, evening]);
      expect(saidInMonth("ask-for-help", asMonth("2026-05"), looks)).toBe(1);
      expect(gapsIn("skills", looks).map(({ item }) => item)).toEqual(["calm-myself", "ask-for-help", "own-opinion"]);
      expect(changesIn("skills", looks)[0]).toEqual({ item: "ask-for-help", is: "more", since: "2026-03-02" });
    }
  });

  it("[D80] of two looks of one day that the other tells, the copy made later comes last: it says no time", () => {
    const [morning, evening] = [3, 0].map((steps) =>
      look("2026-05-20", { "ask-for-help": steps }, { author: SAM, original: null }),
    ) as [Inventory, Inventory];
    const looks = looksOf("skills", SAM, [evening, morning]);
    expect(looks).toEqual([morning, evening]);
    expect(saidInMonth("ask-for-help", asMonth("2026-05"), looks)).toBe(0);
  });

  it("[D80] a month shows the last word on each item alone, never a sum, and nothing where nothing was said or told", () => {
    expect(monthsOf([MAY, MARCH, LATE_MARCH])).toEqual(["2026-03", "2026-05"]);
    expect(saidInMonth("ask-for-help", asMonth("2026-03"), LOOKS)).toBe(1);
    expect(saidInMonth("calm-myself", asMonth("2026-03"), LOOKS)).toBe(3);
    expect(saidInMonth("own-opinion", asMonth("2026-05"), LOOKS)).toBeNull();
  });

  it("gaps are the items of which there is little, of habits those that come often, by the last word on each", () => {
    expect(gapsIn("skills", LOOKS).map(({ item }) => item)).toEqual(["calm-myself", "own-opinion"]);
    const habits = [
      look("2026-05-01", { "say-fine": 3, "guilty-resting": 4, "hide-hurt": 2, "know-better": 0 }, { part: "habits" }),
    ];
    expect(gapsIn("habits", habits)).toEqual([
      { item: "guilty-resting", group: "self-sacrifice", steps: 4 },
      { item: "say-fine", group: "swallowed-feelings", steps: 3 },
    ]);
    expect(gapsIn("us", [])).toEqual([]);
  });

  it("what changed is told item by item, between the first and the last word on it", () => {
    expect(changesIn("skills", LOOKS)).toEqual([
      { item: "ask-for-help", is: "more", since: "2026-03-02" },
      { item: "calm-myself", is: "less", since: "2026-03-02" },
    ]);
    expect(changesIn("skills", [MARCH])).toEqual([]);
  });

  it("[D30] every item and group has words, and a group of a later list is nobody's here", () => {
    for (const part of INVENTORY_PARTS) {
      for (const item of itemsOf(part)) expect(Object.keys(records.items)).toContain(item);
      for (const group of Object.keys(INVENTORY[part])) {
        expect(Object.keys(records.groups)).toContain(group);
        expect(groupNamed(group)).toBe(group);
      }
    }
    expect(groupNamed("later")).toBeNull();
  });
});
