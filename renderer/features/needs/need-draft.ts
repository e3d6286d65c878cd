/** What is typed while a need is being said, as it is kept as a sealed draft. */
import { z } from "#shared/base/zod.ts";
import { type Need, type NeedDraft, WISHES } from "#shared/domain/need.ts";

/** Read back from a draft of any age: a field it lacks is empty, anything else is no draft of ours. */
const KeptNeed = z.object({
  noticed: z.string().default(""),
  felt: z.string().default(""),
  need: z.string().default(""),
  request: z.string().default(""),
  wish: z.enum(WISHES).nullable().default(null),
  importance: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
});

export const EMPTY_NEED: NeedDraft = { noticed: "", felt: "", need: "", request: "", wish: null, importance: 2 };

/** What a kept draft holds; null when it is none. */
export function readNeedDraft(kept: unknown): NeedDraft | null {
  const parsed = KeptNeed.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

export const draftOf = ({ noticed, felt, need, request, wish, importance }: Need): NeedDraft => ({
  noticed,
  felt,
  need,
  request,
  wish,
  importance,
});

/** Whether anything was typed or chosen that would be lost. */
export const isBlank = ({ noticed, felt, need, request, wish }: NeedDraft): boolean =>
  [noticed, felt, need, request].every((text) => text.trim() === "") && wish === null;
