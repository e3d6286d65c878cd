/**
 * The journal as screens use it: open it, read its snapshot, put, share, take back, remove, lock. A screen changes only
 * after the disk has what was written. All keys stay in the vault worker; this side holds opened records and no key.
 */
import { codeOf, TwofoldError, type ErrorCode } from "#shared/base/errors.ts";
import { dayIn, instantAt, type Day, type Instant } from "#shared/base/time.ts";
import type { RestorePlan } from "#shared/backup/restore.ts";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { type PartnerId, RecordId } from "#shared/domain/fields.ts";
import type { SealedFile } from "#shared/domain/file.ts";
import { isTrashDue, trashEntry, type Entry } from "#shared/domain/entry.ts";
import { type Answer, answeredBy, meetCommitment, sealAnswer, sealedText } from "#shared/domain/answer.ts";
import { type Commitment, createCommitment, editCommitment } from "#shared/domain/commitment.ts";
import { createEarlier, isRewritten, type Earlier } from "#shared/domain/earlier.ts";
import { writeRecord, type JournalRecord } from "#shared/domain/record.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { answersToOpen, commitmentsTo, type Openable, sealedOutOfStep } from "#shared/domain/sealed.ts";
import { sealedFilesIn } from "#shared/domain/sealed-files.ts";
import { shareRecord, takeBackRecord, type SharedIds } from "#shared/domain/sharing.ts";
import { emptyVersion, type Version } from "#shared/domain/version.ts";
import { type FileId, type Host, type HostFacts } from "#shared/host/host.ts";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Door, Seat } from "#shared/vault/header.ts";
import type { Unlocks } from "#shared/vault/keyring.ts";
import type {
  ChosenFacts,
  KeptBackups,
  LastBackup,
  Looked,
  Mended,
  MergeSummary,
  OpenedAs,
  OpenedPage,
  RecordChange,
  Unreadable,
  WrongSecret,
} from "../worker/calls.ts";
import { serveOwnFiles } from "../worker/own-files.ts";
import { startVault, withThrowawayWorker, type Progress } from "../worker/vault-client.ts";
import { SAMPLE_PASSPHRASES, type KeyJob, type KeyNews } from "../worker/key-jobs.ts";
import { readableRecords } from "./in-view.ts";
import {
  snapshotOf,
  withCopy,
  withoutCopy,
  withRecord,
  withRecords,
  type Known,
  type SharedCopy,
  type Snapshot,
} from "./snapshot.ts";

export type JournalState =
  | { readonly kind: "looking" }
  | { readonly kind: "empty" }
  | { readonly kind: "closed"; readonly door: Door; readonly lastBackup: LastBackup | null; readonly sample: boolean }
  | { readonly kind: "open"; readonly snapshot: Snapshot; readonly sample: boolean }
  | { readonly kind: "locking" }
  | { readonly kind: "failed"; readonly code: ErrorCode };

/** What stands in the journal as it is now: an act in several steps asks again, as each step may change it. Nothing while it is not open. */
export const standingIn = (state: JournalState): Pick<Snapshot, "mine" | "shared"> =>
  state.kind === "open" ? state.snapshot : { mine: [], shared: [] };

export type Secret = { readonly passphrase: string } | { readonly words: string };

/** Keys that were made and wait: `confirm` writes them, `abandon` forgets them. */
export interface Founding {
  /** 24 recovery words, to be shown once. */
  readonly words: readonly string[];
  confirm(): Promise<void>;
  abandon(): Promise<void>;
}

/** One's part as a journal of its own, made and not yet written. */
export interface TakenPart {
  /** 24 recovery words of the new journal, to be shown once. */
  readonly words: readonly string[];
  /** Writes it as a backup, reads it back, and only then gives it its name. */
  write(onProgress?: Progress): Promise<"cancelled" | WrittenBackup>;
  abandon(): Promise<void>;
}

/** A backup that was written and read back. */
export interface WrittenBackup {
  readonly name: string;
  readonly bytes: number;
  readonly report: VerifyReport;
}

/** The backups this laptop keeps by itself. */
export interface Kept extends KeptBackups {
  /** Whether the couple can choose the folder; otherwise the copies stay inside this browser. */
  readonly canChoose: boolean;
  /** Why the folder could not be read or written the last time; null when it could. */
  readonly trouble: ErrorCode | null;
  /** A backup is being written now. */
  readonly isRunning: boolean;
}

/** A backup file that was chosen; nothing here writes until `restore` or `merge`. */
export interface OpenedBackupFile extends ChosenFacts {
  readonly name: string;
  /** Opens the file's rows with a seat's secret. An answer, not a failure, when the secret is wrong. */
  unlock(seat: Seat, secret: Secret): Promise<"open" | WrongSecret>;
  /** After `unlock`: opens every row these keys open and checks every manifest. */
  verify(onProgress?: Progress): Promise<VerifyReport>;
  /** After `unlock`: verifies the whole file, then says what restoring would put, keep and replace. */
  plan(onProgress?: Progress): Promise<{ readonly plan: RestorePlan; readonly report: VerifyReport }>;
  /** After `unlock`: restores into a database of its own, counts it and throws it away. The journal is not touched. */
  rehearse(onProgress?: Progress): Promise<{ readonly rows: number; readonly report: VerifyReport }>;
  /** After `unlock`, while the same partner has the same journal open: what bringing it in would add and change. */
  planMerge(onProgress?: Progress): Promise<{ readonly plan: MergeSummary; readonly report: VerifyReport }>;
  /** After `planMerge`: all or nothing; ends in a lock. */
  merge(onProgress?: Progress): Promise<{ readonly records: number }>;
  /** After `plan`: all or nothing; the journal is then closed. */
  restore(onProgress?: Progress): Promise<{ readonly rows: number }>;
  close(): Promise<void>;
}

