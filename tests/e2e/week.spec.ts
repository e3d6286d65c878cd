/** A week of writing in the built app: seven days of one couple, from a first prompt to the trash being emptied by its days. */
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { axeFindings } from "../support/axe.ts";
import { exifWithPlace, jpegExif, jpegWith } from "../support/made-pictures.ts";
import { filesUnder, findWords } from "../support/search-bytes.ts";
import { goTo, lock, makeJournalTogether, NOA, photograph, SAM, unlock } from "../support/steps.ts";

const MONDAY = "Harbour wrimtol";
const TUESDAY = "Ferns quenlib";
const SUNDAY = "Lanterns drimvoss";
const SECRETS = ["drimvoss", "wrimtol", "quenlib", "zubrano", "harglint", "ombrefin", "plivart"];

let app: App;
test.beforeAll(async () => void (app = await startApp()));
test.afterAll(() => app.stop());

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const editor = (page: Page) => page.getByRole("textbox", { name: "Your page" });
const saved = (page: Page) => expect(page.getByRole("status").filter({ hasText: /^saved$/ })).toBeVisible();

/** The days go on, and every page sees it. */
const itIs = (page: Page, day: string) => page.context().clock.setSystemTime(new Date(`${day}T18:00:00+01:00`));

/** Opens one's own entry in the Journal by what the list says of it. */
async function openEntry(page: Page, words: string): Promise<void> {
  await goTo(page, "Journal");
  await page.locator(".entry-item", { hasText: words }).first().click();
  await expect(editor(page)).toBeVisible();
}

/** Adds to `found` what is wrong with what stands there now. */
async function look(page: Page, name: string, found: Record<string, string[]>): Promise<void> {
  await photograph(page, name);
  const bad = await axeFindings(page);
  if (bad.length > 0) found[name] = bad;
}

/** A JPEG of some colour that says where it was taken. */
async function aPhotoWithPlace(page: Page): Promise<Buffer> {
  const drawn = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(640, 480);
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("no canvas");
    pen.fillStyle = "#4a7a6a";
    pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = "#e9c46a";
    pen.fillRect(80, 80, 200, 160);
    const blob = await canvas.convertToBlob({ type: "image/jpeg" });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return Buffer.from(jpegWith(new Uint8Array(drawn), [jpegExif(exifWithPlace())]));
}

