import { z } from "zod";
import { Day } from "../base/time.ts";
import { FiveSteps, RecordId, recordFields, words } from "./fields.ts";

export const REPLIES = ["yes", "partly", "not-now"] as const;

/** One author's part of a joint thing. More types come with the joint kinds. */
export const Answer = z.strictObject({
  kind: z.literal("answer"),
  v: z.literal(1),
  ...recordFields,
  day: Day,
  body: z.discriminatedUnion("type", [
    /** To a need the other shared: yes, partly, not now and why. */
    z.strictObject({ type: z.literal("need-reply"), need: RecordId, reply: z.enum(REPLIES), words: words(2_000) }),
    /** By the receiver of care: that it was felt, and how much. */
    z.strictObject({ type: z.literal("care-felt"), care: RecordId, felt: FiveSteps, words: words(2_000) }),
  ]),
});
export type Answer = z.infer<typeof Answer>;
