/**
 * Care seen over time and its pause, going to somebody who helps, and being safe to speak: as a couple does them in the built app, each in
 * their own session, then together.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Locator, test, type Page } from "@playwright/test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { startApp, type App } from "../../support/app.ts";
import { axeFindings } from "../../support/axe.ts";
import { twofold } from "../../support/command.ts";
import { demoBackup } from "../../support/demo.ts";
import { filesUnder, findWords } from "../../support/search-bytes.ts";
import {
  answerAndTakeCare,
  feelAndClose,
  goTo,
  lock,
  makeBackup,
  NOA,
  photograph,
  readEntry,
  restoreFrom,
  SAM,
  sayNeed,
  sayOfAnalysis,
  unlock,
  unlockTogether,
  writeToday,
} from "../../support/steps.ts";

/** What both read while it does not run, and what the command says too. */
const PAUSED =
  "The figures of what both of you shared are not shown at the moment. They are shown while both of you agree to it.";

const NOAS = {
  noticed: "The ledger of the month lay open on the table.",
  felt: "Curious.",
  word: "rest",
  request: "Half an hour with the wickerbrand ledger.",
};
const SAMS = {
  noticed: "It was dark at five.",
  felt: "Grey.",
  word: "rest",
  request: "A walk before the zellmoor dusk.",
};

let app: App;
let page: Page;
let folder: string;
test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), "twofold-safety-"));
  app = await startApp();
  ({ page } = await app.launch());
  await restoreFrom(page, demoBackup(folder), NOA); // a month of theirs: figures say nothing before two weeks
});
test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
  expect(app.faults).toEqual([]);
});

const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
const press = (name: string | RegExp) => button(name).click();

