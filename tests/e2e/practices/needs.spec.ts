/** Saying a need, answering it and taking care of it, as a couple does them: each in their own session, and together. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import type { App } from "../../support/app.ts";
import {
  choose,
  finish,
  look,
  mark,
  openPart,
  press,
  share,
  sheet,
  startCouple,
  stopCouple,
  titled,
} from "../../support/practice-steps.ts";
import { goTo, lock, NOA, SAM, unlock, unlockTogether } from "../../support/steps.ts";

const TABLE = "Would you send me a line by six when it gets late?";
const TABLE_THEN = "Would you send me a line by six, also on Fridays?";
const MORNING = "Could I have Saturday morning to myself?";
const WALK = "Could we walk once around the lake on Sunday?";
const LISTEN = "Would you hear about the exam, ten minutes, and only listen?";
const RING = "Would you sit with me while I ring my brother on Friday?";
const WHY = "I have nothing left tonight. Tomorrow after breakfast I can.";

test.describe.configure({ mode: "serial" });

let app: App;
let page: Page;
test.beforeAll(async () => void ({ app, page } = await startCouple()));
test.afterAll(() => stopCouple(app));

/** An open need beside the page; care that was taken for it may name it there, too. */
const line = (request: string): Locator =>
  page
    .getByRole("complementary")
    .getByRole("listitem")
    .filter({ has: page.getByRole("button", { name: request, exact: true }) });

/** Says the need that stands in the form to both, after what the other would read was shown. */
async function shareNeed(other: string, request: string): Promise<void> {
  await share(page, other, request);
  await expect(titled(page, request)).toBeVisible();
}

/** The owner says how an open need came out, for both to read. */
async function close(request: string, status: string, by: string): Promise<void> {
  await press(line(request), request);
  const form = sheet(page).getByRole("group", { name: "How this need came out" });
  await choose(form, status);
  await choose(form, by);
  await finish(form, "Close it for both of you");
  await expect(sheet(page).getByRole("button", { name: "Voice it again" })).toBeVisible();
}

