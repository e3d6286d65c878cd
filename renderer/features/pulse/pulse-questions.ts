import type { Pulse } from "#shared/domain/pulse.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { Day } from "#shared/base/time.ts";
import { fiveOf, useRecordTexts } from "#renderer/ui/records/record-texts.ts";

/** What a pulse asks, in the order in which it is asked. */
export const PULSE_QUESTIONS = ["mood", "closeness", "lookedAfter", "ownTime"] as const;
export type PulseQuestion = (typeof PULSE_QUESTIONS)[number];

/** What is said of a day. */
export type PulseDraft = Pick<Pulse, PulseQuestion | "words">;

export const NOTHING_SAID: PulseDraft = { mood: null, closeness: null, lookedAfter: null, ownTime: null, words: "" };

/** What a pulse says, to be changed; of none, nothing. */
export const draftOf = (pulse: Pulse | null): PulseDraft =>
  pulse === null
    ? NOTHING_SAID
    : {
        mood: pulse.mood,
        closeness: pulse.closeness,
        lookedAfter: pulse.lookedAfter,
        ownTime: pulse.ownTime,
        words: pulse.words,
      };

export const saysNothing = (draft: PulseDraft): boolean =>
  draft.words.trim() === "" && PULSE_QUESTIONS.every((question) => draft[question] === null);

/** One's own pulse of a day, or null: there is one a day, and of two that a merge brought together the one saved last. */
export const pulseOf = (day: Day, mine: readonly JournalRecord[]): Pulse | null =>
  mine.find((record): record is Pulse => record.kind === "pulse" && record.day === day) ?? null;

/** The five words of each question, from least to most. */
export function usePulseWords(): (question: PulseQuestion) => readonly [string, string, string, string, string] {
  const texts = useRecordTexts("pulse");
  return (question) => fiveOf(texts.steps(question));
}
