/**
 * What both have said about one thing, read together: outcomes of a decision, a season both named, an agreement both signed, consent to
 * the analysis. Pure functions of the records one can read, as `related.ts` has them; copies nobody vouches for must not be among them.
 */
import type { Day } from "../base/time.ts";
import { type Agreement, agreementText } from "./agreement.ts";
import { type Answer, answeredBy } from "./answer.ts";
import type { CheckIn } from "./check-in.ts";
import type { PartnerId, RecordId } from "./fields.ts";
import type { JournalRecord } from "./record.ts";
import { answersWhere, isSharedNow, withoutCopies } from "./related.ts";
import type { Season } from "./season.ts";

/** An answer of one type. */
export type AnswerOf<Type extends Answer["body"]["type"]> = Answer & {
  readonly body: Extract<Answer["body"], { type: Type }>;
};

/** The answers of one type about a record, oldest first. Who may give them is the type's rule, and is not asked here. */
export const answersAbout = <Type extends Answer["body"]["type"]>(
  subject: RecordId,
  type: Type,
  records: Iterable<JournalRecord>,
): AnswerOf<Type>[] =>
  answersWhere(records, (answer) => answer.body.type === type && answeredBy(answer) === subject) as AnswerOf<Type>[];

/**
 * Of the answers to a record one can read those that are read with it: all while both can read it, and otherwise its author's own alone.
 * What somebody else answered to what is not shared is theirs to read, apart [D24].
 */
export const readWith = <A extends Answer>(subject: JournalRecord, answers: readonly A[]): readonly A[] =>
  isSharedNow(subject) ? answers : answers.filter(({ author }) => author === subject.author);

/**
 * Of many records those by which what is asked here of one thing is answered: itself, answers and commitments to it, and for an agreement
 * those that continue it, each with its own answers. The answers are the same as among all, and however many things are asked about, it
 * takes one pass.
 */
export function recordsAbout(records: Iterable<JournalRecord>): (subject: RecordId) => readonly JournalRecord[] {
  const about = new Map<RecordId, JournalRecord[]>();
  const later = new Map<RecordId, Set<RecordId>>();
  for (const record of records) {
    const subject = subjectOf(record);
    const others = about.get(subject);
    if (others === undefined) about.set(subject, [record]);
    else others.push(record);
    if (record.kind === "agreement" && record.continues !== null) {
      later.set(record.continues, (later.get(record.continues) ?? new Set()).add(record.id));
    }
  }
  return (subject) => [subject, ...(later.get(subject) ?? [])].flatMap((id) => about.get(id) ?? []);
}

function subjectOf(record: JournalRecord): RecordId {
  if (record.kind === "answer") return answeredBy(record);
  return record.kind === "commitment" ? record.subject : record.id;
}

/** Of several answers, the last by each author, who is named with it. */
export const lastOfEach = <A extends Answer>(answers: readonly A[]): ReadonlyMap<PartnerId, A> =>
  new Map(answers.map((answer) => [answer.author, answer]));

/**
 * The first and last day of a season both named, as both read it; null while only one has, or one of them another name or first day. It
 * ends on the earliest of the days they said that lies within it; null while neither said one [D76].
 */
export function seasonSpan(
  season: Season,
  records: Iterable<JournalRecord>,
): { readonly from: Day; readonly to: Day | null } | null {
  const { id, author, name, from, to } = asShared(season, records);
  const named = answersAbout(id, "season-named", records).filter(
    ({ author: by, body }) => by !== author && body.name === name && body.from === from,
  );
  if (!isSharedNow(season) || named.length === 0) return null;
  const said = [to, ...named.map(({ body }) => body.to)].filter((day) => day !== null);
  const ends = said.filter((day) => day >= from).sort();
  return { from, to: ends[0] ?? null };
}

/** A season both named, as both read it, and its days. */
export interface NamedSeason {
  readonly season: Season;
  readonly from: Day;
  /** Its last day; null while it goes on. */
  readonly to: Day | null;
}

