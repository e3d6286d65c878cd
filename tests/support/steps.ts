/** What two people do in the app, in the words that stand on its buttons. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { expect, type Page } from "@playwright/test";

export const NOA = { name: "Noa", passphrase: "quiet lamp over the stairs at noon", cover: "blue, striped" };
export const SAM = { name: "Sam", passphrase: "seven plums in a wet paper bag", cover: "yellow, dotted" };

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Types a passphrase twice. */
export async function choosePassphrase(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("The same once more").fill(passphrase);
  await button(page, "Next").click();
}

/** Reads the 24 words, types three of them back, and returns them. */
export async function takeWords(page: Page): Promise<string[]> {
  const list = page.getByRole("list", { name: "24 recovery words" });
  await list.waitFor({ timeout: 30_000 });
  const words = await list.getByRole("listitem").allInnerTexts();
  await button(page, "I have written them down").click();
  for (const field of await page.getByLabel(/^Word \d+$/).all()) {
    const label = await field.evaluate((input) => (input as HTMLInputElement).labels?.[0]?.innerText ?? "");
    await field.fill(words[Number(label.replace(/\D/g, "")) - 1] ?? "");
  }
  await button(page, "Next").click();
  return words;
}

/** Noa makes a journal, up to whether somebody joins now. */
async function makeFirstNotebook(page: Page): Promise<string[]> {
  await button(page, "Make a journal").click();
  await page.getByLabel("What you are called").fill(NOA.name);
  await button(page, "Next").click();
  await choosePassphrase(page, NOA.passphrase);
  return takeWords(page);
}

/** Noa makes a journal for herself. Ends in her open notebook. */
export async function makeJournalAlone(page: Page): Promise<void> {
  await makeFirstNotebook(page);
  await button(page, "Open my notebook").click();
  await expect(page.getByText(`${NOA.name}’s notebook`)).toBeVisible({ timeout: 30_000 });
}

/** Noa makes a journal, and hands over to Sam, who joins. Ends at the two covers. */
export async function makeJournalTogether(page: Page): Promise<{ noa: string[]; sam: string[] }> {
  const noa = await makeFirstNotebook(page);
  await button(page, "My partner joins now").click();
  await button(page, "I am the second").click();
  await page.getByLabel("What you are called").fill(SAM.name);
  await button(page, "Next").click();
  await choosePassphrase(page, SAM.passphrase);
  const sam = await takeWords(page);
  await button(page, "Lock and finish").click();
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
  return { noa, sam };
}

export async function unlock(page: Page, who: typeof NOA): Promise<void> {
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
  await page.locator("label", { hasText: new RegExp(`^${who.cover}$`) }).click();
  await page.getByLabel(`Passphrase for the ${who.cover} cover`).fill(who.passphrase);
  await button(page, "Open").click();
  await expect(page.getByText(`${who.name}’s notebook`)).toBeVisible({ timeout: 30_000 });
}

export async function unlockTogether(page: Page, both: readonly (typeof NOA)[] = [NOA, SAM]): Promise<void> {
  await button(page, "Open together").click();
  for (const { cover, passphrase } of both) await page.getByLabel(`Passphrase for the ${cover} cover`).fill(passphrase);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.locator(".frame-open")).toContainText("Open together", { timeout: 30_000 });
}

/** One press; the covers come back on a page without the old one's memory. */
export async function lock(page: Page): Promise<void> {
  await page.keyboard.press("Control+l");
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor({ timeout: 20_000 });
}

export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: place }).first().click();
}

/** Says for one's own part that what both shared may be looked at, or not now. */
export async function sayOfAnalysis(page: Page, choice: "it may be shown" | "not now"): Promise<void> {
  await goTo(page, "Settings");
  await page.locator("label", { hasText: new RegExp(`^${choice}$`) }).click();
  await expect(page.getByRole("radio", { name: choice, exact: true })).toBeChecked();
}

