/** One shelf of the manifest as a session holds it: opened from its sealed parts, sealed again after a change [V12]. */
import { concat, sameBytes, u32 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { openBytes, placeOf, sealBytes } from "../crypto/sealed-record.ts";
import type { EpochKey } from "../crypto/sealed-record.ts";
import { isSignedBy, sign } from "../crypto/signature.ts";
import { fromBase64, hash256 } from "../crypto/sodium.ts";
import type { Identity, Seat } from "./identity.ts";
import {
  bucketHash,
  BUCKETS,
  decodeRoot,
  EMPTY_BUCKET,
  encodeRoot,
  isBucket,
  isWritten,
  nextAfter,
  NO_BUCKETS,
  NO_HASH,
  ROOT_PART,
  splitSigned,
} from "./manifest.ts";
import type { Bucket, Root } from "./manifest.ts";
import type { Keys } from "./keyring.ts";
import { ownIdentity } from "./keyring.ts";
import type { ManifestPart, SpaceName } from "./transaction.ts";

/** Which shelf, and what it takes to read and write it. */
export interface Shelf {
  readonly id: string;
  readonly space: SpaceName;
  readonly seat: Seat;
  readonly author: Identity;
  /** Whether it is of an identity that was lost: nobody writes it any more [V21]. */
  readonly isFormer: boolean;
  readonly vault: Uint8Array;
  /** Keys of the space, oldest first; the last one seals. */
  readonly keys: readonly EpochKey[];
  /** The author's Ed25519 secret key; null on a shelf this session only reads. */
  readonly secretKey: Uint8Array | null;
}

/** What a shelf says. Never changed in place: a save makes the next one. */
export interface ShelfState {
  /** False when the root was missing or not its author's: then nothing is known of what was listed. */
  readonly hasRoot: boolean;
  readonly sequence: number;
  readonly highestSeq: number;
  /** Hash of the root's bytes; zeros before the first. */
  readonly rootHash: Uint8Array;
  readonly hashes: Uint8Array;
  readonly buckets: readonly Bucket[];
  /** Buckets the root names and the store does not have as it names them. */
  readonly damaged: ReadonlySet<number>;
}

/** The shelves a session reads: the own private one first, then those in the shared space by seat, then of who was lost. */
export function shelvesOf(keys: Keys): Shelf[] {
  const vault = fromBase64(keys.vaultId);
  const shelves: Shelf[] = [];
  if (keys.kind === "one") {
    const author = ownIdentity(keys);
    const { seat, signing: secretKey } = keys;
    const of = { seat, author, isFormer: false, vault, keys: keys.private, secretKey };
    shelves.push({ id: author.privateShelf, space: "private", ...of });
  }
  for (const seat of ["a", "b"] as const) {
    const author = keys.identities[seat];
    if (author === null) continue;
    const ownKey = keys.kind === "one" && keys.seat === seat ? keys.signing : null;
    const secretKey = keys.kind === "together" ? keys.signing[seat] : ownKey;
    const of = { seat, author, isFormer: false, vault, keys: keys.couple, secretKey };
    shelves.push({ id: author.sharedShelf, space: "shared", ...of });
  }
  for (const { seat, identity: author } of keys.former) {
    const of = { seat, author, isFormer: true, vault, keys: keys.couple, secretKey: null };
    shelves.push({ id: author.sharedShelf, space: "shared", ...of });
  }
  return shelves;
}

const allBuckets = Array.from({ length: BUCKETS }, (_, part) => part);

const NOTHING = {
  sequence: 0,
  highestSeq: 0,
  rootHash: NO_HASH,
  hashes: NO_BUCKETS,
  buckets: allBuckets.map(() => EMPTY_BUCKET),
};
/** A shelf before its first root. */
export const EMPTY_SHELF: ShelfState = { ...NOTHING, hasRoot: true, damaged: new Set() };
const WITHOUT_ROOT: ShelfState = { ...NOTHING, hasRoot: false, damaged: new Set(allBuckets) };

function partPlace(shelf: Shelf, part: number): Uint8Array {
  return placeOf("manifest", shelf.vault, fromBase64(shelf.id), u32(part));
}

/** What an author signs of a root [V12]. Private roots need no signature: only their author has the key that seals them. */
const rootStatement = (shelf: Shelf, root: Uint8Array): Uint8Array[] => [
  shelf.vault,
  fromBase64(shelf.author.partner),
  fromBase64(shelf.id),
  root,
];

/** The root in a sealed part 256; null when it does not open, or its author did not sign it. */
export function openRoot(shelf: Shelf, sealed: Uint8Array | undefined): Root | null {
  if (sealed === undefined) return null;
  const payload = openBytes(sealed, partPlace(shelf, ROOT_PART), shelf.keys);
  if (payload === "unreadable") return null;
  if (shelf.space === "private") return decodeRoot(payload);
  const signed = splitSigned(payload);
  if (signed === null) return null;
  const publicKey = fromBase64(shelf.author.signing);
  const isTheirs = isSignedBy(publicKey, "root", rootStatement(shelf, signed.body), signed.signature);
  return isTheirs ? decodeRoot(signed.body) : null;
}

/** A bucket as the root names it; null when the store has another, or none. */
function openBucket(shelf: Shelf, part: number, expected: Uint8Array, sealed: Uint8Array | undefined): Bucket | null {
  if (!isWritten(expected)) return EMPTY_BUCKET;
  if (sealed === undefined || !sameBytes(hash256(sealed), expected)) return null;
  const bucket = openBytes(sealed, partPlace(shelf, part), shelf.keys);
  return bucket !== "unreadable" && isBucket(bucket, part) ? bucket : null;
}

/** Opens a shelf from its sealed parts by number. What does not fit is said in the state, not thrown. */
export function openShelf(shelf: Shelf, parts: ReadonlyMap<number, Uint8Array>): ShelfState {
  const root = openRoot(shelf, parts.get(ROOT_PART));
  if (root === null) return WITHOUT_ROOT;
  const damaged = new Set<number>();
  const buckets = allBuckets.map((part) => {
    const bucket = openBucket(shelf, part, bucketHash(root.buckets, part), parts.get(part));
    if (bucket === null) damaged.add(part);
    return bucket ?? EMPTY_BUCKET;
  });
  return {
    hasRoot: true,
    sequence: root.sequence,
    highestSeq: root.highestSeq,
    rootHash: hash256(encodeRoot(root)),
    hashes: root.buckets,
    buckets,
    damaged,
  };
}

/**
 * Seals the changed buckets and the next root. Its sequence is higher than any in the state and than `atLeast`, the
 * highest this author remembers. A damaged bucket that is not changed stays as the last root named it, so that it
 * is found again; without a root to go by, all others begin empty.
 */
export function sealShelf(
  shelf: Shelf,
  state: ShelfState,
  changed: ReadonlyMap<number, Bucket>,
  highestSeq: number,
  atLeast: number,
): { readonly state: ShelfState; readonly parts: readonly ManifestPart[] } {
  const { secretKey } = shelf;
  const key = shelf.keys.at(-1);
  if (secretKey === null || key === undefined) throw new TwofoldError("bug", "V14 shelf");
  const seal = (part: number, payload: Uint8Array): ManifestPart => ({
    shelf: shelf.id,
    part,
    sealed: sealBytes(payload, partPlace(shelf, part), key),
  });

  const hashes = state.hashes.slice();
  const buckets = [...state.buckets];
  const damaged = new Set(state.hasRoot ? state.damaged : []);
  const parts: ManifestPart[] = [];
  for (const [part, bucket] of changed) {
    const sealed = seal(part, bucket);
    bucketHash(hashes, part).set(hash256(sealed.sealed));
    buckets[part] = bucket;
    damaged.delete(part);
    parts.push(sealed);
  }

  const sequence = nextAfter(Math.max(state.sequence, atLeast));
  const root = encodeRoot({ sequence, highestSeq, previous: state.rootHash, buckets: hashes });
  const payload = shelf.space === "private" ? root : concat(sign("root", rootStatement(shelf, root), secretKey), root);
  parts.push(seal(ROOT_PART, payload));
  const next = { hasRoot: true, sequence, highestSeq, rootHash: hash256(root), hashes, buckets, damaged };
  return { state: next, parts };
}
