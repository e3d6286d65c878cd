/**
 * Kill -9 of a whole Chromium - browser, storage service, page and workers, at once - while it saves, and while it restores.
 * What was acknowledged is written down here, in the process that survives; after each kill the same profile is opened again
 * and compared. This is the death of a process, not of the power: what the kernel had taken, it still writes.
 */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { chanceFrom } from "#shared/sample/chance.ts";
import type { Act, Held } from "./chrome-page.ts";
import { NOA, openStage, SAM, say, type Running, type Stage } from "./chrome-stage.ts";
import type { Figures } from "./figures.mjs";
import type { Asked } from "./tally.ts";

/** Acts in the order in which they were told, and how many of them were acknowledged. */
interface Oracle {
  /** By id, what the record said when it was last acknowledged. */
  readonly acknowledged: Map<string, Act>;
  /** What was asked for and not acknowledged when the browser died: at most one. */
  attempted: Act | null;
  count: number;
}

const newOracle = (): Oracle => ({ acknowledged: new Map(), attempted: null, count: 0 });

const hearInto = (oracle: Oracle) => ({
  trying: (act: Act) => {
    oracle.attempted = act;
  },
  done: (act: Act) => {
    oracle.acknowledged.set(act.id, act);
    oracle.count += 1;
    if (oracle.attempted === act || oracle.attempted?.text === act.text) oracle.attempted = null;
  },
});

const says = (held: Held, act: Act): { text: string | null; copy: string | null } =>
  act.act === "draft"
    ? { text: held.drafts[act.id] ?? null, copy: null }
    : { text: held.mine[act.id] ?? null, copy: held.copies[act.id] ?? null };

const fits = (held: Held, act: Act): boolean => {
  const { text, copy } = says(held, act);
  return text === act.text && copy === act.copy;
};

/** What of the acknowledged is not there, and what is there that should not be. */
function compare(held: Held, { acknowledged, attempted }: Oracle): { lost: string[]; wrong: string[] } {
  const lost: string[] = [];
  for (const act of acknowledged.values()) {
    if (fits(held, act)) continue;
    if (attempted?.id === act.id && fits(held, attempted)) continue; // it was written, and the answer came too late to be heard
    lost.push(`${act.act} ${act.id}: ${JSON.stringify(act)} is ${JSON.stringify(says(held, act))}`.slice(0, 300));
  }
  const known = new Set([...acknowledged.keys(), ...(attempted === null ? [] : [attempted.id])]);
  const wrong = [...Object.keys(held.mine), ...Object.keys(held.copies)].filter((id) => !known.has(id));
  if (held.findings.length > 0) wrong.push(JSON.stringify(held.findings));
  if (held.unreadable > 0) wrong.push(`${held.unreadable} unreadable`);
  if (held.unverified > 0) wrong.push(`${held.unverified} unverified`);
  return { lost, wrong };
}

/** What stands there becomes what is expected, whether or not an attempted act was among it. */
function expectFrom(oracle: Oracle, held: Held): void {
  if (oracle.attempted !== null && fits(held, oracle.attempted)) {
    oracle.acknowledged.set(oracle.attempted.id, oracle.attempted);
  }
  oracle.attempted = null;
}

/** Starts the app on a folder: the browser's profile, or all that the desktop's shell keeps. */
type Start = (folder: string, hear?: ReturnType<typeof hearInto>) => Promise<Running>;

export async function foundTogether(start: Start, profile: string): Promise<void> {
  let tab = await start(profile);
  await tab.ask("look");
  await tab.ask("found", "Noa", "tide", "wheat", NOA);
  await tab.ask("join", "Sam", SAM).catch(() => undefined); // written by then; the page may be gone before it has answered
  await tab.close();
  tab = await start(profile);
  if ((await tab.ask("look")) !== "closed") throw new Error("no journal was made");
  await tab.close();
}

