/** One person who keeps the journal alone, for two months, in the built app: every part is for one as well, and nowhere are they asked to pair. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { choose, finish, look, mark, openPart, press, region, sheet, titled } from "../support/practice-steps.ts";
import { goTo, lock, makeBackup, makeJournalAlone, NOA, readEntry, unlock, writeToday } from "../support/steps.ts";

const PARTS = {
  Together: [
    "Check-in",
    "Goals",
    "Decisions",
    "Sacrifices",
    "Agreements and promises",
    "Repair",
    "Boundaries",
    "Seasons",
    "Moments",
  ],
  Me: [
    "Pulse",
    "Me and we",
    "Boundaries",
    "Inventory",
    "One intention",
    "What giving costs",
    "People I can turn to",
    "What I learned early",
    "My own words",
  ],
} as const;

/** What would ask somebody to pair, or speaks to two. Prompts for writing, which may speak of one's partner, are apart. */
const ASKS =
  /\bjoin|\binvite|hand over|both of you|each of you|the two of you|partner (can|joins)|until you share|\bshare (it|this|with)|once (both|the other)|unseen until/i;

const ASK = "I can ask for help before it is urgent.";
const ADA = "Ada from choir";
const GOAL = "Run in the mornings again";
const MOVE = "Whether to give up the studio";
const TRIP = "The weekend in the mountains";
const HONEST = "I say on the same day when something hurt.";
const TEN = "When I come home I take ten minutes alone.";
const WINTER = "The winter alone in the flat";
const NEED = "One evening a week that nobody plans.";
const EARLY = "Who needed little was the good one.";
const INTENTION = "Ask for one small thing on Monday.";

let app: App;
let page: Page;
let folder: string;
test.beforeAll(async () => {
  app = await startApp();
  folder = mkdtempSync(join(tmpdir(), "twofold-alone-"));
});
test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The days go on, and every page sees it. */
const itIs = (day: string) => page.context().clock.setSystemTime(new Date(`${day}T18:00:00+01:00`));

/** Every sentence that asked, by where it stood. */
const asked: Record<string, string> = {};

/** Adds what stands there now to them, where it asks for somebody. */
async function asksForNobody(where: string): Promise<void> {
  const said = await page.locator("main").evaluate((main: HTMLElement) => {
    const prompts = [...main.querySelectorAll<HTMLElement>(".today-prompt")].map(({ innerText }) => innerText);
    return prompts.reduce((rest, prompt) => rest.replace(prompt, ""), main.innerText);
  });
  for (const sentence of said.split(/[\n.]/)) if (ASKS.test(sentence)) asked[where] = sentence.trim();
}

/** Goes to a part, and begins something there. */
async function begin(place: keyof typeof PARTS, part: string, act: string): Promise<void> {
  await openPart(page, place, part);
  await press(page, act);
  await expect(page.getByRole("button", { name: "Leave it" })).toBeVisible();
  await asksForNobody(`${part}, ${act}`);
}

/** Keeps what a form says, and reads its page. */
async function keep(words: string, act = "Keep it for me"): Promise<void> {
  await finish(page, act);
  await expect(sheet(page)).toContainText(words);
  await asksForNobody(words);
}

/** Every place but Settings, and every part. */
async function everywhere(): Promise<void> {
  for (const place of ["Today", "Journal", "Needs", "Insights", "Backup"]) {
    await goTo(page, place);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await asksForNobody(place);
  }
  for (const place of ["Together", "Me"] as const) {
    await goTo(page, place);
    await expect(page.locator(".part b")).toHaveText([...PARTS[place]]);
    await asksForNobody(place);
    for (const part of PARTS[place]) {
      await openPart(page, place, part);
      await asksForNobody(`${place}, ${part}`);
    }
  }
}

/** Says how the day is, beside the page. */
async function sayToday(mood: string): Promise<void> {
  await goTo(page, "Today");
  await mark(page.getByRole("group", { name: "How I am", exact: true }), mood);
  await finish(page, "Keep it");
}

async function lookAtSkills(ask: string): Promise<void> {
  await begin("Me", "Inventory", "Take a look");
  await choose(page, "depending and standing alone");
  await mark(page.getByRole("group", { name: ASK, exact: true }), ask);
  await keep(ASK);
  await press(page, "Back to Inventory");
}

