/**
 * Every call the page may make of the vault worker, once, with the schema its argument must fit. The worker parses
 * what arrives; only results and error codes go back, and no key ever does.
 */
import { z } from "#shared/base/zod.ts";
import type { BackupFacts } from "#shared/backup/backup-header.ts";
import type { MergePlan } from "#shared/backup/merge.ts";
import type { RestorePlan } from "#shared/backup/restore.ts";
import type { VerifyReport } from "#shared/backup/verify.ts";
import type { ErrorCode } from "#shared/base/errors.ts";
import { Instant } from "#shared/base/time.ts";
import { SealedFile } from "#shared/domain/file.ts";
import { FileId } from "#shared/host/host.ts";
import type { Door, Seat } from "#shared/vault/header.ts";
import type { Unlocks } from "#shared/vault/keyring.ts";
import type { Finding } from "#shared/vault/session.ts";

/** What the look at the store found, before any passphrase. */
export type Looked =
  | { readonly kind: "empty" }
  | {
      readonly kind: "closed";
      readonly door: Door;
      readonly lastBackup: LastBackup | null;
      /** What had to be done to the store before it could be shown; null when nothing had to. */
      readonly mended: Mended | null;
    };

/** How the store was brought back from the ledger. */
export interface Mended {
  /** "caught-up": saves that only the ledger had were written to the store. "rebuilt": a new store was made. */
  readonly how: "caught-up" | "rebuilt";
  /** Rows of the journal that stand in the store now, and how many there should be. */
  readonly rows: number;
  readonly of: number;
  /** Of these, rows that came from the ledger. */
  readonly fromLedger: number;
  /** Rows that nobody's list names: left in the damaged store, which is set aside. */
  readonly leftBehind: number;
  /** Damaged places met in the ledger; the damaged file was set aside. */
  readonly ledgerDamage: number;
}

/** A backup that the app keeps by itself. */
export interface KeptBackup {
  readonly name: string;
  /** From its name. */
  readonly writtenAt: Instant;
  readonly bytes: number;
  /** What the last reading of it found; "unread" when this laptop has not read it. */
  readonly health: "verified" | "damaged" | "unread";
  readonly readAt: Instant | null;
}

/** The backups that are kept, newest first. */
export interface KeptBackups {
  /** The folder as it is shown to people; null: inside this browser. */
  readonly place: string | null;
  readonly backups: readonly KeptBackup[];
}

/** What is known of kept backups: by what engine the newest was written, and what the last reading of each found. */
export const KeptFacts = z.strictObject({
  engine: z.string(),
  health: z.record(z.string().max(120), z.strictObject({ health: z.enum(["verified", "damaged"]), readAt: Instant })),
});
export type KeptFacts = z.infer<typeof KeptFacts>;

/** When a backup was last written, and whether it was opened again and every row verified. */
export const LastBackup = z.strictObject({ at: Instant, verified: z.boolean() });
export type LastBackup = z.infer<typeof LastBackup>;

export interface SeatedPartner {
  readonly id: string;
  readonly seat: Seat;
  readonly cover: Door["coverForB"];
}

/** Who has opened the journal, as the vault knows it. Names come with the shared profiles. */
export interface OpenedAs {
  readonly kind: "one" | "together";
  /** The open partner's seat; null when together. */
  readonly seat: Seat | null;
  /** In the order of the journal; behind them those whose place was given anew, as what they published stays theirs. */
  readonly partners: readonly SeatedPartner[];
  /** The open partner's own unlocks before this one; null when together. */
  readonly unlocks: Unlocks | null;
}

/** An answer of a throwaway worker that is not a failure. */
export type WrongSecret = "wrong-passphrase" | "wrong-words";

export type Unlocked =
  /** `mended`: how an unreadable store was brought back from the ledger first; null when it did not have to be. */
  | { readonly kind: "open"; readonly as: OpenedAs; readonly mended: Mended | null }
  | { readonly kind: "wrong"; readonly why: WrongSecret; readonly seat: Seat };

/** Why a row is not shown as a record. It stays in the store as it is. */
export interface Unreadable {
  readonly space: "private" | "shared";
  readonly reason: "damaged" | "malformed" | "newer-version" | "unknown-kind" | "unlisted";
}

/**
 * A page of opened rows. `text` is UTF-8 JSON `{"mine": [record…], "shared": [record…], "restated": [record…]}`, newest first: a transferred
 * buffer parsed on arrival costs a third of posted objects. `restated`, on the last page, are originals to be taken in the place of those
 * of the same id: what stands in the shared space is not what they say.
 */
