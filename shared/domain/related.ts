/**
 * What belongs together: the answers to a need, the care given for it. Pure functions of the records one can read, originals and copies
 * mixed as they are. A link to a record that is not among them reads as no link at all: care for a need that was taken back is free
 * care [D22].
 */
import type { Answer } from "./answer.ts";
import type { Care } from "./care.ts";
import type { Entry } from "./entry.ts";
import type { PartnerId } from "./fields.ts";
import type { Need } from "./need.ts";
import type { JournalRecord } from "./record.ts";
import type { Sacrifice } from "./sacrifice.ts";

/**
 * Each record once: an original stands for its author's copy of it [D25]. In the order in which they first appear.
 */
export function withoutCopies<R extends JournalRecord>(records: Iterable<R>): R[] {
  const once = new Map<string, R>();
  for (const record of records) {
    const name = `${record.author} ${record.id}`; // nobody's copy can stand for another author's record
    if (record.original !== null || !once.has(name)) once.set(name, record);
  }
  return [...once.values()];
}

/** By days; of one day, which has no hours, by ids: an answer that is given anew has one behind the answer before it. */
const oldestFirst = <R extends { day: string; id: string }>(left: R, right: R): number =>
  left.day < right.day || (left.day === right.day && left.id < right.id) ? -1 : 1;

/** Whether both can read a record: it stands in the shared space, or a copy of it does. */
export const isSharedNow = ({ original }: JournalRecord): boolean => original === null || original.shared !== null;

/** The answers that fit, each once, oldest first. */
export function answersWhere(records: Iterable<JournalRecord>, fits: (answer: Answer) => boolean): Answer[] {
  const answers: Answer[] = [];
  for (const record of records) if (record.kind === "answer" && fits(record)) answers.push(record);
  return withoutCopies(answers).sort(oldestFirst);
}

/** The other partner's answers to a need, oldest first; the last one holds. An answer by its owner counts for nothing [D23]. */
export const repliesTo = (need: Need, records: Iterable<JournalRecord>): Answer[] =>
  answersWhere(
    records,
    ({ author, body }) => body.type === "need-reply" && body.need === need.id && author !== need.author,
  );

/** The other partner's answers to an entry, oldest first. One by its author counts for nothing [D23]. */
export const repliesToEntry = (entry: Entry, records: Iterable<JournalRecord>): Answer[] =>
  answersWhere(
    records,
    ({ author, body }) => body.type === "entry-reply" && body.entry === entry.id && author !== entry.author,
  );

/** The care recorded for a need, oldest first. The same deed recorded by giver and receiver counts as two records. */
export function careFor(need: Need, records: Iterable<JournalRecord>): Care[] {
  const care: Care[] = [];
  for (const record of records) if (record.kind === "care" && record.need === need.id) care.push(record);
  return withoutCopies(care).sort(oldestFirst);
}

/** The receiver's word on how care felt, the latest one; null when they have said nothing [D23]. */
export const feltAnswer = (care: Care, records: Iterable<JournalRecord>): Answer | null =>
  answersWhere(
    records,
    ({ author, body }) => body.type === "care-felt" && body.care === care.id && author === care.receiver,
  ).at(-1) ?? null;

/** Whether its receiver has said that the care was felt. */
export const isFelt = (care: Care, records: Iterable<JournalRecord>): boolean => feltAnswer(care, records) !== null;

/** Care that one partner wrote down as its giver, and whether its receiver noted it in a way the giver can read. */
export interface CareGiven {
  readonly care: Care;
  /** Its receiver said how it felt, or wrote down care by the same giver for the same need or of the same day. */
  readonly noted: boolean;
}

/** The care a partner wrote down as its giver, for the other, in the order of `records`; answered from one pass, however much there is. */
export function careGivenBy(giver: PartnerId, records: Iterable<JournalRecord>): CareGiven[] {
  const noted = new Set<string>();
  const given: Care[] = [];
  for (const record of withoutCopies(records)) {
    if (record.kind === "answer" && record.body.type === "care-felt") noted.add(`${record.author} ${record.body.care}`);
    if (record.kind !== "care" || record.giver !== giver || record.receiver === giver) continue;
    if (record.author === giver) given.push(record);
    else {
      noted.add(`${record.author} ${record.day}`);
      if (record.need !== null) noted.add(`${record.author} ${record.need}`);
    }
  }
  return given.map((care) => ({
    care,
    noted: [care.id, care.day, care.need].some((trace) => trace !== null && noted.has(`${care.receiver} ${trace}`)),
  }));
}

/**
 * Care that its giver kept to themselves and that its receiver did not note. For the giver's eyes alone, to reveal or not, one by one; how
 * much of it there is says nothing of anybody. In the order of `records`.
 */
export const unseenCare = (giver: PartnerId, records: Iterable<JournalRecord>): Care[] =>
  careGivenBy(giver, records).flatMap(({ care, noted }) => (!noted && care.original?.shared === null ? [care] : []));

/**
 * What the other partner did for a sacrifice's author, and gave up for them or for both, since its day: oldest first. It lies beside the
 * sacrifice as a list; nothing here weighs one against the other [D86]. What others gave, and what its author did for themselves, is not in it.
 */
export function cameBackAfter(sacrifice: Sacrifice, records: Iterable<JournalRecord>): (Care | Sacrifice)[] {
  const { author, day } = sacrifice;
  const since: (Care | Sacrifice)[] = [];
  for (const record of records) {
    const isCare =
      record.kind === "care" && record.receiver === author && record.giver !== author && record.giver !== "others";
    const isSacrifice = record.kind === "sacrifice" && record.author !== author && record.for !== "others";
    if ((isCare || isSacrifice) && record.day >= day) since.push(record);
  }
  return withoutCopies(since).sort(oldestFirst);
}
