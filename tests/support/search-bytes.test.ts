import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findWords } from "./search-bytes.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "twofold-search-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function found(bytes: Uint8Array): Promise<boolean> {
  const file = join(folder, "file");
  await writeFile(file, bytes);
  return findWords([file], ["zarvon"]).length > 0;
}

test.each(["utf8", "utf16le"] as const)("a word left in %s is found", async (encoding) => {
  expect(await found(Buffer.from("before zarvon after", encoding))).toBe(true);
});

test("a word left in base64 is found, wherever it stands and whatever stands beside it", async () => {
  const beside = fc.uint8Array({ maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(beside, beside, async (before, after) => {
      const text = Buffer.concat([before, Buffer.from("zarvon"), after]).toString("base64");
      expect(await found(Buffer.from(text))).toBe(true);
    }),
  );
});

test("a piece of a word is not the word", async () => {
  expect(await found(Buffer.from(`zarvo arvon ${Buffer.from("zarvon").toString("base64").slice(1, 4)}`))).toBe(false);
});
