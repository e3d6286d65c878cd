/** Decisions and sacrifices as a couple does them in the built app: each in their own session, then together. */
import { expect, test, type Page } from "@playwright/test";
import type { App } from "../../support/app.ts";
import {
  choose,
  finish,
  look,
  mark,
  openPart,
  openThing,
  press,
  region,
  share,
  sheet,
  startCouple,
  stopCouple,
  titled,
} from "../../support/practice-steps.ts";
import { lock, NOA, SAM, unlock, unlockTogether } from "../../support/steps.ts";

const FLAT = "Which flat to take";
const DOG = "Whether to take in the dog";
const CITY = "The job in the other city";

test.describe.configure({ mode: "serial" });

let app: App;
let page: Page;
test.beforeAll(async () => void ({ app, page } = await startCouple()));
test.afterAll(() => stopCouple(app));

/** Whose turn it is. */
const turn = (says: string) => page.getByText(says, { exact: true });

/** Opens a thing of a part of Together by its title. */
async function openOf(part: string, title: string): Promise<void> {
  await openPart(page, "Together", part);
  await openThing(page, title);
}

/** Chooses how it came out, and how much of a real say there was. */
async function answer(outcome: string, say: string): Promise<void> {
  await choose(page, outcome);
  await mark(page, say);
}

test("P3: both say what they wanted of a decision, and how it came out, unseen until both have", async () => {
  test.setTimeout(240_000);
  await unlock(page, NOA);
  await openPart(page, "Together", "Decisions");
  await press(page, "Write down a decision");
  await page.getByLabel("What is there to decide?").fill(FLAT);
  await page.getByLabel("What could be done?, line 1").fill("the small one by the park");
  await press(page, "Add another");
  await page.getByLabel("What could be done?, line 2").fill("the large one by the station");
  await page.getByLabel("What do you want of it?").fill("Less rent, more evenings.");
  await page.getByLabel("What was chosen?").fill("The small one.");
  await look(page, "decision-form");
  await share(page, "Sam");
  const noas = region(page, "How it came out");
  await expect(noas).toContainText("sealed in your notebook until both of you have answered");
  await expect(page.getByRole("button", { name: "Change it" })).toBeVisible();
  await press(page, "Give it, sealed");
  await expect(noas.getByRole("alert")).toHaveText("Choose one for each of the two first.");
  await answer("much worse", "none");
  await finish(page, "Give it, sealed");
  await expect(noas).toContainText("You have answered. It stays sealed until Sam answers too");
  await press(page, "Give it anew");
  await answer("worse", "a little");
  await page.getByLabel("In words, if you like").fill("I said yes too quickly.");
  await finish(page, "Give it, sealed");
  await expect(noas).toContainText("worse; a real say: a little");
  await expect(page.getByRole("button", { name: "Change it" })).toHaveCount(0); // what was answered stays what it was [D72]
  await look(page, "decision-sealed");

  await lock(page);
  await unlock(page, SAM);
  await openOf("Decisions", FLAT);
  await page.getByLabel("What you want of it").fill("To be near the station.");
  await finish(page, "Say it");
  await expect(region(page, "What each of you wanted")).toContainText("near the station");
  const sams = region(page, "How it came out");
  await expect(sams).toContainText("Noa has answered, sealed.");
  await expect(page.locator("body")).not.toContainText("too quickly");
  await answer("much better", "a full say");
  await finish(page, "Give it");
  await expect(sams).toContainText("Both of you have answered. Each answer opens when its notebook is next opened.");
  await expect(page.locator("body")).not.toContainText("too quickly");

  await lock(page);
  await unlock(page, NOA);
  await openOf("Decisions", FLAT);
  await expect(noas).toContainText("much better; a real say: a full say");
  await expect(noas).toContainText("It came out well for one of you, and the other gave for it.");

  await lock(page);
  await unlock(page, SAM);
  await openOf("Decisions", FLAT);
  await expect(sams).toContainText("I said yes too quickly.");
  await expect(sams).not.toContainText("not what was sealed");
  await look(page, "decision-open");
  await lock(page);
});

