/**
 * What the vault worker keeps between calls - the store, the open session, what is half-way - and what each call does.
 * Keys come in over ports from throwaway workers and never go out.
 */
import { readBackupHeader, type BackupHeader, type ByteSource } from "#shared/backup/backup-header.ts";
import { openBackup, type OpenedBackup } from "#shared/backup/open-backup.ts";
import { backupChunks, newFileKey } from "#shared/backup/write-backup.ts";
import { planRestore, plannedContents, type JournalHere, type RestorePlan } from "#shared/backup/restore.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import type { Instant } from "#shared/base/time.ts";
import { base64, randomBytes, text, utf8, wipe } from "#shared/crypto/sodium.ts";
import { parseRecord, writeRecord } from "#shared/domain/record.ts";
import { openDraft, sealDraft } from "#shared/vault/draft.ts";
import { doorOf, type Seat, type VaultHeader } from "#shared/vault/header.ts";
import { admit, type JoinHello } from "#shared/vault/joining.ts";
import type { Keys } from "#shared/vault/keyring.ts";
import {
  openSession,
  type Change,
  type Commit,
  type ManifestPart,
  type SealedRow,
  type Session,
} from "#shared/vault/session.ts";
import { wipeKeys } from "#shared/vault/vault.ts";
import {
  LastBackup,
  type CallArgument,
  type CallName,
  type OpenedAs,
  type OpenedPage,
  type RecordChange,
  type VaultAnswers,
  type WrongSecret,
} from "./calls.ts";
import { converse } from "./conversation.ts";
import {
  clearOffStage,
  dropSampleStore,
  dropStagedStore,
  flipTo,
  openCurrentStore,
  openSampleStore,
  stageStore,
  type Store,
} from "./database.ts";
import { fileBehind } from "./file-port.ts";
import type { Founding, Joining, KeysMade, SampleMade } from "./key-jobs.ts";
import { openedPages } from "./opened-pages.ts";

type Progress = (done: number, total: number) => void;

export type Room = {
  readonly [Name in CallName]: (argument: CallArgument<Name>, onProgress: Progress) => Promise<VaultAnswers[Name]>;
};

/** What `found` or `join` made and nobody has confirmed yet. */
type Held =
  | ({ readonly kind: "founding" } & Founding)
  | { readonly kind: "joining"; readonly finish: () => Commit; readonly commits: readonly Commit[] };

/** A commit whose transaction did not answer in time: it may yet be written. */
interface InDoubt {
  readonly commit: Commit;
  readonly outcome: Promise<"written" | "not-written">;
}

/** An export under way. The file key stays here until the file was read back: keys of a session together could not open it. */
interface Exporting {
  readonly chunks: AsyncIterator<Uint8Array, void>;
  readonly fileKey: Uint8Array;
}

/** A draft inside its seal. */
interface KeptDraft {
  readonly place: string;
  readonly at: Instant;
  readonly value: unknown;
}

/** The backup file that was chosen last, as far as it was opened. */
interface ChosenBackup {
  readonly file: ByteSource;
  readonly header: BackupHeader;
  opened: OpenedBackup | null;
  plan: RestorePlan | null;
}

const DOUBT_PATIENCE_MS = 5_000;

const pause = (milliseconds: number): Promise<"paused"> =>
  new Promise((resolve) => setTimeout(() => resolve("paused"), milliseconds));

const WRITER_LOCK = "twofold-writer";
const WRITER_PATIENCE_MS = 3_000;

/** Waits for the one writer's place: another tab or the page before this one may still hold it. Kept until the worker ends. */
async function takeWriterLock(): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    navigator.locks
      .request(WRITER_LOCK, { signal: AbortSignal.timeout(WRITER_PATIENCE_MS) }, () => {
        resolve();
        return new Promise<never>(() => {});
      })
      .catch(() => reject(new TwofoldError("open-elsewhere")));
  });
}

const present = <T>(value: T | null, code: "locked" | "bad-call" | "not-found", detail: string): T => {
  if (value === null) throw new TwofoldError(code, detail);
  return value;
};

