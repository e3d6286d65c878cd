import { z } from "../base/zod.ts";
import { assertNever, TwofoldError } from "../base/errors.ts";
import { Day } from "../base/time.ts";
import { type Agreement, agreementText } from "./agreement.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { Care } from "./care.ts";
import type { CheckIn } from "./check-in.ts";
import type { Commitment } from "./commitment.ts";
import { type Decision, Outcome } from "./decision.ts";
import type { Entry } from "./entry.ts";
import { FiveSteps, line, RecordId, recordFields, words } from "./fields.ts";
import type { Goal } from "./goal.ts";
import type { Need } from "./need.ts";
import type { Repair } from "./repair.ts";
import { type Act, allow, type Dated, fitting, type NewAct, newOriginal, revised, tidyWords } from "./revision.ts";
import type { Sacrifice } from "./sacrifice.ts";
import type { Season } from "./season.ts";
import { shared, type Sharing } from "./shared-fields.ts";

export const REPLIES = ["yes", "partly", "not-now"] as const;
export type Reply = (typeof REPLIES)[number];
export const REPAIR_REPLIES = ["taken", "not-yet", "not-taken"] as const;
export const AGREEMENT_VERDICTS = ["kept", "partly", "not-kept", "changed", "let-go"] as const;

/** 32 bytes as base64url. */
const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** One author's part of a joint thing. More types come with the joint kinds. */
export const Answer = z.strictObject({
  kind: z.literal("answer"),
  v: z.literal(3),
  ...recordFields,
  day: Day,
  body: z.discriminatedUnion("type", [
    /** To a need the other shared: yes, partly, not now and why. */
    z.strictObject({ type: z.literal("need-reply"), need: RecordId, reply: z.enum(REPLIES), words: words(2_000) }),
    /** By the need's owner: how that answer felt. */
    z.strictObject({ type: z.literal("reply-felt"), reply: RecordId, felt: FiveSteps, words: words(2_000) }),
    /** By the receiver of care: that it was felt, and how much. */
    z.strictObject({ type: z.literal("care-felt"), care: RecordId, felt: FiveSteps, words: words(2_000) }),
    /** To an entry the other shared: words alone. */
    z.strictObject({ type: z.literal("entry-reply"), entry: RecordId, words: words(4_000) }),
    /** To a goal the other shared: how one backs it. */
    z.strictObject({ type: z.literal("goal-backing"), goal: RecordId, words: words(2_000) }),
    /** To a decision: what one wanted oneself. */
    z.strictObject({ type: z.literal("decision-wanted"), decision: RecordId, words: words(2_000) }),
    /** To a decision, sealed: how it came out for oneself, and how much of a real say one had. */
    z.strictObject({
      type: z.literal("decision-outcome"),
      decision: RecordId,
      outcome: Outcome,
      say: FiveSteps,
      words: words(2_000),
    }),
    /** To a sacrifice the other shared: that it was seen, and what it gave. */
    z.strictObject({ type: z.literal("sacrifice-seen"), sacrifice: RecordId, words: words(2_000) }),
    /** To a repair the other offered. */
    z.strictObject({
      type: z.literal("repair-reply"),
      repair: RecordId,
      reply: z.enum(REPAIR_REPLIES),
      words: words(2_000),
    }),
    /** To a season the other named: that one names it too, by which name and from which day, and when it ended for oneself. */
    z.strictObject({
      type: z.literal("season-named"),
      season: RecordId,
      name: line(120).min(1),
      from: Day,
      to: Day.nullable(),
      words: words(2_000),
    }),
    /** Under an agreement, by either: the very words that are signed. Room for all it can say, every character of it escaped. */
    z.strictObject({ type: z.literal("signature"), agreement: RecordId, text: words(25_000), words: words(2_000) }),
    /** Of an agreement, by either: how it went, and when to look again. */
    z.strictObject({
      type: z.literal("agreement-review"),
      agreement: RecordId,
      verdict: z.enum(AGREEMENT_VERDICTS),
      next: Day.nullable(),
      words: words(2_000),
    }),
    /** Of an agreement, by either: that it holds no longer. */
    z.strictObject({ type: z.literal("agreement-end"), agreement: RecordId, words: words(2_000) }),
    /** To a check-in, by either, sealed: one's own part of it. Each may be left out. */
    z.strictObject({
      type: z.literal("check-in-part"),
      checkIn: RecordId,
      /** What one is glad the other did. */
      appreciation: words(2_000),
      /** How one is. */
      mood: FiveSteps.nullable(),
      /** What one thinks the other needs. */
      youNeed: words(2_000),
      /** What went well between the two. */
      wentWell: words(2_000),
      /** One thing one asks for. */
      request: words(2_000),
      /** One small thing one offers to do, for the week to come. */
      offer: words(2_000),
      words: words(2_000),
    }),
  ]),
  /**
   * Of an answer that stays with its author until both have answered [D85]: the key of its hash as base64url, the commitment that stands
   * for it, and the other's as it stood when this one was opened: what they say afterwards must fit that hash, whatever they put in its
   * place since. Null for any other answer.
   */
  sealed: z
    .strictObject({
      key: bytes32,
      commitment: RecordId,
      met: z.strictObject({ commitment: RecordId, hash: bytes32 }).nullable(),
    })
    .nullable(),
});
export type Answer = z.infer<typeof Answer>;
type Body = Answer["body"];
/** What is said in an answer of a type, without what it is about. */
type Said<Type extends Body["type"], Subject extends string> = Omit<Extract<Body, { type: Type }>, "type" | Subject>;

