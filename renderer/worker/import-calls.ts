/** What the page and the import worker say to one another. The page parses nothing of it: both are of one build, and no key is in either. */
import type { ErrorCode } from "#shared/base/errors.ts";
import type { ImportItem, ImportPreview } from "#shared/exchange/import/import-item.ts";

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

/** From the page. `files` come once and first; the bytes asked for come under the number they were asked under. */
export type ToImport =
  | {
      readonly say: "open";
      readonly files: readonly { readonly path: string; readonly size: number }[];
      readonly timeZone: string;
    }
  | { readonly say: "next"; readonly call: number }
  | { readonly say: "media"; readonly call: number; readonly key: string }
  | { readonly say: "bytes"; readonly read: number; readonly bytes: Uint8Array | null };

/** From the worker. */
export type FromImport =
  | { readonly say: "opened"; readonly preview: ImportPreview }
  | { readonly say: "refused"; readonly why: ImportRefusal }
  | { readonly say: "progress"; readonly done: number; readonly of: number }
  | {
      readonly say: "read";
      readonly read: number;
      readonly file: number;
      readonly offset: number;
      readonly length: number;
    }
  | { readonly say: "items"; readonly call: number; readonly items: readonly ImportItem[] }
  | { readonly say: "media"; readonly call: number; readonly media: Uint8Array | "missing-file" | "file-too-big" }
  /** Call 0 is the opening. */
  | { readonly say: "failed"; readonly call: number; readonly code: ErrorCode };
