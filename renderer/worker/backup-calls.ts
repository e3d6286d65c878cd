/** Writing backups, those one exports and those this laptop keeps; reading them back, restoring and merging. */
import {
  backupContents,
  partBeside,
  partListOf,
  type BackupItem,
  type OnProgress,
  type PartsBeside,
} from "#shared/backup/backup-body.ts";
import { inspectBackup, readBackupHeader, type BackupHeader, type ByteSource } from "#shared/backup/backup-header.ts";
import { gatherBackup, gatherSide, planMerge, type MergePlan, type MergeSide } from "#shared/backup/merge.ts";
import { openBackup, type OpenedBackup } from "#shared/backup/open-backup.ts";
import type { ListedPart } from "#shared/backup/part-list.ts";
import { planRestore, plannedContents, type JournalHere, type RestorePlan } from "#shared/backup/restore.ts";
import {
  backupName,
  BROWSER_ROTATION,
  FOLDER_ROTATION,
  isBackupDue,
  parseBackupName,
  rotationPlan,
  unreferencedParts,
} from "#shared/backup/rotation.ts";
import { verifyBackup, type VerifyReport } from "#shared/backup/verify.ts";
import { backupChunks, newFileKey, type BackedUpAttachments } from "#shared/backup/write-backup.ts";
import { codeOf, TwofoldError, type ErrorCode } from "#shared/base/errors.ts";
import type { Instant } from "#shared/base/time.ts";
import { wipe } from "#shared/crypto/sodium.ts";
import { BackupName, PartName, type FileId } from "#shared/host/host.ts";
import { partName, type SealedPart } from "#shared/vault/attachment.ts";
import type { ManifestPart, SealedRow, Session } from "#shared/vault/session.ts";
import { wipeKeys } from "#shared/vault/vault.ts";
import { KeptFacts, type KeptBackup, type KeptBackups, type LastBackup, type Room, type WrongSecret } from "./calls.ts";
import { dropStagedStore, type Everything, type Store } from "./database.ts";
import { present, type Desk } from "./desk.ts";
import { fillStaged, installJournal, type Bring } from "./install.ts";
import type { KeysMade } from "./key-jobs.ts";
import { showStore } from "./look.ts";
import { overPort } from "./opening-calls.ts";
import { sourceOf, writeWhole, type OwnFiles } from "./own-files.ts";
import { besideBackups, keepBesideBackups, wholePart } from "./part-copies.ts";

type Progress = (done: number, total: number) => void;
type PutPart = Parameters<Bring>[0];

/** The backup file that was chosen last, as far as it was opened. */
interface ChosenBackup {
  readonly id: FileId;
  /** Its name where it is one that is kept here; null for a file the couple chose. */
  readonly name: string | null;
  readonly file: ByteSource;
  readonly header: BackupHeader;
  opened: OpenedBackup | null;
  /** What the reading of the whole file found, once its plan was shown. */
  planned: VerifyReport | null;
  /** Its side of a merge whose plan was shown. */
  merge: MergeSide | null;
}

/** What a file is refused for that is not as it was written. */
const UNREADABLE: readonly string[] = ["damaged", "not-a-backup", "malformed", "over-limit"] satisfies ErrorCode[];

const NOTHING_KEPT: KeptFacts = { engine: "", health: {} };

/**
 * All parts of a store's attachments, for a file that is whole by itself, and the names of those of which no whole copy is left: a file
 * lists only what it holds.
 */
export async function attachmentsInside(
  desk: Desk,
  store: Store,
): Promise<{ readonly attachments: BackedUpAttachments; readonly missing: readonly string[] }> {
  const listed = await store.listAttachments();
  const missing = new Set<string>();
  for (const part of listed) if (typeof (await wholePart(desk, store, part)) === "string") missing.add(part.name);
  const attachments: BackedUpAttachments = {
    place: "inside",
    parts: listed.filter(({ name }) => !missing.has(name)),
    async read(part) {
      const whole = await wholePart(desk, store, part);
      if (typeof whole === "string") throw new TwofoldError("not-found", "attachment part");
      return whole.sealed;
    },
  };
  return { attachments, missing: [...missing] };
}

