/** Recovery words: 32 random bytes as 24 words of BIP39's English list with its checksum [V5]. */
import { entropyToMnemonic, mnemonicToEntropy } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { TwofoldError } from "../base/errors.ts";

/** Bytes of chance behind the 24 words. */
export const RECOVERY_BYTES = 32;
/** Bytes of chance `suggestPassphrase` needs. */
export const SUGGESTION_BYTES = 12;

/** The 24 words of 32 bytes. */
export function wordsOf(entropy: Uint8Array): string[] {
  if (entropy.length !== RECOVERY_BYTES) throw new TwofoldError("bug", "V5 length");
  return entropyToMnemonic(entropy, wordlist).split(" ");
}

/** The 32 bytes of 24 words as someone typed them: any case, any white space, any Unicode form. */
export function entropyOf(words: string): Uint8Array | "not-words" {
  const folded = words.normalize("NFKD").toLowerCase().trim().split(/\s+/u);
  if (folded.length !== 24) return "not-words";
  try {
    return mnemonicToEntropy(folded.join(" "), wordlist);
  } catch {
    return "not-words"; // an unknown word or a wrong checksum: an answer to typing, not a failure
  }
}

/** Six words of the list, 66 bits of chance, as a passphrase to offer. `random` is 12 random bytes. */
export function suggestPassphrase(random: Uint8Array): string {
  if (random.length !== SUGGESTION_BYTES) throw new TwofoldError("bug", "suggestion length");
  const view = new DataView(random.buffer, random.byteOffset, random.byteLength);
  return [0, 2, 4, 6, 8, 10].map((at) => wordlist[view.getUint16(at, true) & 2047] ?? "").join(" ");
}