/** The record an answer is about. */
export function answeredBy({ body }: Pick<Answer, "body">): RecordId {
  switch (body.type) {
    case "need-reply":
      return body.need;
    case "reply-felt":
      return body.reply;
    case "care-felt":
      return body.care;
    case "entry-reply":
      return body.entry;
    case "goal-backing":
      return body.goal;
    case "decision-wanted":
    case "decision-outcome":
      return body.decision;
    case "sacrifice-seen":
      return body.sacrifice;
    case "repair-reply":
      return body.repair;
    case "season-named":
      return body.season;
    case "signature":
    case "agreement-review":
    case "agreement-end":
      return body.agreement;
    case "check-in-part":
      return body.checkIn;
    default:
      return assertNever(body);
  }
}

/** All of an answer is shared, and only while what it answers is [D24]; one that is sealed only once both have answered [D85]. */
export const answerSharing: Sharing<Answer> = {
  day: shared,
  body: (body, isShared) => {
    allow(isShared(answeredBy({ body })), "D24 an answer is shared only with what it answers");
    return body;
  },
  sealed: (sealed, isShared) => {
    if (sealed === null) return sealed;
    const { commitment, met } = sealed;
    allow(isShared(commitment) && met !== null && isShared(met.commitment), "D85 a sealed answer waits for both");
    return sealed;
  },
};

const created = (body: Body, act: NewAct & Dated): Answer =>
  fitting(Answer, {
    kind: "answer",
    v: 3,
    ...newOriginal(act),
    day: act.today,
    body: { ...body, words: tidyWords(body.words) },
    sealed: null,
  });

/** An answer of words alone says something. Throws "malformed". */
function someWords({ words }: { words: string }): void {
  if (tidyWords(words) === "") throw new TwofoldError("malformed", "words");
}

/** Answers a need of the other partner: yes, partly, not now, and why. Throws "not-allowed" for the need's own owner [D23]. */
export function replyToNeed(need: Need, said: Said<"need-reply", "need">, act: NewAct & Dated): Answer {
  allow(act.author !== need.author, "D23 only the other partner answers a need");
  return created({ type: "need-reply", need: need.id, ...said }, act);
}

/** Says how the other's answer to one's own need felt. Throws "not-allowed" for anyone but the need's owner, and for another answer [D71]. */
export function sayReplyFelt(
  need: Need,
  reply: Answer,
  said: Said<"reply-felt", "reply">,
  act: NewAct & Dated,
): Answer {
  allow(act.author === need.author, "D71 only the need's owner says how an answer to it felt");
  allow(
    reply.body.type === "need-reply" && reply.body.need === need.id && reply.author !== need.author,
    "D71 only an answer to the need is felt",
  );
  return created({ type: "reply-felt", reply: reply.id, ...said }, act);
}

