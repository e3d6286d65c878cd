/** The one question to both at the end of the page. It names a need, never a person. */
import { type Day, daysBetween } from "#shared/base/time.ts";
import { HORIZON_DAYS } from "#shared/analysis/windows.ts";
import type { Need } from "#shared/domain/need.ts";

/** A need's word that has had little care, and the last day it had some; `since` is null when it never had. */
export type Question =
  | { readonly kind: "little-care"; readonly word: string; readonly since: Day | null }
  | { readonly kind: "what-helped" };

/**
 * Asks after the word that has waited longest: of the words with a need that is open past the horizon or was declined
 * in the last quarter, the one whose last care, for either partner, lies furthest back (never comes first, then the
 * word itself decides). The same needs give both partners the same question.
 */
export function questionFor(needs: Iterable<Need>, today: Day): Question {
  const lastCare = new Map<string, Day>();
  const waiting = new Set<string>();
  for (const { need, closing, voicedOn } of needs) {
    if (closing === null) {
      if (daysBetween(voicedOn, today) > HORIZON_DAYS) waiting.add(need);
    } else if (closing.status === "met" || closing.status === "partly") {
      const before = lastCare.get(need);
      if (before === undefined || before < closing.on) lastCare.set(need, closing.on);
    } else if (closing.status === "declined" && daysBetween(closing.on, today) <= QUARTER_DAYS) {
      waiting.add(need);
    }
  }
  const [longest] = [...waiting]
    .map((word) => ({ word, since: lastCare.get(word) ?? null }))
    .filter(({ since }) => since === null || daysBetween(since, today) > HORIZON_DAYS)
    .sort((left, right) => compare(left.since ?? "", right.since ?? "") || compare(left.word, right.word));
  return longest === undefined ? { kind: "what-helped" } : { kind: "little-care", ...longest };
}

const QUARTER_DAYS = 91;
const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
