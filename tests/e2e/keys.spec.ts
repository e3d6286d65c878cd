/**
 * Passphrases, recovery words, leaving and deleting, as a couple does them from Settings and from a page: what was refused opens no more,
 * what is new opens, and nothing that was written is lost on the way. Real Chromium, the browser Host.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { demoBackup } from "../support/demo.ts";
import {
  beginTask,
  choosePassphrase,
  goTo,
  lock,
  NOA,
  openShown,
  photograph,
  readEntry,
  refused,
  restoreFrom,
  SAM,
  sayNeed,
  takeWords,
  unlock,
  unlockTogether,
  writeToday,
  wrongPassphraseTold,
} from "../support/steps.ts";

const NEXT = "eleven brass keys under the old piano";
const THIRD = "a slow ferry full of yellow chairs";
const PAGE = { title: "Skylight zarvon", words: "Rain on the quilbrast roof." };
const SAMS = { title: "Staircase yelmic", words: "The vorplen neighbours moved out today." };
const NEED = {
  noticed: "The soup went cold.",
  felt: "Tense.",
  word: "rest",
  request: "One evening with nothing plannish.",
};

let folder: string;
let demo: string;
let apps: App[];
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "twofold-keys-"));
  demo = demoBackup(folder);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.beforeEach(() => void (apps = []));
test.afterEach(async () => {
  for (const app of apps) {
    await app.stop();
    expect(app.faults).toEqual([]);
    expect(app.requests.filter((url) => !url.startsWith(`${app.origin}/`) && !url.startsWith("blob:"))).toEqual([]);
  }
});

/** A laptop of its own, on which a file is restored. */
async function laptop(file: string, who = NOA): Promise<Page> {
  const app = await startApp();
  apps.push(app);
  const { page } = await app.launch();
  await restoreFrom(page, file, who);
  return page;
}

const next = (page: Page) => page.getByRole("button", { name: "Next", exact: true });
const withPassphrase = (who: typeof NOA, passphrase: string): typeof NOA => ({ ...who, passphrase });

async function openByWords(page: Page, words: readonly string[]): Promise<void> {
  await page.getByRole("button", { name: "Use recovery words" }).click();
  await page.locator("label", { hasText: new RegExp(`^${NOA.cover}$`) }).click();
  await page.getByLabel("Your 24 words, in their order").fill(words.join(" "));
  await page.getByRole("button", { name: "Open", exact: true }).click();
}

test("another passphrase, new words, and a passphrase found again by the words", async () => {
  test.setTimeout(180_000);
  const page = await laptop(demo);
  await unlock(page, NOA);
  await writeToday(page, PAGE.title, PAGE.words);

  await test.step("the passphrase is changed; what opens it now is asked for first", async () => {
    await beginTask(page, "Change my passphrase");
    await photograph(page, "change-passphrase");
    await page.getByLabel("Your passphrase as it is now").fill("something else entirely");
    await next(page).click();
    await choosePassphrase(page, NEXT);
    await wrongPassphraseTold(page);
    await expect(page.getByText("The new passphrase you chose is still known here")).toBeVisible();
    await photograph(page, "change-passphrase-wrong");
    await page.getByLabel("Your passphrase as it is now").fill(NOA.passphrase);
    await next(page).click();
    await expect(page.getByRole("heading", { name: "Your passphrase is changed" })).toBeVisible({ timeout: 20_000 });
    await page.getByRole("button", { name: "Done" }).click();
    await lock(page);
    await refused(page, NOA.cover, NOA.passphrase);
    await unlock(page, withPassphrase(NOA, NEXT));
  });

  const words = await test.step("new words are used once they are confirmed", async () => {
    await beginTask(page, "New recovery words");
    await page.getByLabel("Your passphrase as it is now").fill(NEXT);
    await next(page).click();
    const made = await takeWords(page);
    await page.getByRole("button", { name: "Use the new words" }).click();
    await expect(page.getByRole("heading", { name: "The new words are in use" })).toBeVisible();
    await lock(page);
    return made;
  });

  await test.step("the words open it, and set a passphrase in place of a lost one", async () => {
    await openByWords(page, [...words.slice(1), words[0] ?? ""]);
    await expect(page.getByText("Those words do not open this notebook. Nothing was changed.")).toBeVisible({
      timeout: 20_000,
    });
    await photograph(page, "unlock-wrong-words");
    await page.getByLabel("Your 24 words, in their order").fill(words.join(" "));
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await expect(page.getByText("You came in with your recovery words.")).toBeVisible({ timeout: 30_000 });
    await photograph(page, "offer-new-passphrase");
    await page.getByRole("button", { name: "Set a new passphrase" }).click();
    await page.getByLabel("Your 24 recovery words, in their order").fill(words.join(" "));
    await next(page).click();
    await choosePassphrase(page, THIRD);
    await expect(page.getByRole("heading", { name: "Your passphrase is changed" })).toBeVisible({ timeout: 20_000 });
    await lock(page);
    await refused(page, NOA.cover, NEXT);
    await unlock(page, withPassphrase(NOA, THIRD));
    await readEntry(page, PAGE.title, "quilbrast");
  });
});

