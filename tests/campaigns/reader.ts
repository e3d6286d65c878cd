/**
 * Our reader and the independent one in Python, over the same files: the frozen backup, one written now, and each of them
 * changed. Both must open the same rows and refuse with the same code.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup } from "#shared/backup/open-backup.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import type { OwnKeys } from "#shared/vault/keyring.ts";
import { openKeys } from "#shared/vault/vault.ts";
import { backupOf, sourceOf } from "../shared/backup/a-backup.ts";
import { frameBytes, putTogether, takenApart } from "../support/forged-backup.ts";
import { isReaderHere, NO_READER, readInPython } from "../support/python-reader.ts";
import { aCouple, aRecord, NOA_PASSPHRASE, save, unlock } from "../support/vault.ts";
import type { Figures } from "./figures.mjs";
import { type Asked, refusalOf, seededChance, startTally } from "./tally.ts";

interface Specimen {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly passphrase: string;
  readonly keys: OwnKeys;
  /** By another holder of the file key. */
  readonly forgeries: readonly Uint8Array[];
}

/** A backup written by this version, with more than one chunk, and forgeries of it by the other partner. */
async function writtenNow(): Promise<Specimen> {
  const { disk, noa, sam } = await aCouple();
  for (const { keys, partner } of [noa, sam]) {
    const { session } = unlock(disk, keys);
    const text = "a long evening. ".repeat(900);
    for (let record = 0; record < 6; record++)
      save(disk, session, { act: "put", space: "private", json: aRecord({ author: partner, text }) });
    save(disk, session, { act: "put", space: "shared", json: aRecord({ author: partner, kind: "need", text }) });
  }
  const bytes = await backupOf(disk, unlock(disk, noa.keys).session);
  const parts = takenApart(await backupOf(disk, unlock(disk, sam.keys).session), sam.keys);
  const { frames } = parts;
  const forged = [
    frames.toSpliced(2, 1),
    frames.toSpliced(2, 0, ...frames.slice(2, 3)),
    frames.toReversed(),
    frames.map((frame, at) => (at === 0 ? { ...frame, type: 9 } : frame)),
  ].map((changed) => putTogether({ ...parts, frames: changed }, sam.keys));
  const [first] = frames;
  if (first === undefined) throw new Error("no frames");
  const claiming = (claims: number) => putTogether(parts, sam.keys, { payload: frameBytes(first, claims) });
  return {
    name: "a backup of today",
    bytes,
    passphrase: NOA_PASSPHRASE,
    keys: noa.keys,
    forgeries: [
      ...forged,
      claiming(10),
      claiming(2 ** 31),
      putTogether(parts, sam.keys, { payload: new Uint8Array() }),
    ],
  };
}

async function frozen(file: string, factsFile: string): Promise<Specimen> {
  const folder = resolve(import.meta.dirname, "../vectors");
  const bytes = new Uint8Array(readFileSync(join(folder, file)));
  const facts = JSON.parse(readFileSync(join(folder, factsFile), "utf8")) as { passphrases: { a: string } };
  const passphrase = facts.passphrases.a;
  const keys = openKeys((await readBackupHeader(sourceOf(bytes))).vault, "a", { passphrase });
  if (typeof keys === "string") throw new Error(keys);
  return { name: file, bytes, passphrase, keys, forgeries: [] };
}

/** Runs the campaign. */
export async function independentReader(asked: Asked): Promise<Figures> {
  await sodiumReady;
  const claim =
    "A reader in another language, written from the texts alone, opens the same rows and refuses the same files";
  const tally = startTally("reader", claim, asked);
  if (!isReaderHere()) {
    tally.wrong(NO_READER);
    return tally.figures();
  }
  const chance = seededChance(asked.seed);
  const folder = mkdtempSync(join(tmpdir(), "twofold-reader-"));
  const path = join(folder, "a.twofold");
  for (const { name, bytes, passphrase, keys, forgeries } of [
    await frozen("backup.v1.twofold", "backup.v1.json"),
    await frozen("backup.v2/whole.twofold", "backup.v2/facts.json"),
    await writtenNow(),
  ]) {
    const ours = async (file: Uint8Array) => {
      const source = sourceOf(file);
      return verifyBackup(openBackup(source, await readBackupHeader(source), keys));
    };
    const theirs = (file: Uint8Array) => {
      writeFileSync(path, file);
      return readInPython(path, { passphrase });
    };
    const report = await ours(bytes);
    const { code, reading } = await theirs(bytes);
    const opened = (reading?.rows.private ?? 0) + (reading?.rows.shared ?? 0);
    if (code === "accepted" && opened === report.opened && reading?.rows.carriedIntact === report.carriedIntact)
      tally.count("harmless");
    else tally.wrong(`${name}: ${code}, ${opened} rows for ${report.opened}`);

    const changed = Array.from({ length: asked.full ? 300 : 6 }, () => {
      const copy = bytes.slice();
      const at = chance(copy.length);
      copy[at] = (copy[at] ?? 0) ^ (1 << chance(8));
      return copy;
    });
    const cut = Array.from({ length: asked.full ? 60 : 2 }, () => bytes.slice(0, chance(bytes.length)));
    for (const forged of [...changed, ...cut, ...forgeries]) {
      const [mine, other] = [await refusalOf(() => ours(forged)), (await theirs(forged)).code];
      if (mine === other && mine !== "accepted") tally.count("refused");
      else tally.wrong(`${name}, changed: ${mine} here, ${other} there`);
    }
  }
  rmSync(folder, { recursive: true });
  return tally.figures();
}
