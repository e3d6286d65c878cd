/** What is typed into a field must not lie in the browser's own files: its session file and its memory of forms keep what no `autocomplete="off"` forbids. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const RENDERER = join(import.meta.dirname, "../../../renderer");

const fieldsOf = (source: string): string[] =>
  [...source.matchAll(/<(?:input|textarea)\b[^]*?\/>/g)]
    .map(([field]) => field)
    .filter((field) => !/type="(?:checkbox|radio|file)"/.test(field));

test("[V17] every field that takes words or a day forbids the browser to keep them", () => {
  const found = readdirSync(RENDERER, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tsx"))
    .flatMap((path) => fieldsOf(readFileSync(join(RENDERER, path), "utf8")).map((field) => ({ path, field })));
  expect(found.length).toBeGreaterThan(10);
  expect(found.filter(({ field }) => !field.includes('autoComplete="off"'))).toEqual([]);
});
