/** A slot wraps a partner's root key under a passphrase or recovery words [F6], [F7], [F8]. */
import { z } from "../base/zod.ts";
import { concat, framed, sameBytes, u32, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { encodedBytes } from "./encoded.ts";
import { placeOf } from "./sealed-record.ts";
import { base64, fromBase64, hash256, randomBytes, sodium, utf8, wipe } from "./sodium.ts";

const MiB = 1024 * 1024;

/** What one derivation costs: memory in bytes (whole KiB) and passes over it [F6]. */
export interface KdfCost {
  readonly memoryBytes: number;
  readonly passes: number;
}

/** The least a reader accepts, and what tests use [F6]. */
export const KDF_FLOOR: KdfCost = { memoryBytes: 64 * MiB, passes: 3 };
/** What a new journal uses unless set-up found the machine faster or slower [F6]. */
export const KDF_DEFAULT: KdfCost = { memoryBytes: 256 * MiB, passes: 3 };
/** The most a reader accepts; more is refused before any derivation [F6]. */
export const KDF_CEILING: KdfCost = { memoryBytes: 1024 * MiB, passes: 10 };

const SALT_BYTES = 16;
const CHECK_BYTES = 16;
const NONCE_BYTES = 24;
const ROOT_KEY_BYTES = 32;
const TAG_BYTES = 16;
const DIGEST_BYTES = 32;

const SLOT_CONTEXT = "twofslot"; // crypto_kdf context [F7]
const WRAPPING_SUBKEY = 1;
const CHECK_SUBKEY = 2;

/** A slot as the header holds it [F8]. */
export const Slot = z.strictObject({
  memoryBytes: z.int().min(0),
  passes: z.int().min(0).max(0xffff_ffff),
  salt: encodedBytes(SALT_BYTES),
  check: encodedBytes(CHECK_BYTES),
  nonce: encodedBytes(NONCE_BYTES),
  wrapped: encodedBytes(ROOT_KEY_BYTES + TAG_BYTES),
  digest: encodedBytes(DIGEST_BYTES),
});
export type Slot = z.infer<typeof Slot>;

export type SlotKind = "passphrase" | "words";

/** Whose slot it is: bound into the wrap and the digest, so that a slot moved elsewhere is damaged, not merely wrong. */
export interface SlotOwner {
  /** 16 bytes each. */
  readonly vault: Uint8Array;
  readonly partner: Uint8Array;
  readonly kind: SlotKind;
}

/** The slot's bytes in the order the digest and the wrap's place name them [F8]. */
function lockParts(slot: Omit<Slot, "nonce" | "wrapped" | "digest">): Uint8Array[] {
  return [u64(slot.memoryBytes), u32(slot.passes), fromBase64(slot.salt), fromBase64(slot.check)];
}

function wrapPlace(slot: Omit<Slot, "nonce" | "wrapped" | "digest">, owner: SlotOwner): Uint8Array {
  return placeOf("slot", owner.vault, owner.partner, utf8(owner.kind), ...lockParts(slot));
}

function digestOf(slot: Omit<Slot, "digest">, owner: SlotOwner): Uint8Array {
  return hash256(concat(wrapPlace(slot, owner), framed(fromBase64(slot.nonce), fromBase64(slot.wrapped))));
}

/** Runs Argon2id over a secret's UTF-8 bytes and derives the two subkeys [F7]. */
function derive(secret: string, salt: Uint8Array, cost: KdfCost): { wrapping: Uint8Array; check: Uint8Array } {
  const password = utf8(secret.normalize("NFC"));
  let derived: Uint8Array;
  try {
    derived = sodium.crypto_pwhash(
      sodium.crypto_kdf_KEYBYTES,
      password,
      salt,
      cost.passes,
      cost.memoryBytes,
      sodium.crypto_pwhash_ALG_ARGON2ID13,
    );
  } catch {
    throw new TwofoldError("over-limit", "F6 memory"); // within the limits, so this machine could not give the memory
  } finally {
    wipe(password);
  }
  const wrapping = sodium.crypto_kdf_derive_from_key(ROOT_KEY_BYTES, WRAPPING_SUBKEY, SLOT_CONTEXT, derived);
  const check = sodium.crypto_kdf_derive_from_key(CHECK_BYTES, CHECK_SUBKEY, SLOT_CONTEXT, derived);
  wipe(derived);
  return { wrapping, check };
}

/** Throws "over-limit" for a cost outside floor and ceiling [F6]. */
function checkCost({ memoryBytes, passes }: KdfCost): void {
  const within =
    Number.isSafeInteger(memoryBytes) &&
    Number.isSafeInteger(passes) &&
    memoryBytes % 1024 === 0 &&
    memoryBytes >= KDF_FLOOR.memoryBytes &&
    memoryBytes <= KDF_CEILING.memoryBytes &&
    passes >= KDF_FLOOR.passes &&
    passes <= KDF_CEILING.passes;
  if (!within) throw new TwofoldError("over-limit", "F6");
}

/**
 * Verifies what can be verified without a secret: the digest, then the cost [F8]. Throws "damaged" when a byte of
 * the slot is not as it was written there, "over-limit" for a cost this reader refuses.
 */
export function checkSlot(slot: Slot, owner: SlotOwner): void {
  if (!sameBytes(digestOf(slot, owner), fromBase64(slot.digest))) throw new TwofoldError("damaged", "F8 digest");
  checkCost(slot);
}

/**
 * Wraps a root key. One derivation: about a second at the default cost. Throws "malformed" for an empty secret and
 * "over-limit" for a cost a reader would refuse.
 */
export function createSlot(rootKey: Uint8Array, secret: string, cost: KdfCost, owner: SlotOwner): Slot {
  if (secret === "") throw new TwofoldError("malformed", "F7 empty");
  if (rootKey.length !== ROOT_KEY_BYTES) throw new TwofoldError("bug", "F8 root key");
  checkCost(cost);
  const salt = randomBytes(SALT_BYTES);
  const { wrapping, check } = derive(secret, salt, cost);
  const lock = {
    memoryBytes: cost.memoryBytes,
    passes: cost.passes,
    salt: base64(salt),
    check: base64(check),
  };
  const nonce = randomBytes(NONCE_BYTES);
  const wrapped = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    rootKey,
    wrapPlace(lock, owner),
    null,
    nonce,
    wrapping,
  );
  wipe(wrapping);
  const undigested = { ...lock, nonce: base64(nonce), wrapped: base64(wrapped) };
  return { ...undigested, digest: base64(digestOf(undigested, owner)) };
}

/**
 * The root key, or "wrong" for a wrong secret: an answer, not a failure. One derivation, after `checkSlot`; throws as
 * it does, and "damaged" when the secret is right and the wrapped key does not open.
 */
export function openSlot(slot: Slot, secret: string, owner: SlotOwner): Uint8Array | "wrong" {
  checkSlot(slot, owner);
  const { wrapping, check } = derive(secret, fromBase64(slot.salt), slot);
  try {
    if (!sodium.memcmp(check, fromBase64(slot.check))) return "wrong";
    return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      fromBase64(slot.wrapped),
      wrapPlace(slot, owner),
      fromBase64(slot.nonce),
      wrapping,
    );
  } catch {
    throw new TwofoldError("damaged", "F8 wrap");
  } finally {
    wipe(wrapping);
    wipe(check);
  }
}
