import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { line, type Original, type PartnerId, recordFields } from "./fields.ts";
import { allow, fitting, type NewAct, newOriginal, tidyLine } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

/** A copy the other partner had shared, kept by who took their part and left: theirs to read, for themselves alone [D51]. */
export const Keepsake = z.strictObject({
  kind: z.literal("keepsake"),
  v: z.literal(1),
  ...recordFields,
  /** How its author was called then; empty where that was not known. */
  from: line(80),
  /** The kind of the record that was kept; of any Twofold. */
  ofKind: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  /** The day it was kept. */
  on: Day,
  /** The exact text of the copy. */
  record: z.string(),
});
export type Keepsake = z.infer<typeof Keepsake>;

/** Nothing of a keepsake is ever shared: it was said to one person, in a journal they left [D52]. */
export const keepsakeSharing: Sharing<Keepsake> = {
  from: withheld,
  ofKind: withheld,
  on: withheld,
  record: withheld,
};

/** What is asked of a record to be kept. */
interface Kept {
  readonly kind: string;
  readonly author: PartnerId;
  readonly original: Original | null;
}

/**
 * Keeps a copy as it stands. `json` is its exact text, `copy` what that says. Throws "not-allowed" for anything but a copy by somebody
 * else [D51].
 */
export function createKeepsake(
  { copy, json, from, on }: { copy: Kept; json: string; from: string; on: Day },
  act: NewAct,
): Keepsake {
  allow(copy.original === null && copy.author !== act.author, "D51 only the other's copies are kept");
  const kept = { from: tidyLine(from), ofKind: copy.kind, on, record: json };
  return fitting(Keepsake, { kind: "keepsake", v: 1, ...newOriginal(act), ...kept });
}
