/** That a text was fixed before another was seen: a keyed hash of it, opened later by the key [F11]. */
import { TwofoldError } from "../base/errors.ts";
import { framed, sameBytes } from "../base/bytes.ts";
import { base64, fromBase64, randomBytes, sodium, utf8 } from "./sodium.ts";

const KEY_BYTES = 32;
const HASH_BYTES = 32;
const NAMESPACE = "twofold-commitment-1";

const hashOf = (text: string, place: string, key: Uint8Array): Uint8Array =>
  sodium.crypto_generichash(HASH_BYTES, framed(utf8(NAMESPACE), utf8(place), utf8(text)), key);

/** A key of 32 bytes for one commitment, as base64url. Never used for two. */
export const newCommitmentKey = (): string => base64(randomBytes(KEY_BYTES));

/**
 * The hash that fixes a text, as base64url [F11]. It says nothing of the text to who lacks the key, however few texts there could be.
 *
 * @param place what the text belongs to, so that a hash of one vault is none of another
 * @param key of `newCommitmentKey`; throws "damaged" for anything that is not 32 bytes
 */
export function commitmentTo(text: string, { place, key }: { place: string; key: string }): string {
  const bytes = fromBase64(key);
  if (bytes.length !== KEY_BYTES) throw new TwofoldError("damaged", "F11 key");
  return base64(hashOf(text, place, bytes));
}

/** Whether a text is what its hash was made of. False for a key or a hash of another form: an answer, not a failure. */
export function isCommittedTo(
  text: string,
  { place, key, hash }: { place: string; key: string; hash: string },
): boolean {
  try {
    return sameBytes(fromBase64(commitmentTo(text, { place, key })), fromBase64(hash));
  } catch (thrown) {
    if (thrown instanceof TwofoldError && thrown.code === "damaged") return false;
    throw thrown;
  }
}
