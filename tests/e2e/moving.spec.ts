/** Moving in and out, as a person does it: real Chromium, real files, the built app under its own headers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { startApp, type App } from "../support/app.ts";
import { axeFindings } from "../support/axe.ts";
import { goTo, makeJournalTogether, NOA, photograph, SAM, unlock, writeToday } from "../support/steps.ts";
import { zipBytes } from "../support/zip-bytes.ts";
import { exportOf } from "../fixtures/import/make-import-fixtures.mjs";

let app: App;
let folder: string;
test.beforeAll(async () => {
  app = await startApp();
  folder = mkdtempSync(join(tmpdir(), "twofold-moving-"));
});
test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

async function toMoving(page: Page): Promise<void> {
  await goTo(page, "Settings");
  await button(page, "Bring a journal in, take yours out, print").click();
  await page.getByRole("heading", { level: 1, name: "Import and export" }).waitFor();
}

async function chooseToBringIn(page: Page, path: string): Promise<void> {
  const chooser = page.waitForEvent("filechooser");
  await button(page, "Choose a file").click();
  await (await chooser).setFiles(path);
  await page.getByRole("heading", { name: "What would come in" }).waitFor({ timeout: 30_000 });
}

/** What axe finds, and how far the page is wider than its window, in light and dark, wide and narrow. */
async function wrongIn(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = [];
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await photograph(page, `moving-${name}-${width}`);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      wrong.push(...(await axeFindings(page)));
      const root = page.locator("html");
      if (await root.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth))
        wrong.push(`wide: ${width}`);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize({ width: 1280, height: 800 });
  return wrong;
}

async function wordsOfPdf(pdf: Uint8Array): Promise<string[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(
      items
        .map((item) => ("str" in item ? item.str : ""))
        .join(" ")
        .replace(/\s+/g, " "),
    );
  }
  return pages;
}

test("a Day One journal comes in once, is undone, goes out and comes back; chosen entries are printed", async () => {
  test.setTimeout(240_000);
  const { page } = await app.launch();
  const dayOne = join(folder, "Day One.zip");
  writeFileSync(dayOne, zipBytes([...exportOf("day-one")].map(([path, bytes]) => ({ path, bytes }))));
  await makeJournalTogether(page);
  await unlock(page, NOA);

  let came = 0;
  await test.step("an empty journal leads there; the preview says what would come in", async () => {
    await goTo(page, "Journal");
    await button(page, "Bring in another journal").click();
    expect(await wrongIn(page, "empty")).toEqual([]);
    await chooseToBringIn(page, dayOne);
    await expect(page.getByText("Day One, Day One.zip")).toBeVisible();
    expect(await wrongIn(page, "preview")).toEqual([]);
  });

  await test.step("it comes in, and its report says what could not be read", async () => {
    await button(page, /^Bring in \d/).click();
    const outcome = page.getByText(/^\d+ entries came in\.$/);
    await outcome.waitFor({ timeout: 60_000 });
    came = Number((await outcome.innerText()).split(" ")[0]);
    expect(came).toBeGreaterThan(3);
    await button(page, /^Read the report/).click();
    expect(await wrongIn(page, "report")).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await wrongIn(page, "done")).toEqual([]);
  });

  await test.step("again, nothing is doubled", async () => {
    await button(page, "Bring in something else").click();
    await chooseToBringIn(page, dayOne);
    await expect(page.getByText(`${came}, which stay as they are`)).toBeVisible();
    const begin = button(page, /^Bring in \d/);
    if (await begin.isVisible()) {
      await begin.click();
      await expect(page.getByText("0 entries came in.")).toBeVisible({ timeout: 30_000 });
      await button(page, "Bring in something else").click();
    } else await button(page, "Leave it").click();
  });

  await test.step("undone, all of it is in the trash; brought in again, it is back", async () => {
    await button(page, /^Undo this import/)
      .first()
      .click();
    await button(page, "Undo it").click();
    await expect(page.getByText(/undone on/).first()).toBeVisible({ timeout: 30_000 });
    await chooseToBringIn(page, dayOne);
    await button(page, `Bring in ${came}`).click();
    await expect(page.getByText(`${came} entries came in.`)).toBeVisible({ timeout: 60_000 });
  });

  await writeToday(page, "Skylight zarvon", "Rain on the quilbrast roof.");
  await toMoving(page);

  let exported = "";
  await test.step("the whole part goes out as JSON, and as Markdown", async () => {
    const download = page.waitForEvent("download", { timeout: 60_000 });
    await button(page, "Write the export").click();
    await page.getByLabel("Your passphrase", { exact: true }).fill(NOA.passphrase);
    await button(page, "Write the export").click();
    exported = join(folder, "ours.zip");
    await (await download).saveAs(exported);
    await expect(page.getByText(/was read back and is whole/)).toBeVisible();
    await page.locator("label", { hasText: "Markdown, to read" }).click();
    const second = page.waitForEvent("download", { timeout: 60_000 });
    await button(page, "Write the export").click();
    const markdown = (await readFile(await (await second).path())).toString("latin1");
    expect(markdown).toContain("skylight-zarvon.md");
  });

  await test.step("two chosen days are printed, each page with its day, and nothing else", async () => {
    await page.getByText("Skylight zarvon").click();
    await button(page, "See the pages").click();
    await button(page, "Print, or save as PDF").waitFor();
    expect(await wrongIn(page, "print")).toEqual([]);
    const pages = await wordsOfPdf(await page.pdf({ preferCSSPageSize: true }));
    expect(pages.filter((words) => words.trim() !== "")).toHaveLength(1);
    expect(pages[0]).toContain("Skylight zarvon");
    expect(pages[0]).toContain("Rain on the quilbrast roof.");
    expect(pages[0]?.match(/\d{4}/g)?.length).toBe(2); // the day above the words, and at the foot of the page
    expect(pages[0]).not.toMatch(/Import and export|Journal|Lock now|Print, or/);
    await page.getByRole("button", { name: "Back", exact: true }).click();
  });

  await test.step("another, empty notebook takes it in as its own; this one refuses the other's", async () => {
    await page.keyboard.press("Control+l");
    await unlock(page, SAM);
    await toMoving(page);
    const chooser = page.waitForEvent("filechooser");
    await button(page, "Choose a file").click();
    await (await chooser).setFiles(exported);
    await expect(page.getByText("This is an export of Noa’s part.")).toBeVisible({ timeout: 30_000 });
  });

  expect(app.faults).toEqual([]);
});

test("an export comes back into a new journal", async () => {
  test.setTimeout(120_000);
  const other = await startApp();
  try {
    const { page } = await other.launch();
    await makeJournalTogether(page);
    await unlock(page, SAM);
    await toMoving(page);
    await chooseToBringIn(page, join(folder, "ours.zip"));
    await button(page, /^Bring in \d/).click();
    await expect(page.getByText(/^\d+ entries came in\.$/)).toBeVisible({ timeout: 60_000 });
    await goTo(page, "Journal");
    await page.getByText("Skylight zarvon").first().click();
    await expect(page.getByText("Rain on the quilbrast roof.").first()).toBeVisible();
    expect(other.faults).toEqual([]);
  } finally {
    await other.stop();
  }
});
