/**
 * Whose needs were taken care of, over time: every figure of the sample couple's year in the built app, the same in both sessions, with the
 * numbers that the command prints from the same journal; and one's own page, which is nobody else's.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import type { Measured, TooFew, Unheard } from "#shared/analysis/evidence.ts";
import type { OwnSummary } from "#shared/analysis/own.ts";
import type { Summary } from "#shared/analysis/summary.ts";
import { addMonths, daysOfMonth, type Month, monthOf } from "#shared/base/time.ts";
import { type App, startApp } from "../support/app.ts";
import { twofold } from "../support/command.ts";
import { goTo, lock, NOA, restoreFrom, SAM, unlock } from "../support/steps.ts";

let app: App;
let folder: string;
let demo: string;
let page: Page;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  app = await startApp();
  folder = mkdtempSync(join(tmpdir(), "twofold-insights-"));
  demo = join(folder, "demo.twofold");
  const both = passphrases("both", NOA, SAM);
  const made = twofold("demo", "--out", demo, "--seed", "11", "--months", "14", "--passphrase-file", both);
  expect(made.code).toBe(0);
  ({ page } = await app.launch());
  await restoreFrom(page, demo, NOA);
  await unlock(page, NOA);
});
test.afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

function passphrases(name: string, ...whose: readonly (typeof NOA)[]): string {
  const file = join(folder, `${name}.pass`);
  writeFileSync(file, whose.map(({ passphrase }) => `${passphrase}\n`).join(""));
  return file;
}

interface Printed {
  readonly summary: Summary;
  readonly own?: OwnSummary;
}

/** What the command prints of the journal as it was restored. */
function printed(name: "analyse" | "reflect", who: typeof NOA, ...options: readonly string[]): Printed {
  const { code, json } = twofold(name, demo, ...options, "--passphrase-file", passphrases(who.name, who));
  expect(code).toBe(0);
  return json as unknown as Printed;
}

const chip = (name: string) => page.locator("label", { hasText: new RegExp(`^${name}$`) });

