import { z } from "zod";
import { Day } from "../base/time.ts";
import { FiveSteps, line, RecordId, recordFields, words } from "./fields.ts";

/** What would help: be heard, help, change, time or space. */
export const WISHES = ["be-heard", "help", "change", "time", "space"] as const;
export const MET_BY = ["self", "partner", "both", "others", "nobody"] as const;
export const CLOSED_STATUSES = ["met", "partly", "declined", "let-go"] as const;

export const MetBy = z.enum(MET_BY);
export type MetBy = z.infer<typeof MetBy>;
export type ClosedStatus = (typeof CLOSED_STATUSES)[number];

/** How a need came out, in its owner's words. Only the owner closes [D12]. */
export const Closing = z.strictObject({
  status: z.enum(CLOSED_STATUSES),
  on: Day,
  /** Seen from the owner: `self` is the owner, `partner` the other. */
  metBy: MetBy,
  /** How that felt: empty, thin, all right, good, full. Null when not said. */
  felt: FiveSteps.nullable(),
  words: words(2_000),
});
export type Closing = z.infer<typeof Closing>;

/** A needs statement by its author, who owns it. */
export const Need = z.strictObject({
  kind: z.literal("need"),
  v: z.literal(1),
  ...recordFields,
  /** What happened, without judging. */
  noticed: words(4_000),
  felt: words(2_000),
  /** A word from the needs list, as its key ("rest"), or one's own word. */
  need: line(80).min(1),
  /** One specific, doable thing. */
  request: words(2_000),
  wish: z.enum(WISHES).nullable(),
  importance: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  voicedOn: Day,
  /** Null while the need is open. */
  closing: Closing.nullable(),
  /** The closed need this one voices again, or null. */
  continues: RecordId.nullable(),
});
export type Need = z.infer<typeof Need>;
