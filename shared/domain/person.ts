import { z } from "../base/zod.ts";
import { line, recordFields, words } from "./fields.ts";
import { writing } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

/** Somebody its author can turn to. Never shared: it is about a third person [D81]. */
export const Person = z.strictObject({
  kind: z.literal("person"),
  v: z.literal(1),
  ...recordFields,
  name: line(80).min(1),
  /** What for. */
  turnTo: words(500),
  /** How to reach them. */
  reach: words(500),
});
export type Person = z.infer<typeof Person>;

export const personSharing: Sharing<Person> = { name: withheld, turnTo: withheld, reach: withheld };

export const { create: createPerson, edit: editPerson } = writing<Person>({
  kind: "person",
  v: 1,
  schema: Person,
  sharing: personSharing,
  lines: ["name"],
});