test("P1: both say what they need, each takes care of it, and its owner alone says whether it was met", async () => {
  test.setTimeout(240_000);
  await test.step("Noa says hers in four steps, with examples, a gentle word, and a word of her own that is kept", async () => {
    await unlock(page, NOA);
    await goTo(page, "Needs");
    const examples = sheet(page).locator(".examples").first();
    const before = await examples.innerText();
    await press(examples, "Another example");
    await expect(examples).not.toContainText(before.split("\n")[0] ?? "");
    await page.getByLabel("What happened").fill("You never say when you come. On Thursday it was half past eight.");
    await expect(sheet(page)).toContainText("What would somebody else in the room have seen?");
    await press(sheet(page), "Words for feelings");
    await sheet(page).getByRole("searchbox", { name: "Find a word" }).fill("lone");
    await press(sheet(page), "lonely");
    await expect(page.getByLabel("What I felt")).toHaveValue("lonely");
    await press(sheet(page), "Put the words away");
    await look(page, "say-need");
    await press(sheet(page), "Do not mention this one again");
    await expect(sheet(page)).toContainText("“you never” is not mentioned any more.");
    await page
      .getByLabel("What happened")
      .fill("On Thursday the table was laid at seven, and you came at half past eight.");

    await press(sheet(page), "All groups, or your own word");
    await look(page, "say-need-words");
    await sheet(page).getByRole("textbox", { name: "A word of your own" }).fill("an evening I can count on");
    await press(sheet(page), "Keep this word for another time");
    await expect(sheet(page).getByRole("radio", { name: "an evening I can count on" })).toBeChecked();
    await page.getByLabel("What I ask").fill(TABLE);
    await choose(sheet(page), "change");
    await choose(sheet(page), "it matters a lot");
    await shareNeed("Sam", TABLE);
  });

  await test.step("she says it in other words; Sam reads the new ones once she shares it again", async () => {
    await press(sheet(page), "Say it in other words");
    await page.getByLabel("What I ask").fill(TABLE_THEN);
    await finish(page, "Save, only for me");
    await expect(sheet(page)).toContainText("changed since");
    await press(sheet(page), "Share it as it reads now");
    await finish(page.getByRole("dialog"), "Share with Sam");
    await expect(sheet(page)).not.toContainText("changed since");
  });

  await test.step("what she wrote of her own has its place under Me, for her alone", async () => {
    await openPart(page, "Me", "My own words");
    await expect(sheet(page)).toContainText("an evening I can count on");
    await expect(sheet(page).getByRole("checkbox", { name: "you never" })).not.toBeChecked();
    await sheet(page).getByLabel("A phrase, as you would say it").fill("here we go again");
    await page.keyboard.press("Enter");
    await expect(sheet(page).getByRole("button", { name: "Change “here we go again”" })).toBeVisible();
    await look(page, "own-words");
    await lock(page);
  });

  await test.step("Sam says his own, takes care of hers, and cannot say for her that it was met", async () => {
    await unlock(page, SAM);
    await goTo(page, "Needs");
    await page.getByLabel("What happened").fill("The last four weekends we had guests or errands.");
    await press(sheet(page), "All groups, or your own word");
    await expect(sheet(page).getByText("an evening I can count on")).toHaveCount(0);
    await choose(sheet(page), "time alone");
    await page.getByLabel("What I ask").fill(MORNING);
    await shareNeed("Noa", MORNING);
    await expect(line(TABLE_THEN)).toBeVisible();
    await expect(line(TABLE_THEN).getByRole("button", { name: "Close it" })).toHaveCount(0);
    await press(line(TABLE_THEN), TABLE_THEN);
    await expect(sheet(page).getByRole("group", { name: "How this need came out" })).toHaveCount(0);
    await press(sheet(page), "Done, by me");
    await press(sheet(page), "Let Noa see it");
    await finish(page.getByRole("dialog"), "Share with Noa");
    await lock(page);
  });

  await test.step("together both stand on one page, and a third is said with both there", async () => {
    await unlockTogether(page);
    await goTo(page, "Needs");
    await expect(line(TABLE_THEN)).toBeVisible();
    await expect(line(MORNING)).toBeVisible();
    await look(page, "needs-together");
    await press(page, "Say a need, Sam speaks");
    await expect(titled(page, "A need of Sam’s")).toBeVisible();
    await choose(sheet(page), "company");
    await page.getByLabel("What I ask").fill(WALK);
    await finish(page, "Keep it for both");
    await expect(titled(page, WALK)).toBeVisible();
    await expect(sheet(page)).toContainText("Only Sam says how this came out, in their own notebook.");
    await lock(page);
  });

  await test.step("each says in their own notebook how it came out, also of the one that was said together", async () => {
    await unlock(page, NOA);
    await goTo(page, "Needs");
    await close(TABLE_THEN, "met", "both");
    await press(sheet(page), "Back to saying a need");
    await expect(line(WALK).getByRole("button", { name: "Close it" })).toHaveCount(0);
    await lock(page);

    await unlock(page, SAM);
    await expect(page.locator(".need-line").filter({ hasText: WALK })).toContainText("yours"); // on Today
    await goTo(page, "Needs");
    await close(WALK, "partly", "Noa");
    await press(page, "Closed needs");
    const closed = sheet(page).getByRole("listitem");
    await expect(closed.filter({ hasText: TABLE_THEN })).toContainText("met, care by both");
    await expect(closed.filter({ hasText: WALK })).toContainText("partly, care by Noa");
    await lock(page);
  });
});

