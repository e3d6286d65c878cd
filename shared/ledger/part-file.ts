/**
 * A part of an attachment as it lies beside the ledger, in a file of its own named by the hash of its sealed bytes. It says of which
 * vault and attachment it is, so that a lost store gets it back before any key is there [L9].
 */
import { concat, sameBytes, u32 } from "../base/bytes.ts";
import { base64, fromBase64 } from "../crypto/sodium.ts";
import { partName, SEALED_PART_MAX_BYTES, type SealedPart } from "../vault/attachment.ts";
import { ID_BYTES } from "../vault/identity.ts";

const MAGIC = Uint8Array.of(0x54, 0x57, 0x4f, 0x4c, 0x50, 0x41, 0x52, 0x0a); // "TWOLPAR" and a line feed
const VERSION = 1;
const VAULT_AT = MAGIC.length + 4;
const ATTACHMENT_AT = VAULT_AT + ID_BYTES;
const PART_AT = ATTACHMENT_AT + ID_BYTES;
const SEALED_AT = PART_AT + 4;

/** The most bytes such a file may have. */
export const PART_FILE_MAX_BYTES = SEALED_AT + SEALED_PART_MAX_BYTES;

/** A part as the bytes of its file. */
export function formatPartFile(vaultId: string, { attachment, part, sealed }: SealedPart): Uint8Array {
  return concat(MAGIC, u32(VERSION), fromBase64(vaultId), fromBase64(attachment), u32(part), sealed);
}

/**
 * What a file of this name holds; "damaged" for what is no such file of this version, or has other sealed bytes than its name says.
 * Vault, attachment and number are as the file says: only a ref vouches for them [V32].
 */
export function parsePartFile(
  name: string,
  file: Uint8Array,
): { readonly vaultId: string; readonly part: SealedPart } | "damaged" {
  const isOurs = file.length >= SEALED_AT && file.length <= PART_FILE_MAX_BYTES;
  if (!isOurs || !sameBytes(file.subarray(0, VAULT_AT), concat(MAGIC, u32(VERSION)))) return "damaged";
  const sealed = file.slice(SEALED_AT);
  if (partName(sealed) !== name) return "damaged";
  return {
    vaultId: base64(file.subarray(VAULT_AT, ATTACHMENT_AT)),
    part: {
      attachment: base64(file.subarray(ATTACHMENT_AT, PART_AT)),
      part: new DataView(file.buffer, file.byteOffset).getUint32(PART_AT, true),
      sealed,
    },
  };
}
