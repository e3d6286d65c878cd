/** The six commands. Each gives the JSON for stdout or throws what has a sentence. */
import { assertNever, TwofoldError } from "#shared/base/errors.ts";
import { asInstant, dayIn, type Instant } from "#shared/base/time.ts";
import { backupFiles } from "#shared/backup/backup-files.ts";
import { type ByteSource, inspectBackup, readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup, type OpenedBackup } from "#shared/backup/open-backup.ts";
import { backupChunks } from "#shared/backup/write-backup.ts";
import { sampleVault } from "#shared/backup/sample-backup.ts";
import { type BackupRecords, readBackup, verifyBackup } from "#shared/backup/verify.ts";
import { KDF_DEFAULT, KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { type SealedFile, sealedFilesOf } from "#shared/domain/file.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { withoutUnopened } from "#shared/domain/sealed.ts";
import { recordsJsonl } from "#shared/exchange/jsonl.ts";
import { entryMedia, markdownFiles } from "#shared/exchange/markdown-files.ts";
import { OWN_RECORDS, ownExportPath } from "#shared/exchange/own-export.ts";
import { filesNamedIn } from "#shared/exchange/own-part.ts";
import { takenSeats } from "#shared/vault/header.ts";
import { openKeys } from "#shared/vault/vault.ts";
import readableExport from "#renderer/app/text/en/readable-export.json" with { type: "json" };
import recordsTexts from "#renderer/app/text/en/records.json" with { type: "json" };
import vocabulary from "#renderer/app/text/en/vocabulary.json" with { type: "json" };
import { analysisOf } from "./analyse.ts";
import type { CommandOf, Command } from "./command.ts";
import {
  type NewFile,
  partsBeside,
  refuseExisting,
  refuseFilled,
  withSource,
  writeNewFile,
  writeNewFolder,
} from "./files.ts";
import { Refused } from "./outcome.ts";
import { type NamedPartner, partnersOf } from "./partners.ts";
import { readPassphrases } from "./passphrases.ts";

/** What a command may use of the world around it. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: Instant;
  /** IANA name of the zone whose days "today" is one of. */
  readonly timeZone: string;
  /** Says a line of progress, without a line break. */
  say(line: string): void;
}

/** What goes to stdout. `ok` false ends the command with code 1 and a sentence, and the JSON still says what was found. */
export type Answer = { readonly ok: boolean } & Readonly<Record<string, unknown>>;

/** Runs a parsed command. Throws `Refused` or `TwofoldError`. */
export async function run(command: Exclude<Command, { name: "help" }>, around: Surroundings): Promise<Answer> {
  await sodiumReady;
  switch (command.name) {
    case "demo":
      return demo(command, around);
    case "verify":
      return withBackup(command, around, async (opened) => ({
        ...(await verifyBackup(opened, progress(around), partsBeside(command.file))),
      }));
    case "export":
      return exportRecords(command, around);
    case "analyse":
    case "reflect":
      return withBackup(command, around, async (opened) => {
        const backup = await readBackup(opened, progress(around), partsBeside(command.file));
        return { ...analysisOf(command, { vault: opened.header.vault, backup, timeZone: around.timeZone }) };
      });
    case "inspect":
      return withSource(command.file, async (source) => ({ ok: true, ...(await inspectBackup(source)) }));
    default:
      return assertNever(command);
  }
}

async function demo(command: CommandOf<"demo">, around: Surroundings): Promise<Answer> {
  const { out, seed, months, fast } = command;
  const until = command.until ?? dayIn(around.now, around.timeZone);
  await refuseExisting(out);
  const [a = "", b = ""] = await readPassphrases(2, command["passphrase-file"], around.environment);
  around.say("Making the sample couple's journal.");
  const vault = sampleVault({ seed, months, until, passphrases: { a, b }, cost: fast ? KDF_FLOOR : KDF_DEFAULT });
  // A made-up journal is backed up in the evening of its last day, whatever day it is here.
  const now = asInstant(`${until}T22:00:00.000Z`);
  around.say("Writing the backup, and reading it back as each of them.");
  let bytes = 0;
  await writeNewFile(out, backupChunks(vault.sessions.a, vault.rows, vault.parts, { now }), async (source) => {
    bytes = source.size;
    const header = await readBackupHeader(source);
    for (const { keys } of [vault.sessions.a, vault.sessions.b]) {
      const report = await verifyBackup(openBackup(source, header, keys));
      if (!report.ok) throw new TwofoldError("bug", "a demo that does not verify");
    }
  });
  const { originals, copies, header } = vault;
  return { ok: true, file: out, bytes, vaultId: header.vaultId, seed, months, until, originals, copies };
}

