/**
 * A ratchet over the specifications: every numbered rule is cited, as `[D21]`, in the name of a test, and no name cites a rule that is not
 * there. Whether the citing test would fail if its rule were broken is for campaigns/mutations.mjs to show.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { testNames } from "../support/test-names.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** The numbered texts, and the letter of each. */
const RULES = {
  "analysis/SPEC.md": "A",
  "backup/FORMAT.md": "B",
  "crypto/FORMAT.md": "F",
  "domain/SPEC.md": "D",
  "ledger/FORMAT.md": "L",
  "vault/SPEC.md": "V",
} as const;

const CITATION = /\[([A-Z]\d+)\]/g;

/** Each rule that a name cites, with the files whose names do. */
const cited = new Map<string, Set<string>>();
for (const { file, name } of testNames(join(ROOT, "tests"))) {
  for (const [, rule = ""] of name.matchAll(CITATION)) {
    cited.set(rule, (cited.get(rule) ?? new Set()).add(relative(ROOT, file)));
  }
}

test("every SPEC and FORMAT of shared/ is held to this", () => {
  const files = readdirSync(join(ROOT, "shared"), { recursive: true, encoding: "utf8" });
  const texts = files.filter((file) => file.endsWith(".md")).map((file) => file.replaceAll("\\", "/"));
  expect(texts.sort()).toEqual(Object.keys(RULES).sort());
});

describe.each(Object.entries(RULES))("shared/%s", (text, letter) => {
  /** A rule is stated where a heading or a paragraph begins with its number. */
  const stated = [
    ...readFileSync(join(ROOT, "shared", text), "utf8").matchAll(/^(?:#{2,3} |(?:- )?\*\*)\[([A-Z]\d+)\]/gm),
  ].map(([, rule = ""]) => rule);

  test("numbers its rules with one letter, each once", () => {
    expect(stated.length).toBeGreaterThan(8);
    expect(stated.filter((rule) => !rule.startsWith(letter))).toEqual([]);
    expect(new Set(stated).size).toBe(stated.length);
  });

  test("has each rule cited in the name of a test", () => {
    expect(stated.filter((rule) => !cited.has(rule))).toEqual([]);
  });

  test("states every rule that a test cites by its letter", () => {
    const unknown = [...cited].filter(([rule]) => rule.startsWith(letter) && !stated.includes(rule));
    expect(unknown.map(([rule, files]) => `${rule} in ${[...files].join(", ")}`)).toEqual([]);
  });
});

test("no test cites a rule of no text", () => {
  const letters = Object.values<string>(RULES);
  expect([...cited.keys()].filter((rule) => !letters.includes(rule.charAt(0)))).toEqual([]);
});
