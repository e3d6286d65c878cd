import { expect, it } from "vitest";
import { groupsHolding, isSameWord } from "#renderer/features/needs/word-search.ts";

const GROUPS = [
  { key: "order", label: "Order and help", words: ["a-hand", "fairness"] },
  { key: "own", label: "Yours", words: ["crème brûlée", "a hand to hold"] },
  { key: "none", label: "Nothing yet", words: [] },
];
const say = (word: string): string => (word === "a-hand" ? "a hand" : word);
const holding = (query: string) => groupsHolding(GROUPS, query, say).map(({ key, words }) => [key, ...words]);

it("[D30] words are found by how they are said, whatever their case and accents, in their groups", () => {
  expect(holding(" HAND")).toEqual([
    ["order", "a-hand"],
    ["own", "a hand to hold"],
  ]);
  expect(holding("creme bru")).toEqual([["own", "crème brûlée"]]);
  expect(holding("zither")).toEqual([]);
});

it("[D30] a group whose name holds what is looked for stays whole, and a blank query shows all that have words", () => {
  expect(holding("order and")).toEqual([["order", "a-hand", "fairness"]]);
  expect(holding("  ")).toEqual([
    ["order", "a-hand", "fairness"],
    ["own", "crème brûlée", "a hand to hold"],
  ]);
});

it("two words that read the same are one", () => {
  expect(isSameWord(" Tea", "tea ")).toBe(true);
  expect(isSameWord("tea", "teas")).toBe(false);
});
