/** A ratchet: an adapter of the Host port that no contract test runs fails here. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

test("every Host adapter runs the contract suite", () => {
  // An adapter is a file that makes a Host: `export function browserHost(`.
  const folder = join(ROOT, "renderer/host");
  const adapters = readdirSync(folder).filter((name) =>
    /^export function \w+Host\(/m.test(readFileSync(join(folder, name), "utf8")),
  );
  const suites = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
    .filter((text) => text.includes("hostContract("));
  expect(adapters.sort()).toEqual(["browser.ts", "electron.ts"]);
  for (const adapter of adapters) {
    expect(
      suites.some((text) => text.includes(`#renderer/host/${adapter}`)),
      adapter,
    ).toBe(true);
  }
});
