import { z } from "zod";
import { Day } from "../base/time.ts";
import { FiveSteps, line, RecordId, recordFields } from "./fields.ts";
import { RichText } from "./rich-text.ts";

/** A journal entry: what one partner wrote for themselves. */
export const Entry = z.strictObject({
  kind: z.literal("entry"),
  v: z.literal(1),
  ...recordFields,
  /** The local day it belongs to, as written. */
  day: Day,
  /** IANA time zone it was written in. */
  timeZone: line(64),
  title: line(200),
  body: RichText,
  mood: FiveSteps.nullable(),
  /** Words from the feelings list, or one's own. */
  feelings: z.array(line(60)).max(20),
  tags: z.array(line(60)).max(50),
  /** Needs this entry speaks of. */
  needs: z.array(RecordId).max(50),
});
export type Entry = z.infer<typeof Entry>;
