/**
 * What belongs together: the answers to a need, the care given for it. Pure functions of the records one can read, originals and copies
 * mixed as they are. A link to a record that is not among them reads as no link at all: care for a need that was taken back is free
 * care [D22].
 */
import type { Answer } from "./answer.ts";
import type { Care } from "./care.ts";
import type { Entry } from "./entry.ts";
import type { Need } from "./need.ts";
import type { JournalRecord } from "./record.ts";

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

const oldestFirst = <R extends { day: string; id: string }>(left: R, right: R): number =>
  left.day < right.day || (left.day === right.day && left.id < right.id) ? -1 : 1;

function answersWhere(records: Iterable<JournalRecord>, fits: (answer: Answer) => boolean): Answer[] {
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