async function openNoa(tab: Running): Promise<string> {
  const looked = await tab.ask("look");
  if (looked !== "closed") return looked;
  return tab.ask("unlock", "a", { passphrase: NOA });
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

interface Tally {
  cases: number;
  acknowledged: number;
  midway: number;
  lost: string[];
  wrong: string[];
}

/** Saves, kill, open again, compare; on one profile from kill to kill. */
async function duringSaves(start: Start, profile: string, kills: number, seed: number): Promise<Tally> {
  await foundTogether(start, profile);
  const chance = chanceFrom(seed);
  const oracle = newOracle();
  const tally: Tally = { cases: 0, acknowledged: 0, midway: 0, lost: [], wrong: [] };
  for (let kill = 0; kill <= kills; kill++) {
    const tab = await start(profile, hearInto(oracle));
    const opened = await openNoa(tab);
    if (opened !== "open") {
      tally.wrong.push(`kill ${kill}: the journal is ${opened}`);
      tally.lost.push(...oracle.acknowledged.keys());
      await tab.close();
      break;
    }
    const held = await tab.ask("held");
    const { lost, wrong } = compare(held, oracle);
    tally.lost.push(...lost);
    tally.wrong.push(...wrong);
    expectFrom(oracle, held);
    if (kill === kills) {
      await tab.close();
      break;
    }
    const writing = tab.ask("writeUntilKilled", seed * 1000 + kill).then(
      () => "ended",
      (thrown: unknown) => String(thrown),
    );
    await pause(chance.whole(20, 1_200));
    const before = oracle.count;
    await tab.kill();
    const why = await writing;
    if (!/closed|crashed|Target|disposed/i.test(why)) tally.wrong.push(`writing ended by itself: ${why}`);
    tally.cases += 1;
    if (oracle.attempted !== null) tally.midway += 1;
    say(`saves: kill ${kill + 1} of ${kills}, ${before} acknowledged so far, ${tally.lost.length} lost`);
  }
  tally.acknowledged = oracle.count;
  return tally;
}

export const sameTexts = (one: Held, other: Held): boolean => {
  const sorted = ({ mine, copies }: Held) =>
    JSON.stringify([Object.entries(mine).sort(), Object.entries(copies).sort()]);
  return sorted(one) === sorted(other);
};

/** Restores of an older backup onto the journal, killed at any moment: the old journal or the new one, whole. */
async function duringRestores(
  stage: Stage,
  kills: number,
  rows: number,
  seed: number,
): Promise<Tally & { old: number; renewed: number }> {
  const profile = join(stage.folder, "restores");
  const backup = join(stage.folder, "backup.twofold");
  const chance = chanceFrom(seed);
  const tally = {
    cases: 0,
    acknowledged: 0,
    midway: 0,
    lost: [] as string[],
    wrong: [] as string[],
    old: 0,
    renewed: 0,
  };
  await foundTogether((folder) => stage.launch(folder, "campaign"), profile);
  let tab = await stage.launch(profile, "campaign");
  await openNoa(tab);
  await tab.ask("write", seed, rows);
  const inBackup = await tab.ask("held");
  const [download] = await Promise.all([tab.page.waitForEvent("download"), tab.ask("exportBackup")]);
  await download.saveAs(backup);

  let before: Held = inBackup;
  let took = 1_500;
  for (let kill = -1; kill < kills; kill++) {
    if (sameTexts(before, inBackup)) await tab.ask("write", seed + kill + 2, 20); // what is here differs from what is in the file
    before = await tab.ask("held");
    const chooser = tab.page.waitForEvent("filechooser"); // before it opens: else the browser's own dialog would
    const plan = tab.ask("planRestore", NOA);
    await (await chooser).setFiles(backup);
    const planned = await plan;
    if (!planned.ok) tally.wrong.push("the backup is not whole");
    const began = performance.now();
    const restoring = tab.page
      .evaluate(() => (globalThis as unknown as { campaignRestore: () => Promise<unknown> }).campaignRestore())
      .catch(() => undefined); // done, the page ends itself; killed, it is gone
    if (kill === -1) {
      await tab.page.waitForEvent("load");
      took = performance.now() - began; // how long one takes that nobody kills
      await tab.close();
    } else {
      await pause(chance.whole(0, Math.ceil(took * 0.8)));
      await tab.kill();
      await restoring;
      tally.cases += 1;
    }
    tab = await stage.launch(profile, "campaign");
    const opened = await openNoa(tab);
    if (opened !== "open") {
      tally.lost.push(`kill ${kill + 1}: the journal is ${opened}`);
      break;
    }
    const held = await tab.ask("held");
    const isOld = sameTexts(held, before);
    const isNew = sameTexts(held, inBackup);
    if (kill >= 0 && isOld) tally.old += 1;
    if (kill >= 0 && isNew) tally.renewed += 1;
    if (kill === -1 && !isNew) tally.wrong.push("an undisturbed restore did not restore");
    if (!isOld && !isNew) {
      const count = Object.keys(held.mine).length;
      tally.lost.push(`kill ${kill + 1}: a mix of ${count} records, ${Object.keys(before.mine).length} before`);
    }
    if (held.findings.length + held.unreadable + held.unverified > 0) {
      tally.wrong.push(JSON.stringify([held.findings, held.unreadable, held.unverified]));
    }
    before = held;
    if (kill >= 0)
      say(`restores: kill ${kill + 1} of ${kills}, ${tally.old} old, ${tally.renewed} new, ${tally.lost.length} lost`);
  }
  await tab.close();
  return tally;
}

/** The store is gone, and the desktop brings it back from its ledger: killed at any moment, it does so the next time. */
async function duringRebuilds(stage: Stage, journal: string, kills: number, seed: number): Promise<Tally> {
  const chance = chanceFrom(seed);
  const tally: Tally = { cases: 0, acknowledged: 0, midway: 0, lost: [], wrong: [] };
  const before = await stage.launchShell(journal);
  await openNoa(before);
  const whole = await before.ask("held");
  await before.close();
  let took = 0;
  for (let kill = -1; kill < kills; kill++) {
    const folder = join(stage.folder, "rebuilt");
    cpSync(journal, folder, { recursive: true });
    rmSync(join(folder, "profile/Default/IndexedDB"), { recursive: true });
    const shell = await stage.launchShell(folder);
    const began = performance.now();
    const opening = openNoa(shell)
      .then((opened) => (opened === "open" ? shell.ask("held") : undefined))
      .catch(() => undefined); // it is killed meanwhile
    if (kill === -1) {
      await opening;
      took = performance.now() - began; // how long one takes that nobody kills
      await shell.close();
    } else {
      await pause(chance.whole(0, Math.ceil(took)));
      await shell.kill();
      tally.cases += 1;
    }
    const again = await stage.launchShell(folder);
    const opened = await openNoa(again);
    if (opened === "open") {
      const held = await again.ask("held");
      if (!sameTexts(held, whole)) tally.lost.push(`rebuild ${kill + 1}: ${Object.keys(held.mine).length} records`);
      if (held.findings.length + held.unreadable > 0) tally.wrong.push(JSON.stringify(held.findings));
    } else tally.lost.push(`rebuild ${kill + 1}: the journal is ${opened}`);
    await again.close();
    rmSync(folder, { recursive: true });
    if (kill >= 0) say(`rebuilds: kill ${kill + 1} of ${kills}, ${tally.lost.length} lost`);
  }
  return tally;
}

export async function chromeKill({ full, seed }: Asked): Promise<Figures> {
  const began = performance.now();
  const stage = await openStage();
  try {
    const saves = await duringSaves(
      (folder, hear) => stage.launch(folder, "campaign", hear === undefined ? {} : { hear }),
      join(stage.folder, "saves"),
      full ? 40 : 2,
      seed,
    );
    const restores = await duringRestores(stage, full ? 30 : 1, full ? 1_500 : 150, seed + 1);
    const desktop = join(stage.folder, "desktop");
    const shell = await duringSaves(stage.launchShell, desktop, full ? 40 : 2, seed + 2);
    const rebuilds = await duringRebuilds(stage, desktop, full ? 20 : 1, seed + 3);
    const all = [saves, restores, shell, rebuilds];
    for (const line of all.flatMap(({ lost }) => lost)) say(`LOST ${line}`);
    for (const line of all.flatMap(({ wrong }) => wrong)) say(`WRONG ${line}`);
    return {
      campaign: "chrome-kill",
      claim: `kill -9 of the whole Chromium, and of the desktop's main process with it (a process's death, not a power cut): of ${saves.acknowledged + shell.acknowledged} saves, shares, removals and drafts acknowledged over ${saves.cases + shell.cases} kills (${saves.midway + shell.midway} with one under way) none is missing or torn; after ${restores.cases} kills in restores the journal is the old one (${restores.old}) or the new one (${restores.renewed}), whole; after ${rebuilds.cases} kills while the store was rebuilt from the ledger it was rebuilt the next time, whole`,
      cases: all.reduce((total, { cases }) => total + cases, 0),
      refused: 0,
      lost: all.reduce((total, { lost }) => total + lost.length, 0),
      wrong: all.reduce((total, { wrong }) => total + wrong.length, 0),
      seconds: Math.round((performance.now() - began) / 1000),
      form: full ? "full" : "short",
    };
  } finally {
    await stage.stop();
  }
}
