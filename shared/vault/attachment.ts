/**
 * Attachments: a file sealed once, in parts that never change, under a key of its own. The record that holds its ref -
 * the key and the names of the parts - makes it readable and vouches for it [V30] to [V33].
 */
import { z } from "../base/zod.ts";
import { u32, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { openBytes, placeOf, sealBytes } from "../crypto/sealed-record.ts";
import { base64, fromBase64, hash256, randomBytes, wipe } from "../crypto/sodium.ts";
import { Id, newId } from "./identity.ts";

/** The most bytes one attachment may have: 64 MiB [V30]. */
export const ATTACHMENT_MAX_BYTES = 64 * 1024 * 1024;

/** The most bytes one sealed part may have: 1 MiB [V30]. */
export const SEALED_PART_MAX_BYTES = 1024 * 1024;

/** Plain bytes of every part but the last. With the padding's mark it is exactly one of its lengths, so none is wasted [V31]. */
const PART_BYTES = 955_833;
const KEY_BYTES = 32;
const NAME_BYTES = 32;

/** The name of a sealed part: the hash of its bytes, in base64url [V32]. */
const PartName = encodedBytes(NAME_BYTES);

/** One sealed part as the store keeps it; primary key [attachment, part]. `attachment` is an id, parts count from 0. */
export interface SealedPart {
  readonly attachment: string;
  readonly part: number;
  readonly sealed: Uint8Array;
}

/** What a record holds of an attachment: all that is needed to read it and to tell its parts from any others [V32]. */
export const AttachmentRef = z.strictObject({
  id: Id,
  /** 32 bytes. Who has it reads the attachment, so a shared copy of the record shares the file. */
  key: encodedBytes(KEY_BYTES),
  /** Bytes of the file. */
  bytes: z.int().nonnegative(),
  /** The names of its parts, in their order. */
  parts: z.array(PartName).min(1),
});
export type AttachmentRef = z.infer<typeof AttachmentRef>;

export interface SealedAttachment {
  readonly ref: AttachmentRef;
  readonly parts: readonly SealedPart[];
}

/** Seals a file for the vault. Throws "over-limit" for more than ATTACHMENT_MAX_BYTES, before any work. */
export function sealAttachment(bytes: Uint8Array, vaultId: string): SealedAttachment {
  if (bytes.length > ATTACHMENT_MAX_BYTES) throw new TwofoldError("over-limit", "V30 bytes");
  const id = newId();
  const key = randomBytes(KEY_BYTES);
  const shape = { id, bytes: bytes.length };
  const filled = filledLength(bytes.length);
  const parts = Array.from({ length: partCount(bytes.length) }, (_, part): SealedPart => {
    const from = part * PART_BYTES;
    const plain = new Uint8Array(Math.min(PART_BYTES, filled - from));
    plain.set(bytes.subarray(from, from + plain.length));
    const sealed = sealBytes(plain, placeOfPart(vaultId, shape, part), { epoch: 0, key });
    return { attachment: id, part, sealed };
  });
  const ref = { ...shape, key: base64(key), parts: parts.map(({ sealed }) => partName(sealed)) };
  wipe(key);
  return { ref, parts };
}

/**
 * The file behind a ref, from exactly its parts, in any order. Throws "over-limit" for a ref that claims more than
 * ATTACHMENT_MAX_BYTES, before any work, and "damaged" when a part is missing, there twice, or not the one that was sealed.
 */
export function openAttachment(ref: AttachmentRef, vaultId: string, parts: readonly SealedPart[]): Uint8Array {
  if (ref.bytes > ATTACHMENT_MAX_BYTES) throw new TwofoldError("over-limit", "V30 bytes");
  const count = partCount(ref.bytes);
  if (ref.parts.length !== count || parts.length !== count) throw new TwofoldError("damaged", "V33 count");
  const filled = filledLength(ref.bytes);
  const key = fromBase64(ref.key);
  const bytes = new Uint8Array(filled);
  const inOrder = [...parts].sort((left, right) => left.part - right.part);
  inOrder.forEach(({ attachment, part, sealed }, index) => {
    const from = index * PART_BYTES;
    const isNamed = attachment === ref.id && part === index && sealed.length <= SEALED_PART_MAX_BYTES;
    if (!isNamed || partName(sealed) !== ref.parts[index]) throw new TwofoldError("damaged", "V33 part");
    const plain = openBytes(sealed, placeOfPart(vaultId, ref, index), [{ epoch: 0, key }]);
    if (plain === "unreadable" || plain.length !== Math.min(PART_BYTES, filled - from)) {
      throw new TwofoldError("damaged", "V33 seal");
    }
    bytes.set(plain, from);
  });
  wipe(key);
  return bytes.subarray(0, ref.bytes);
}

/** The name of a sealed part [V32]. */
export const partName = (sealed: Uint8Array): string => base64(hash256(sealed));

/** Bytes that are sealed: up to one part the file's own, which its seal pads; above it zeros up to a step of 12% [V31]. */
function filledLength(bytes: number): number {
  if (bytes <= PART_BYTES) return bytes;
  let length = PART_BYTES;
  while (length < bytes) length = Math.floor((length * 112) / 100);
  return length;
}

const partCount = (bytes: number): number => Math.max(1, Math.ceil(filledLength(bytes) / PART_BYTES));

function placeOfPart(vaultId: string, { id, bytes }: { readonly id: string; readonly bytes: number }, part: number) {
  return placeOf("attachment", fromBase64(vaultId), fromBase64(id), u32(part), u32(partCount(bytes)), u64(bytes));
}
