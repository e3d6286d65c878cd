/**
 * What the desktop shell keeps through kill -9 and a full disk: its real file code (electron/files.ts, ledger.ts, backup-folder.ts) in a
 * process of its own, killed again and again, against an oracle of what that process said was kept.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { codeOf } from "#shared/base/errors.ts";
import { BackupName, type OwnPlace } from "#shared/host/host.ts";
import { backupFolder } from "../../electron/backup-folder.ts";
import { fileCalls } from "../../electron/files.ts";
import { ledgerIn } from "../../electron/ledger.ts";
import { beginsFrame, chanceFrom, frameOf, framesIn } from "./shell-frames.ts";

export interface FaultFigures {
  readonly campaign: string;
  readonly claim: string;
  /** Kills, or times that the disk was full. */
  readonly cases: number;
  /** Of these, answered by a typed refusal; a killed process answers nothing. */
  readonly refused: number;
  /** Things that were acknowledged and are not there. */
  readonly lost: number;
  /** Cases that ended in any other way than they must. */
  readonly wrong: number;
  readonly seconds: number;
  readonly form: "short" | "full";
}

export interface FaultRun {
  /** Kills at random moments, or rounds of a full disk. */
  readonly rounds: number;
  /** Every how many calls of the file system the process is killed in a round that is the same each time: 1 is all of them. */
  readonly stride: number;
  readonly seed: number;
  readonly form: "short" | "full";
}

/** The longest that a process works before it is killed. */
const WORKING_MILLISECONDS = 60;

/**
 * How a process goes on where another was killed: at its fourth call of the file system it is killed too, having appended once, and
 * a frame so small that it would not cover what the one before it left.
 */
const GOING_ON = ["2", "4", "before", "40"];

/** How many appends the process may have under way when it is killed. */
const UNDER_WAY = 2;

/** One line for every loss or wrong ending, on stderr: figures alone explain nothing. */
type Tally = { cases: number; refused: number; lost: number; wrong: number };
function tell(tally: Tally, what: "lost" | "wrong", sentence: string): void {
  tally[what] += 1;
  process.stderr.write(`${what}: ${sentence}\n`);
}

async function builtChild(into: string): Promise<string> {
  await build({
    configFile: false,
    root: resolve(import.meta.dirname, "../.."),
    logLevel: "error",
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: "tests/campaigns/shell-child.ts",
      outDir: into,
      target: "node20",
      rolldownOptions: { output: { format: "es", entryFileNames: "shell-child.mjs", codeSplitting: false } },
    },
  });
  return join(into, "shell-child.mjs");
}

/** Runs the process until it ends or is killed; gives what it said. Without a moment to kill it, it kills itself. */
async function runChild(
  program: string,
  args: readonly string[],
  killAfter: { from: "start" | "ready"; milliseconds: number } | null,
): Promise<{ lines: string[]; signal: string | null; code: number | null }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  let timer: NodeJS.Timeout | undefined;
  const killSoon = () => {
    if (killAfter !== null) timer ??= setTimeout(() => child.kill("SIGKILL"), killAfter.milliseconds);
  };
  if (killAfter?.from === "start") killSoon();
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (said.includes("ready\n")) killSoon();
  });
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  clearTimeout(timer);
  return { lines: said.split("\n").slice(0, -1), signal, code }; // a last line without an end was not said in full
}

/** What is checked of a folder after every kill, given what was said since the kill before. */
type Oracle = (lines: readonly string[]) => void;

