/**
 * The files of IndexedDB damaged in every way a disk damages them, on a stopped browser; then the app is opened on what is
 * left. A journal is never silently empty: it opens whole, or says what is missing, or says that it is damaged, or the first
 * page says that one was here and offers what is kept of it. In a plain browser there is no ledger, so what LevelDB drops
 * without a sign from the end of its log is an older journal, whole; that is not defended, and counted as that.
 */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chanceFrom, type Chance } from "#shared/sample/chance.ts";
import { sameTexts } from "./chrome-kill.ts";
import type { Held } from "./chrome-page.ts";
import { NOA, openStage, say, type Running, type Tab } from "./chrome-stage.ts";
import type { Figures } from "./figures.mjs";
import type { Asked } from "./tally.ts";

/** How an opened journal compares with the one that was there. "offered": the first page says that a journal was here. */
export type Ended = "whole" | "named" | "damaged" | "offered" | "older" | "silent" | "empty";

/** One way to damage a stopped profile. `mayBeEmpty`: nothing is left from which to tell that there was a journal. */
export interface Damage {
  readonly name: string;
  readonly mayBeEmpty?: true;
  readonly mayBeOlder?: true;
  run(folders: { profile: string; leveldb: string; olderLeveldb: string }): void;
}

export const leveldbOf = (profile: string): string => {
  const parent = join(profile, "Default/IndexedDB");
  const name = readdirSync(parent).find((entry) => entry.endsWith(".indexeddb.leveldb"));
  if (name === undefined) throw new Error("this profile has no IndexedDB");
  return join(parent, name);
};

/** The one file of a kind that matters most: the largest. */
function fileOf(leveldb: string, pattern: RegExp): string {
  const [largest] = readdirSync(leveldb)
    .filter((name) => pattern.test(name))
    .map((name) => join(leveldb, name))
    .sort((one, other) => statSync(other).size - statSync(one).size);
  if (largest === undefined) throw new Error(`no file ${String(pattern)}`);
  return largest;
}

const LOG = /^\d+\.log$/;
const TABLE = /^\d+\.ldb$/;
const MANIFEST = /^MANIFEST-/;
const CURRENT = /^CURRENT$/;

function rewrite(path: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(path, change(readFileSync(path)));
}

export const flip = (bytes: Buffer, at: number, bit: number): Buffer => {
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << bit), at);
  return bytes;
};