export interface Journal {
  state(): JournalState;
  subscribe(listener: () => void): () => void;

  /** Takes the one writer's place and looks what is here. Call once at start; again after "open-elsewhere". */
  look(): Promise<void>;
  found(who: { name: string; cover: CoverName; coverForB: CoverName; passphrase: string }): Promise<Founding>;
  /** Makes the second partner's keys while the first is open. Confirming ends in a lock. */
  join(who: { name: string; passphrase: string }): Promise<Founding>;
  unlock(seat: Seat, secret: Secret): Promise<"open" | WrongSecret>;
  /** Opens the shared space for both; no private space opens. Answers whose passphrase was wrong. */
  unlockTogether(passphrases: { a: string; b: string }): Promise<"open" | { readonly wrong: Seat }>;
  /** Makes the sample couple's journal, apart from one's own, and opens it as partner a. */
  openSample(): Promise<void>;
  /** Throws the sample couple's journal away, open or not, and shows one's own door again. */
  leaveSample(): Promise<void>;
  /** Resolves once the open journal is read, checked, and brought back from the ledger where it had to be. */
  settled(): Promise<void>;
  /** Hides everything at once, keeps what was typed, ends the workers and replaces the page. Never rejects. */
  lock(): Promise<void>;

  /** Saves an original of the open partner. What an entry said before is kept with it as an earlier text. */
  put(record: JournalRecord): Promise<void>;
  /** Saves originals, 64 in one write: after a failure those before are saved. Progress counts records. */
  putAll(records: readonly JournalRecord[], onProgress?: Progress): Promise<void>;
  /** Saves an original and publishes a copy of it in one write. */
  putAndShare(record: JournalRecord): Promise<void>;
  /** Publishes a copy of an original as it stands. Answers the original, which knows of the copy. */
  share(id: RecordId): Promise<JournalRecord>;
  /** Removes the shared copy; the original stays. Answers it, or null when only the copy was there. */
  takeBack(id: RecordId): Promise<JournalRecord | null>;
  /** Puts an entry into the trash and takes its copy back, in one write [D63]. Answers the entry as it stands then. */
  trash(id: RecordId): Promise<Entry>;
  /** Removes an original, its copy and what it said before; itself last, so that after a failure it can be asked for again. */
  remove(id: RecordId): Promise<void>;
  /** Together only: copies of records by the two, straight into the shared space, in one write. */
  putShared(copies: readonly JournalRecord[]): Promise<void>;
  /**
   * Keeps an answer sealed and shares a commitment to it, in one write [D85]. Given again before the other has answered, it takes the
   * place of the earlier one; "not-allowed" once they have. Where the other has answered already, it is opened for them in the same write.
   */
  putSealed(answer: Answer): Promise<void>;
  /** Opens one's own sealed answers that are to be open by now and are not [D85]. Done at each unlock as well. Throws what kept one shut. */
  openSealed(): Promise<void>;
  /**
   * Whether an open answer is what its author had committed to by the time the other's, `beside` it, was opened [D85]. One beside an
   * answer that was never sealed has nothing to fit: two that were given together. Who is neither of the two takes neither's word: where
   * they do not agree it cannot be told.
   */
  howCommitted(answer: Answer, beside: Answer): Promise<"as-sealed" | "other-words" | "untold">;

  /**
   * Seals a file of at most FILE_MAX_BYTES ("over-limit") and puts it on the disk, whole or not at all. It is nobody's until a record
   * that names it is saved: what was never named is cleared at a later unlock. "not-allowed" together.
   */
  keepFile(bytes: Uint8Array): Promise<SealedFile>;
  /** Opens a file that a record names. "not-found" or "damaged" when it is not whole in any of its copies here. */
  readFile(file: SealedFile): Promise<Uint8Array>;

  /** What was typed and not yet saved as a record, by place ("entry:<id>", "need:new"). */
  drafts(): ReadonlyMap<string, unknown>;
  keepDraft(place: string, value: unknown): Promise<void>;
  dropDraft(place: string): Promise<void>;
  /** Registers what must run before a lock (it has up to five seconds); returns how to take it back. */
  beforeLock(flush: () => Promise<void>): () => void;

  lastBackup(): LastBackup | null;
  /** Writes a backup, reads it back, opens every row, and only then gives it its name. */
  exportBackup(onProgress?: Progress): Promise<"cancelled" | WrittenBackup>;
  chooseBackup(): Promise<"cancelled" | OpenedBackupFile>;
  /** The backups that are kept here, known after `look`; null before. Listeners hear of changes. */
  kept(): Kept | null;
  /** Writes a backup to keep now, reads it back and lets go of those the rotation no longer wants. Never rejects: see `trouble`. */
  backUpNow(): Promise<void>;
  chooseBackupFolder(): Promise<void>;
  /** Opens a backup that is kept here, as `chooseBackup` does a file. */
  openKept(name: string): Promise<OpenedBackupFile>;
  /** Removes a backup that is kept here, for good. */
  removeKept(name: string): Promise<void>;