export interface OpenedPage {
  readonly text: Uint8Array;
  /** Places, on this page, of shared copies that nothing vouches for. */
  readonly unverified: readonly number[];
  /** Places, among all own originals sent so far, of rows that the manifest does not list: put back by somebody. */
  readonly unlisted: readonly number[];
  readonly unreadable: readonly Unreadable[];
  /** True on the last page; findings come with it. */
  readonly complete: boolean;
  readonly findings: readonly Finding[];
}

const change = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("put"), space: z.enum(["private", "shared"]), record: z.unknown() }),
  z.strictObject({
    act: z.enum(["remove", "purge"]),
    space: z.enum(["private", "shared"]),
    id: z.string().max(64),
    author: z.string().max(64),
  }),
]);
export type RecordChange = z.infer<typeof change>;

const port = z.custom<MessagePort>((value) => value instanceof MessagePort);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const nothing = z.strictObject({});

const zone = z.string().min(1).max(64);

/** The argument schema of every call; channel names are these keys. */
export const VAULT_CALLS = {
  /** Lends the Host's files: the ledger, kept backups, files the couple chose. Before `look`; without it there are none. */
  lendFiles: z.strictObject({ port }),
  /** Takes the one writer's lock and looks whether a journal is here. */
  look: z.strictObject({ sample: z.boolean(), now: Instant }),
  /** Opens with keys that a throwaway worker sends over the port. */
  unlock: z.strictObject({
    port,
    now: Instant,
    seats: z
      .array(z.enum(["a", "b"]))
      .min(1)
      .max(2),
  }),
  /** The next page of rows after unlock; first pages are small so that the first screen is quick. */
  nextPage: nothing,
  /** When the last page came with findings: rebuilds the store from the ledger where that helps. Pages then begin anew. */
  mend: z.strictObject({ now: Instant }),
  /** Once everything is open and shown: remembers the manifests as seen, and clears what restores left 30 days ago. */
  findingsShown: z.strictObject({ now: Instant }),
  /** Holds a new journal's first commit until confirmed. Answers the moment the throwaway worker is done. */
  found: z.strictObject({ port }),
  /** The founder's side of joining. Answers when partner b's part is held. */
  join: z.strictObject({ port }),
  /** The remaining partner's side of giving a lost seat to the same person anew. */
  inviteAnew: z.strictObject({ port }),
  /** Writes what is held. After `found` the journal is open. */
  confirm: z.strictObject({ now: Instant }),
  /** Forgets what is held; nothing was written. */
  abandon: nothing,
  /** Fills the sample couple's store from a backup that a throwaway worker makes and sends over the port. */
  fillSample: z.strictObject({ port }),
  dropSample: nothing,
  /** Seals and writes changes in one transaction. Resolves when the disk has them. */
  save: z.strictObject({ changes: z.array(change).min(1).max(64) }),
  /** A fresh key, and the hash that fixes a text under it; the text goes no further. */
  commit: z.strictObject({ text: z.string().max(100_000) }),
  /** Whether a text is what its hash was made of. */
  isCommitted: z.strictObject({ text: z.string().max(100_000), key: z.string().max(60), hash: z.string().max(60) }),
  /** Seals a file and puts it on the disk. It is nobody's until a record that names it is saved. */
  keepFile: z.strictObject({ bytes }),
  /** Opens a sealed file. What the store lacks of it comes from beside the ledger, or from beside the kept backups. */
  readFile: z.strictObject({ file: SealedFile }),
  drafts: nothing,
  keepDraft: z.strictObject({ place: z.string().min(1).max(200), value: z.unknown(), now: Instant }),
  dropDraft: z.strictObject({ place: z.string().min(1).max(200) }),
  /** Writes the whole journal into a created file, reads it back and opens every row this session can. */
  exportBackup: z.strictObject({ file: FileId, now: Instant }),
  /** Remembers that a backup bears its name now, and whether all of it was verified. */
  backupKept: z.strictObject({ at: Instant, verified: z.boolean() }),
  /** The backups that are kept here. Answers before unlock as well. */
  keptBackups: nothing,
  /** Writes a backup to keep, reads it back, and lets go of those the rotation no longer wants. */
  backUp: z.strictObject({ now: Instant, timeZone: zone, ifDue: z.boolean() }),
  /** Removes a backup that is kept here. */
  removeKept: z.strictObject({ name: z.string().max(120) }),
  /** Reads the header of a chosen file; it stays the current backup until `closeBackup`. */
  openBackup: z.strictObject({ file: FileId, size: z.int().min(0) }),
  /** The same of a backup that is kept here. */
  openKeptBackup: z.strictObject({ name: z.string().max(120) }),
  /** Takes keys for the current backup file from a throwaway worker. */
  unlockBackup: z.strictObject({ port }),
  verifyBackup: nothing,
  /** Reads and verifies the whole file, then says what restoring it would put, keep and replace. */
  planRestore: nothing,
  /** Restores the current backup into a database of its own, counts it and throws it away: the journal is not touched. */
  rehearse: z.strictObject({ now: Instant }),
  /** Reads and verifies the whole file, then says what bringing it into the open journal would add and change. */
  planMerge: nothing,
  /** Brings what was planned into a copy of the journal and flips to it. All or nothing. */
  merge: z.strictObject({ now: Instant, timeZone: zone }),
  /** Fills a new store from the current backup and flips to it. All or nothing. */
  restore: z.strictObject({ now: Instant, timeZone: zone }),
  closeBackup: nothing,
  /** Lets a throwaway worker try a secret on the open journal's header. No key comes back, and nothing opens or is written. */
  confirmSecret: z.strictObject({ port }),
  /** Holds new slots, a new epoch or a seat given anew, made in a throwaway worker, until confirmed. */
  changeKeys: z.strictObject({ port }),
  /** Makes a new vault of the open partner's part and holds it until confirmed. */
  takeMyPart: z.strictObject({ port, now: Instant, timeZone: zone }),
  /** Writes the vault that `takeMyPart` held into a created file and reads it back. */
  exportMyPart: z.strictObject({ file: FileId, now: Instant }),
  /** Removes the traces of what was deleted: a new ledger, a new database, nothing kept aside; and of these files those that nothing names any more. */
  purge: z.strictObject({ now: Instant, files: z.array(SealedFile.shape.id).max(100_000) }),
  /** Deletes the whole journal from this laptop: databases, ledger, what was kept aside. Kept backups stay. */
  deleteJournal: nothing,
  /** Writes what was seen, closes the store and wipes the keys. The page then ends this worker. */
  close: nothing,
} as const;

