import { z } from "../base/zod.ts";
import { recordFields } from "./fields.ts";
import { writing } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

/** Whether its author agrees that what both shared is analysed. Always shared; it has no day [D83]. */
export const Consent = z.strictObject({
  kind: z.literal("consent"),
  v: z.literal(1),
  ...recordFields,
  analysis: z.enum(["agreed", "paused"]),
});
export type Consent = z.infer<typeof Consent>;

export const consentSharing: Sharing<Consent> = { analysis: shared };

export const { create: createConsent, edit: editConsent } = writing<Consent>({
  kind: "consent",
  v: 1,
  schema: Consent,
  sharing: consentSharing,
});
