/**
 * Backups in a plain browser, where no ledger stands beside the journal: the weekly offer, the copies inside the browser, and bringing
 * two laptops that went on apart together again. Real Chromium, real files.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { demoBackup } from "../support/demo.ts";
import {
  backupsKept,
  goTo,
  lock,
  makeBackup,
  NOA,
  openInside,
  openShown,
  photograph,
  readEntry,
  restoreFrom,
  unlock,
  writeOn,
  writeToday,
} from "../support/steps.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

let folder: string;
let demo: string;
let apps: App[];
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "twofold-lifeline-"));
  demo = demoBackup(folder);
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.beforeEach(() => void (apps = []));
test.afterEach(async () => {
  for (const app of apps) {
    await app.stop();
    expect(app.faults).toEqual([]);
    expect(app.requests.filter((url) => !url.startsWith(`${app.origin}/`) && !url.startsWith("blob:"))).toEqual([]);
  }
});

/** Another laptop: a browser of its own, on which a file is restored and Noa's notebook opened. */
async function laptop(file: string): Promise<Page> {
  const app = await startApp();
  apps.push(app);
  const { page } = await app.launch();
  await restoreFrom(page, file, NOA);
  await unlock(page, NOA);
  return page;
}

test("a download is offered once a week, and no longer once it was made", async () => {
  const page = await laptop(demo);
  await page.clock.setFixedTime(Date.now() + 9 * DAY_MS);
  await page.reload();
  await unlock(page, NOA);
  const due = page.getByText(/^It is more than a week old\. Inside this browser/);
  await expect(due).toBeVisible();
  await photograph(page, "today-backup-offer");
  await page.getByRole("button", { name: "Make a backup" }).click();
  await expect(page.getByText("A new one today, outside this browser, would be good.")).toBeVisible();
  await photograph(page, "backup-week-old");
  await makeBackup(page, folder);
  await photograph(page, "backup-made-browser");
  await expect(page.getByText("A new one today, outside this browser, would be good.")).toHaveCount(0);
  await goTo(page, "Today");
  await expect(page.getByRole("heading", { name: /^Last backup/ })).toBeVisible();
  await expect(due).toHaveCount(0);
});

test("a copy kept inside the browser goes back to its day; the one kept before that brings everything back", async () => {
  const page = await laptop(demo);
  await goTo(page, "Backup");
  await backupsKept(page, 1);
  await expect(page.getByText("Inside this browser’s own storage:")).toBeVisible();
  await expect(page.getByText("In a browser there is no ledger beside the journal")).toBeVisible();
  await writeToday(page, "Since then", "A brindlewick afternoon.");

  await goTo(page, "Backup");
  await page
    .getByRole("button", { name: /^Restore from this/ })
    .first()
    .click();
  await openShown(page, NOA.cover, NOA.passphrase);
  await page.getByRole("button", { name: "See what would be put back" }).click();
  await expect(page.getByText(/is lost with this\./)).toBeVisible({ timeout: 30_000 });
  await photograph(page, "put-back-plan");
  await page.getByRole("button", { name: "Replace it with the backup" }).click();
  await unlock(page, NOA);
  await goTo(page, "Journal");
  await expect(page.getByText("Since then")).toHaveCount(0);

  await goTo(page, "Backup");
  await backupsKept(page, 2); // of this morning, and of the moment before it was put back
  await page
    .getByRole("button", { name: /^Restore from this/ })
    .first()
    .click();
  await openShown(page, NOA.cover, NOA.passphrase);
  await page.getByRole("button", { name: "See what would come in" }).click();
  await page.getByRole("button", { name: "Bring in what is missing" }).click({ timeout: 30_000 });
  await unlock(page, NOA);
  await readEntry(page, "Since then", "brindlewick");
});

test("two laptops went on apart: the plan counts, the merge keeps both, and the other version can be read", async () => {
  const page = await laptop(demo);
  await writeToday(page, "The shared start", "Written before they parted.");
  const parted = await makeBackup(page, mkdtempSync(join(folder, "parted-")));

  const there = await laptop(parted);
  await writeOn(there, "The shared start", " There: tolvane.");
  await writeToday(there, "Only there", "The vorplen neighbours moved out.");
  const fromThere = await makeBackup(there, mkdtempSync(join(folder, "there-")));

  await writeOn(page, "The shared start", " Here: quilbrast.");
  await writeToday(page, "Only here", "A brindlewick afternoon.");
  await openInside(page, fromThere, NOA);
  await photograph(page, "two-ways");
  await page.getByRole("button", { name: "See what would come in" }).click();
  await expect(page.getByText("2 are new here and come in.")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/^1 went on in both\. Both are kept/)).toBeVisible();
  await photograph(page, "merge-plan");
  await page.getByRole("button", { name: "Bring in what is missing" }).click();
  await unlock(page, NOA);

  await readEntry(page, "Only there", "vorplen");
  await readEntry(page, "Only here", "brindlewick");
  await readEntry(page, "The shared start", "Written before they parted.");
  const text = await page.getByRole("textbox", { name: "Your page" }).innerText();
  const [stands, other] = text.includes("quilbrast") ? ["quilbrast", "tolvane"] : ["tolvane", "quilbrast"];
  expect(text).toContain(stands);
  await photograph(page, "entry-with-version");
  await page.getByRole("button", { name: /earlier texts?$/i }).click();
  const version = page.getByRole("dialog").getByRole("listitem").filter({ hasText: "Another version" });
  await version.getByRole("button").click();
  await expect(page.getByRole("dialog")).toContainText(other);
  await photograph(page, "version-dialog");
  await page.keyboard.press("Escape");

  await openInside(page, fromThere, NOA); // once more: it is all here
  await page.getByRole("button", { name: "See what would come in" }).click();
  await expect(page.getByText("All of this backup is in the journal already.")).toBeVisible({ timeout: 30_000 });
  await lock(page);
});
