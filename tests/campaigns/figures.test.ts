import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type Figures,
  figuresTable,
  forgeryTable,
  isAttack,
  markdownTable,
  putBetween,
  type Rate,
  ratesTable,
  sortedLike,
} from "./figures.mjs";

const security = readFileSync(resolve(import.meta.dirname, "../../SECURITY.md"), "utf8");
const analysis = readFileSync(resolve(import.meta.dirname, "../../shared/analysis/SPEC.md"), "utf8");
const results = resolve(import.meta.dirname, "results.json");
const recorded = existsSync(results)
  ? (JSON.parse(readFileSync(results, "utf8")) as (Figures & {
      outcomes?: Parameters<typeof forgeryTable>[0];
      rates?: readonly Rate[];
    })[])
  : [];

describe("the figures of SECURITY.md", () => {
  test("are those of the recorded runs, and none of these lost anything or went wrong", () => {
    expect(recorded.every(({ lost, wrong, cases }) => lost === 0 && wrong === 0 && cases > 0)).toBe(true);
    if (recorded.length > 0)
      expect(putBetween(security, "campaigns", figuresTable(recorded.filter(isAttack)))).toBe(security);
    for (const { outcomes } of recorded)
      if (outcomes !== undefined) expect(putBetween(security, "forgery", forgeryTable(outcomes))).toBe(security);
    const rates = recorded.flatMap(({ rates: each }) => each ?? []);
    expect(rates.length).toBeGreaterThan(50);
    expect(putBetween(analysis, "chance", ratesTable(rates))).toBe(analysis);
  });

  test("come from programs that are there, and so do the claims", () => {
    const programs = readdirSync(import.meta.dirname).flatMap((file) => /^(.*)\.mjs$/.exec(file)?.slice(1) ?? []);
    const named = [...security.matchAll(/`((?:attack|chrome|hostile|limits|mutations|reader|shell)[a-z-]*)`/g)].map(
      ([, name]) => name,
    );
    expect(named.length).toBeGreaterThan(8);
    for (const name of named) expect(programs).toContain(name);
  });

  test("stand in a table as wide as what is in it, numbers to the right", () => {
    expect(markdownTable(["a", "count"], [["x|y", "1,200"]], (column) => column === "count")).toBe(
      "| a    | count |\n| ---- | ----: |\n| x\\|y | 1,200 |",
    );
  });

  test("keep the order of their programs, the lines of one together", () => {
    const figures = ["chrome-kill", "shell-disk", "shell", "unknown", "reader"].map(
      (campaign) => ({ campaign }) as Figures,
    );
    const order = sortedLike(["reader", "shell", "chrome-kill"], figures).map(({ campaign }) => campaign);
    expect(order).toEqual(["reader", "shell-disk", "shell", "chrome-kill", "unknown"]);
  });

  test("are put only where their place is marked", () => {
    expect(putBetween("a <!-- x --> old <!-- /x --> b", "x", "new")).toBe("a <!-- x -->\n\nnew\n\n<!-- /x --> b");
    expect(() => putBetween("a", "x", "new")).toThrow("is not there");
  });
});
