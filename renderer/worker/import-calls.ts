/** What the page and the import worker say to one another. The page parses nothing of it: both are of one build, and no key is in either. */
import type { ErrorCode } from "#shared/base/errors.ts";
import type { ImportItem, ImportPreview } from "#shared/exchange/import/import-item.ts";
import type { ImportRefusal } from "./import-client.ts";

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
