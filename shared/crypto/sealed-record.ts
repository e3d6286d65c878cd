/**
 * Sealed bytes: XChaCha20-Poly1305 over a padded payload, bound to the place it stands in [F3], [F4], [F5].
 * Rows, parts of a manifest, keyrings and older couple keys all are sealed this one way.
 */
import { concat, framed, u32 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { randomBytes, sodium, utf8 } from "./sodium.ts";

/** One key of a line of keys; `epoch` stands in every sealed byte string [F3]. 0 for a key that has no successors. */
export interface EpochKey {
  readonly epoch: number;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

const SEALED_VERSION = 1;
const EPOCH_AT = 1;
const NONCE_AT = 5;
const NONCE_BYTES = 24;
const CIPHERTEXT_AT = NONCE_AT + NONCE_BYTES;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** The most a sealed byte string may hold, all parts counted [F3]. */
export const SEALED_MAX_BYTES = 8 * 1024 * 1024;
const PADDED_MAX_BYTES = SEALED_MAX_BYTES - CIPHERTEXT_AT - TAG_BYTES;

const PADDING_STEP_BYTES = 1024;
const PADDING_STEPS_END_BYTES = 8192;
const PADDING_MARK = 0x80;

/** Padded lengths above 8 KiB: each the one before and 12% of it, rounded down [F4]. */
const LARGE_PADDED_LENGTHS: readonly number[] = (() => {
  const lengths: number[] = [];
  for (let length = PADDING_STEPS_END_BYTES; length <= PADDED_MAX_BYTES; length = Math.floor((length * 112) / 100))
    lengths.push(length);
  return lengths;
})();

/** The length a payload of `bytes` is padded to [F4]. Throws "over-limit" when no length holds it. */
export function paddedLength(bytes: number): number {
  const least = bytes + 1; // the mark
  if (least <= PADDING_STEPS_END_BYTES) return Math.ceil(least / PADDING_STEP_BYTES) * PADDING_STEP_BYTES;
  const length = LARGE_PADDED_LENGTHS.find((candidate) => candidate >= least);
  if (length === undefined) throw new TwofoldError("over-limit", "F4");
  return length;
}

function pad(payload: Uint8Array): Uint8Array {
  const padded = new Uint8Array(paddedLength(payload.length));
  padded.set(payload);
  padded[payload.length] = PADDING_MARK;
  return padded;
}

function unpad(padded: Uint8Array): Uint8Array | "unreadable" {
  // Not constant-time, and need not be: these bytes have been authenticated as written by a holder of the key.
  let end = padded.length - 1;
  while (end > 0 && padded[end] === 0) end--;
  return padded[end] === PADDING_MARK ? padded.subarray(0, end) : "unreadable";
}

/** Names a place [F5]: what kind of thing is sealed there, in which vault, and where in it. */
export function placeOf(what: string, vault: Uint8Array, ...where: readonly Uint8Array[]): Uint8Array {
  return framed(utf8(`twofold/v1/${what}`), vault, ...where);
}

/** Seals a payload into a place [F3]. Throws "over-limit" for a payload over about 7.5 MiB [F4]. */
export function sealBytes(payload: Uint8Array, place: Uint8Array, { epoch, key }: EpochKey): Uint8Array {
  const prefix = concat(Uint8Array.of(SEALED_VERSION), u32(epoch));
  const nonce = randomBytes(NONCE_BYTES);
  const padded = pad(payload);
  const ciphertext = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, concat(place, prefix), null, nonce, key);
  return concat(prefix, nonce, ciphertext);
}

/** The epoch a sealed byte string names, unauthenticated; null when it is too short or of another version [F3]. */
export function epochOf(sealed: Uint8Array): number | null {
  if (sealed.length < CIPHERTEXT_AT + TAG_BYTES || sealed[0] !== SEALED_VERSION) return null;
  return new DataView(sealed.buffer, sealed.byteOffset).getUint32(EPOCH_AT, true);
}

/**
 * Opens what was sealed into this very place, with whichever key has its epoch [F3]. "unreadable" for every other
 * case - moved, damaged, foreign, of a newer version, an unknown epoch: which one cannot be told and need not be.
 */
export function openBytes(sealed: Uint8Array, place: Uint8Array, keys: readonly EpochKey[]): Uint8Array | "unreadable" {
  if (sealed.length > SEALED_MAX_BYTES) return "unreadable";
  const epoch = epochOf(sealed);
  const found = keys.find((candidate) => candidate.epoch === epoch);
  if (found === undefined) return "unreadable";
  if (found.key.length !== KEY_BYTES) throw new TwofoldError("bug", "F3 key length");
  const associated = new Uint8Array(place.length + NONCE_AT);
  associated.set(place);
  associated.set(sealed.subarray(0, NONCE_AT), place.length);
  const nonce = sealed.subarray(NONCE_AT, CIPHERTEXT_AT);
  const ciphertext = sealed.subarray(CIPHERTEXT_AT);
  try {
    return unpad(sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, ciphertext, associated, nonce, found.key));
  } catch {
    return "unreadable"; // libsodium's one way to say that the tag does not fit
  }
}
