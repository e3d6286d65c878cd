import { z } from "../base/zod.ts";
import { Week } from "../base/time.ts";
import { recordFields } from "./fields.ts";
import { writing } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

/** A look at one week by both. It says the week and nothing else: what each says of it is an answer, sealed until both have answered [D88]. */
export const CheckIn = z.strictObject({
  kind: z.literal("check-in"),
  v: z.literal(1),
  ...recordFields,
  week: Week,
});
export type CheckIn = z.infer<typeof CheckIn>;

export const checkInSharing: Sharing<CheckIn> = { week: shared };

export const { create: createCheckIn, edit: editCheckIn } = writing<CheckIn>({
  kind: "check-in",
  v: 1,
  schema: CheckIn,
  sharing: checkInSharing,
});
