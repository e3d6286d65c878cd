/** The list of attachment parts that a backup carries inside or refers to beside itself, as canonical bytes [B11]. */
import { concat, u32 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { base64, fromBase64 } from "../crypto/sodium.ts";
import { SEALED_PART_MAX_BYTES } from "../vault/attachment.ts";
import { BACKUP_LIMITS } from "./layout.ts";

/** One attachment part as a backup lists it. */
export interface ListedPart {
  /** Id of the attachment. */
  readonly attachment: string;
  /** Its number in the attachment, from 0. */
  readonly part: number;
  /** Hash of its sealed bytes, as `partName` gives it; in a folder of rotating backups the name of its file. */
  readonly name: string;
  /** Sealed bytes. */
  readonly bytes: number;
}

const ID_BYTES = 16;
const NAME_BYTES = 32;
/** attachment 16 | u32 part | name 32 | u32 bytes */
export const LISTED_PART_BYTES = ID_BYTES + 4 + NAME_BYTES + 4;

/** The list as bytes. Throws "bug" when it is not in order, "over-limit" for too many parts or one too long. */
export function formatPartList(parts: readonly ListedPart[]): Uint8Array {
  if (parts.length > BACKUP_LIMITS.attachmentParts) throw new TwofoldError("over-limit", "B3 attachments");
  if (!isAscending(parts)) throw new TwofoldError("bug", "B11 order");
  const list = new Uint8Array(parts.length * LISTED_PART_BYTES);
  parts.forEach(({ attachment, part, name, bytes }, index) => {
    if (bytes > SEALED_PART_MAX_BYTES) throw new TwofoldError("over-limit", "B3 part");
    list.set(concat(fromBase64(attachment), u32(part), fromBase64(name), u32(bytes)), index * LISTED_PART_BYTES);
  });
  return list;
}

/** The parts a list names. Throws "damaged" for bytes that are no such list, "over-limit" for a part that is too long. */
export function parsePartList(list: Uint8Array): readonly ListedPart[] {
  if (list.length % LISTED_PART_BYTES !== 0) throw new TwofoldError("damaged", "B11 list");
  const view = new DataView(list.buffer, list.byteOffset, list.byteLength);
  const parts = Array.from({ length: list.length / LISTED_PART_BYTES }, (_, index): ListedPart => {
    const at = index * LISTED_PART_BYTES;
    const nameAt = at + ID_BYTES + 4;
    const bytes = view.getUint32(nameAt + NAME_BYTES, true);
    if (bytes > SEALED_PART_MAX_BYTES) throw new TwofoldError("over-limit", "B3 part");
    return {
      attachment: base64(list.subarray(at, at + ID_BYTES)),
      part: view.getUint32(at + ID_BYTES, true),
      name: base64(list.subarray(nameAt, nameAt + NAME_BYTES)),
      bytes,
    };
  });
  if (!isAscending(parts)) throw new TwofoldError("damaged", "B11 order");
  return parts;
}

/** Whether each part comes after the one before it: by the text of its attachment's id, as in [B5], then by its number. */
function isAscending(parts: readonly ListedPart[]): boolean {
  return parts.every(({ attachment, part }, index) => {
    const before = parts[index - 1];
    if (before === undefined || before.attachment < attachment) return true;
    return before.attachment === attachment && before.part < part;
  });
}
