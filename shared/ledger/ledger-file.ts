/**
 * The ledger: an append-only file of what was saved, beside the store and for the day the store is lost. Sealed bytes only,
 * written and read without a key. Pure: the shell moves the bytes. Rules are numbered in FORMAT.md.
 */
import { concat, sameBytes, u32 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { z } from "../base/zod.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { base64, fromBase64, hash256 } from "../crypto/sodium.ts";
import { formatHeader } from "../vault/header.ts";
import { Id, ID_BYTES } from "../vault/identity.ts";
import type { Commit, ManifestPart, SealedRow } from "../vault/session.ts";
import { COMMIT_MAX_BYTES, decodeCommit, encodeCommit, NOTHING, type StoredCommit } from "./stored-commit.ts";

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

/** What a ledger is read from. `read` gives exactly `length` bytes; it is never asked beyond `size`. */
export interface LedgerSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** What reading a ledger came to [L5]. */
export interface LedgerReading {
  readonly kind: "ledger";
  readonly vaultId: string;
  /** Ids of the ledgers this one was compacted from, oldest first. */
  readonly replaces: readonly string[];
  /** Behind the last frame that verifies. */
  readonly end: LedgerEnd;
  /** Frames that verify. */
  readonly frames: number;
  /** Frames before `end` that do not verify and were passed over. */
  readonly skipped: number;
  /** What stands behind `end`: nothing, one frame whose writing was cut off, or anything else. */
  readonly tail: "none" | "torn" | "damaged";
  /** Whether a frame that verifies brought a header. */
  readonly hasHeader: boolean;
  /** Whether the anchor asked for is a place between two frames of this ledger. */
  readonly hasAnchor: boolean;
}

/** What is no ledger this program can read. */
export interface NoLedger {
  readonly kind: "no-ledger";
  readonly why: "not-a-ledger" | "newer-version" | "damaged";
}

const MAGIC = Uint8Array.of(0x54, 0x57, 0x4f, 0x4c, 0x45, 0x44, 0x47, 0x0a); // "TWOLEDG" and a line feed [L1]
const VERSION = 1;
const CHAIN_BYTES = 32;
const LEDGER_AT = MAGIC.length + 4;
const VAULT_AT = LEDGER_AT + ID_BYTES;
const COUNT_AT = VAULT_AT + ID_BYTES;
const REPLACES_AT = COUNT_AT + 1;
const REPLACES_MOST = 16;
const BEGINNING_MAX_BYTES = REPLACES_AT + REPLACES_MOST * ID_BYTES + CHAIN_BYTES;

const FRAME_HEAD_BYTES = 5;
const COMMIT_FRAME = 1;
/** A journal written as a whole is cut into commits of about so many bytes. */
const PIECE_BYTES = 1024 * 1024;
/** Bytes fetched from the source at once: a journal has tens of thousands of frames, and each read crosses to the shell. */
const WINDOW_BYTES = 1024 * 1024;

// ---------------------------------------------------------------------------------------------------- writing

/** The first bytes of a new ledger. `replaces`, oldest first, names the ledgers it was compacted from; of many, the last 16 [L2]. */
export function beginLedger({
  ledger,
  vaultId,
  replaces,
}: {
  readonly ledger: string;
  readonly vaultId: string;
  readonly replaces: readonly string[];
}): { readonly bytes: Uint8Array; readonly end: LedgerEnd } {
  const replaced = replaces.slice(-REPLACES_MOST).map(fromBase64);
  const ids = [fromBase64(ledger), fromBase64(vaultId), Uint8Array.of(replaced.length), ...replaced];
  const beginning = concat(MAGIC, u32(VERSION), ...ids);
  const chain = hash256(beginning);
  const bytes = concat(beginning, chain);
  return { bytes, end: { ledger, length: bytes.length, chain: base64(chain) } };
}

function frameOf(end: LedgerEnd, commit: StoredCommit): { readonly bytes: Uint8Array; readonly end: LedgerEnd } {
  const payload = encodeCommit(commit);
  const frame = concat(u32(payload.length), Uint8Array.of(COMMIT_FRAME), payload);
  const chain = hash256(concat(fromBase64(end.chain), frame));
  const bytes = concat(frame, chain);
  return { bytes, end: { ledger: end.ledger, length: end.length + bytes.length, chain: base64(chain) } };
}

/** One commit as the frame that goes at `end` [L3], and the end behind it. Throws "over-limit" for a commit no reader would take. */
export function appendFrame(end: LedgerEnd, commit: Commit): { readonly bytes: Uint8Array; readonly end: LedgerEnd } {
  return frameOf(end, { ...commit, header: commit.header === null ? null : formatHeader(commit.header) });
}

/** Cuts a table into lists of about 1 MiB, each of at least one piece. */
function* inPieces<Piece extends { readonly sealed: Uint8Array }>(table: Iterable<Piece>): Generator<Piece[]> {
  let pieces: Piece[] = [];
  let bytes = 0;
  for (const piece of table) {
    if (bytes > 0 && bytes + piece.sealed.length > PIECE_BYTES) {
      yield pieces;
      [pieces, bytes] = [[], 0];
    }
    pieces.push(piece);
    bytes += piece.sealed.length;
  }
  if (pieces.length > 0) yield pieces;
}

/** A whole journal as the frames after a beginning: its header first, then its manifests, then its rows [L3]. */
export function* baseFrames(
  end: LedgerEnd,
  header: string,
  rows: Iterable<SealedRow>,
  parts: Iterable<ManifestPart>,
): Generator<{ readonly bytes: Uint8Array; readonly end: LedgerEnd }, void, undefined> {
  const commits = function* (): Generator<StoredCommit> {
    yield { ...NOTHING, header };
    for (const putParts of inPieces(parts)) yield { ...NOTHING, putParts };
    for (const putRows of inPieces(rows)) yield { ...NOTHING, putRows };
  };
  let at = end;
  for (const commit of commits()) {
    const frame = frameOf(at, commit);
    yield frame;
    at = frame.end;
  }
}

// ---------------------------------------------------------------------------------------------------- reading

/** Reads through a window, so that small neighbours cost one read. The bytes given are good until the next call. */
function windowOver(source: LedgerSource): (offset: number, length: number) => Promise<Uint8Array> {
  let windowAt = 0;
  let window: Uint8Array = new Uint8Array(0);
  return async (offset, length) => {
    if (offset < windowAt || offset + length > windowAt + window.length) {
      window = new Uint8Array(0); // freed before the next is made
      const wanted = Math.min(Math.max(length, WINDOW_BYTES), source.size - offset);
      const read = await source.read(offset, wanted);
      if (read.length !== wanted || wanted < length) throw new TwofoldError("file-failed", "L5 short read");
      window = read;
      windowAt = offset;
    }
    return window.subarray(offset - windowAt, offset - windowAt + length);
  };
}

const readU32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);

