/**
 * Manifests: for every shelf 256 buckets that list its rows, and a root over them [V12]. A shelf is what one author
 * keeps in one space; shared shelves have their roots signed. This file is their bytes; the session keeps them.
 */
import { concat, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { SIGNATURE_BYTES } from "../crypto/signature.ts";
import { ID_BYTES } from "./identity.ts";

/** Parts 0 to 255 of a shelf are buckets, by the first byte of the record id; part 256 is the root. */
export const BUCKETS = 256;
export const ROOT_PART = 256;

const HASH_BYTES = 32;
const SEQ_AT = ID_BYTES;
const HASH_AT = SEQ_AT + 8;
const ENTRY_BYTES = HASH_AT + HASH_BYTES;

/** A whole number up to 2^53 - 1 from 8 bytes, little-endian. Larger ones come back as unsafe numbers. */
export function readU64(bytes: Uint8Array, at: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
}

/** A bucket is its bytes: entries of (id, seq, hash of the sealed row), ascending by id. */
export type Bucket = Uint8Array;

export const EMPTY_BUCKET: Bucket = new Uint8Array(0);

export interface Entry {
  readonly seq: number;
  /** BLAKE2b-256 of the sealed row. */
  readonly hash: Uint8Array;
}

const entryAt = (bucket: Bucket, at: number): Entry => ({
  seq: readU64(bucket, at + SEQ_AT),
  hash: bucket.subarray(at + HASH_AT, at + ENTRY_BYTES),
});

/** Compares the id of an entry with an id: negative, zero or positive as it sorts before, is it, sorts after. */
function compareIds(bucket: Bucket, at: number, id: Uint8Array, idAt = 0): number {
  for (let byte = 0; byte < ID_BYTES; byte++) {
    const difference = (bucket[at + byte] ?? 0) - (id[idAt + byte] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Where an id stands in a bucket, or would stand. */
function placeIn(bucket: Bucket, id: Uint8Array): { readonly at: number; readonly found: boolean } {
  let low = 0;
  let high = bucket.length / ENTRY_BYTES;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const compared = compareIds(bucket, middle * ENTRY_BYTES, id);
    if (compared === 0) return { at: middle * ENTRY_BYTES, found: true };
    if (compared < 0) low = middle + 1;
    else high = middle;
  }
  return { at: low * ENTRY_BYTES, found: false };
}

/** What a bucket lists of a record; null when it does not list it. */
export function findEntry(bucket: Bucket, id: Uint8Array): Entry | null {
  const { at, found } = placeIn(bucket, id);
  return found ? entryAt(bucket, at) : null;
}

/** The bucket with this record listed so, whether or not it was before. */
export function withEntry(bucket: Bucket, id: Uint8Array, { seq, hash }: Entry): Bucket {
  const { at, found } = placeIn(bucket, id);
  return concat(bucket.subarray(0, at), id, u64(seq), hash, bucket.subarray(found ? at + ENTRY_BYTES : at));
}

/** The bucket without this record. */
export function withoutEntry(bucket: Bucket, id: Uint8Array): Bucket {
  const { at, found } = placeIn(bucket, id);
  return found ? concat(bucket.subarray(0, at), bucket.subarray(at + ENTRY_BYTES)) : bucket;
}

/** All entries of a bucket, in its order. */
export function* entriesOf(bucket: Bucket): Generator<Entry> {
  for (let at = 0; at < bucket.length; at += ENTRY_BYTES) yield entryAt(bucket, at);
}

/** Whether bytes are a bucket as [V12] has it: whole entries, ids ascending, all of this part. */
export function isBucket(bytes: Uint8Array, part: number): boolean {
  if (bytes.length % ENTRY_BYTES !== 0) return false;
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES) {
    if (bytes[at] !== part || !Number.isSafeInteger(readU64(bytes, at + SEQ_AT))) return false;
    if (at > 0 && compareIds(bytes, at - ENTRY_BYTES, bytes, at) >= 0) return false;
  }
  return true;
}

/** The root of a shelf. */
export interface Root {
  /** Counts the saves of this shelf from 1. */
  readonly sequence: number;
  /** The highest row seq its author ever used in the space. */
  readonly highestSeq: number;
  /** Hash of the bytes of the root before this one; zeros for the first. */
  readonly previous: Uint8Array;
  /** 256 hashes of sealed buckets, one after another; zeros for one never written. */
  readonly buckets: Uint8Array;
}

const PREVIOUS_AT = 16;
const BUCKETS_AT = PREVIOUS_AT + HASH_BYTES;
const ROOT_BYTES = BUCKETS_AT + BUCKETS * HASH_BYTES;

/** 32 zero bytes: the hash of what was never written. */
export const NO_HASH: Uint8Array = new Uint8Array(HASH_BYTES);
/** The bucket hashes of a shelf that lists nothing. */
export const NO_BUCKETS: Uint8Array = new Uint8Array(BUCKETS * HASH_BYTES);

/** The hash a root gives for one bucket. */
export const bucketHash = (buckets: Uint8Array, part: number): Uint8Array =>
  buckets.subarray(part * HASH_BYTES, (part + 1) * HASH_BYTES);

/** Whether a hash stands for something written. */
export const isWritten = (hash: Uint8Array): boolean => hash.some((byte) => byte !== 0);

/** The bytes of a root, which its author signs and the next root names by their hash. */
export function encodeRoot({ sequence, highestSeq, previous, buckets }: Root): Uint8Array {
  return concat(u64(sequence), u64(highestSeq), previous, buckets);
}

/** The root in such bytes; null when they are none. */
export function decodeRoot(bytes: Uint8Array): Root | null {
  if (bytes.length !== ROOT_BYTES) return null;
  const sequence = readU64(bytes, 0);
  const highestSeq = readU64(bytes, 8);
  if (!Number.isSafeInteger(sequence) || sequence < 1 || !Number.isSafeInteger(highestSeq)) return null;
  return {
    sequence,
    highestSeq,
    previous: bytes.subarray(PREVIOUS_AT, BUCKETS_AT),
    buckets: bytes.subarray(BUCKETS_AT),
  };
}

/** A payload led by a signature, as shared rows and shared roots are [V11], [V12]; null when too short for one. */
export function splitSigned(payload: Uint8Array): { readonly signature: Uint8Array; readonly body: Uint8Array } | null {
  if (payload.length < SIGNATURE_BYTES) return null;
  return { signature: payload.subarray(0, SIGNATURE_BYTES), body: payload.subarray(SIGNATURE_BYTES) };
}

/** The next number after `used`. Throws "over-limit" where numbers end. */
export function nextAfter(used: number): number {
  if (used >= Number.MAX_SAFE_INTEGER) throw new TwofoldError("over-limit", "V10 seq");
  return used + 1;
}
