/** What is typed while a need is being said, answered or closed, as it is kept as a sealed draft. */
import { z } from "#shared/base/zod.ts";
import { REPLIES } from "#shared/domain/answer.ts";
import { FiveSteps, type RecordId } from "#shared/domain/fields.ts";
import { CLOSED_STATUSES, MetBy, type Need, type NeedDraft, WISHES } from "#shared/domain/need.ts";

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

/** Where the drafts of what is said of a need are kept. Each names the need: with it goes its draft. */
export const answerPlace = (need: RecordId): string => `need:${need}:answer`;
export const replyFeltPlace = (need: RecordId, reply: RecordId): string => `need:${need}:felt:${reply}`;
export const closePlace = (need: RecordId): string => `need:${need}:close`;
export const sayPlace = (kind: "edit" | "again", need: RecordId): string => `need:${kind}:${need}`;

const KeptAnswer = z.strictObject({ reply: z.enum(REPLIES).nullable(), words: z.string() });
export type AnswerDraft = z.infer<typeof KeptAnswer>;

export const EMPTY_ANSWER: AnswerDraft = { reply: null, words: "" };

/** What a kept answer holds; null when it is none. */
export function readAnswerDraft(kept: unknown): AnswerDraft | null {
  const parsed = KeptAnswer.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

export const isBlankAnswer = ({ reply, words }: AnswerDraft): boolean => reply === null && words.trim() === "";

const KeptClosing = z.strictObject({
  status: z.enum(CLOSED_STATUSES).nullable(),
  metBy: MetBy.nullable(),
  felt: FiveSteps.nullable(),
  words: z.string(),
});
export type ClosingDraft = z.infer<typeof KeptClosing>;

export const EMPTY_CLOSING: ClosingDraft = { status: null, metBy: null, felt: null, words: "" };

/** What a kept closing holds; null when it is none. */
export function readClosingDraft(kept: unknown): ClosingDraft | null {
  const parsed = KeptClosing.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

export const isBlankClosing = ({ status, metBy, felt, words }: ClosingDraft): boolean =>
  status === null && metBy === null && felt === null && words.trim() === "";
