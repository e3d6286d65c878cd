/** Care from others, and care that may go unseen, as a couple does them: each in their own session, and together. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import type { App } from "../../support/app.ts";
import {
  choose,
  finish,
  look,
  mark,
  openPart,
  openThing,
  press,
  sheet,
  startCouple,
  stopCouple,
  titled,
} from "../../support/practice-steps.ts";
import { goTo, lock, NOA, SAM, sayNeed, unlock, unlockTogether } from "../../support/steps.ts";

const PERSON = { name: "Ada from choir", turnTo: "To talk before I can sleep.", reach: "Rings back after nine." };
const NEED = { noticed: "Four long shifts.", felt: "Thin.", word: "rest", request: "One evening that is mine." };
const TALK = "Listened for an hour on the phone.";
const MORNINGS = "Warmed the car, three mornings.";
const LETTERS = "Answered the letters that lay there.";
const REASON = "Because it had become my job.";

test.describe.configure({ mode: "serial" });

let app: App;
let page: Page;
test.beforeAll(async () => void ({ app, page } = await startCouple()));
test.afterAll(() => stopCouple(app));

const careLine = (what: string): Locator => sheet(page).getByRole("listitem").filter({ hasText: what });

const toPeople = (): Promise<void> => openPart(page, "Me", "People I can turn to");

async function toCare(): Promise<void> {
  await goTo(page, "Needs");
  await press(page, "Care");
  await expect(titled(page, "Care")).toBeVisible();
}

/** Records what one did for the other, and keeps it to oneself. */
async function keepCare(what: string, reason: string): Promise<void> {
  await goTo(page, "Needs");
  await press(page, "Record care");
  await page.getByRole("textbox", { name: "And what did you do for Sam?" }).fill(what);
  await choose(page, "a lot");
  await page.getByLabel("Why you did it, if you like").fill(reason);
  await press(page, "Keep it to myself");
  await expect(titled(page, "Say a need")).toBeVisible();
}

test("P8: somebody else takes care of a need; who that is, nobody else reads", async () => {
  test.setTimeout(180_000);
  await test.step("Noa writes down whom she can turn to", async () => {
    await unlock(page, NOA);
    await toPeople();
    await look(page, "people-empty");
    await press(page, "Write somebody down");
    await page.getByLabel("Name", { exact: true }).fill(PERSON.name);
    await page.getByLabel("For what", { exact: true }).fill(PERSON.turnTo);
    await page.getByLabel("How to reach them", { exact: true }).fill(PERSON.reach);
    await look(page, "people-form");
    await finish(page, "Keep it for me");
    await expect(titled(page, PERSON.name)).toBeVisible();
  });

  await test.step("from her need she sees whom she can turn to, and notes with one press that it was done", async () => {
    await sayNeed(page, "Sam", NEED);
    await page.getByText("People you can turn to", { exact: true }).click();
    await expect(sheet(page).getByText(PERSON.reach)).toBeVisible();
    await look(page, "need-to-be-done");
    await press(sheet(page), "Done by someone else");
    await expect(sheet(page)).toContainText("Noted, for you alone.");
    await press(sheet(page), "Say more");
    await sheet(page).getByLabel("What was done").fill(TALK);
    await sheet(page).getByLabel("Who, of the people you can turn to").selectOption(PERSON.name);
    await look(page, "need-done-by-others");
    await finish(sheet(page), "Save");
    await press(sheet(page), "Let Sam see it");
    const preview = page.getByRole("dialog");
    await expect(preview).toContainText(TALK);
    await expect(preview).not.toContainText(PERSON.name);
    await finish(preview, "Share with Sam");
    await expect(sheet(page)).toContainText("Noted. Sam can read it.");
    await choose(sheet(page), "met");
    await choose(sheet(page), "others");
    await finish(sheet(page), "Close it for both of you");
    await expect(sheet(page).getByRole("button", { name: "Voice it again" })).toBeVisible();
  });

  await test.step("what came from them stands with them", async () => {
    await toPeople();
    await openThing(page, PERSON.name);
    await expect(sheet(page)).toContainText(TALK);
    await look(page, "people-page");
    await lock(page);
  });

  await test.step("Sam reads that care came from someone else, and has no list but his own", async () => {
    await unlock(page, SAM);
    await toCare();
    await expect(careLine(TALK)).toContainText("From someone else, for Noa");
    await expect(page.locator("body")).not.toContainText(PERSON.name);
    await toPeople();
    await expect(page.locator("body")).not.toContainText(PERSON.name);
    await lock(page);
  });

  await test.step("nor does it stand there while both are here", async () => {
    await unlockTogether(page);
    await toCare();
    await expect(careLine(TALK)).toContainText("From someone else, for Noa");
    await expect(page.locator("body")).not.toContainText(PERSON.name);
    await expect(page.getByRole("button", { name: "Me", exact: true })).toHaveCount(0);
    await press(page, "Record care");
    await page.getByRole("textbox", { name: "First: what did Sam do for Noa?" }).fill("Carried the soil up.");
    await look(page, "care-together");
    await finish(page, "Keep it for both");
    await toCare();
    await expect(careLine("Carried the soil up.")).toContainText("both of you");
    await lock(page);
  });
});