/** Every damage, so many of those that chance places. */
export function damages(each: number, chance: Chance): Damage[] {
  const many = (make: (number: number) => Damage) => Array.from({ length: each }, (_, at) => make(at + 1));
  const flipped = (what: string, pattern: RegExp, mayBeOlder?: true) =>
    many((number) => ({
      name: `${what} flipped (${number})`,
      ...(mayBeOlder ? { mayBeOlder } : {}),
      run: ({ leveldb }) =>
        rewrite(fileOf(leveldb, pattern), (bytes) =>
          flip(bytes, chance.whole(0, bytes.length - 1), chance.whole(0, 7)),
        ),
    }));
  const cut = (what: string, pattern: RegExp, mayBeOlder?: true) =>
    many((number) => ({
      name: `${what} cut (${number})`,
      ...(mayBeOlder ? { mayBeOlder } : {}),
      run: ({ leveldb }) =>
        rewrite(fileOf(leveldb, pattern), (bytes) => bytes.subarray(0, chance.whole(0, bytes.length - 1))),
    }));
  const swapped = (what: string, pattern: RegExp): Damage => ({
    name: `${what} swapped with an older one`,
    mayBeOlder: true,
    run: ({ leveldb, olderLeveldb }) => cpSync(fileOf(olderLeveldb, pattern), fileOf(leveldb, pattern)),
  });
  const deleted = (what: string, pattern: RegExp, mayBeOlder?: true): Damage => ({
    name: `${what} deleted`,
    ...(mayBeOlder ? { mayBeOlder } : {}),
    run: ({ leveldb }) => rmSync(fileOf(leveldb, pattern)),
  });
  return [
    ...flipped("log", LOG, true),
    ...cut("log", LOG, true),
    deleted("log", LOG, true),
    swapped("log", LOG),
    {
      name: "log half zeroes",
      mayBeOlder: true,
      run: ({ leveldb }) => rewrite(fileOf(leveldb, LOG), (bytes) => bytes.fill(0, Math.floor(bytes.length / 2))),
    },
    ...flipped("MANIFEST", MANIFEST, true),
    ...cut("MANIFEST", MANIFEST, true),
    deleted("MANIFEST", MANIFEST),
    swapped("MANIFEST", MANIFEST),
    { name: "CURRENT garbage", run: ({ leveldb }) => writeFileSync(join(leveldb, "CURRENT"), "MANIFEST-00") },
    { name: "CURRENT empty", run: ({ leveldb }) => writeFileSync(join(leveldb, "CURRENT"), "") },
    deleted("CURRENT", CURRENT),
    ...flipped("table", TABLE, true),
    ...cut("table", TABLE),
    deleted("table", TABLE),
    {
      name: "folder emptied",
      run: ({ leveldb }) => {
        for (const file of readdirSync(leveldb)) rmSync(join(leveldb, file));
      },
    },
    { name: "folder deleted", run: ({ leveldb }) => rmSync(leveldb, { recursive: true }) },
    {
      name: "the whole of IndexedDB deleted",
      run: ({ profile }) => rmSync(join(profile, "Default/IndexedDB"), { recursive: true }),
    },
    {
      name: "the whole of the origin's storage deleted",
      mayBeEmpty: true,
      run({ profile }) {
        for (const kind of ["IndexedDB", "File System", "WebStorage", "Local Storage", "Storage"]) {
          rmSync(join(profile, "Default", kind), { recursive: true, force: true });
        }
      },
    },
    {
      name: "the whole folder an older one",
      mayBeOlder: true,
      run({ leveldb, olderLeveldb }) {
        rmSync(leveldb, { recursive: true });
        cpSync(olderLeveldb, leveldb, { recursive: true });
      },
    },
  ];
}

/** Whether every record that is there once was, as it was: nothing that nobody wrote. */
function isPartOf(held: Held, whole: Held, older: Held): boolean {
  return Object.entries(held.mine).every(([id, text]) => whole.mine[id] === text || older.mine[id] === text);
}

/** Looks as a person does: "Try again" stands on the page, and LevelDB often refuses once and then begins anew. */
export async function look(tab: Running): Promise<string> {
  const looked = await tab.ask("look");
  return looked === "failed storage-failed" ? tab.ask("look") : looked;
}

/** What the first page says of a journal that was here, under its own heading. Null when it says nothing of one. */
export async function offerOn({ page }: Tab): Promise<string | null> {
  await page.goto("/");
  await page.getByRole("heading", { level: 1 }).waitFor();
  const offer = page.locator("#backup-offer");
  await offer.waitFor({ timeout: 5_000 }).catch(() => undefined); // it comes a moment later than the page, or never
  return (await offer.count()) === 0 ? null : offer.innerText();
}

/** Opens what is left and says how it ended. */
export async function openOn<Started extends Running>(
  tab: Started,
  whole: Held,
  older: Held,
  offer: (tab: Started) => Promise<string | null>,
): Promise<{ ended: Ended; said: string }> {
  try {
    const looked = await look(tab);
    if (looked === "empty") {
      const offered = await offer(tab);
      return { ended: offered === null ? "empty" : "offered", said: offered ?? "nothing of a journal that was here" };
    }
    if (looked !== "closed") return { ended: "damaged", said: looked };
    const opened = await tab.ask("unlock", "a", { passphrase: NOA }).catch((thrown: unknown) => String(thrown));
    if (opened !== "open") return { ended: "damaged", said: opened };
    const held = await tab.ask("held").catch((thrown: unknown) => String(thrown));
    if (typeof held === "string") return { ended: "damaged", said: held };
    const count = `${Object.keys(held.mine).length} of ${Object.keys(whole.mine).length}`;
    const isNamed = held.findings.length + held.unreadable + held.unverified > 0;
    const isWhole = sameTexts(held, whole);
    if (isNamed) return { ended: "named", said: `${count}, ${held.findings.map(({ kind }) => kind).join(" ")}` };
    if (isWhole) return { ended: "whole", said: count };
    return { ended: isPartOf(held, whole, older) ? "older" : "silent", said: count };
  } finally {
    await tab.close();
  }
}

