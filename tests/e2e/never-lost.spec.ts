/**
 * Nothing is ever lost, as a couple meets it on the desktop: the browser's database, the ledger or both are gone or damaged, and the
 * journal comes back and says how. The built shell on the simulated Electron, its real files on the disk, real Chromium.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { simulatedShell, type SimulatedShell } from "../support/simulated-shell.ts";
import {
  backupsKept,
  goTo,
  lock,
  makeJournalTogether,
  NOA,
  openShown,
  photograph,
  readEntry,
  restoreShown,
  SAM,
  sayNeed,
  unlock,
  writeToday,
  wrongPassphraseTold,
} from "../support/steps.ts";

const PAGES = {
  first: { title: "Skylight zarvon", words: "Rain on the quilbrast roof." },
  later: { title: "Harbour tolvane", words: "The brindlewick boats came in." },
  sams: { title: "Staircase yelmic", words: "The vorplen neighbours moved out today." },
} as const;
const NEED = {
  noticed: "The soup went cold.",
  felt: "Tense.",
  word: "rest",
  request: "One evening with nothing plannish.",
};
const REBUILT = /The journal’s store was damaged and has been rebuilt from the ledger: ([\d,]+) of \1 rows\./;

/** A journal of both, with a backup of all of it, whose app was quit: each test goes on with a copy. */
let made: string;
let folder: string;
let shell: SimulatedShell | null = null;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  made = mkdtempSync(join(tmpdir(), "twofold-never-"));
  const page = await start(made);
  await makeJournalTogether(page);
  await unlock(page, NOA);
  await writeToday(page, PAGES.first.title, PAGES.first.words);
  await sayNeed(page, "Sam", NEED);
  await lock(page);
  await unlock(page, SAM);
  await writeToday(page, PAGES.sams.title, PAGES.sams.words);
  await goTo(page, "Backup");
  await backupsKept(page, 1); // of today, by itself
  await backUpNow(page, join(made, "data/backups"));
  await quit();
});
test.afterAll(() => rmSync(made, { recursive: true, force: true }));

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "twofold-lost-"));
  cpSync(made, folder, { recursive: true });
});
test.afterEach(async () => {
  await quit();
  rmSync(folder, { recursive: true, force: true });
});

async function start(inFolder = folder): Promise<Page> {
  shell = await simulatedShell({ folder: inFolder });
  shell.page.setDefaultTimeout(20_000);
  return shell.page;
}

/** Ends the app as it stands. Nothing was asked for outside, and no policy was broken, as long as it ran. */
async function quit(): Promise<void> {
  const ending = shell;
  shell = null;
  await ending?.stop();
  expect(ending?.faults ?? []).toEqual([]);
}

const backupsIn = (place: string) => readdirSync(place).filter((name) => name.endsWith(".twofold"));

/** Writes a backup to keep, which takes the place of the one that was made earlier today. */
async function backUpNow(page: Page, place: string): Promise<void> {
  const before = backupsIn(place);
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect
    .poll(() => backupsIn(place).filter((name) => !before.includes(name)), { timeout: 30_000 })
    .toHaveLength(1);
  await backupsKept(page, 1);
}

const database = () => join(folder, "profile/Default/IndexedDB");
const ledgerFolder = () => join(folder, "data/ledger");
const ledger = () => join(ledgerFolder(), "journal.ledger");
const setAside = () => readdirSync(ledgerFolder()).filter((name) => name.endsWith(".ledger-aside"));

/** Changes one bit in the middle of the ledger. */
function damageLedger(): void {
  const bytes = readFileSync(ledger());
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(ledger(), bytes);
}

/** All that both wrote is there, and each finds only their own pages. Ends locked. */
async function everythingIsThere(page: Page): Promise<void> {
  await unlock(page, NOA);
  await readEntry(page, PAGES.first.title, "quilbrast");
  await goTo(page, "Needs");
  await expect(page.getByText(NEED.request).first()).toBeVisible();
  await lock(page);
  await unlock(page, SAM);
  await readEntry(page, PAGES.sams.title, "vorplen");
  await goTo(page, "Needs");
  await expect(page.getByText(NEED.request).first()).toBeVisible();
  await lock(page);
}

test("the browser’s database is gone: rebuilt from the ledger, counted, and gone on with", async () => {
  rmSync(database(), { recursive: true });
  let page = await start();
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
  await expect(page.getByText(REBUILT)).toBeVisible();
  await photograph(page, "unlock-rebuilt");
  await unlock(page, NOA);
  await expect(page.getByText(REBUILT)).toBeVisible();
  await photograph(page, "today-rebuilt");
  await page.getByRole("button", { name: "Put this note away" }).click();
  await expect(page.getByText(REBUILT)).toHaveCount(0);
  await writeToday(page, PAGES.later.title, PAGES.later.words);
  await lock(page);
  await expect(page.getByText(REBUILT)).toHaveCount(0); // said once
  await everythingIsThere(page);
  await quit();

  rmSync(database(), { recursive: true }); // once more: what was written since is in the ledger too
  page = await start();
  await expect(page.getByText(REBUILT)).toBeVisible();
  await unlock(page, NOA);
  await readEntry(page, PAGES.later.title, "brindlewick");
});