/**
 * Writes a whole journal into a file the Host has begun, puts it on the disk, reads it back and opens every row this session can. The
 * file has no name yet when this answers. Progress counts the bytes twice: written, then read.
 */
export async function writeBackup(
  files: OwnFiles,
  file: FileId,
  session: Session,
  { rows, parts }: Pick<Everything, "rows" | "parts">,
  attachments: BackedUpAttachments,
  now: Instant,
  onProgress: Progress,
): Promise<{ readonly bytes: number; readonly report: VerifyReport }> {
  const inside = attachments.place === "inside" ? attachments.parts : [];
  const total =
    [...rows, ...parts].reduce((sum, { sealed }) => sum + sealed.length, 0) +
    inside.reduce((sum, { bytes }) => sum + bytes, 0);
  // The file key stays here until the file was read back: keys of a session together could not open it.
  const fileKey = newFileKey();
  try {
    let bytes = 0;
    for await (const chunk of backupChunks(session, rows, parts, { now, fileKey, attachments })) {
      await writeWhole((_, piece) => files.writeFile(file, piece), chunk);
      bytes += chunk.length;
      onProgress(Math.min(bytes, total), 2 * total);
    }
    await files.syncFile(file);
    const source = sourceOf(files, file, bytes);
    const opened = openBackup(source, await readBackupHeader(source), session.keys, fileKey);
    const report = await verifyBackup(opened, (done, of) => onProgress(of + done, 2 * of), besideBackups(files));
    return { bytes, report };
  } finally {
    wipe(fileKey);
  }
}

/** The part of an attachment that a backup holds or names; none where it is missing or damaged, which the report says. */
async function attachmentIn(
  item: Exclude<BackupItem, { kind: "row" | "part" }>,
  beside: PartsBeside,
): Promise<SealedPart[]> {
  if (item.kind === "attachment") return [item.part];
  const part = await partBeside(item.listed, beside);
  return typeof part === "string" ? [] : [part];
}

/**
 * Whether a backup that was read to its end without a failure is what was written: with all that is kept beside it. What the
 * journal itself had missing or unverified on that day is in the report, and no damage of the file.
 */
const isWhole = ({ attachments }: VerifyReport): boolean =>
  attachments.missing.length + attachments.damaged.length === 0;

/** What is not in a file because no whole copy of it was left is missing in it all the same. */
const withMissing = (report: VerifyReport, names: readonly string[]): VerifyReport => ({
  ...report,
  ok: false,
  attachments: { ...report.attachments, missing: [...report.attachments.missing, ...names] },
});

/** Which journal a kept backup says it is of; null where its header cannot be read. */
async function vaultOf(files: OwnFiles, name: BackupName): Promise<string | null> {
  const opened = await files.openOwnFile({ kind: "backup", name });
  if (opened === "absent") return null;
  try {
    return (await inspectBackup(sourceOf(files, opened.file, opened.size))).vaultId;
  } catch (thrown) {
    if (thrown instanceof TwofoldError) return null; // damaged or of a newer Twofold: not ours to remove
    throw thrown;
  } finally {
    await files.dropFile(opened.file);
  }
}

/** One side of a merge: what the open session vouches for of the journal here. */
function gatherHere(session: Session, { rows, parts }: Everything) {
  const side = gatherSide(session);
  for (const row of rows) side.take(row);
  return side.done(session.check(parts));
}

/** The journal with what a merge planned staged on it: a copy, as the session stays as it is. */
function after(before: Everything, session: Session, { changes }: MergePlan): Everything {
  const rows = new Map(before.rows.map((row) => [`${row.space} ${row.seq}`, row]));
  const parts = new Map(before.parts.map((part) => [`${part.shelf} ${part.part}`, part]));
  const { putRows, dropRows, putParts } = session.stage(changes);
  for (const { space, seq } of dropRows) rows.delete(`${space} ${seq}`);
  for (const row of putRows) rows.set(`${row.space} ${row.seq}`, row);
  for (const part of putParts) parts.set(`${part.shelf} ${part.part}`, part);
  return { header: before.header, rows: [...rows.values()], parts: [...parts.values()] };
}