async function killCampaign(
  { rounds, stride, seed, form }: FaultRun,
  what: "ledger" | "backups",
  names: { campaign: string; claim: string },
  oracleOf: (folder: string, tally: Tally) => Oracle,
): Promise<FaultFigures> {
  const began = performance.now();
  const tally: Tally = { cases: 0, refused: 0, lost: 0, wrong: 0 };
  const top = mkdtempSync(join(tmpdir(), "twofold-faults-"));
  const next = chanceFrom(seed);
  try {
    const program = await builtChild(join(top, "program"));

    const folder = join(top, "random");
    mkdirSync(folder);
    const oracle = oracleOf(folder, tally);
    for (let round = 0; round < rounds; round += 1) {
      const from = round % 8 === 7 ? "start" : "ready";
      const milliseconds = next() % WORKING_MILLISECONDS;
      const { lines, signal } = await runChild(program, [what, folder, String(next())], { from, milliseconds });
      tally.cases += 1;
      if (signal !== "SIGKILL") tell(tally, "wrong", `round ${round} ended by itself`);
      oracle(lines);
    }

    for (let step = 1 + (seed % stride); ; step += stride) {
      let died = false;
      for (const how of ["before", "half"] as const) {
        const stepFolder = join(top, `step-${step}-${how}`);
        mkdirSync(stepFolder);
        const { lines, signal, code } = await runChild(program, [what, stepFolder, "1", String(step), how], null);
        died = signal === "SIGKILL";
        if (!died && code !== 0) tell(tally, "wrong", `step ${step} ended with ${code}`);
        if (died) tally.cases += 1;
        const oracle = oracleOf(stepFolder, tally);
        oracle(lines);
        if (died) {
          const later = await runChild(program, [what, stepFolder, ...GOING_ON], null);
          tally.cases += 1;
          if (later.signal !== "SIGKILL") tell(tally, "wrong", `nobody went on after step ${step}`);
          oracle(later.lines);
        }
        rmSync(stepFolder, { recursive: true });
        if (!lines.includes("at write")) break; // only a write can be done by half
      }
      if (!died) break; // the round has no such step any more
    }
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
  return { ...names, ...tally, seconds: Math.round((performance.now() - began) / 1000), form };
}

/** kill -9 while the ledger is appended to, replaced by a compacted one and set aside. */
export function ledgerKill(run: FaultRun): Promise<FaultFigures> {
  const names = {
    campaign: "ledger-kill",
    claim:
      "kill -9 of the shell while it appends to the ledger, replaces it or sets it aside loses nothing acknowledged",
  };
  return killCampaign(run, "ledger", names, (folder, tally) => {
    let acknowledged = 0;
    const asides = new Map<string, number>();

    return (lines) => {
      for (const line of lines) {
        const said = /^(?:appended|compacted|aside) (\d+)$/.exec(line);
        if (said !== null) acknowledged = Math.max(acknowledged, Number(said[1]));
      }
      const ledgers = join(folder, "ledger");
      const found = existsSync(ledgers) ? readdirSync(ledgers) : [];
      for (const [name, size] of asides) {
        if (!found.includes(name) || statSync(join(ledgers, name)).size !== size)
          tell(tally, "lost", `${name}, which was set aside`);
      }
      const lasts: number[] = [];
      for (const name of found) {
        const bytes = readFileSync(join(ledgers, name));
        if (name.endsWith(".twofold-part")) rmSync(join(ledgers, name));
        else if (name === "journal.ledger" || name.endsWith(".ledger-aside")) {
          const last = lastOf(bytes);
          if (last === null) tell(tally, "wrong", `${name} holds what nobody wrote`);
          else if (name === "journal.ledger") lasts.unshift(last);
          else lasts.push(last);
          if (name !== "journal.ledger") asides.set(name, bytes.length);
        } else tell(tally, "wrong", `a file ${name}`);
      }
      // Between setting a ledger aside and putting another there, the newest that was set aside is the journal's.
      const last = found.includes("journal.ledger") ? (lasts[0] ?? 0) : Math.max(0, ...lasts);
      if (last < acknowledged) tell(tally, "lost", `frames after ${last}; ${acknowledged} were acknowledged`);
      if (last > acknowledged + UNDER_WAY && acknowledged > 0) tell(tally, "wrong", `frame ${last} was never begun`);
      acknowledged = last;
    };
  });
}

/** The number of the last whole frame, or null when frames are out of order or what follows them is no beginning of the next. */
function lastOf(bytes: Uint8Array): number | null {
  const { numbers, base, end } = framesIn(bytes);
  if (numbers.some((number, at) => number !== base + 1 + at)) return null;
  const last = numbers.at(-1);
  if (last === undefined) return bytes.length === 0 ? 0 : null;
  return beginsFrame(bytes.subarray(end), last + 1) ? last : null;
}

/** kill -9 while a backup is written over an older one of its name. */
export function backupKill(run: FaultRun): Promise<FaultFigures> {
  const names = {
    campaign: "backup-writer-kill",
    claim: "kill -9 of the shell while it writes a backup over an older one leaves one of the two whole under the name",
  };
  return killCampaign(run, "backups", names, (folder, tally) => {
    const acknowledged = new Map<string, number>();
    let newest = 0;

    return (lines) => {
      for (const line of lines) {
        const [, generation, name] = /^kept (\d+) (.+)$/.exec(line) ?? [];
        if (name === undefined) continue;
        acknowledged.set(name, Number(generation));
        newest = Math.max(newest, Number(generation));
      }
      const backups = join(folder, "backups");
      const found = new Map<string, number>();
      for (const name of existsSync(backups) ? readdirSync(backups) : []) {
        const bytes = readFileSync(join(backups, name));
        if (name.endsWith(".twofold-part")) {
          rmSync(join(backups, name));
          continue;
        }
        const { numbers, end } = framesIn(bytes);
        if (numbers.length !== 1 || end !== bytes.length) tell(tally, "lost", `${name} is whole in no generation`);
        found.set(name, numbers[0] ?? 0);
      }
      for (const [name, generation] of acknowledged) {
        const there = found.get(name) ?? 0;
        if (there < generation) tell(tally, "lost", `generation ${generation} of ${name}; ${there} is there`);
      }
      for (const [name, generation] of found) {
        if (generation > newest + 1) tell(tally, "wrong", `generation ${generation} of ${name} was never begun`);
        acknowledged.set(name, generation);
      }
      newest = Math.max(newest, ...found.values());
    };
  });
}

/** A disk of one mebibyte that is filled to the last block, again and again. Null where no disk may be mounted. */
export async function fullDisk({ rounds, seed, form }: FaultRun): Promise<FaultFigures | null> {
  const began = performance.now();
  const disk = mkdtempSync(join(tmpdir(), "twofold-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "ignore" });
  } catch {
    rmSync(disk, { recursive: true });
    return null;
  }
  const tally: Tally = { cases: 0, refused: 0, lost: 0, wrong: 0 };
  try {
    const next = chanceFrom(seed);
    for (let round = 0; round < rounds; round += 1) {
      const folder = join(disk, String(round));
      mkdirSync(folder);
      await fillOnce(folder, next, tally);
      rmSync(folder, { recursive: true });
    }
  } finally {
    execFileSync("umount", [disk]);
    rmSync(disk, { recursive: true });
  }
  return {
    campaign: "full-disk",
    claim: "a disk that fills up under the ledger or a backup is said to be full, and costs nothing acknowledged",
    ...tally,
    seconds: Math.round((performance.now() - began) / 1000),
    form,
  };
}

const LEDGER: OwnPlace = { kind: "ledger" };
const BACKUP = { kind: "backup", name: BackupName.parse("Twofold 2026-11-22 22-31-05Z.twofold") } as const;

async function fillOnce(folder: string, next: () => number, tally: Tally): Promise<void> {
  const chosenFolder = join(folder, "chosen");
  mkdirSync(chosenFolder);
  const dialog = { showOpenDialog: async () => ({ canceled: false, filePaths: [chosenFolder] }) };
  const ledger = ledgerIn(join(folder, "ledger"));
  const calls = fileCalls({
    dialog: dialog as never,
    window: () => null as never,
    folder,
    ledger,
    backups: backupFolder({ userData: folder, home: folder }),
  });
  const ballast = join(folder, "ballast");

  /** Does what needs room, and says whether there was any. */
  async function fits(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      tally.cases += 1;
      if (codeOf(thrown) === "storage-full") tally.refused += 1;
      else tell(tally, "wrong", `a full disk is said to be ${codeOf(thrown)}`);
      return false;
    }
  }
  async function put(place: OwnPlace, bytes: Uint8Array): Promise<void> {
    const { file } = await calls.createOwnFile(place);
    try {
      await calls.writeFile(file, bytes);
      await calls.syncFile(file);
      await calls.keepFile(file);
    } catch (thrown) {
      await calls.dropFile(file);
      throw thrown;
    }
  }
  function expectFile(path: string, numbers: readonly number[], what: string): void {
    const bytes = readFileSync(path);
    const found = framesIn(bytes);
    if (found.end !== bytes.length) tell(tally, "wrong", `${what}: a torn end was left`);
    if (found.numbers.join() !== numbers.join())
      tell(tally, "lost", `${what}: ${found.numbers.length} frames are there`);
  }

  const appended = [1];
  let end = frameOf(1).length;
  await put(LEDGER, frameOf(1));
  await put(BACKUP, frameOf(7));
  const ledgerFile = join(folder, "ledger/journal.ledger");
  const backupFile = join(folder, "backups", BACKUP.name);

  const append = () => {
    const frame = frameOf(appended.length + 1, 0, 1 + (next() % 60_000));
    return calls.appendLedger(end, frame).then(() => {
      appended.push(appended.length + 1);
      end += frame.length;
    });
  };

  for (const reserve of [200_000, 100_000]) {
    writeFileSync(ballast, new Uint8Array(reserve));
    while (await fits(append));
    expectFile(ledgerFile, appended, "the ledger on a full disk");

    // The disk is as good as full: what needs more than the rest is refused, and what was there stays.
    if (await fits(() => put(BACKUP, frameOf(8, 0, 900_000))))
      tell(tally, "wrong", "a backup found room on a full disk");
    expectFile(backupFile, [7], "the backup on a full disk");
    if (await fits(() => put(LEDGER, frameOf(1, 0, 900_000))))
      tell(tally, "wrong", "a ledger found room on a full disk");
    expectFile(ledgerFile, appended, "the ledger that was not replaced");
    const leftovers = readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith("-part"));
    if (leftovers.length > 0) tell(tally, "wrong", `${leftovers.length} temporary files were left`);
    fillUp(ballast);
    if (await fits(() => calls.chooseBackupFolder())) tell(tally, "wrong", "a choice was remembered on a full disk");
    if ((await calls.listBackups()).backups.length !== 1) tell(tally, "lost", "the folder chosen before");

    rmSync(ballast); // room is made
    if (!(await fits(append))) tell(tally, "wrong", "nothing was appended after room was made");
    expectFile(ledgerFile, appended, "the ledger after room was made");
  }
  await ledger.close();
}

/** Writes until not one byte more fits. */
function fillUp(path: string): void {
  for (const piece of [65_536, 4_096, 1]) {
    try {
      for (;;) writeFileSync(path, new Uint8Array(piece), { flag: "a" });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "ENOSPC") throw thrown;
    }
  }
}
