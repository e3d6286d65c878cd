/**
 * The page's end of the import worker: a worker of its own that holds no key, reads the chosen files piece by piece through the page,
 * and is ended when the import is over.
 */
import type { ImportItem, ImportPreview } from "#shared/exchange/import/import-item.ts";

/** A file the person chose, or one of a chosen folder. It is read in pieces, never whole. */
export interface ChosenFile {
  /** Relative to the chosen folder, with "/" between folders; the bare name for a file chosen alone. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Up to `length` bytes (at most 4 MiB) from `offset`; fewer only at the end of the file. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
}

/**
 * Why nothing of what was chosen is read: "unknown" no journal we know; "encrypted" a zip with a passphrase; "damaged" a zip that is
 * cut short or whose parts contradict one another; "unsafe" a zip or folder with names that lead elsewhere, links, or two files of one
 * name; "too-big" more than 100,000 files, 8 GiB unpacked, or a text over 64 MiB.
 */
export type ImportRefusal = "unknown" | "encrypted" | "damaged" | "unsafe" | "too-big";

export interface OpenImport {
  readonly kind: "open";
  readonly preview: ImportPreview;
  /** The next items, at most 50, in the order of the source; none at the end. Throws what reading failed with. */
  next(): Promise<readonly ImportItem[]>;
  /**
   * The bytes of a media key. "file-too-big" when it has more than an entry's file may have: it is not unpacked. "missing-file" when its
   * bytes are not there or not whole.
   */
  media(key: string): Promise<Uint8Array | "missing-file" | "file-too-big">;
  /** Ends the worker. Whoever still waits for an answer gets "locked". */
  end(): void;
}

export interface ImportWanted {
  readonly files: readonly ChosenFile[];
  /** The IANA zone of this laptop, for entries that do not name theirs. */
  readonly timeZone: string;
  /** Told while everything is read once for the preview: bytes of the source so far, and of how many. */
  readonly onProgress?: (done: number, of: number) => void;
  /** Ends the worker and rejects with "locked". */
  readonly signal?: AbortSignal;
}

/** Begins an import: finds out which app wrote the files by their content and reads all of it once for the preview. */
export declare function openImport(
  wanted: ImportWanted,
): Promise<OpenImport | { readonly kind: "refused"; readonly why: ImportRefusal }>;
