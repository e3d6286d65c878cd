/** What is typed in one's part of a check-in, until it is given. */
import { z } from "#shared/base/zod.ts";
import { FiveSteps } from "#shared/domain/fields.ts";
import type { AnswerOf } from "#shared/domain/joint.ts";

export const PART_TYPE = "check-in-part";
export type PartAnswer = AnswerOf<typeof PART_TYPE>;

/** What is asked, in the order in which it is asked and read. */
export const QUESTIONS = ["appreciation", "mood", "youNeed", "wentWell", "request", "offer"] as const;
type Question = (typeof QUESTIONS)[number];
/** What is answered in words. */
export type WordsQuestion = Exclude<Question, "mood">;

export type PartDraft = Readonly<Pick<PartAnswer["body"], Question>>;
/** What is said in a part, without what it is about. */
export type PartSaid = PartDraft & { readonly words: string };

const EMPTY_PART: PartDraft = { appreciation: "", mood: null, youNeed: "", wentWell: "", request: "", offer: "" };

const typed = z.string().max(2_000).catch("");
const Kept = z.object({
  appreciation: typed,
  mood: FiveSteps.nullable().catch(null),
  youNeed: typed,
  wentWell: typed,
  request: typed,
  offer: typed,
});

/** A kept draft, field by field; null for anything that is none. */
export const readPartDraft = (kept: unknown): PartDraft | null => Kept.safeParse(kept).data ?? null;

/** What a draft begins with: what was said before, where something was. */
export function partDraftOf(part: PartAnswer | null): PartDraft {
  if (part === null) return EMPTY_PART;
  const { appreciation, mood, youNeed, wentWell, request, offer } = part.body;
  return { appreciation, mood, youNeed, wentWell, request, offer };
}

/** The draft as a part says it; null while nothing is said. */
export function saidInPart(draft: PartDraft): PartSaid | null {
  const isSaid = QUESTIONS.some((question) =>
    question === "mood" ? draft.mood !== null : draft[question].trim() !== "",
  );
  return isSaid ? { ...draft, words: "" } : null;
}
