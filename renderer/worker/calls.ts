/**
 * Every call the page may make of the vault worker, once, with the schema its argument must fit. The worker parses
 * what arrives; only results and error codes go back, and no key ever does.
 */
import { z } from "#shared/base/zod.ts";
import type { BackupFacts } from "#shared/backup/backup-header.ts";
import type { RestorePlan } from "#shared/backup/restore.ts";
import type { VerifyReport } from "#shared/backup/verify.ts";
import type { ErrorCode } from "#shared/base/errors.ts";
import { Instant } from "#shared/base/time.ts";
import type { Door, Seat } from "#shared/vault/header.ts";
import type { Finding } from "#shared/vault/session.ts";

/** What the look at the store found, before any passphrase. */
export type Looked =
  { readonly kind: "empty" } | { readonly kind: "closed"; readonly door: Door; readonly lastBackup: LastBackup | null };

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
  /** In the order of the journal. */
  readonly partners: readonly SeatedPartner[];
}

/** An answer of a throwaway worker that is not a failure. */
export type WrongSecret = "wrong-passphrase" | "wrong-words";

export type Unlocked =
  | { readonly kind: "open"; readonly as: OpenedAs }
  | { readonly kind: "wrong"; readonly why: WrongSecret; readonly seat: Seat };

/** Why a row is not shown as a record. It stays in the store as it is. */
export interface Unreadable {
  readonly space: "private" | "shared";
  readonly reason: "damaged" | "malformed" | "newer-version" | "unknown-kind" | "unlisted";
}

/**
 * A page of opened rows. `text` is UTF-8 JSON `{"mine": [record…], "shared": [record…]}`, newest first: a transferred
 * buffer parsed on arrival costs a third of posted objects.
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
    act: z.literal("remove"),
    space: z.enum(["private", "shared"]),
    id: z.string().max(64),
    author: z.string().max(64),
  }),
]);
export type RecordChange = z.infer<typeof change>;

const port = z.custom<MessagePort>((value) => value instanceof MessagePort);
const nothing = z.strictObject({});

/** The argument schema of every call; channel names are these keys. */
export const VAULT_CALLS = {
  /** Takes the one writer's lock and looks whether a journal is here. */
  look: z.strictObject({ sample: z.boolean() }),
  /** Opens with keys that a throwaway worker sends over the port. */
  unlock: z.strictObject({
    port,
    seats: z
      .array(z.enum(["a", "b"]))
      .min(1)
      .max(2),
  }),
  /** The next page of rows after unlock; first pages are small so that the first screen is quick. */
  nextPage: nothing,
  /** Once everything is open and shown: remembers the manifests as seen, and clears what restores left 30 days ago. */
  findingsShown: z.strictObject({ now: Instant }),
  /** Holds a new journal's first commit until confirmed. Answers the moment the throwaway worker is done. */
  found: z.strictObject({ port }),
  /** The founder's side of joining. Answers when partner b's part is held. */
  join: z.strictObject({ port }),
  /** Writes what `found` or `join` held. After `found` the journal is open. */
  confirm: z.strictObject({ now: Instant }),
  /** Forgets what `found` or `join` held; nothing was written. */
  abandon: nothing,
  /** Fills the sample couple's store from a backup that a throwaway worker makes and sends over the port. */
  fillSample: z.strictObject({ port }),
  dropSample: nothing,
  /** Seals and writes changes in one transaction. Resolves when the disk has them. */
  save: z.strictObject({ changes: z.array(change).min(1).max(64) }),
  drafts: nothing,
  keepDraft: z.strictObject({ place: z.string().min(1).max(200), value: z.unknown(), now: Instant }),
  dropDraft: z.strictObject({ place: z.string().min(1).max(200) }),
  /** Starts an export; `nextChunk` gives its bytes in order, null at the end. */
  beginExport: z.strictObject({ now: Instant }),
  nextChunk: nothing,
  /** Reads the exported file back over the port and opens every row this session can. */
  verifyExport: z.strictObject({ port, size: z.int().min(0) }),
  /** Remembers that a backup bears its name now, and whether all of it was verified. */
  backupKept: z.strictObject({ at: Instant, verified: z.boolean() }),
  /** Reads a backup's header over the port; the file stays the current one until `closeBackup`. */
  openBackup: z.strictObject({ port, size: z.int().min(0) }),
  /** Takes keys for the current backup file from a throwaway worker. */
  unlockBackup: z.strictObject({ port }),
  verifyBackup: nothing,
  /** Reads and verifies the whole file, then says what restoring it would put, keep and replace. */
  planRestore: nothing,
  /** Fills a new store from the current backup and flips to it. All or nothing. */
  restore: z.strictObject({ now: Instant }),
  closeBackup: nothing,
  /** Writes what was seen, closes the store and wipes the keys. The page then ends this worker. */
  close: nothing,
} as const;

export type CallName = keyof typeof VAULT_CALLS;

/** What each call answers. */
export interface VaultAnswers {
  look: Looked;
  unlock: Unlocked;
  nextPage: OpenedPage;
  findingsShown: null;
  found: "held";
  join: "held";
  confirm: OpenedAs | "joined";
  abandon: null;
  fillSample: null;
  dropSample: null;
  save: null;
  drafts: readonly { readonly place: string; readonly value: unknown }[];
  keepDraft: null;
  dropDraft: null;
  /** Sealed bytes there are to write: the file is a little larger. */
  beginExport: { readonly bytes: number };
  nextChunk: { readonly bytes: Uint8Array } | null;
  verifyExport: VerifyReport;
  backupKept: LastBackup;
  openBackup: {
    readonly facts: BackupFacts;
    readonly door: Door;
    readonly sameJournalHere: boolean;
    readonly journalHere: boolean;
  };
  unlockBackup: "open" | WrongSecret;
  verifyBackup: VerifyReport;
  planRestore: { readonly plan: RestorePlan; readonly report: VerifyReport };
  restore: { readonly rows: number };
  closeBackup: null;
  close: null;
}

export type CallArgument<Name extends CallName> = z.infer<(typeof VAULT_CALLS)[Name]>;

/** One call as it crosses to the worker. */
export const Call = z.strictObject({ number: z.int(), name: z.string(), argument: z.unknown() });

/** What comes back: an answer, a failure's code, or progress of the call under way. */
export type Reply =
  | { readonly number: number; readonly answer: unknown }
  | { readonly number: number; readonly failed: ErrorCode }
  | { readonly number: number; readonly done: number; readonly total: number };
