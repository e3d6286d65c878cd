/**
 * Hostile texts on every screen, in real Chromium: a backup that holds them in every field of both partners' records is restored
 * and every place is opened, by each alone and by both together. Nothing of it runs, asks for anything or stops the app.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { parseRecord } from "#shared/domain/record.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import type { Change } from "#shared/vault/session.ts";
import { buildStale } from "../../build/build.mjs";
import { backupOf } from "../shared/backup/a-backup.ts";
import { startApp } from "../support/app.ts";
import { NOA, SAM } from "../support/builders.ts";
import { asShared, HOSTILE_LINES, recordsSaying } from "../support/hostile-texts.ts";
import { lock, NOA as NOA_AT_THE_DOOR, restoreFrom, SAM as SAM_AT_THE_DOOR } from "../support/steps.ts";
import { aCouple, NOA_PASSPHRASE, save, SAM_PASSPHRASE, unlock } from "../support/vault.ts";
import type { Figures } from "./figures.mjs";
import { type Asked, startTally, type Tally } from "./tally.ts";

const CLAIM = "No text runs as a script, asks the network or stops the app, in whatever field and on whatever screen";

/** Screens that show hostile texts, as texts: with fewer the looking would prove little. */
const LEAST_SHOWN = 40;

/** A word of a text for fields that hold a word, without half a character at its end. */
const wordOf = (text: string): string => (text.length <= 60 ? text : [...text].slice(0, 40).join(""));

/** The backup, and how many fields of it hold a hostile text. */
async function hostileBackup(): Promise<{ file: Uint8Array; records: number }> {
  const { disk, noa, sam } = await aCouple();
  const ids = { a: noa.partner, b: sam.partner };
  let records = 0;
  const toPut: Record<"a" | "b", Change[]> = { a: [], b: [] };
  for (const [me, you] of [
    ["a", "b"],
    ["b", "a"],
  ] as const) {
    for (const text of Object.values(HOSTILE_LINES)) {
      const said = recordsSaying(text, wordOf(text));
      const [, , need, care] = said;
      for (const record of said) {
        const body = record["body"] as { type?: string } | undefined;
        if (body?.type === "need-reply") record["body"] = { ...body, need: need?.["id"] };
        if (body?.type === "care-felt") record["body"] = { ...body, care: care?.["id"] };
        const json = (value: object) => JSON.stringify(value).replaceAll(NOA, ids[me]).replaceAll(SAM, ids[you]);
        const author = record["author"] === NOA ? me : you;
        const isPrivate = ["keepsake", "version"].includes(String(record["kind"]));
        for (const [space, one] of [
          ["private", record],
          ...(isPrivate ? [] : [["shared", asShared(record)]]),
        ] as const) {
          const said = json(one as object);
          if (parseRecord(JSON.parse(said)).kind !== "record") throw new Error(`no record: ${said.slice(0, 200)}`);
          toPut[author].push({ act: "put", space, json: said } as Change);
          records += 1;
        }
      }
    }
  }
  for (const { keys } of [noa, sam]) {
    const { session, rows } = unlock(disk, keys);
    const { partner } = keys.identities[keys.seat] ?? keys.identities.a;
    // The vault's own test record is none of the domain's.
    const gone = rows
      .filter(({ author }) => author === partner)
      .map(({ space, id, author }) => ({ act: "purge", space, id, author }) as const);
    save(disk, session, ...gone, ...toPut[keys.seat]);
  }
  return { file: await backupOf(disk, unlock(disk, noa.keys).session), records };
}

/** Opens everything that a place shows to be opened, and scrolls through it. */
async function lookAround(page: Page, onLook: (where: string) => Promise<void>): Promise<void> {
  const places = page.getByRole("navigation", { name: "Places" }).getByRole("button");
  const said = (await places.allInnerTexts()).map((name) => name.split("\n")[0] ?? "");
  const names = [...new Set(said)].filter((name) => !/^(?:$|Lock|Help)/.test(name));
  for (const name of names) {
    await places.filter({ hasText: name }).first().click();
    await page.waitForTimeout(300);
    await onLook(name);
    // What opens in its place is opened, one thing after another; the place is gone to anew for each.
    const openers = page.locator(".entry-item, .need-open, .open-acts button");
    const there = Math.min(await openers.count(), 12);
    for (let at = 0; at < there; at++) {
      const opener = openers.nth(Math.floor((at * (await openers.count())) / there));
      if (!(await opener.isVisible())) continue;
      await opener.click();
      await page.waitForTimeout(150);
      await onLook(`${name}, ${at + 1} opened`);
      await places.filter({ hasText: name }).first().click();
      await page.waitForTimeout(100);
    }
    await page.mouse.wheel(0, 20_000);
    await page.waitForTimeout(100);
    await onLook(`${name}, its end`);
  }
}

