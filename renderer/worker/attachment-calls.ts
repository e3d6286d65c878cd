/** Keeping files apart from the records that name them, and reading them again. */
import { TwofoldError } from "#shared/base/errors.ts";
import { FILE_MAX_BYTES } from "#shared/domain/file.ts";
import { openAttachment, sealAttachment } from "#shared/vault/attachment.ts";
import type { Room } from "./calls.ts";
import type { Desk } from "./desk.ts";

export function attachmentCalls(desk: Desk) {
  return {
    async keepFile({ bytes }) {
      const { keys, header } = desk.openedSession();
      if (keys.kind !== "one") throw new TwofoldError("not-allowed", "a joint session has no files of its own");
      if (bytes.length > FILE_MAX_BYTES) throw new TwofoldError("over-limit", "D61 bytes");
      const { ref, parts } = sealAttachment(bytes, header.vaultId);
      await desk.openedStore().putAttachmentParts(parts);
      return ref;
    },

    async readFile({ file }) {
      const { header } = desk.openedSession();
      const parts = await desk.openedStore().attachmentParts(file.id);
      if (parts.length === 0) throw new TwofoldError("not-found", "attachment");
      return { bytes: openAttachment(file, header.vaultId, parts) };
    },
  } satisfies Partial<Room>;
}
