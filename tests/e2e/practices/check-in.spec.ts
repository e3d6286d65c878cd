/** The weekly check-in as a couple holds it in the built app: each in their own session, a week later, and once at one screen. */
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "../../support/app.ts";
import { axeFindings } from "../../support/axe.ts";
import {
  goTo,
  lock,
  makeJournalTogether,
  NOA,
  photograph,
  SAM,
  sayNeed,
  unlock,
  unlockTogether,
} from "../../support/steps.ts";

const GLAD = "You rang the plumber before I had asked.";
const OFFERED = "I take the bins out this week.";
const NEED = { noticed: "Three late evenings.", felt: "Thin.", word: "rest", request: "Let me sleep in on Saturday." };

let app: App;
let page: Page;
test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  app = await startApp();
  ({ page } = await app.launch());
  await itIs("2026-11-18");
  await makeJournalTogether(page);
});
test.afterAll(() => app.stop());

/** The days go on, and every page sees it. */
const itIs = (day: string) => page.context().clock.setSystemTime(new Date(`${day}T18:00:00+01:00`));
const press = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const part = () => page.getByRole("region", { name: "Your part", exact: true });
const parts = () => page.getByRole("region", { name: "Both parts", exact: true });
const answersTo = (question: string) => page.getByRole("region", { name: question, exact: true });

async function openCheckIns(): Promise<void> {
  await goTo(page, "Together");
  await page.getByRole("button", { name: /^Check-in / }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Check-in", exact: true })).toBeVisible();
}

async function openThisWeek(act: string): Promise<void> {
  await openCheckIns();
  await press(act);
  await expect(page.getByRole("heading", { level: 1, name: /^Check-in, / })).toBeFocused();
}

/** The picture of what stands there, wide and narrow, no wider than its window, and nothing wrong with it. */
async function look(name: string): Promise<void> {
  await photograph(page, name);
  await page.setViewportSize({ width: 360, height: 800 });
  await photograph(page, `${name}-360`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(over, `${name} is no wider than its window`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await axeFindings(page)).toEqual([]);
}

test("P9: each gives their part unseen, what one thinks the other needs beside what they said; then both are read side by side", async () => {
  test.setTimeout(240_000);
  await unlock(page, SAM);
  await sayNeed(page, "Noa", NEED);
  await lock(page);

  await unlock(page, NOA);
  await openThisWeek("Begin this week’s");
  await expect(part()).toContainText("sealed in your notebook until both of you have answered");
  await press("Give it, sealed");
  await expect(part().getByRole("alert")).toHaveText("Say one of them first.");
  await expect(page.getByRole("list", { name: "What Sam said they need" })).toContainText(NEED.request);
  await page.getByLabel("What are you glad that Sam did?").fill(GLAD);
  await page.getByRole("radio", { name: "light", exact: true }).check({ force: true }); // the word lies in the dot's label, for ears
  await page.getByLabel("What do you think Sam needs?").fill("A morning in bed.");
  await page.getByLabel("What one thing do you ask of Sam?").fill("Be home by seven on Thursday.");
  await look("check-in-part");
  await press("Give it, sealed");
  await expect(part()).toContainText("You have answered. It stays sealed until Sam answers too");
  await press("Give it anew");
  await expect(page.getByLabel("What are you glad that Sam did?")).toHaveValue(GLAD);
  await page.getByLabel("What small thing do you offer?").fill(OFFERED);
  await press("Give it, sealed");
  await expect(part()).toContainText(OFFERED);
  await look("check-in-sealed");
  await goTo(page, "Today");
  await expect(page.getByLabel("Title")).toBeVisible();
  await expect(page.locator("main")).not.toContainText("heck-in"); // nothing asks for it there

  await lock(page);
  await unlock(page, SAM);
  await openCheckIns();
  await expect(page.getByRole("article")).toContainText("Noa’s part is given, sealed.");
  await press("Go on with it");
  await expect(page.getByRole("list", { name: "Your open needs" })).toContainText(NEED.request);
  await expect(page.locator("body")).not.toContainText(GLAD);
  await page.getByLabel("What went well between the two of you?").fill("The walk by the weir.");
  await page.getByLabel("What do you think Noa needs?").fill("To hear the week out loud.");
  await page.getByLabel("What small thing do you offer?").fill("I cook on Thursday.");
  await press("Give it");
  await expect(part()).toContainText("Both of you have answered. Each answer opens when its notebook is next opened.");
  await expect(page.locator("body")).not.toContainText(GLAD);

  await lock(page);
  await unlock(page, NOA);
  await openThisWeek("Read it");
  await expect(parts()).toContainText("Each of you answered without seeing the other’s.");
  await expect(answersTo("Glad of")).toContainText(GLAD);
  await expect(answersTo("Glad of")).toContainText("not said");
  await expect(answersTo("What I think you need")).toContainText("A morning in bed.");
  await expect(answersTo("What I think you need")).toContainText("To hear the week out loud.");
  await expect(parts()).not.toContainText("not what was sealed");
  await look("check-in-open");
  await press("Agree on something that follows from it");
  await expect(page.getByRole("heading", { level: 1, name: "Agreements and promises" })).toBeVisible();
});

test("P9: a week without one is told nowhere; the next begins with what was offered, at one screen", async () => {
  test.setTimeout(180_000);
  await lock(page);
  await itIs("2026-12-02");
  await unlock(page, SAM);
  await openCheckIns();
  const list = page.getByRole("article");
  await expect(list).toContainText("30 Nov – 6 Dec 2026");
  await expect(list.getByRole("listitem")).toHaveText([/^16\s*–\s*22 Nov 2026\s*Both parts are open\.$/]);
  await look("check-in-weeks");

  await lock(page);
  await unlockTogether(page);
  await openThisWeek("Begin this week’s");
  const offered = page.getByRole("region", { name: "Offered last time" });
  await expect(offered.getByRole("listitem")).toHaveText([new RegExp(`Noa.*${OFFERED}`), /Sam.*I cook on Thursday\./]);
  await press("Answer now, both");
  await expect(page.getByText("Noa answers. Sam looks away.")).toBeFocused();
  await expect(page.getByRole("list", { name: "What Sam said they need" })).toContainText(NEED.request);
  await page.getByLabel("What is Noa glad that Sam did?").fill("You came to the station.");
  await look("check-in-together");
  await press("Done. Sam is next");
  await expect(page.getByText("Sam answers. Noa looks away.")).toBeFocused();
  await expect(page.getByLabel("What is Sam glad that Noa did?")).toHaveValue("");
  await press("Open both");
  await expect(parts().getByRole("alert")).toHaveText("Say one of them first.");
  await page.getByLabel("What one thing does Sam ask of Noa?").fill("Ring when it gets late.");
  await press("Open both");
  await expect(parts()).toContainText("Both of you answered with both at the screen.");
  await expect(answersTo("Glad of")).toContainText("You came to the station.");
  await expect(answersTo("What I ask for")).toContainText("Ring when it gets late.");
  expect(app.faults).toEqual([]);
});
