import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { ImportedApp } from "./entry.ts";
import { line, type OwnFields, recordFields } from "./fields.ts";
import { type Act, fitting, type NewAct, newOriginal, revised } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

/** Why something in a file that was brought in could not be read as it is [D67]. */
export const UNREAD_REASONS = [
  "not-json",
  "not-an-entry",
  "no-date",
  "too-long",
  "missing-file",
  "file-too-big",
  "file-kind",
  "record",
] as const;

/** One file that was brought in: what came of it, and what of it could not be read, kept for its author alone [D67]. */
export const Import = z.strictObject({
  kind: z.literal("import"),
  v: z.literal(1),
  ...recordFields,
  app: ImportedApp,
  /** The name of the file or folder. */
  file: line(200),
  on: Day,
  /** Entries that came in with it. */
  entries: z.int().min(0),
  unread: z
    .array(
      z.strictObject({
        /** Where it stood: a file in the archive, a number in a list. */
        place: line(300),
        why: z.enum(UNREAD_REASONS),
        /** Its text as it was; null for what has none. */
        text: z.string().nullable(),
      }),
    )
    .max(5_000),
  /** The day it was undone; null while it stands. */
  undoneOn: Day.nullable(),
});
export type Import = z.infer<typeof Import>;
export type Unread = Import["unread"][number];

/** Nothing of it is ever shared [D52]. */
export const importSharing: Sharing<Import> = {
  app: withheld,
  file: withheld,
  on: withheld,
  entries: withheld,
  unread: withheld,
  undoneOn: withheld,
};

/** Throws "malformed" when a field does not fit. */
export const createImport = (draft: OwnFields<Import>, act: NewAct): Import =>
  fitting(Import, { kind: "import", v: 1, ...newOriginal(act), ...draft });

/** The import's next revision: how many entries came of it, that it was undone. Only by its author [D4]. */
export const editImport = (record: Import, changes: Partial<OwnFields<Import>>, act: Act): Import =>
  revised({ schema: Import, sharing: importSharing }, record, changes, act);
