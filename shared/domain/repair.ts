import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { RecordId, recordFields, words } from "./fields.ts";
import { writing } from "./revision.ts";
import { ifShared, shared, type Sharing } from "./shared-fields.ts";

/** Owning up: what happened, and what its author will do. Whether it was taken is the other's answer [D75]. */
export const Repair = z.strictObject({
  kind: z.literal("repair"),
  v: z.literal(1),
  ...recordFields,
  day: Day,
  /** What it is after. */
  after: z.enum(["promise", "boundary", "other"]),
  /** The agreement or what happened at a boundary, where one stands in the journal. */
  of: RecordId.nullable(),
  happened: words(2_000).min(1),
  willDo: words(2_000),
  /** The day it was done, said by its author; null until then. */
  doneOn: Day.nullable(),
});
export type Repair = z.infer<typeof Repair>;

export const repairSharing: Sharing<Repair> = {
  day: shared,
  after: shared,
  of: ifShared,
  happened: shared,
  willDo: shared,
  doneOn: shared,
};

export const { create: createRepair, edit: editRepair } = writing<Repair>({
  kind: "repair",
  v: 1,
  schema: Repair,
  sharing: repairSharing,
});