/** The seasons both named [D76], the one that began last first. */
export const seasonsOfBoth = (records: readonly JournalRecord[]): NamedSeason[] =>
  withoutCopies(records)
    .flatMap((record) => {
      const span = record.kind === "season" ? seasonSpan(record, records) : null;
      return record.kind === "season" && span !== null ? [{ season: asShared(record, records), ...span }] : [];
    })
    .sort((one, other) => order(other.from, one.from));

/** How far an agreement has come. */
export type AgreementState =
  /** Not both have signed what it says now; what is not shared is at its beginning. `signedBy` is of the two alone. */
  | { readonly kind: "proposed"; readonly signedBy: ReadonlySet<PartnerId> }
  | { readonly kind: "holds"; readonly since: Day }
  /** Both signed one that continues it; of several the one they signed first. */
  | { readonly kind: "replaced"; readonly by: RecordId; readonly on: Day }
  /** `since` is null where it never held. */
  | { readonly kind: "ended"; readonly on: Day; readonly by: PartnerId; readonly since: Day | null };

/** A record as both read it: the copy its author shared, where one stands. What they wrote since is theirs alone. */
export function asShared<R extends JournalRecord>(record: R, records: Iterable<JournalRecord>): R {
  if (record.original === null) return record;
  const { kind, id, author } = record;
  for (const each of records)
    if (each.original === null && each.kind === kind && each.id === id && each.author === author) return each as R;
  return record;
}

/**
 * Who signed, whether it holds and since when, whether another took its place or one of them ended it [D77]. Only a signature under the
 * very words both read counts. The same for both partners, as nothing that only one of them reads counts.
 *
 * @param partners the two whose notebooks these are now
 * @param records own originals and vouched copies, one's own among them
 */
export function agreementState(
  agreement: Agreement,
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
): AgreementState {
  if (asShared(agreement, records).original?.shared === null) return { kind: "proposed", signedBy: new Set() };
  const since = signedSince(agreement, partners, records);
  const [end] = answersWhere(
    records,
    (answer) => answeredBy(answer) === agreement.id && isEnd(answer) && isSharedNow(answer),
  );
  if (end !== undefined) return { kind: "ended", on: end.day, by: end.author, since };
  const [later] = continuationsOf(agreement, records)
    .flatMap((each) => {
      const on = signedSince(each, partners, records);
      return on === null ? [] : [{ by: each.id, on }];
    })
    .sort((one, other) => order(one.on, other.on) || order(one.by, other.by));
  if (later !== undefined) return { kind: "replaced", ...later };
  if (since !== null) return { kind: "holds", since };
  const signedBy = signaturesUnder(agreement, records).map(({ author }) => author);
  return { kind: "proposed", signedBy: new Set(partners.filter((partner) => signedBy.includes(partner))) };
}

/** Whether an answer ends what it is about: its end, or a review that lets it go. */
const isEnd = ({ body }: Answer): boolean =>
  body.type === "agreement-end" || (body.type === "agreement-review" && body.verdict === "let-go");

/** What both read of how an agreement went, oldest first. */
export const reviewsOf = ({ id }: Agreement, records: Iterable<JournalRecord>): AnswerOf<"agreement-review">[] =>
  sharedAnswersAbout(id, "agreement-review", records);

/**
 * When both meant to look at an agreement again: the day that was named last - of what each named last on one day the earliest -, or its
 * own. Null once it was looked at on that day or later, and where no day was named. A promise is looked at once, on its day or before.
 *
 * @param agreement as both read it
 */
export function lookAgainOn(agreement: Agreement, records: Iterable<JournalRecord>): Day | null {
  const reviews = reviewsOf(agreement, records);
  const last = reviews.at(-1);
  if (last === undefined) return agreement.type === "promise" ? agreement.due : agreement.reviewOn;
  const named = reviews.filter(({ body }) => body.next !== null);
  const together = lastOfEach(named.filter(({ day }) => day === named.at(-1)?.day)).values();
  const nexts = [...together].flatMap(({ body }) => body.next ?? []);
  const on = nexts.sort()[0] ?? (agreement.type === "promise" ? null : agreement.reviewOn);
  return on !== null && on > last.day ? on : null;
}

/**
 * Whether an agreement that its author took back was signed by the other before, or ended by either: shared again, it would be signed, or
 * stand open, by what was said before. It is proposed anew instead [D77].
 */
