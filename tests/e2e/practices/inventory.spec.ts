/** Time of one's own, habits, the inventory of both sides and its path, as a couple does them in the built app over two months. */
import { expect, type Locator, test, type Page } from "@playwright/test";
import type { App } from "../../support/app.ts";
import {
  choose,
  finish,
  look,
  mark,
  openPart,
  press,
  region,
  share,
  sheet,
  startCouple,
  stopCouple,
  titled,
} from "../../support/practice-steps.ts";
import { goTo, lock, NOA, SAM, sayOfAnalysis, unlock, unlockTogether } from "../../support/steps.ts";

const DAY_MS = 86_400_000;
const BEGIN = Date.now();
/** A look at oneself wants a month between. */
const ONE_MONTH = 32;
const TWO_MONTHS = 64;

test.describe.configure({ mode: "serial" });

let app: App;
let page: Page;
test.beforeAll(async () => void ({ app, page } = await startCouple()));
test.afterAll(() => stopCouple(app));

/** So many days have passed since the file began. */
const itIsAfter = (days: number): Promise<void> => page.clock.setFixedTime(BEGIN + days * DAY_MS);

const question = (name: string) => page.getByRole("group", { name, exact: true });
const say = (name: string, word: string) => mark(question(name), word);
const tell = (item: string, name: string) =>
  page.getByRole("checkbox", { name: `May be told to ${name} ${item}`, exact: true }).check();
const lines = (): Locator => sheet(page).locator(".record-lines").getByRole("listitem");
const today = (): Locator => page.getByRole("region", { name: /^How today is/ });

/** Draws the table in the place of the figure. */
const toTable = (): Promise<void> => page.getByText("Table", { exact: true }).click();
const rowOf = (words: string): Locator => page.getByRole("row").filter({ hasText: words });

/** What stands under Me is in no joint session. */
async function nothingOfOneIsHere(): Promise<void> {
  for (const own of ["Today", "Me"])
    await expect(
      page.getByRole("navigation", { name: "Places" }).getByRole("button", { name: own, exact: true }),
    ).toHaveCount(0);
}

test("P5: a minute for the day, and the hours of a week, each one's own beside what the other shares", async () => {
  test.setTimeout(240_000);
  await unlock(page, NOA);
  await expect(today()).toContainText("only you");
  await look(page, "pulse-today");
  await say("How I am", "fine");
  await say("Time of my own", "a little");
  await today().getByLabel("A line, if you like").fill("Walked home the long way.");
  await finish(page, "Keep it");
  await expect(today()).toContainText("Walked home the long way.");
  await today().getByRole("button", { name: "Change it" }).click();
  await say("Time of my own", "some");
  await finish(page, "Keep it");
  await expect(today().getByRole("definition").filter({ hasText: "some" })).toBeVisible();
  await press(page, "Your days");
  await expect(page.getByRole("img", { name: /^Your days over months/ })).toBeVisible();
  await expect(lines()).toHaveCount(1);
  await look(page, "pulse");
  await toTable();
  await expect(page.getByRole("row").last()).toContainText(/fine.*Not said.*Not said.*some/);

  await openPart(page, "Me", "Me and we");
  await press(page, "Write down a week");
  await page.getByLabel("For myself").fill("6");
  await page.getByLabel("Together").fill("12");
  await look(page, "balance-form");
  await share(page, "Sam");
  await press(page, "Back to Me and we");
  await press(page, "Write down a week");
  await page.getByLabel("With friends").fill("4");
  await finish(page, "Keep it for me");
  await sayOfAnalysis(page, "it may be shown");
  await lock(page);

  await unlock(page, SAM);
  await expect(today()).not.toContainText("Walked home");
  await say("How I am", "so-so");
  await today().getByLabel("A line, if you like").fill("Slept badly.");
  await finish(page, "Keep it");
  await press(page, "Your days");
  await expect(lines()).toHaveCount(1);
  await expect(sheet(page)).toContainText("Slept badly.");
  await expect(sheet(page)).not.toContainText("Walked home");
  await openPart(page, "Together", "Me and we");
  await expect(lines()).toHaveCount(1);
  await expect(lines()).toContainText("For myself: 6 hours");
  await expect(page.getByText("They are shown while both of you agree to it.")).toBeVisible();
  await openPart(page, "Me", "Me and we");
  await press(page, "Write down a week");
  await page.getByLabel("For myself").fill("2");
  await page.getByLabel("In a community").fill("3");
  await share(page, "Noa");
  await sayOfAnalysis(page, "it may be shown");
  await openPart(page, "Me", "Me and we");
  await toTable();
  await expect(rowOf("Noa")).toContainText("6 hours");
  await expect(rowOf("Sam")).toContainText("2 hours");
  await page.getByText("Figure", { exact: true }).click();
  await look(page, "balance");
  await lock(page);

  await unlockTogether(page);
  await nothingOfOneIsHere();
  await openPart(page, "Together", "Me and we");
  await expect(lines()).toHaveCount(2);
  await expect(sheet(page)).not.toContainText("With friends: 4 hours"); // Noa's other week is hers
  await expect(page.getByRole("button", { name: /^Write down a week/ })).toHaveCount(0);
  await expect(page.getByRole("img", { name: /^The weeks over months/ })).toBeVisible();
  await look(page, "balance-together");
  await toTable();
  await expect(page.getByRole("row")).toHaveCount(3);
  await expect(rowOf("Noa")).toContainText("6 hours");
  await expect(rowOf("Sam")).toContainText("2 hours");
  await lock(page);
});

