/** Bad input gets a clear sentence and nothing is lost; any script and any emoji is welcome. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { twofold } from "../support/command.ts";
import {
  goTo,
  lock,
  makeBackup,
  makeJournalTogether,
  NOA,
  SAM,
  sayNeed,
  unlock,
  writeToday,
} from "../support/steps.ts";

let app: App;
let folder: string;
test.beforeAll(async () => {
  app = await startApp();
  folder = mkdtempSync(join(tmpdir(), "twofold-bad-"));
});
test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function chooseToRestore(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a backup file" }).click();
  await (await chooser).setFiles(path);
}

const FULL = {
  title: "👩🏽‍❤️‍👩🏻 שלום 日本語 ✍️",
  words: "مرحبا 🌧️ naïve e\u0301 ﷽ 𝔘𝔫𝔦 ༀ ไทย — “quotes” <script>alert(1)</script> &amp; \\u0000 %s ${x}",
};

test("a full form of emoji and right-to-left text comes back as it was typed", async () => {
  test.setTimeout(180_000);
  const { context, page } = await app.launch();
  await makeJournalTogether(page);
  await unlock(page, NOA);
  await writeToday(page, FULL.title, FULL.words);
  await sayNeed(page, "Sam", {
    noticed: `${FULL.words} ${"🙂".repeat(400)}`,
    felt: FULL.title,
    word: "rest",
    request: FULL.words,
  });
  await lock(page);
  await unlock(page, NOA);
  await goTo(page, "Journal");
  await page.getByText(FULL.title).first().click();
  await expect(page.getByRole("textbox", { name: "Your page" })).toHaveText(FULL.words);
  await lock(page);
  await unlock(page, SAM);
  await goTo(page, "Needs");
  await expect(page.getByText(FULL.words).first()).toBeVisible();
  expect(app.faults).toEqual([]); // nothing of it ran
  await lock(page);

  await test.step("files that are no backup of this journal are refused by name, and the journal stays", async () => {
    await unlock(page, NOA);
    const backup = await makeBackup(page, folder);
    await lock(page);
    const whole = readFileSync(backup);
    const newer = Buffer.from(whole);
    newer.writeUInt32LE(3, 8);
    const cut = whole.subarray(0, whole.length - 100);
    const flipped = Buffer.from(whole);
    flipped[200] = (flipped[200] ?? 0) ^ 1;
    const passphrases = join(folder, "two.pass");
    writeFileSync(passphrases, `${NOA.passphrase}\n${SAM.passphrase}\n`);
    const foreign = join(folder, "foreign.twofold");
    twofold("demo", "--out", foreign, "--seed", "3", "--months", "1", "--fast", "--passphrase-file", passphrases);

    await page.getByRole("button", { name: "Restore a backup" }).click();
    const alert = page.getByRole("alert").filter({ hasText: /\S/ });
    for (const [name, bytes, sentence] of [
      ["empty.twofold", new Uint8Array(), "not a Twofold backup"],
      ["photo.twofold", Buffer.from("\u00ff\u00d8 not a backup at all"), "not a Twofold backup"],
      ["newer.twofold", newer, "newer"],
      ["cut.twofold", cut, "damaged"],
      ["flipped.twofold", flipped, "damaged"],
    ] as const) {
      await chooseToRestore(page, name, bytes);
      await expect(alert.first()).toContainText(sentence, { ignoreCase: true });
    }
    await chooseToRestore(page, "other.twofold", readFileSync(foreign));
    await expect(alert.first()).toContainText("another journal", { ignoreCase: true });
    await page.reload();
    await unlock(page, NOA);
    await goTo(page, "Journal");
    await expect(page.getByText(FULL.title).first()).toBeVisible();
  });
  await context.close();
});

test("a browser without Temporal is told so, and nothing is opened in it", async () => {
  const { context, page } = await app.launch();
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "Temporal"));
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This browser is too old for Twofold");
  await expect(page.getByText("your journal is as you left it", { exact: false })).toBeVisible();
  expect(page.workers()).toEqual([]);
  await context.close();
});
