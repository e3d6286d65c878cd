/** Backups to analyse, and the command run on them in this process, at the least cost of a key. */
import { writeFile } from "node:fs/promises";
import { sampleVault } from "#shared/backup/sample-backup.ts";
import { backupChunks } from "#shared/backup/write-backup.ts";
import { asDay, asInstant } from "#shared/base/time.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { type JournalRecord, parseRecord, writeRecord } from "#shared/domain/record.ts";
import { samplePartnerIds } from "#shared/sample/sample-couple.ts";
import { foundVault } from "#shared/vault/founding.ts";
import type { Change, Session, SpaceName } from "#shared/vault/session.ts";
import { type Analysis, analysisOf } from "../../../electron/cli/analyse.ts";
import { parseCommand } from "../../../electron/cli/command.ts";
import { type Answer, run } from "../../../electron/cli/run.ts";
import { tablesOf } from "../../shared/backup/a-backup.ts";
import { NOA, SAM } from "../../support/builders.ts";
import { type Disk, emptyDisk, save, unlock, write } from "../../support/vault.ts";

export const PASSPHRASES = { a: "seven quiet lamps by the water", b: "zwölf Äpfel under the north wind" };
/** The day on which every backup here was written. */
export const WRITTEN = asDay("2026-05-31");
const AT = asInstant("2026-05-31T20:00:00.000Z");

export interface OnDisk {
  readonly disk: Disk;
  readonly sessions: { readonly a: Session; readonly b: Session };
  readonly partners: { readonly a: PartnerId; readonly b: PartnerId };
}

/** The sample couple's journal of so many months. */
export function coupleOnDisk(seed: number, months: number): OnDisk {
  const { header, rows, parts, sessions } = sampleVault({
    ...{ seed, months, until: WRITTEN, passphrases: PASSPHRASES, cost: KDF_FLOOR },
  });
  const disk = emptyDisk();
  write(disk, { putRows: rows, dropRows: [], putParts: parts, header });
  const [a, b] = samplePartnerIds(seed);
  return { disk, sessions, partners: { a, b } };
}

/** The journal of Noa alone. */
export function oneOnDisk(...records: readonly JournalRecord[]): { readonly disk: Disk; readonly session: Session } {
  const founded = foundVault({
    ...{ cover: "tide", coverForB: "wheat", passphrase: PASSPHRASES.a, cost: KDF_FLOOR, partner: NOA },
  });
  const disk = emptyDisk();
  write(disk, founded.commit);
  if (records.length > 0) save(disk, founded.session, ...records.map((record) => put("private", record)));
  return { disk, session: founded.session };
}

export const put = (space: SpaceName, record: JournalRecord): Change => ({
  ...{ act: "put", space, json: writeRecord(record) },
});

/** A record of the builders as one of this couple's. */
export const asOf = ({ a, b }: OnDisk["partners"], record: JournalRecord): JournalRecord => {
  const parsed = parseRecord(JSON.parse(writeRecord(record).replaceAll(NOA, a).replaceAll(SAM, b)));
  if (parsed.kind === "unreadable") throw new Error(parsed.reason);
  return parsed.record;
};

export async function writeBackup(path: string, disk: Disk, session: Session): Promise<void> {
  const { rows, parts } = tablesOf(disk);
  await writeFile(path, backupChunks(session, rows, parts, { now: AT }));
}

/** Runs the command as it is typed. */
export const twofold = (argv: readonly string[], passphrase: string): Promise<Answer> => {
  const command = parseCommand(argv);
  if (command.name === "help") throw new Error("no command");
  return run(command, {
    environment: { TWOFOLD_PASSPHRASE: passphrase },
    now: AT,
    timeZone: "UTC",
    say: () => undefined,
  });
};

/** What somebody opens of a disk, by space. */
export function openedRecords(disk: Disk, session: Session): Readonly<Record<SpaceName, readonly JournalRecord[]>> {
  const records: Record<SpaceName, JournalRecord[]> = { private: [], shared: [] };
  for (const { space, json } of unlock(disk, session.keys).rows) {
    const parsed = parseRecord(JSON.parse(json));
    if (parsed.kind === "record") records[space].push(parsed.record);
  }
  return records;
}

/** What the command would answer from these records, which Noa can read. */
export const answerFrom = (
  records: readonly JournalRecord[],
  vault: Session["header"],
  ...argv: readonly string[]
): Analysis => {
  const command = parseCommand(argv);
  if (command.name !== "analyse" && command.name !== "reflect") throw new Error("another command");
  const report = { ok: true, opener: "a", writtenAt: AT } as const;
  return analysisOf(command, { vault, backup: { records, report }, timeZone: "UTC" });
};