/** A journal of some hundred records in a stopped profile, and the same one earlier. */
export async function makeJournal(
  folder: string,
  launch: (lives: string) => Promise<Running>,
): Promise<{ journal: string; older: string; whole: Held; olderHeld: Held }> {
  const journal = join(folder, "journal");
  const older = join(folder, "older");
  let tab = await launch(journal);
  await tab.ask("look");
  await tab.ask("found", "Noa", "tide", "wheat", NOA);
  await tab.ask("write", 1, 120);
  const olderHeld = await tab.ask("held");
  await tab.ask("lock").catch(() => undefined); // the page may be gone before it has answered
  await tab.close();
  cpSync(journal, older, { recursive: true });
  tab = await launch(journal); // LevelDB writes its log into a table whenever it is opened
  await tab.ask("look");
  await tab.ask("unlock", "a", { passphrase: NOA });
  await tab.ask("held");
  await tab.ask("write", 2, 120);
  const whole = await tab.ask("held");
  await tab.close();
  return { journal, older, whole, olderHeld };
}

export async function chromeLeveldb({ full, seed }: Asked): Promise<Figures> {
  const began = performance.now();
  const stage = await openStage();
  const counts: Record<Ended, number> = { whole: 0, named: 0, damaged: 0, offered: 0, older: 0, silent: 0, empty: 0 };
  let [wrong, goneAll] = [0, 0];
  try {
    const launch = (lives: string) => stage.launch(lives, "campaign");
    const { journal, older, whole, olderHeld } = await makeJournal(stage.folder, launch);
    const all = damages(full ? 6 : 1, chanceFrom(seed));
    const shortly = ["log cut (1)", "MANIFEST cut (1)", "CURRENT deleted", "folder emptied"];
    for (const damage of all.filter(({ name }) => full || shortly.includes(name))) {
      const copy = join(stage.folder, "damaged");
      cpSync(journal, copy, { recursive: true });
      damage.run({ profile: copy, leveldb: leveldbOf(copy), olderLeveldb: leveldbOf(older) });
      const { ended, said } = await openOn(await launch(copy), whole, olderHeld, offerOn);
      counts[ended] += 1;
      if (ended === "empty" && damage.mayBeEmpty) goneAll += 1;
      const isWrong =
        ended === "silent" ||
        (ended === "empty" && damage.mayBeEmpty !== true) ||
        (ended === "older" && damage.mayBeOlder !== true);
      if (isWrong) wrong += 1;
      say(`${isWrong ? "WRONG " : ""}${damage.name}: ${ended} (${said})`);
      rmSync(copy, { recursive: true });
    }
    const { whole: wholeCount, named, damaged, offered, older: olderCount } = counts;
    return {
      campaign: "chrome-leveldb",
      claim: `IndexedDB's files damaged under a plain browser: never a silently empty journal; ${wholeCount} opened whole, ${named} said what is missing, ${damaged} were called damaged, ${offered} were missed by the first page, which offered what is kept of them; ${olderCount} opened as an older journal without a sign (only the desktop's ledger can tell), ${goneAll} had nothing left to tell from`,
      cases: Object.values(counts).reduce((total, count) => total + count, 0),
      refused: damaged,
      noticed: named + offered,
      harmless: wholeCount,
      undefended: olderCount + goneAll,
      lost: 0,
      wrong,
      seconds: Math.round((performance.now() - began) / 1000),
      form: full ? "full" : "short",
    };
  } finally {
    await stage.stop();
  }
}
