import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { recordFields, words } from "./fields.ts";
import { writing } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

export const MOMENTS = ["felt-seen", "grew", "came-through"] as const;

/** Something worth keeping: felt seen, grew, came through a hard time together. */
export const Moment = z.strictObject({
  kind: z.literal("moment"),
  v: z.literal(1),
  ...recordFields,
  day: Day,
  moment: z.enum(MOMENTS),
  words: words(2_000).min(1),
});
export type Moment = z.infer<typeof Moment>;

export const momentSharing: Sharing<Moment> = { day: shared, moment: shared, words: shared };

export const { create: createMoment, edit: editMoment } = writing<Moment>({
  kind: "moment",
  v: 1,
  schema: Moment,
  sharing: momentSharing,
});