/** Writes today's page and waits until it is kept. */
export async function writeToday(page: Page, title: string, words: string): Promise<void> {
  await goTo(page, "Today");
  await page.getByLabel("Title").fill(title);
  await page.getByRole("textbox", { name: "Your page" }).click();
  await page.keyboard.type(words);
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: /^saved$/ })
      .first(),
  ).toBeVisible();
}

/** Says, for one's own part, that what both shared may be drawn: the figures stand there once both have. */
export async function agreeToAnalysis(page: Page): Promise<void> {
  await goTo(page, "Settings");
  await page.locator("label", { hasText: /^it may be shown$/ }).click();
  await expect(page.getByRole("radio", { name: "it may be shown" })).toBeChecked(); // as soon as it is kept and shared
}

/** Says a need and shares it. */
export async function sayNeed(
  page: Page,
  other: string,
  need: { noticed: string; felt: string; word: string; request: string },
): Promise<void> {
  await goTo(page, "Needs");
  await page.getByLabel("What happened").fill(need.noticed);
  await page.getByLabel("What I felt").fill(need.felt);
  await page.locator("label", { hasText: need.word }).first().click();
  await page.getByLabel("What I ask").fill(need.request);
  await button(page, `See what ${other} would read`).click();
  const preview = page.getByRole("article", { name: `What ${other} would read` });
  await expect(preview).toContainText(need.request);
  await preview.getByRole("button", { name: `Share with ${other}` }).click();
  await expect(preview).toBeHidden();
}

/** Answers yes to a need the other shared, and takes care of it. */
export async function answerAndTakeCare(page: Page, owner: string, request: string, what: string): Promise<void> {
  await goTo(page, "Needs");
  const need = page.getByRole("listitem").filter({ hasText: request });
  await need.getByRole("button", { name: "Answer" }).click();
  await need.locator("label", { hasText: /^yes$/ }).click();
  await button(page, "Give this answer").click();
  await need.getByRole("button", { name: "I did something" }).click();
  await page.getByRole("textbox", { name: `And what did you do for ${owner}?` }).fill(what);
  await button(page, `See what ${owner} would read`).click();
  const preview = page.getByRole("article", { name: `What ${owner} would read` });
  await expect(preview).toContainText(what);
  await preview.getByRole("button", { name: `Share with ${owner}` }).click();
  await expect(preview).toBeHidden();
}

/** Says how care felt and lets its giver know; then closes the need it was for as met, by both, for both to read. */
export async function feelAndClose(page: Page, giver: string, request: string, what: string): Promise<void> {
  await goTo(page, "Needs");
  const care = page.getByRole("listitem").filter({ hasText: what });
  await care.getByText("good", { exact: true }).first().click({ force: true }); // the word lies in the dot's label, for ears
  await care.getByRole("button", { name: `Let ${giver} know` }).click();
  await expect(care).toBeHidden();
  const need = page.getByRole("listitem").filter({ hasText: request });
  await need.getByRole("button", { name: "Close it" }).click();
  await need.locator("label", { hasText: /^met$/ }).click();
  await need.locator("label", { hasText: /^both$/ }).click();
  await need.getByRole("button", { name: "Close it for both of you" }).click();
  await expect(need).toBeHidden();
}

/** Opens a chosen file in the restore flow, from Welcome, and writes it. Ends at the covers. */
export async function restoreFrom(page: Page, file: string, who: typeof NOA): Promise<void> {
  await button(page, "Restore a backup").click();
  const chooser = page.waitForEvent("filechooser");
  await button(page, "Choose a backup file").click();
  await (await chooser).setFiles(file);
  await page.locator("label", { hasText: new RegExp(`^${who.cover}$`) }).click();
  await page.getByLabel(/^Passphrase for the notebook/).fill(who.passphrase);
  await button(page, "Open the backup").click();
  await expect(page.getByText("What would change")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Restore", exact: true }).click();
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor({ timeout: 60_000 });
}

/** Makes a backup through the Backup place; returns where the download lies. */
export async function makeBackup(page: Page, into: string): Promise<string> {
  await goTo(page, "Backup");
  const download = page.waitForEvent("download", { timeout: 60_000 });
  await button(page, "Make a backup now").click();
  const file = await download;
  const path = `${into}/${file.suggestedFilename()}`;
  await file.saveAs(path);
  await expect(page.getByText("This backup is whole.")).toBeVisible({ timeout: 30_000 });
  return path;
}

/** Opens the backup that is shown with its cover's passphrase, looks at the plan and restores it. Ends at the covers. */
export async function restoreShown(page: Page, who: typeof NOA): Promise<void> {
  await openShown(page, who.cover, who.passphrase);
  await expect(page.getByText("What would change")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: /^(Restore|Replace it with the backup)$/ }).click();
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor({ timeout: 60_000 });
}

