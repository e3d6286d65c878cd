/**
 * When the other person is the danger: what they try, with a passphrase of their own for ten minutes, and at a session that was left open,
 * and what comes of it. SECURITY.md has the table; what somebody does who owns the account is tried at the level of files.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type BrowserContext, type Page } from "@playwright/test";
import { startApp, type App } from "../support/app.ts";
import { twofold } from "../support/command.ts";
import { heapSnapshots } from "../support/heap.ts";
import { filesUnder, findWords } from "../support/search-bytes.ts";
import {
  beginTask,
  choosePassphrase,
  goTo,
  lock,
  NOA,
  photograph,
  readEntry,
  restoreFrom,
  SAM,
  unlock,
  wrongPassphraseTold,
  writeToday,
} from "../support/steps.ts";

/** Long enough for every kind, and for sealed answers that wait. */
const MONTHS = "3";
/** Before today, on which Noa writes more. */
const UNTIL = "2026-05-31";
const SECRET = { title: "Staircase yelmic", words: "The drimwick page asks again." };
const PULSE = "A grey and vorplen afternoon.";
const UNFINISHED = "An unfinished brundle sentence.";
const FAR_APART = 20;
/** Three letters of a name come up in random ids now and then. */
const withoutIds = (text: string): string => text.replaceAll(/[\w-]{22,}/g, "");

test.describe.configure({ mode: "serial" });
let app: App;
let folder: string;
let demo: string;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "twofold-abusability-"));
  const passphrases = join(folder, "both.pass");
  writeFileSync(passphrases, `${NOA.passphrase}\n${SAM.passphrase}\n`);
  demo = join(folder, "demo.twofold");
  const asked = ["--seed", "21", "--months", MONTHS, "--until", UNTIL, "--fast", "--passphrase-file", passphrases];
  expect(twofold("demo", "--out", demo, ...asked).code).toBe(0);
  app = await startApp();
});
test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
  expect(app.faults).toEqual([]);
});

type Line = { kind: string; author: string; original: { shared: unknown } | null } & Record<string, unknown>;