/** Every figure of a view as its table, in words. */
async function tablesOf(look: string): Promise<string> {
  await chip(look).click();
  const sheet = page.locator(".insights-sheet");
  for (const table of await sheet.locator("label", { hasText: /^Table$/ }).all()) await table.click();
  await expect(sheet.getByRole("img")).toHaveCount(0); // all of them became tables
  return (await sheet.innerText()).replaceAll(/\s+/g, " ");
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** A share as the tables say it. */
function said(share: Measured | TooFew | Unheard): string {
  if (share.kind === "unheard") return "One of you has voiced few needs";
  if (share.kind === "too-few") return `${share.n} of ${share.needed} so far`;
  return `${percent(share.value)} (${percent(share.low)} to ${percent(share.high)}), n ${share.n}`;
}

/** A difference as its table says it: the names stand in the journal's order. */
const towards = (difference: number): string => {
  const points = Math.round(Math.abs(difference) * 100);
  return points === 0 ? "0" : `${points} towards ${difference > 0 ? NOA.name : SAM.name}`;
};

const tenths = (value: number): string =>
  new Intl.NumberFormat("en", { maximumFractionDigits: 1, signDisplay: "negative" }).format(value);

const today = (): Promise<string> =>
  page.evaluate(() => {
    const now = new Date();
    return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  });

async function yearOf(): Promise<readonly string[]> {
  const month = monthOf((await today()) as Parameters<typeof monthOf>[0]);
  return ["--from", daysOfMonth(addMonths(month, -11)).first, "--to", daysOfMonth(month).last];
}

test("every figure of the year has its table, the same in both sessions, with the numbers of the command", async () => {
  test.setTimeout(240_000);
  await goTo(page, "Insights");
  await expect(page.getByRole("img", { name: /^The weeks, Noa, Sam/ }).first()).toBeVisible({ timeout: 30_000 });
  const { summary } = printed("analyse", NOA, ...(await yearOf()));

  const care = await tablesOf("Care");
  for (const { share } of summary.met) expect(care).toContain(said(share));
  for (const { care: taken } of summary.care) {
    if (taken.kind === "too-few") continue;
    for (const { share } of taken.sources)
      expect(care).toContain(`${percent(share.value)} (${percent(share.low)} to ${percent(share.high)})`);
  }
  const { differences } = summary;
  if (differences?.kind !== "quarters") throw new Error("the sample couple's year has quarters");
  expect(differences.quarters.some(({ difference }) => difference.kind === "measured")).toBe(true);
  for (const { difference } of differences.quarters)
    expect(care).toContain(
      difference.kind === "measured"
        ? `${towards(difference.value)} ${towards(difference.low)} and ${towards(difference.high)} n ${difference.n[0]} and ${difference.n[1]}`
        : `${difference.n} of ${difference.needed} needs each: too few to tell`,
    );
  for (const { care: times } of summary.timeToCare) {
    if (times.kind !== "measured" || times.median === null) throw new Error("half of the year's needs had care");
    const { day, low, high } = times.median;
    expect(care).toContain(high === null ? `by day ${day} (${low} or later)` : `by day ${day} (${low} to ${high})`);
  }

  const deciding = await tablesOf("Decisions and giving");
  const { decisions, cameBack } = summary;
  if (decisions === null || cameBack === null) throw new Error("there are two of them");
  expect(decisions.n).toBeGreaterThan(8);
  expect(deciding).toContain(said(decisions.bothGain));
  expect(deciding).toContain(`${decisions.n} decisions of which both of you said how they came out`);
  for (const { mean } of decisions.means) {
    if (mean.kind === "too-few") throw new Error("the sample couple decided often");
    expect(deciding).toContain(`${tenths(mean.value)} (${tenths(mean.low)} to ${tenths(mean.high)})`);
  }
  if (decisions.together.kind !== "measured") throw new Error("the sample couple decided often");
  const { value, low, high } = decisions.together;
  expect(deciding).toContain(`${tenths(value)} (${tenths(low)} to ${tenths(high)})`);
  const given = cameBack.quarters.flatMap(({ given: each }) => each).reduce((total, { count }) => total + count, 0);
  expect(given).toBeGreaterThan(4);

  const time = await tablesOf("Time and promises");
  for (const { shares } of summary.meAndWe) {
    if ("kind" in shares) throw new Error("the sample couple told the hours of many weeks");
    for (const share of Object.values(shares)) expect(time).toContain(`${percent(share.value)} (${percent(share.low)}`);
  }
  expect(time).toContain(said(summary.kept.boundaries.share));
  expect(time).toContain(said(summary.kept.promises.share));

  await test.step("Sam reads the same, to the letter", async () => {
    await lock(page);
    await unlock(page, SAM);
    await goTo(page, "Insights");
    await expect(page.getByRole("img", { name: /^The weeks, Noa, Sam/ }).first()).toBeVisible({ timeout: 30_000 });
    expect(await tablesOf("Care")).toBe(care);
    expect(await tablesOf("Decisions and giving")).toBe(deciding);
    expect(await tablesOf("Time and promises")).toBe(time);
    await expect(chip("Only for me")).toHaveCount(0);
    expect(printed("analyse", SAM, ...(await yearOf())).summary).toEqual(summary);
  });
});

test("a month is the month of the command, and the days that are looked at change every view", async () => {
  await goTo(page, "Insights");
  await chip("this month").click();
  const month = (await today()).slice(0, 7) as Month;
  const { summary } = printed("reflect", SAM, "--month", month);
  const care = await tablesOf("Care");
  for (const { share } of summary.met) expect(care).toContain(said(share));
  for (const span of ["three months", "a year", "all"]) {
    await chip(span).click();
    for (const look of ["Care", "Decisions and giving", "Time and promises"])
      expect(await tablesOf(look)).toContain("One question to both");
  }
});

test("one's own page stands apart, with the command's numbers of one's own, and holds nothing of the other's", async () => {
  await goTo(page, "Insights");
  await chip("a year").click();
  await chip("with what is only mine").click();
  const year = await yearOf();
  const { own, summary } = printed("analyse", SAM, ...year, "--view", "mine");
  if (own === undefined) throw new Error("one's own page is printed");
  expect(summary.differences).toBeNull();
  expect(printed("analyse", SAM, ...year).own).toBeUndefined();

  const care = await tablesOf("Care");
  expect(care).not.toContain("side by side");
  for (const { share } of summary.met) expect(care).toContain(said(share));

  const mine = await tablesOf("Only for me");
  if (own.seen === null) throw new Error("there are two of them");
  expect(mine).toContain(said(own.seen));
  expect(mine).toContain(`${own.voice.shared} of them the other can read.`);
  expect(mine).toContain(`${own.voice.private} are only yours.`);
  expect(mine).toContain(`${own.longestOpen[0]?.days} days`);
  expect(mine).toContain("One question to yourself");

  // Noa's page speaks of other needs: what stands at the top of hers is not on Sam's.
  const hers = printed("analyse", NOA, ...year, "--view", "mine").own;
  expect(hers?.partner).not.toBe(own.partner);
  const ids = new Set(own.longestOpen.map(({ id }) => id));
  expect(hers?.longestOpen.filter(({ id }) => ids.has(id))).toEqual([]);

  await chip("what we share").click();
  await expect(chip("Only for me")).toHaveCount(0);
  expect(await tablesOf("Care")).toContain("side by side");
});
