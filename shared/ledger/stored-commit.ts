/** A commit as bytes and back [L4]. One commit has one spelling; what is not spelled so is no commit. */
import { concat, u32, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { SEALED_MAX_BYTES } from "../crypto/sealed-record.ts";
import { base64, fromBase64, text, utf8 } from "../crypto/sodium.ts";
import { HEADER_MAX_BYTES } from "../vault/header.ts";
import { ID_BYTES } from "../vault/identity.ts";
import { readU64, ROOT_PART } from "../vault/manifest.ts";
import type { Commit } from "../vault/session.ts";

/** A commit as it stands in a store or ledger: its header, if it has one, is still the text that was written. */
export interface StoredCommit extends Omit<Commit, "header"> {
  readonly header: string | null;
}

/** A commit that changes nothing, to be filled in. */
export const NOTHING: StoredCommit = { putRows: [], dropRows: [], putParts: [], header: null };

/** The most bytes of one commit [L3]: eight rows as large as a row can be. */
export const COMMIT_MAX_BYTES = 8 * SEALED_MAX_BYTES;
const COUNT_BYTES = 4;
const ROW_BYTES = ID_BYTES + 8 + COUNT_BYTES;
const DROP_BYTES = ID_BYTES + 8;
const PART_BYTES = ID_BYTES + 4 + COUNT_BYTES;
const MOST_SEQ = Number.MAX_SAFE_INTEGER;

/** What a piece is filed under: a row's space and seq, a part's shelf and number. */
type Key = readonly [id: string, number: number];

/** Before, at or after, as the store sorts its primary keys: ids by their base64url text. */
const compareKeys = ([id, number]: Key, [otherId, otherNumber]: Key): number =>
  id === otherId ? number - otherNumber : id < otherId ? -1 : 1;

function listed<Piece>(pieces: readonly Piece[], keyOf: (piece: Piece) => Key, encode: (piece: Piece) => Uint8Array) {
  const sorted = [...pieces].sort((left, right) => compareKeys(keyOf(left), keyOf(right)));
  const isTwice = sorted.some((piece, at) => at > 0 && compareKeys(keyOf(sorted[at - 1]!), keyOf(piece)) === 0);
  if (isTwice) throw new TwofoldError("bug", "L4 twice");
  return concat(u32(sorted.length), ...sorted.map(encode));
}

function sealedBytes(sealed: Uint8Array): Uint8Array {
  if (sealed.length > SEALED_MAX_BYTES) throw new TwofoldError("over-limit", "F3");
  return concat(u32(sealed.length), sealed);
}

/** A commit's bytes. Throws "over-limit" for what no reader would take, before there is room made for it. */
export function encodeCommit({ putRows, dropRows, putParts, header }: StoredCommit): Uint8Array {
  const headerBytes = utf8(header ?? "");
  if (headerBytes.length > HEADER_MAX_BYTES) throw new TwofoldError("over-limit", "V2 header");
  const length =
    4 * COUNT_BYTES +
    putRows.reduce((total, { sealed }) => total + ROW_BYTES + sealed.length, 0) +
    dropRows.length * DROP_BYTES +
    putParts.reduce((total, { sealed }) => total + PART_BYTES + sealed.length, 0) +
    headerBytes.length;
  if (length > COMMIT_MAX_BYTES) throw new TwofoldError("over-limit", "L3 commit");
  return concat(
    listed(
      putRows,
      ({ space, seq }) => [space, seq],
      ({ space, seq, sealed }) => concat(fromBase64(space), u64(seq), sealedBytes(sealed)),
    ),
    listed(
      dropRows,
      ({ space, seq }) => [space, seq],
      ({ space, seq }) => concat(fromBase64(space), u64(seq)),
    ),
    listed(
      putParts,
      ({ shelf, part }) => [shelf, part],
      ({ shelf, part, sealed }) => concat(fromBase64(shelf), u32(part), sealedBytes(sealed)),
    ),
    u32(headerBytes.length),
    headerBytes,
  );
}

/** Takes the commit's bytes apart, and throws "damaged" at the first that cannot be. */
class Spelling {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** The place of the next `length` bytes, which are there. */
  #next(length: number): number {
    if (length > this.left) throw new TwofoldError("damaged", "L4 end");
    this.#at += length;
    return this.#at - length;
  }

  number(most: number): number {
    const number = this.#view.getUint32(this.#next(4), true);
    if (number > most) throw new TwofoldError("damaged", "L4 number");
    return number;
  }

  seq(): number {
    const seq = readU64(this.#bytes, this.#next(8));
    if (seq < 1 || seq > MOST_SEQ) throw new TwofoldError("damaged", "L4 seq");
    return seq;
  }

  /** Bytes of their own, so that what was read around them can be freed. */
  bytes(length: number): Uint8Array {
    const at = this.#next(length);
    return this.#bytes.slice(at, at + length);
  }

  id(): string {
    return base64(this.bytes(ID_BYTES));
  }

  sealed(): Uint8Array {
    return this.bytes(this.number(SEALED_MAX_BYTES));
  }

  /** A count, held to what its pieces need at the least before there is room made for any; then the pieces, strictly ascending. */
  list<Piece>(leastBytes: number, piece: () => Piece, keyOf: (piece: Piece) => Key): Piece[] {
    const count = this.number(Math.floor((this.left - COUNT_BYTES) / leastBytes));
    const pieces: Piece[] = [];
    for (let left = count; left > 0; left--) {
      const next = piece();
      const last = pieces.at(-1);
      if (last !== undefined && compareKeys(keyOf(last), keyOf(next)) >= 0)
        throw new TwofoldError("damaged", "L4 order");
      pieces.push(next);
    }
    return pieces;
  }
}

function parse(spelling: Spelling): StoredCommit {
  const putRows = spelling.list(
    ROW_BYTES,
    () => ({ space: spelling.id(), seq: spelling.seq(), sealed: spelling.sealed() }),
    ({ space, seq }) => [space, seq],
  );
  const dropRows = spelling.list(
    DROP_BYTES,
    () => ({ space: spelling.id(), seq: spelling.seq() }),
    ({ space, seq }) => [space, seq],
  );
  const putParts = spelling.list(
    PART_BYTES,
    () => ({ shelf: spelling.id(), part: spelling.number(ROOT_PART), sealed: spelling.sealed() }),
    ({ shelf, part }) => [shelf, part],
  );
  const headerBytes = spelling.bytes(spelling.number(HEADER_MAX_BYTES));
  if (spelling.left > 0) throw new TwofoldError("damaged", "L4 end");
  return { putRows, dropRows, putParts, header: headerBytes.length === 0 ? null : text(headerBytes) };
}

/** The commit in such bytes; "damaged" when they are no commit's one spelling. */
export function decodeCommit(bytes: Uint8Array): StoredCommit | "damaged" {
  try {
    return parse(new Spelling(bytes));
  } catch (thrown) {
    if (thrown instanceof TwofoldError && thrown.code === "damaged") return "damaged";
    throw thrown;
  }
}
