/** A year of the sample couple: made by the command, restored, looked at and backed up in the app, and compared record by record. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { twofold } from "../support/command.ts";
import { filesUnder, findWords } from "../support/search-bytes.ts";
import {
  answerAndTakeCare,
  feelAndClose,
  goTo,
  lock,
  makeBackup,
  NOA,
  restoreFrom,
  SAM,
  sayNeed,
  unlock,
  writeToday,
} from "../support/steps.ts";

const NEED = {
  noticed: "The ledger of the month lay open on the table.",
  felt: "Curious.",
  word: "rest",
  request: "Half an hour with the wickerbrand ledger.",
};
const CARE = "Put the kettle on and sat down beside the ledger.";

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
  for (const figure of ["The weeks", "Needs that were met", "Who took care"]) {
    await expect(page.getByRole("heading", { name: figure })).toBeVisible();
  }
  await expect(page.getByText(/^n \d{2,}$/)).toHaveCount(4); // M1 and M2, each for both
  await page.locator("label", { hasText: "Table" }).first().click();
  await expect(page.getByRole("table").first().getByRole("row")).not.toHaveCount(1);

  await goTo(page, "Journal");
  await page.getByPlaceholder("Search what you wrote").fill("the");
  await expect(page.getByText(/\d+ entries/).first()).toBeVisible();

  await test.step("the year goes on: a page, a need, an answer, care, how it felt, the closing", async () => {
    await writeToday(page, "One more page", "The year goes on.");
    await sayNeed(page, "Sam", NEED);
    await lock(page);
    await unlock(page, SAM);
    await answerAndTakeCare(page, "Noa", NEED.request, CARE);
    await lock(page);
    await unlock(page, NOA);
    await feelAndClose(page, "Sam", NEED.request, CARE);
  });

  const again = await makeBackup(page, folder);
  await context.close();

  const restored = await startApp(); // another origin: nothing of the first is there
  let last: string;
  try {
    const { page: fresh } = await restored.launch();
    await restoreFrom(fresh, again, SAM);
    await unlock(fresh, SAM);
    await goTo(fresh, "Needs");
    await fresh.getByRole("button", { name: "Closed needs" }).click();
    await expect(fresh.getByText(NEED.request).first()).toBeVisible();
    last = await makeBackup(fresh, mkdtempSync(join(folder, "last-")));
  } finally {
    await restored.stop();
  }

  for (const [who, name] of [
    [NOA, "noa"],
    [SAM, "sam"],
  ] as const) {
    const made = recordsIn(demo, who, `${name}-made`);
    const before = recordsIn(again, who, `${name}-before`);
    expect(made.length).toBeGreaterThan(2_000);
    const kept = new Set(before);
    expect(made.filter((line) => !kept.has(line))).toEqual([]); // nothing of the year was lost or changed
    expect(before.length).toBeGreaterThan(made.length);
    expect(recordsIn(last, who, `${name}-after`)).toEqual(before); // wiped and restored, it is the same
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