  /** Whether a journal was opened in this browser and not deleted since: with the state "empty", that its data were lost. */
  wasHere(): boolean;
  /** How the store was brought back from the ledger since this page started; null when it did not have to be. */
  mended(): Mended | null;
  /** How much of the ledger was read, of all that has to be, while the journal is brought back from it; null otherwise. */
  bringingBack(): { readonly done: number; readonly total: number } | null;
  /** When the open partner unlocked this journal, newest first, and how often in all. Null together. */
  unlocks(): Unlocks | null;
  /** Whether recovery words opened this session and no passphrase was set since: it may be lost. */
  isOpenByWords(): boolean;
  /** Whether this is the open partner's passphrase (together: that of a seat), or their recovery words: derived and tried for real. Opens nothing [D62]. */
  confirmSecret(secret: Secret, seat?: Seat): Promise<"right" | WrongSecret>;
  /** Sets another passphrase for the open partner. Older backups keep the old one. */
  changePassphrase(current: Secret, next: string): Promise<"changed" | WrongSecret>;
  /** Makes new recovery words for the open partner; the old ones stop working once confirmed. */
  renewWords(current: Secret): Promise<Founding | WrongSecret>;
  /** "My passphrase is known": new passphrase, words and keys from here on. Confirming ends in a lock. */
  startAnew(current: Secret, next: string): Promise<Founding | WrongSecret>;
  /** Gives the other seat to the same person anew, when passphrase and words are both lost. Confirming ends in a lock. */
  inviteAnew(who: { name: string; cover: CoverName; passphrase: string }): Promise<Founding>;
  /** Makes a journal of one's own part, under a passphrase of its own. Nothing here changes. */
  takeMyPart(passphrase: string): Promise<TakenPart>;
  /** Removes an original, its copy and every trace of them from this laptop. Backups that still hold them are not touched. */
  deleteForGood(ids: readonly RecordId[]): Promise<void>;
  /** Deletes the whole journal from this laptop. Backups are not touched. */
  deleteJournal(): Promise<void>;

  newId(): RecordId;
  now(): Instant;
  today(): Day;
  timeZone(): string;
}

/** Kept apart from IndexedDB, so that a journal that is lost with it is missed. It says that there was one, and nothing else. */
const MARK = "twofold-was-here";

const LOCK_PATIENCE_MS = 5_000;
const CLOSE_PATIENCE_MS = 1_000;
const ID_BYTES = 16;
/** The most changes one save takes. */
const MOST_CHANGES = 64;

const NOTHING_KNOWN: Known = { mine: [], shared: [], unreadable: [], findings: [], complete: false };

/** A fresh record id: 16 random bytes in base64url. */
function newId(): RecordId {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  const base64 = btoa(String.fromCharCode(...bytes));
  return RecordId.parse(base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""));
}

/** Resolves after `patience` ms or when `work` is done, whichever is first; work that fails counts as done. */
const within = (patience: number, work: Promise<unknown>): Promise<unknown> =>
  Promise.race([work.catch(() => {}), new Promise((resolve) => setTimeout(resolve, patience))]);

/**
 * Starts the journal of this page.
 *
 * @param clock the only clock of the renderer: milliseconds since 1970, and the IANA zone days are written in
 */
