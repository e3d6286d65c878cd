import { z } from "../base/zod.ts";
import { Week } from "../base/time.ts";
import { recordFields } from "./fields.ts";
import { writing } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

/** Hours of a week, whole ones; null when not said. */
const Hours = z.int().min(0).max(168).nullable();

/** Me and we: the hours of a week its author had for themselves, with friends, in a community and together [D79]. */
export const Balance = z.strictObject({
  kind: z.literal("balance"),
  v: z.literal(1),
  ...recordFields,
  week: Week,
  own: Hours,
  friends: Hours,
  community: Hours,
  together: Hours,
});
export type Balance = z.infer<typeof Balance>;

export const balanceSharing: Sharing<Balance> = {
  week: shared,
  own: shared,
  friends: shared,
  community: shared,
  together: shared,
};

export const { create: createBalance, edit: editBalance } = writing<Balance>({
  kind: "balance",
  v: 1,
  schema: Balance,
  sharing: balanceSharing,
});