test("a week of writing: prompts, photos, earlier texts, sharing and answers, locks, trash and finding", async () => {
  test.setTimeout(300_000);
  const found: Record<string, string[]> = {};
  const { context, page } = await app.launch();
  await itIs(page, "2026-11-16");
  await makeJournalTogether(page);

  await test.step("Monday: from a prompt, with a few shapes, and none of it replaced", async () => {
    await unlock(page, NOA);
    await page.getByLabel("Title").fill(MONDAY);
    await editor(page).click();
    await page.keyboard.type("# The quay\nRain, and ==two== **loaves** zubrano.\n[ ] water the ferns");
    await button(page, "Prompt").click();
    const picker = page.getByRole("dialog", { name: "Begin with a prompt" });
    await look(page, "week-prompt", found);
    await button(page, "Another one").last().click();
    await picker.getByRole("button", { name: "Write with this" }).click();
    await expect(picker).toBeHidden();
    await expect(editor(page)).toContainText("zubrano");
    await expect(editor(page).locator("h1, h2, h3").first()).toHaveText("The quay");
    await expect(editor(page).locator("mark")).toHaveText("two");
    await expect(editor(page).getByRole("checkbox")).toHaveCount(1);
    await editor(page).focus();
    await page.keyboard.press("Control+z"); // the prompt goes again; what was typed stays
    await expect(editor(page)).toContainText("water the ferns");
    await button(page, "Add a star").click();
    await saved(page);
    await look(page, "week-monday", found);
    await lock(page);
  });

  await test.step("Tuesday: a photo without the place it was taken at, in the text", async () => {
    await itIs(page, "2026-11-17");
    await unlock(page, NOA);
    await page.getByLabel("Title").fill(TUESDAY);
    await editor(page).click();
    await page.keyboard.type("They stood in the light, harglint.");
    const chooser = page.waitForEvent("filechooser");
    await button(page, "Add photos or files").click();
    await (await chooser).setFiles({ name: "ferns.jpg", mimeType: "image/jpeg", buffer: await aPhotoWithPlace(page) });
    await expect(page.getByText("Where it was taken was left out: ferns.jpg.")).toBeVisible();
    await button(page, "Look at ferns.jpg").click();
    const viewer = page.getByRole("dialog");
    await viewer.getByRole("button", { name: "Put it into the text" }).click();
    await expect(editor(page).getByRole("img").first()).toBeVisible();
    await button(page, "Tag").click();
    await page.getByRole("combobox", { name: "Add a tag" }).fill("mornings");
    await page.keyboard.press("Enter");
    await saved(page);
    await look(page, "week-tuesday", found);
    await lock(page);
  });

  await test.step("Wednesday: Monday's page is changed, and what it said before comes back", async () => {
    await itIs(page, "2026-11-18");
    await unlock(page, NOA);
    await openEntry(page, MONDAY);
    await expect(editor(page)).toContainText("zubrano");
    await editor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" and the moss plivart");
    await saved(page);
    await goTo(page, "Needs"); // leaving makes it a revision
    await openEntry(page, MONDAY);
    await page.getByRole("button", { name: /^Earlier text$/ }).click();
    const history = page.getByRole("dialog", { name: "What this page said before" });
    await history.getByRole("button", { name: /16 November/ }).click();
    await expect(history.locator("ins, del").first()).toBeVisible();
    await look(page, "week-wednesday", found);
    await history.getByRole("button", { name: "Bring this text back" }).click();
    await expect(editor(page)).not.toContainText("plivart");
    await expect(page.getByRole("button", { name: "2 earlier texts" })).toBeVisible();
    await lock(page);
  });

  await test.step("Thursday: Tuesday's page is shared with its photo; Sam reads and answers", async () => {
    await itIs(page, "2026-11-19");
    await unlock(page, NOA);
    await openEntry(page, TUESDAY);
    await button(page, "Share this page").click();
    const preview = page.getByRole("dialog", { name: "What Sam will read" });
    await expect(preview.getByRole("img").first()).toBeVisible();
    await expect(preview).not.toContainText("mornings");
    await preview.getByRole("button", { name: "Put this on the shared page" }).click();
    await expect(preview).toBeHidden();
    await lock(page);

    await unlock(page, SAM);
    await goTo(page, "Journal");
    await expect(page.getByText(MONDAY)).toHaveCount(0);
    await page.locator(".entry-item", { hasText: TUESDAY }).click();
    await expect(page.getByText("harglint")).toBeVisible();
    await expect(page.locator("main").getByRole("img").first()).toBeVisible();
    await button(page, "Write an answer").click();
    await page.getByRole("textbox", { name: "Your answer" }).fill("I watered them, ombrefin.");
    await button(page, "See what Noa will read").click();
    await button(page, "Share this answer").click();
    await expect(page.getByText("I watered them, ombrefin.").first()).toBeVisible();
    await look(page, "week-thursday", found);
    await lock(page);

    await unlock(page, NOA);
    await openEntry(page, TUESDAY);
    await expect(page.getByText("I watered them, ombrefin.")).toBeVisible();
    await editor(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Twice.");
    await expect(page.getByText(/changed since/).first()).toBeVisible(); // before it is a revision too
    await saved(page);
    await goTo(page, "Needs");
    await openEntry(page, TUESDAY);
    await expect(page.getByText(/changed since/).first()).toBeVisible();
    await button(page, "Take the copy back").click();
    await expect(page.getByText("The copy was taken back. Only you can read this page.")).toBeVisible();
    await lock(page);

    await unlock(page, SAM);
    await goTo(page, "Journal");
    await expect(page.locator(".entry-item", { hasText: TUESDAY })).toHaveCount(0);
    await lock(page);
  });

  await test.step("Friday: Monday's page asks for the passphrase again", async () => {
    await itIs(page, "2026-11-20");
    await unlock(page, NOA);
    await openEntry(page, MONDAY);
    await button(page, "Ask again before showing").click();
    await page.getByRole("dialog").getByRole("button", { name: "Ask again for this page" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await lock(page);
    await unlock(page, NOA);
    await goTo(page, "Journal");
    await expect(page.getByText(MONDAY)).toHaveCount(0);
    await page.getByRole("searchbox", { name: "Search what you wrote" }).fill("zubrano");
    await expect(page.getByText("Nothing you wrote holds these words.").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await page.locator(".entry-item", { hasText: "A locked entry" }).click();
    await page.getByRole("textbox", { name: /passphrase/i }).fill("not this one at all");
    await button(page, "Open this page").click();
    await expect(page.getByText("That passphrase does not open this notebook.").first()).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByText("zubrano")).toHaveCount(0);
    await look(page, "week-friday", found);
    await page.getByRole("textbox", { name: /passphrase/i }).fill(NOA.passphrase);
    await button(page, "Open this page").click();
    await expect(editor(page)).toContainText("zubrano", { timeout: 30_000 });
    await button(page, "Asks for your passphrase").click();
    await page
      .getByRole("dialog")
      .getByRole("textbox", { name: /passphrase/i })
      .fill(NOA.passphrase);
    await page.getByRole("dialog").getByRole("button", { name: "Show it like any other page" }).click();
    await expect(page.getByRole("dialog")).toBeHidden({ timeout: 30_000 });
    await lock(page);
  });

  await test.step("Saturday: a page goes into the trash, comes back, and goes again", async () => {
    await itIs(page, "2026-11-21");
    await unlock(page, NOA);
    for (const act of ["Undo", null]) {
      await openEntry(page, TUESDAY);
      await button(page, "Delete").click();
      await page.getByRole("dialog").getByRole("button", { name: "Put it into the trash" }).click();
      await expect(page.locator(".entry-item", { hasText: TUESDAY })).toHaveCount(0);
      if (act !== null) {
        await button(page, act).click();
        await expect(page.locator(".entry-item", { hasText: TUESDAY })).toHaveCount(1);
      }
    }
    await page.getByRole("button", { name: "Trash: 1 entry" }).click();
    await expect(page.getByText(TUESDAY).first()).toBeVisible();
    await look(page, "week-saturday", found);
    await lock(page);
  });

  await test.step("Sunday: what was forgotten on Saturday is written, and put on its day without a time", async () => {
    await itIs(page, "2026-11-22");
    await unlock(page, NOA);
    await page.getByLabel("Title").fill(SUNDAY);
    await button(page, "Change the day").click();
    await page.getByLabel("Day", { exact: true }).fill("2026-11-23");
    await button(page, "Use this day and time").click();
    await expect(page.getByRole("alert").filter({ hasText: "That day is still to come." })).toBeVisible();
    await look(page, "week-day", found);
    await page.getByLabel("Day", { exact: true }).fill("2026-11-21");
    await button(page, "Without a time").click();
    await button(page, "Use this day and time").click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Saturday 21 November");
    await saved(page);
    await look(page, "week-moved", found);
    await lock(page); // it is a draft until here
    await unlock(page, NOA);
    await openEntry(page, SUNDAY);
    await expect(page.locator(".journal-head")).toContainText(/Saturday,? 21 November 2026(?!,)/);
  });

  await test.step("Sunday: found by the beginning of a word, by a filter, by its day", async () => {
    await goTo(page, "Journal");
    const search = page.getByRole("searchbox", { name: "Search what you wrote" });
    await search.fill("ZUBRÁ");
    await expect(page.locator(".entry-item mark").first()).toHaveText("zubra");
    await search.fill("");
    await button(page, "Filter").click();
    await page.getByRole("checkbox", { name: "Starred" }).check();
    await expect(page.locator(".entry-item")).toHaveCount(1);
    await look(page, "week-sunday", found);
    await page
      .getByRole("button", { name: /^Take off the filter/ })
      .first()
      .click();
    await page.getByText("Timeline", { exact: true }).click({ force: true });
    await expect(page.getByText(MONDAY).first()).toBeVisible();
    await look(page, "week-timeline", found);
    await lock(page);
  });

  await test.step("five weeks later the trash is empty, and nothing lies in the clear", async () => {
    await itIs(page, "2026-12-26");
    await unlock(page, NOA);
    await goTo(page, "Journal");
    await expect(page.locator(".entry-item", { hasText: MONDAY })).toHaveCount(1);
    await expect(page.getByRole("button", { name: /^Trash/ })).toHaveCount(0);
    await lock(page);
    await context.close();
    expect(findWords([...filesUnder(app.profile)], SECRETS)).toEqual([]);
  });

  expect(found).toEqual({});
  expect(app.requests.filter((url) => !url.startsWith(`${app.origin}/`) && !url.startsWith("blob:"))).toEqual([]);
  expect(app.faults).toEqual([]);
});
