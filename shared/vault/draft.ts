/** Drafts: text not yet saved, sealed to its author alone, so that a session together can keep it too [V17]. */
import { concat } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { isSignedBy, sign } from "../crypto/signature.ts";
import { fromBase64, sodium } from "../crypto/sodium.ts";
import type { Identity, Seat } from "./identity.ts";
import { newestBox, openSealedBox, ownIdentity, publicBox } from "./keyring.ts";
import type { Keys } from "./keyring.ts";
import { splitSigned } from "./manifest.ts";

const KiB = 1024;

/** Plain lengths a draft is padded to: few, so that watching one grow says next to nothing [V17]. */
const DRAFT_LENGTHS = [16, 64, 256, 1024, 4096, 16_384].map((length) => length * KiB);
const PADDING_MARK = 0x80;

const draftParts = (vaultId: string, author: Identity, bytes: Uint8Array): Uint8Array[] => [
  fromBase64(vaultId),
  fromBase64(author.partner),
  bytes,
];

/**
 * Seals a draft to its author, signed by them: a sealed box alone is anonymous, and the other partner could plant
 * words in one's mouth. What the draft is of belongs inside `bytes`. Throws "not-allowed" when the session does not
 * write as that author, "over-limit" above 16 MiB.
 */
export function sealDraft(keys: Keys, seat: Seat, bytes: Uint8Array): Uint8Array {
  const author = keys.identities[seat];
  const ownKey = keys.kind === "one" && keys.seat === seat ? keys.signing : null;
  const secretKey = keys.kind === "together" ? keys.signing[seat] : ownKey;
  if (author === null || secretKey === null) throw new TwofoldError("not-allowed", "V17 author");
  const signed = concat(sign("draft", draftParts(keys.vaultId, author, bytes), secretKey), bytes);
  const length = DRAFT_LENGTHS.find((candidate) => candidate > signed.length);
  if (length === undefined) throw new TwofoldError("over-limit", "V17 length");
  const padded = new Uint8Array(length);
  padded.set(signed);
  padded[signed.length] = PADDING_MARK;
  const box = keys.kind === "together" ? keys.boxes[seat] : publicBox(newestBox(keys));
  return sodium.crypto_box_seal(padded, fromBase64(box));
}

/** Opens one's own draft. "unreadable" for another's, a planted, foreign or damaged one, and for all in a session together. */
export function openDraft(keys: Keys, sealed: Uint8Array): Uint8Array | "unreadable" {
  if (keys.kind === "together") return "unreadable";
  const author = ownIdentity(keys);
  const padded = openSealedBox(keys, sealed);
  if (padded === "unreadable") return "unreadable";
  const end = padded.lastIndexOf(PADDING_MARK);
  const signed = end < 0 ? null : splitSigned(padded.subarray(0, end));
  if (signed === null || padded.subarray(end + 1).some((byte) => byte !== 0)) return "unreadable";
  const parts = draftParts(keys.vaultId, author, signed.body);
  return isSignedBy(fromBase64(author.signing), "draft", parts, signed.signature) ? signed.body : "unreadable";
}