export function backupCalls(desk: Desk) {
  let backup: ChosenBackup | null = null;

  const openedFiles = () => present(desk.files, "bad-call", "no files");
  const chosen = () => present(backup, "bad-call", "no backup file");
  const openedBackup = () => present(chosen().opened, "locked", "backup not unlocked");

  async function keptFacts(): Promise<KeptFacts> {
    const text = (await desk.store?.fact("kept-backups")) ?? null;
    const parsed = text === null ? null : KeptFacts.safeParse(JSON.parse(text));
    return parsed?.success === true ? parsed.data : NOTHING_KEPT; // of another version: what was read is read again
  }

  async function keptBackups(): Promise<KeptBackups> {
    const { place, backups } = await openedFiles().listBackups();
    const { health } = await keptFacts();
    const kept = backups.flatMap(({ name, size }): KeptBackup[] => {
      const writtenAt = parseBackupName(name);
      if (writtenAt === null) return []; // a date no calendar has: not one of ours
      const read = health[name];
      return [{ name, writtenAt, bytes: size, health: read?.health ?? "unread", readAt: read?.readAt ?? null }];
    });
    return { place, backups: kept.sort((one, other) => (one.name < other.name ? 1 : -1)) };
  }

  async function remember(change: (facts: KeptFacts) => KeptFacts): Promise<void> {
    await desk.store?.setFact("kept-backups", JSON.stringify(change(await keptFacts())));
  }

  const rememberHealth = (name: string, health: "verified" | "damaged", readAt: Instant) =>
    remember((facts) => ({ ...facts, health: { ...facts.health, [name]: { health, readAt } } }));

  /** A kept backup that was in order once and cannot be read any more. Of one that was never read here, nothing is known. */
  async function noteDamage(name: string, thrown: unknown): Promise<void> {
    const was = (await keptFacts()).health[name];
    if (was !== undefined && UNREADABLE.includes(codeOf(thrown))) await rememberHealth(name, "damaged", was.readAt);
  }

  /** Writes one more backup to keep, and lets go of what the rotation no longer wants. */
  async function keepOneMore(now: Instant, timeZone: string, onProgress: Progress): Promise<void> {
    const files = openedFiles();
    const session = desk.openedSession();
    const { engine, backupFolder } = await files.describe();
    const name = BackupName.parse(backupName(now));
    const store = desk.openedStore();
    const everything = await store.everything();
    const there = new Set<string>((await files.listBackups()).parts.map((part) => part.name));
    const parts: ListedPart[] = [];
    for (const part of await store.listAttachments()) {
      const whole = there.has(part.name) ? null : await wholePart(desk, store, part);
      if (typeof whole === "string") continue; // lost in every copy here: that is no damage of this backup
      if (whole !== null) await keepBesideBackups(files, part.name, whole.sealed);
      parts.push(part);
    }
    const { file } = await files.createOwnFile({ kind: "backup", name });
    let report: VerifyReport;
    try {
      const attachments: BackedUpAttachments = { place: "beside", parts };
      ({ report } = await writeBackup(files, file, session, everything, attachments, now, onProgress));
      if (desk.session !== session) throw new TwofoldError("locked", "the keys were wiped while it was written");
      await files.keepFile(file);
    } catch (thrown) {
      await files.dropFile(file).catch(() => {}); // what went wrong first is what is told
      throw thrown;
    }
    await rememberHealth(name, isWhole(report) ? "verified" : "damaged", now);
    await remember((facts) => ({ ...facts, engine }));
    await rotate(files, session, { now, timeZone }, backupFolder);
  }

  /** Names of the kept backups that are of this journal: another one may keep its own in the same folder. */
  async function ours(files: OwnFiles): Promise<BackupName[]> {
    const { health } = await keptFacts();
    const { vaultId } = desk.openedSession().header;
    const names: BackupName[] = [];
    for (const { name } of (await files.listBackups()).backups) {
      const isKnown = health[name]?.health === "verified"; // of this journal: no other one is remembered here
      if (isKnown || (await vaultOf(files, name)) === vaultId) names.push(name);
    }
    return names;
  }

  /** Lets go of what the rotation no longer wants, and of parts that no backup needs any more. */
  async function rotate(
    files: OwnFiles,
    session: Session,
    clock: { readonly now: Instant; readonly timeZone: string },
    inFolder: boolean,
  ): Promise<void> {
    const { health } = await keptFacts();
    const names = await ours(files);
    const verified = new Set<string>(names.filter((name) => health[name]?.health === "verified"));
    const { remove } = rotationPlan(names, inFolder ? FOLDER_ROTATION : BROWSER_ROTATION, { ...clock, verified });
    for (const name of remove) {
      if (name === backup?.name) continue; // it is being read, and a restore from it may be what this backup is kept before
      await files.removeBackup({ kind: "backup", name: BackupName.parse(name) });
    }
    const { backups, parts } = await files.listBackups();
    const left = new Set<string>(backups.map(({ name }) => name));
    await remember((facts) => ({
      ...facts,
      health: Object.fromEntries(Object.entries(facts.health).filter(([name]) => left.has(name))),
    }));
    if (parts.length === 0) return;
    const lists: (readonly ListedPart[] | "unreadable")[] = [];
    for (const { name } of backups) lists.push(await partsNeededBy(files, session, name)); // one after the other: anybody may have put thousands there
    const partNames = parts.map(({ name }) => name);
    for (const name of unreferencedParts(lists, partNames))
      await files.removeBackup({ kind: "backup-part", name: PartName.parse(name) });
  }

  /** What a kept backup needs beside it; "unreadable" where these keys, or nobody, can tell. */
  async function partsNeededBy(
    files: OwnFiles,
    { keys }: Session,
    name: string,
  ): Promise<readonly ListedPart[] | "unreadable"> {
    const opened = await files.openOwnFile({ kind: "backup", name: BackupName.parse(name) });
    if (opened === "absent") return [];
    try {
      const source = sourceOf(files, opened.file, opened.size);
      return await partListOf(openBackup(source, await readBackupHeader(source), keys));
    } catch (thrown) {
      if (thrown instanceof TwofoldError) return "unreadable"; // damaged, or written before these keys: its parts stay
      throw thrown;
    } finally {
      await files.dropFile(opened.file);
    }
  }

  /** Takes a file the Host holds as the current backup; `name` where it is one that is kept here. */
  async function choose(id: FileId, size: number, name: string | null = null) {
    const file = sourceOf(openedFiles(), id, size);
    const read = await readBackupHeader(file);
    await letGo(); // one file at a time is held
    backup = { id, name, file, header: read, opened: null, planned: null, merge: null };
    return {
      facts: read.facts,
      door: read.facts.door,
      journalHere: desk.header !== null,
      sameJournalHere: desk.header?.vaultId === read.vault.vaultId,
    };
  }

  /** Lets go of the chosen file and of the keys it was opened with. */
  async function letGo(): Promise<void> {
    if (backup === null) return;
    const { id, opened } = backup;
    if (opened !== null) wipeKeys(opened.keys);
    backup = null;
    await openedFiles()
      .dropFile(id)
      .catch((thrown: unknown) => {
        if (codeOf(thrown) !== "bad-call") throw thrown; // the page that held it has gone, and the file with it
      });
  }

  /** Reads the chosen file to its end. A kept backup of this journal that is not what was written is known as damaged from here on. */
  async function verifyChosen(now: Instant | null, onProgress: OnProgress): Promise<VerifyReport> {
    const { name, header } = chosen();
    const isOurs = header.vault.vaultId === desk.header?.vaultId;
    const told = async (health: "verified" | "damaged") => {
      if (now !== null && name !== null && isOurs) await rememberHealth(name, health, now);
    };
    try {
      const report = await verifyBackup(openedBackup(), onProgress, besideBackups(openedFiles()));
      await told(isWhole(report) ? "verified" : "damaged");
      return report;
    } catch (thrown) {
      if (codeOf(thrown) === "damaged") await told("damaged");
      throw thrown;
    }
  }

  /** The journal on this laptop, as a restore plan asks about it. */
  function journalHere(everything: Everything | null): JournalHere | null {
    if (everything === null) return null;
    const rows = new Map<string, number>();
    for (const { space } of everything.rows) rows.set(space, (rows.get(space) ?? 0) + 1);
    return { header: everything.header, rows };
  }

  const everythingHere = async () => (desk.header === null ? null : desk.openedStore().everything());

  /** The sample couple's journal is thrown away on leaving: no backup of it is kept, and none restored into it. */
  function refuseInSample(): void {
    if (desk.store?.kind === "sample") throw new TwofoldError("not-allowed", "the sample");
  }

  /** What the planned restore makes of the journal: what it takes from the backup, and what it leaves as it is here. */
  async function restoredJournal(
    plan: RestorePlan,
    here: Everything | null,
    put: PutPart,
    onProgress: OnProgress,
  ): Promise<Everything> {
    const rows: SealedRow[] = [];
    const parts: ManifestPart[] = [];
    const beside = besideBackups(openedFiles());
    for await (const items of plannedContents(openedBackup(), plan, onProgress)) {
      for (const item of items) {
        if (item.kind === "row") rows.push(item.row);
        else if (item.kind === "part") parts.push(item.part);
        else for (const part of await attachmentIn(item, beside)) await put(part);
      }
    }
    const { header } = plan;
    if (plan.onto === "empty-place" || here === null) return { header, rows, parts };
    const keptSpaces = new Set(plan.spaces.flatMap(({ act, space }) => (act === "keep" ? [space] : [])));
    const taken = new Set(plan.shelves);
    for (const row of here.rows) if (keptSpaces.has(row.space)) rows.push(row);
    for (const part of here.parts) if (!taken.has(part.shelf)) parts.push(part);
    return { header, rows, parts };
  }

  /** Brings the parts of attachments that a merge may need and are not here: what is brought in may refer to any of them. */
  async function bringMissingParts(put: PutPart): Promise<void> {
    if (chosen().header.facts.attachments.parts === 0) return;
    const beside = besideBackups(openedFiles());
    const here = new Set((await desk.openedStore().listAttachments()).map(({ name }) => name));
    for await (const items of backupContents(openedBackup())) {
      for (const item of items) {
        if (item.kind === "row" || item.kind === "part") continue;
        const isHere = here.has(item.kind === "beside" ? item.listed.name : partName(item.part.sealed));
        if (!isHere) for (const part of await attachmentIn(item, beside)) await put(part);
      }
    }
  }

  /** Before the journal is replaced a backup of it is kept, where somebody has it open to write one. */
  async function keepBefore(now: Instant, timeZone: string, onProgress: Progress): Promise<void> {
    if (desk.session === null || desk.files === null) return;
    await desk.bringLedgerInStep();
    await keepOneMore(now, timeZone, onProgress);
  }

  async function install(bring: Bring, now: Instant): Promise<void> {
    const installed = await installJournal(desk, bring, { now: Date.parse(now), setAside: false });
    await showStore(desk, installed); // nothing more is written to the journal that was replaced
  }

  return {
    async exportBackup({ file, now }, onProgress) {
      const session = desk.openedSession();
      const store = desk.openedStore();
      const everything = await store.everything();
      const { attachments, missing } = await attachmentsInside(desk, store);
      const written = await writeBackup(openedFiles(), file, session, everything, attachments, now, onProgress);
      if (desk.session !== session) throw new TwofoldError("locked", "the keys were wiped while it was written");
      return missing.length === 0 ? written : { ...written, report: withMissing(written.report, missing) };
    },

    async backupKept({ at, verified }) {
      const kept: LastBackup = { at, verified };
      await desk.openedStore().setFact("last-backup", JSON.stringify(kept));
      return kept;
    },

    keptBackups,

    async backUp({ now, timeZone, ifDue }, onProgress) {
      refuseInSample();
      const files = openedFiles();
      const isNewEngine = (await keptFacts()).engine !== (await files.describe()).engine;
      const { health } = await keptFacts();
      const inOrder = (await ours(files)).filter((name) => health[name]?.health === "verified"); // what merely has a name is no backup of today
      const isDue = isNewEngine || isBackupDue(inOrder, { now, timeZone });
      if (isDue || !ifDue) await keepOneMore(now, timeZone, onProgress);
      return keptBackups();
    },

    async removeKept({ name }) {
      await openedFiles().removeBackup({ kind: "backup", name: BackupName.parse(name) });
      return keptBackups();
    },

    openBackup: ({ file, size }) => choose(file, size),

    async openKeptBackup({ name }) {
      const opened = await openedFiles().openOwnFile({ kind: "backup", name: BackupName.parse(name) });
      if (opened === "absent") throw new TwofoldError("not-found", "kept backup");
      try {
        return await choose(opened.file, opened.size, name);
      } catch (thrown) {
        await noteDamage(name, thrown);
        await openedFiles()
          .dropFile(opened.file)
          .catch(() => {}); // what went wrong first is what is told
        throw thrown;
      }
    },

    unlockBackup: ({ port }) =>
      overPort(port, async (keyWorker): Promise<"open" | WrongSecret> => {
        const current = chosen();
        keyWorker.say(current.header.vault);
        const made = (await keyWorker.hear()) as KeysMade;
        if ("wrong" in made) return made.wrong;
        try {
          current.opened = openBackup(current.file, current.header, made.keys);
        } catch (thrown) {
          if (current.name !== null) await noteDamage(current.name, thrown);
          throw thrown;
        }
        return "open";
      }),

    verifyBackup: (_, onProgress) => verifyChosen(null, onProgress),

    async rehearse({ now }, onProgress) {
      const report = await verifyChosen(now, (done, of) => onProgress(done, 2 * of));
      const plan = planRestore(openedBackup(), null);
      const bring: Bring = (put) => restoredJournal(plan, null, put, (done, of) => onProgress(of + done, 2 * of));
      const { store, everything } = await fillStaged("journal", bring, Date.parse(now));
      await dropStagedStore(store); // counted, and not wanted
      return { rows: everything.rows.length, report };
    },

    async planMerge(_, onProgress) {
      refuseInSample();
      const session = desk.openedSession();
      const report = await verifyChosen(null, (done, of) => onProgress(done, 2 * of));
      const inBackup = await gatherBackup(openedBackup(), (done, of) => onProgress(of + done, 2 * of));
      const merge = planMerge(gatherHere(session, await desk.openedStore().everything()), inBackup);
      chosen().merge = inBackup;
      const { changes: _changes, ...plan } = merge; // the changes are the journal's text: they stay here
      return { plan, report };
    },

    async merge({ now, timeZone }, onProgress) {
      refuseInSample();
      const inBackup = present(chosen().merge, "bad-call", "no plan");
      await keepBefore(now, timeZone, onProgress);
      const before = await desk.wholeJournal();
      const session = desk.openedSession();
      const plan = planMerge(gatherHere(session, before), inBackup); // once more: what was saved since it was shown counts
      const bring: Bring = async (put) => {
        await bringMissingParts(put);
        return after(before, session, plan);
      };
      await install(bring, now);
      return { records: plan.changes.length };
    },

    async planRestore(_, onProgress) {
      refuseInSample();
      const report = await verifyChosen(null, onProgress); // the whole file is authentic before anything is planned
      const plan = planRestore(openedBackup(), journalHere(await everythingHere()));
      chosen().planned = report;
      return { plan, report };
    },

    async restore({ now, timeZone }, onProgress) {
      refuseInSample();
      const { name, header } = chosen();
      const report = present(chosen().planned, "bad-call", "no plan");
      if (!desk.isWriter) throw new TwofoldError("open-elsewhere", "a restore beside an open journal");
      await keepBefore(now, timeZone, onProgress);
      const here = desk.header === null ? null : await desk.wholeJournal();
      const planned = planRestore(openedBackup(), journalHere(here)); // once more: a passphrase may have changed since it was shown
      await install((put) => restoredJournal(planned, here, put, onProgress), now);
      const last: LastBackup = { at: header.facts.writtenAt, verified: report.ok };
      if (name === null) await desk.openedStore().setFact("last-backup", JSON.stringify(last)); // one that is kept here is in its list
      return { rows: planned.rows };
    },

    async closeBackup() {
      await letGo();
      return null;
    },
  } satisfies Partial<Room>;
}
