/**
 * The only door to libsodium, and the few byte forms every format uses. Nothing here works before `sodiumReady`.
 * The sumo build, because the standard one has no Argon2id. Rules are numbered in FORMAT.md.
 */
import sodium from "libsodium-wrappers-sumo";
import { TwofoldError } from "../base/errors.ts";

export { sodium };

/** Resolves when libsodium's WebAssembly stands. Await it once per realm or worker before any call of shared/crypto. */
export const sodiumReady: Promise<void> = sodium.ready;

/** UTF-8 bytes of a text [F1]. A lone surrogate becomes U+FFFD, so only well-formed texts come back unchanged. */
export const utf8 = (text: string): Uint8Array => sodium.from_string(text);

/** The text of UTF-8 bytes [F1]. Throws "damaged" for anything but well-formed UTF-8 without a byte order mark. */
export function text(bytes: Uint8Array): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw new TwofoldError("damaged", "F1 mark");
  try {
    return sodium.to_string(bytes);
  } catch {
    throw new TwofoldError("damaged", "F1 utf-8");
  }
}

/** Base64url without padding [F1]. */
export const base64 = (bytes: Uint8Array): string => sodium.to_base64(bytes, sodium.base64_variants.URLSAFE_NO_PADDING);

/** The bytes of base64url without padding [F1]. Throws "damaged" for any other spelling, of the last character too. */
export function fromBase64(encoded: string): Uint8Array {
  try {
    return sodium.from_base64(encoded, sodium.base64_variants.URLSAFE_NO_PADDING);
  } catch {
    throw new TwofoldError("damaged", "F1 base64url");
  }
}

/** `length` bytes from the system's random source. */
export const randomBytes = (length: number): Uint8Array => sodium.randombytes_buf(length);

/** Overwrites secret bytes with zeros. Copies the engine made are not reached; ending the worker is what frees them. */
export function wipe(bytes: Uint8Array): void {
  bytes.fill(0);
}

/** BLAKE2b-256, without a key [F2]. */
export const hash256 = (bytes: Uint8Array): Uint8Array => sodium.crypto_generichash(32, bytes, null);
