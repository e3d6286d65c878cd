import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { RecordId, recordFields, words } from "./fields.ts";
import { writing } from "./revision.ts";
import { ifShared, never, shared, type Sharing } from "./shared-fields.ts";

export const BOUNDARY_KINDS = ["physical", "mental", "material", "emotional", "sexual"] as const;

/** Where its author's yes ends. What the body says and where it was noticed stay with its author [D74]. */
export const Boundary = z.strictObject({
  kind: z.literal("boundary"),
  v: z.literal(1),
  ...recordFields,
  about: z.enum(BOUNDARY_KINDS),
  /** Where it was noticed. */
  noticed: words(2_000),
  /** What the body says when it is near. */
  body: words(2_000),
  says: words(2_000).min(1),
  /** What its author can say yes to. */
  yesTo: words(2_000),
  /** When its author looks at it again. */
  reviewOn: Day.nullable(),
  /** The day its author let it go; null while it stands. */
  letGoOn: Day.nullable(),
});
export type Boundary = z.infer<typeof Boundary>;

export const boundarySharing: Sharing<Boundary> = {
  about: shared,
  noticed: never(""),
  body: never(""),
  says: shared,
  yesTo: shared,
  reviewOn: never(null),
  letGoOn: shared,
};

export const { create: createBoundary, edit: editBoundary } = writing<Boundary>({
  kind: "boundary",
  v: 1,
  schema: Boundary,
  sharing: boundarySharing,
});

/** What happened at a boundary: it was kept, it was crossed, or a no was respected. */
export const BOUNDARY_EVENTS = ["kept", "crossed", "no-respected"] as const;

/** What happened at a boundary of its author's. It names no person [D74]. */
export const BoundaryEvent = z.strictObject({
  kind: z.literal("boundary-event"),
  v: z.literal(1),
  ...recordFields,
  boundary: RecordId.nullable(),
  day: Day,
  event: z.enum(BOUNDARY_EVENTS),
  words: words(2_000),
});
export type BoundaryEvent = z.infer<typeof BoundaryEvent>;

export const boundaryEventSharing: Sharing<BoundaryEvent> = {
  boundary: ifShared,
  day: shared,
  event: shared,
  words: shared,
};

export const { create: createBoundaryEvent, edit: editBoundaryEvent } = writing<BoundaryEvent>({
  kind: "boundary-event",
  v: 1,
  schema: BoundaryEvent,
  sharing: boundaryEventSharing,
});
