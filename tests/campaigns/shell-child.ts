/**
 * The shell's own file code as a process that can be killed: `node shell-child.mjs ledger|backups <folder> <seed> [<step> before|half [<largest>]]`.
 * It says on stdout what was acknowledged, a line each, and works until somebody kills it. With a step it does a fixed round instead
 * and kills itself at that call of the file system: before it, or, when it is a write, with half of it written. `largest` bounds frames.
 */
import fs, { readFileSync, writeSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { BackupName, MAX_CHUNK_BYTES, type OwnPlace } from "#shared/host/host.ts";
import { backupFolder } from "../../electron/backup-folder.ts";
import { fileCalls } from "../../electron/files.ts";
import { ledgerIn } from "../../electron/ledger.ts";
import { chanceFrom, frameOf, framesIn } from "./shell-frames.ts";

const [, , what = "", folder = "", seed = "0", step = "", how = "before", largest = "9000"] = process.argv;
const next = chanceFrom(Number(seed));
const say = (line: string): void => void writeSync(1, `${line}\n`);

const nobody = new Proxy({}, { get: () => () => Promise.reject(new Error("no dialog")) });
const calls = fileCalls({
  dialog: nobody as never,
  window: () => null as never,
  folder,
  ledger: ledgerIn(join(folder, "ledger")),
  backups: backupFolder({ userData: folder, home: folder }),
});

async function put(place: OwnPlace, pieces: readonly Uint8Array[]): Promise<void> {
  const { file } = await calls.createOwnFile(place);
  for (const piece of pieces) await calls.writeFile(file, piece);
  await calls.syncFile(file);
  for (let at = 0, got = 1; got > 0; at += got) got = (await calls.readFile(file, at, MAX_CHUNK_BYTES)).length;
  await calls.keepFile(file);
}

async function wholeLedger(): Promise<{ last: number; end: number } | "absent"> {
  const opened = await calls.openOwnFile({ kind: "ledger" });
  if (opened === "absent") return "absent";
  const parts: Uint8Array[] = [];
  for (let at = 0; at < opened.size;) {
    const part = await calls.readFile(opened.file, at, MAX_CHUNK_BYTES);
    parts.push(part);
    at += part.length;
  }
  await calls.dropFile(opened.file);
  const { numbers, end } = framesIn(Buffer.concat(parts));
  return { last: numbers.at(-1) ?? 0, end };
}

/** How many frames a new ledger takes over from the one it replaces. */
const TAKEN_OVER = 20;

async function ledgerRounds(): Promise<void> {
  const found = await wholeLedger();
  let last = found === "absent" ? lastSetAside() : found.last;
  let end = found === "absent" ? 0 : found.end;

  async function compact(): Promise<void> {
    const from = Math.max(1, last - TAKEN_OVER);
    const frames = [frameOf(from, from - 1)];
    for (let number = from + 1; number <= last; number += 1) frames.push(frameOf(number));
    await put({ kind: "ledger" }, frames);
    end = frames.reduce((length, frame) => length + frame.length, 0);
    say(`compacted ${last}`);
  }
  async function append(count: number): Promise<void> {
    const appends: Promise<void>[] = [];
    for (let more = 0; more < count; more += 1) {
      const [number, frame] = [last + 1, frameOf(last + 1, 0, next() % Number(largest))];
      appends.push(calls.appendLedger(end, frame).then(() => say(`appended ${number}`)));
      last = number;
      end += frame.length;
    }
    await Promise.all(appends);
  }
  async function setAside(): Promise<void> {
    await calls.setLedgerAside();
    say(`aside ${last}`);
    await compact();
  }

  if (found === "absent") {
    if (last === 0) last = 1;
    await compact();
  }
  say("ready");
  if (step !== "") {
    await killAt(Number(step));
    await append(2);
    await compact();
    await append(1);
    await setAside();
    await append(1);
    return;
  }
  for (;;) {
    const turn = next() % 10;
    if (turn < 6) await append(1 + (next() % 2));
    else if (turn < 9) await compact();
    else await setAside();
  }
}

/** The last frame of the newest ledger that was set aside: what a journal would take from its store. */
function lastSetAside(): number {
  const names = fs.existsSync(join(folder, "ledger")) ? fs.readdirSync(join(folder, "ledger")) : [];
  const lasts = names
    .filter((name) => name.endsWith(".ledger-aside"))
    .map((name) => framesIn(readFileSync(join(folder, "ledger", name))).numbers.at(-1) ?? 0);
  return Math.max(0, ...lasts);
}

const NAMES = ["Twofold 2026-11-22 22-31-05Z.twofold", "Twofold 2026-11-23 22-40-00Z.twofold"] as const;

async function backupRounds(): Promise<void> {
  let generation = 0;
  for (const { name } of (await calls.listBackups()).backups) {
    generation = Math.max(generation, framesIn(readFileSync(join(folder, "backups", name))).numbers[0] ?? 0);
  }
  async function write(name: string): Promise<void> {
    generation += 1;
    const bytes = frameOf(generation, 0, 20_000 + (next() % 200_000));
    const pieces = [bytes.subarray(0, 9_000), bytes.subarray(9_000)];
    await put({ kind: "backup", name: BackupName.parse(name) }, pieces);
    say(`kept ${generation} ${name}`);
  }
  if (step !== "") for (const name of NAMES) await write(name);
  say("ready");
  if (step !== "") {
    await killAt(Number(step));
    for (const name of NAMES) await write(name);
    return;
  }
  for (;;) await write(NAMES[next() % 2] ?? NAMES[0]);
}

/** Counts the calls of the file system from now on, and ends this process at one of them as a power button would. */
async function killAt(wanted: number): Promise<void> {
  let made = 0;
  const count = (object: Record<string, unknown>, name: string): void => {
    const real = object[name] as (...args: unknown[]) => Promise<unknown>;
    object[name] = async function (this: unknown, ...args: unknown[]) {
      made += 1;
      if (made === wanted) {
        say(`at ${name}`);
        if (name === "write" && how === "half") {
          const [bytes, from, length, position] = args as [Uint8Array, number, number, number];
          await real.call(this, bytes, from, Math.floor(length / 2), position);
        }
        process.kill(process.pid, "SIGKILL");
      }
      return real.apply(this, args);
    };
  };
  const handle = await fs.promises.open(folder, "r");
  const prototype = Object.getPrototypeOf(handle) as Record<string, unknown>;
  await handle.close();
  for (const name of ["write", "sync", "truncate", "close"]) count(prototype, name);
  const promises = fs.promises as unknown as Record<string, unknown>;
  for (const name of ["open", "rename", "rm", "mkdir"]) count(promises, name);
  syncBuiltinESMExports(); // the shell's code imported them by name
}

await (what === "ledger" ? ledgerRounds() : backupRounds());
