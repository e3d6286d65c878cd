/** A ratchet: each practice of CONTRIBUTING.md has its row, and every test that a row names is there and does it. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { testNames } from "../support/test-names.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PRACTICES = Array.from({ length: 18 }, (_, at) => `P${at + 1}`);

interface Row {
  readonly practice: string;
  readonly what: string;
  readonly where: string;
  /** Paths from the root. */
  readonly files: readonly string[];
}

const rows = [...readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8").matchAll(/^\| (P\d+) .*$/gm)].map(
  ([line]): Row => {
    const [practice = "", what = "", where = "", tests = ""] = line
      .split("|")
      .slice(1)
      .map((cell) => cell.trim());
    return { practice, what, where, files: [...tests.matchAll(/\]\((\S+)\)/g)].map(([, file = ""]) => file) };
  },
);
const named = testNames(join(ROOT, "tests/e2e"));

test("the table of practices has one row for each, in their order", () => {
  expect(rows.map(({ practice }) => practice)).toEqual(PRACTICES);
  for (const { what, where, files } of rows) {
    expect([what, where]).not.toContain("");
    expect(files).not.toEqual([]);
  }
});

describe.each(rows)("$practice", ({ practice, files }) => {
  test.each(files)("is done in %s, by a test that begins with it", (file) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    const ofFile = named.filter((each) => each.file === join(ROOT, file)).map(({ name }) => name);
    expect(ofFile.filter((name) => name.startsWith(`${practice}:`))).not.toEqual([]);
  });
});

test("every test of a practice is in the table", () => {
  const known = new Set(rows.flatMap(({ practice, files }) => files.map((file) => `${practice} ${join(ROOT, file)}`)));
  const told = named.flatMap(
    ({ file, name }) =>
      /^(P\d+):/
        .exec(name)
        ?.slice(1)
        .map((one) => `${one} ${file}`) ?? [],
  );
  expect(told.filter((one) => !known.has(one))).toEqual([]);
});
