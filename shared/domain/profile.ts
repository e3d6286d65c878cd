import { z } from "zod";
import { line, recordFields } from "./fields.ts";

/** How a partner is called in this journal. The only place where a name is kept; always shared. */
export const Profile = z.strictObject({
  kind: z.literal("profile"),
  v: z.literal(1),
  ...recordFields,
  name: line(80).min(1),
});
export type Profile = z.infer<typeof Profile>;
