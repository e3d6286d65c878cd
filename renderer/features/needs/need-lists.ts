/** What the Needs place shows, as pure functions of the snapshot: which needs are open, which are closed, what belongs to one. */
import { type Day, latestFirst } from "#shared/base/time.ts";
import type { Answer } from "#shared/domain/answer.ts";
import type { Care } from "#shared/domain/care.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { type Closing, type ClosedStatus, isOpen, type Need } from "#shared/domain/need.ts";
import { type AnswerOf, answersAbout, lastOfEach, readWith } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { careFor, feltAnswer, isSharedNow, repliesTo } from "#shared/domain/related.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";

export type Unvouched = Need | Care | Answer;

/**
 * Copies that neither their author's list nor their own signature vouches for, as they stand, the newest first. They are
 * shown apart and counted nowhere; whose name they bear says nothing.
 */
export const unvouchedCopies = ({ shared }: Pick<Snapshot, "shared">): Unvouched[] =>
  shared.flatMap(({ record, verified }) =>
    !verified && (record.kind === "need" || record.kind === "care" || record.kind === "answer") ? [record] : [],
  );

const newestFirst = (left: Need, right: Need): number => latestFirst(left.voicedOn, right.voicedOn);

/** Open needs of one partner, the one said last first. */
export const openNeedsOf = (records: readonly JournalRecord[], owner: PartnerId): Need[] =>
  records
    .filter((record): record is Need => record.kind === "need" && record.author === owner && isOpen(record))
    .sort(newestFirst);

export interface ClosedNeed {
  readonly need: Need;
  readonly closing: Closing;
}

/** Closed needs, the one closed last first; null in a filter means any. */
export function closedNeeds(
  records: readonly JournalRecord[],
  filter: { readonly owners: readonly PartnerId[] | null; readonly status: ClosedStatus | null },
): ClosedNeed[] {
  return records
    .flatMap((record): ClosedNeed[] =>
      record.kind === "need" && record.closing !== null ? [{ need: record, closing: record.closing }] : [],
    )
    .filter(
      ({ need, closing }) =>
        (filter.owners === null || filter.owners.includes(need.author)) &&
        (filter.status === null || closing.status === filter.status),
    )
    .sort((left, right) => (left.closing.on < right.closing.on ? 1 : -1));
}

/** The other partner's answers to a need, oldest first, each with its owner's last word on how it felt [D71]. */
export const answersTo = (
  need: Need,
  records: readonly JournalRecord[],
): { readonly answer: Answer; readonly felt: AnswerOf<"reply-felt"> | null }[] =>
  repliesTo(need, records).map((answer) => ({
    answer,
    felt: lastOfEach(answersAbout(answer.id, "reply-felt", records)).get(need.author) ?? null,
  }));

/** What was answered to a need, as far as it is read with it; of an answer that is not, its owner's own word on how it felt [D24]. */
const answeredSteps = (need: Need, records: readonly JournalRecord[]): ThreadStep[] =>
  answersTo(need, records).flatMap(({ answer, felt }): ThreadStep[] => {
    if (isSharedNow(need)) return [{ kind: "answered", day: answer.day, answer, felt }];
    return felt === null ? [] : [{ kind: "answer-felt", day: felt.day, felt }];
  });

/** The receiver's last word on how care felt, where it is read with it [D24]. */
const feltWith = (care: Care, records: readonly JournalRecord[]): Answer | null => {
  const felt = feltAnswer(care, records);
  return felt === null ? null : (readWith(care, [felt])[0] ?? null);
};

/** One thing that happened to a need, on a day. */
export type ThreadStep =
  | { readonly kind: "said"; readonly day: Day }
  /** With its owner's last word on how the answer felt [D71]. */
  | {
      readonly kind: "answered";
      readonly day: Day;
      readonly answer: Answer;
      readonly felt: AnswerOf<"reply-felt"> | null;
    }
  /** Its owner's last word on how an answer felt that is not read here any more. */
  | { readonly kind: "answer-felt"; readonly day: Day; readonly felt: AnswerOf<"reply-felt"> }
  | { readonly kind: "cared"; readonly day: Day; readonly care: Care; readonly felt: Answer | null }
  | { readonly kind: "closed"; readonly day: Day; readonly closing: Closing }
  | { readonly kind: "said-again"; readonly day: Day; readonly later: Need };

const ORDER = { said: 0, answered: 1, "answer-felt": 1, cared: 2, closed: 3, "said-again": 4 } as const;

/** What happened to a need, in the order it happened. */
export function threadOf(need: Need, records: readonly JournalRecord[]): ThreadStep[] {
  const steps: ThreadStep[] = [
    { kind: "said", day: need.voicedOn },
    ...answeredSteps(need, records),
    ...careFor(need, records).map((care): ThreadStep => ({
      kind: "cared",
      day: care.day,
      care,
      felt: feltWith(care, records),
    })),
    ...(need.closing === null ? [] : [{ kind: "closed" as const, day: need.closing.on, closing: need.closing }]),
    ...records
      .filter((record): record is Need => record.kind === "need" && record.continues === need.id)
      .map((later): ThreadStep => ({ kind: "said-again", day: later.voicedOn, later })),
  ];
  return steps.sort((left, right) =>
    left.day === right.day ? ORDER[left.kind] - ORDER[right.kind] : left.day < right.day ? -1 : 1,
  );
}

/** Care that `receiver` had and has not yet said how it felt, the latest first. */
export function unfeltCare(records: readonly JournalRecord[], receiver: PartnerId, most: number): Care[] {
  const felt = new Set(
    records.flatMap((record) =>
      record.kind === "answer" && record.body.type === "care-felt" ? [record.body.care] : [],
    ),
  );
  return records
    .filter(
      (record): record is Care =>
        record.kind === "care" && record.receiver === receiver && record.giver !== receiver && !felt.has(record.id),
    )
    .sort((left, right) => latestFirst(left.day, right.day))
    .slice(0, most);
}

/** Care with its receiver's last word on how it felt. */
export interface CareMoment {
  readonly care: Care;
  readonly felt: Answer | null;
}

/** All care among `records`, for a need or free, felt or not; the latest first, care of one day in the order it is found. */
export function careMoments(records: readonly JournalRecord[]): CareMoment[] {
  const answers = records.filter(({ kind }) => kind === "answer");
  return records
    .filter((record): record is Care => record.kind === "care")
    .map((care) => ({ care, felt: feltWith(care, answers) }))
    .sort(({ care: left }, { care: right }) => latestFirst(left.day, right.day));
}

/** A list in runs of what follows one another under one heading, as the days of one month do. */
export function runsOf<Item, Of extends string>(
  items: readonly Item[],
  headingOf: (item: Item) => Of,
): { readonly of: Of; readonly items: readonly Item[] }[] {
  const runs: { readonly of: Of; readonly items: Item[] }[] = [];
  for (const item of items) {
    const of = headingOf(item);
    const last = runs.at(-1);
    if (last?.of === of) last.items.push(item);
    else runs.push({ of, items: [item] });
  }
  return runs;
}
