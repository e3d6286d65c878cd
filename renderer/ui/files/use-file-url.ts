import { useEffect, useState } from "react";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { codeOf } from "#shared/base/errors.ts";
import type { SealedFile } from "#shared/domain/file.ts";
import { claimedSize, isPictureType, typeByBytes } from "#shared/exchange/picture-metadata.ts";
import { MOST_PIXELS } from "./prepare-file.ts";

/** Why a picture is not shown. */
export type FileTrouble =
  /** Its parts are not here. */
  | "missing"
  /** Its parts are not whole, or not of a picture that is shown. */
  | "damaged"
  /** It could not be opened now. */
  | "failedToOpen";

export type FileUrl =
  | { readonly kind: "opening" }
  | { readonly kind: "shown"; readonly url: string }
  | { readonly kind: "trouble"; readonly why: FileTrouble };

const OPENING: FileUrl = { kind: "opening" };

/**
 * A blob: URL of a picture, revoked when its component leaves and when the journal locks. Null opens nothing yet. Its type is told by its
 * bytes: only a picture gets a URL, never markup, whatever a record says of it.
 */
export function useFileUrl(file: SealedFile | null): FileUrl {
  const journal = useJournal();
  const [opened, setOpened] = useState<{ readonly of: string; readonly url: FileUrl } | null>(null);
  useEffect(() => {
    if (file === null) return;
    let url: string | null = null;
    let isOver = false;
    const end = (): void => {
      isOver = true;
      if (url !== null) URL.revokeObjectURL(url);
      url = null;
    };
    void openPicture(journal, file).then((found) => {
      if (isOver) return;
      if (found instanceof Blob) url = URL.createObjectURL(found);
      setOpened({ of: file.id, url: found instanceof Blob ? { kind: "shown", url: url ?? "" } : found });
    });
    const leave = journal.subscribe(() => {
      if (journal.state().kind === "open") return;
      end();
      setOpened(null);
    });
    return () => {
      leave();
      end();
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- sealed bytes never change: other bytes have another id
  }, [journal, file?.id]);
  return opened !== null && opened.of === file?.id ? opened.url : OPENING;
}

/** A picture's bytes under the type they show themselves to be, or why there are none to show. Never rejects. */
async function openPicture(journal: Pick<Journal, "readFile">, file: SealedFile): Promise<Blob | FileUrl> {
  try {
    const bytes = (await journal.readFile(file)) as Uint8Array<ArrayBuffer>; // as it came from the worker
    const type = typeByBytes(bytes);
    const size = isPictureType(type) ? claimedSize(bytes, type) : null;
    if (size === null || size.width * size.height > MOST_PIXELS) return { kind: "trouble", why: "damaged" };
    return new Blob([bytes], { type });
  } catch (thrown) {
    const code = codeOf(thrown);
    const why = code === "not-found" ? "missing" : code === "damaged" ? "damaged" : "failedToOpen";
    return { kind: "trouble", why };
  }
}
