/** Keeping files apart from the records that name them, and reading them again from whichever copy is whole. */
import { TwofoldError } from "#shared/base/errors.ts";
import { FILE_MAX_BYTES, type SealedFile } from "#shared/domain/file.ts";
import { openAttachment, sealAttachment, type SealedPart } from "#shared/vault/attachment.ts";
import type { Room } from "./calls.ts";
import type { Desk } from "./desk.ts";
import { addToOwnList } from "./own-list.ts";
import { keepAllBesideLedger, removeBesideLedger, wholePart } from "./part-copies.ts";

/**
 * Opens a file from the store, or from copies outside it where the store's is not whole; the store then gets back what it lacked.
 * Throws "not-found" or "damaged" where no copy is whole.
 */
export async function readAttachment(desk: Desk, file: SealedFile): Promise<Uint8Array> {
  const store = desk.openedStore();
  const { vaultId } = desk.openedSession().header;
  const parts: SealedPart[] = [];
  const lost: SealedPart[] = [];
  for (const [number, name] of file.parts.entries()) {
    const at = { attachment: file.id, part: number };
    const whole = await wholePart(desk, store, { ...at, name });
    if (typeof whole === "string")
      throw new TwofoldError(whole === "missing" ? "not-found" : "damaged", "attachment part");
    const part = { ...at, sealed: whole.sealed };
    parts.push(part);
    if (whole.isLost) lost.push(part);
  }
  const bytes = openAttachment(file, vaultId, parts);
  if (lost.length > 0) await store.putAttachmentParts(lost).catch(() => {}); // a full disk must not keep anybody from looking
  return bytes;
}

export function attachmentCalls(desk: Desk) {
  return {
    async keepFile({ bytes }) {
      const { keys, header } = desk.openedSession();
      if (keys.kind !== "one") throw new TwofoldError("not-allowed", "a joint session has no files of its own");
      if (bytes.length > FILE_MAX_BYTES) throw new TwofoldError("over-limit", "D61 bytes");
      const { ref, parts } = sealAttachment(bytes, header.vaultId);
      await addToOwnList(desk, ref.id);
      await keepAllBesideLedger(desk, header.vaultId, parts);
      await desk
        .openedStore()
        .putAttachmentParts(parts)
        .catch(async (thrown: unknown) => {
          await removeBesideLedger(desk, ref.parts).catch(() => {}); // what went wrong first is what is told
          throw thrown;
        });
      return ref;
    },

    async readFile({ file }) {
      for (;;) {
        const store = desk.openedStore();
        try {
          return { bytes: await readAttachment(desk, file) };
        } catch (thrown) {
          if (desk.store === store) throw thrown; // else another store took its place meanwhile, and this one was closed
        }
      }
    },
  } satisfies Partial<Room>;
}