const NO = "I say yes and mean no.";
const HURT = "I hide it when something hurt.";
const WAIT = "I wait to be told what is needed.";

/** The looks at a part that are told, as they stand under Together: so many of them, each opened. */
async function told(part: string, count: number): Promise<string> {
  await openPart(page, "Together", "Inventory");
  const looks = page.getByRole("button", { name: new RegExp(`: ${part}$`) });
  await expect(looks).toHaveCount(count);
  const said: string[] = [];
  for (let at = 0; at < count; at++) {
    await looks.nth(at).click();
    await expect(page.getByRole("heading", { level: 1, name: new RegExp(`: ${part}$`) })).toBeVisible();
    await expect(sheet(page)).toContainText("not a validated test");
    said.push(await sheet(page).innerText());
    await press(page, "Back to Inventory");
    await expect(titled(page, "Inventory")).toBeVisible();
  }
  return said.join("\n");
}

/** Takes a look at a part: what is said of each item, and which one of them is told. Ends where it is shared. */
async function tellALook(part: string, items: Readonly<Record<string, string>>, mayBeTold: string, other: string) {
  await openPart(page, "Me", "Inventory");
  await press(page, "Take a look");
  await choose(page, part);
  for (const [item, word] of Object.entries(items)) await say(item, word);
  await tell(mayBeTold, other);
  await press(page, `See what ${other} would read`);
  for (const item of Object.keys(items))
    await (item === mayBeTold ? expect(sheet(page)) : expect(sheet(page)).not).toContainText(item);
  await finish(page, `Share with ${other}`);
  for (const item of Object.keys(items)) await expect(sheet(page)).toContainText(item);
}