type Beginning = Pick<LedgerReading, "vaultId" | "replaces" | "end">;

/** The ledger's own ids [L2]. */
function parseBeginning(bytes: Uint8Array): Beginning | NoLedger {
  const no = (why: NoLedger["why"]): NoLedger => ({ kind: "no-ledger", why });
  if (!sameBytes(bytes.subarray(0, MAGIC.length), MAGIC)) return no("not-a-ledger");
  if (bytes.length < REPLACES_AT) return no("damaged");
  const version = readU32(bytes, MAGIC.length);
  if (version > VERSION) return no("newer-version");
  const count = bytes[COUNT_AT]!;
  const chainAt = REPLACES_AT + count * ID_BYTES;
  const length = chainAt + CHAIN_BYTES;
  if (version !== VERSION || count > REPLACES_MOST || bytes.length < length) return no("damaged");
  const chain = bytes.subarray(chainAt, length);
  if (!sameBytes(hash256(bytes.subarray(0, chainAt)), chain)) return no("damaged");
  const id = (at: number): string => base64(bytes.subarray(at, at + ID_BYTES));
  return {
    vaultId: id(VAULT_AT),
    replaces: Array.from({ length: count }, (_, index) => id(REPLACES_AT + index * ID_BYTES)),
    end: { ledger: id(LEDGER_AT), length, chain: base64(chain) },
  };
}

/** The commit of a frame, given with the chain before it and its own; "damaged" when it does not verify [L3]. */
function openFrame(chained: Uint8Array): StoredCommit | "damaged" {
  const chainAt = chained.length - CHAIN_BYTES;
  // The chain before stands directly before the frame: what the next chain hashes is one piece of the file.
  if (!sameBytes(hash256(chained.subarray(0, chainAt)), chained.subarray(chainAt))) return "damaged";
  if (chained[CHAIN_BYTES + FRAME_HEAD_BYTES - 1] !== COMMIT_FRAME) return "damaged";
  return decodeCommit(chained.subarray(CHAIN_BYTES + FRAME_HEAD_BYTES, chainAt));
}

const samePlace = (left: LedgerEnd, right: LedgerEnd | null): boolean =>
  left.ledger === right?.ledger && left.length === right.length && left.chain === right.chain;

/**
 * Reads a ledger from its beginning, giving each commit that verifies to `take` with the end behind it. Holds one frame at a time.
 * Damage is an answer, not an error [L5]: of what does not verify nothing is given. Throws what `source` and `take` throw,
 * and "file-failed" when the source gives less than it said.
 */
export async function readLedger(
  source: LedgerSource,
  anchor: LedgerEnd | null,
  take: (commit: StoredCommit, end: LedgerEnd) => void,
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<LedgerReading | NoLedger> {
  const { size } = source;
  const read = windowOver(source);
  const beginning = parseBeginning(await read(0, Math.min(size, BEGINNING_MAX_BYTES)));
  if ("kind" in beginning) return beginning;

  let { end } = beginning;
  let hasAnchor = samePlace(end, anchor);
  let hasHeader = false;
  let frames = 0;
  let skipped = 0;
  let tail: LedgerReading["tail"] = "none";
  /** Frames since `end` that did not verify. A later one that does shows that they were frames. */
  let doubtful = 0;
  for (let at = end.length; at < size;) {
    const left = size - at;
    const hasHead = left >= FRAME_HEAD_BYTES;
    const payload = hasHead ? readU32(await read(at - CHAIN_BYTES, CHAIN_BYTES + FRAME_HEAD_BYTES), CHAIN_BYTES) : 0;
    const length = FRAME_HEAD_BYTES + payload + CHAIN_BYTES;
    if (payload > COMMIT_MAX_BYTES || length > left) {
      tail = payload > COMMIT_MAX_BYTES ? "damaged" : "torn";
      break;
    }
    const chained = await read(at - CHAIN_BYTES, CHAIN_BYTES + length);
    const commit = openFrame(chained);
    at += length;
    const here = { ledger: end.ledger, length: at, chain: base64(chained.subarray(length)) };
    hasAnchor ||= samePlace(here, anchor);
    if (commit === "damaged") doubtful++;
    else {
      skipped += doubtful;
      doubtful = 0;
      frames++;
      hasHeader ||= commit.header !== null;
      end = here;
      take(commit, end);
    }
    onProgress(at, size);
  }
  if (doubtful > 0) tail = "damaged";
  return { kind: "ledger", ...beginning, end, frames, skipped, tail, hasHeader, hasAnchor };
}
