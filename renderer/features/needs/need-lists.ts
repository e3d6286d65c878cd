/** What the Needs place shows, as pure functions of the snapshot: which needs are open, which are closed, what belongs to one. */
import type { Day } from "#shared/base/time.ts";
import type { Answer } from "#shared/domain/answer.ts";
import type { Care } from "#shared/domain/care.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { type Closing, type ClosedStatus, isOpen, type Need } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { careFor, feltAnswer, repliesTo, withoutCopies } from "#shared/domain/related.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";

/** Each record one may read, once: own originals, and copies by the other that are vouched for. */
export const recordsInView = ({ mine, shared }: Pick<Snapshot, "mine" | "shared">): JournalRecord[] =>
  withoutCopies([...mine, ...shared.filter(({ verified }) => verified).map(({ record }) => record)]);

export type Unvouched = Need | Care | Answer;

/**
 * Copies that neither their author's list nor their own signature vouches for, as they stand, the newest first. They are
 * shown apart and counted nowhere; whose name they bear says nothing.
 */
export const unvouchedCopies = ({ shared }: Pick<Snapshot, "shared">): Unvouched[] =>
  shared.flatMap(({ record, verified }) =>
    !verified && (record.kind === "need" || record.kind === "care" || record.kind === "answer") ? [record] : [],
  );

/** Ids of everything that stands in the shared space. */
export const sharedIdsOf = ({ shared }: Pick<Snapshot, "shared">): ReadonlySet<RecordId> =>
  new Set(shared.map(({ record }) => record.id));

const newestFirst = (left: Need, right: Need): number => (left.voicedOn < right.voicedOn ? 1 : -1);

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
  filter: { readonly owner: PartnerId | null; readonly status: ClosedStatus | null },
): ClosedNeed[] {
  return records
    .flatMap((record): ClosedNeed[] =>
      record.kind === "need" && record.closing !== null ? [{ need: record, closing: record.closing }] : [],
    )
    .filter(
      ({ need, closing }) =>
        (filter.owner === null || need.author === filter.owner) &&
        (filter.status === null || closing.status === filter.status),
    )
    .sort((left, right) => (left.closing.on < right.closing.on ? 1 : -1));
}

/** One thing that happened to a need, on a day. */
export type ThreadStep =
  | { readonly kind: "said"; readonly day: Day }
  | { readonly kind: "answered"; readonly day: Day; readonly answer: Answer }
  | { readonly kind: "cared"; readonly day: Day; readonly care: Care; readonly felt: Answer | null }
  | { readonly kind: "closed"; readonly day: Day; readonly closing: Closing }
  | { readonly kind: "said-again"; readonly day: Day; readonly later: Need };

const ORDER = { said: 0, answered: 1, cared: 2, closed: 3, "said-again": 4 } as const;

/** What happened to a need, in the order it happened. */
export function threadOf(need: Need, records: readonly JournalRecord[]): ThreadStep[] {
  const steps: ThreadStep[] = [
    { kind: "said", day: need.voicedOn },
    ...repliesTo(need, records).map((answer): ThreadStep => ({ kind: "answered", day: answer.day, answer })),
    ...careFor(need, records).map((care): ThreadStep => ({
      kind: "cared",
      day: care.day,
      care,
      felt: feltAnswer(care, records),
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
    .sort((left, right) => (left.day < right.day ? 1 : -1))
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
    .map((care) => ({ care, felt: feltAnswer(care, answers) }))
    .sort(({ care: left }, { care: right }) => (left.day === right.day ? 0 : left.day < right.day ? 1 : -1));
}

/** Whether a copy stands in the shared space: of an original, or with no original beside it. */
export const isSharedNow = ({ original }: JournalRecord): boolean => original === null || original.shared !== null;
