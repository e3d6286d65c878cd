/**
 * Somebody writes a page in the built app, key by key, and at any keystroke it ends: kill -9 of the whole browser, a crash of
 * the page, the window closed, or a lock. Opened again, the page must hold everything that was said to be saved, everything
 * typed more than a second before the end, and nothing that was not typed. After a lock it must hold every key.
 */
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { chanceFrom } from "#shared/sample/chance.ts";
import { goTo, lock, makeJournalTogether, NOA, unlock } from "../support/steps.ts";
import { openStage, say, type Stage, type Tab } from "./chrome-stage.ts";
import type { Figures } from "./figures.mjs";
import type { Asked } from "./tally.ts";

/** What may be lost of continuous typing: its last second. */
const LAST_MS = 1_000;

const ENDS = ["kill", "crash", "close", "lock"] as const;
type End = (typeof ENDS)[number];

const WORDS = ["harbour", "quiet", "stairs", "über", "naïve", "лодка", "朝の光", "kettle", "we", "laughed"];

/** What was typed, key by key, and what the page itself said of it. */
interface Typed {
  readonly keys: string[];
  /** When each key had been taken by the page. */
  readonly at: number[];
  /** How many characters stood on the page when it last said "saved". */
  saved: number;
}

const editorOf = (page: Page) => page.getByRole("textbox", { name: "Your page" });

/** Hears the mark in the head of the page: each "saved" with how much stood there then. */
async function hearMark(page: Page, typed: Typed): Promise<void> {
  await page.exposeFunction("campaignSaved", (length: number) => {
    typed.saved = Math.max(typed.saved, length);
  });
  await page.evaluate(() => {
    const hear = (globalThis as unknown as { campaignSaved(length: number): void }).campaignSaved;
    const mark = document.querySelector(".saved-mark");
    const text = document.querySelector('[role="textbox"][aria-multiline="true"]');
    if (mark === null || text === null) throw new Error("no page to write on");
    new MutationObserver(() => {
      if (mark.classList.contains("saved-mark-saved")) hear([...(text.textContent ?? "")].length);
    }).observe(mark, { attributes: true, childList: true, characterData: true, subtree: true });
  });
}

async function typeFor(page: Page, typed: Typed, text: string, milliseconds: number): Promise<void> {
  const until = Date.now() + milliseconds;
  for (const key of text) {
    if (Date.now() > until) return;
    await page.keyboard.insertText(key);
    typed.keys.push(key);
    typed.at.push(Date.now());
    await page.waitForTimeout(typed.keys.length % 7 === 0 ? 60 : 15);
  }
}

async function endBy(end: End, tab: Tab, page: Page): Promise<number> {
  if (end === "lock") {
    const began = Date.now();
    await lock(page);
    await tab.close();
    return began;
  }
  if (end === "crash") {
    const session = await tab.context.newCDPSession(page);
    const began = Date.now();
    void session.send("Page.crash").catch(() => undefined); // it cannot answer any more
    await page.waitForEvent("crash", { timeout: 5_000 }).catch(() => undefined); // told late, or never: the kill below ends it
    await tab.kill();
    return began;
  }
  const began = Date.now();
  if (end === "kill") await tab.kill();
  else {
    await page.close();
    await tab.close();
  }
  return began;
}

/** What stands on the page called `mark` after the app was opened again: not saved to its page yet, or written today. */
async function textAfter(stage: Stage, profile: string, mark: string): Promise<string> {
  const tab = await stage.launch(profile, "app");
  const { page } = tab;
  try {
    await unlock(page, NOA);
    await goTo(page, "Today");
    await page.waitForTimeout(300); // the list of what is not saved comes once everything is open
    const kept = page.getByRole("listitem").filter({ hasText: mark }).getByRole("button", { name: "Go on writing" });
    if ((await kept.count()) === 0) return "";
    await kept.first().click();
    const text = (await editorOf(page).textContent()) ?? "";
    await lock(page); // it becomes an entry, and the next round begins with nothing unsaved
    return text;
  } finally {
    await tab.close();
  }
}

/** Throws nothing: what is wrong is counted and said. */
export async function chromeTyping({ full, seed }: Asked): Promise<Figures> {
  const began = performance.now();
  const chance = chanceFrom(seed);
  const stage = await openStage();
  const profile = join(stage.folder, "profile");
  const rounds = full ? 48 : 4;
  let [lost, wrong, worst] = [0, 0, 0];
  try {
    const first = await stage.launch(profile, "app");
    await makeJournalTogether(first.page);
    await first.close();
    for (let round = 0; round < rounds; round++) {
      const end = ENDS[round % ENDS.length] ?? "kill";
      const mark = `round ${round}a`;
      const text = Array.from({ length: 400 }, () => chance.pick(WORDS)).join(" ");
      const typed: Typed = { keys: [], at: [], saved: 0 };
      const tab = await stage.launch(profile, "app");
      const { page } = tab;
      await unlock(page, NOA);
      await page.getByLabel("Title").fill(mark);
      await editorOf(page).click();
      await hearMark(page, typed);
      await typeFor(page, typed, text, chance.whole(200, 6_000));
      const ended = await endBy(end, tab, page);
      const found = [...(await textAfter(stage, profile, mark))];
      const due = end === "lock" ? typed.keys.length : typed.at.filter((at) => at < ended - LAST_MS).length;
      const must = Math.max(due, Math.min(typed.saved, typed.keys.length));
      const isPrefix = found.every((character, at) => character === typed.keys[at]);
      const last = typed.at[found.length] ?? ended; // the first key that is not there
      worst = Math.max(worst, ended - last);
      if (!isPrefix) wrong += 1;
      lost += Math.max(0, must - found.length);
      say(`${end}: ${typed.keys.length} keys, ${typed.saved} said to be saved, ${found.length} there, ${must} due`);
    }
    say(`at most ${worst} ms of typing were lost`);
  } finally {
    await stage.stop();
  }
  return {
    campaign: "chrome-typing",
    claim: `kill, crash, close and lock at any keystroke in the editor; at most ${(worst / 1_000).toFixed(1)} s of typing lost`,
    cases: rounds,
    refused: 0,
    lost,
    wrong,
    seconds: Math.round((performance.now() - began) / 100) / 10,
    form: full ? "full" : "short",
  };
}