test("a passphrase that is known to somebody: new keys, and each sees only when they opened their own", async () => {
  test.setTimeout(180_000);
  const page = await laptop(demo);
  const times = page.getByRole("list", { name: "When you opened it, newest first" });
  const theirs = page.getByText(/Only you see this list\./);
  let noas = 0;
  // An unlock counts once all that was written is open [V19]; a lock that comes sooner leaves none.
  for (let opened = 1; noas < 2 && opened <= 10; opened++) {
    await unlock(page, NOA);
    await goTo(page, "Settings");
    await theirs.waitFor();
    noas = await times.getByRole("listitem").count();
    if (noas < 2) await lock(page);
  }
  expect(noas).toBeGreaterThanOrEqual(2);
  await writeToday(page, PAGE.title, PAGE.words);
  await goTo(page, "Settings");
  await expect(theirs).toBeVisible();
  await photograph(page, "settings-keys");

  await beginTask(page, "My passphrase is known to somebody");
  await photograph(page, "start-anew");
  await page.getByRole("button", { name: "Start anew", exact: true }).click();
  await page.getByLabel("Your passphrase as it is now").fill(NOA.passphrase);
  await next(page).click();
  await choosePassphrase(page, NEXT);
  await takeWords(page);
  await expect(page.getByText("Backups kept here open with the old passphrase.")).toBeVisible();
  await photograph(page, "start-anew-last");
  // A lock in the middle of writing one leaves a backup that was not read back; the next unlock writes another.
  const kept = page.getByRole("list", { name: /^Backups that are kept here/ }).getByRole("listitem");
  for (let left = await kept.count(); left > 0; left--) {
    await kept
      .first()
      .getByRole("button", { name: /^Remove/ })
      .click();
    await page.getByRole("button", { name: "Remove this backup" }).click();
    await expect(kept).toHaveCount(left - 1);
  }
  await expect(page.getByText("No backups are kept here.")).toBeVisible();
  await page.getByRole("button", { name: "Start anew and lock" }).click();
  await refused(page, NOA.cover, NOA.passphrase);
  await unlock(page, withPassphrase(NOA, NEXT));
  await readEntry(page, PAGE.title, "quilbrast");
  await sayNeed(page, "Sam", NEED);
  await lock(page);

  await unlock(page, SAM); // whose passphrase stays as it is
  await goTo(page, "Needs");
  await expect(page.getByText(NEED.request).first()).toBeVisible();
  await goTo(page, "Settings");
  await expect(times.getByRole("listitem")).toHaveCount(0); // Noa's times are Noa's
});

test("a lost notebook is invited anew: what was shared is there, what was private stays sealed", async () => {
  test.setTimeout(180_000);
  const page = await laptop(demo);
  await unlock(page, SAM);
  await writeToday(page, SAMS.title, SAMS.words);
  await lock(page);
  await unlock(page, NOA);
  await sayNeed(page, "Sam", NEED);
  await beginTask(page, "Invite Sam anew");
  await photograph(page, "invite-anew");
  await page.getByRole("button", { name: "Sam is here" }).click();
  await expect(page.getByLabel("What you are called")).toHaveValue("Sam");
  await next(page).click();
  await choosePassphrase(page, NEXT);
  await takeWords(page);
  await page.getByRole("button", { name: "Lock and finish" }).click();
  await refused(page, SAM.cover, SAM.passphrase);
  await unlock(page, withPassphrase(SAM, NEXT));
  await goTo(page, "Needs");
  await expect(page.getByText(NEED.request).first()).toBeVisible();
  await goTo(page, "Journal");
  await expect(page.getByText(SAMS.title)).toHaveCount(0);
  await photograph(page, "journal-invited-anew");
  await lock(page);
  await unlock(page, NOA);
});

