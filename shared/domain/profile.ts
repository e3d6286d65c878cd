import { z } from "../base/zod.ts";
import { line, recordFields } from "./fields.ts";
import { type Act, fitting, type NewAct, newOriginal, revised, tidyLine } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

/** How a partner is called in this journal. The only place where a name is kept; always shared. */
export const Profile = z.strictObject({
  kind: z.literal("profile"),
  v: z.literal(1),
  ...recordFields,
  name: line(80).min(1),
});
export type Profile = z.infer<typeof Profile>;

export const profileSharing: Sharing<Profile> = { name: shared };

/** A partner's profile. Throws "malformed" for a blank name or one over 80 characters. */
export const createProfile = (draft: { name: string }, act: NewAct): Profile =>
  fitting(Profile, { kind: "profile", v: 1, ...newOriginal(act), name: tidyLine(draft.name) });

/** Takes another name; the same profile when it is the same one [D11]. Only one's own [D4]. */
export const renameProfile = (profile: Profile, name: string, act: Act): Profile =>
  revised({ schema: Profile, sharing: profileSharing }, profile, { name: tidyLine(name) }, act);
