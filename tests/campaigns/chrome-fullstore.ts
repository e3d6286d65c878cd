/**
 * The store taken away under an open journal, as a person meets it on the app's own screens: a disk that is filled to its
 * last byte, the journal open in a second tab, and the database deleted. What could not be saved is said in a sentence and stays
 * on the page; what was saved before is there.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { simulatedShell } from "../support/simulated-shell.ts";
import { lock, NOA, photograph, readEntry, unlock, writeToday } from "../support/steps.ts";
import { foundTogether } from "./chrome-kill.ts";
import { Forbidden } from "./chrome-offline.ts";
import { openStage, say, type Stage } from "./chrome-stage.ts";
import type { Figures } from "./figures.mjs";
import { startTally, type Asked, type Tally } from "./tally.ts";

const DISK_BYTES = 256 * 1024 * 1024;
const PATIENCE = { timeout: 40_000 };

const NOT_SAVED = /not saved.*(The disk is full|The disk did not answer)/is;
const REBUILT = /The journal’s store was damaged and has been rebuilt from the ledger: ([\d,]+) of \1 rows\./;

const sheet = (page: Page) => page.getByRole("textbox", { name: "Your page" });
const mark = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text }).first();

/** Types at the end of the page that stands open. */
async function type(page: Page, words: string): Promise<void> {
  await sheet(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(words);
}

/** Takes every byte that is left on a disk. Answers how to give them back. */
function fillDisk(disk: string): () => void {
  const ballast = join(disk, "ballast");
  for (const piece of [4_194_304, 65_536, 4_096, 1]) {
    try {
      for (;;) writeFileSync(ballast, new Uint8Array(piece), { flag: "a" });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "ENOSPC") throw thrown;
    }
  }
  return () => rmSync(ballast);
}

/** One case: it holds, or what did not is said. */
async function holds(
  { tally, page }: { readonly tally: Tally; readonly page: Page },
  answer: "refused" | "noticed" | "harmless",
  what: string,
  check: () => Promise<void>,
): Promise<void> {
  try {
    await check();
    tally.count(answer);
    say(`${what}: holds`);
  } catch (thrown) {
    tally.wrong(`${what}: ${String(thrown).slice(0, 400)}`);
    await photograph(page, `wrong-${what.replace(/\W+/g, "-")}`);
  }
}

const saved = async (page: Page) => expect(mark(page, /^saved$/)).toBeVisible(PATIENCE);
const refused = async (page: Page) => expect(mark(page, NOT_SAVED)).toBeVisible(PATIENCE);
const shows = async (page: Page, words: string) => expect(sheet(page)).toContainText(words, PATIENCE);

async function onAFullDisk(stage: Stage, disk: string, rounds: number, tally: Tally): Promise<void> {
  const profile = join(disk, "profile");
  await foundTogether((folder) => stage.launch(folder, "campaign"), profile);
  const { page, close } = await stage.launch(profile, "app");
  const on = { tally, page };
  const words: string[] = [];
  await unlock(page, NOA);
  await writeToday(page, "Thimble", "Before the disk was full.");
  words.push("Before the disk was full.");
  await lock(page);
  await unlock(page, NOA);
  await readEntry(page, "Thimble", "Before the disk was full.");
  for (let round = 1; round <= rounds; round++) {
    const makeRoom = fillDisk(disk);
    const typed = ` Words ${round} on a full disk.`;
    await type(page, typed);
    await holds(on, "refused", `disk full (${round}): not saved, and said, or saved`, () =>
      // A browser that clears a cache of its own may find room: then the words must be there in the end, as all that is saved.
      expect(
        mark(page, NOT_SAVED)
          .or(mark(page, /^saved$/))
          .first(),
      ).toBeVisible(PATIENCE),
    );
    if (round === 1) await photograph(page, "full-disk");
    await holds(on, "harmless", `disk full (${round}): what was typed stays`, () => shows(page, typed.trim()));
    await holds(on, "harmless", `disk full (${round}): what was saved is read`, () =>
      readEntry(page, "Thimble", words[0] ?? ""),
    );
    makeRoom();
    const after = ` Room ${round} was made.`;
    await type(page, after);
    await holds(on, "harmless", `room made (${round}): saving goes on`, () => saved(page));
    words.push(typed.trim(), after.trim());
    await lock(page);
    await unlock(page, NOA);
    await holds(on, "harmless", `room made (${round}): all of it is there after locking`, async () => {
      for (const one of words) await readEntry(page, "Thimble", one);
    });
  }
  await close();
}

