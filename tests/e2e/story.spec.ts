/** The whole story of issue 2, as a couple lives it: real Chromium, real files, the built app under its own headers. */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { filesUnder, findWords } from "../support/search-bytes.ts";
import {
  agreeToAnalysis,
  answerAndTakeCare,
  feelAndClose,
  goTo,
  lock,
  makeBackup,
  makeJournalTogether,
  NOA,
  restoreFrom,
  SAM,
  sayNeed,
  unlock,
  unlockTogether,
  writeToday,
} from "../support/steps.ts";

const ENTRY = { title: "Skylight zarvon", words: "Rain on the quilbrast roof, and nobody reached for a phone." };
const SAMS = { title: "Staircase yelmic", words: "The vorplen neighbours moved out today." };
const NEED = {
  noticed: "On Thursday the table was laid at seven and the drimwick soup went cold.",
  felt: "Tense first.",
  word: "rest",
  request: "One evening with nothing plannish.",
};
const CARE = "Moved the phones-hallgrim call to Friday.";
const SECRETS = ["zarvon", "quilbrast", "yelmic", "vorplen", "drimwick", "plannish", "phones-hallgrim"];

let app: App;
test.beforeAll(async () => void (app = await startApp()));
test.afterAll(() => app.stop());

test("two partners write, say what they need, take care, look together, back up, lose all and restore", async () => {
  test.setTimeout(240_000);
  let { context, page } = await app.launch();

  await test.step("make a journal, and join", async () => {
    await makeJournalTogether(page);
  });

  await test.step("a wrong passphrase is told and changes nothing", async () => {
    await page.getByLabel(`Passphrase for the ${NOA.cover} cover`).fill("something else entirely");
    await page.getByRole("button", { name: "Open" }).first().click();
    await expect(page.getByText("That passphrase does not open this notebook. Nothing was changed.")).toBeVisible({
      timeout: 20_000,
    });
  });

  await test.step("Noa writes for herself and shares a need", async () => {
    await unlock(page, NOA);
    await writeToday(page, ENTRY.title, ENTRY.words);
    await goTo(page, "Journal");
    await expect(
      page
        .getByRole("link", { name: ENTRY.title })
        .or(page.getByRole("button", { name: ENTRY.title }))
        .first(),
    ).toBeVisible();
    await sayNeed(page, "Sam", NEED);
  });

  await test.step("Noa agrees that what both share is drawn; nothing is, while only she does", async () => {
    await agreeToAnalysis(page);
    await goTo(page, "Insights");
    await expect(page.getByText("The figures of what both of you shared are not shown at the moment.")).toBeVisible();
    await lock(page);
  });

  await test.step("Sam sees the need and none of Noa's pages; answers and takes care of it", async () => {
    await unlock(page, SAM);
    await goTo(page, "Journal");
    await expect(page.getByText(ENTRY.title)).toHaveCount(0);
    await writeToday(page, SAMS.title, SAMS.words);
    await goTo(page, "Needs");
    await expect(page.getByText(NEED.request).first()).toBeVisible();
    await answerAndTakeCare(page, "Noa", NEED.request, CARE);
    await agreeToAnalysis(page);
    await lock(page);
  });

  await test.step("Noa feels the care and closes the need for both", async () => {
    await unlock(page, NOA);
    await feelAndClose(page, "Sam", NEED.request, CARE);
  });

  await test.step("the figures say that it is too early", async () => {
    await goTo(page, "Insights");
    await expect(page.getByText("Too early to tell.").first()).toBeVisible();
  });

  const backup = await test.step("a backup is written and read back", () => makeBackup(page, dirname(app.profile)));

  await test.step("together, nothing private is there", async () => {
    await lock(page);
    await unlockTogether(page);
    await expect(page.getByRole("button", { name: "Journal" })).toHaveCount(0);
    await goTo(page, "Needs");
    await expect(page.locator("body")).not.toContainText("zarvon");
    await lock(page);
  });

  await test.step("no word of it lies on the disk in the clear", async () => {
    await context.close();
    const files = [...filesUnder(app.profile), backup];
    expect(findWords(files, SECRETS)).toEqual([]);
    expect(
      findWords(
        files,
        ["Noa", "Sam"].map((name) => `"name":"${name}"`),
      ),
    ).toEqual([]);
    expect(findWords([new URL(import.meta.url).pathname], ["quilbrast"])).not.toEqual([]); // the search does find
    expect(readFileSync(backup).subarray(0, 7).toString()).toBe("TWOFOLD");
  });

  await test.step("everything is lost, and restored from the backup", async () => {
    const fresh = await startApp();
    try {
      ({ context, page } = await fresh.launch());
      await restoreFrom(page, backup, NOA);
      await unlock(page, NOA);
      await goTo(page, "Journal");
      await page.getByText(ENTRY.title).first().click();
      await expect(page.getByText("quilbrast").first()).toBeVisible();
      await lock(page);
      await unlock(page, SAM);
      await goTo(page, "Journal");
      await page.getByText(SAMS.title).first().click();
      await expect(page.getByText("vorplen").first()).toBeVisible();
      await goTo(page, "Needs");
      await page.getByRole("button", { name: "Closed needs" }).click();
      await expect(page.getByText(NEED.request).first()).toBeVisible();
    } finally {
      await fresh.stop();
    }
  });

  expect(app.requests.filter((url) => !url.startsWith(`${app.origin}/`) && !url.startsWith("blob:"))).toEqual([]);
  expect(app.faults).toEqual([]);
});
