/**
 * Everything a page over a span of days shows, from one pass over the records, as plain JSON [A7]: what Insights draws and what the
 * headless `reflect` prints.
 */
import { type Day, daysBetween } from "../base/time.ts";
import { isInJournal } from "../domain/entry.ts";
import type { Need } from "../domain/need.ts";
import type { JournalRecord } from "../domain/record.ts";
import { isSharedNow } from "../domain/related.ts";
import type { Sacrifice } from "../domain/sacrifice.ts";
import { type CameBack, cameBackOf } from "./came-back.ts";
import { type CareTaken, careOf, careTakenOf, startCare } from "./care.ts";
import { countDecision, countOutcome, type DecisionsSummary, decisionsOf, startDecisions } from "./decisions.ts";
import { countInDifferences, type Differences, differencesOf, startDifferences } from "./difference.ts";
import type { Unheard } from "./evidence.ts";
import { countBoundaryEvent, isOfAgreement, type Kept, keptOf, startKept } from "./kept.ts";
import { countWord, type LittleCare, littleCareOf, startWords } from "./little-care.ts";
import { countBalance, type MeAndWe, meAndWeOf, startBalances } from "./me-and-we.ts";
import { type MetShare, metShareOf, outcomeIn, spanOf, startOutcomes } from "./needs.ts";
import { countInTimes, startTimes, type TimeToCare, timesOf } from "./time-to-care.ts";
import { countInTrends, startTrends, type Trend, trendsOf } from "./trend.ts";
import { isHeard } from "./voice.ts";
import { countInWeeks, startWeeks, stripOf, type WeeksStrip } from "./weeks.ts";
import { HORIZON_DAYS, type View, type Window } from "./windows.ts";

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
  /** The seasons both named that touch the window, as they were given. */
  readonly seasons: NonNullable<View["seasons"]>;
  /** M1, in the order of the partners. */
  readonly met: readonly MetShare[];
  /** M2, in the order of the partners. */
  readonly care: readonly CareTaken[];
  /** M3; null for one alone, and where the view does not compare. */
  readonly differences: Differences | Unheard | null;
  /** M4, in the order of the partners. */
  readonly timeToCare: readonly TimeToCare[];
  /** M6, in the order of the partners; `unheard` where M1 is. */
  readonly trends: readonly Trend[] | Unheard;
  /** M7; null for one alone. */
  readonly decisions: DecisionsSummary | null;
  /** M13, as of today, whatever the window: the words that wait, the longest first; of one alone of their own needs. */
  readonly littleCare: readonly LittleCare[];
  /** M14, in the order of the partners. */
  readonly meAndWe: readonly MeAndWe[];
  /** M15, both together. */
  readonly kept: Kept;
  /** M16; null for one alone. */
  readonly cameBack: CameBack | null;
}

/**
 * The summary of any window (windows.ts). For what both see pass the shared copies, and nothing else, so that both get
 * the same numbers; for a partner's own page their originals and the other's copies. Pass each record once: an original
 * beside its own copy would count twice. Linear in the records, with no memory per record.
 */
export function summary(records: Iterable<JournalRecord>, view: View): Summary {
  const { partners, from, to, today, horizonDays = HORIZON_DAYS, seasons = [] } = view;
  const span = spanOf(view);
  const weeks = startWeeks(view);
  const outcomes = partners.map(startOutcomes);
  const care = partners.map(startCare);
  const voiced = partners.map(() => 0);
  const differences = startDifferences(view);
  const times = startTimes(view);
  const trends = startTrends(view);
  const words = startWords(today);
  const decisions = startDecisions();
  const balances = startBalances(view);
  const kept = startKept(view);
  const sacrifices: Sacrifice[] = [];
  const held = { entries: 0, needs: 0, care: 0 };
  const isHeld = (day: Day): boolean => span.from <= day && day <= span.to;
  let since: Day | null = null;

  const countNeed = (need: Need): void => {
    const seat = partners.indexOf(need.author);
    const [outcomeTally, careTally] = [outcomes[seat], care[seat]];
    if (outcomeTally === undefined || careTally === undefined) return;
    if (since === null || need.voicedOn < since) since = need.voicedOn;
    countWord(words, need);
    if (differences !== null) countInDifferences(differences, seat, need);
    countInTrends(trends, seat, need);
    if (isHeld(need.voicedOn)) {
      held.needs += 1;
      if (isSharedNow(need)) voiced[seat] = (voiced[seat] ?? 0) + 1;
      countInTimes(times, seat, need);
    }
    // The weeks hold the window: what did not settle in them did not settle in it.
    if (!countInWeeks(weeks, seat, need)) return;
    const outcome = outcomeIn(need, span);
    if (outcome !== null) outcomeTally[outcome] += 1;
    const by = careOf(need, span);
    if (by !== null) careTally[by] += 1;
  };

  for (const record of records) {
    if (!partners.includes(record.author)) continue;
    switch (record.kind) {
      case "need":
        countNeed(record);
        break;
      case "entry":
        if (isInJournal(record) && isHeld(record.day)) held.entries += 1;
        break;
      case "care":
        if (isHeld(record.day)) held.care += 1;
        break;
      case "decision":
        countDecision(decisions, record, view);
        break;
      case "balance":
        countBalance(balances, partners.indexOf(record.author), record);
        break;
      case "boundary-event":
        countBoundaryEvent(kept, record);
        break;
      case "agreement":
        kept.agreements.push(record);
        break;
      case "sacrifice":
        sacrifices.push(record);
        break;
      case "answer":
        if (isOfAgreement(record)) kept.agreements.push(record);
        else countOutcome(decisions, record);
        break;
      default: // nothing is measured of the other kinds
    }
  }

  const met = partners.map((partner, seat) => metShareOf(partner, outcomes[seat] ?? startOutcomes(), isHeard(voiced)));
  return {
    window: { from, to },
    today,
    horizonDays,
    ready: readiness(since, today),
    held,
    seasons: seasons.filter((season) => season.from <= to && (season.to === null || season.to >= from)),
    weeks: stripOf(weeks, partners),
    met,
    care: partners.map((owner, seat) => careTakenOf(owner, care[seat] ?? startCare())),
    differences: differences === null ? null : differencesOf(differences, view.seed),
    timeToCare: timesOf(times, partners),
    trends: met.some(({ share }) => share.kind === "unheard") ? { kind: "unheard" } : trendsOf(trends, partners),
    decisions: decisionsOf(decisions, view),
    littleCare: littleCareOf(words),
    meAndWe: meAndWeOf(balances, view),
    kept: keptOf(kept, partners),
    cameBack: cameBackOf(sacrifices, view),
  };
}

function readiness(since: Day | null, today: Day): Summary["ready"] {
  const days = since === null ? 0 : Math.max(0, daysBetween(since, today));
  return since !== null && days >= READY_DAYS
    ? { kind: "ready", since }
    : { kind: "too-early", days, needed: READY_DAYS };
}

/**
 * The summary of one's own page: needs and hours with one's private ones, and the other's shared. What speaks of both together - decisions,
 * what has had no care, what was kept, what came back - rests on `copies` alone, as on the page both see, and the two are not compared:
 * one's private records would stand against what the other chose to share [A10].
 *
 * @param known one's originals and the other's copies
 * @param copies what both can read
 */
export function ownPageSummary(known: Iterable<JournalRecord>, copies: Iterable<JournalRecord>, view: View): Summary {
  const { decisions, littleCare, kept, cameBack } = summary(copies, { ...view, compares: false });
  return { ...summary(known, { ...view, compares: false }), decisions, littleCare, kept, cameBack };
}
