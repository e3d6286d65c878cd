/**
 * The journal as screens use it: open it, read its snapshot, put, share, take back, remove, lock. A screen changes only
 * after the disk has what was written. All keys stay in the vault worker; this side holds opened records and no key.
 */
import { codeOf, TwofoldError, type ErrorCode } from "#shared/base/errors.ts";
import { dayIn, instantAt, type Day, type Instant } from "#shared/base/time.ts";
import type { BackupFacts } from "#shared/backup/backup-header.ts";
import type { RestorePlan } from "#shared/backup/restore.ts";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { shareRecord, takeBackRecord, type SharedIds } from "#shared/domain/sharing.ts";
import { type FileId, type Host, MAX_CHUNK_BYTES } from "#shared/host/host.ts";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Door, Seat } from "#shared/vault/header.ts";
import type {
  LastBackup,
  Looked,
  OpenedAs,
  OpenedPage,
  RecordChange,
  Unreadable,
  WrongSecret,
} from "../worker/calls.ts";
import { serveFile } from "../worker/file-port.ts";
import { startVault, withThrowawayWorker, type Progress } from "../worker/vault-client.ts";
import { SAMPLE_PASSPHRASES, type KeyJob, type KeyNews } from "../worker/key-jobs.ts";
import {
  snapshotOf,
  withCopy,
  withoutCopy,
  withoutRecord,
  withRecord,
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

export type Secret = { readonly passphrase: string } | { readonly words: string };

/** Keys that were made and wait: `confirm` writes them, `abandon` forgets them. */
export interface Founding {
  /** 24 recovery words, to be shown once. */
  readonly words: readonly string[];
  confirm(): Promise<void>;
  abandon(): Promise<void>;
}

/** A backup file that was chosen; nothing here writes until `restore`. */
export interface OpenedBackupFile {
  readonly name: string;
  readonly facts: BackupFacts;
  readonly door: Door;
  /** Whether a journal is on this laptop, and whether it is the one in the file. */
  readonly journalHere: boolean;
  readonly sameJournalHere: boolean;
  /** Opens the file's rows with a seat's secret. An answer, not a failure, when the secret is wrong. */
  unlock(seat: Seat, secret: Secret): Promise<"open" | WrongSecret>;
  /** After `unlock`: opens every row these keys open and checks every manifest. */
  verify(onProgress?: Progress): Promise<VerifyReport>;
  /** After `unlock`: verifies the whole file, then says what restoring would put, keep and replace. */
  plan(onProgress?: Progress): Promise<{ readonly plan: RestorePlan; readonly report: VerifyReport }>;
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
  /** Hides everything at once, keeps what was typed, ends the workers and replaces the page. Never rejects. */
  lock(): Promise<void>;

  /** Saves an original of the open partner. */
  put(record: JournalRecord): Promise<void>;
  /** Saves an original and publishes a copy of it in one write. */
  putAndShare(record: JournalRecord): Promise<void>;
  /** Publishes a copy of an original as it stands. Answers the original, which knows of the copy. */
  share(id: RecordId): Promise<JournalRecord>;
  /** Removes the shared copy; the original stays. Answers it, or null when only the copy was there. */
  takeBack(id: RecordId): Promise<JournalRecord | null>;
  /** Removes an original and its copy. */
  remove(id: RecordId): Promise<void>;
  /** Together only: a record by one of the two, straight into the shared space. */
  putShared(record: JournalRecord): Promise<void>;

  /** What was typed and not yet saved as a record, by place ("entry:<id>", "need:new"). */
  drafts(): ReadonlyMap<string, unknown>;
  keepDraft(place: string, value: unknown): Promise<void>;
  dropDraft(place: string): Promise<void>;
  /** Registers what must run before a lock (it has up to five seconds); returns how to take it back. */
  beforeLock(flush: () => Promise<void>): () => void;

  lastBackup(): LastBackup | null;
  /** Writes a backup, reads it back, opens every row, and only then gives it its name. */
  exportBackup(
    onProgress?: Progress,
  ): Promise<"cancelled" | { readonly name: string; readonly bytes: number; readonly report: VerifyReport }>;
  chooseBackup(): Promise<"cancelled" | OpenedBackupFile>;

  newId(): RecordId;
  now(): Instant;
  today(): Day;
  timeZone(): string;
}

const LOCK_PATIENCE_MS = 5_000;
const CLOSE_PATIENCE_MS = 1_000;
const ID_BYTES = 16;

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
  let lastBackup: LastBackup | null = null;
  let as: OpenedAs | null = null;
  let known = NOTHING_KNOWN;
  let streamed: Promise<void> = Promise.resolve();
  let isReplaced = false;
  const drafts = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  const flushes = new Set<{ readonly flush: () => Promise<void> }>();

  const now = (): Instant => instantAt(clock.now());
  const today = (): Day => dayIn(now(), clock.timeZone());

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
    become({ kind: "closed", door: looked.door, lastBackup, sample });
  }

  async function look(): Promise<void> {
    try {
      const sampleDoor = await vault.call("look", { sample: true });
      sample = sampleDoor.kind === "closed";
      becomeDoor(sample ? sampleDoor : await vault.call("look", { sample: false }));
    } catch (thrown) {
      become({ kind: "failed", code: codeOf(thrown) });
    }
  }

  function takePage(page: OpenedPage): void {
    const { mine, shared } = JSON.parse(new TextDecoder().decode(page.text)) as {
      mine: JournalRecord[];
      shared: JournalRecord[];
    }; // the vault worker parsed every record with its schema
    const unverified = new Set(page.unverified);
    const unlisted = new Set(page.unlisted);
    learn({
      mine: [...known.mine, ...mine].filter((_, at) => !unlisted.has(at)),
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

  async function streamRest(page: OpenedPage): Promise<void> {
    while (!page.complete) {
      page = await vault.call("nextPage", {});
      takePage(page);
    }
    // A full disk must not keep anybody from reading: what was seen is written again at the lock, and the next save says so.
    await vault.call("findingsShown", { now: now() }).catch(() => {});
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
      for (const { place, value } of await vault.call("drafts", {})) drafts.set(place, value);
      const first = await vault.call("nextPage", {});
      takePage(first);
      streamed = streamRest(first);
    } catch (thrown) {
      await giveUp(thrown);
      throw thrown;
    }
    streamed.catch(giveUp);
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

  function me(): string {
    const seated = as?.partners.find(({ seat }) => seat === as?.seat);
    if (seated === undefined) throw new TwofoldError("not-allowed", "no one partner is open");
    return seated.id;
  }

  /** Takes away the copy that stands in the shared space, whatever the original remembers: a restore may have parted them. */
  function ownCopyDrops(id: RecordId): RecordChange[] {
    const author = me();
    const stands = known.shared.some(({ record }) => record.id === id && record.author === author);
    return stands ? [{ act: "remove", space: "shared", id, author }] : [];
  }

  const sharedIds = (): SharedIds =>
    new Set(known.shared.flatMap(({ record, verified }) => (verified ? [record.id] : [])));

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

  /** Runs a key job that ends with recovery words to show and something held to confirm. */
  async function makeKeys(job: KeyJob, call: "found" | "join", confirmed: () => Promise<void>): Promise<Founding> {
    const { words } = await withThrowawayWorker(job, async (port, news): Promise<KeyNews> => {
      await vault.call(call, { port }, undefined, [port]);
      return news;
    });
    return { words, confirm: confirmed, abandon: async () => void (await vault.call("abandon", {})) };
  }

  function unlockWith(job: Extract<KeyJob, { kind: "open" }>) {
    return withThrowawayWorker(job, (port) =>
      vault.call("unlock", { port, seats: job.secrets.map(({ seat }) => seat) }, undefined, [port]),
    );
  }

  async function unlock(seat: Seat, secret: Secret): Promise<"open" | WrongSecret> {
    const unlocked = await unlockWith({ kind: "open", secrets: [{ seat, secret }] });
    if (unlocked.kind === "wrong") return unlocked.why;
    await show(unlocked.as);
    return "open";
  }

  /** Reads through the Host in pieces it accepts. */
  async function readFile(file: FileId, offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    let filled = 0;
    while (filled < length) {
      const piece = await host.readFile(file, offset + filled, Math.min(MAX_CHUNK_BYTES, length - filled));
      if (piece.length === 0) return bytes.slice(0, filled);
      bytes.set(piece, filled);
      filled += piece.length;
    }
    return bytes;
  }

  /** Gives the vault worker a port over which it reads a file the Host holds. */
  async function lendFile<T>(file: FileId, ask: (port: MessagePort) => Promise<T>): Promise<T> {
    const { port1, port2 } = new MessageChannel();
    serveFile(port1, (offset, length) => readFile(file, offset, length));
    return ask(port2);
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
   * Restores from the planned file. What is being typed is kept first; what comes after that is refused, as it would go to
   * the journal that is set aside. Done, the page ends; refused, the journal is open as before.
   */
  async function restore(onProgress?: Progress): Promise<{ readonly rows: number }> {
    const wasOpen = as !== null;
    if (wasOpen) await flushAll();
    isReplaced = true;
    try {
      const restored = await vault.call("restore", { now: now() }, onProgress);
      if (wasOpen) {
        become({ kind: "locking" });
        await endPage();
      } else await look();
      return restored;
    } finally {
      isReplaced = false;
    }
  }

  async function exportBackup(onProgress?: Progress) {
    await streamed;
    const created = await host.createFile({ suggestedName: `Twofold ${today()}.twofold`, purpose: "backup" });
    if (created === "cancelled") return created;
    const { file } = created;
    try {
      const at = now();
      const { bytes } = await vault.call("beginExport", { now: at });
      let size = 0;
      for (;;) {
        const chunk = await vault.call("nextChunk", {});
        if (chunk === null) break;
        await host.writeFile(file, chunk.bytes);
        size += chunk.bytes.length;
        onProgress?.(Math.min(size, bytes), bytes * 2);
      }
      await host.syncFile(file);
      const report = await lendFile(file, (port) =>
        vault.call("verifyExport", { port, size }, (done, total) => onProgress?.(total + done, total * 2), [port]),
      );
      const { name } = await host.keepFile(file);
      lastBackup = await vault.call("backupKept", { at, verified: report.ok });
      learn(known);
      return { name, bytes: size, report };
    } catch (thrown) {
      await host.dropFile(file).catch(() => {}); // what went wrong first is what is told
      throw thrown;
    }
  }

  async function chooseBackup(): Promise<"cancelled" | OpenedBackupFile> {
    const chosen = await host.openFile({ purpose: "backup" });
    if (chosen === "cancelled") return chosen;
    const { file, name, size } = chosen;
    const close = async () => {
      try {
        await vault.call("closeBackup", {});
      } finally {
        await host.dropFile(file);
      }
    };
    try {
      const read = await lendFile(file, (port) => vault.call("openBackup", { port, size }, undefined, [port]));
      return {
        name,
        ...read,
        unlock: (seat, secret) =>
          withThrowawayWorker({ kind: "open", secrets: [{ seat, secret }] }, (port) =>
            vault.call("unlockBackup", { port }, undefined, [port]),
          ),
        verify: (onProgress) => vault.call("verifyBackup", {}, onProgress),
        plan: (onProgress) => vault.call("planRestore", {}, onProgress),
        async restore(onProgress) {
          const restored = await restore(onProgress);
          // The journal is restored whatever becomes of the file; a page that was ended holds it no longer.
          if (state.kind !== "locking") await close().catch(() => {});
          return restored;
        },
        close,
      };
    } catch (thrown) {
      await host.dropFile(file).catch(() => {}); // what went wrong first is what is told
      throw thrown;
    }
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
        if (opened !== "joined") await show(opened);
      }),
    join: (who) =>
      makeKeys({ kind: "join", ...who, now: now() }, "join", async () => {
        await vault.call("confirm", { now: now() });
        await lock();
      }),
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
    lock,
    put: (record) =>
      save([{ act: "put", space: "private", record }], ({ mine }) => ({ mine: withRecord(mine, record) })),
    putAndShare: async (record) => void (await shareNow(record)),
    share: async (id) => shareNow(own(id)),
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
    async remove(id) {
      const { author } = own(id);
      await save([{ act: "remove", space: "private", id, author }, ...ownCopyDrops(id)], ({ mine, shared }) => ({
        mine: withoutRecord(mine, id),
        shared: withoutCopy(shared, id, author),
      }));
    },
    putShared: (record) =>
      save([{ act: "put", space: "shared", record }], ({ shared }) => ({ shared: withCopy(shared, record) })),
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
    newId,
    now,
    today,
    timeZone: clock.timeZone,
  };
}
