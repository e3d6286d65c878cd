/**
 * The desktop's two copies damaged: the files of IndexedDB in every way of chrome-leveldb, the ledger beside it, and both.
 * While one of the two is whole, every record is there again, at the next opening and the one after. The shell is the built
 * one on the simulated Electron, in a process of its own with real Chromium.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chanceFrom, type Chance } from "#shared/sample/chance.ts";
import { sameTexts } from "./chrome-kill.ts";
import { damages, flip, leveldbOf, look, makeJournal, openOn, type Damage, type Ended } from "./chrome-leveldb.ts";
import { NOA, openStage, say } from "./chrome-stage.ts";
import type { Figures } from "./figures.mjs";
import type { Asked } from "./tally.ts";

/** What may come of a damage: all there; or said to be missing; or an older state, where nothing is left that knows better. */
type Allowed = "whole" | "whole-or-said" | "anything-but-silence" | "empty-too";

interface Case {
  readonly name: string;
  readonly allowed: Allowed;
  run(folders: { folder: string; older: string; other: string }): void;
}

const OUTCOMES: Readonly<Record<Allowed, readonly Ended[]>> = {
  whole: ["whole"],
  "whole-or-said": ["whole", "named", "damaged"],
  "anything-but-silence": ["whole", "named", "damaged", "older"],
  "empty-too": ["whole", "named", "damaged", "offered", "empty"],
};

const ledgerOf = (folder: string) => join(folder, "data/ledger/journal.ledger");

function rewriteLedger(folder: string, change: (bytes: Buffer) => Buffer): void {
  writeFileSync(ledgerOf(folder), change(readFileSync(ledgerOf(folder))));
}

function loseStore(folder: string): void {
  const leveldb = leveldbOf(join(folder, "profile"));
  for (const file of readdirSync(leveldb)) rmSync(join(leveldb, file));
}

/** Where a byte of the ledger is flipped that is neither of its head nor of its last save. */
const midway = (bytes: Buffer, chance: Chance) => chance.whole(200, Math.floor(bytes.length * 0.8));

/** Chromium opens no database at all where this file is gone, nor begins an empty one: the app says that the disk does not answer. */
const UNOPENABLE = "MANIFEST deleted";

function cases(each: number, chance: Chance): Case[] {
  const ofStore = ({ name, run }: Damage): Case => ({
    name: `store: ${name}`,
    allowed: name === UNOPENABLE ? "whole-or-said" : "whole",
    run: ({ folder, older }) =>
      run({
        profile: join(folder, "profile"),
        leveldb: leveldbOf(join(folder, "profile")),
        olderLeveldb: leveldbOf(join(older, "profile")),
      }),
  });
  const many = (make: (number: number) => Case) => Array.from({ length: each }, (_, at) => make(at + 1));
  return [
    ...damages(each, chance).map(ofStore),
    ...many((number) => ({
      name: `ledger flipped (${number})`,
      allowed: "whole",
      run: ({ folder }) =>
        rewriteLedger(folder, (bytes) => flip(bytes, chance.whole(0, bytes.length - 1), chance.whole(0, 7))),
    })),
    ...many((number) => ({
      name: `ledger cut (${number})`,
      allowed: "whole",
      run: ({ folder }) => rewriteLedger(folder, (bytes) => bytes.subarray(0, chance.whole(0, bytes.length - 1))),
    })),
    { name: "ledger deleted", allowed: "whole", run: ({ folder }) => rmSync(ledgerOf(folder)) },
    { name: "ledger emptied", allowed: "whole", run: ({ folder }) => writeFileSync(ledgerOf(folder), "") },
    {
      name: "ledger garbage",
      allowed: "whole",
      run: ({ folder }) => writeFileSync(ledgerOf(folder), "x".repeat(5_000)),
    },
    {
      name: "ledger an older one",
      allowed: "whole",
      run: ({ folder, older }) => cpSync(ledgerOf(older), ledgerOf(folder)),
    },
    {
      name: "ledger of another journal",
      allowed: "whole",
      run: ({ folder, other }) => cpSync(ledgerOf(other), ledgerOf(folder)),
    },
    ...many((number) => ({
      name: `store lost, ledger flipped midway (${number})`,
      allowed: "whole-or-said",
      run({ folder }) {
        loseStore(folder);
        rewriteLedger(folder, (bytes) => flip(bytes, midway(bytes, chance), chance.whole(0, 7)));
      },
    })),
    ...many((number) => ({
      name: `store lost, ledger cut (${number})`,
      allowed: "anything-but-silence",
      run({ folder }) {
        loseStore(folder);
        rewriteLedger(folder, (bytes) => bytes.subarray(0, chance.whole(1, bytes.length - 1)));
      },
    })),
    {
      name: "store lost, ledger an older one",
      allowed: "anything-but-silence",
      run({ folder, older }) {
        loseStore(folder);
        cpSync(ledgerOf(older), ledgerOf(folder));
      },
    },
    {
      name: "store lost, ledger garbage",
      allowed: "whole-or-said",
      run({ folder }) {
        loseStore(folder);
        writeFileSync(ledgerOf(folder), "x".repeat(5_000));
      },
    },
    {
      name: "store's log cut, ledger flipped midway",
      allowed: "anything-but-silence",
      run({ folder, older }) {
        damages(1, chance)
          .find(({ name }) => name === "log cut (1)")
          ?.run({
            profile: join(folder, "profile"),
            leveldb: leveldbOf(join(folder, "profile")),
            olderLeveldb: leveldbOf(join(older, "profile")),
          });
        rewriteLedger(folder, (bytes) => flip(bytes, midway(bytes, chance), 0));
      },
    },
    {
      name: "store and ledger gone",
      allowed: "empty-too",
      run({ folder }) {
        loseStore(folder);
        rmSync(ledgerOf(folder));
      },
    },
  ];
}