async function exportRecords(command: CommandOf<"export">, around: Surroundings): Promise<Answer> {
  const { out, format } = command;
  await refuseFilled(out);
  return withBackup(command, around, async (opened) => {
    const backup = await readBackup(opened, progress(around), partsBeside(command.file));
    around.say("Writing the folder.");
    const { report, setAside } = backup;
    const partners = partnersOf(opened.header.vault, backup.records);
    const me = backup.records.find(({ original }) => original !== null)?.author ?? null;
    const ids = partners.map(({ id }) => id);
    const records = withoutUnopened(me, ids, backup.records); // [D85]
    const sealed = backup.records.length - records.length;
    const media = mediaOf(records, format);
    const lost = new Set(media.keys());
    async function* all(): AsyncGenerator<NewFile> {
      yield* textFiles({ records, setAside }, partners, format);
      const refs = [...media.values()].map(({ sealed }) => sealed);
      for await (const { id, bytes } of backupFiles(opened, refs, partsBeside(command.file))) {
        const path = media.get(id)?.path;
        if (path !== undefined && lost.delete(id)) yield { path, content: bytes };
      }
    }
    const files = await writeNewFolder(out, all());
    if (lost.size > 0) around.say(`Photos and files that could not be opened and are not in it: ${lost.size}.`);
    if (sealed > 0) around.say(`Answers that open once yours do, and are not in it: ${sealed}.`);
    const counts = { files, records: records.length, setAside: setAside.length, lost: lost.size };
    return { ok: report.ok, folder: out, format, ...counts, report };
  });
}

function* textFiles(
  { records, setAside }: Pick<BackupRecords, "records" | "setAside">,
  partners: readonly NamedPartner[],
  format: "json" | "markdown",
): Generator<NewFile> {
  if (format === "json") yield { path: OWN_RECORDS, content: [...recordsJsonl(records)].join("") };
  else {
    for (const { path, text } of markdownFiles(
      records,
      partners,
      { vocabulary, readableExport, records: recordsTexts },
      entryMedia(records),
    ))
      yield { path, content: text };
  }
  // Nothing else that opened is left out: what is no record we can vouch for stands apart, with its exact text.
  if (setAside.length > 0) {
    yield { path: "set-aside.jsonl", content: setAside.map((each) => `${JSON.stringify(each)}\n`).join("") };
  }
}

/** The sealed files that go along, by their ids, and where each lies in the folder: as in the exports of the app. */
function mediaOf(
  records: readonly JournalRecord[],
  format: "json" | "markdown",
): Map<string, { readonly sealed: SealedFile; readonly path: string }> {
  const media = new Map<string, { sealed: SealedFile; path: string }>();
  const besideEntries = entryMedia(records);
  for (const file of records.flatMap(filesNamedIn)) {
    const path = besideEntries.get(file.sealed.id);
    if (format === "json")
      for (const sealed of sealedFilesOf(file))
        media.set(sealed.id, { sealed, path: ownExportPath(sealed, file.name) });
    else if (path !== undefined) media.set(file.sealed.id, { sealed: file.sealed, path: `entries/${path}` });
  }
  return media;
}

/** Opens a backup with the one passphrase given: the founder's notebook is tried first, then the other. */
async function withBackup(
  command: { readonly file: string; readonly "passphrase-file"?: string | undefined },
  around: Surroundings,
  use: (opened: OpenedBackup) => Promise<Answer>,
): Promise<Answer> {
  return withSource(command.file, async (source: ByteSource) => {
    const header = await readBackupHeader(source);
    const [passphrase = ""] = await readPassphrases(1, command["passphrase-file"], around.environment);
    for (const { seat } of takenSeats(header.vault)) {
      around.say("Deriving the key.");
      const keys = openKeys(header.vault, seat, { passphrase });
      if (typeof keys === "string") continue;
      around.say("Reading every row.");
      return use(openBackup(source, header, keys));
    }
    throw new Refused("wrong-passphrase");
  });
}

/** A line for each tenth of a file that is large enough to be waited for. */
function progress({ say }: Surroundings): (done: number, of: number) => void {
  let tenths = 0;
  return (done, of) => {
    const now = Math.floor((done / of) * 10);
    if (now <= tenths || of < 50_000_000) return;
    tenths = now;
    say(`${now * 10} %`);
  };
}