export type CallName = keyof typeof VAULT_CALLS;

/** What a merge would do, in numbers. */
export type MergeSummary = Omit<MergePlan, "changes">;

/** What can be told of a chosen backup before it is opened, and of the journal beside it. */
export interface ChosenFacts {
  readonly facts: BackupFacts;
  readonly door: Door;
  readonly sameJournalHere: boolean;
  readonly journalHere: boolean;
}

/** What each call answers. */
export interface VaultAnswers {
  lendFiles: null;
  look: Looked;
  unlock: Unlocked;
  nextPage: OpenedPage;
  mend: { readonly mended: Mended; readonly as: OpenedAs } | null;
  findingsShown: null;
  found: "held";
  join: "held";
  inviteAnew: "held";
  confirm: OpenedAs | "written";
  abandon: null;
  fillSample: null;
  dropSample: null;
  save: null;
  commit: { readonly key: string; readonly hash: string };
  isCommitted: boolean;
  keepFile: SealedFile;
  readFile: { readonly bytes: Uint8Array };
  drafts: readonly { readonly place: string; readonly value: unknown }[];
  keepDraft: null;
  dropDraft: null;
  exportBackup: { readonly bytes: number; readonly report: VerifyReport };
  backupKept: LastBackup;
  keptBackups: KeptBackups;
  backUp: KeptBackups;
  removeKept: KeptBackups;
  openBackup: ChosenFacts;
  openKeptBackup: ChosenFacts;
  unlockBackup: "open" | WrongSecret;
  verifyBackup: VerifyReport;
  planRestore: { readonly plan: RestorePlan; readonly report: VerifyReport };
  rehearse: { readonly rows: number; readonly report: VerifyReport };
  planMerge: { readonly plan: MergeSummary; readonly report: VerifyReport };
  merge: { readonly records: number };
  restore: { readonly rows: number };
  closeBackup: null;
  confirmSecret: "right" | WrongSecret;
  changeKeys: "held" | WrongSecret;
  takeMyPart: "held";
  exportMyPart: { readonly bytes: number; readonly report: VerifyReport };
  purge: null;
  deleteJournal: null;
  close: null;
}

type ShowProgress = (done: number, total: number) => void;

/** What the worker does for each call. */
export type Room = {
  readonly [Name in CallName]: (argument: CallArgument<Name>, onProgress: ShowProgress) => Promise<VaultAnswers[Name]>;
};

export type CallArgument<Name extends CallName> = z.infer<(typeof VAULT_CALLS)[Name]>;

/** One call as it crosses to the worker. */
export const Call = z.strictObject({ number: z.int(), name: z.string(), argument: z.unknown() });

/** What comes back: an answer, a failure's code, or progress of the call under way. */
export type Reply =
  | { readonly number: number; readonly answer: unknown }
  | { readonly number: number; readonly failed: ErrorCode }
  | { readonly number: number; readonly done: number; readonly total: number };
