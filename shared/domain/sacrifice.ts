import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { RecordId, recordFields, words } from "./fields.ts";
import { writing } from "./revision.ts";
import { ifShared, never, shared, type Sharing } from "./shared-fields.ts";

/** Why something was given up. */
export const SACRIFICE_REASONS = ["wanted-to", "expected-to", "avoid-quarrel", "afraid"] as const;

/** What its author gave up for the other or for both. Alone, or hanging on a decision. */
export const Sacrifice = z.strictObject({
  kind: z.literal("sacrifice"),
  v: z.literal(1),
  ...recordFields,
  day: Day,
  what: words(2_000).min(1),
  for: z.enum(["partner", "both", "others"]),
  decision: RecordId.nullable(),
  /** What it cost, 0 nothing to 3 a lot; told to the other only where `told` says so [D73]. */
  cost: z
    .strictObject({ steps: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]), told: z.boolean() })
    .nullable(),
  /** What it brought. */
  gain: words(2_000),
  /** What came back, to its author's mind. */
  cameBack: words(2_000),
  /** Private to its author, as the words about it are [D73]. */
  reason: z.enum(SACRIFICE_REASONS).nullable(),
  why: words(2_000),
});
export type Sacrifice = z.infer<typeof Sacrifice>;

/** A sacrifice is shared without why, and with what it cost only where its author said so [D73]. */
export const sacrificeSharing: Sharing<Sacrifice> = {
  day: shared,
  what: shared,
  for: shared,
  decision: ifShared,
  cost: (cost) => (cost?.told === true ? cost : null),
  gain: shared,
  cameBack: shared,
  reason: never(null),
  why: never(""),
};

export const { create: createSacrifice, edit: editSacrifice } = writing<Sacrifice>({
  kind: "sacrifice",
  v: 1,
  schema: Sacrifice,
  sharing: sacrificeSharing,
});