test("one person keeps the journal alone for two months, in every part, and is nowhere asked to pair", async () => {
  test.setTimeout(300_000);
  ({ page } = await app.launch());
  await itIs("2026-11-02");
  await makeJournalAlone(page);

  await test.step("nothing is written yet, and nobody is missing anywhere", everywhere);

  await test.step("the first evening", async () => {
    await writeToday(page, "The first evening", "It is quiet, and I wrote this down.");
    await sayToday("so-so");
    await goTo(page, "Needs");
    await page.getByLabel("What happened").fill("Four evenings this week were planned by somebody else.");
    await page.locator("label", { hasText: "rest" }).first().click();
    await page.getByLabel("What I ask").fill(NEED);
    await asksForNobody("a need");
    await finish(page, "Keep it to myself");
    await expect(titled(page, NEED)).toBeVisible();
    await asksForNobody("the page of a need");
    await begin("Me", "People I can turn to", "Write somebody down");
    await page.getByLabel("Name", { exact: true }).fill(ADA);
    await keep(ADA);
    await begin("Me", "What I learned early", "Begin a page");
    await page.getByLabel("What did you learn early about needing?").fill(EARLY);
    await keep(EARLY);
    await begin("Me", "Me and we", "Write down a week");
    await page.getByLabel("With friends").fill("3");
    await keep("3 hours");
    await begin("Me", "Boundaries", "Find a boundary");
    await choose(page, "body and space");
    await page.getByLabel("Where does the yes end?").fill(TEN);
    await page.getByLabel("When do you look at it again?").fill("2026-12-02");
    await keep("Nothing is written down.");
    await openPart(page, "Me", "My own words");
    await sheet(page).getByLabel("A phrase, as you would say it").fill("here we go again");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Change “here we go again”" })).toBeVisible();
    await lookAtSkills("never");
    await press(page, `Take it up: ${ASK}`);
    await page.getByLabel("What do you want to try?").fill(INTENTION);
    await keep("From the inventory: Depending");
    await lock(page);
  });

  await test.step("a few days later, what belongs to two for others is one’s own here", async () => {
    await itIs("2026-11-06");
    await unlock(page, NOA);
    await begin("Together", "Goals", "Write down a goal");
    await page.getByLabel("What do you want?").fill(GOAL);
    await keep("only you");
    await begin("Together", "Decisions", "Write down a decision");
    await page.getByLabel("What is there to decide?").fill(MOVE);
    await page.getByLabel("What do you want of it?").fill("Less rent, and a door to close.");
    await page.getByLabel("What was chosen?").fill("I keep it for a year.");
    await page.getByLabel("When will you look at what came of it?").fill("2026-12-04");
    await press(page, "Keep it for me");
    await expect(region(page, "What you wanted")).toContainText("a door to close"); // and it can be said at once how it came out
    await asksForNobody("a decision");
    await begin("Together", "Sacrifices", "Write down a sacrifice");
    await page.getByLabel("What was given up?").fill(TRIP);
    await choose(page, "somebody else");
    await choose(page, "a lot");
    await page.getByLabel("In words, for yourself").fill("My mother had nobody else that weekend.");
    await keep("What it cost");
    await begin("Together", "Agreements and promises", "Write down an agreement");
    await choose(page, "a principle");
    await asksForNobody("a principle");
    await page.getByLabel("What you would both hold to").fill(HONEST);
    await keep("Nobody signs it, and it stays with you.");
    await look(page, "alone-agreement");
    await begin("Together", "Seasons", "Name a season");
    await page.getByLabel("What do you call it?").fill(WINTER);
    await keep("only you");
    await begin("Together", "Moments", "Keep a moment");
    await choose(page, "I felt seen");
    await page.getByLabel("What happened?").fill("Ada rang before I had asked.");
    await keep("Ada rang before I had asked.");
    await openPart(page, "Together", "Check-in");
    await expect(sheet(page)).toContainText("What it asks has a place here for one as well");
    await expect(sheet(page).getByRole("button")).toHaveText(["Back"]);
    await openPart(page, "Me", "What giving costs");
    await expect(sheet(page)).toContainText("cost: a lot");
    await lock(page);
  });

  await test.step("two weeks on, somebody took care, and a need is closed", async () => {
    await itIs("2026-11-16");
    await unlock(page, NOA);
    await sayToday("fine");
    await goTo(page, "Needs");
    await press(page, NEED);
    await press(sheet(page), "Done by someone else");
    await press(sheet(page), "Say more");
    await sheet(page).getByLabel("What was done").fill("Ada kept my Thursday free.");
    await sheet(page).getByLabel("Who, of the people you can turn to").selectOption(ADA);
    await finish(sheet(page), "Save");
    const closing = sheet(page).getByRole("group", { name: "How this need came out" });
    await choose(closing, "met");
    await choose(closing, "others");
    await asksForNobody("closing a need");
    await finish(closing, "Close this need");
    await expect(sheet(page).getByRole("button", { name: "Voice it again" })).toBeVisible();
    await press(page, "Record care");
    await page.getByRole("textbox", { name: "What did somebody do for you?" }).fill("Soup, at the door.");
    await asksForNobody("care");
    await press(page, "Keep it to myself");
    await expect(titled(page, "Say a need")).toBeVisible();
    await openPart(page, "Me", "People I can turn to");
    await press(page, ADA);
    await expect(sheet(page)).toContainText("Ada kept my Thursday free.");
    await openPart(page, "Together", "Boundaries");
    await press(page, TEN);
    await press(page, "Something happened");
    await choose(page, "a no was respected");
    await page.getByLabel("In words, if you like").fill("I said “in a moment”, and it was.");
    await finish(page, "Keep it for me");
    await expect(region(page, "What happened here")).toContainText("in a moment");
    await asksForNobody("a boundary");
    await begin("Together", "Repair", "Own up to something");
    await choose(page, "something else");
    await page.getByLabel("What I did, or did not do").fill("I forgot to ring Ada back.");
    await page.getByLabel("What I will do").fill("I ring her tonight.");
    await keep("I ring her tonight.");
    await press(page, "It is done");
    await expect(sheet(page)).toContainText("Done on");
    await lock(page);
  });

  await test.step("a month later, Today tells what is to be looked at again", async () => {
    await itIs("2026-12-04");
    await unlock(page, NOA);
    const due = region(page, "To look at again");
    for (const thing of [TEN, MOVE, INTENTION]) await expect(due).toContainText(thing);
    await asksForNobody("Today, with what is due");
    const comesUp = due.getByRole("listitem");
    await comesUp.filter({ hasText: INTENTION }).getByRole("button", { name: "Look at it" }).click();
    await press(page, "Say how it went");
    await choose(page, "it grew");
    await keep("it grew", "Save");
    await goTo(page, "Today");
    await comesUp.filter({ hasText: TEN }).getByRole("button", { name: "Look at it" }).click();
    await region(page, "Look at it again").getByRole("button", { name: "In three months" }).click();
    await expect(page.getByRole("heading", { name: "Look at it again" })).toHaveCount(0);
    await goTo(page, "Today");
    await comesUp.filter({ hasText: MOVE }).getByRole("button", { name: "Say how it came out" }).click();
    await choose(page, "better");
    await mark(page, "a full say");
    await finish(page, "Keep it for me");
    await expect(region(page, "How it came out")).toContainText("better; a real say: a full say");
    await asksForNobody("a decision and its outcome");
    await openPart(page, "Together", "Goals");
    await press(page, GOAL);
    await press(page, "Say what became of it");
    await choose(page, "reached");
    await keep("reached", "Save");
    await openPart(page, "Me", "What I learned early");
    await press(page, EARLY);
    await page.getByLabel("What is different now, or the same").fill("I asked Ada, and it was easy.");
    await press(page, "Add it, with today’s date");
    await expect(page.getByRole("definition").filter({ hasText: "I asked Ada" })).toBeVisible();
    await lock(page);
  });

  await test.step("two months on, what it comes to, for one", async () => {
    await itIs("2027-01-04");
    await unlock(page, NOA);
    await sayToday("well");
    await lookAtSkills("sometimes");
    await expect(region(page, "What has changed")).toContainText(`${ASK} more often than in November 2026`);
    await openPart(page, "Me", "Pulse");
    await expect(page.getByRole("img", { name: /^Your days over months/ })).toBeVisible();
    await expect(sheet(page).locator(".record-lines").getByRole("listitem")).toHaveCount(3);
    await goTo(page, "Insights");
    await expect(page.getByRole("img", { name: /^The weeks, Noa/ })).toBeVisible();
    await look(page, "alone-insights");
    await readEntry(page, "The first evening", "It is quiet");
    await everywhere();
    await goTo(page, "Together");
    await look(page, "alone-together");
    await goTo(page, "Settings");
    await expect(page.getByRole("button", { name: "Let your partner join" })).toBeVisible(); // for whoever looks for it
    await makeBackup(page, folder);
    await lock(page);
  });
  expect(asked).toEqual({});
  expect(app.faults).toEqual([]);
});