test("P6: habits in one's own words over two months, of which the other reads only what is told", async () => {
  test.setTimeout(240_000);
  await unlock(page, NOA);
  await openPart(page, "Me", "Inventory");
  await expect(sheet(page)).toContainText("not a validated test");
  await look(page, "inventory-empty");
  await press(page, "Take a look");
  await choose(page, "habits");
  await say(NO, "often");
  await say(HURT, "always");
  await page.getByLabel("In words, if you like").fill("Mostly on Sundays.");
  await press(page, "See what Sam would read");
  await expect(sheet(page).getByRole("alert")).toContainText("Nothing in it is marked to be told");
  await tell(NO, "Sam");
  await look(page, "inventory-form");
  await press(page, "See what Sam would read");
  await expect(sheet(page)).toContainText(NO);
  await expect(sheet(page)).not.toContainText(HURT);
  await expect(sheet(page)).not.toContainText("Sundays");
  await finish(page, "Share with Sam");
  await expect(sheet(page)).toContainText("Sundays");
  await lock(page);

  await unlock(page, SAM);
  const ofNoa = await told("habits", 1);
  expect(ofNoa).toMatch(/I say yes and mean no\.\s*often/);
  for (const own of [HURT, "Sundays"]) expect(ofNoa).not.toContain(own);
  await tellALook("habits", { [WAIT]: "sometimes", [HURT]: "often" }, WAIT, "Noa");
  await lock(page);

  await itIsAfter(ONE_MONTH);
  await unlock(page, NOA);
  await tellALook("habits", { [NO]: "sometimes", [HURT]: "always" }, NO, "Sam");
  await press(page, "Back to Inventory");
  await expect(region(page, "What has changed")).toContainText(`${NO} less often than in`);
  await expect(region(page, "What you may want to work on")).toContainText(HURT);
  await look(page, "habits-over-months");
  await toTable();
  await expect(rowOf(NO)).toContainText("oftensometimes");
  await expect(rowOf(HURT)).toContainText("alwaysalways");
  await lock(page);

  await unlockTogether(page);
  await nothingOfOneIsHere();
  const ofBoth = await told("habits", 3);
  expect(ofBoth).toMatch(/I say yes and mean no\.\s*sometimes/);
  expect(ofBoth).toMatch(/I wait to be told what is needed\.\s*sometimes/);
  for (const own of [HURT, "Sundays"]) expect(ofBoth).not.toContain(own);
  await expect(page.getByRole("button", { name: /^Take (a look|it up)/ })).toHaveCount(0);
  await look(page, "inventory-together");
  await lock(page);
});

const ASK = "I can ask for help before it is urgent.";
const CALM = "I can calm myself when I am alone.";
const SMALL = "Ask for one small thing on Monday";
const ALONE = "One evening with nobody, and no screen";

/** On its day Today tells of the intention, and it is said how it went. */
async function lookAtIntention(words: string, how: string, inWords: string): Promise<void> {
  const due = region(page, "To look at again");
  await expect(due).toContainText(words);
  await due.getByRole("button", { name: "Look at it" }).click();
  await press(page, "Say how it went");
  await choose(page, how);
  await page.getByLabel("In words, if you like").fill(inWords);
  await finish(page, "Save");
  await expect(sheet(page)).toContainText(inWords);
}

