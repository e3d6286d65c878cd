/** The files that records of a backup name, opened one by one. */
import { codeOf } from "../base/errors.ts";
import { type AttachmentRef, openAttachment, type SealedPart } from "../vault/attachment.ts";
import { backupContents, partBeside, type PartsBeside } from "./backup-body.ts";
import type { OpenedBackup } from "./open-backup.ts";

/**
 * Every file of an opened backup that one of the refs names, each once and in the backup's own order, with memory for one of them. One whose
 * parts are not all there, or not as they were sealed, is not given [V33]. Throws "damaged" and "over-limit" as `backupContents` does.
 */
export async function* backupFiles(
  opened: OpenedBackup,
  refs: Iterable<AttachmentRef>,
  beside: PartsBeside,
): AsyncGenerator<{ readonly id: string; readonly bytes: Uint8Array }, void, undefined> {
  const wanted = new Map([...refs].map((ref) => [ref.id, ref]));
  let parts: SealedPart[] = []; // of one attachment: a backup has them by attachment, then by number
  for await (const items of backupContents(opened)) {
    for (const item of items) {
      if (item.kind !== "attachment" && item.kind !== "beside") continue;
      const { attachment } = item.kind === "attachment" ? item.part : item.listed;
      const ref = wanted.get(attachment);
      if (ref === undefined) continue;
      const part = item.kind === "attachment" ? item.part : await partBeside(item.listed, beside);
      if (typeof part === "string") continue;
      if (parts[0]?.attachment !== attachment) parts = [];
      parts.push(part);
      if (parts.length < ref.parts.length) continue;
      const bytes = openedOrNull(ref, opened.header.vault.vaultId, parts);
      if (bytes !== null) yield { id: ref.id, bytes };
    }
  }
}

function openedOrNull(ref: AttachmentRef, vaultId: string, parts: readonly SealedPart[]): Uint8Array | null {
  try {
    return openAttachment(ref, vaultId, parts);
  } catch (thrown) {
    if (codeOf(thrown) === "damaged") return null;
    throw thrown;
  }
}