test("one’s own part is taken along and opens on an empty laptop, with what was shared as keepsakes", async () => {
  test.setTimeout(180_000);
  const page = await laptop(demo);
  await unlock(page, SAM);
  await sayNeed(page, "Noa", NEED);
  await lock(page);
  await unlock(page, NOA);
  await writeToday(page, PAGE.title, PAGE.words);
  await beginTask(page, "Take my part");
  await photograph(page, "take-my-part");
  await page.getByLabel("Your passphrase", { exact: true }).fill(NOA.passphrase);
  await page.getByRole("button", { name: "Choose a passphrase for it" }).click();
  await choosePassphrase(page, NEXT);
  await takeWords(page);
  const download = page.waitForEvent("download", { timeout: 60_000 });
  await page.getByRole("button", { name: "Write the file" }).click();
  const file = join(folder, "part.twofold");
  await (await download).saveAs(file);
  await expect(page.getByText("It was read back, and it is whole.")).toBeVisible({ timeout: 30_000 });
  await photograph(page, "take-my-part-done");

  const elsewhere = await laptop(file, withPassphrase(NOA, NEXT));
  await unlock(elsewhere, withPassphrase(NOA, NEXT));
  await readEntry(elsewhere, PAGE.title, "quilbrast");
  await goTo(elsewhere, "Settings");
  await elsewhere.getByRole("button", { name: "Read what was kept" }).click();
  await expect(elsewhere.getByText(NEED.request).first()).toBeVisible();
  await photograph(elsewhere, "keepsakes");
});

test("a page is deleted for good, typed, with the backups that hold it; then the whole journal, by both", async () => {
  test.setTimeout(180_000);
  const page = await laptop(demo);
  await unlock(page, NOA);
  await writeToday(page, PAGE.title, PAGE.words);
  await goTo(page, "Backup");
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect(page.getByText("A backup is being written and read back")).toHaveCount(0, { timeout: 30_000 });

  await goTo(page, "Journal");
  await page.getByText(PAGE.title).first().click();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete it for good instead" }).click();
  const dialog = page.getByRole("dialog", { name: "Delete for good" });
  await expect(dialog.getByText(/kept here w(as|ere) written since, and may hold it\./)).toBeVisible({
    timeout: 30_000,
  });
  await dialog.getByRole("textbox").fill("delete");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(dialog.getByText("What is typed differs from: delete for good")).toBeVisible();
  await photograph(page, "delete-for-good");
  await dialog.getByRole("textbox").fill("delete for good");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await dialog.getByLabel("Your passphrase", { exact: true }).fill(NOA.passphrase);
  await photograph(page, "delete-for-good-confirmed");
  await dialog.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("It is gone from this laptop’s journal.").first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(PAGE.title)).toHaveCount(0);

  await goTo(page, "Settings");
  await expect(page.getByText("Deleting the whole journal would delete Sam’s notebook with yours.")).toBeVisible();
  await lock(page);
  await unlockTogether(page);
  await beginTask(page, "Delete the whole journal");
  await photograph(page, "delete-journal");
  await page.getByLabel("To delete, type: delete the journal").fill("delete the journal");
  await page.getByRole("button", { name: "Delete the journal for good" }).click();
  for (const { name, passphrase } of [NOA, SAM]) {
    await page.getByLabel(`The passphrase of ${name}`, { exact: true }).fill(passphrase);
    await page.getByRole("button", { name: "Delete the journal for good" }).click();
  }
  await expect(page.getByRole("button", { name: "Make a journal" })).toBeVisible({ timeout: 30_000 });
  await expect(
    page.getByRole("heading", { name: "There is no journal here, but backups of one are kept" }),
  ).toBeVisible();
  await photograph(page, "welcome-after-deleting");
  await page.getByRole("button", { name: "Restore it" }).click(); // what is kept still opens
  await openShown(page, NOA.cover, NOA.passphrase);
  await expect(page.getByText("What would change")).toBeVisible({ timeout: 30_000 });
});
