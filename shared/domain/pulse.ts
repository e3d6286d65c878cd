import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { FiveSteps, recordFields, words } from "./fields.ts";
import { writing } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

/** A private minute: how its author is today. Each part may be left out; it is never shared [D78]. */
export const Pulse = z.strictObject({
  kind: z.literal("pulse"),
  v: z.literal(1),
  ...recordFields,
  day: Day,
  /** How I am. */
  mood: FiveSteps.nullable(),
  /** How close we feel. */
  closeness: FiveSteps.nullable(),
  /** Were my needs looked after. */
  lookedAfter: FiveSteps.nullable(),
  /** Did I have time of my own. */
  ownTime: FiveSteps.nullable(),
  words: words(1_000),
});
export type Pulse = z.infer<typeof Pulse>;

export const pulseSharing: Sharing<Pulse> = {
  day: withheld,
  mood: withheld,
  closeness: withheld,
  lookedAfter: withheld,
  ownTime: withheld,
  words: withheld,
};

export const { create: createPulse, edit: editPulse } = writing<Pulse>({
  kind: "pulse",
  v: 1,
  schema: Pulse,
  sharing: pulseSharing,
});