/** Takes pictures of what stands there, wide and narrow, and finds nothing wrong with it. */
async function look(name: string): Promise<void> {
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    await photograph(page, `safety-${name}-${width}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, `${name} is no wider than its window`).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The month's measures of a backup, from the command, as one of the two. */
function reflect(file: string, who: typeof NOA, ...more: string[]) {
  const passphrases = join(folder, `${who.name}.pass`);
  writeFileSync(passphrases, `${who.passphrase}\n`);
  const month = new Date().toISOString().slice(0, 7);
  return twofold("reflect", file, "--month", month, "--passphrase-file", passphrases, ...more);
}

const figures = [
  "The weeks",
  "Who took care",
  "Needs that were met",
  "The two of you, side by side",
  "Time to care",
  "Needs met, over the months",
];

/** Reads the figures as tables, each share with its n and how far it may lie off; returns what they say. */
async function readFigures(): Promise<string> {
  await goTo(page, "Insights");
  for (const figure of figures) await expect(page.getByRole("heading", { name: figure })).toBeVisible();
  await expect(page.getByText("Older pages are still being opened")).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByText(/^n \d+$/)).toHaveCount(4); // needs met and care, each for both
  const choices = page.getByRole("group").filter({ has: page.getByRole("radio", { name: "Table" }) });
  await expect(choices).toHaveCount(figures.length);
  for (const choice of await choices.all()) await choice.locator("label", { hasText: /^Table$/ }).click();
  const tables = page.getByRole("table");
  await expect(tables).toHaveCount(figures.length + 2); // time to care has its counts, and its days; what had no care is one
  const trend = tables.nth(figures.length);
  for (const name of ["Noa", "Sam"]) await expect(trend).toContainText(name);
  await expect(trend).toContainText(/\d+ ?%.*\d+ ?%/);
  return (await tables.allInnerTexts()).join("\n");
}

/** What the two read of one another is the same, whoever of them looks. */
let readBySam = "";

test("P2: needs by each, care by each, and over the weeks whose were taken care of by whom, with n and interval", async () => {
  test.setTimeout(240_000);
  await unlock(page, NOA);
  await sayNeed(page, "Sam", NOAS);
  await lock(page);
  await unlock(page, SAM);
  await sayNeed(page, "Noa", SAMS);
  await answerAndTakeCare(page, "Noa", NOAS.request, "Sat down beside the ledger.");
  await lock(page);
  await unlock(page, NOA);
  await answerAndTakeCare(page, "Sam", SAMS.request, "Came along to the quarry.");
  await feelAndClose(page, "Sam", NOAS.request, "Sat down beside the ledger.");
  await lock(page);
  await unlock(page, SAM);
  await feelAndClose(page, "Noa", SAMS.request, "Came along to the quarry.");

  readBySam = await readFigures();
  await look("insights-table");
  await lock(page);
  await unlock(page, NOA);
  expect(await readFigures()).toBe(readBySam);
  await lock(page);
  await unlockTogether(page);
  expect(await readFigures()).toBe(readBySam);
  await look("insights-table-together");
  await lock(page);
});

test("P2: either pauses it; both read one sentence, in their sessions, together and from the command; it goes on when both agree", async () => {
  test.setTimeout(300_000);
  await unlock(page, SAM);
  await goTo(page, "Settings");
  const choice = page.getByRole("region", { name: "Looking at what both of you shared" });
  await expect(choice).toContainText("Either of you can pause it at any time."); // said before there is anything to pause
  await expect(choice).not.toContainText(PAUSED);
  await choice.scrollIntoViewIfNeeded();
  await look("settings-consent");
  await sayOfAnalysis(page, "not now");

  await goTo(page, "Insights");
  const stead = page.getByRole("region", { name: "Looking at what both of you shared" });
  await expect(stead).toContainText(PAUSED);
  for (const figure of figures) await expect(page.getByRole("heading", { name: figure })).toHaveCount(0);
  const pausedForSam = await stead.innerText();
  await look("insights-paused");
  await lock(page);

  await unlock(page, NOA);
  await goTo(page, "Insights");
  await expect(stead).toContainText(PAUSED);
  expect(await stead.innerText()).toBe(pausedForSam); // to the letter, whoever paused it
  for (const part of ["Me and we", "Inventory"]) {
    await goTo(page, "Me");
    await page.getByRole("button", { name: new RegExp(`^${part} `) }).click();
    await expect(page.getByText(PAUSED)).toBeVisible();
    await expect(page.getByRole("main")).not.toContainText("Sam: "); // nothing of his is drawn beside hers
  }
  const paused = await makeBackup(page, mkdtempSync(join(folder, "paused-")));
  await expect(page.getByRole("main")).not.toContainText("Consent");
  await lock(page);
  await unlockTogether(page);
  await goTo(page, "Insights");
  await expect(page.getByText(PAUSED)).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText(/paused by|Sam paused|Noa paused/);
  await look("insights-paused-together");
  await goTo(page, "Together");
  await page.getByRole("button", { name: /^Me and we / }).click();
  await expect(page.getByText(PAUSED)).toBeVisible();
  await expect(page.getByRole("main").getByRole("img")).toHaveCount(0); // nothing is drawn
  await lock(page);

  for (const who of [NOA, SAM]) {
    const refused = reflect(paused, who);
    expect([refused.code, refused.json.ok]).toEqual([1, false]);
    expect(refused.sentences).toContain(PAUSED);
    const own = reflect(paused, who, "--view", "mine");
    expect(own.json["partners"]).toMatchObject([{ name: who.name }]); // one's own alone
    const out = join(folder, `pages-${who.name}`);
    const pass = join(folder, `${who.name}.pass`);
    expect(twofold("export", paused, "--out", out, "--format", "markdown", "--passphrase-file", pass).code).toBe(0);
    expect(filesUnder(out).filter((file) => /consent/i.test(file))).toEqual([]);
    expect(findWords(filesUnder(out), ["Consent to the analysis", "Analysis of what both shared"])).toEqual([]);
    expect(findWords(filesUnder(out), [NOAS.request])).not.toEqual([]); // where something is to be found, it is
  }

  await unlock(page, SAM);
  await sayOfAnalysis(page, "it may be shown");
  await goTo(page, "Insights");
  for (const figure of figures) await expect(page.getByRole("heading", { name: figure })).toBeVisible();
  const resumed = await makeBackup(page, mkdtempSync(join(folder, "resumed-")));
  expect(reflect(resumed, NOA).json).toMatchObject({ ok: true, view: "shared" });
  await lock(page);
  await unlockTogether(page);
  expect(await readFigures()).toBe(readBySam); // nothing was lost by it
  await lock(page);
});

/** Where one's own part goes in and out, and is printed. */
const MOVING = "Bring a journal in, take yours out, print";
const print = (): Locator => page.getByRole("region", { name: "Print" });

/** Shows the pages of what is chosen, once its passphrase was asked again. */
async function seePages(who: typeof NOA): Promise<void> {
  await press("See the pages");
  await print().getByLabel("Your passphrase", { exact: true }).fill(who.passphrase);
  await press("See the pages");
  await button("Print, or save as PDF").waitFor();
}

test("P17: where to turn is read without a passphrase and from within; what is chosen is printed for a counsellor", async () => {
  test.setTimeout(240_000);
  const asked = app.requests.length;
  await press("Support");
  await expect(page.getByRole("heading", { level: 1, name: "Support" })).toBeVisible();
  await expect(page.getByText(/Written in November 2026, in general words/)).toBeVisible();
  for (const says of ["112", "helplines", "counsellor", "not evidence|neither evidence"])
    await expect(page.getByText(new RegExp(says)).first()).toBeVisible();
  await expect(page.locator("main a")).toHaveCount(0);
  await look("support-door");
  await press("Back to the covers");

  await unlock(page, NOA);
  await goTo(page, "Settings");
  await press("Where to turn for help");
  await expect(page.getByRole("heading", { level: 1, name: "Support" })).toBeVisible();
  await expect(page.locator("main a")).toHaveCount(0);
  await look("support-within");
  await press("Back to settings");
  expect(app.requests.slice(asked).filter((url) => !url.startsWith(`${app.origin}/`))).toEqual([]);

  await page.keyboard.press("?");
  await page.getByRole("dialog").getByRole("button", { name: "Where to turn for help" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Support" })).toBeVisible();

  await goTo(page, "Settings");
  await press(MOVING);
  const list = (name: string) => print().getByRole("group", { name, exact: true });
  const kind = (name: string) =>
    print()
      .locator("label.chip", { hasText: new RegExp(`^${name}$`) })
      .click();
  await kind("Needs");
  await list("Needs")
    .getByRole("checkbox", { name: new RegExp(NOAS.request) })
    .check();
  await expect(list("Needs").getByRole("checkbox", { name: new RegExp(SAMS.request) })).not.toBeChecked();
  await kind("What was learned early");
  const early = list("What was learned early").getByRole("checkbox").first();
  const learned = (await early.locator("xpath=following-sibling::span/span[1]").innerText()).trim();
  await early.check();
  await kind("Boundaries");
  const boundary = list("Boundaries").getByRole("checkbox").first();
  const says = (await boundary.locator("xpath=following-sibling::span/span[1]").innerText()).trim();
  await boundary.check();
  await expect(print()).toContainText("3 chosen");
  await look("print-choice");
  await seePages(NOA);
  await look("print-pages");
  const pages = await wordsOfPdf(await page.pdf({ preferCSSPageSize: true }));
  const words = pages.join(" ");
  for (const chosen of [NOAS.request, NOAS.noticed, learned, says, "Boundaries"]) expect(words).toContain(chosen);
  expect(words).not.toContain(SAMS.request);
  expect(words).not.toMatch(/Lock now|Print, or save/);
  expect(pages.filter((each) => each.trim() !== "").length).toBeGreaterThanOrEqual(3); // each kind begins a page
  await press("Back");
  await lock(page);

  await test.step("Sam reads the same, and prints what he chooses of his own", async () => {
    await unlock(page, SAM);
    await goTo(page, "Settings");
    await press("Where to turn for help");
    await expect(page.getByText(/Written in November 2026, in general words/)).toBeVisible();
    await press("Back to settings");
    await press(MOVING);
    await kind("Needs");
    await list("Needs")
      .getByRole("checkbox", { name: new RegExp(SAMS.request) })
      .check();
    await expect(print()).toContainText("1 chosen");
    await seePages(SAM);
    const printed = (await wordsOfPdf(await page.pdf({ preferCSSPageSize: true }))).join(" ");
    for (const chosen of [SAMS.request, SAMS.noticed]) expect(printed).toContain(chosen);
    for (const other of [NOAS.request, learned]) expect(printed).not.toContain(other);
    await press("Back");
    await lock(page);
  });

  await test.step("with both at the screen the page is there; what is printed is one person’s own to choose", async () => {
    await unlockTogether(page);
    await goTo(page, "Settings");
    await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
    await expect(button(MOVING)).toHaveCount(0);
    await expect(button(/print/i)).toHaveCount(0);
    await press("Where to turn for help");
    await expect(page.getByText(/Written in November 2026, in general words/)).toBeVisible();
    await lock(page);
  });
});

async function wordsOfPdf(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const words = items.map((item) => ("str" in item ? item.str : "")).join(" ");
    pages.push(words.replace(/\s+/g, " "));
  }
  return pages;
}

const PAGE = { title: "Skylight zarvon", words: "Rain on the quilbrast roof." };

const ONES_PLACES = ["Today", "Journal", "Needs", "Insights"];
const LISTS_OF_ONE = ["Together", "Me"];

/** All that the places of an open session say, but for the backups, whose days are said, and one's own unlocks. */
async function allPlaces(places = ONES_PLACES, lists = LISTS_OF_ONE): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const place of places) {
    await goTo(page, place);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const backup = page.getByRole("region", { name: /^Last backup/ });
    const aside = (await backup.count()) > 0 ? await backup.innerText() : "";
    said[place] = (await page.getByRole("main").innerText()).replace(aside, "");
  }
  for (const place of lists) {
    await goTo(page, place);
    const parts = page.locator(".part b");
    await expect(parts.first()).toBeVisible();
    for (const part of await parts.allInnerTexts()) {
      await goTo(page, place);
      await page.getByRole("button", { name: new RegExp(`^${part} `) }).click();
      await expect(parts).toHaveCount(0);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      said[`${place} ${part}`] = await page.getByRole("main").innerText();
    }
  }
  return said;
}

/**
 * What still stands there two frames after the key that locks, whatever the sealing of what was typed takes. Where nothing has to be sealed
 * the page itself may be gone by then: what stands on the fresh one is said.
 */
async function leftOfALock(): Promise<string> {
  const left = page.evaluate(async () => {
    const key = { key: "l", code: "KeyL", ctrlKey: true, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", key));
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    const fields = [...document.querySelectorAll<HTMLTextAreaElement>("textarea, input")];
    return [document.body.innerText, ...fields.map(({ value }) => value)].join("\n");
  });
  return left.catch(async (gone: Error) => {
    if (!gone.message.includes("context was destroyed")) throw gone;
    return page.locator("body").innerText();
  });
}

test("P18: private by default, shared page by page after a preview, taken back; hidden at once; no sign of writing reaches the other", async () => {
  test.setTimeout(300_000);
  await unlock(page, SAM);
  const before = await allPlaces();
  expect(Object.keys(before).length).toBeGreaterThan(18);
  await lock(page);

  await test.step("Noa writes, and nothing of it is anywhere in Sam's session", async () => {
    await unlock(page, NOA);
    await writeToday(page, PAGE.title, PAGE.words);
    await goTo(page, "Me");
    await page.getByRole("button", { name: /^Boundaries / }).click();
    await press("Find a boundary");
    await page.locator("label.chip", { hasText: /^feelings$/ }).click();
    await page.getByLabel("Where does the yes end?").fill(PAGE.words);
    await press("Keep it for me");
    await lock(page);
    await unlock(page, SAM);
    expect(await allPlaces()).toEqual(before);
    await lock(page);
  });

  await test.step("she shares one page after its preview, and takes it back", async () => {
    await unlock(page, NOA);
    await readEntry(page, PAGE.title, PAGE.words);
    await press("Share this page");
    const preview = page.getByRole("dialog", { name: "What Sam will read" });
    await expect(preview).toContainText(PAGE.words);
    await preview.getByRole("button", { name: "Put this on the shared page" }).click();
    await expect(preview).toBeHidden();
    await lock(page);
    await unlock(page, SAM);
    await readEntry(page, PAGE.title, PAGE.words);
    await lock(page);
    await unlock(page, NOA);
    await readEntry(page, PAGE.title, PAGE.words);
    await press("Take the copy back");
    await expect(button("Share this page")).toBeVisible();
    await lock(page);
    await unlock(page, SAM);
    await goTo(page, "Journal");
    await expect(page.getByText(PAGE.title)).toHaveCount(0);
    await lock(page);
  });

  await test.step("one press hides all of it at once, and what was typed is there again", async () => {
    await unlock(page, NOA);
    await goTo(page, "Needs");
    await page.getByLabel("What happened").fill("The vorplen door fell shut.");
    const left = await leftOfALock();
    expect(left).not.toMatch(/vorplen|wickerbrand|Noa/);
    await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
    await page.goBack().catch(() => null); // there may be no page before this one
    await expect(page.getByLabel("What happened")).toHaveCount(0);
    await page.goto(`${app.origin}/`); // where Back led may be none of the app's
    await unlock(page, NOA);
    await goTo(page, "Needs");
    await expect(page.getByLabel("What happened")).toHaveValue("The vorplen door fell shut.");
    expect(findWords(filesUnder(app.profile), ["vorplen", "quilbrast"])).toEqual([]); // kept, and sealed
  });

  await test.step("with both at the screen nothing private is there, and one press hides what is shared", async () => {
    await lock(page);
    await unlockTogether(page);
    const places = page.getByRole("navigation", { name: "Places" });
    for (const own of ["Today", "Journal", "Me"])
      await expect(places.getByRole("button", { name: own, exact: true })).toHaveCount(0);
    const said = await allPlaces(["Needs", "Insights"], ["Together"]);
    expect(Object.keys(said).length).toBeGreaterThan(10);
    expect(Object.values(said).join("\n")).not.toMatch(/vorplen|quilbrast|zarvon/);
    await goTo(page, "Together");
    await expect(page.getByRole("main")).toContainText("Noa");
    expect(await leftOfALock()).not.toMatch(/\b(Noa|Sam)\b/);
    await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
  });
});
