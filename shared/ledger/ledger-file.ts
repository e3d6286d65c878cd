/**
 * The ledger: an append-only file of what was saved, beside the store and for the day the store is lost. Sealed bytes only,
 * written and read without a key. Pure: the shell moves the bytes. Rules are numbered in FORMAT.md.
 */
import { z } from "../base/zod.ts";
import { TwofoldError } from "../base/errors.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { Id } from "../vault/identity.ts";
import type { Commit, ManifestPart, SealedRow } from "../vault/session.ts";

/** A place in a ledger between two frames. The store keeps the one behind its newest commit, as its anchor [L6]. */
export const LedgerEnd = z.strictObject({
  /** Id of the ledger. */
  ledger: Id,
  /** Bytes before this place. */
  length: z.int().min(0),
  /** The chain as it stands here, base64url. */
  chain: encodedBytes(32),
});
export type LedgerEnd = Readonly<z.infer<typeof LedgerEnd>>;

/** A commit as it is stored: its header, if it has one, is still the text that was written. */
export interface StoredCommit extends Omit<Commit, "header"> {
  readonly header: string | null;
}

/** What a ledger is read from. `read` gives exactly `length` bytes; it is never asked beyond `size`. */
export interface LedgerSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** What reading a ledger came to [L5]. */
export interface LedgerReading {
  readonly kind: "ledger";
  readonly ledger: string;
  readonly vaultId: string;
  /** Ids of the ledgers this one was compacted from. */
  readonly replaces: readonly string[];
  /** Behind the last frame that verifies. */
  readonly end: LedgerEnd;
  /** Frames that verify. */
  readonly frames: number;
  /** Frames before `end` that do not verify and were passed over. */
  readonly skipped: number;
  /** What stands behind `end`: nothing, one frame whose writing was cut off, or anything else. */
  readonly tail: "none" | "torn" | "damaged";
  /** Whether the anchor asked for is a place between two frames of this ledger. */
  readonly hasAnchor: boolean;
}

/** What is no ledger this program can read. */
export interface NoLedger {
  readonly kind: "no-ledger";
  readonly why: "not-a-ledger" | "newer-version" | "damaged";
}

/** The first bytes of a new ledger. `replaces`, oldest first, names the ledgers it was compacted from; of many, the last 16 [L2]. */
export function beginLedger(_ids: {
  readonly ledger: string;
  readonly vaultId: string;
  readonly replaces: readonly string[];
}): { readonly bytes: Uint8Array; readonly end: LedgerEnd } {
  throw new TwofoldError("bug", "not yet");
}

/** One commit as the frame that goes at `end` [L3], and the end behind it. Throws "over-limit" for a commit no reader would take. */
export function appendFrame(_end: LedgerEnd, _commit: Commit): { readonly bytes: Uint8Array; readonly end: LedgerEnd } {
  throw new TwofoldError("bug", "not yet");
}

/** A whole journal as frames of about 1 MiB, for a ledger just begun [L4]; the header goes last. Each row and part is asked for once. */
export function* baseFrames(
  _end: LedgerEnd,
  _header: string,
  _rows: Iterable<SealedRow>,
  _parts: Iterable<ManifestPart>,
): Generator<{ readonly bytes: Uint8Array; readonly end: LedgerEnd }, void, undefined> {
  yield* [];
}

/**
 * Reads a ledger from its beginning, giving each commit that verifies to `take` with the end behind it. Holds one frame at a time.
 * Damage is an answer, not an error [L5]: of what did not verify nothing is given. Throws only what `source` and `take` throw.
 */
export async function readLedger(
  _source: LedgerSource,
  _anchor: LedgerEnd | null,
  _take: (commit: StoredCommit, end: LedgerEnd) => void,
  _onProgress: (done: number, of: number) => void = () => undefined,
): Promise<LedgerReading | NoLedger> {
  return Promise.reject(new TwofoldError("bug", "not yet"));
}
