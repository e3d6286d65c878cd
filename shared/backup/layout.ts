/** The bytes of a backup file as its writer and its reader both know them [B1], [B6], [B7]. */
import { SEALED_MAX_BYTES } from "../crypto/sealed-record.ts";
import { STREAM_KEY_BYTES } from "../crypto/sealed-stream.ts";
import { SIGNATURE_BYTES } from "../crypto/signature.ts";
import { sodium } from "../crypto/sodium.ts";

/** Limits a file is held to before a key is derived or room is made for anything [B3]. */
export const BACKUP_LIMITS = {
  headerBytes: 1024 * 1024,
  jsonDepth: 16,
  rows: 1_000_000,
  partsOfShelf: 257,
  sealedBytes: SEALED_MAX_BYTES,
  attachmentParts: 262_144,
} as const;

/** "TWOFOLD" and a line feed [B1]. */
export const MAGIC = Uint8Array.of(0x54, 0x57, 0x4f, 0x46, 0x4f, 0x4c, 0x44, 0x0a);
/** The version that is written. */
export const FILE_VERSION = 2;
/** Where the header's JSON begins. */
export const HEADER_AT = 16;
export const SIGNATURES_BYTES = 2 * SIGNATURE_BYTES;
export const DIGEST_BYTES = 32;
export const MAC_BYTES = 32;
export const FILE_KEY_BYTES = 32;
/** Bytes of the file key sealed to a partner: `crypto_box_seal` adds a public key and a tag. */
export const SEALED_FILE_KEY_BYTES = FILE_KEY_BYTES + 48;

/** Bytes before each thing in the payload [B7]. */
export const FRAME_BYTES = 14;
/** What a frame of the payload holds [B7]. Frames come in this order. */
export const FRAME = { list: 0, row: 1, part: 2, attachment: 3 } as const;
/** Bytes of the list of attachment parts in each of its frames but the last [B11]. */
export const LIST_FRAME_BYTES = 57_344;
/** The number of a manifest's root among its parts. */
export const ROOT_PART = 256;

const SUBKEY_CONTEXT = "twofback";
const MAC_SUBKEY = 1;
const STREAM_SUBKEY = 2;

/** The keys of the MAC and of the stream [B6]. */
export function subkeysOf(fileKey: Uint8Array): { readonly macKey: Uint8Array; readonly streamKey: Uint8Array } {
  return {
    macKey: sodium.crypto_kdf_derive_from_key(MAC_BYTES, MAC_SUBKEY, SUBKEY_CONTEXT, fileKey),
    streamKey: sodium.crypto_kdf_derive_from_key(STREAM_KEY_BYTES, STREAM_SUBKEY, SUBKEY_CONTEXT, fileKey),
  };
}

/** The MAC over all that precedes it [B6]. */
export const macOf = (bytes: Uint8Array, key: Uint8Array): Uint8Array =>
  sodium.crypto_generichash(MAC_BYTES, bytes, key);

/** A fresh judge of order: frames come strictly ascending by (type, index, number), so nothing is there twice [B7]. */
export function frameOrder(): (type: number, index: number, number: number) => boolean {
  let last: readonly [number, number, number] | null = null;
  return (type, index, number) => {
    const rises =
      last === null ||
      type > last[0] ||
      (type === last[0] && (index > last[1] || (index === last[1] && number > last[2])));
    last = [type, index, number];
    return rises;
  };
}