export const wasSettledBefore = (agreement: Agreement, records: Iterable<JournalRecord>): boolean =>
  agreement.original?.shared === null &&
  answersWhere(records, (answer) => answeredBy(answer) === agreement.id).some(
    (answer) => isEnd(answer) || (answer.body.type === "signature" && answer.author !== agreement.author),
  );

/** Whether what an agreement took the place of would hold again without it [D77]. */
export function holdsAnotherOff(
  agreement: Agreement,
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
): boolean {
  const [before] = agreementsBefore(agreement, records);
  const without = records.filter(({ id, author }) => id !== agreement.id || author !== agreement.author);
  return (
    before !== undefined &&
    agreementState(before, partners, records).kind === "replaced" &&
    agreementState(before, partners, without).kind === "holds"
  );
}

/** The signatures under the very words of an agreement as both read it, oldest first. */
function signaturesUnder(agreement: Agreement, records: readonly JournalRecord[]): AnswerOf<"signature">[] {
  const text = agreementText(asShared(agreement, records));
  return sharedAnswersAbout(agreement.id, "signature", records).filter(({ body }) => body.text === text);
}

/** The day the second of the two signed; null while not both have. */
function signedSince(
  agreement: Agreement,
  partners: readonly PartnerId[],
  records: readonly JournalRecord[],
): Day | null {
  const signatures = signaturesUnder(agreement, records);
  const days = partners.map((partner) => signatures.find(({ author }) => author === partner)?.day ?? null);
  if (days.length !== 2) return null;
  return days.reduce((one, other) => (one === null || other === null ? null : one > other ? one : other));
}

/** The agreements that continue one, each once. */
export const continuationsOf = ({ id }: Agreement, records: Iterable<JournalRecord>): Agreement[] =>
  withoutCopies(records).filter(
    (record): record is Agreement => record.kind === "agreement" && record.continues === id && record.id !== id,
  );

/** The agreements one continues, the nearest first. */
export function agreementsBefore(agreement: Agreement, records: Iterable<JournalRecord>): Agreement[] {
  const all = withoutCopies(records).filter((record): record is Agreement => record.kind === "agreement");
  const before: Agreement[] = [];
  for (let next: Agreement | undefined = agreement; next !== undefined;) {
    const { continues }: Agreement = next;
    next = all.find((each) => each.id === continues && each.id !== agreement.id && !before.includes(each));
    if (next !== undefined) before.push(next);
  }
  return before;
}

/** Answers of one type about a record that both can read, oldest first. */
const sharedAnswersAbout = <Type extends Answer["body"]["type"]>(
  subject: RecordId,
  type: Type,
  records: Iterable<JournalRecord>,
): AnswerOf<Type>[] => answersAbout(subject, type, records).filter(isSharedNow);

/** Whether what both shared may be analysed: while each of the two has said so, and none paused it [D83]. True for one alone, whose own it all is. */
export function isAnalysisAgreed(partners: readonly PartnerId[], records: Iterable<JournalRecord>): boolean {
  const agreed = new Map<PartnerId, boolean>();
  for (const record of withoutCopies(records)) {
    if (record.kind !== "consent") continue;
    const { author, analysis } = record;
    if (analysis === "paused") agreed.set(author, false);
    else if (isSharedNow(record)) agreed.set(author, agreed.get(author) ?? true); // what the other cannot read is agreed to with nobody
  }
  return partners.length < 2 || partners.every((partner) => agreed.get(partner) === true);
}

/**
 * The check-in of each week, the latest first; of two of one week, which a merge may leave, the one of the smaller id, for both alike: one
 * that does not stand in the shared space is none [D88].
 */
export function checkIns(records: Iterable<JournalRecord>): CheckIn[] {
  const all = withoutCopies(records).filter(
    (record): record is CheckIn => record.kind === "check-in" && isSharedNow(record),
  );
  const first = (one: CheckIn, other: CheckIn): number =>
    one.week === other.week ? order(one.id, other.id) : order(other.week, one.week);
  return all.sort(first).filter(({ week }, at) => week !== all[at - 1]?.week);
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
