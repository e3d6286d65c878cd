import { z } from "../base/zod.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Entry } from "./entry.ts";
import { RecordId, recordFields } from "./fields.ts";
import { allow, fitting, type NewAct, newOriginal } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

/** What an entry of one's own said before a change, kept for its author alone [D64]. Its `createdAt` is the moment of that change. */
export const Earlier = z.strictObject({
  kind: z.literal("earlier"),
  v: z.literal(1),
  ...recordFields,
  /** The entry this was. */
  of: RecordId,
  ofRevision: z.int().min(1),
  /** Its exact text. */
  record: z.string(),
});
export type Earlier = z.infer<typeof Earlier>;

/** Nothing of it is ever shared [D52]. */
export const earlierSharing: Sharing<Earlier> = { of: withheld, ofRevision: withheld, record: withheld };

/** What a person wrote of an entry: a change of anything else is no news of its history. */
const WRITTEN = ["day", "title", "body", "mood", "feelings", "tags", "files"] as const satisfies (keyof Entry)[];

/** Whether going from one revision of an entry to another loses something that was written [D64]. */
export const isRewritten = (before: Entry, after: Entry): boolean =>
  WRITTEN.some((field) => canonicalJson(before[field]) !== canonicalJson(after[field]));

/** Keeps an entry as it stands before a change. `json` is its exact text. Throws "not-allowed" for a copy or another's entry [D4]. */
export function createEarlier({ entry, json }: { entry: Entry; json: string }, act: NewAct): Earlier {
  allow(entry.original !== null && entry.author === act.author, "D4 only its author keeps what a record said");
  const kept = { of: entry.id, ofRevision: entry.revision, record: json };
  return fitting(Earlier, { kind: "earlier", v: 1, ...newOriginal(act), ...kept });
}
