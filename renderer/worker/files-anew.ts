/**
 * Leaving takes one's files along [V22]: each is opened here, sealed anew for the other vault, and named anew in the records, and in the
 * texts that records keep.
 */
import { codeOf, TwofoldError, type ErrorCode } from "#shared/base/errors.ts";
import { withKeptText } from "#shared/backup/merge.ts";
import { base64, randomBytes } from "#shared/crypto/sodium.ts";
import type { SealedFile } from "#shared/domain/file.ts";
import { parseRecord, writeRecord } from "#shared/domain/record.ts";
import { renamings, sealedFilesIn, withRenamings } from "#shared/domain/sealed-files.ts";
import { sealAttachment } from "#shared/vault/attachment.ts";
import { readAttachment } from "./attachment-calls.ts";
import { stageStore, type Store } from "./database.ts";
import type { Desk } from "./desk.ts";

const STORE_NAME_BYTES = 12;

/** What is said of a file that no copy here has whole. It is lost there as it is here. */
const LOST: readonly ErrorCode[] = ["not-found", "damaged", "over-limit"];

export interface FilesAnew {
  /** The text of a record with every file it names as it is sealed in the other vault; those that no copy has whole stay as they were. */
  textOf(json: string): Promise<string>;
  /** Where the parts lie until they are written; null where there are none. It never becomes a journal: drop it in the end. */
  readonly staged: Store | null;
}

/**
 * Begins with nothing. Parts go to a store of their own on the disk, as they need not fit into memory.
 *
 * @param now milliseconds since 1970
 */
export function filesAnew(desk: Desk, vaultId: string, now: number): FilesAnew {
  let staged: Store | null = null;
  const sealed = new Map<string, SealedFile | null>();

  async function sealAnew(file: SealedFile): Promise<SealedFile | null> {
    let bytes: Uint8Array;
    try {
      bytes = await readAttachment(desk, file);
    } catch (thrown) {
      if (LOST.includes(codeOf(thrown))) return null;
      throw thrown;
    }
    const { ref, parts } = sealAttachment(bytes, vaultId);
    staged ??= await stageStore("journal", base64(randomBytes(STORE_NAME_BYTES)), now);
    await staged.putAttachmentParts(parts);
    return ref;
  }

  return {
    get staged() {
      return staged;
    },

    async textOf(json) {
      if (!json.includes("parts")) return json; // as no sealed file is written without them
      const names = new Map<string, string>(); // of this text alone: another's copy may use the id of a file that is not theirs
      for (const file of sealedFilesIn(JSON.parse(json))) {
        const whole = JSON.stringify(file); // key and parts too, for the same reason
        const anew = sealed.has(whole) ? sealed.get(whole) : await sealAnew(file);
        sealed.set(whole, anew ?? null);
        if (anew != null) for (const [from, to] of renamings(file, anew)) names.set(from, to);
      }
      return names.size === 0 ? json : restated(withRenamings(json, names));
    },
  };
}

/** A version is named by the text it keeps [B23]. */
function restated(json: string): string {
  const parsed = parseRecord(JSON.parse(json));
  if (parsed.kind === "unreadable" || parsed.record.kind !== "version" || parsed.record.record === null) return json;
  try {
    return writeRecord(withKeptText(parsed.record, parsed.record.record));
  } catch (thrown) {
    if (thrown instanceof TwofoldError) return json; // one that names no state: it goes along as the text it is
    throw thrown;
  }
}
