/**
 * A word of its own in every field of every kind of record, in drafts, in every form that is typed into, in passphrases and
 * recovery words; then every file that the browser has written is searched for them: the profile with its databases and
 * caches, the private file system, backups, the home folder, temporary files. A search is believed only after it has found
 * a word that was left in the clear in each such place.
 */
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, type Page } from "@playwright/test";
import { filesUnder, findWords } from "../support/search-bytes.ts";
import { goTo, lock, makeBackup, makeJournalTogether, NOA, SAM } from "../support/steps.ts";
import { openStage, say, type Stage } from "./chrome-stage.ts";
import { logContents, tableContents } from "./chrome-tables.ts";
import type { Figures } from "./figures.mjs";
import type { Asked } from "./tally.ts";

/** LevelDB's files as what they say, all others as they lie there. */
const undone = (file: string, bytes: Buffer): Buffer[] => {
  if (file.endsWith(".log")) return [logContents(bytes)];
  const table = file.endsWith(".ldb") ? tableContents(bytes) : null;
  return table === null ? [] : [table];
};

/** The places of a word that was left in the clear, and how their files are recognised. */
const PLACES: readonly { readonly place: string; readonly file: RegExp }[] = [
  { place: "IndexedDB's log", file: /IndexedDB\/.*\.log$/ },
  { place: "IndexedDB's tables", file: /IndexedDB\/.*\.ldb$/ },
  { place: "private file system", file: /File System\// },
  { place: "Local Storage", file: /Local Storage\// },
  { place: "Session Storage", file: /Session Storage\// },
  { place: "Cache Storage", file: /CacheStorage\// },
  { place: "Preferences", file: /Preferences$/ },
  { place: "history", file: /History$/ },
  { place: "home folder", file: /home\/.config\/left$/ },
  { place: "temporary files", file: /tmp\/left/ },
  { place: "downloads", file: /downloads\/left/ },
];

/** Leaves a word everywhere in the clear, and says in which places the search does not find it. */
async function placesNotSearched(stage: Stage, word: string): Promise<string[]> {
  const home = join(stage.folder, "plain");
  const profile = join(home, "profile");
  const found = new Set<string>();
  const search = () => {
    for (const { file } of findWords(filesUnder(home), [word], undone)) {
      for (const { place, file: pattern } of PLACES) if (pattern.test(relative(home, file))) found.add(place);
    }
  };
  let tab = await stage.launch(profile, "campaign", { home });
  await tab.ask("plantPlainly", word, 0);
  await tab.page.goto(`${stage.origin}/campaign.html#${word}`);
  await tab.close();
  search();
  tab = await stage.launch(profile, "campaign", { home }); // LevelDB now writes its log into compressed tables
  await tab.ask("plantPlainly", word, 150);
  await tab.close();
  const around = `before ${word} after`;
  writeFileSync(join(home, "home/.config/left"), Buffer.from(around, "utf16le").swap16());
  for (let shift = 0; shift < 3; shift++) {
    writeFileSync(join(home, `tmp/left${shift}`), Buffer.from(around.slice(shift)).toString("base64"));
  }
  writeFileSync(join(home, "downloads/left"), Buffer.from(around, "utf16le"));
  writeFileSync(join(profile, "Default/Preferences"), JSON.stringify({ left: word }));
  search();
  const shifts = findWords(filesUnder(join(home, "tmp")), [word]).length;
  if (shifts < 3) found.delete("temporary files");
  return PLACES.flatMap(({ place }) => (found.has(place) ? [] : [place]));
}

/** Types a word into every field of a page, as one types: nothing is saved on purpose. */
async function typeEverywhere(page: Page, stem: string, words: Record<string, string>, place: string): Promise<void> {
  await page.waitForTimeout(1_000); // a place is laid out behind its name
  const fields = page
    .locator("main")
    .locator("input[type=text], input[type=search], input:not([type]), textarea, [contenteditable=true]");
  for (let at = 0; at < (await fields.count()); at++) {
    const field = fields.nth(at);
    if (!(await field.isVisible()) || !(await field.isEditable())) continue;
    const word = `${stem}${Object.keys(words).length.toString().padStart(3, "0")}typedquil`;
    await field.click();
    await page.keyboard.type(word, { delay: 2 });
    words[`${place}, field ${at + 1}`] = word;
  }
}

export async function chromeCanary({ full, seed }: Asked): Promise<Figures> {
  const began = performance.now();
  const stage = await openStage();
  const wrong: string[] = [];
  const stem = `zq${(seed % 1_000).toString().padStart(3, "0")}`;
  try {
    for (const place of await placesNotSearched(stage, `plain${stem}gralvish`)) {
      wrong.push(`a word left in ${place} was not found: the search there says nothing`);
    }

    const home = join(stage.folder, "couple");
    const profile = join(home, "profile");
    const secrets: Record<string, string> = {};
    let searched = 0;
    const search = (when: string) => {
      const files = filesUnder(home);
      searched += files.length;
      for (const { file, word } of findWords(files, Object.values(secrets), undone)) {
        const field = Object.entries(secrets).find(([, value]) => value === word)?.[0] ?? "";
        wrong.push(`${when}: ${field} stands in ${relative(home, file)}`);
      }
    };

    let tab = await stage.launch(profile, "app", { home });
    const words = await makeJournalTogether(tab.page);
    Object.assign(secrets, {
      "Noa's passphrase": NOA.passphrase,
      "Sam's passphrase": SAM.passphrase,
      "Noa's recovery words": words.noa.slice(0, 5).join(" "),
      "Sam's recovery words": words.sam.slice(0, 5).join(" "),
      "Noa's last recovery words": words.noa.slice(-5).join(" "),
    });
    await tab.close();

    for (const [seat, { passphrase }] of full
      ? ([
          ["a", NOA],
          ["b", SAM],
        ] as const)
      : ([["a", NOA]] as const)) {
      tab = await stage.launch(profile, "campaign", { home });
      await tab.ask("look");
      if ((await tab.ask("unlock", seat, { passphrase })) !== "open") throw new Error(`${seat} does not open`);
      const planted = await tab.ask("plant", `${stem}${seat}`);
      for (const [field, word] of Object.entries(planted)) secrets[`${seat} ${field}`] = word;
      await tab.ask("lock");
      await tab.close();
      search(`after ${seat} saved`);
    }
    const saved = Object.keys(secrets).length;

    tab = await stage.launch(profile, "app", { home });
    const { page } = tab;
    await page.getByLabel(`Passphrase for the ${NOA.cover} cover`).fill(`${stem}wrongpassphrasequil`);
    secrets["a wrong passphrase"] = `${stem}wrongpassphrasequil`;
    await page.getByRole("button", { name: "Open" }).first().click();
    await expect(page.getByText("That passphrase does not open this notebook.")).toBeVisible({ timeout: 30_000 });
    // The name is a canary by now, and the notebook's greeting says it.
    await page.getByLabel(`Passphrase for the ${NOA.cover} cover`).fill(NOA.passphrase);
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await page.getByRole("navigation", { name: "Places" }).waitFor({ timeout: 60_000 });
    for (const place of ["Today", "Journal", "Needs", "Settings"]) {
      await goTo(page, place);
      await typeEverywhere(page, `${stem}t`, secrets, place);
    }
    await page.waitForTimeout(1_500); // drafts are kept
    await goTo(page, "Insights");
    await makeBackup(page, join(home, "downloads"));
    await goTo(page, "Needs");
    await page.waitForTimeout(500);
    await tab.kill(); // no tidy end: what stands in files now is what a thief finds
    search("after a kill while typing");

    tab = await stage.launch(profile, "app", { home });
    await tab.page.getByLabel(`Passphrase for the ${NOA.cover} cover`).fill(NOA.passphrase);
    await tab.page.getByRole("button", { name: "Open", exact: true }).click();
    await tab.page.getByRole("navigation", { name: "Places" }).waitFor({ timeout: 60_000 });
    await lock(tab.page);
    await tab.close();
    search("after a lock and a tidy end");

    for (const line of wrong) say(`WRONG ${line}`);
    const kinds = new Set(filesUnder(home).map((file) => relative(home, file).split("/").slice(0, 3).join("/"))).size;
    say(`${Object.keys(secrets).length} words, ${saved} of them saved; ${searched} files searched, in ${kinds} places`);
    return {
      campaign: "chrome-canary",
      claim: `${Object.keys(secrets).length} words - in every field of every kind, drafts, forms being typed into, passphrases, recovery words - sought in ${searched} files of the profile, private file system, backups, home and temporary folders as UTF-8, UTF-16 and base64, LevelDB's compression undone, after finding one planted in each of ${PLACES.length} places: none stands there`,
      cases: Object.keys(secrets).length,
      refused: 0,
      lost: 0,
      wrong: wrong.length,
      seconds: Math.round((performance.now() - began) / 1000),
      form: full ? "full" : "short",
    };
  } finally {
    await stage.stop();
  }
}
