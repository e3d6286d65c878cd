/** What is typed about how a decision came out, until it is given. */
import { z } from "#shared/base/zod.ts";
import { Outcome } from "#shared/domain/decision.ts";
import { FiveSteps } from "#shared/domain/fields.ts";
import type { AnswerOf } from "#shared/domain/joint.ts";

export const OUTCOME_TYPE = "decision-outcome";
export type OutcomeAnswer = AnswerOf<typeof OUTCOME_TYPE>;
/** What is said in one, without what it is about. */
export type OutcomeSaid = Pick<OutcomeAnswer["body"], "outcome" | "say" | "words">;

export interface OutcomeDraft {
  readonly outcome: Outcome | null;
  readonly say: FiveSteps | null;
  readonly words: string;
}

const EMPTY_OUTCOME: OutcomeDraft = { outcome: null, say: null, words: "" };

const Kept = z.object({
  outcome: Outcome.nullable().catch(null),
  say: FiveSteps.nullable().catch(null),
  words: z.string().max(2_000).catch(""),
});

/** A kept draft, field by field; null for anything that is none. */
export const readOutcomeDraft = (kept: unknown): OutcomeDraft | null => Kept.safeParse(kept).data ?? null;

/** What a draft begins with: what was said before, where something was. */
export const outcomeDraftOf = (answer: OutcomeAnswer | null): OutcomeDraft =>
  answer === null ? EMPTY_OUTCOME : { outcome: answer.body.outcome, say: answer.body.say, words: answer.body.words };

/** The draft as an answer says it; null while one of the two is not chosen. */
export const saidIn = ({ outcome, say, words }: OutcomeDraft): OutcomeSaid | null =>
  outcome === null || say === null ? null : { outcome, say, words };