async function inASecondTab(stage: Stage, profile: string, tally: Tally): Promise<void> {
  const { page, context, close } = await stage.launch(profile, "app");
  const on = { tally, page };
  await unlock(page, NOA);
  await writeToday(page, "Thimble", "In the first tab.");
  const second = await context.newPage();
  await second.goto("/");
  await holds({ tally, page: second }, "refused", "second tab: says that the journal is open elsewhere", () =>
    expect(second.getByText("The journal is open in another window.")).toBeVisible(PATIENCE),
  );
  await photograph(second, "second-tab");
  await type(page, " Still the first.");
  await holds(on, "harmless", "second tab: the first goes on saving", () => saved(page));
  await second.close();
  await lock(page);
  await unlock(page, NOA);
  await holds(on, "harmless", "second tab: all of it is there", () => readEntry(page, "Thimble", "Still the first."));
  await close();
}

/** Deletes every database of the origin, as a browser's tools do. */
async function deleteDatabases(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const { name = "" } of await indexedDB.databases())
      await new Promise((done) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = request.onerror = request.onblocked = done;
      });
  });
}

async function deletedInABrowser(stage: Stage, profile: string, tally: Tally): Promise<void> {
  const { page, context, close } = await stage.launch(profile, "app");
  const on = { tally, page };
  await unlock(page, NOA);
  await writeToday(page, "Thimble", "Before it was deleted.");
  const other = await context.newPage();
  await other.goto("/page.js"); // of the same origin, and not the app
  await deleteDatabases(other);
  await other.close();
  await type(page, " After it was deleted.");
  await holds(on, "refused", "deleted: the next save says so", () => refused(page));
  await photograph(page, "deleted");
  await holds(on, "harmless", "deleted: what was typed stays", () => shows(page, "After it was deleted."));
  await page.goto("/");
  await holds(on, "noticed", "deleted: the first page misses the journal", () =>
    expect(page.locator("#backup-offer, [role=alert]").first()).toBeVisible(PATIENCE),
  );
  await photograph(page, "deleted-again");
  await close();
}

async function deletedOnTheDesktop(folder: string, tally: Tally): Promise<void> {
  const { page, stop } = await simulatedShell({ folder });
  const on = { tally, page };
  await unlock(page, NOA);
  await writeToday(page, "Thimble", "Before it was deleted.");
  await deleteDatabases(page);
  await type(page, " After it was deleted.");
  await holds(on, "refused", "deleted on the desktop: the next save says so", () => refused(page));
  await photograph(page, "deleted-desktop");
  await page.keyboard.press("Control+l");
  await holds(on, "noticed", "deleted on the desktop: rebuilt from the ledger", async () => {
    await unlock(page, NOA);
    await expect(page.getByText(REBUILT)).toBeVisible(PATIENCE);
  });
  await photograph(page, "deleted-desktop-again");
  await holds(on, "harmless", "deleted on the desktop: what was saved is there", () =>
    readEntry(page, "Thimble", "Before it was deleted."),
  );
  await stop();
}

/** Throws "Forbidden" when the machine lets nobody mount a disk. */
export async function chromeFullstore(asked: Asked): Promise<Figures> {
  const tally = startTally(
    "chrome-fullstore",
    "a full disk, a second tab and a database deleted under the open journal: what is not saved is said and stays on the page, what was saved is there, and saving goes on where there is room",
    asked,
  );
  const stage = await openStage();
  const disk = join(stage.folder, "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${DISK_BYTES}`, "tmpfs", disk], { stdio: "ignore" });
  } catch {
    await stage.stop();
    throw new Forbidden("This machine lets nobody mount a disk here: run it as root.");
  }
  try {
    await onAFullDisk(stage, disk, asked.full ? 3 : 1, tally);
  } finally {
    execFileSync("umount", ["--lazy", disk]); // what failed may have left a browser on it
  }
  try {
    const launch = (folder: string) => stage.launch(folder, "campaign");
    const profile = join(stage.folder, "tabs");
    await foundTogether(launch, profile);
    await inASecondTab(stage, profile, tally);
    await deletedInABrowser(stage, profile, tally);
    const desktop = join(stage.folder, "desktop");
    await foundTogether(stage.launchShell, desktop);
    await deletedOnTheDesktop(desktop, tally);
    return tally.figures();
  } finally {
    await stage.stop();
  }
}
