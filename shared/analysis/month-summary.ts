/**
 * Everything a page over a span of days shows, from one pass over the records, as plain JSON [A7]: what Insights draws and what the
 * headless `reflect` prints.
 */
import { type Day, daysBetween, type Month } from "../base/time.ts";
import { isInJournal } from "../domain/entry.ts";
import type { Need } from "../domain/need.ts";
import type { JournalRecord } from "../domain/record.ts";
import { type CareTaken, careOf, careTakenOf, startCare } from "./care.ts";
import { type MetShare, metShareOf, outcomeIn, spanOf, startOutcomes } from "./needs.ts";
import { countInWeeks, startWeeks, stripOf, type WeeksStrip } from "./weeks.ts";
import { HORIZON_DAYS, monthWindow, type View, type Window } from "./windows.ts";

/** No figure is drawn before the first need is this many days old. */
const READY_DAYS = 14;

export interface Summary {
  readonly window: Window;
  readonly today: Day;
  readonly horizonDays: number;
  /** Whether there is enough to draw: figures wait until the first need, in any window, is READY_DAYS old. */
  readonly ready:
    | { readonly kind: "ready"; /** The day the first need was voiced. */ readonly since: Day }
    | {
        readonly kind: "too-early";
        /** Days so far, 0 while there is no need. */ readonly days: number;
        readonly needed: number;
      };
  /** How many records the window holds by their day (a need's is the day it was voiced), both partners together. */
  readonly held: { readonly entries: number; readonly needs: number; readonly care: number };
  /** M0 */
  readonly weeks: WeeksStrip;
  /** M1, in the order of the partners. */
  readonly met: readonly MetShare[];
  /** M2, in the order of the partners. */
  readonly care: readonly CareTaken[];
}

export interface MonthSummary extends Summary {
  readonly month: Month;
}

/**
 * The summary of any window (windows.ts). For what both see pass the shared copies, and nothing else, so that both get
 * the same numbers; for a partner's own page their originals and the other's copies. Pass each record once: an original
 * beside its own copy would count twice. Linear in the records, with no memory per record.
 */
export function summary(records: Iterable<JournalRecord>, view: View): Summary {
  const { partners, from, to, today, horizonDays = HORIZON_DAYS } = view;
  const span = spanOf(view);
  const weeks = startWeeks(view);
  const outcomes = partners.map(startOutcomes);
  const care = partners.map(startCare);
  const held = { entries: 0, needs: 0, care: 0 };
  const isHeld = (day: Day): boolean => span.from <= day && day <= span.to;
  let since: Day | null = null;

  const countNeed = (need: Need): void => {
    const seat = partners.indexOf(need.author);
    const [outcomeTally, careTally] = [outcomes[seat], care[seat]];
    if (outcomeTally === undefined || careTally === undefined) return;
    if (since === null || need.voicedOn < since) since = need.voicedOn;
    if (isHeld(need.voicedOn)) held.needs += 1;
    // The weeks hold the window: what did not settle in them did not settle in it.
    if (!countInWeeks(weeks, seat, need)) return;
    const outcome = outcomeIn(need, span);
    if (outcome !== null) outcomeTally[outcome] += 1;
    const by = careOf(need, span);
    if (by !== null) careTally[by] += 1;
  };

  for (const record of records) {
    if (record.kind === "need") countNeed(record);
    else if (record.kind === "entry" && isInJournal(record) && isHeld(record.day)) held.entries += 1;
    else if (record.kind === "care" && isHeld(record.day)) held.care += 1;
  }

  return {
    window: { from, to },
    today,
    horizonDays,
    ready: readiness(since, today),
    held,
    weeks: stripOf(weeks, partners),
    met: partners.map((partner, seat) => metShareOf(partner, outcomes[seat] ?? startOutcomes())),
    care: partners.map((owner, seat) => careTakenOf(owner, care[seat] ?? startCare())),
  };
}

function readiness(since: Day | null, today: Day): Summary["ready"] {
  const days = since === null ? 0 : Math.max(0, daysBetween(since, today));
  return since !== null && days >= READY_DAYS
    ? { kind: "ready", since }
    : { kind: "too-early", days, needed: READY_DAYS };
}

/** The summary of one calendar month, as seen on `today`; a month to come holds nothing yet. */
export function monthSummary(
  records: Iterable<JournalRecord>,
  { month, ...asked }: Omit<View, keyof Window> & { readonly month: Month },
): MonthSummary {
  return { month, ...summary(records, { ...asked, ...monthWindow(month) }) };
}
