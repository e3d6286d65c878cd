/** Every place, light and dark, held to WCAG 2.2 AA by axe, and worked by the keyboard alone: on a couple's journal and before any journal. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { SAMPLE_PASSPHRASES } from "#renderer/worker/key-jobs.ts";
import { startApp, type App } from "../support/app.ts";
import { lookAt, type Look } from "../support/axe.ts";
import { demoBackup } from "../support/demo.ts";
import {
  backupsKept,
  beginTask,
  goTo,
  lock,
  NOA,
  openShown,
  restoreFrom,
  unlock,
  unlockTogether,
  writeToday,
  wrongPassphraseTold,
} from "../support/steps.ts";
import { zipBytes } from "../support/zip-bytes.ts";
import { exportOf } from "../fixtures/import/make-import-fixtures.mjs";

let app: App;
test.beforeEach(async () => void (app = await startApp()));
test.afterEach(() => app.stop());

/** Restores the couple's journal on an empty laptop, and opens Noa's notebook. */
async function openOwn(page: Page): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "twofold-axe-"));
  await restoreFrom(page, demoBackup(folder), NOA);
  rmSync(folder, { recursive: true, force: true });
  await unlock(page, NOA);
}

test("axe finds nothing on any place, light or dark, wide or narrow", async () => {
  test.setTimeout(240_000);
  const { context, page } = await app.launch();
  const found: Record<string, string[]> = {};
  const looked = (place: string) =>
    lookAt(page, place, found, [
      ["light", 1280],
      ["light", 360],
      ["dark", 1280],
      ["dark", 360],
    ]);

  await looked("Welcome");
  await page.getByRole("button", { name: "Look around with a sample couple" }).click();
  await expect(page.getByText("Noa’s notebook")).toBeVisible({ timeout: 60_000 });
  await looked("Today");
  for (const place of ["Journal", "Needs", "Insights", "Backup", "Settings"]) {
    await goTo(page, place);
    await looked(place);
    if (place !== "Journal") continue;
    await page.getByRole("button", { name: "Filter" }).click();
    await looked("Journal, filter");
    await page.getByRole("radio", { name: "Timeline" }).check();
    await looked("Journal, timeline");
  }
  await lock(page);
  await looked("Unlock");
  for (const way of ["Open together", "Use recovery words", "Support"]) {
    await page.getByRole("button", { name: way }).click();
    await looked(way);
  }
  expect(found).toEqual({});
  await context.close();
});

