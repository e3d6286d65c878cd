import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { line, recordFields, words } from "./fields.ts";
import { writing } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

/** A choice of both. What the other wanted and how it came out for each are answers. */
export const Decision = z.strictObject({
  kind: z.literal("decision"),
  v: z.literal(1),
  ...recordFields,
  what: line(200).min(1),
  options: z.array(line(200).min(1)).max(12),
  /** What its author wanted. */
  wanted: words(2_000),
  /** What was chosen; blank while it is open. */
  choice: words(2_000),
  /** The day it was chosen; null while it is open. */
  decidedOn: Day.nullable(),
  /** When to look at what came of it; null for never. */
  lookAgainOn: Day.nullable(),
});
export type Decision = z.infer<typeof Decision>;

/** A shared decision is shared whole: it is a joint thing. */
export const decisionSharing: Sharing<Decision> = {
  what: shared,
  options: shared,
  wanted: shared,
  choice: shared,
  decidedOn: shared,
  lookAgainOn: shared,
};

export const { create: createDecision, edit: editDecision } = writing<Decision>({
  kind: "decision",
  v: 1,
  schema: Decision,
  sharing: decisionSharing,
  lines: ["what", "options"],
});

/** How a decision came out for one partner: -2 much worse to 2 much better than before it. */
export const Outcome = z.union([z.literal(-2), z.literal(-1), z.literal(0), z.literal(1), z.literal(2)]);
export type Outcome = z.infer<typeof Outcome>;

/** How a decision came out for both, seen together: both gain, one gives, both lose, or none of these (Deutsch 1949). */
export type DecisionShape = "both-gain" | "one-gives" | "both-lose" | "mixed";

/** The shape of two outcomes. The same whichever partner is named first. */
export function shapeOf(one: Outcome, other: Outcome): DecisionShape {
  const [low, high] = one < other ? [one, other] : [other, one];
  if (low >= 1) return "both-gain";
  if (high <= -1) return "both-lose";
  return low <= -1 && high >= 1 ? "one-gives" : "mixed";
}
