/**
 * Questions that both answer, neither knowing the other's answer before both have given theirs [D85]. Pure functions of the records one
 * can read, as `related.ts` has them; copies nobody vouches for must not be among them. Only the two whose notebooks these are now count:
 * what somebody sealed who has none here any more opens for nobody.
 */
import { type Answer, answeredBy, SEALED_TYPES } from "./answer.ts";
import type { CheckIn } from "./check-in.ts";
import type { Commitment } from "./commitment.ts";
import type { PartnerId, RecordId } from "./fields.ts";
import { type AnswerOf, answersAbout, checkIns, recordsAbout } from "./joint.ts";
import type { JournalRecord } from "./record.ts";
import { answersWhere, isSharedNow, withoutCopies } from "./related.ts";

/** What both are asked: answers of one type about one record. */
export interface Question<Type extends Answer["body"]["type"] = Answer["body"]["type"]> {
  readonly subject: RecordId;
  readonly type: Type;
}

/** Where a question stands, for one of the two: who has answered, and whether both answers are open. */
export type SealedState = "nobody" | "me" | "other" | "both" | "open";

/**
 * The answers of the two, once both are open; null until then. Nothing of the other's is to be shown, counted or drawn before: it may lie
 * opened in the shared space while one's own does not yet. Of several by one partner, as a merge may leave, the one for which the other
 * opened theirs, else the last.
 */
export function openAnswers<Type extends Answer["body"]["type"]>(
  { subject, type }: Question<Type>,
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
): readonly [AnswerOf<Type>, AnswerOf<Type>] | null {
  const open = answersAbout(subject, type, records).filter(isSharedNow);
  const met = new Set(open.map(({ sealed }) => sealed?.met?.commitment));
  const [one, other] = partners.map((partner) => {
    const own = open.filter(({ author }) => author === partner);
    return own.findLast(({ sealed }) => sealed !== null && met.has(sealed.commitment)) ?? own.at(-1);
  });
  return one === undefined || other === undefined ? null : [one, other];
}

/** Whether either of the two has answered, and whether both answers are open. */
export function sealedState(
  question: Question,
  me: PartnerId,
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
): SealedState {
  if (openAnswers(question, partners, records) !== null) return "open";
  const { subject, type } = question;
  const open = answersAbout(subject, type, records).filter(isSharedNow);
  const said = new Set([...open, ...commitmentsTo(subject, records)].map(({ author }) => author));
  const have = partners.filter((partner) => said.has(partner));
  if (have.length === 0) return "nobody";
  if (have.length === 2) return "both";
  return have.includes(me) ? "me" : "other";
}