test("the ledger is damaged: it is set aside, a new one is written, and the journal is whole", async () => {
  damageLedger();
  const damaged = readFileSync(ledger());
  let page = await start();
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
  await photograph(page, "unlock-ledger-damaged");
  await everythingIsThere(page);
  const aside = setAside();
  expect(aside.length).toBeGreaterThan(0);
  expect(aside.some((name) => readFileSync(join(ledgerFolder(), name)).equals(damaged))).toBe(true);
  expect(existsSync(ledger())).toBe(true);
  await quit();

  rmSync(database(), { recursive: true }); // the new one rebuilds it all
  page = await start();
  await expect(page.getByText(REBUILT)).toBeVisible();
  await everythingIsThere(page);
});

test("the database is gone and the ledger damaged: what is missing is counted, and a backup brings it back", async () => {
  rmSync(database(), { recursive: true });
  damageLedger();
  const page = await start();
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
  await photograph(page, "unlock-both-damaged");
  await expect(page.getByText("The ledger itself was damaged and is set aside.")).toBeVisible();
  await page.getByRole("button", { name: "Restore from the newest backup" }).click();
  await restoreShown(page, NOA);
  await everythingIsThere(page);
});

test("database and ledger are gone: the backups are offered before a new journal, and one restores all", async () => {
  rmSync(database(), { recursive: true });
  rmSync(ledgerFolder(), { recursive: true });
  const page = await start();
  await expect(
    page.getByRole("heading", { name: "There is no journal here, but backups of one are kept" }),
  ).toBeVisible();
  await expect(page.getByText(/^1 backup is kept\. It is of .*\d\d:\d\d/)).toBeVisible();
  await photograph(page, "welcome-backups-offered");
  await page.getByRole("button", { name: "Restore it" }).click();
  await openShown(page, NOA.cover, "something else entirely");
  await wrongPassphraseTold(page);
  await photograph(page, "restore-wrong-passphrase");
  await restoreShown(page, NOA);
  await everythingIsThere(page);
});

test("the kept backups: place, age and health; one more; the drill; another folder; a folder that is not there", async () => {
  const chosen = join(folder, "stick");
  mkdirSync(chosen);
  const page = await start();
  await expect(page.getByText(/^Newest backup: .*, today; read back and in order\./)).toBeVisible();
  await photograph(page, "unlock-newest-backup");
  await unlock(page, NOA);
  await goTo(page, "Backup");
  await backupsKept(page, 1);
  await expect(page.getByText(/^In the folder .*data.backups\./)).toBeVisible();
  const newest = page.getByRole("list", { name: "Backups that are kept, newest first" }).getByRole("listitem").first();
  await expect(newest).toContainText(/today · .* · read back and in order/);
  await photograph(page, "backup-place");

  await page.getByRole("button", { name: "Check that I could restore" }).click();
  await openShown(page, NOA.cover, "something else entirely");
  await wrongPassphraseTold(page);
  await openShown(page, NOA.cover, NOA.passphrase);
  await expect(page.getByText(/^\d+ rows were restored and counted, in a place of their own\.$/)).toBeVisible({
    timeout: 30_000,
  });
  await photograph(page, "backup-drill");
  await page.getByRole("button", { name: "Put this file away" }).click();

  shell?.electron.dialog.answers.push(chosen);
  await page.getByRole("button", { name: "Choose another folder" }).click();
  await expect(page.getByText(/^In the folder .*stick\./)).toBeVisible();
  await backUpNow(page, chosen);
  expect(backupsIn(chosen)).toHaveLength(1);
  expect(backupsIn(join(folder, "data/backups"))).toHaveLength(1); // where they were, they stay

  rmSync(chosen, { recursive: true });
  const trouble = page.getByText("The backup folder cannot be reached just now.");
  await page.getByRole("button", { name: "Back up now" }).click();
  await expect(trouble).toBeVisible();
  await photograph(page, "backup-folder-unplugged");
  await writeToday(page, PAGES.later.title, PAGES.later.words); // saved all the same
  await lock(page);
  await expect(trouble).toBeVisible();
  await photograph(page, "unlock-folder-unplugged");

  mkdirSync(chosen); // and is plugged in again
  await unlock(page, NOA);
  await readEntry(page, PAGES.later.title, "brindlewick");
  await goTo(page, "Backup");
  await backupsKept(page, 1);
  await expect(trouble).toHaveCount(0);
});
