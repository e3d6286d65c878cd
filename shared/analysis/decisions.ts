/** M7, joint decisions: how they came out for both [A19]. */
import type { Day } from "../base/time.ts";
import type { Answer } from "../domain/answer.ts";
import { type Decision, type DecisionShape, type Outcome, shapeOf } from "../domain/decision.ts";
import type { PartnerId, RecordId } from "../domain/fields.ts";
import type { Measured, TooFew } from "./evidence.ts";
import { drawFrom } from "./seeded.ts";
import { meanOf, type RankCorrelation, rankCorrelation, wilson } from "./statistics.ts";
import { SEED, type View } from "./windows.ts";

const SHARE_DECISIONS = 8;
const TOGETHER_DECISIONS = 12;

/** The outcomes there are, in their order. */
export const OUTCOMES = [-2, -1, 0, 1, 2] as const satisfies readonly Outcome[];

export interface DecisionsSummary {
  /** Decisions of the window of which both said how they came out. */
  readonly n: number;
  /** How many came out so: by the first partner's outcome, then by the other's, both in the order of OUTCOMES. */
  readonly plane: readonly (readonly number[])[];
  readonly shapes: Readonly<Record<DecisionShape, number>>;
  /** The share in which both gained. */
  readonly bothGain: Measured | TooFew;
  /** The mean outcome of each partner, -2 to 2. */
  readonly means: readonly { readonly partner: PartnerId; readonly mean: Measured | TooFew }[];
  /** Whether their outcomes rise and fall together, -1 to 1. Never to be read without the means: both may lose together. */
  readonly together: RankCorrelation | TooFew;
}

type OutcomeAnswer = Answer & { readonly body: Extract<Answer["body"], { type: "decision-outcome" }> };

/** Decisions and what was said of them, while they are gathered. */
export interface DecisionTally {
  readonly decisions: Decision[];
  readonly outcomes: OutcomeAnswer[];
}

/** Keeps a decision, unless it was made outside the window: it was decided on a day, or counts from the later answer's. */
export function countDecision({ decisions }: DecisionTally, decision: Decision, { from, to, today }: View): void {
  const { decidedOn } = decision;
  if (decidedOn === null || (decidedOn >= from && decidedOn <= to && decidedOn <= today)) decisions.push(decision);
}

export const startDecisions = (): DecisionTally => ({ decisions: [], outcomes: [] });

/** Counts what somebody said of a decision, but what is sealed and was never open: the other's may lie open already, and is not told before [D85]. */
export function countOutcome({ outcomes }: DecisionTally, answer: Answer): void {
  if (!isOutcome(answer) || (answer.sealed !== null && answer.original?.copies === 0)) return;
  outcomes.push(answer);
}

const isOutcome = (answer: Answer): answer is OutcomeAnswer => answer.body.type === "decision-outcome";

/** Null for one alone. */
export function decisionsOf({ decisions, outcomes }: DecisionTally, view: View): DecisionsSummary | null {
  const [one, other] = view.partners;
  if (one === undefined || other === undefined) return null;
  const saidOf = new Map(decisions.map(({ id }): [RecordId, OutcomeAnswer[]] => [id, []]));
  for (const answer of outcomes) saidOf.get(answer.body.decision)?.push(answer);
  const last = view.to < view.today ? view.to : view.today;
  const pairs = decisions
    .toSorted((left, right) => (left.id < right.id ? -1 : 1)) // one order, whatever that of the records
    .flatMap(({ id, decidedOn }): [Outcome, Outcome][] => {
      const said = saidOf.get(id) ?? [];
      const [ones, others] = [lastBy(one, said, view.today), lastBy(other, said, view.today)];
      if (ones === undefined || others === undefined) return [];
      const day = decidedOn ?? (ones.day > others.day ? ones.day : others.day);
      return view.from <= day && day <= last ? [[ones.body.outcome, others.body.outcome]] : [];
    });
  const n = pairs.length;
  const shapes = { "both-gain": 0, "one-gives": 0, "both-lose": 0, mixed: 0 };
  const plane = OUTCOMES.map(() => OUTCOMES.map(() => 0));
  for (const [ones, others] of pairs) {
    shapes[shapeOf(ones, others)] += 1;
    const row = plane[ones + 2];
    if (row !== undefined) row[others + 2] = (row[others + 2] ?? 0) + 1;
  }
  const tooFew = (needed: number): TooFew => ({ kind: "too-few", n, needed });
  const bothGain = shapes["both-gain"];
  return {
    n,
    plane,
    shapes,
    bothGain:
      n < SHARE_DECISIONS
        ? tooFew(SHARE_DECISIONS)
        : { kind: "measured", value: bothGain / n, ...wilson(bothGain, n), n },
    means: [one, other].map((partner, seat) => ({
      partner,
      mean:
        n < SHARE_DECISIONS
          ? tooFew(SHARE_DECISIONS)
          : meanOf(
              pairs.map((pair) => pair[seat] ?? 0),
              { least: -2, most: 2 },
            ),
    })),
    together: n < TOGETHER_DECISIONS ? tooFew(TOGETHER_DECISIONS) : rankCorrelation(pairs, drawFrom(view.seed ?? SEED)),
  };
}

/** What a partner had said last by `today`; of one day, which has no hours, by the larger id, as everywhere. */
const lastBy = (partner: PartnerId, said: readonly OutcomeAnswer[], today: Day): OutcomeAnswer | undefined =>
  said
    .filter(({ author, day }) => author === partner && day <= today)
    .reduce<OutcomeAnswer | undefined>(
      (last, each) =>
        last === undefined || each.day > last.day || (each.day === last.day && each.id > last.id) ? each : last,
      undefined,
    );

/**
 * M7: of the decisions of the window of which both said how they came out, how many came out how, the share in which both gained, each
 * one's mean, and whether the two rise and fall together. For: seeing whether decisions are made in which both gain. Not for: saying who
 * gave more; saying of two outcomes that rise and fall together that they are good: both may lose.
 * Sources: M. Deutsch 1949 and D. W. & R. T. Johnson 2009 (the shapes); Wilson 1927; Student 1908; Spearman 1904.
 */
export function decisions(records: Iterable<Decision | Answer>, view: View): DecisionsSummary | null {
  const tally = startDecisions();
  for (const record of records) {
    if (record.kind === "decision") countDecision(tally, record, view);
    else countOutcome(tally, record);
  }
  return decisionsOf(tally, view);
}
