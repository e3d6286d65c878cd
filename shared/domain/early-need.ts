import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { recordFields, words } from "./fields.ts";
import { type Act, type Dated, writing } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

/** What its author learned early about needing, how it shows now, what they can ask for; revisited. Never shared [D82]. */
export const EarlyNeed = z.strictObject({
  kind: z.literal("early-need"),
  v: z.literal(1),
  ...recordFields,
  day: Day,
  learned: words(8_000),
  shows: words(8_000),
  askFor: words(8_000),
  /** What was written when it was read again, oldest first. */
  revisits: z.array(z.strictObject({ on: Day, words: words(8_000).min(1) })).max(200),
});
export type EarlyNeed = z.infer<typeof EarlyNeed>;

export const earlyNeedSharing: Sharing<EarlyNeed> = {
  day: withheld,
  learned: withheld,
  shows: withheld,
  askFor: withheld,
  revisits: withheld,
};

export const { create: createEarlyNeed, edit: editEarlyNeed } = writing<EarlyNeed>({
  kind: "early-need",
  v: 1,
  schema: EarlyNeed,
  sharing: earlyNeedSharing,
});

/** Adds what was written today when it was read again. What stood there stays as it was. */
export const revisitEarlyNeed = (earlyNeed: EarlyNeed, words: string, act: Act & Dated): EarlyNeed =>
  editEarlyNeed(earlyNeed, { revisits: [...earlyNeed.revisits, { on: act.today, words }] }, act);
