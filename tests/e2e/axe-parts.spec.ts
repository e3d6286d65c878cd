/** Every part of Together and Me on the sample couple's year, held to WCAG 2.2 AA by axe, read at twice the size, and worked by keys alone. */
import { expect, test, type Page } from "@playwright/test";
import { SAMPLE_PASSPHRASES } from "#renderer/worker/key-jobs.ts";
import { startApp, type App } from "../support/app.ts";
import { lookAt, overflow, type Look } from "../support/axe.ts";
import { openPart, press, titled } from "../support/practice-steps.ts";
import { goTo, lock, NOA, SAM, unlockTogether } from "../support/steps.ts";

/** A part, and what opens its form; null where nothing is written there, or one thing at a time. */
type Part = readonly ["Together" | "Me", part: string, write: string | RegExp | null];

const OF_BOTH: readonly Part[] = [
  ["Together", "Goals", "Write down a goal"],
  ["Together", "Decisions", "Write down a decision"],
  ["Together", "Sacrifices", "Write down a sacrifice"],
  ["Together", "Agreements and promises", "Propose an agreement"],
  ["Together", "Repair", "Own up to something"],
  ["Together", "Boundaries", "Find a boundary"],
  ["Together", "Seasons", "Name a season"],
  ["Together", "Moments", "Keep a moment"],
  ["Together", "Me and we", null],
  ["Together", "Inventory", null],
];
const OF_ONE: readonly Part[] = [
  ["Me", "Pulse", /^(Say|Change) how today is$/],
  ["Me", "Me and we", "Write down a week"],
  ["Me", "Boundaries", "Something happened elsewhere"],
  ["Me", "Inventory", "Take a look"],
  ["Me", "One intention", null],
  ["Me", "What giving costs", null],
  ["Me", "People I can turn to", "Write somebody down"],
  ["Me", "What I learned early", "Begin a page"],
  ["Me", "My own words", null],
];
/** Lists without pages. */
const WITHOUT_PAGES: ReadonlySet<string> = new Set(["What giving costs", "My own words"]);

/** Colours are one for every width, and widths one for both lights: two looks show them all. */
const WIDE_AND_NARROW: readonly Look[] = [
  ["light", 1280],
  ["dark", 360],
];

let app: App;
let page: Page;
test.beforeEach(async () => {
  app = await startApp();
  ({ page } = await app.launch());
  await press(page, "Look around with a sample couple");
  await expect(page.getByText("Noa’s notebook")).toBeVisible({ timeout: 60_000 });
});
test.afterEach(async () => {
  await app.stop();
  expect(app.faults).toEqual([]);
});

/** Shows a part's list, the first thing of it, and the form for a new one, each to `see`. */
async function throughPart([place, part, write]: Part, see: (name: string) => Promise<void>): Promise<void> {
  await openPart(page, place, part);
  await see(`${place}, ${part}`);
  if (!WITHOUT_PAGES.has(part)) {
    const line = page.locator(".record-open").first();
    const title = await line.innerText();
    await line.click();
    await expect(titled(page, title)).toBeFocused();
    await see(`${place}, ${part}, one of them`);
    await press(page, `Back to ${part}`);
  }
  if (write === null) return;
  await page.getByRole("button", { name: write, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await expect(page.getByRole("button", { name: "Leave it" })).toBeVisible();
  await see(`${place}, ${part}, writing`);
}

for (const [whose, parts] of [
  ["Together", OF_BOTH],
  ["Me", OF_ONE],
] as const) {
  test(`axe finds nothing on any part of ${whose}, wide in light or narrow in dark`, async () => {
    test.setTimeout(300_000);
    const found: Record<string, string[]> = {};
    await goTo(page, whose);
    await lookAt(page, whose, found, WIDE_AND_NARROW);
    for (const part of parts) await throughPart(part, (name) => lookAt(page, name, found, WIDE_AND_NARROW));
    expect(found).toEqual({});
  });
}

test("axe finds nothing on the parts of Together while both are here, wide in light or narrow in dark", async () => {
  test.setTimeout(240_000);
  await lock(page);
  await unlockTogether(page, [
    { ...NOA, passphrase: SAMPLE_PASSPHRASES.a },
    { ...SAM, passphrase: SAMPLE_PASSPHRASES.b },
  ]);
  const found: Record<string, string[]> = {};
  for (const [place, part, write] of OF_BOTH) {
    await throughPart([place, part, write === null ? null : `${String(write)}, Noa writes`], (name) =>
      lookAt(page, name, found, WIDE_AND_NARROW),
    );
  }
  expect(found).toEqual({});
});

test("at twice the size of its letters no part is wider than its window", async () => {
  test.setTimeout(180_000);
  const wider: string[] = [];
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  for (const part of [...OF_BOTH, ...OF_ONE]) {
    await throughPart(part, async (name) => {
      for (const width of [1280, 640]) {
        await page.setViewportSize({ width, height: 800 });
        if ((await overflow(page)) > 0) wider.push(`${name} at ${width}`);
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    });
  }
  expect(wider).toEqual([]);
});

/** Presses Tab, or Shift and Tab, until the button of this name has the focus, which can be seen there. */
async function tabToButton(name: string | RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const wanted = page.getByRole("button", { name, exact: true }).and(page.locator(":focus"));
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    if ((await wanted.count()) === 1) return expect(wanted).toBeInViewport();
  }
  throw new Error(`${key} never came to ${String(name)}`);
}

/** What has the focus now lies in the window, from its beginning. */
async function focusIsOn(name: string): Promise<void> {
  await expect(titled(page, name)).toBeFocused();
  await expect(titled(page, name)).toBeInViewport({ ratio: 1 });
}

test("from Today to a goal that is shared and back, by keys alone, with the focus where one goes on", async () => {
  test.setTimeout(120_000);
  const goal = "One walk by the river before the frost";
  await expect(page.getByText("Noa’s notebook")).toBeVisible(); // wide again: the places have changed their side
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await tabToButton(/^Together/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await tabToButton(/^Goals /);
  await page.keyboard.press("Enter");
  await focusIsOn("Goals");
  await tabToButton("Write down a goal");
  await page.keyboard.press("Enter");
  await focusIsOn("A goal");

  await tabToButton("See what Sam would read"); // with nothing said: the question that has to be answered
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("What do you want?")).toBeFocused();
  await page.keyboard.type(goal);
  await tabToButton("See what Sam would read");
  await page.keyboard.press("Enter");
  await focusIsOn("What Sam would read");
  await tabToButton("Back to writing");
  await page.keyboard.press("Enter");
  await focusIsOn("A goal");
  await tabToButton("See what Sam would read");
  await page.keyboard.press("Enter");
  await focusIsOn("What Sam would read");
  await tabToButton("Share with Sam");
  await page.keyboard.press("Enter");
  await focusIsOn(goal);

  await tabToButton("Back to Goals");
  await page.keyboard.press("Enter");
  await focusIsOn("Goals");
  await expect(page.getByRole("button", { name: goal })).toBeVisible();
  await tabToButton("Back");
  await page.keyboard.press("Enter");
  await focusIsOn("Together");
});
