import { describe, expect, test } from "vitest";
import { RecordId } from "#shared/domain/fields.ts";
import { chanceFrom } from "#shared/sample/chance.ts";

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe("seeded chance", () => {
  test("draws the same from the same seed", () => {
    const draw = (seed: number) => {
      const chance = chanceFrom(seed);
      return times(50, () => [chance.whole(1, 1_000), chance.id(), chance.pick(["a", "b", "c"])]);
    };
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  test("stays within its bounds and reaches both", () => {
    const chance = chanceFrom(1);
    expect(new Set(times(200, () => chance.whole(2, 4)))).toEqual(new Set([2, 3, 4]));
    expect(times(100, () => chance.happens(0))).not.toContain(true);
    expect(times(100, () => chance.happens(1))).not.toContain(false);
  });

  test("weighs: what weighs nothing never comes, what weighs three times as much comes about three times as often", () => {
    const chance = chanceFrom(1);
    const drawn = times(4_000, () => chance.weighed({ rare: 1, often: 3, never: 0 }));
    expect(drawn).not.toContain("never");
    const often = drawn.filter((key) => key === "often").length;
    expect(often / drawn.length).toBeGreaterThan(0.71);
    expect(often / drawn.length).toBeLessThan(0.79);
  });

  test("deals every card once before any again, and none twice in a row", () => {
    const chance = chanceFrom(1);
    const cards = ["a", "b", "c", "d"];
    const dealt = times(400, () => chance.deal(cards));
    for (let from = 0; from < dealt.length; from += cards.length) {
      expect(new Set(dealt.slice(from, from + cards.length)).size).toBe(cards.length);
    }
    expect(dealt.some((card, at) => card === dealt[at + 1])).toBe(false);
  });

  test("gives ids of the form every record has", () => {
    const chance = chanceFrom(1);
    const ids = times(300, () => chance.id());
    expect(ids.every((id) => RecordId.safeParse(id).success)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("has nothing to pick from nothing", () => {
    expect(() => chanceFrom(1).pick([])).toThrow("bug");
  });
});