/** Opens a notebook, whatever its owner is called there. */
async function open(page: Page, covers: readonly { cover: string; passphrase: string }[]): Promise<void> {
  await page.getByRole("heading", { name: "Whose notebook?" }).waitFor();
  const [only] = covers;
  if (covers.length === 1 && only !== undefined)
    await page.locator("label", { hasText: new RegExp(`^${only.cover}$`) }).click();
  else await page.getByRole("button", { name: "Open together", exact: true }).click();
  for (const { cover, passphrase } of covers)
    await page.getByLabel(`Passphrase for the ${cover} cover`).fill(passphrase);
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await page.getByRole("navigation", { name: "Places" }).first().waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1500);
}

/** Runs the campaign; it has one form. */
export async function hostileTextOnScreens(asked: Asked): Promise<Figures> {
  await sodiumReady;
  const tally = startTally("hostile-text-screens", CLAIM, asked);
  await buildStale(["renderer", "headers"]);
  const folder = mkdtempSync(join(tmpdir(), "twofold-hostile-"));
  const path = join(folder, "hostile.twofold");
  const { file, records } = await hostileBackup();
  writeFileSync(path, file);
  process.stderr.write(`  ${records} records\n`);
  const app = await startApp();
  try {
    const { context, page } = await app.launch();
    page.on("dialog", (dialog) => {
      tally.wrong(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const noa = { ...NOA_AT_THE_DOOR, passphrase: NOA_PASSPHRASE };
    const sam = { ...SAM_AT_THE_DOOR, passphrase: SAM_PASSPHRASE };
    await restoreFrom(page, path, noa);
    const expected = new Set(app.requests);
    let faults = 0;
    let shown = 0;
    const look = (who: string) => async (where: string) => {
      const ran = await page.evaluate(() => "hostile" in window || "hostile" in Object.prototype);
      const asksElsewhere = app.requests.filter(
        (url) => !expected.has(url) && !/^(?:data|blob):|\/assets\/[\w.-]+$|\/$/.test(url.replace(app.origin, "")),
      );
      const stopped = (await page.locator(".came-apart").count()) > 0;
      if ((await page.locator("#main").innerText()).includes("window.hostile")) shown += 1;
      const told = app.faults.slice(faults);
      faults = app.faults.length;
      if (ran) tally.wrong(`${who}, ${where}: a script ran`);
      else if (asksElsewhere.length > 0) tally.wrong(`${who}, ${where}: asked for ${asksElsewhere.join(" ")}`);
      else if (told.length > 0) tally.wrong(`${who}, ${where}: ${told.join("; ").slice(0, 300)}`);
      else if (stopped) tally.wrong(`${who}, ${where}: the place did not open`);
      else tally.count("harmless");
      for (const url of app.requests) expected.add(url);
    };
    for (const [who, covers] of [
      ["Noa", [noa]],
      ["Sam", [sam]],
      ["both", [noa, sam]],
    ] as const) {
      await open(page, covers);
      await lookAround(page, look(who));
      await lock(page);
    }
    if (shown < LEAST_SHOWN) tally.wrong(`hostile texts were seen on ${shown} screens only`);
    await testTheWatch(page, tally);
    await context.close();
  } finally {
    await app.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return { ...tally.figures(), claim: `${CLAIM} (${records} records)` };
}

/** The watch sees what it is for: a script that ran. */
async function testTheWatch(page: Page, tally: Tally): Promise<void> {
  await page.evaluate(() => Object.assign(window, { hostile: 1 }));
  if (!(await page.evaluate(() => "hostile" in window))) tally.wrong("the watch saw no script run");
}