export function openRoom(): Room {
  let writing: Promise<void> | null = null;
  let store: Store | null = null;
  let header: VaultHeader | null = null;
  let session: Session | null = null;
  let pages: Generator<OpenedPage, void> | null = null;
  let held: Held | null = null;
  let exporting: Exporting | null = null;
  let backup: ChosenBackup | null = null;
  let inDoubt: InDoubt | null = null;
  let isEmptyPlace = false;
  const draftIds = new Map<string, string>();

  const openedSession = () => present(session, "locked", "no session");
  const openedStore = () => present(store, "locked", "no store");

  /** Learns what became of a write that did not answer in time, before anything is staged on top of it. */
  async function resolveDoubt(): Promise<void> {
    if (inDoubt === null) return;
    const { commit, outcome } = inDoubt;
    const became = await Promise.race([outcome, pause(DOUBT_PATIENCE_MS)]);
    if (became === "paused") throw new TwofoldError("storage-failed", "still in doubt");
    inDoubt = null;
    if (became === "written") openedSession().settle(commit);
  }

  /** Stages on a settled session and writes. The session counts a commit only when the disk has it. */
  async function write(stage: (session: Session) => Commit | null): Promise<void> {
    await resolveDoubt();
    const commit = stage(openedSession());
    if (commit === null) return;
    const { acknowledged, outcome } = openedStore().write(commit);
    inDoubt = { commit, outcome };
    try {
      await acknowledged;
    } catch (thrown) {
      if ((await Promise.race([outcome, pause(0)])) === "not-written") inDoubt = null; // refused, not late
      throw thrown;
    }
    inDoubt = null;
    openedSession().settle(commit);
  }

  function openedAs(keys: Keys, { seats }: VaultHeader): OpenedAs {
    const partners = (["a", "b"] as const).flatMap((seat) => {
      const taken = seats[seat];
      return taken === null ? [] : [{ id: taken.identity.partner, seat, cover: taken.cover }];
    });
    return { kind: keys.kind, seat: keys.kind === "one" ? keys.seat : null, partners };
  }

  /** Opens a session and begins to stream its rows, which were read ahead while the keys were derived. */
  async function begin(keys: Keys, rowsAhead?: ReadonlyMap<string, Promise<SealedRow[]>>): Promise<OpenedAs> {
    const current = present(header, "locked", "no header");
    const opened = openSession(current, keys);
    const rowsOf = (space: string) => rowsAhead?.get(space) ?? openedStore().rows(space);
    const spaces = opened.spaces();
    const shared = spaces.at(-1) as string;
    const own = keys.kind === "one" ? await rowsOf(spaces[0] as string) : [];
    pages = openedPages(opened, own, await rowsOf(shared), await openedStore().parts(opened.shelves()));
    session = opened;
    return openedAs(keys, current);
  }

  /** Runs one conversation with a throwaway worker, and tells it when this side gives up. */
  async function overPort<T>(
    port: MessagePort,
    talk: (conversation: ReturnType<typeof converse>) => Promise<T>,
  ): Promise<T> {
    const conversation = converse(port);
    try {
      return await talk(conversation);
    } catch (thrown) {
      conversation.fail(thrown);
      throw thrown;
    } finally {
      conversation.end();
    }
  }

  /** Reads a header's rows while a throwaway worker derives: on a large journal the one hides behind the other. */
  function readAhead({ seats, sharedSpace }: VaultHeader, own: readonly Seat[]): Map<string, Promise<SealedRow[]>> {
    const spaces = [
      sharedSpace,
      ...(own.length === 1 ? own.flatMap((seat) => seats[seat]?.identity.privateSpace ?? []) : []),
    ];
    const ahead = new Map(spaces.map((space) => [space, openedStore().rows(space)]));
    for (const rows of ahead.values()) rows.catch(() => {}); // awaited in begin; a wrong passphrase never asks
    return ahead;
  }

  function toChange(change: RecordChange): Change {
    if (change.act === "remove") return change;
    const parsed = parseRecord(change.record);
    if (parsed.kind === "unreadable") throw new TwofoldError("malformed", parsed.reason);
    const isCopy = parsed.record.original === null;
    if (isCopy !== (change.space === "shared"))
      throw new TwofoldError("not-allowed", "D3 originals are private, copies shared");
    return { act: "put", space: change.space, json: writeRecord(parsed.record) };
  }

  /** Forgets the open session and wipes its keys. */
  function forgetSession(): void {
    if (session !== null) wipeKeys(session.keys);
    session = null;
    pages = null;
    inDoubt = null;
    draftIds.clear();
  }

  async function lookAt(found: Store | null): Promise<VaultAnswers["look"]> {
    forgetSession();
    store?.close();
    store = found;
    header = (await found?.header()) ?? null;
    isEmptyPlace = found === null;
    if (found === null || header === null) return { kind: "empty" };
    const last = await found.lastBackup();
    return {
      kind: "closed",
      door: doorOf(header),
      lastBackup: last === null ? null : LastBackup.parse(JSON.parse(last)),
    };
  }

  const openedBackup = () =>
    present(present(backup, "bad-call", "no backup file").opened, "locked", "backup not unlocked");

  /** The journal on this laptop, as a restore plan asks about it. */
  async function journalHere(): Promise<JournalHere | null> {
    const current = session?.header ?? header;
    if (current === null) return null;
    const rows = new Map<string, number>();
    for (const { space } of await openedStore().everyRow()) rows.set(space, (rows.get(space) ?? 0) + 1);
    return { header: current, rows };
  }

  /** What a restore leaves as it is here: the spaces the plan keeps, their manifests, and everybody's drafts. */
  async function whatStays(plan: RestorePlan) {
    if (plan.onto === "empty-place") return { rows: [], parts: [], drafts: [] };
    const spaces = new Set(plan.spaces.flatMap(({ act, space }) => (act === "keep" ? [space] : [])));
    const taken = new Set(plan.shelves);
    return {
      rows: (await openedStore().everyRow()).filter(({ space }) => spaces.has(space)),
      parts: (await openedStore().everyPart()).filter(({ shelf }) => !taken.has(shelf)),
      drafts: await openedStore().drafts(),
    };
  }

  /** Fills a staged store, or leaves nothing of it. */
  async function fillStaged(kind: Store["kind"], filled: SampleMade, now: number): Promise<Store> {
    const staged = await stageStore(kind, base64(randomBytes(12)), now);
    try {
      await staged.fill(filled.header, filled.rows, filled.parts);
      return staged;
    } catch (thrown) {
      await dropStagedStore(staged);
      throw thrown;
    }
  }

  /** The sample couple's journal is thrown away on leaving: nobody's backup is restored into it, nor it into the journal. */
  function refuseInSample(): void {
    if (store?.kind === "sample") throw new TwofoldError("not-allowed", "a restore inside the sample");
  }

  return {
    async look({ sample }) {
      writing ??= takeWriterLock();
      await writing.catch((thrown: unknown) => {
        writing = null;
        throw thrown;
      });
      isEmptyPlace = false;
      return lookAt(await (sample ? openSampleStore() : openCurrentStore()));
    },

    unlock: ({ port, seats }) =>
      overPort(port, async (keyWorker) => {
        const current = present(header, "not-found", "no journal");
        keyWorker.say(current);
        const ahead = readAhead(current, seats);
        const made = (await keyWorker.hear()) as KeysMade;
        if ("wrong" in made) return { kind: "wrong", why: made.wrong, seat: made.seat };
        return { kind: "open", as: await begin(made.keys, ahead) };
      }),

    async nextPage() {
      const page = present(pages, "bad-call", "no pages").next();
      if (page.done === true) throw new TwofoldError("bad-call", "no pages");
      if (page.value.complete) pages = null;
      return page.value;
    },

    async findingsShown({ now }) {
      await write((opened) => opened.stageSeen());
      if (openedStore().kind === "journal") await clearOffStage(Date.parse(now));
      return null;
    },

    found: ({ port }) =>
      overPort(port, async (keyWorker) => {
        if (!isEmptyPlace) throw new TwofoldError("already-exists");
        const {
          header: founded,
          keys,
          commits,
        } = (await keyWorker.hear()) as Omit<Extract<Held, { kind: "founding" }>, "kind">;
        held = { kind: "founding", header: founded, keys, commits };
        return "held" as const;
      }),

    join: ({ port }) =>
      overPort(port, async (keyWorker) => {
        const mine = openedSession();
        keyWorker.say(mine.header);
        const { admission, finish } = admit(mine, (await keyWorker.hear()) as JoinHello);
        keyWorker.say(admission);
        const { joined, commits } = (await keyWorker.hear()) as Joining;
        held = { kind: "joining", finish: () => finish(joined), commits };
        return "held" as const;
      }),

    async confirm({ now }) {
      const confirmed = present(held, "bad-call", "nothing held");
      if (confirmed.kind === "joining") {
        await resolveDoubt();
        // The session is not settled: joining ends in a lock.
        await openedStore().write(confirmed.finish(), ...confirmed.commits).acknowledged;
        held = null;
        return "joined";
      }
      const staged = await stageStore("journal", base64(randomBytes(12)), Date.parse(now));
      await staged.write(...confirmed.commits).acknowledged;
      await flipTo(staged, Date.parse(now));
      held = null; // kept until now: its words are written down already
      await lookAt(staged);
      return begin(confirmed.keys);
    },

    async abandon() {
      held = null;
      return null;
    },

    fillSample: ({ port }) =>
      overPort(port, async (keyWorker) => {
        const made = (await keyWorker.hear()) as SampleMade;
        store?.close();
        await lookAt(await fillStaged("sample", made, 0));
        return null;
      }),

    async dropSample() {
      store?.close();
      store = null;
      await dropSampleStore();
      return null;
    },

    async save({ changes }) {
      const parsed = changes.map(toChange);
      await write((opened) => opened.stage(parsed));
      return null;
    },

    async drafts() {
      const { keys } = openedSession();
      const newest = new Map<string, KeptDraft & { readonly id: string }>();
      for (const { id, sealed } of await openedStore().drafts()) {
        const bytes = openDraft(keys, sealed);
        if (bytes === "unreadable") continue; // the other partner's, or damaged: it stays where it is
        const draft = { id, ...(JSON.parse(text(bytes)) as KeptDraft) };
        const other = newest.get(draft.place);
        if (other === undefined || other.at < draft.at) newest.set(draft.place, draft);
      }
      for (const { place, id } of newest.values()) draftIds.set(place, id);
      return [...newest.values()].map(({ place, value }) => ({ place, value }));
    },

    async keepDraft({ place, value, now }) {
      const { keys } = openedSession();
      if (keys.kind !== "one") throw new TwofoldError("not-allowed", "a joint session has no drafts yet");
      const id = draftIds.get(place) ?? base64(randomBytes(16));
      draftIds.set(place, id); // before the disk answers: a late answer must not leave a second draft of one place
      const draft: KeptDraft = { place, at: now, value };
      await openedStore().keepDraft({ id, sealed: sealDraft(keys, keys.seat, utf8(JSON.stringify(draft))) });
      return null;
    },

    async dropDraft({ place }) {
      const id = draftIds.get(place);
      if (id !== undefined) await openedStore().dropDraft(id);
      draftIds.delete(place);
      return null;
    },

    async beginExport({ now }) {
      const current = openedSession();
      const [rows, parts] = [await openedStore().everyRow(), await openedStore().everyPart()];
      const fileKey = newFileKey();
      const bytes = [...rows, ...parts].reduce((total, { sealed }) => total + sealed.length, 0);
      exporting = { chunks: backupChunks(current, rows, parts, { now, fileKey }), fileKey };
      return { bytes };
    },

    async nextChunk() {
      const { value, done } = await present(exporting, "bad-call", "no export").chunks.next();
      return done === true ? null : { bytes: value };
    },

    async verifyExport({ port, size }, onProgress) {
      const { fileKey } = present(exporting, "bad-call", "no export");
      const file = fileBehind(port, size);
      try {
        const opened = openBackup(file, await readBackupHeader(file), openedSession().keys, fileKey);
        return await verifyBackup(opened, onProgress);
      } finally {
        exporting = null;
        wipe(fileKey);
        port.close();
      }
    },

    async backupKept({ at, verified }) {
      const kept: LastBackup = { at, verified };
      await openedStore().setLastBackup(JSON.stringify(kept));
      return kept;
    },

    async openBackup({ port, size }) {
      const file = fileBehind(port, size);
      const read = await readBackupHeader(file);
      backup = { file, header: read, opened: null, plan: null };
      return {
        facts: read.facts,
        door: read.facts.door,
        journalHere: header !== null,
        sameJournalHere: header?.vaultId === read.vault.vaultId,
      };
    },

    unlockBackup: ({ port }) =>
      overPort(port, async (keyWorker): Promise<"open" | WrongSecret> => {
        const current = present(backup, "bad-call", "no backup file");
        keyWorker.say(current.header.vault);
        const made = (await keyWorker.hear()) as KeysMade;
        if ("wrong" in made) return made.wrong;
        current.opened = openBackup(current.file, current.header, made.keys);
        return "open";
      }),

    verifyBackup: (_, onProgress) => verifyBackup(openedBackup(), onProgress),

    async planRestore(_, onProgress) {
      refuseInSample();
      const report = await verifyBackup(openedBackup(), onProgress); // the whole file is authentic before anything is planned
      const plan = planRestore(openedBackup(), await journalHere());
      present(backup, "bad-call", "no backup file").plan = plan;
      return { plan, report };
    },

    async restore({ now }, onProgress) {
      refuseInSample();
      const current = present(backup, "bad-call", "no backup file");
      const plan = present(current.plan, "bad-call", "no plan");
      const rows: SealedRow[] = [];
      const parts: ManifestPart[] = [];
      for await (const items of plannedContents(openedBackup(), plan, onProgress)) {
        for (const item of items) {
          if (item.kind === "row") rows.push(item.row);
          else if (item.kind === "part") parts.push(item.part);
        }
      }
      const kept = await whatStays(plan);
      const whole = { header: plan.header, rows: [...rows, ...kept.rows], parts: [...parts, ...kept.parts] };
      const staged = await fillStaged("journal", whole, Date.parse(now));
      for (const draft of kept.drafts) await staged.keepDraft(draft);
      await staged.setLastBackup(
        JSON.stringify({ at: current.header.facts.writtenAt, verified: true } satisfies LastBackup),
      );
      await flipTo(staged, Date.parse(now));
      await lookAt(staged); // nothing more is written to the journal that was replaced
      return { rows: plan.rows };
    },

    async closeBackup() {
      if (backup?.opened != null) wipeKeys(backup.opened.keys);
      backup = null;
      return null;
    },

    async close() {
      if (session !== null && pages === null) await write((opened) => opened.stageSeen());
      forgetSession();
      store?.close();
      store = null;
      return null;
    },
  };
}
