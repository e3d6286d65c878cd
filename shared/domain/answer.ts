import { z } from "../base/zod.ts";
import { assertNever, TwofoldError } from "../base/errors.ts";
import { Day } from "../base/time.ts";
import type { Care } from "./care.ts";
import type { Entry } from "./entry.ts";
import { FiveSteps, RecordId, recordFields, words } from "./fields.ts";
import type { Need } from "./need.ts";
import { type Act, allow, type Dated, fitting, type NewAct, newOriginal, revised, tidyWords } from "./revision.ts";
import { shared, type Sharing } from "./shared-fields.ts";

export const REPLIES = ["yes", "partly", "not-now"] as const;
export type Reply = (typeof REPLIES)[number];

/** One author's part of a joint thing. More types come with the joint kinds. */
export const Answer = z.strictObject({
  kind: z.literal("answer"),
  v: z.literal(2),
  ...recordFields,
  day: Day,
  body: z.discriminatedUnion("type", [
    /** To a need the other shared: yes, partly, not now and why. */
    z.strictObject({ type: z.literal("need-reply"), need: RecordId, reply: z.enum(REPLIES), words: words(2_000) }),
    /** By the receiver of care: that it was felt, and how much. */
    z.strictObject({ type: z.literal("care-felt"), care: RecordId, felt: FiveSteps, words: words(2_000) }),
    /** To an entry the other shared: words alone. */
    z.strictObject({ type: z.literal("entry-reply"), entry: RecordId, words: words(4_000) }),
  ]),
});
export type Answer = z.infer<typeof Answer>;

function subjectOf(body: Answer["body"]): RecordId {
  switch (body.type) {
    case "need-reply":
      return body.need;
    case "care-felt":
      return body.care;
    case "entry-reply":
      return body.entry;
    default:
      return assertNever(body);
  }
}

/** The record an answer is about. */
export const answeredBy = (answer: Answer): RecordId => subjectOf(answer.body);

/** All of an answer is shared, and only while what it answers is [D24]: alone it would say that something private exists. */
export const answerSharing: Sharing<Answer> = {
  day: shared,
  body: (body, isShared) => {
    allow(isShared(subjectOf(body)), "D24 an answer is shared only with what it answers");
    return body;
  },
};

const created = (body: Answer["body"], act: NewAct & Dated): Answer =>
  fitting(Answer, {
    kind: "answer",
    v: 2,
    ...newOriginal(act),
    day: act.today,
    body: { ...body, words: tidyWords(body.words) },
  });

/** Answers a need of the other partner: yes, partly, not now, and why. Throws "not-allowed" for the need's own owner [D23]. */
export function replyToNeed(need: Need, reply: { reply: Reply; words: string }, act: NewAct & Dated): Answer {
  allow(act.author !== need.author, "D23 only the other partner answers a need");
  return created({ type: "need-reply", need: need.id, ...reply }, act);
}

/** Says that care was felt, and how much. Throws "not-allowed" for anyone but its receiver [D23]. */
export function markFelt(care: Care, felt: { felt: FiveSteps; words: string }, act: NewAct & Dated): Answer {
  allow(act.author === care.receiver, "D23 only its receiver says how care felt");
  return created({ type: "care-felt", care: care.id, ...felt }, act);
}

/** Answers an entry the other partner shared. Throws "not-allowed" for the entry's own author [D23], "malformed" without a word. */
export function replyToEntry(entry: Entry, reply: { words: string }, act: NewAct & Dated): Answer {
  allow(act.author !== entry.author, "D23 only the other partner answers an entry");
  if (tidyWords(reply.words) === "") throw new TwofoldError("malformed", "words");
  return created({ type: "entry-reply", entry: entry.id, ...reply }, act);
}

/**
 * The answer's next revision, to the same thing; the same answer when nothing differs [D11]. Only by its author [D4]. Throws
 * "not-allowed" for a body of another type or about another record.
 */
export function editAnswer(answer: Answer, body: Answer["body"], act: Act): Answer {
  const edited = revised(
    { schema: Answer, sharing: answerSharing },
    answer,
    { body: { ...body, words: tidyWords(body.words) } },
    act,
  );
  const sameThing = edited.body.type === answer.body.type && answeredBy(edited) === answeredBy(answer);
  allow(sameThing, "D23 an answer stays with what it answers");
  return edited;
}

/** Version 1 had no answers to entries; nothing else differs. */
export const answerOfVersion1 = (older: Readonly<Record<string, unknown>>): Record<string, unknown> => ({ ...older });
