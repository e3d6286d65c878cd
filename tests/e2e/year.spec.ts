/** A year of the sample couple: made by the command, restored, looked at and backed up in the app, and compared record by record. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { twofold } from "../support/command.ts";
import { filesUnder, findWords } from "../support/search-bytes.ts";
import { goTo, makeBackup, NOA, restoreFrom, SAM, unlock } from "../support/steps.ts";

let app: App;
let folder: string;
test.beforeAll(async () => {
  app = await startApp();
  folder = mkdtempSync(join(tmpdir(), "twofold-year-"));
});
test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Every record a seat's passphrase opens, as the command exports them. */
function recordsIn(file: string, who: typeof NOA, name: string): string[] {
  const passphrases = join(folder, `${name}.pass`);
  writeFileSync(passphrases, `${who.passphrase}\n`);
  const out = join(folder, name);
  const exported = twofold("export", file, "--out", out, "--format", "json", "--passphrase-file", passphrases);
  expect(exported.json.ok).toBe(true);
  return readFileSync(join(out, "records.jsonl"), "utf8").trimEnd().split("\n").sort();
}

test("a year is restored, drawn, backed up again and the same", async () => {
  test.setTimeout(240_000);
  const both = join(folder, "both.pass");
  writeFileSync(both, `${NOA.passphrase}\n${SAM.passphrase}\n`);
  const demo = join(folder, "demo.twofold");
  const made = twofold("demo", "--out", demo, "--seed", "11", "--months", "12", "--passphrase-file", both);
  expect(made.code).toBe(0);
  const { originals } = made.json as unknown as { originals: Record<string, number> };
  expect(originals["entry"]).toBeGreaterThan(600);
  expect(originals["need"]).toBeGreaterThan(400);
  expect(originals["care"]).toBeGreaterThan(700);

  const { context, page } = await app.launch();
  await restoreFrom(page, demo, NOA);
  await unlock(page, NOA);

  await goTo(page, "Insights");
  await expect(page.getByRole("img", { name: /^The weeks, Noa, Sam/ }).first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/^n \d{2,}$/).first()).toBeVisible();
  await page.locator("label", { hasText: "Table" }).first().click();
  await expect(page.getByRole("table").first().getByRole("row")).not.toHaveCount(1);

  await goTo(page, "Journal");
  await page.getByPlaceholder("Search what you wrote").fill("the");
  await expect(page.getByText(/\d+ entries/).first()).toBeVisible();

  const again = await makeBackup(page, folder);
  await context.close();
  for (const [who, name] of [
    [NOA, "noa"],
    [SAM, "sam"],
  ] as const) {
    const before = recordsIn(demo, who, `${name}-before`);
    expect(before.length).toBeGreaterThan(2_000);
    expect(recordsIn(again, who, `${name}-after`)).toEqual(before);
  }

  const titles = recordsIn(demo, NOA, "noa-titles").flatMap((line) => {
    const { kind, title } = JSON.parse(line) as { kind: string; title?: string };
    return kind === "entry" && title !== undefined && title.length > 12 ? [title] : [];
  });
  const words = titles.filter((_, at) => at % Math.ceil(titles.length / 25) === 0);
  expect(words.length).toBeGreaterThan(10);
  expect(findWords([...filesUnder(app.profile), demo, again], words)).toEqual([]);
  writeFileSync(join(folder, "planted"), `before ${words[0] ?? ""} after`);
  expect(findWords([join(folder, "planted")], words)).not.toEqual([]);
});
