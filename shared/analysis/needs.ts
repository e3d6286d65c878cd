/**
 * Which needs count [A3], and M1, the share of a partner's needs that were met [A5].
 *
 * A need settles when its owner closes it, and when it reaches the horizon still open. Both are days, so both are found
 * by comparing strings, and only needs near the window cost any arithmetic.
 */
import { type Day, addDays } from "../base/time.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Need } from "../domain/need.ts";
import { isSharedNow } from "../domain/related.ts";
import { dayNumber } from "./day-number.ts";
import type { Measured, TooFew, Unheard } from "./evidence.ts";
import { shareWithHalves } from "./statistics.ts";
import { isHeard } from "./voice.ts";
import { HORIZON_DAYS, type View, type Window } from "./windows.ts";

/** M1 is not given for fewer needs than this. */
const MET_SHARE_NEEDS = 8;

/** What became of one partner's counted needs in a window; the four add up to n. */
export interface Outcomes {
  readonly met: number;
  readonly partly: number;
  readonly declined: number;
  /** Reached the horizon still open, and not closed since within the window. */
  readonly stillOpen: number;
}

export type Outcome = keyof Outcomes;

/** How a need came out when it was closed, unless it was let go: then it never counts. */
export type CountedClosing = NonNullable<Need["closing"]> & { readonly status: Exclude<Outcome, "stillOpen"> };

/** The days of a view in the form in which needs are held against them. */
export interface Span extends Window {
  readonly horizonDays: number;
  /** Needs voiced on these days reach their horizon within the span. */
  readonly horizonOf: Window;
}

/** The days of `view` that are no later than today; of today only what was closed, as its day is not over. */
export function spanOf({ from, to, today, horizonDays = HORIZON_DAYS }: View): Span {
  const yesterday = addDays(today, -1);
  return {
    from,
    to: to < today ? to : today,
    horizonDays,
    horizonOf: { from: addDays(from, -horizonDays), to: addDays(to < today ? to : yesterday, -horizonDays) },
  };
}

const within = (day: Day, { from, to }: Window): boolean => from <= day && day <= to;

/** How the owner closed it in the span; null when it was not closed in it, or let go. */
export function closingIn({ closing }: Need, span: Span): CountedClosing | null {
  return closing !== null && isCounted(closing) && within(closing.on, span) ? closing : null;
}

/** Whether it reached the horizon in the span, open as that day ended, whatever came later but being let go. */
export function reachedHorizonIn({ voicedOn, closing }: Need, span: Span): boolean {
  if (!within(voicedOn, span.horizonOf)) return false;
  if (closing === null) return true;
  return isCounted(closing) && dayNumber(closing.on) - dayNumber(voicedOn) > span.horizonDays;
}

/** How the need stands at the end of the span if it settled within it, each need once; null when it does not count. */
export function outcomeIn(need: Need, span: Span): Outcome | null {
  return closingIn(need, span)?.status ?? (reachedHorizonIn(need, span) ? "stillOpen" : null);
}

const isCounted = (closing: NonNullable<Need["closing"]>): closing is CountedClosing => closing.status !== "let-go";

export interface MetShare {
  readonly partner: PartnerId;
  /** `unheard` where one of the two voiced few needs in the window [A20]; too few stays too few. */
  readonly share: Measured | TooFew | Unheard;
  /** Null where the share is `unheard`: the counts would say the same. */
  readonly outcomes: Outcomes | null;
}

/** Outcomes while they are being counted, one need at a time. */
export type OutcomeTally = { -readonly [outcome in Outcome]: number };

export const startOutcomes = (): OutcomeTally => ({ met: 0, partly: 0, declined: 0, stillOpen: 0 });

/** The share that a partner's counted outcomes come to, if both were heard. */
export function metShareOf(partner: PartnerId, outcomes: Outcomes, areHeard: boolean): MetShare {
  const { met, partly, declined, stillOpen } = outcomes;
  const n = met + partly + declined + stillOpen;
  if (n < MET_SHARE_NEEDS) return { partner, share: { kind: "too-few", n, needed: MET_SHARE_NEEDS }, outcomes };
  if (!areHeard) return { partner, share: { kind: "unheard" }, outcomes: null };
  return { partner, share: shareWithHalves(met, partly, n), outcomes };
}

/**
 * M1: of a partner's needs that settled in the window, the share that was met; `partly` is half. One for each of
 * `view.partners`, in their order; one pass. For: seeing that the needs of both are looked after.
 * Not for: saying who is the better partner, comparing the two (M3, with far stricter rules), or one month with the next.
 * Source: Wilson 1927 for the interval; which needs count is our own rule [A3].
 */
export function metShare(needs: Iterable<Need>, view: View): readonly MetShare[] {
  const span = spanOf(view);
  const tallies = view.partners.map(startOutcomes);
  const voiced = view.partners.map(() => 0);
  for (const need of needs) {
    const seat = view.partners.indexOf(need.author);
    const tally = tallies[seat];
    if (tally === undefined) continue;
    if (within(need.voicedOn, span) && isSharedNow(need)) voiced[seat] = (voiced[seat] ?? 0) + 1;
    const outcome = outcomeIn(need, span);
    if (outcome) tally[outcome] += 1;
  }
  return view.partners.map((partner, seat) => metShareOf(partner, tallies[seat] ?? startOutcomes(), isHeard(voiced)));
}