/** The commitments to a thing that stand in the shared space, in an order that is the same for both. */
export function commitmentsTo(subject: RecordId, records: Iterable<JournalRecord>): Commitment[] {
  const commitments: Commitment[] = [];
  for (const record of records)
    if (record.kind === "commitment" && record.subject === subject) commitments.push(record);
  return withoutCopies(commitments)
    .filter(isSharedNow)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** An own sealed answer that may be opened now: with one's own commitment that stands for it, and the other's to the same thing. */
export interface Openable {
  readonly answer: Answer;
  readonly mine: Commitment;
  readonly theirs: Commitment;
}

/**
 * One's own sealed answers that may be opened, by what they are about. Where a merge left several to one question, the one the other opened
 * theirs for comes first; which of them fits its commitment is for the reader to find out, and one of them is opened.
 */
export function answersToOpen(
  me: PartnerId,
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
): Openable[][] {
  const about = recordsAbout(records);
  const byQuestion = new Map<string, Openable[]>();
  for (const answer of ownSealed(me, records)) {
    const subject = answeredBy(answer);
    const { type } = answer.body;
    const all = commitmentsTo(subject, about(subject));
    const opened = answersAbout(subject, type, about(subject)).filter(isSharedNow);
    const theirOpen = opened.findLast(({ author }) => author !== me && partners.includes(author));
    const mine = all.find(({ id, author }) => id === answer.sealed?.commitment && author === me);
    const others = all.filter(({ author }) => author !== me && partners.includes(author));
    const theirs = others.find(({ id }) => id === theirOpen?.sealed?.commitment) ?? others[0];
    if (mine === undefined || theirs === undefined || opened.some(({ author }) => author === me)) continue;
    const openable = { answer, mine, theirs };
    const found = byQuestion.get(`${type} ${subject}`) ?? [];
    const isAskedFor = theirOpen?.sealed?.met?.commitment === mine.id;
    byQuestion.set(`${type} ${subject}`, isAskedFor ? [openable, ...found] : [...found, openable]);
  }
  return [...byQuestion.values()];
}

/** One's own answers that are sealed and not open. */
const ownSealed = (me: PartnerId, records: readonly JournalRecord[]): Answer[] =>
  answersWhere(records, (answer) => answer.author === me && answer.sealed !== null && !isSharedNow(answer));

/**
 * One's own part of a question as what it is about stands in the shared space: what is to be shared again, after that was taken back and
 * shared anew, and commitments whose answer a restore has lost, which say that there is one and are to go.
 */
export function sealedOutOfStep(
  me: PartnerId,
  records: readonly JournalRecord[],
): { readonly shareAgain: readonly (Answer | Commitment)[]; readonly lost: readonly Commitment[] } {
  const own = withoutCopies(records).filter(({ author }) => author === me);
  const standing = new Set(records.filter(isSharedNow).map(({ id }) => id));
  const answers = own.filter((record): record is Answer => record.kind === "answer" && isSealedKind(record));
  const committed = new Set(answers.map(({ sealed }) => sealed?.commitment));
  const commitments = own.filter((record): record is Commitment => record.kind === "commitment");
  return {
    shareAgain: [
      ...commitments.filter((each) => !isSharedNow(each) && standing.has(each.subject) && committed.has(each.id)),
      ...answers.filter((each) => !isSharedNow(each) && wasOpen(each) && standing.has(answeredBy(each))),
    ],
    lost: commitments.filter((each) => isSharedNow(each) && !committed.has(each.id)),
  };
}

/** An original that was open once stays so for its author: both had answered. */
const wasOpen = ({ original }: Answer): boolean => original !== null && original.copies > 0;

const isSealedKind = ({ body }: Answer): boolean => SEALED_TYPES.includes(body.type);

/**
 * What one of the two may read now: without the other's answer to a question that one has not answered oneself, or where one's own is not
 * open yet: theirs may lie opened in the shared space. Whatever leaves the app by other ways than its screens reads this.
 *
 * @param me null where it is read for nobody of the two: then both answers must stand
 */
export function withoutUnopened<R extends JournalRecord>(
  me: PartnerId | null,
  partners: readonly PartnerId[],
  records: readonly R[],
): R[] {
  const about = recordsAbout(records);
  const open = new Map<string, boolean>();
  return records.filter((record) => {
    if (record.kind !== "answer" || record.author === me || !isSealedKind(record)) return true;
    const question = { subject: answeredBy(record), type: record.body.type };
    const name = `${question.type} ${question.subject}`;
    const known = about(question.subject);
    const isOpen =
      open.get(name) ??
      (openAnswers(question, partners, known) !== null ||
        answersAbout(question.subject, question.type, known).some((own) => own.author === me && wasOpen(own)));
    open.set(name, isOpen);
    return isOpen;
  });
}

/** The two parts of the last check-in before a week that is open: what each offered in it is read again in that week's [D88]. Null while there is none. */
export function lastOpenParts(
  before: CheckIn["week"],
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
): readonly [AnswerOf<"check-in-part">, AnswerOf<"check-in-part">] | null {
  for (const { id: subject, week } of checkIns(records)) {
    const parts = week < before ? openAnswers({ subject, type: "check-in-part" }, partners, records) : null;
    if (parts !== null) return parts;
  }
  return null;
}
