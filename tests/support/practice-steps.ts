/** What the tests of the practices have in common: a couple on one page, and the steps that are the same in every part. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import { startApp, type App } from "./app.ts";
import { lookAt } from "./axe.ts";
import { goTo, makeJournalTogether, photograph } from "./steps.ts";

/** Starts an app of this file's own and makes a couple's journal in it, for tests that follow one another on one page. Ends at the covers. */
export async function startCouple(): Promise<{ app: App; page: Page }> {
  test.setTimeout(240_000); // of the hook that calls it
  const app = await startApp();
  const { page } = await app.launch();
  await makeJournalTogether(page);
  return { app, page };
}

/** Stops the app, on whose pages nothing has gone wrong. */
export async function stopCouple(app: App): Promise<void> {
  await app.stop();
  expect(app.faults).toEqual([]);
}

/** The page that lies open; beside the list of the needs, the one to read. */
export const sheet = (page: Page): Locator => page.getByRole("article");

export const region = (page: Page, name: string): Locator => page.getByRole("region", { name, exact: true });

/** The title of what is open. */
export const titled = (page: Page, name: string): Locator => page.getByRole("heading", { level: 1, name, exact: true });

export const press = (within: Page | Locator, name: string): Promise<void> =>
  within.getByRole("button", { name, exact: true }).click();

/** Presses what ends a form or a question, and waits until that is gone: before, nothing is kept. */
export async function finish(within: Page | Locator, name: string): Promise<void> {
  await press(within, name);
  await expect(within.getByRole("button", { name, exact: true })).toHaveCount(0);
}

/** Chooses by the words on a chip. */
export const choose = (within: Page | Locator, name: string): Promise<void> =>
  within
    .locator("label", { hasText: new RegExp(`^${name}$`) })
    .first()
    .click();

/** Chooses one of five steps. */
export const mark = (within: Page | Locator, step: string): Promise<void> =>
  within.getByRole("radio", { name: step, exact: true }).check({ force: true }); // the word lies in the dot's label, for ears

/** Goes to the list of a part. */
export async function openPart(page: Page, place: "Together" | "Me", part: string): Promise<void> {
  await goTo(page, place);
  await page.getByRole("button", { name: new RegExp(`^${part} `) }).click();
  await expect(titled(page, part)).toBeVisible();
}

/** Opens a thing of the list that is shown, by its title. */
export async function openThing(page: Page, title: string): Promise<void> {
  await press(page, title);
  await expect(titled(page, title)).toBeVisible();
}

/** From a form, shows what the other would read, these words in it, and shares it. Ends where it is shared. */
export async function share(page: Page, other: string, words = ""): Promise<void> {
  await press(page, `See what ${other} would read`);
  await expect(titled(page, `What ${other} would read`)).toBeVisible();
  await expect(sheet(page)).toContainText(words);
  await finish(page, `Share with ${other}`);
}

/** Holds what stands there to axe and to its window, wide in light and narrow in dark, and photographs it. */
export async function look(page: Page, name: string): Promise<void> {
  await photograph(page, name);
  await page.setViewportSize({ width: 360, height: 800 });
  await photograph(page, `${name}-360`);
  const found: Record<string, string[]> = {};
  await lookAt(page, name, found, [
    ["light", 1280],
    ["dark", 360],
  ]);
  expect(found).toEqual({});
}
