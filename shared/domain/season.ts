import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { line, recordFields } from "./fields.ts";
import { allow, writing } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

/** A time that is not like others: work lost, an illness, a new child. It counts once both have named it [D76]. */
export const Season = z.strictObject({
  kind: z.literal("season"),
  v: z.literal(1),
  ...recordFields,
  name: line(120).min(1),
  from: Day,
  /** Its last day; null while it goes on. */
  to: Day.nullable(),
});
export type Season = z.infer<typeof Season>;

export const seasonSharing: Sharing<Season> = { name: shared, from: shared, to: shared };

export const { create: createSeason, edit: editSeason } = writing<Season>({
  kind: "season",
  v: 1,
  schema: Season,
  sharing: seasonSharing,
  lines: ["name"],
  hold: ({ from, to }) => allow(to === null || to >= from, "D76 a season does not end before it begins"),
});