test("axe finds nothing on the backups, the two ways, the keys and what is deleted, wide in light or narrow in dark", async () => {
  test.setTimeout(360_000);
  const { context, page } = await app.launch();
  const found: Record<string, string[]> = {};
  const looked = (place: string) =>
    lookAt(page, place, found, [
      ["light", 1280],
      ["dark", 360],
    ]);
  await openOwn(page);

  await goTo(page, "Backup");
  await backupsKept(page, 1);
  await looked("Backup");
  await page.getByRole("button", { name: "Check that I could restore" }).click();
  await openShown(page, NOA.cover, "something else entirely");
  await wrongPassphraseTold(page);
  await looked("drill, wrong passphrase");
  await openShown(page, NOA.cover, NOA.passphrase);
  await expect(page.getByText(/restored and counted/)).toBeVisible({ timeout: 30_000 });
  await looked("drill");
  await page
    .getByRole("button", { name: /^Restore from this/ })
    .first()
    .click();
  await openShown(page, NOA.cover, NOA.passphrase);
  await page.getByRole("button", { name: "See what would come in" }).waitFor({ timeout: 30_000 });
  await looked("two ways");
  await page.getByRole("button", { name: "See what would come in" }).click();
  await page.getByText("All of this backup is in the journal already.").waitFor({ timeout: 30_000 });
  await looked("merge plan");
  await page.getByRole("button", { name: "Back to the two ways" }).click();
  await page.getByRole("button", { name: "See what would be put back" }).click();
  await page.getByText("What would change").waitFor({ timeout: 30_000 });
  await looked("what would change");

  await goTo(page, "Settings");
  await looked("Settings");
  for (const title of [
    "Change my passphrase",
    "New recovery words",
    "My passphrase is known to somebody",
    "Invite Sam anew",
    "Take my part",
  ]) {
    await beginTask(page, title);
    await looked(title);
  }
  await page.getByLabel("Your passphrase", { exact: true }).fill(NOA.passphrase);
  await page.getByRole("button", { name: "Choose a passphrase for it" }).click();
  await page.getByRole("heading", { name: "A passphrase for your part" }).waitFor();
  await looked("a passphrase for one’s part");

  await writeToday(page, "A page to look at", "It goes again.");
  await goTo(page, "Journal");
  await page.getByText("A page to look at").first().click();
  await page.getByLabel("Title").fill("A page to look at again");
  await goTo(page, "Today");
  await goTo(page, "Journal");
  await page.getByText("A page to look at again").first().click();
  await page.getByRole("button", { name: "Earlier text" }).click();
  await page.getByRole("dialog").waitFor();
  await looked("earlier texts");
  await page.getByRole("button", { name: /As it was first written/ }).click();
  await page.getByRole("radio", { name: "With the page now" }).waitFor();
  await looked("an earlier text compared");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Ask again before showing" }).click();
  await page.getByRole("dialog").waitFor();
  await looked("a second lock");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("dialog").waitFor();
  await looked("delete");
  await page.getByRole("button", { name: "Delete it for good instead" }).click();
  await page.getByRole("dialog", { name: "Delete for good" }).waitFor();
  await looked("delete for good");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Put it into the trash" }).click();
  await page.getByRole("button", { name: "Trash: 1 entry" }).click();
  await looked("the trash");
  await page.getByRole("button", { name: "Put it back" }).click();
  await lock(page);
  await looked("covers with the newest backup");
  await page.getByRole("button", { name: "Where the backups are" }).click();
  await looked("Where the backups are");
  await page.getByRole("button", { name: "Back to the covers" }).click();
  await unlockTogether(page);
  await beginTask(page, "Delete the whole journal");
  await looked("Delete the whole journal");
  expect(found).toEqual({});
  expect(app.faults).toEqual([]);
  await context.close();
});