test("P10: reaching out is answered with care, how that felt is said, and a need is voiced again", async () => {
  test.setTimeout(240_000);
  await test.step("Noa says what would help", async () => {
    await unlock(page, NOA);
    await goTo(page, "Needs");
    await page.getByLabel("What happened").fill("The exam is on Tuesday, and I lay awake two nights.");
    await press(sheet(page), "All groups, or your own word");
    await choose(sheet(page), "to be heard");
    await page.getByLabel("What I ask").fill(LISTEN);
    await choose(sheet(page), "be heard");
    await shareNeed("Sam", LISTEN);
    await lock(page);
  });

  await test.step("Sam finds it among what she shares with him, and answers not now, and why", async () => {
    await unlock(page, SAM);
    await goTo(page, "Needs");
    await press(page, "Shared with you");
    await expect(titled(page, "Needs Noa shares with you")).toBeVisible();
    await press(sheet(page).getByRole("listitem").filter({ hasText: LISTEN }), "Answer");
    await expect(sheet(page)).toContainText("being heard would help. Listening is enough");
    await choose(sheet(page), "not now");
    await sheet(page).getByLabel("Why not now, and what instead").fill(WHY);
    await look(page, "shared-with-you");
    await finish(sheet(page), "Give this answer");
    await expect(sheet(page)).toContainText("You answered: not now");
    await lock(page);
  });

  await test.step("Noa says how that answer felt, and lets the need go as declined with care", async () => {
    await unlock(page, NOA);
    await goTo(page, "Needs");
    await press(line(LISTEN), LISTEN);
    await expect(sheet(page)).toContainText(WHY);
    const felt = sheet(page).getByRole("group", { name: "How Sam’s answer felt" });
    await mark(felt, "good");
    await felt.getByLabel("In your words, if you like").fill("You said when.");
    await look(page, "reply-felt");
    await finish(felt, "Let Sam know");
    await expect(sheet(page)).toContainText("Noa: this answer felt good.");
    await close(LISTEN, "declined with care", "nobody");
    await press(sheet(page), "Voice it again");
    await expect(page.getByLabel("What I ask")).toHaveValue(LISTEN);
    await shareNeed("Sam", LISTEN);
    await expect(sheet(page)).toContainText("Voiced again, after");
    await lock(page);
  });

  await test.step("together Sam says yes, and Noa says how that feels; apart, Sam still reads both", async () => {
    await unlockTogether(page);
    await goTo(page, "Needs");
    await press(line(LISTEN), LISTEN);
    await press(sheet(page), "Answer");
    await choose(sheet(page), "yes");
    await finish(sheet(page), "Give this answer");
    const felt = sheet(page).getByRole("group", { name: "How Sam’s answer felt" });
    await mark(felt, "full");
    await finish(felt, "Say it to both");
    await expect(sheet(page)).toContainText("Noa: this answer felt full.");
    await lock(page);

    await unlock(page, SAM);
    await goTo(page, "Needs");
    await press(line(LISTEN), LISTEN);
    await expect(sheet(page)).toContainText("Noa: this answer felt full.");
    await press(sheet(page), "How it came out then");
    await expect(sheet(page)).toContainText("You said when.");
    await expect(sheet(page)).toContainText("declined with care");
    await look(page, "need-page");
  });

  await test.step("Sam reaches out in turn: Noa answers partly, he says how that felt, and she reads it", async () => {
    await press(sheet(page), "Back to saying a need");
    await page.getByLabel("What happened").fill("My brother and I have not spoken since the summer.");
    await press(sheet(page), "All groups, or your own word");
    await choose(sheet(page), "company");
    await page.getByLabel("What I ask").fill(RING);
    await choose(sheet(page), "be heard");
    await shareNeed("Noa", RING);
    await lock(page);

    await unlock(page, NOA);
    await goTo(page, "Needs");
    await press(page, "Shared with you");
    await expect(titled(page, "Needs Sam shares with you")).toBeVisible();
    const asked = sheet(page).getByRole("listitem").filter({ hasText: RING });
    await press(asked, "Answer");
    await choose(asked, "partly");
    await finish(asked, "Give this answer");
    await expect(asked).toContainText("You answered: partly");
    await lock(page);

    await unlock(page, SAM);
    await goTo(page, "Needs");
    await press(line(RING), RING);
    const felt = sheet(page).getByRole("group", { name: "How Noa’s answer felt" });
    await mark(felt, "good");
    await finish(felt, "Let Noa know");
    await expect(sheet(page)).toContainText("Sam: this answer felt good.");
    await lock(page);

    await unlock(page, NOA);
    await goTo(page, "Needs");
    await press(line(RING), RING);
    await expect(sheet(page)).toContainText("Sam: this answer felt good.");
    await lock(page);
  });
});