/** Types a passphrase for a cover of the backup that is shown, and opens it. */
export async function openShown(page: Page, cover: string, passphrase: string): Promise<void> {
  await page.locator("label", { hasText: new RegExp(`^${cover}$`) }).click();
  await page.getByLabel(/^Passphrase for the notebook/).fill(passphrase);
  await button(page, "Open the backup").click();
}

/** Opens a page of the journal by its title, and finds a word of it there. */
export async function readEntry(page: Page, title: string, word: string): Promise<void> {
  await goTo(page, "Journal");
  await page.getByText(title).first().click();
  await expect(page.getByText(word).first()).toBeVisible();
}

/** Waits, in the Backup place, until so many backups are kept and none is being written. */
export async function backupsKept(page: Page, count: number): Promise<void> {
  const list = page.getByRole("list", { name: "Backups that are kept, newest first" });
  await expect(list.getByRole("listitem")).toHaveCount(count, { timeout: 30_000 });
  await expect(page.getByText("A backup is being written and read back")).toHaveCount(0, { timeout: 30_000 });
}

/** Waits until a wrong passphrase is told. */
export async function wrongPassphraseTold(page: Page): Promise<void> {
  const sentence = page.getByText("That passphrase does not open this notebook. Nothing was changed.");
  await expect(sentence).toBeVisible({ timeout: 30_000 });
}

/** Tries what does not open a cover any more: told, and nothing opens. */
export async function refused(page: Page, cover: string, passphrase: string): Promise<void> {
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor({ timeout: 30_000 });
  await page.locator("label", { hasText: new RegExp(`^${cover}$`) }).click();
  await page.getByLabel(`Passphrase for the ${cover} cover`).fill(passphrase);
  await button(page, "Open").click();
  await wrongPassphraseTold(page);
}

/** Begins one of the tasks of Settings, by what its heading says. */
export async function beginTask(page: Page, title: string): Promise<void> {
  await goTo(page, "Settings");
  await page
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: title, exact: true }) })
    .getByRole("button")
    .click();
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
}

/** Chooses a file in the Backup place of the open journal and opens it. Ends at the two ways. */
export async function openInside(page: Page, file: string, who: typeof NOA): Promise<void> {
  await goTo(page, "Backup");
  await button(page, "Begin a restore").click();
  const chooser = page.waitForEvent("filechooser");
  await button(page, "Choose a backup file").click();
  await (await chooser).setFiles(file);
  await openShown(page, who.cover, who.passphrase);
  await page.getByRole("heading", { name: "What should it do?" }).waitFor({ timeout: 30_000 });
}

/** Goes on writing at the end of a page of the journal. */
export async function writeOn(page: Page, title: string, words: string): Promise<void> {
  await goTo(page, "Journal");
  await page.getByText(title).first().click();
  await page.getByRole("textbox", { name: "Your page" }).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: /^saved$/ })
      .first(),
  ).toBeVisible();
}

/** Takes a picture of what stands there now, in light and in dark, where TWOFOLD_PICTURES names a folder for them. */
export async function photograph(page: Page, name: string): Promise<void> {
  const folder = env["TWOFOLD_PICTURES"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.waitForTimeout(300); // faces settle
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), fullPage: true });
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
