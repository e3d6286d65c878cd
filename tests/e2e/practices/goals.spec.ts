/** Goals, seasons and moments as a couple does them in the built app: each in their own session, then together. */
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
import { goTo, lock, NOA, SAM, unlock, unlockTogether } from "../../support/steps.ts";

const COURSE = "Finish the nursing course";
const SEA = "A week by the sea, all of us";
const WINTER = "The winter of the move";

test.describe.configure({ mode: "serial" });

let app: App;
let page: Page;
test.beforeAll(async () => void ({ app, page } = await startCouple()));
test.afterAll(() => stopCouple(app));

test("P3: each wants something, the other backs it, and both say what became of what both want", async () => {
  test.setTimeout(180_000);
  await unlock(page, NOA);
  await openPart(page, "Together", "Goals");
  await look(page, "goals-empty");
  await press(page, "Write down a goal");
  await page.getByLabel("What do you want?").fill(COURSE);
  await page.getByLabel("Why does it matter?").fill("I have wanted it since the hospital.");
  await page.getByLabel("By when?").fill("2030-11-30");
  await page.getByLabel("What would help you get there?").fill("Two evenings a week without plans.");
  await look(page, "goal-form");
  await share(page, "Sam");
  await press(page, "Back to Goals");
  await press(page, "Write down a goal");
  await page.getByLabel("What do you want?").fill("Leave the choir");
  await finish(page, "Keep it for me");
  await expect(sheet(page)).toContainText("only you");

  await lock(page);
  await unlock(page, SAM);
  await openPart(page, "Together", "Goals");
  await expect(sheet(page)).not.toContainText("Leave the choir");
  await openThing(page, COURSE);
  await press(page, "Say how you back it");
  await page.getByLabel("How I back it").fill("Tuesdays and Thursdays are yours.");
  await look(page, "goal-backing");
  await finish(page, "Give this answer");
  await expect(region(page, "How Sam backs it")).toContainText("Tuesdays and Thursdays");

  await lock(page);
  await unlockTogether(page);
  await openPart(page, "Together", "Goals");
  await press(page, "Write down a goal, Sam writes");
  await page.getByLabel("What do you want?").fill(SEA);
  await choose(page, "both of us");
  await finish(page, "Keep it for both");
  await press(page, "Say how Noa backs it");
  await page.getByLabel("How I back it").fill("I ask for the week off.");
  await finish(page, "Give this answer");
  await expect(region(page, "How Noa backs it")).toContainText("the week off");
  await look(page, "goal-together");

  await lock(page);
  await unlock(page, SAM);
  await openPart(page, "Together", "Goals");
  await openThing(page, SEA);
  await expect(sheet(page)).toContainText("I ask for the week off.");
  await press(page, "Say what became of it");
  await choose(page, "reached");
  await page.getByLabel("In your words").fill("In May, with rain, and it was good.");
  await share(page, "Noa");
  await expect(sheet(page)).toContainText("In May, with rain");
  await press(page, "Said by mistake: open it again");
  await expect(page.getByRole("dialog")).toContainText("Noa will read that it is");
  await finish(page.getByRole("dialog"), "Open it again");
  await expect(sheet(page)).not.toContainText("In May, with rain");
  await press(page, "Say what became of it");
  await choose(page, "reached");
  await page.getByLabel("In your words").fill("In June, and the rain was warm.");
  await press(page, "Throw away what was typed");
  await look(page, "throw-away");
  await finish(page.getByRole("dialog"), "Throw it away");
  await expect(titled(page, SEA)).toBeFocused();
  await press(page, "Say what became of it");
  await expect(page.getByLabel("In your words")).toHaveValue("");
  await choose(page, "reached");
  await page.getByLabel("In your words").fill("In May, with rain, and it was good.");
  await share(page, "Noa");
  await expect(sheet(page)).toContainText("In May, with rain");

  await lock(page);
  await unlock(page, NOA);
  await openPart(page, "Together", "Goals");
  await expect(region(page, "No longer under way")).toContainText(`${SEA}of both, reached`);
  await look(page, "goals");
  await openThing(page, COURSE);
  await expect(sheet(page)).toContainText("Tuesdays and Thursdays are yours.");
  await look(page, "goal");
  await lock(page);
});

