/** M3 against an independent program that lives through every day (tests/vectors/analysis/make_measures.py). */
import { describe, expect, test } from "vitest";
import { type Difference, type Differences, differences } from "#shared/analysis/difference.ts";
import type { TooFew } from "#shared/analysis/evidence.ts";
import { NOA } from "../../support/builders.ts";
import vectors from "../../vectors/analysis/differences.json";
import { CLOSED, named, needOf, viewOf } from "./frozen-journals.ts";

type Span = readonly [least: number, point: number, most: number];
/** How many of each; and if those are enough the value, Newcombe's ends and where each end of a bootstrap by 2,000 draws lies. */
type Frozen = readonly [number, number] | readonly [number, number, number, number, number, readonly [Span, Span]];
type Expected = "unheard" | { readonly quarters: readonly (readonly [string, Frozen])[]; readonly all: Frozen };

const seen = vectors.journals.flatMap((journal) => {
  const needs = journal.needs.map(needOf);
  return journal.views.map(({ view, expected }) => ({
    name: named(journal.name, view),
    found: differences(needs, viewOf(view)),
    expected: expected as unknown as Expected,
  }));
});

type Pair = readonly [found: Difference | TooFew, expected: Frozen];

function quartersOf(found: (typeof seen)[number]["found"]): Differences {
  if (found?.kind !== "quarters") throw new Error("neither is unheard here");
  return found;
}

const pairs = seen.flatMap(({ name, found, expected }): { name: string; pair: Pair }[] => {
  if (expected === "unheard" || found?.kind !== "quarters") return []; // that both are, is tested below
  const { quarters, all } = found;
  return [
    ...quarters.map(({ difference }, at) => ({
      name: `${name}, ${expected.quarters[at]?.[0] ?? "no quarter"}`,
      pair: [difference, expected.quarters[at]?.[1] ?? [0, 0]] as const,
    })),
    { name: `${name}, all`, pair: [all, expected.all] },
  ];
});

const measured = pairs.flatMap(({ name, pair: [found, expected] }) =>
  found.kind === "measured" && expected.length > 2
    ? [{ name, found, expected: expected as Extract<Frozen, readonly [number, number, number, ...unknown[]]> }]
    : [],
);

describe("M3, the difference", () => {
  test("[A15] [A20] looks at the quarters that are over, at least two and at most eight, unless one is unheard", () => {
    expect(seen.length).toBeGreaterThanOrEqual(150);
    for (const { name, found, expected } of seen) {
      expect(found?.kind === "unheard", name).toBe(expected === "unheard");
      if (expected === "unheard") continue;
      expect(
        quartersOf(found).quarters.map(({ from }) => from),
        name,
      ).toEqual(expected.quarters.map(([from]) => from));
    }
    const lengths = new Set(seen.map(({ expected }) => (expected === "unheard" ? 0 : expected.quarters.length)));
    expect([...lengths].sort()).toEqual(expect.arrayContaining([0, 2, 3, 4, 8]));
  });

  test("[A15] counts each need in the quarter it was closed in or left open in, none on a day of a season, and gives twenty of each", () => {
    for (const {
      name,
      pair: [found, expected],
    } of pairs) {
      const [one, other] = expected;
      if (found.kind === "measured") expect(found.n, name).toEqual([one, other]);
      else expect(found, name).toEqual({ kind: "too-few", n: Math.min(one, other), needed: 20 });
      expect(found.kind === "measured", name).toBe(expected.length > 2);
    }
  });

  test("[A15] has the share met of the one less that of the other, within an interval never narrower than Newcombe's", () => {
    expect(measured.length).toBeGreaterThanOrEqual(200);
    for (const {
      name,
      found,
      expected: [, , value, low, high],
    } of measured) {
      expect(Math.abs(found.value - value), name).toBeLessThan(CLOSED);
      expect(found.low, name).toBeLessThanOrEqual(low + CLOSED);
      expect(found.high, name).toBeGreaterThanOrEqual(high - CLOSED);
    }
  });

  test("[A15] ends where the further of Newcombe's method and numpy's bootstrap of whole weeks ends, within what 2,000 draws vary", () => {
    let widened = 0;
    for (const {
      name,
      found,
      expected: [, , , low, high, [lows, highs]],
    } of measured) {
      expect(found.low, name).toBeGreaterThanOrEqual(Math.min(low, lows[0]) - CLOSED);
      expect(found.low, name).toBeLessThanOrEqual(Math.min(low, lows[2]) + CLOSED);
      expect(found.high, name).toBeLessThanOrEqual(Math.max(high, highs[2]) + CLOSED);
      expect(found.high, name).toBeGreaterThanOrEqual(Math.max(high, highs[0]) - CLOSED);
      if (found.low < low - CLOSED) widened += 1;
    }
    expect(widened).toBeGreaterThan(50);
  });

  test("[A15] has a word of the intervals: worth a talk, similar, or too early to tell", () => {
    const words = { similar: 0, "worth-a-talk": 0, "too-early": 0 };
    const side = (each: Difference | TooFew | undefined) =>
      each?.kind !== "measured" ? 0 : each.low > 0 ? 1 : each.high < 0 ? -1 : 0;
    for (const { name, found, expected } of seen) {
      if (expected === "unheard") continue;
      const { quarters, all, word } = quartersOf(found);
      const [before, last] = quarters.slice(-2).map(({ difference }) => side(difference));
      const isNear = all.kind === "measured" && all.low >= -0.1 && all.high <= 0.1;
      const isTalk = last !== 0 && last === before;
      expect(word, name).toBe(isTalk ? "worth-a-talk" : isNear ? "similar" : "too-early");
      words[word] += 1;
    }
    expect(Math.min(...Object.values(words))).toBeGreaterThan(3);
  });

  test("[A15] is not there for one alone", () => {
    const [journal] = vectors.journals;
    const view = viewOf(
      journal?.views[0]?.view ?? {
        from: "2026-01-01",
        to: "2026-01-01",
        today: "2026-01-01",
        horizonDays: 14,
        seasons: [],
      },
    );
    expect(differences(journal?.needs.map(needOf) ?? [], { ...view, partners: [NOA] })).toBeNull();
  });
});
