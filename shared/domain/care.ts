import { z } from "zod";
import { Day } from "../base/time.ts";
import { PartnerId, RecordId, recordFields, words } from "./fields.ts";

/** A care moment: somebody did something for a need of `receiver`. Either partner may record it. */
export const Care = z.strictObject({
  kind: z.literal("care"),
  v: z.literal(1),
  ...recordFields,
  giver: z.union([PartnerId, z.literal("others")]),
  receiver: PartnerId,
  day: Day,
  what: words(2_000),
  /** The need it was for; null for free care. In a shared copy only a need that is shared too [D22]. */
  need: RecordId.nullable(),
  /** What it cost the giver, 0 nothing to 3 a lot. Only the giver's own record holds it, and no shared copy [D21]. */
  cost: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  /** Why the giver did it, private to the giver [D21]. */
  reason: words(2_000),
});
export type Care = z.infer<typeof Care>;