/** All that a passphrase opens of a backup. */
function opened(file: string, who: typeof NOA): Line[] {
  const passphrases = join(folder, `${who.name}.pass`);
  writeFileSync(passphrases, `${who.passphrase}\n`);
  const out = mkdtempSync(join(folder, `${who.name}-`));
  expect(twofold("export", file, "--out", out, "--format", "json", "--passphrase-file", passphrases).code).toBe(0);
  const lines = readFileSync(join(out, "records.jsonl"), "utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as Line);
}

/** Every sentence in a value, long enough to be told from others. */
function sentencesIn(value: unknown): string[] {
  if (typeof value === "string") return value.length >= FAR_APART && value.includes(" ") ? [value] : [];
  if (Array.isArray(value)) return value.flatMap(sentencesIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(sentencesIn) : [];
}

/** What Noa keeps to herself, kind by kind: sentences that stand in nothing Sam can open. */
function onlyNoas(): Map<string, string[]> {
  const readable = JSON.stringify(opened(demo, SAM));
  const mine = opened(demo, NOA).filter(({ original }) => original !== null);
  const byKind = new Map<string, string[]>();
  for (const record of mine) {
    const sentences = sentencesIn(record).filter(
      (sentence) => !readable.includes(JSON.stringify(sentence).slice(1, -1)),
    );
    if (sentences.length > 0) byKind.set(record.kind, [...(byKind.get(record.kind) ?? []), ...sentences]);
  }
  return byKind;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const press = (page: Page, name: string | RegExp) => button(page, name).click();

/** What every place and part of the open session says. */
async function everyPlace(page: Page): Promise<string> {
  const said: string[] = [];
  const read = async () => void said.push(await page.getByRole("main").innerText());
  for (const place of ["Today", "Journal", "Needs", "Insights", "Backup", "Settings"]) {
    await goTo(page, place);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
    await read();
  }
  for (const place of ["Together", "Me"]) {
    await goTo(page, place);
    const parts = page.locator(".part b");
    await expect(parts.first()).toBeVisible();
    for (const part of await parts.allInnerTexts()) {
      await goTo(page, place);
      await page.getByRole("button", { name: new RegExp(`^${part} `) }).click();
      await expect(parts).toHaveCount(0);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await read();
      const lines = page.locator(".record-lines").getByRole("button");
      if ((await lines.count()) === 0) continue;
      await lines.first().click();
      await read();
    }
  }
  return said.join("\n");
}

/** The rows of all databases of the page, as a debugger shows them: what is no sealed bytes, and how long those are. */
const databases = (page: Page) =>
  page.evaluate(async () => {
    const seen: { store: string; clear: string; lengths: number[] }[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(new Error(name));
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<Record<string, unknown>[]>((resolve, reject) => {
          const asked = database.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => resolve(asked.result as Record<string, unknown>[]);
          asked.onerror = () => reject(new Error(store));
        });
        for (const row of rows) {
          const sealed = Object.values(row).filter((value) => value instanceof Uint8Array);
          const clear = Object.fromEntries(Object.entries(row).filter(([, value]) => !(value instanceof Uint8Array)));
          seen.push({ store, clear: JSON.stringify(clear), lengths: sealed.map(({ length }) => length) });
        }
      }
      database.close();
    }
    return seen;
  });

test("ten minutes at the locked laptop with a passphrase of one's own: what was shared, and nothing private", async () => {
  test.setTimeout(420_000);
  const private_ = onlyNoas();
  const kinds = ["entry", "need", "care", "sacrifice", "boundary", "boundary-event", "inventory", "intention"];
  kinds.push("early-need", "person");
  for (const kind of kinds) expect(private_.get(kind)?.length ?? 0, kind).toBeGreaterThan(0);
  const words = [...new Set([...private_.values()].flat())];
  {
    const { context, page } = await app.launch();
    await restoreFrom(page, demo, NOA);
    await unlock(page, NOA);
    await writeToday(page, SECRET.title, SECRET.words);
    const pulse = page.getByRole("region", { name: /^How today is/ });
    await pulse.getByLabel("A line, if you like").fill(PULSE);
    await pulse.getByRole("button", { name: "Keep it" }).click();
    await expect(pulse.getByRole("button", { name: "Change it" })).toBeVisible();
    await goTo(page, "Needs");
    await page.getByLabel("What happened").fill(UNFINISHED);
    await lock(page); // a draft stays behind, sealed
    await context.close();
  }
  const { context, page } = await app.launch();
  const all = [...words, SECRET.title, SECRET.words, PULSE, UNFINISHED];
  const foundIn = (text: string): string[] => all.filter((sentence) => text.includes(sentence));

  await test.step("the covers, where the backups are and the support page tell nothing of either", async () => {
    for (const way of ["Where the backups are", "Support"]) {
      await press(page, way);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(foundIn(await page.locator("body").innerText())).toEqual([]);
      await press(page, "Back to the covers");
    }
    expect(await page.locator("body").innerText()).not.toMatch(/Noa|Sam/);
  });

  await test.step("his passphrase does not open her cover", async () => {
    await page.locator("label", { hasText: new RegExp(`^${NOA.cover}$`) }).click();
    await page.getByLabel(`Passphrase for the ${NOA.cover} cover`).fill(SAM.passphrase);
    await press(page, "Open");
    await wrongPassphraseTold(page);
  });

  await test.step("his own session says nothing of hers: no place, no search, no print, no memory", async () => {
    await unlock(page, SAM);
    const said = await everyPlace(page);
    expect(said).toContain("Noa"); // what she shared is there
    expect(foundIn(said)).toEqual([]);
    await goTo(page, "Journal");
    await page.getByRole("searchbox", { name: "Search what you wrote" }).fill("drimwick");
    await expect(page.getByText(SECRET.title)).toHaveCount(0);
    await goTo(page, "Settings");
    await press(page, "Bring a journal in, take yours out, print");
    expect(foundIn(await page.getByRole("main").innerText())).toEqual([]);
    const snapshots = await heapSnapshots(context, page);
    expect(snapshots.some(({ of }) => of.includes("vault.worker"))).toBe(true);
    // A snapshot is JSON: a sentence stands in it with its quotation marks escaped.
    const inMemory = all.filter((sentence) =>
      snapshots.some(({ text }) => text.includes(JSON.stringify(sentence).slice(1, -1))),
    );
    expect(inMemory).toEqual([]);
  });

  await test.step("the databases show sealed bytes, their sizes in steps, and numbers; no word, day, kind or name", async () => {
    const rows = await databases(page);
    expect(rows.filter(({ store }) => store === "rows").length).toBeGreaterThan(500);
    for (const { store, clear, lengths } of rows) {
      if (store === "rows") expect(clear).toMatch(/^\{"space":"[\w-]{22}","seq":\d+\}$/);
      if (store === "drafts") expect(clear).toMatch(/^\{"id":"[\w-]{22}"\}$/);
      if (store === "rows" || store === "drafts") expect(lengths).toHaveLength(1);
    }
    const sizes = new Set(rows.filter(({ store }) => store === "rows").map(({ lengths }) => lengths[0]));
    expect(sizes.size).toBeLessThan(20); // hundreds of rows
    expect(foundIn(JSON.stringify(rows))).toEqual([]);
    expect(JSON.stringify(rows)).not.toMatch(/pulse|boundary|early-need|intention/);
    expect(withoutIds(JSON.stringify(rows))).not.toMatch(/Noa|Sam/);
  });

  await test.step("a backup and its command tell no more, and the disk holds no word", async () => {
    expect(withoutIds(JSON.stringify(twofold("inspect", demo).json))).not.toMatch(/Noa|Sam|pulse|boundary/);
    await context.close();
    const sample = all.filter((_, at) => at % Math.ceil(all.length / 30) === 0);
    expect(findWords([...filesUnder(app.profile), demo], [...sample, "brundle", "drimwick"])).toEqual([]);
  });
});

/** Types a passphrase that is not hers where one is asked for, and reads that nothing was opened. */
async function refusedThere(page: Page, label: string | RegExp, act: string): Promise<void> {
  await page.getByLabel(label).last().fill(SAM.passphrase);
  await button(page, act).last().click();
  await wrongPassphraseTold(page);
}

test("at Noa's unlocked session, without her passphrase: nothing is signed, re-keyed, taken out, printed or deleted for good", async () => {
  test.setTimeout(420_000);
  const { context, page } = await app.launch();
  await unlock(page, NOA);
  await readEntry(page, SECRET.title, "drimwick");
  await press(page, "Ask again before showing");
  await press(page, "Ask again for this page");
  await expect(button(page, "Asks for your passphrase")).toBeVisible();
  await goTo(page, "Together");
  await page.getByRole("button", { name: /^Agreements and promises / }).click();
  await press(page, "Propose an agreement");
  await page.locator("label.chip", { hasText: /^a principle$/ }).click();
  await page.getByLabel("What you would both hold to").fill("The quintal lamp stays on.");
  await press(page, "See what Sam would read");
  await press(page, "Share with Sam");
  await expect(button(page, "Sign it")).toBeVisible();
  await lock(page);
  await unlock(page, NOA); // and she leaves the room

  await test.step("the page with a lock of its own shows no word, in its list, its search and its place", async () => {
    await goTo(page, "Journal");
    await expect(page.getByText("A locked entry").first()).toBeVisible();
    const search = page.getByRole("searchbox", { name: "Search what you wrote" });
    await search.fill("drimwick");
    await expect(page.getByText(SECRET.words)).toHaveCount(0);
    await search.fill("");
    await page.getByText("A locked entry").first().click();
    await refusedThere(page, "Your passphrase", "Open this page");
    await expect(page.getByText("drimwick")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Share this page" })).toHaveCount(0);
  });

  await test.step("an agreement is not signed in her name", async () => {
    await goTo(page, "Together");
    await page.getByRole("button", { name: /^Agreements and promises / }).click();
    await press(page, "The quintal lamp stays on.");
    await press(page, "Sign it");
    await refusedThere(page, "Your passphrase", "Sign it");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("region", { name: "Where it stands" })).not.toContainText("Signed by Noa");
  });

  await test.step("passphrase, words and keys stay hers", async () => {
    /** Both are tried in one go: what stands now once the new one is chosen. */
    const refusedWithANewOne = async (): Promise<void> => {
      await page.getByLabel("Your passphrase as it is now").fill(SAM.passphrase);
      await press(page, "Next");
      await choosePassphrase(page, "eleven brass keys under the old piano");
      await wrongPassphraseTold(page);
    };
    await beginTask(page, "Change my passphrase");
    await refusedWithANewOne();
    await beginTask(page, "New recovery words");
    await refusedThere(page, "Your passphrase as it is now", "Next");
    await expect(page.getByRole("list", { name: "24 recovery words" })).toHaveCount(0);
    await beginTask(page, "My passphrase is known to somebody");
    await press(page, "Start anew");
    await refusedWithANewOne();
  });

  await test.step("her notebook does not leave: not as a part of her own, not as an export, not on paper", async () => {
    const left: string[] = [];
    page.on("download", (download) => left.push(download.suggestedFilename()));
    await beginTask(page, "Take my part");
    await photograph(page, "take-my-part-asks");
    await refusedThere(page, "Your passphrase", "Choose a passphrase for it");
    await expect(page.getByLabel("The same once more")).toHaveCount(0);
    await goTo(page, "Settings");
    await press(page, "Bring a journal in, take yours out, print");
    await press(page, "Write the export");
    await photograph(page, "export-asks");
    await refusedThere(page, "Your passphrase", "Write the export");
    const print = page.getByRole("region", { name: "Print" });
    await print.getByRole("button", { name: "All of these" }).click();
    await press(page, "See the pages");
    await refusedThere(page, "Your passphrase", "See the pages");
    await expect(button(page, "Print, or save as PDF")).toHaveCount(0);
    expect(left).toEqual([]);
  });

  await test.step("nothing is deleted for good; what is put into the trash comes back, and the unlocks are told", async () => {
    await writeToday(page, "A page to delete", "Nothing of note.");
    await goTo(page, "Journal");
    await page.getByText("A page to delete").first().click();
    await press(page, "Delete");
    await press(page, "Delete it for good instead");
    const dialog = page.getByRole("dialog", { name: "Delete for good" });
    await dialog.getByRole("textbox").fill("delete for good");
    await dialog.getByRole("button", { name: "Delete for good" }).click();
    await photograph(page, "delete-for-good-asks");
    await refusedThere(page, "Your passphrase", "Delete for good");
    await page.keyboard.press("Escape");
    await press(page, "Delete");
    await press(page, "Put it into the trash");
    await press(page, "Trash: 1 entry");
    await press(page, "Put it back");
    await readEntry(page, "A page to delete", "Nothing of note.");
    await goTo(page, "Settings");
    const times = page.getByRole("list", { name: "When you opened it, newest first" });
    await expect(times.getByRole("listitem")).toHaveCount(2); // those before this one
  });

  await context.close();
});

test("owning the account: all files put back together is not noticed, and the unlocks that are missing are the sign", async () => {
  test.setTimeout(240_000);
  const session = async (during: (page: Page, context: BrowserContext) => Promise<void>): Promise<void> => {
    const { context, page } = await app.launch();
    await unlock(page, NOA);
    await during(page, context);
    await lock(page);
    await context.close();
  };
  const times = (page: Page) =>
    page.getByRole("list", { name: "When you opened it, newest first" }).getByRole("listitem");
  const before = join(folder, "profile-before");
  cpSync(app.profile, before, { recursive: true });
  let opened = 0;
  await session(async (page) => {
    await writeToday(page, "Written since", "It will be put back.");
    await goTo(page, "Settings");
    opened = await times(page).count();
  });
  rmSync(app.profile, { recursive: true });
  cpSync(before, app.profile, { recursive: true });
  await session(async (page) => {
    await goTo(page, "Journal");
    await expect(page.getByText("A page to delete").first()).toBeVisible();
    await expect(page.getByText("Written since")).toHaveCount(0); // not held, and said so
    await goTo(page, "Settings");
    await expect(times(page)).toHaveCount(opened); // one unlock again, where two had been: who looks at the list sees it
  });
});