export function startJournal(host: Host, clock: { now(): number; timeZone(): string }): Journal {
  let vault = startVault();
  let state: JournalState = { kind: "looking" };
  let sample = false;
  let facts: HostFacts | null = null;
  let lastBackup: LastBackup | null = null;
  let kept: Kept | null = null;
  let mended: Mended | null = null;
  let bringingBack: { readonly done: number; readonly total: number } | null = null;
  let as: OpenedAs | null = null;
  let known = NOTHING_KNOWN;
  let streamed: Promise<void> = Promise.resolve();
  let isReplaced = false;
  let isOpenByWords = false;
  const drafts = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  const flushes = new Set<{ readonly flush: () => Promise<void> }>();

  const now = (): Instant => instantAt(clock.now());
  const today = (): Day => dayIn(now(), clock.timeZone());
  const when = () => ({ now: now(), timeZone: clock.timeZone() });

  function become(next: JournalState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  /** Takes what is newly known; while a lock is under way nothing is shown any more. */
  function learn(next: Known): void {
    known = next;
    if (as !== null && state.kind !== "locking") become({ kind: "open", snapshot: snapshotOf(as, known), sample });
  }

  function becomeDoor(looked: Looked): void {
    if (looked.kind === "empty") return become({ kind: "empty" });
    lastBackup = looked.lastBackup;
    mended = looked.mended ?? mended;
    become({ kind: "closed", door: looked.door, lastBackup, sample });
  }

  /** Lends the Host's files to a worker that was just started. */
  function lendFiles(): Promise<null> {
    const { port1, port2 } = new MessageChannel();
    serveOwnFiles(port1, host);
    return vault.call("lendFiles", { port: port2 }, undefined, [port2]);
  }

  async function look(): Promise<void> {
    try {
      await lendFiles();
      const sampleDoor = await vault.call("look", { sample: true, now: now() });
      sample = sampleDoor.kind === "closed";
      becomeDoor(
        sample
          ? sampleDoor
          : await withLedger((onProgress) => vault.call("look", { sample: false, now: now() }, onProgress)),
      );
    } catch (thrown) {
      become({ kind: "failed", code: codeOf(thrown) });
    }
    // Where a journal cannot be opened, or is not there any more, its backups are what is left.
    if (state.kind !== "failed" || state.code !== "open-elsewhere") await readKept(() => vault.call("keptBackups", {}));
  }

  function takePage(page: OpenedPage): void {
    const { mine, shared, restated } = JSON.parse(new TextDecoder().decode(page.text)) as {
      mine: JournalRecord[];
      shared: JournalRecord[];
      restated: JournalRecord[];
    }; // the vault worker parsed every record with its schema
    const restatedById = new Map(restated.map((record) => [record.id, record]));
    const unverified = new Set(page.unverified);
    const unlisted = new Set(page.unlisted);
    learn({
      mine: [...known.mine, ...mine]
        .filter((_, at) => !unlisted.has(at))
        .map((record) => restatedById.get(record.id) ?? record),
      shared: [...known.shared, ...shared.map((record, at): SharedCopy => ({ record, verified: !unverified.has(at) }))],
      unreadable: [
        ...known.unreadable,
        ...page.unreadable,
        ...page.unlisted.map((): Unreadable => ({ space: "private", reason: "unlisted" })),
      ],
      findings: page.findings,
      complete: page.complete,
    });
  }

  /** Takes the pages after this one. */
  async function takeRest(page: OpenedPage): Promise<void> {
    while (!page.complete) {
      page = await vault.call("nextPage", {});
      takePage(page);
    }
  }

  async function streamRest(first: OpenedPage): Promise<void> {
    await takeRest(first);
    const rebuilt = await withLedger((onProgress) => vault.call("mend", { now: now() }, onProgress));
    if (rebuilt !== null) {
      ({ mended, as } = rebuilt);
      known = NOTHING_KNOWN;
      const page = await vault.call("nextPage", {});
      takePage(page);
      await takeRest(page);
    }
    // A full disk must not keep anybody from reading: what was seen is written again at the lock, and the next save says so.
    await vault.call("findingsShown", { now: now() }).catch(() => {});
  }

  /** Asks for what may have to bring the journal back from its ledger first, and shows how far that is. */
  async function withLedger<T>(ask: (onProgress: Progress) => Promise<T>): Promise<T> {
    try {
      return await ask((done, total) => {
        bringingBack = { done, total };
        become({ ...state });
      });
    } finally {
      bringingBack = null;
    }
  }

  /** Leaves a session that cannot go on: its keys end with its worker, and the door says why. */
  async function giveUp(thrown: unknown): Promise<void> {
    vault.terminate();
    vault = startVault();
    as = null;
    known = NOTHING_KNOWN;
    if (state.kind !== "locking") become({ kind: "failed", code: codeOf(thrown) });
    await host.sessionChanged(false);
  }

  /** Shows the first page; the rest streams in behind it. */
  async function show(opened: OpenedAs): Promise<void> {
    known = NOTHING_KNOWN;
    as = opened;
    try {
      await host.sessionChanged(true);
      if (!sample) localStorage.setItem(MARK, "");
      for (const { place, value } of await vault.call("drafts", {})) drafts.set(place, value);
      const first = await vault.call("nextPage", {});
      takePage(first);
      streamed = streamRest(first);
    } catch (thrown) {
      await giveUp(thrown);
      throw thrown;
    }
    streamed.then(async () => {
      await openSealed().catch(() => {}); // what stays sealed is told where it is asked, and can be tried again there
      if (!sample) await writeKept({ ifDue: true });
      await removeDue().catch(() => {}); // what stays is in the trash still, and is tried again at the next unlock
    }, giveUp);
  }

  /** Seals and writes; the snapshot changes only when the disk has it. Waits until everything is open, as a save needs all. */
  async function save(changes: RecordChange[], after: (before: Known) => Partial<Known>): Promise<void> {
    if (isReplaced) throw new TwofoldError("locked", "a restore is under way");
    await streamed;
    await vault.call("save", { changes });
    learn({ ...known, ...after(known) });
  }

  function own(id: RecordId): JournalRecord {
    const record = known.mine.find((mine) => mine.id === id);
    if (record === undefined) throw new TwofoldError("not-found", "no such original");
    return record;
  }

  function mySeat(): Seat {
    if (as?.seat == null) throw new TwofoldError("not-allowed", "no one partner is open");
    return as.seat;
  }

  function me(): string {
    const seated = as?.partners.find(({ seat }) => seat === as?.seat);
    if (seated === undefined) throw new TwofoldError("not-allowed", "no one partner is open");
    return seated.id;
  }

  /** Takes away the copy that stands in the shared space, whatever the original remembers: a restore may have parted them. */
  function ownCopyDrops(id: RecordId, act: "remove" | "purge" = "remove"): RecordChange[] {
    const author = me();
    const stands = known.shared.some(({ record }) => record.id === id && record.author === author);
    return stands ? [{ act, space: "shared", id, author }] : [];
  }

  /** The commitment that stands for an own sealed answer: without the answer it would say that there is one [D85]. */
  function commitmentsOf(id: RecordId): RecordId[] {
    const answer = own(id);
    const stands = answer.kind === "answer" ? answer.sealed?.commitment : undefined;
    return known.mine.flatMap((record) => (record.id === stands ? [record.id] : []));
  }

  const versionsOf = (id: RecordId): Version[] =>
    known.mine.flatMap((record) => (record.kind === "version" && record.of === id ? [record] : []));

  const earlierTextsOf = (id: RecordId): Earlier[] =>
    known.mine.flatMap((record) => (record.kind === "earlier" && record.of === id ? [record] : []));

  /** Lets go of what was typed for records and is not saved to them. */
  async function dropDraftsOf(ids: readonly RecordId[]): Promise<void> {
    for (const place of [...drafts.keys()].filter((place) => ids.some((id) => place.includes(id)))) {
      drafts.delete(place);
      await vault.call("dropDraft", { place });
    }
  }

  const sharedIds = (): SharedIds =>
    new Set(known.shared.flatMap(({ record, verified }) => (verified ? [record.id] : [])));

  /** What an entry says now, to be kept beside what it will say; none where nothing that was written is lost [D64]. */
  function earlierOf(entry: JournalRecord | undefined, next: JournalRecord): Earlier[] {
    if (entry?.kind !== "entry" || next.kind !== "entry" || !isRewritten(entry, next)) return [];
    return [createEarlier({ entry, json: writeRecord(entry) }, { id: newId(), author: entry.author, now: now() })];
  }

  async function putOriginals(records: readonly JournalRecord[]): Promise<void> {
    // One pass for all of them: a pass for each would make a long import quadratic.
    const ids = new Set(records.map(({ id }) => id));
    const stand = new Map(known.mine.filter(({ id }) => ids.has(id)).map((record) => [record.id, record]));
    const written = records.flatMap((record) => [...earlierOf(stand.get(record.id), record), record]);
    await save(
      written.map((record): RecordChange => ({ act: "put", space: "private", record })),
      ({ mine }) => ({ mine: withRecords(mine, written) }),
    );
  }

  async function shareNow(record: JournalRecord): Promise<JournalRecord> {
    const { original, copy } = shareRecord(record, { author: record.author, today: today(), sharedIds: sharedIds() });
    await save(
      [
        { act: "put", space: "private", record: original },
        { act: "put", space: "shared", record: copy },
      ],
      ({ mine, shared }) => ({ mine: withRecord(mine, original), shared: withCopy(shared, copy) }),
    );
    return original;
  }

  /** What this session may read as somebody's words: own originals, and copies that are vouched for. */
  const readable = (): JournalRecord[] => readableRecords(known);

  async function putSealed(answer: Answer): Promise<void> {
    await streamed;
    const { author } = answer;
    const subject = answeredBy(answer);
    const theirs = commitmentsTo(subject, readable()).find((each) => each.author !== author && isPartner(each.author));
    const before = known.mine.filter(
      (record): record is Commitment => record.kind === "commitment" && record.subject === subject,
    );
    if (before.some(isSharedNow) && theirs !== undefined)
      throw new TwofoldError("not-allowed", "D85 both have answered");
    const [kept] = before;
    const id = kept?.id ?? newId();
    const { key, hash } = await vault.call("commit", { text: sealedText(answer, id) });
    const written =
      kept !== undefined
        ? editCommitment(kept, { hash }, { author, now: now() })
        : createCommitment({ subject, hash }, { id, author, now: now() });
    const commitment = shareRecord(written, { author, today: today(), sharedIds: sharedIds() });
    const sealed = sealAnswer(answer, { key, commitment: id });
    const replaced = known.mine.flatMap((record) =>
      record.kind === "answer" && record.sealed?.commitment === id && record.id !== answer.id ? [record.id] : [],
    );
    const open =
      theirs === undefined
        ? null
        : shareRecord(meetCommitment(sealed, theirs, { author, now: now() }), {
            author,
            today: today(),
            sharedIds: { has: (of) => of === id || sharedIds().has(of) },
          });
    const originals = [commitment.original, open?.original ?? sealed];
    const copies = [commitment.copy, ...(open === null ? [] : [open.copy])];
    await save(
      [
        ...originals.map((record): RecordChange => ({ act: "put", space: "private", record })),
        ...copies.map((record): RecordChange => ({ act: "put", space: "shared", record })),
        ...replaced.map((of): RecordChange => ({ act: "remove", space: "private", id: of, author })),
      ],
      ({ mine, shared }) => ({
        mine: withRecords(
          mine.filter((record) => !replaced.includes(record.id)),
          originals,
        ),
        shared: copies.reduce(withCopy, shared),
      }),
    );
  }

  /** Of the two whose notebooks these are now, who are the first: what a former holder sealed opens for nobody [D85]. */
  const partnerIds = (): PartnerId[] => (as?.partners ?? []).slice(0, 2).map(({ id }) => id as PartnerId);
  const isPartner = (id: PartnerId): boolean => partnerIds().includes(id);

  /**
   * Brings one's own sealed answers in step with the shared space: opens them wherever the other has answered by now, before any of theirs
   * is shown; shares again what was taken back with what it is about, once that is shared anew; and takes away commitments whose answer a
   * restore has lost [D85]. One that fails keeps no other from its turn; the first failure is thrown at the end.
   */
  async function openSealed(): Promise<void> {
    if (as?.kind !== "one") return;
    const author = me() as PartnerId;
    const failures: unknown[] = [];
    const each = async (work: () => Promise<unknown>): Promise<void> =>
      void (await work().catch((thrown: unknown) => failures.push(thrown)));
    const { shareAgain, lost } = sealedOutOfStep(author, readable());
    // An answer that cannot be read now may be read again, once what is damaged was brought back.
    if (known.unreadable.length === 0) for (const { id } of lost) await each(() => dropLost(id, author));
    for (const record of shareAgain) await each(() => shareNow(record));
    for (const openables of answersToOpen(author, partnerIds(), readable())) {
      await each(async () => {
        const { answer, theirs } = await fitting(openables);
        if (!sharedIds().has(answeredBy(answer))) return; // what it answers was taken back: it stays sealed until that is shared again
        await shareNow(meetCommitment(answer, theirs, { author, now: now() }));
      });
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Of several answers to one question the first that fits its own commitment as it stands; where none does, the first. */
  async function fitting(openables: readonly Openable[]): Promise<Openable> {
    for (const openable of openables)
      if (openables.length === 1 || (await fits(openable.answer, openable.mine))) return openable;
    return openables[0] as Openable;
  }

  /** Whether an answer is what a commitment of its author's stands for. */
  async function fits(answer: Answer, { id, hash }: Pick<Commitment, "id" | "hash">): Promise<boolean> {
    if (answer.sealed?.commitment !== id) return false;
    return vault.call("isCommitted", { text: sealedText(answer, id), key: answer.sealed.key, hash });
  }

  const dropLost = (id: RecordId, author: PartnerId): Promise<void> =>
    save(
      [
        ...ownCopyDrops(id),
        ...known.mine
          .filter((record) => record.id === id)
          .map((): RecordChange => ({ act: "remove", space: "private", id, author })),
      ],
      ({ mine, shared }) => ({
        mine: mine.filter((record) => record.id !== id),
        shared: withoutCopy(shared, id, author),
      }),
    );

  async function remove(id: RecordId): Promise<void> {
    const { author } = own(id);
    const commitments = commitmentsOf(id);
    const emptied = versionsOf(id).map((version) => emptyVersion(version, { author }));
    const removed = [...commitments, ...earlierTextsOf(id).map((earlier) => earlier.id), id]; // itself last: until then it can be asked for again
    await saveRemovals([
      ...[id, ...commitments].flatMap((of) => ownCopyDrops(of)),
      ...emptied.map((record): RecordChange => ({ act: "put", space: "private", record })),
      ...removed.map((of): RecordChange => ({ act: "remove", space: "private", id: of, author })),
    ]);
    await dropDraftsOf([id]);
  }

  /** Removes what has been in the trash for its days [D63]. */
  async function removeDue(): Promise<void> {
    const due = known.mine.filter((record) => record.kind === "entry" && isTrashDue(record, today()));
    for (const { id } of due) await remove(id);
  }

  /** Saves changes that remove, purge or empty records, in their order, as many in one write as it takes. */
  async function saveRemovals(changes: readonly RecordChange[]): Promise<void> {
    for (let at = 0; at < changes.length; at += MOST_CHANGES) {
      const some = changes.slice(at, at + MOST_CHANGES);
      const gone = new Set(some.flatMap((change) => (change.act === "put" ? [] : [`${change.space} ${change.id}`])));
      const emptied = some.flatMap((change) => (change.act === "put" ? [change.record as Version] : []));
      await save(some, ({ mine, shared }) => ({
        mine: emptied.reduce<readonly JournalRecord[]>(
          withRecord,
          mine.filter(({ id }) => !gone.has(`private ${id}`)),
        ),
        shared: shared.filter(({ record }) => record.author !== me() || !gone.has(`shared ${record.id}`)),
      }));
    }
  }

  /** Runs a key job that ends with recovery words to show and something held to confirm. */
  async function makeKeys(
    job: KeyJob,
    call: "found" | "join" | "inviteAnew",
    confirmed: () => Promise<void>,
  ): Promise<Founding> {
    const { words } = await withThrowawayWorker(job, async (port, news): Promise<KeyNews> => {
      await vault.call(call, { port }, undefined, [port]);
      return news;
    });
    return { words, confirm: confirmed, abandon };
  }

  async function abandon(): Promise<void> {
    await vault.call("abandon", {});
  }

  function unlockWith(job: Extract<KeyJob, { kind: "open" }>) {
    const seats = job.secrets.map(({ seat }) => seat);
    return withThrowawayWorker(job, (port) =>
      withLedger((onProgress) => vault.call("unlock", { port, seats, now: now() }, onProgress, [port])),
    );
  }

  async function unlock(seat: Seat, secret: Secret): Promise<"open" | WrongSecret> {
    const unlocked = await unlockWith({ kind: "open", secrets: [{ seat, secret }] });
    if (unlocked.kind === "wrong") return unlocked.why;
    isOpenByWords = "words" in secret;
    mended = unlocked.mended ?? mended;
    await show(unlocked.as);
    return "open";
  }

  const flushAll = () => within(LOCK_PATIENCE_MS, Promise.allSettled([...flushes].map(({ flush }) => flush())));

  async function lock(): Promise<void> {
    if (state.kind === "locking") return;
    become({ kind: "locking" });
    await flushAll();
    await endPage();
  }

  /** Ends the workers and this page. What was typed has been kept by then. */
  async function endPage(): Promise<void> {
    await within(CLOSE_PATIENCE_MS, vault.call("close", {}));
    vault.terminate();
    as = null;
    known = NOTHING_KNOWN;
    drafts.clear();
    await within(CLOSE_PATIENCE_MS, host.sessionChanged(false));
    await host.replaceWindow();
  }

  /**
   * Runs what puts another journal in the place of this one. What is being typed is kept first; what comes after that is
   * refused, as it would go to the journal that is set aside. Done, the page ends; refused, the journal is open as before.
   */
  async function replaceJournal<T>(act: () => Promise<T>): Promise<T> {
    const wasOpen = as !== null;
    if (wasOpen) await flushAll();
    isReplaced = true;
    try {
      const done = await act();
      if (wasOpen) {
        become({ kind: "locking" });
        await endPage();
      } else await look();
      return done;
    } finally {
      isReplaced = false;
    }
  }

  /** Asks where, lets the vault worker write and read back, and only then gives the file its name. */
  async function writeChosen(
    suggestedName: string,
    write: (file: FileId) => Promise<{ readonly bytes: number; readonly report: VerifyReport }>,
    kept: (report: VerifyReport) => Promise<void>,
  ): Promise<"cancelled" | WrittenBackup> {
    const created = await host.createFile({ suggestedName, purpose: "backup" });
    if (created === "cancelled") return created;
    const { file } = created;
    try {
      const { bytes, report } = await write(file);
      const { name } = await host.keepFile(file);
      await kept(report);
      return { name, bytes, report };
    } catch (thrown) {
      await host.dropFile(file).catch(() => {}); // what went wrong first is what is told
      throw thrown;
    }
  }

  async function exportBackup(onProgress?: Progress): Promise<"cancelled" | WrittenBackup> {
    await streamed;
    const at = now();
    return writeChosen(
      `Twofold ${today()}.twofold`,
      (file) => vault.call("exportBackup", { file, now: at }, onProgress),
      async (report) => {
        lastBackup = await vault.call("backupKept", { at, verified: report.ok });
        learn(known);
      },
    );
  }

  function openedBackupFile(name: string, read: ChosenFacts): OpenedBackupFile {
    const close = async () => void (await vault.call("closeBackup", {}));
    /** What replaces the journal: done, the page ends; refused, the journal is open as before. */
    const replacing = async <T>(act: () => Promise<T>): Promise<T> => {
      const done = await replaceJournal(act);
      // The journal is replaced whatever becomes of the file; a page that was ended holds it no longer.
      if (state.kind !== "locking") await close().catch(() => {});
      return done;
    };
    return {
      name,
      ...read,
      unlock: (seat, secret) =>
        withThrowawayWorker({ kind: "open", secrets: [{ seat, secret }] }, (port) =>
          vault.call("unlockBackup", { port }, undefined, [port]),
        ),
      verify: (onProgress) => vault.call("verifyBackup", {}, onProgress),
      async rehearse(onProgress) {
        try {
          return await vault.call("rehearse", { now: now() }, onProgress);
        } finally {
          await readKept(() => vault.call("keptBackups", {})); // what the reading found is told with the list
        }
      },
      plan: (onProgress) => vault.call("planRestore", {}, onProgress),
      restore: (onProgress) => replacing(() => vault.call("restore", when(), onProgress)),
      planMerge: (onProgress) => vault.call("planMerge", {}, onProgress),
      merge: (onProgress) => replacing(() => vault.call("merge", when(), onProgress)),
      close,
    };
  }

  async function chooseBackup(): Promise<"cancelled" | OpenedBackupFile> {
    const chosen = await host.openFile({ purpose: "backup" });
    if (chosen === "cancelled") return chosen;
    const { file, name, size } = chosen;
    try {
      return openedBackupFile(name, await vault.call("openBackup", { file, size }));
    } catch (thrown) {
      await host.dropFile(file).catch(() => {}); // what went wrong first is what is told
      throw thrown;
    }
  }

  /** Reads the list of kept backups. A folder that is not there is said, and keeps nobody from their journal. */
  async function readKept(read: () => Promise<KeptBackups>): Promise<void> {
    facts ??= await host.describe();
    const canChoose = facts.backupFolder;
    const before = kept ?? { place: null, backups: [] };
    try {
      kept = { ...(await read()), canChoose, trouble: null, isRunning: false };
    } catch (thrown) {
      kept = { ...before, canChoose, trouble: codeOf(thrown), isRunning: false };
    }
    become({ ...state }); // listeners compare states, and the list of backups is shown with each of them
  }

  /** Writes a backup to keep. One of each day is due, and one after the engine that keeps the database has changed. */
  async function writeKept({ ifDue }: { ifDue: boolean }): Promise<void> {
    await streamed;
    if (kept !== null) kept = { ...kept, isRunning: true };
    become({ ...state });
    await readKept(() => vault.call("backUp", { ...when(), ifDue }));
  }

  const confirmKeys = async () => void (await vault.call("confirm", { now: now() }));

  /** What is being typed is kept first: under the old locks nothing is written any more once the new ones stand [V20]. */
  const confirmAndLock = () => replaceJournal(confirmKeys);

  /** Runs a key job that ends with other locks held to confirm. A wrong secret is an answer. */
  async function remakeKeys(job: KeyJob, confirmed: () => Promise<void>): Promise<Founding | WrongSecret> {
    await streamed;
    const made = await withThrowawayWorker(job, async (port, news) => {
      const held = await vault.call("changeKeys", { port }, undefined, [port]);
      return held === "held" ? await news : held;
    });
    if (typeof made === "string") return made;
    return { words: made.words, confirm: confirmed, abandon };
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look,
    found: (who) =>
      makeKeys({ kind: "found", ...who, now: now() }, "found", async () => {
        const opened = await vault.call("confirm", { now: now() });
        if (opened !== "written") await show(opened);
      }),
    join: (who) => makeKeys({ kind: "join", ...who, now: now() }, "join", confirmAndLock),
    unlock,
    async unlockTogether({ a, b }) {
      const unlocked = await unlockWith({
        kind: "open",
        secrets: [
          { seat: "a", secret: { passphrase: a } },
          { seat: "b", secret: { passphrase: b } },
        ],
      });
      if (unlocked.kind === "wrong") return { wrong: unlocked.seat };
      mended = unlocked.mended ?? mended;
      await show(unlocked.as);
      return "open";
    },
    async openSample() {
      const job: KeyJob = { kind: "sample", now: now(), timeZone: clock.timeZone() };
      await withThrowawayWorker(job, (port) => vault.call("fillSample", { port }, undefined, [port]));
      sample = true;
      await unlock("a", { passphrase: SAMPLE_PASSPHRASES.a });
    },
    async leaveSample() {
      const wasOpen = as !== null;
      if (!sample) throw new TwofoldError("not-allowed", "this is no sample");
      if (wasOpen) {
        become({ kind: "locking" });
        await vault.call("close", {});
      }
      await vault.call("dropSample", {});
      if (wasOpen) await endPage();
      else await look();
    },
    settled: () => streamed,
    lock,
    put: (record) => putOriginals([record]),
    async putAll(records, onProgress) {
      for (let at = 0; at < records.length; at += MOST_CHANGES / 2) {
        await putOriginals(records.slice(at, at + MOST_CHANGES / 2)); // each may bring its earlier text
        onProgress?.(Math.min(at + MOST_CHANGES / 2, records.length), records.length);
      }
    },
    putAndShare: async (record) => void (await shareNow(record)),
    async share(id) {
      const shared = await shareNow(own(id));
      const isAnswered = known.mine.some((record) => record.kind === "answer" && answeredBy(record) === id);
      if (isAnswered) await openSealed().catch(() => {}); // as at an unlock
      return shared;
    },
    async takeBack(id) {
      const record = known.mine.find((mine) => mine.id === id);
      const original = record === undefined ? undefined : takeBackRecord(record, { author: record.author });
      const dropCopy = ownCopyDrops(id);
      const put: RecordChange[] = original === record ? [] : [{ act: "put", space: "private", record: original }];
      if (put.length + dropCopy.length === 0) return original ?? null;
      await save([...put, ...dropCopy], ({ mine, shared }) => ({
        mine: original === undefined ? mine : withRecord(mine, original),
        shared: withoutCopy(shared, id, me()),
      }));
      return original ?? null;
    },
    async trash(id) {
      const record = own(id);
      if (record.kind !== "entry") throw new TwofoldError("not-allowed", "D63 only an entry has a trash");
      const { author } = record;
      const trashed = takeBackRecord(trashEntry(record, { author, now: now(), today: today() }), { author });
      if (trashed === record) return record;
      await save([{ act: "put", space: "private", record: trashed }, ...ownCopyDrops(id)], ({ mine, shared }) => ({
        mine: withRecord(mine, trashed),
        shared: withoutCopy(shared, id, author),
      }));
      return trashed;
    },
    remove,
    putShared: (copies) =>
      save(
        copies.map((record): RecordChange => ({ act: "put", space: "shared", record })),
        ({ shared }) => ({ shared: copies.reduce(withCopy, shared) }),
      ),
    putSealed,
    openSealed,
    async howCommitted(answer, beside) {
      const met = beside.sealed?.met ?? null;
      if (met === null) return "as-sealed"; // given together, or before the other's: there is nothing to fit
      if (await fits(answer, { id: met.commitment, hash: met.hash })) return "as-sealed";
      // The word of who met it is worth something to themselves alone.
      if (as?.kind === "one" && beside.author === me()) return "other-words";
      const own = commitmentsTo(answeredBy(answer), readable()).find(({ author }) => author === answer.author);
      return own !== undefined && (await fits(answer, own)) ? "untold" : "other-words";
    },
    async keepFile(bytes) {
      if (isReplaced) throw new TwofoldError("locked", "a restore is under way");
      const given = bytes.slice(); // the caller's own bytes stay theirs
      return vault.call("keepFile", { bytes: given }, undefined, [given.buffer]);
    },
    readFile: async (file) => (await vault.call("readFile", { file })).bytes,
    drafts: () => drafts,
    async keepDraft(place, value) {
      if (isReplaced) throw new TwofoldError("locked", "a restore is under way");
      drafts.set(place, value);
      await vault.call("keepDraft", { place, value, now: now() });
    },
    async dropDraft(place) {
      drafts.delete(place);
      await vault.call("dropDraft", { place });
    },
    beforeLock(flush) {
      const registered = { flush }; // the same function may be registered by a page that comes back before the first one left
      flushes.add(registered);
      return () => flushes.delete(registered);
    },
    lastBackup: () => lastBackup,
    exportBackup,
    chooseBackup,
    kept: () => kept,
    backUpNow: () => writeKept({ ifDue: false }),
    async chooseBackupFolder() {
      if ((await host.chooseBackupFolder()) !== "cancelled") await readKept(() => vault.call("keptBackups", {}));
    },
    async openKept(name) {
      try {
        return openedBackupFile(name, await vault.call("openKeptBackup", { name }));
      } catch (thrown) {
        await readKept(() => vault.call("keptBackups", {})); // one that cannot be read any more is told with the list
        throw thrown;
      }
    },
    async removeKept(name) {
      const left = await vault.call("removeKept", { name });
      await readKept(async () => left);
    },
    wasHere: () => localStorage.getItem(MARK) !== null,
    mended: () => mended,
    bringingBack: () => bringingBack,
    unlocks: () => as?.unlocks ?? null,
    isOpenByWords: () => isOpenByWords,
    confirmSecret: (secret, seat = mySeat()) =>
      withThrowawayWorker({ kind: "confirm-secret", seat, secret }, (port) =>
        vault.call("confirmSecret", { port }, undefined, [port]),
      ),
    async changePassphrase(current, next) {
      const made = await remakeKeys({ kind: "change-passphrase", seat: mySeat(), current, next }, confirmKeys);
      if (typeof made === "string") return made;
      await made.confirm();
      isOpenByWords = false;
      return "changed";
    },
    renewWords: (current) => remakeKeys({ kind: "renew-words", seat: mySeat(), current }, confirmKeys),
    startAnew: (current, next) => remakeKeys({ kind: "start-anew", seat: mySeat(), current, next }, confirmAndLock),
    inviteAnew: (who) =>
      makeKeys(
        { kind: "invite-anew", seat: mySeat() === "a" ? "b" : "a", ...who, now: now() },
        "inviteAnew",
        confirmAndLock,
      ),
    async takeMyPart(passphrase) {
      await streamed;
      const job: KeyJob = { kind: "take-my-part", passphrase };
      const { words } = await withThrowawayWorker(job, async (port, news) => {
        await vault.call("takeMyPart", { port, ...when() }, undefined, [port]);
        return news;
      });
      return {
        words,
        write: (onProgress) =>
          writeChosen(
            `Twofold, my part ${today()}.twofold`,
            (file) => vault.call("exportMyPart", { file, now: now() }, onProgress),
            async () => {},
          ),
        abandon,
      };
    },
    async deleteForGood(ids) {
      const changes = ids.flatMap((id): RecordChange[] => {
        const { author } = own(id);
        const commitments = commitmentsOf(id);
        const before = [...earlierTextsOf(id), ...versionsOf(id)].map((kept) => kept.id);
        const purged = [...commitments, ...before, id]; // itself last: until then it can be asked for again
        return [
          ...[id, ...commitments].flatMap((of) => ownCopyDrops(of, "purge")),
          ...purged.map((of): RecordChange => ({ act: "purge", space: "private", id: of, author })),
        ];
      });
      const purged = ids.flatMap((id) => [own(id), ...earlierTextsOf(id), ...versionsOf(id)]);
      const files = [...new Set(purged.flatMap(sealedFilesIn).map(({ id }) => id))];
      await dropDraftsOf(ids);
      await saveRemovals(changes);
      await vault.call("purge", { now: now(), files });
    },
    async deleteJournal() {
      if (sample) throw new TwofoldError("not-allowed", "the sample");
      become({ kind: "locking" });
      try {
        await vault.call("deleteJournal", {});
      } catch (thrown) {
        become({ kind: "looking" }); // half of it may be gone: what is left is looked at anew
        return giveUp(thrown);
      }
      localStorage.removeItem(MARK);
      await endPage();
    },
    newId,
    now,
    today,
    timeZone: clock.timeZone,
  };
}