test("axe finds nothing on what a page is written with, shown with, answered, brought in and printed", async () => {
  test.setTimeout(240_000);
  const { context, page } = await app.launch();
  const found: Record<string, string[]> = {};
  const looks: readonly Look[] = [
    ["light", 1280],
    ["dark", 360],
  ];
  const looked = (place: string) => lookAt(page, place, found, looks);
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  const words = page.getByRole("textbox", { name: "Your page" });
  const dialog = page.getByRole("dialog");
  const chosen = async (press: () => Promise<void>, file: { name: string; mimeType: string; buffer: Buffer }) => {
    const chooser = page.waitForEvent("filechooser");
    await press();
    await (await chooser).setFiles(file);
  };
  await page.getByRole("button", { name: "Look around with a sample couple" }).click();
  await expect(words).toBeVisible({ timeout: 60_000 });

  await words.click();
  await page.keyboard.type("# The quay\nRain, and ==two== **loaves**.\n> A quotation\n\n\n[ ] water the ferns\n\n/");
  await page.getByRole("listbox").waitFor();
  await lookAt(page, "slash menu", found, looks, ["target-size"]); // it lies over parts of other targets while it is open
  await page.keyboard.press("Escape");
  await page.keyboard.type(" and the ferns");
  await page.keyboard.press("Control+f");
  await page.keyboard.type("two");
  await looked("find bar");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Shift+ArrowLeft");
  await button("Link").click();
  await dialog.waitFor();
  await looked("link");
  await page.keyboard.type("https://example.org/ferns");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  for (const tool of ["Prompt", "Template"]) {
    await button(tool).click();
    await dialog.waitFor();
    await looked(tool);
    if (tool === "Prompt") {
      await button("Your own prompts").click();
      await looked("own prompts");
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  }
  await button("Tag").click();
  await page.getByRole("combobox", { name: "Add a tag" }).fill("m");
  await page.getByRole("listbox").waitFor();
  await looked("tags suggested");
  await page.keyboard.press("Escape");
  await button("All tags").click();
  await button(/^Rename the tag/)
    .first()
    .click();
  await looked("all tags");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await button("Link a need").click();
  await looked("link a need");

  for (const [name, mimeType] of [
    ["ferns.jpg", "image/jpeg"],
    ["letter.txt", "text/plain"],
  ] as const) {
    const buffer = mimeType === "text/plain" ? Buffer.from("Dear neighbours") : await aPhoto(page);
    await chosen(() => button("Add photos or files").click(), { name, mimeType, buffer });
    await expect(page.getByText(`${name} was added.`)).toBeAttached();
  }
  await button("Look at ferns.jpg").click();
  await dialog.getByRole("img").waitFor();
  await button("Save a copy of ferns.jpg").click();
  await looked("photo looked at");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.getByRole("button", { name: "Put it into the text" }).click();
  await words.getByRole("img").waitFor();
  await looked("a page with a photo in its text");
  await button("Only this page").click();
  await looked("a page alone");
  await button("Only this page").click();

  await goTo(page, "Journal");
  await page.locator(".entry-item", { hasText: "shared with you" }).first().click();
  await button("Write an answer").click();
  await page.getByRole("textbox", { name: "Your answer" }).fill("I kept the light on.");
  await button("See what Sam will read").click();
  await dialog.waitFor();
  await looked("an answer, before it is shared");
  await button("Share this answer").click();
  await button("Take it back").waitFor();
  await looked("an answer");

  await goTo(page, "Settings");
  await button("Bring a journal in, take yours out, print").click();
  const buffer = Buffer.from(zipBytes([...exportOf("day-one")].map(([path, bytes]) => ({ path, bytes }))));
  await chosen(() => button("Choose a file").click(), { name: "Day One.zip", mimeType: "application/zip", buffer });
  await page.getByRole("heading", { name: "What would come in" }).waitFor();
  await looked("import and export");
  await page.getByRole("group", { name: "Entries" }).getByRole("checkbox").first().check();
  await button("See the pages").click();
  await page.getByLabel("Your passphrase", { exact: true }).fill(SAMPLE_PASSPHRASES.a);
  await looked("what leaves asks for the passphrase");
  await button("See the pages").click();
  await button("Print, or save as PDF").waitFor();
  await looked("print");
  expect(found).toEqual({});
  expect(app.faults).toEqual([]);
  await context.close();
});

/** A photo of one colour. */
async function aPhoto(page: Page): Promise<Buffer> {
  return Buffer.from(
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(300, 500);
      canvas.getContext("2d")?.fillRect(0, 0, 300, 500);
      const blob = await canvas.convertToBlob({ type: "image/jpeg" });
      return [...new Uint8Array(await blob.arrayBuffer())];
    }),
  );
}

/** Presses Tab until a control has the focus, as somebody without a mouse finds it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      const labels = activeElement instanceof HTMLInputElement ? [...(activeElement.labels ?? [])] : [];
      return [activeElement?.textContent, ...labels.map((label) => label.textContent)].join(" ").trim();
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never came to ${String(name)}`);
}

test("backups and keys are worked by the keyboard alone", async () => {
  test.setTimeout(120_000);
  const next = "eleven brass keys under the old piano";
  const { context, page } = await app.launch();
  await openOwn(page);

  await tabTo(page, /^Backup$/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Backup" }).waitFor();
  await backupsKept(page, 1);
  await tabTo(page, /^Check that I could restore$/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Passphrase for the notebook/);
  await page.keyboard.type(NOA.passphrase);
  await page.keyboard.press("Enter");
  await expect(page.getByText(/restored and counted/)).toBeVisible({ timeout: 30_000 });

  await tabTo(page, /^Settings$/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  await tabTo(page, /^Change it$/);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Your passphrase as it is now")).toBeFocused();
  await page.keyboard.type(NOA.passphrase);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Passphrase", { exact: true })).toBeFocused();
  await page.keyboard.type(next);
  await tabTo(page, /^The same once more/);
  await page.keyboard.type(next);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Your passphrase is changed" })).toBeFocused({
    timeout: 30_000,
  });
  await tabTo(page, /^Done$/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  await page.keyboard.press("Control+l");
  await unlock(page, { ...NOA, passphrase: next });
  expect(app.faults).toEqual([]);
  await context.close();
});