const SHORT = ["store: log flipped (1)", "store: folder emptied", "ledger flipped (1)", "store lost, ledger garbage"];

export async function chromeLedger({ full, seed }: Asked): Promise<Figures> {
  const began = performance.now();
  const stage = await openStage();
  const counts: Record<Ended, number> = { whole: 0, named: 0, damaged: 0, offered: 0, older: 0, silent: 0, empty: 0 };
  let [wrong, lost, again] = [0, 0, 0];
  try {
    const launch = (lives: string) => stage.launchShell(lives);
    const { journal, older, whole, olderHeld } = await makeJournal(stage.folder, launch);
    const other = join(stage.folder, "other");
    const stranger = await launch(other);
    await stranger.ask("look");
    await stranger.ask("found", "Kim", "tide", "wheat", NOA);
    await stranger.close();
    const all = cases(full ? 2 : 1, chanceFrom(seed)).filter(({ name }) => full || SHORT.includes(name));
    for (const [at, { name, allowed, run }] of all.entries()) {
      const folder = join(stage.folder, "damaged");
      cpSync(journal, folder, { recursive: true });
      run({ folder, older, other });
      const { ended, said } = await openOn(await launch(folder), whole, olderHeld, (tab) => tab.ask("offered"));
      if (name.endsWith(UNOPENABLE) && ended === "damaged") {
        // Nothing of it is lost: with those files out of the way, the ledger has it all.
        rmSync(join(folder, "profile/Default/IndexedDB"), { recursive: true });
        const cleared = await openOn(await launch(folder), whole, olderHeld, (tab) => tab.ask("offered"));
        say(`${name}, cleared by hand: ${cleared.ended} (${cleared.said})`);
        if (cleared.ended !== "whole") lost += 1;
      }
      counts[ended] += 1;
      const isWrong = !OUTCOMES[allowed].includes(ended);
      if (isWrong) wrong += 1;
      if (isWrong && ended !== "damaged" && ended !== "named") lost += 1;
      const aside = existsSync(join(folder, "data/ledger")) ? readdirSync(join(folder, "data/ledger")).length - 1 : 0;
      say(`${isWrong ? "WRONG " : ""}${name}: ${ended} (${said}; ${aside} set aside)`);
      if (ended === "whole" && at % 4 === 0) {
        // What was brought back is written down: it is there the next time too, and takes a save.
        const tab = await launch(folder);
        const looked = await look(tab);
        const opened = looked === "closed" ? await tab.ask("unlock", "a", { passphrase: NOA }) : looked;
        const held = opened === "open" ? await tab.ask("held") : null;
        if (held === null || !sameTexts(held, whole) || held.findings.length > 0) {
          lost += 1;
          say(`WRONG ${name}, opened again: ${opened}`);
        } else {
          await tab.ask("write", at, 1);
          again += 1;
        }
        await tab.close();
      }
      rmSync(folder, { recursive: true });
    }
    const { named, damaged, offered, older: olderCount, empty } = counts;
    return {
      campaign: "chrome-ledger",
      claim: `the desktop's store, its ledger, or both damaged: while one of the two was whole all records were there - where Chromium opened no database at all, once its files were cleared - (${counts.whole} times, ${again} of them opened a second time and written to); with both damaged what is missing was said (${named}), or that it is damaged (${damaged}), or an older state stood where nothing knew better (${olderCount}), or the first page said that a journal was here (${offered})`,
      cases: all.length + again,
      refused: damaged,
      noticed: named + offered,
      harmless: counts.whole + again,
      undefended: olderCount + empty,
      lost,
      wrong,
      seconds: Math.round((performance.now() - began) / 1000),
      form: full ? "full" : "short",
    };
  } finally {
    await stage.stop();
  }
}