/** Says that care was felt, and how much. Throws "not-allowed" for anyone but its receiver [D23]. */
export function markFelt(care: Care, said: Said<"care-felt", "care">, act: NewAct & Dated): Answer {
  allow(act.author === care.receiver, "D23 only its receiver says how care felt");
  return created({ type: "care-felt", care: care.id, ...said }, act);
}

/** Answers an entry the other partner shared. Throws "not-allowed" for the entry's own author [D23], "malformed" without a word. */
export function replyToEntry(entry: Entry, said: Said<"entry-reply", "entry">, act: NewAct & Dated): Answer {
  allow(act.author !== entry.author, "D23 only the other partner answers an entry");
  someWords(said);
  return created({ type: "entry-reply", entry: entry.id, ...said }, act);
}

/** Says how one backs a goal of the other's, or a joint one the other wrote down. Throws "not-allowed" for its author [D23], "malformed" without a word. */
export function backGoal(goal: Goal, said: Said<"goal-backing", "goal">, act: NewAct & Dated): Answer {
  allow(act.author !== goal.author, "D23 only the other partner backs a goal");
  someWords(said);
  return created({ type: "goal-backing", goal: goal.id, ...said }, act);
}

/** Says what one wanted of a decision the other wrote down. Throws "not-allowed" for its author, who says it there [D72], "malformed" without a word. */
export function sayWanted(decision: Decision, said: Said<"decision-wanted", "decision">, act: NewAct & Dated): Answer {
  allow(act.author !== decision.author, "D72 its author says in the decision what they wanted");
  someWords(said);
  return created({ type: "decision-wanted", decision: decision.id, ...said }, act);
}

/**
 * Says how a decision came out for oneself, by either: apart it is sealed (`sealAnswer`), together both are shared at once [D85]. Throws
 * "not-allowed" while nothing was decided [D72].
 */
export function sayOutcome(
  decision: Decision,
  said: Said<"decision-outcome", "decision">,
  act: NewAct & Dated,
): Answer {
  allow(decision.decidedOn !== null, "D72 what was not decided has no outcome");
  return created({ type: "decision-outcome", decision: decision.id, ...said }, act);
}

/** Says that a sacrifice of the other's was seen, and what it gave. Throws "not-allowed" for its author [D23], "malformed" without a word. */
export function seeSacrifice(
  sacrifice: Sacrifice,
  said: Said<"sacrifice-seen", "sacrifice">,
  act: NewAct & Dated,
): Answer {
  allow(act.author !== sacrifice.author, "D23 only the other partner sees a sacrifice");
  someWords(said);
  return created({ type: "sacrifice-seen", sacrifice: sacrifice.id, ...said }, act);
}

/** Says whether a repair was taken. Throws "not-allowed" for who offered it [D75]. */
export function replyToRepair(repair: Repair, said: Said<"repair-reply", "repair">, act: NewAct & Dated): Answer {
  allow(act.author !== repair.author, "D75 only the other partner takes a repair");
  return created({ type: "repair-reply", repair: repair.id, ...said }, act);
}

/** Names a season the other named, too. Throws "not-allowed" for its author, who has [D76]. */
export function nameSeason(
  season: Season,
  said: Pick<Said<"season-named", "season">, "to" | "words">,
  act: NewAct & Dated,
): Answer {
  allow(act.author !== season.author, "D76 a season is named by the other as well");
  allow(said.to === null || said.to >= season.from, "D76 a season does not end before it begins");
  const { id, name, from } = season;
  return created({ type: "season-named", season: id, name, from, ...said }, act);
}

/** Signs an agreement as it stands, by either [D77]. The signature holds its very words. */
export const signAgreement = (agreement: Agreement, act: NewAct & Dated): Answer =>
  created({ type: "signature", agreement: agreement.id, text: agreementText(agreement), words: "" }, act);

/** Says how an agreement went, by either [D77]. */
export const reviewAgreement = (
  agreement: Agreement,
  said: Said<"agreement-review", "agreement">,
  act: NewAct & Dated,
): Answer => created({ type: "agreement-review", agreement: agreement.id, ...said }, act);