test("P3: with both at the screen, one answers after the other, and both open at once", async () => {
  test.setTimeout(180_000);
  await unlockTogether(page);
  await openPart(page, "Together", "Decisions");
  await press(page, "Write down a decision, Sam writes");
  await page.getByLabel("What is there to decide?").fill(DOG);
  await page.getByLabel("What was chosen?").fill("Yes, on weekends.");
  await finish(page, "Keep it for both");
  await press(page, "Answer now, both");
  await expect(turn("Noa answers. Sam looks away.")).toBeFocused();
  await answer("better", "much");
  await page.getByLabel("In words, if you like").fill("He sleeps on my feet.");
  await look(page, "decision-together");
  await press(page, "Done. Sam is next");
  await expect(turn("Sam answers. Noa looks away.")).toBeFocused();
  await expect(page.getByLabel("In words, if you like")).toHaveValue("");
  await expect(page.getByRole("radio", { checked: true })).toHaveCount(0);
  await answer("much better", "much");
  await finish(page, "Open both");
  const outcomes = region(page, "How it came out");
  await expect(outcomes).toContainText("It came out well for both of you.");
  await expect(outcomes).toContainText("He sleeps on my feet.");
  await lock(page);
});

test("P4: a sacrifice is told with or without its cost, seen, and what came since lies beside it", async () => {
  test.setTimeout(240_000);
  await unlock(page, NOA);
  await openOf("Decisions", FLAT);
  await press(page, "Something was given up for it");
  await page.getByLabel("What was given up?").fill(CITY);
  await choose(page, "both of us");
  await page.getByLabel("What did it bring?").fill("We stay near your mother.");
  await choose(page, "to avoid a quarrel");
  await page.getByLabel("In words, for yourself").fill("I could not face another evening of it.");
  await choose(page, "a lot");
  await look(page, "sacrifice-form");
  await press(page, "See what Sam would read");
  await expect(sheet(page)).toContainText("near your mother");
  for (const own of ["avoid a quarrel", "another evening", "a lot"]) await expect(sheet(page)).not.toContainText(own);
  await finish(page, "Share with Sam");
  await expect(region(page, "Given up for it")).toContainText(CITY);
  await openPart(page, "Me", "What giving costs");
  await expect(sheet(page)).toContainText("cost: a lot, reason: to avoid a quarrel");
  await expect(sheet(page)).toContainText("The support page");
  await look(page, "giving");
  await press(page, "Where to turn for help");
  await expect(titled(page, "Support")).toBeVisible();
  await press(page, "Back to where you were");
  await press(page, CITY);
  await expect(titled(page, CITY)).toBeVisible();
  await expect(sheet(page)).toContainText("I could not face another evening of it.");

  await lock(page);
  await unlock(page, SAM);
  await openOf("Sacrifices", CITY);
  await expect(sheet(page)).toContainText(`Given up for “${FLAT}”`);
  await expect(sheet(page)).not.toContainText("What it cost");
  await page.getByLabel("What it gave you").fill("That we did not have to begin anew.");
  await finish(page, "Say that I saw it");
  await expect(region(page, "Seen")).toContainText("begin anew");
  await press(page, "Back to Sacrifices");
  await press(page, "Write down a sacrifice");
  await page.getByLabel("What was given up?").fill("Sunday football");
  await choose(page, "the other");
  await choose(page, "some");
  await page.locator("label", { hasText: "Noa too, once it is shared" }).click();
  await share(page, "Noa");
  await expect(sheet(page)).toContainText("What it cost");

  await lock(page);
  await unlock(page, NOA);
  await openOf("Sacrifices", CITY);
  await expect(region(page, "Seen")).toContainText("begin anew");
  await expect(region(page, "Since then, by Sam")).toContainText("Sunday football");
  await look(page, "sacrifice");
  await press(page, "Change it");
  await page.getByLabel("What came back?").fill("Sundays.");
  await finish(page, "Save");
  await expect(sheet(page)).toContainText("changed since");
  await openOf("Sacrifices", "Sunday football");
  await expect(sheet(page)).toContainText("What it costsome");

  await lock(page);
  await unlockTogether(page);
  await openPart(page, "Together", "Sacrifices");
  await press(page, "Write down a sacrifice, Noa writes");
  await expect(page.getByLabel("In words, for yourself")).toHaveCount(0);
  await page.getByLabel("What was given up?").fill("The evening course");
  await choose(page, "the other");
  await finish(page, "Keep it for both");
  await page.getByLabel("What it gave Sam").fill("Time to write.");
  await finish(page, "Say it");
  await expect(region(page, "Seen")).toContainText("Time to write.");
  await lock(page);
});
