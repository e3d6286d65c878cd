/** M13, what has had no care lately [A11]: the need's word that has waited longest. It names a need, never a person. */
import type { Day } from "../base/time.ts";
import type { Need } from "../domain/need.ts";
import { dayNumber } from "./day-number.ts";
import { HORIZON_DAYS } from "./windows.ts";

/** A declined need keeps its word waiting for this long: a quarter of a year. */
const QUARTER_DAYS = 91;

/** A need's word that has had little care, and the last day it had some; `since` is null when it never had. */
export interface LittleCare {
  readonly word: string;
  readonly since: Day | null;
}

/** What is known of the words while needs are counted. */
export interface WordTally {
  readonly today: Day;
  readonly lastCare: Map<string, Day>;
  readonly waiting: Set<string>;
}

export const startWords = (today: Day): WordTally => ({ today, lastCare: new Map(), waiting: new Set() });

export function countWord({ today, lastCare, waiting }: WordTally, { need, closing, voicedOn }: Need): void {
  if (closing === null || closing.on > today) {
    if (!waiting.has(need) && daysApart(voicedOn, today) > HORIZON_DAYS) waiting.add(need);
  } else if (closing.status === "met" || closing.status === "partly") {
    const before = lastCare.get(need);
    if (before === undefined || before < closing.on) lastCare.set(need, closing.on);
  } else if (closing.status === "declined" && daysApart(closing.on, today) <= QUARTER_DAYS) {
    waiting.add(need);
  }
}

const daysApart = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from);

/** The words that wait and had no care within the horizon, the one that has waited longest first. */
export const littleCareOf = ({ today, lastCare, waiting }: WordTally): readonly LittleCare[] =>
  [...waiting]
    .map((word): LittleCare => ({ word, since: lastCare.get(word) ?? null }))
    .filter(({ since }) => since === null || daysApart(since, today) > HORIZON_DAYS)
    .sort((left, right) => compare(left.since ?? "", right.since ?? "") || compare(left.word, right.word));

/**
 * M13: of the words with a need that is open past the horizon, or was declined in the last quarter, those whose last care, for either
 * partner, lies further back than the horizon, the furthest first (never comes first, then the word itself decides). Care is a need of that
 * word closed as met or partly met. The order of the needs makes no difference, so both partners get the same words from the same needs; one
 * pass. For: seeing what has had no care lately, and one question to both, about a need. Not for: saying whose need it is or who should have
 * cared, ranking needs, or calling a need never voiced cared for. Source: our own.
 */
export function littleCare(needs: Iterable<Need>, today: Day): readonly LittleCare[] {
  const tally = startWords(today);
  for (const need of needs) countWord(tally, need);
  return littleCareOf(tally);
}

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