test("P12: each finds the gaps of both sides, takes up one intention, tells what may be told, and looks again next month", async () => {
  test.setTimeout(240_000);
  await unlock(page, NOA); // a month later than at first
  await tellALook("depending and standing alone", { [ASK]: "never", [CALM]: "often" }, ASK, "Sam");
  await press(page, "Back to Inventory");
  await choose(page, "depending and standing alone");
  const gaps = region(page, "What you may want to work on");
  await expect(gaps).toContainText(ASK);
  await expect(gaps).not.toContainText(CALM);
  await press(page, `Take it up: ${ASK}`);
  await page.getByLabel("What do you want to try?").fill(SMALL);
  await look(page, "intention-form");
  await finish(page, "Keep it for me");
  await expect(sheet(page)).toContainText("From the inventory: Depending");
  await press(page, "Back to One intention");
  await expect(page.getByRole("button", { name: "Take one up" })).toHaveCount(0);
  await expect(sheet(page)).toContainText("One at a time: say how this one went, and then another can begin.");
  await lock(page);

  await unlock(page, SAM);
  expect(await told("depending and standing alone", 1)).toContain(ASK);
  await openPart(page, "Me", "One intention");
  await expect(sheet(page)).not.toContainText(SMALL); // whose it is, reads it
  await tellALook("depending and standing alone", { [ASK]: "often", [CALM]: "rarely" }, CALM, "Noa");
  await press(page, "Back to Inventory");
  await expect(gaps).toContainText(CALM);
  await press(page, `Take it up: ${CALM}`);
  await page.getByLabel("What do you want to try?").fill(ALONE);
  await finish(page, "Keep it for me");
  await expect(sheet(page)).toContainText("From the inventory: Standing alone");
  await lock(page);

  await unlockTogether(page);
  await nothingOfOneIsHere();
  const ofBoth = await told("depending and standing alone", 2);
  for (const item of [ASK, CALM]) expect(ofBoth.split(item)).toHaveLength(2); // once each, as it was told
  await goTo(page, "Together");
  await expect(page.getByRole("button", { name: /^Inventory / })).toBeVisible();
  await expect(page.getByRole("button", { name: /^One intention / })).toHaveCount(0);
  await lock(page);

  await itIsAfter(TWO_MONTHS);
  await unlock(page, NOA);
  await lookAtIntention(SMALL, "on the way", "Twice, and the second was easy.");
  await look(page, "intention");
  await press(page, "Back to One intention");
  await expect(region(page, "Looked at before")).toContainText("on the way");
  await expect(page.getByRole("button", { name: "Take one up" })).toBeVisible();
  await lock(page);

  await unlock(page, SAM);
  await lookAtIntention(ALONE, "it grew", "On the bench behind the school.");
  await expect(region(page, "To look at again")).toHaveCount(0);
  await lock(page);
});

test("P14: each reads both sides over the months and the path in plain words, and together what both tell of them", async () => {
  test.setTimeout(240_000);
  await unlock(page, NOA); // still two months later
  await tellALook("depending and standing alone", { [ASK]: "sometimes", [CALM]: "often" }, ASK, "Sam");
  await press(page, "Back to Inventory");
  await choose(page, "depending and standing alone");
  for (const side of ["Depending", "Standing alone"]) await expect(region(page, side)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: ASK }).first()).toContainText(/never, .*: sometimes/);
  await expect(region(page, "What has changed")).toContainText(`${ASK} more often than in`);
  await expect(region(page, "Two sides, one path")).toContainText("a path, not a switch");
  await look(page, "inventory");
  await toTable();
  await expect(rowOf(CALM).filter({ hasText: "Noa" })).toContainText("oftenoften");
  await lock(page);

  await unlock(page, SAM);
  await tellALook("depending and standing alone", { [ASK]: "often", [CALM]: "sometimes" }, CALM, "Noa");
  await press(page, "Back to Inventory");
  await expect(region(page, "What has changed")).toContainText(`${CALM} more often than in`);
  await expect(region(page, "Two sides, one path")).toContainText("a path, not a switch");
  await toTable();
  await expect(rowOf(CALM).filter({ hasText: "Sam" })).toContainText("rarelysometimes");
  await expect(rowOf(ASK).filter({ hasText: "Noa" })).toContainText("neversometimes");
  await expect(rowOf(CALM).filter({ hasText: "Noa" })).toHaveCount(0); // it was not told
  await lock(page);

  await unlockTogether(page);
  await openPart(page, "Together", "Inventory");
  await choose(page, "depending and standing alone");
  await look(page, "inventory-sides-together");
  await toTable();
  await expect(rowOf(ASK).filter({ hasText: "Noa" })).toContainText("neversometimes");
  await expect(rowOf(CALM).filter({ hasText: "Sam" })).toContainText("rarelysometimes");
  await expect(rowOf(ASK).filter({ hasText: "Sam" })).toHaveCount(0);
  await expect(rowOf(CALM).filter({ hasText: "Noa" })).toHaveCount(0);
  await lock(page);
});