/** Says how today is, and opens the figure of one's days. */
async function toMyDays(mood: string): Promise<void> {
  await goTo(page, "Today");
  await mark(page.getByRole("group", { name: "How I am", exact: true }), mood);
  await finish(page, "Keep it");
  await press(page, "Your days");
  await expect(page.getByRole("img", { name: /^Your days over months/ })).toBeVisible();
}

test("P15: both name a season, keep moments in it, and either ends it", async () => {
  test.setTimeout(180_000);
  await unlock(page, NOA);
  await openPart(page, "Together", "Seasons");
  await press(page, "Name a season");
  await page.getByLabel("What do you call it?").fill(WINTER);
  await page.getByLabel("Since when?").fill("2025-11-01");
  await page.getByLabel("Its last day").fill("2025-10-01");
  await press(page, "See what Sam would read");
  await expect(sheet(page).getByRole("alert")).toHaveText("A season does not end before it begins.");
  await page.getByLabel("Its last day").fill("");
  await look(page, "season-form");
  await share(page, "Sam");
  await expect(sheet(page)).toContainText("It counts once both of you have named it.");
  await openPart(page, "Together", "Moments");
  await press(page, "Keep a moment");
  await choose(page, "I felt seen");
  await page.getByLabel("What happened?").fill("You had packed my desk first, so that I could work.");
  await page.getByLabel("On which day?").fill("2025-11-20");
  await share(page, "Sam");
  await press(page, "Back to Moments");
  await expect(page.getByRole("heading", { name: WINTER })).toHaveCount(0);
  await toMyDays("so-so");
  await expect(page.getByText(`${WINTER}, a season both of you named`)).toHaveCount(0); // not before both have named it

  await lock(page);
  await unlock(page, SAM);
  await openPart(page, "Together", "Seasons");
  await openThing(page, WINTER);
  await press(page, "Name it as well");
  await page.getByLabel("In words, if you like").fill("I lost myself a little in it, too.");
  await finish(page.getByRole("group"), "Name it as well");
  await expect(sheet(page)).toContainText(/Both of you have named it: since Saturday,? 1 November 2025\./);
  await toMyDays("fine"); // it lies behind every figure over time
  await expect(
    page.getByRole("img", { name: /^Your days over months.*Behind it lies .*: The winter of the move\.$/ }),
  ).toBeVisible();
  const season = page.getByRole("listitem").filter({ hasText: `${WINTER}, a season both of you named: since ` });
  await expect(season).toBeVisible();
  await look(page, "pulse-season");
  await page.getByText("Table", { exact: true }).click();
  await expect(season).toBeVisible();
  await openPart(page, "Together", "Moments");
  await expect(page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: WINTER }) })).toContainText(
    "You had packed my desk first",
  );
  await press(page, "Keep a moment");
  await choose(page, "we came through");
  await page.getByLabel("What happened?").fill("The keys are ours. We ate bread on the floor.");
  await page.getByLabel("On which day?").fill("2026-02-28");
  await finish(page, "Keep it for me");
  await expect(sheet(page)).toContainText("only you");

  await lock(page);
  await unlockTogether(page);
  await openPart(page, "Together", "Seasons");
  await openThing(page, WINTER);
  await press(page, "Sam says that it has ended");
  await page.getByLabel("Its last day").fill("2026-03-01");
  await finish(page, "End it");
  await expect(sheet(page)).toContainText("over on 1 March");
  await look(page, "season");
  await openPart(page, "Together", "Moments");
  await press(page, "Keep a moment, Noa writes");
  await choose(page, "we grew");
  await page.getByLabel("What happened?").fill("We argued and nobody left the room.");
  await finish(page, "Keep it for both");
  await press(page, "Back to Moments");
  await expect(sheet(page)).not.toContainText("We ate bread on the floor.");

  await lock(page);
  await unlock(page, SAM);
  await openPart(page, "Together", "Moments");
  const among = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: WINTER }) });
  await expect(among).toContainText("1 Nov 2025 – 1 Mar 2026");
  await expect(among).toContainText("We ate bread on the floor.");
  await expect(among).not.toContainText("nobody left the room");
  await expect(sheet(page)).toContainText("We argued and nobody left the room.");
  await look(page, "moments");
  await lock(page);
});
