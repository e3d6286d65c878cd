import { z } from "../base/zod.ts";
import { Day } from "../base/time.ts";
import { line, recordFields, words } from "./fields.ts";
import { type Act, allow, type Dated, writing } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

/** What became of a goal. */
export const GOAL_OUTCOMES = ["reached", "partly", "changed", "let-go"] as const;

/** Something one partner wants, or both: by when, how the other can back it, what became of it. */
export const Goal = z.strictObject({
  kind: z.literal("goal"),
  v: z.literal(1),
  ...recordFields,
  /** `own` is its author's, `both` a joint one. */
  whose: z.enum(["own", "both"]),
  what: line(200).min(1),
  why: words(2_000),
  by: Day.nullable(),
  /** How the other can back it, in its author's words. What the other says to it is an answer. */
  backing: words(2_000),
  /** Null while it is under way. */
  outcome: z.strictObject({ became: z.enum(GOAL_OUTCOMES), on: Day, words: words(2_000) }).nullable(),
});
export type Goal = z.infer<typeof Goal>;

/** A shared goal is shared whole. */
export const goalSharing: Sharing<Goal> = {
  whose: shared,
  what: shared,
  why: shared,
  by: shared,
  backing: shared,
  outcome: shared,
};

export const { create: createGoal, edit: editGoal } = writing<Goal>({
  kind: "goal",
  v: 1,
  schema: Goal,
  sharing: goalSharing,
  lines: ["what"],
});

/** Says what became of a goal that is under way, as of today [D70]. Throws "not-allowed" when it was said already. */
export function endGoal(goal: Goal, outcome: Omit<NonNullable<Goal["outcome"]>, "on">, act: Act & Dated): Goal {
  allow(goal.outcome === null, "D70 what became of a goal is said once");
  return editGoal(goal, { outcome: { ...outcome, on: act.today } }, act);
}

/** Takes away what was said by mistake to have become of a goal; it is under way as it was [D70]. Only by its author. */
export function reopenGoal(goal: Goal, act: Act): Goal {
  allow(goal.outcome !== null, "D70 only a goal that is over is opened again");
  return editGoal(goal, { outcome: null }, act);
}
