// `npm run pictures`: photographs every place of the built app on the sample couple's journal, light and dark, at three
// widths, into out/pictures. `-- --readme` also renews the ones that README.md shows.
import { copyFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { chromium } from "playwright";
import { buildStale } from "./build.mjs";
import { findChromium, HEADLESS_FLAGS } from "./find-chromium.mjs";
import { serveApp } from "./serve.mjs";

const ROOT = resolve(import.meta.dirname, "..");
const OUT = join(ROOT, "out/pictures");
const README = ["today-1280-light", "needs-1280-light", "insights-1280-light", "unlock-1280-dark"];

const found = await findChromium();
if (found.kind !== "found") {
  process.stderr.write(`${found.sentence}\n`);
  process.exit(1);
}
await buildStale(["renderer", "headers"]);
mkdirSync(OUT, { recursive: true });
const site = await serveApp(0);
if (site.kind !== "serving") throw new Error(site.kind);
const { origin } = site;
const browser = await chromium.launch({ executablePath: found.path, args: HEADLESS_FLAGS });
try {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const [width, height] of /** @type {const} */ ([
      [1280, 800],
      [820, 1100],
      [390, 844],
    ])) {
      await photograph(colorScheme, width, height);
    }
  }
} finally {
  await browser.close();
  await site.close();
}
if (process.argv.includes("--readme")) {
  mkdirSync(join(ROOT, "build/readme"), { recursive: true });
  for (const name of README) copyFileSync(join(OUT, `${name}.png`), join(ROOT, `build/readme/${name}.png`));
}

/**
 * @param {"light" | "dark"} colorScheme
 * @param {number} width
 * @param {number} height
 */
async function photograph(colorScheme, width, height) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height },
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  /** @type {(name: string, fullPage?: boolean) => Promise<void>} */
  const picture = async (name, fullPage = false) => {
    await page.waitForTimeout(400); // faces and figures settle
    await page.screenshot({ path: join(OUT, `${name}-${width}-${colorScheme}.png`), fullPage });
  };
  await page.goto(`${origin}/`);
  await page.getByRole("button", { name: "Make a journal" }).waitFor();
  await picture("welcome", true);
  await page.getByRole("button", { name: "Make a journal" }).click();
  await picture("welcome-covers");
  await page.reload();
  await page.getByRole("button", { name: "Look around with a sample couple" }).click();
  await page.getByRole("textbox", { name: "Your page" }).waitFor({ timeout: 60_000 });
  await picture("today");
  /** @type {(place: string) => Promise<void>} */
  const goTo = async (place) => {
    const link = page.getByRole("navigation").getByRole("button", { name: place }).filter({ visible: true }).first();
    if (place === "Backup" && !(await link.isVisible())) {
      await goTo("Settings"); // a narrow page's bar has no room for it
      await page.getByRole("button", { name: "Look at the backups" }).click();
    } else {
      await link.click();
    }
    await page.getByRole("heading", { level: 1 }).first().waitFor();
  };
  await writeWithPhoto(page);
  await picture("today-written", true);
  for (const place of ["Journal", "Needs", "Together", "Insights", "Me", "Backup", "Settings"]) {
    await goTo(place);
    await picture(place.toLowerCase());
    await picture(`${place.toLowerCase()}-full`, true);
  }
  await page.getByRole("button", { name: "Bring a journal in, take yours out, print" }).click();
  await picture("import-export", true);
  await goTo("Journal");
  await page.locator(".entry-item", { hasText: "The long way home" }).first().click();
  await page.getByRole("textbox", { name: "Your page" }).getByRole("img").waitFor();
  await picture("journal-entry", true);
  await goTo("Today");
  await goTo("Journal");
  await page.getByRole("radio", { name: "Timeline" }).check({ force: true });
  await page.locator(".timeline-entry").first().waitFor();
  await picture("journal-timeline");
  await page.keyboard.press("Control+l");
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
  await picture("unlock");
  for (const way of ["Open together", "Use recovery words", "Support"]) {
    await page.getByRole("button", { name: way }).click();
    await picture(`unlock-${way.split(" ").at(-1)?.toLowerCase()}`);
  }
  await page.getByRole("button", { name: "Back to the covers" }).click();
  await page.getByRole("button", { name: "Leave the sample" }).click();
  await makeJournal(page);
  await goTo("Backup");
  await page.getByText("read back and in order").waitFor({ timeout: 60_000 });
  await picture("backup-kept", true);
  await page.keyboard.press("Control+l");
  await page.getByText("Newest backup", { exact: false }).waitFor({ timeout: 60_000 });
  await picture("unlock-kept");
  await page.getByRole("button", { name: "Where the backups are" }).click();
  await picture("unlock-backups");
  await context.close();
}

/**
 * A page with a few shapes, and a photo in its text.
 *
 * @param {import("playwright").Page} page
 */
async function writeWithPhoto(page) {
  const words = page.getByRole("textbox", { name: "Your page" });
  await page.getByLabel("Title").fill("The long way home");
  await words.click();
  await page.keyboard.type(
    "Rain until four, then ==that light== over the hills. We took the long way, and said little.",
  );
  await page.keyboard.type("\n\n[ ] water the ferns\ncall about the roof\n\n");
  const drawn = await page.evaluate(async () => {
    const { OffscreenCanvas: Canvas } = /** @type {any} */ (globalThis); // the page's: Node has none
    const canvas = new Canvas(1200, 700);
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("no canvas");
    for (const [colour, height, wave] of /** @type {const} */ ([
      ["#e8d3a8", 700, 0],
      ["#a9b8a5", 360, 70],
      ["#6c8a80", 260, 110],
      ["#365a58", 140, 60],
    ])) {
      pen.fillStyle = colour;
      pen.beginPath();
      pen.moveTo(0, 700);
      for (let x = 0; x <= 1200; x += 10) pen.lineTo(x, 700 - height - wave * Math.sin(x / 190 + height));
      pen.lineTo(1200, 700);
      pen.fill();
    }
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Add photos or files" }).click();
  await (await chooser).setFiles({ name: "hills.jpg", mimeType: "image/jpeg", buffer: Buffer.from(drawn) });
  await page.getByRole("button", { name: "Look at hills.jpg" }).click();
  await page.getByRole("button", { name: "Put it into the text" }).click();
  await words.getByRole("img").waitFor();
  await page
    .getByRole("status")
    .filter({ hasText: /^saved$/ })
    .waitFor();
}

/**
 * A journal of one's own, as only such a one keeps backups.
 *
 * @param {import("playwright").Page} page
 */
async function makeJournal(page) {
  const press = (/** @type {string} */ name) => page.getByRole("button", { name, exact: true }).click();
  const passphrase = "quiet lamp over the stairs at noon";
  await press("Make a journal");
  await page.getByLabel("What you are called").fill("Noa");
  await press("Next");
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("The same once more").fill(passphrase);
  await press("Next");
  const list = page.getByRole("list", { name: "24 recovery words" });
  await list.waitFor({ timeout: 60_000 });
  const words = await list.getByRole("listitem").allInnerTexts();
  await press("I have written them down");
  for (const field of await page.getByLabel(/^Word \d+$/).all()) {
    const id = (await field.getAttribute("id")) ?? "";
    const label = await page.locator(`label[for="${id}"]`).innerText();
    await field.fill(words[Number(label.replace(/\D/g, "")) - 1] ?? "");
  }
  await press("Next");
  await press("Open my notebook");
  await page.getByRole("textbox", { name: "Your page" }).waitFor({ timeout: 60_000 });
}