test("unseen care: its giver keeps it, and reveals one of two after a preview", async () => {
  test.setTimeout(180_000);
  await test.step("Noa records two, for herself", async () => {
    await unlock(page, NOA);
    await keepCare(MORNINGS, "It froze.");
    await keepCare(LETTERS, REASON);
    await toCare();
    await expect(careLine(LETTERS)).toContainText("What it cost you: a lot.");
    await press(page, "Care that may have gone unseen");
    await expect(careLine(MORNINGS)).toBeVisible();
    await expect(careLine(LETTERS)).toBeVisible();
    await expect(careLine(TALK)).toHaveCount(0);
    await look(page, "care-unseen");
    await openPart(page, "Me", "What giving costs");
    await expect(sheet(page)).toContainText(REASON);
    await press(page, LETTERS);
    await expect(titled(page, "Care")).toBeVisible();
    await expect(careLine(LETTERS)).toBeFocused();
    await expect(careLine(LETTERS)).toBeInViewport();
    await lock(page);
  });

  await test.step("nothing of them is there for Sam", async () => {
    await unlock(page, SAM);
    await toCare();
    await expect(careLine(TALK)).toBeVisible();
    for (const words of [MORNINGS, LETTERS, REASON]) await expect(page.locator("body")).not.toContainText(words);
    await lock(page);
  });

  await test.step("Noa reveals one, after reading what Sam would read", async () => {
    await unlock(page, NOA);
    await toCare();
    await press(page, "Care that may have gone unseen");
    await press(careLine(MORNINGS), "Let Sam see it");
    const preview = page.getByRole("dialog");
    await expect(preview).toContainText(MORNINGS);
    await expect(preview).not.toContainText("It froze.");
    await look(page, "care-reveal");
    await finish(preview, "Share with Sam");
    await expect(careLine(MORNINGS)).toHaveCount(0);
    await expect(careLine(LETTERS)).toBeVisible();
    await lock(page);
  });

  await test.step("Sam feels that one, and knows nothing of the other, its cost or its reason", async () => {
    await unlock(page, SAM);
    await goTo(page, "Needs");
    const had = page.getByRole("complementary").getByRole("listitem").filter({ hasText: MORNINGS });
    await mark(had, "good");
    await had.getByLabel("In words, if you like").fill("I had thought it was the sun.");
    await finish(had, "Let Noa know");
    await expect(had).toHaveCount(0);
    await toCare();
    await expect(careLine(MORNINGS)).toContainText("it felt good");
    for (const words of [LETTERS, REASON, "It froze.", "What it cost you"])
      await expect(page.locator("body")).not.toContainText(words);
    await lock(page);
  });

  await test.step("Noa reads how it felt; the other one stays hers", async () => {
    await unlock(page, NOA);
    await toCare();
    await expect(careLine(MORNINGS)).toContainText("it felt good");
    await expect(careLine(MORNINGS)).toContainText("I had thought it was the sun.");
    await look(page, "care-list");
    await press(page, "Care that may have gone unseen");
    await expect(careLine(LETTERS)).toBeVisible();
    await lock(page);
  });
});