/** Ends an agreement, by either: it takes two to make one and one to end it [D77]. */
export const endAgreement = (
  agreement: Agreement,
  said: Said<"agreement-end", "agreement">,
  act: NewAct & Dated,
): Answer => created({ type: "agreement-end", agreement: agreement.id, ...said }, act);

/** Gives one's own part of a check-in, by either: apart it is sealed (`sealAnswer`), together both are shared at once [D85] [D88]. Throws "malformed" for one that says nothing. */
export function takePart(checkIn: CheckIn, said: Said<"check-in-part", "checkIn">, act: NewAct & Dated): Answer {
  const { mood, appreciation, youNeed, wentWell, request, offer, words } = said;
  const texts = { appreciation, youNeed, wentWell, request, offer, words };
  const tidied = Object.fromEntries(
    Object.entries(texts).map(([field, text]) => [field, tidyWords(text)]),
  ) as typeof texts;
  if (mood === null && Object.values(tidied).every((text) => text === "")) throw new TwofoldError("malformed", "words");
  return created({ type: "check-in-part", checkIn: checkIn.id, mood, ...tidied }, act);
}

/**
 * The answer's next revision, to the same thing; the same answer when nothing differs [D11]. Only by its author [D4]. Throws
 * "not-allowed" for a body of another type or about another record, for a signature, for a sealed answer, which is given anew, and for one
 * of a sealed type that was open once: both have read it [D85].
 */
export function editAnswer(answer: Answer, body: Body, act: Act): Answer {
  allow(answer.body.type !== "signature", "D77 what was signed stays signed");
  allow(answer.sealed === null, "D85 a sealed answer does not change under its hash");
  allow(!SEALED_TYPES.includes(answer.body.type) || answer.original?.copies === 0, "D85 what was open stays as it was");
  const edited = changedAnswer(answer, { body: { ...body, words: tidyWords(body.words) } }, act);
  const sameThing = edited.body.type === answer.body.type && answeredBy(edited) === answeredBy(answer);
  allow(sameThing, "D23 an answer stays with what it answers");
  return edited;
}

/** The answers that are sealed until both have given theirs [D85]. */
export const SEALED_TYPES: readonly Body["type"][] = ["decision-outcome", "check-in-part"];

/**
 * The answer as it stays with its author until both have answered: with the key of its hash and the commitment that stands for it [D85].
 * Throws "not-allowed" for a type that is not sealed, and for an answer that is sealed or shared.
 */
export function sealAnswer(answer: Answer, sealing: { readonly key: string; readonly commitment: RecordId }): Answer {
  allow(SEALED_TYPES.includes(answer.body.type), "D85 only some answers are sealed");
  allow(answer.sealed === null && answer.original?.shared === null, "D85 an answer is sealed before it is shared");
  return fitting(Answer, { ...answer, sealed: { ...sealing, met: null } });
}

/** The sealed answer once the other's commitment to the same thing is there: from now on it may be shared [D85]. */
export function meetCommitment(answer: Answer, theirs: Commitment, act: Act): Answer {
  const { sealed } = answer;
  if (sealed === null || sealed.met?.commitment === theirs.id) return answer;
  allow(
    sealed.met === null && theirs.author !== answer.author && theirs.subject === answeredBy(answer),
    "D85 a sealed answer waits for the other's to the same thing",
  );
  return changedAnswer(answer, { sealed: { ...sealed, met: { commitment: theirs.id, hash: theirs.hash } } }, act);
}

const changedAnswer = (answer: Answer, changes: Partial<Pick<Answer, "body" | "sealed">>, act: Act): Answer =>
  revised({ schema: Answer, sharing: answerSharing }, answer, changes, act);

/** What the hash of a sealed answer is made over: who says what, and under which commitment [D85]. */
export const sealedText = ({ author, body }: Pick<Answer, "author" | "body">, commitment: RecordId): string =>
  canonicalJson({ author, commitment, body });

/** Version 1 had no answers to entries; nothing else differs. */
export const answerOfVersion1 = (older: Readonly<Record<string, unknown>>): Record<string, unknown> => ({ ...older });

/** Version 2 had no sealed answers, and none to the joint kinds. */
export const answerOfVersion2 = (older: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...older,
  sealed: null,
});
