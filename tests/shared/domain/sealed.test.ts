import { describe, expect, it } from "vitest";
import { type Answer, meetCommitment, sayOutcome, sealAnswer } from "#shared/domain/answer.ts";
import type { Commitment } from "#shared/domain/commitment.ts";
import { PartnerId, type RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { openAnswers, answersToOpen, sealedOutOfStep, sealedState, withoutUnopened } from "#shared/domain/sealed.ts";
import { shareRecord, takeBackRecord } from "#shared/domain/sharing.ts";
import { aCommitment, aDecision, asCopy, nextId, NOA, NOW, SAM, TODAY } from "../../support/builders.ts";

const PAIR = [NOA, SAM];
/** Somebody who lost everything, and was invited anew under another identity. */
const FORMER = PartnerId.parse("f".repeat(21) + "A");

const copyOf = <R extends JournalRecord>(record: R): R => ({ ...record, ...asCopy() });
const decision = copyOf(aDecision());
const QUESTION = { subject: decision.id, type: "decision-outcome" } as const;

const committed = (author: PartnerId): Commitment => copyOf(aCommitment({ subject: decision.id, author }));

function sealed(author: PartnerId, commitment: RecordId, outcome: -1 | 1 = -1): Answer {
  const act = { author, now: NOW, today: TODAY, id: nextId() };
  const key = "k".repeat(42) + "A";
  return sealAnswer(sayOutcome(decision, { outcome, say: 1, words: "" }, act), { key, commitment });
}

const opened = (answer: Answer, theirs: Commitment): Answer =>
  copyOf(meetCommitment(answer, theirs, { author: answer.author, now: NOW }));

const mine = committed(NOA);
const theirs = committed(SAM);
const answer = sealed(NOA, mine.id);
const myOpen = opened(answer, theirs);
const theirOpen = opened(sealed(SAM, theirs.id), mine);

describe("a question both answer", () => {
  const state = (...records: JournalRecord[]) =>
    PAIR.map((me) => sealedState(QUESTION, me, PAIR, [decision, ...records])).join(" ");

  it("[D85] who has answered is known, and what is known only once both have opened", () => {
    expect(state()).toBe("nobody nobody");
    expect(state(mine)).toBe("me other");
    expect(state(mine, theirs)).toBe("both both");
    expect(state(mine, theirs, answer, theirOpen)).toBe("both both");
    expect(state(mine, theirs, myOpen, theirOpen)).toBe("open open");
    expect(openAnswers(QUESTION, PAIR, [mine, theirs, answer, theirOpen])).toBeNull();
    expect(openAnswers(QUESTION, PAIR, [myOpen, theirOpen])).toEqual([myOpen, theirOpen]);
  });

  it("[D85] a commitment that was taken back says no more that there is an answer", () => {
    const back = takeBackRecord(aCommitment({ subject: decision.id }), { author: NOA });
    expect(state(back)).toBe("nobody nobody");
    expect(answersToOpen(NOA, PAIR, [decision, back, sealed(NOA, back.id), theirs])).toEqual([]);
  });

  it("[D85] what somebody sealed who has no notebook here any more opens for nobody and stands for nobody", () => {
    const former = committed(FORMER);
    const formerOpen = opened(sealed(FORMER, former.id), mine);
    expect(state(former)).toBe("nobody nobody");
    expect(state(former, formerOpen)).toBe("nobody nobody");
    expect(answersToOpen(NOA, PAIR, [decision, mine, answer, former, formerOpen])).toEqual([]);
    expect(openAnswers(QUESTION, PAIR, [formerOpen, myOpen, theirOpen])).toEqual([myOpen, theirOpen]);
  });
});

describe("opening one's own", () => {
  const toOpen = (me: PartnerId, ...records: JournalRecord[]) =>
    answersToOpen(me, PAIR, [decision, ...records]).map((openables) => openables.map((each) => each.answer));

  it("[D85] is done where both commitments stand, once", () => {
    expect(toOpen(NOA, answer, mine)).toEqual([]);
    expect(toOpen(NOA, answer, theirs)).toEqual([]);
    expect(toOpen(NOA, answer, mine, theirs)).toEqual([[answer]]);
    expect(answersToOpen(NOA, PAIR, [decision, answer, mine, theirs])[0]?.[0]).toEqual({ answer, mine, theirs });
    expect(toOpen(SAM, answer, mine, theirs)).toEqual([]);
    expect(toOpen(NOA, myOpen, mine, theirs)).toEqual([]);
  });

  it("[D85] after two laptops gave it apart, opens the one the other opened theirs for, and shows that one", () => {
    const second = committed(NOA);
    const anew = sealed(NOA, second.id, 1);
    expect(toOpen(NOA, answer, anew, mine, second, theirs)).toHaveLength(1);
    for (const [asked, first] of [
      [mine, answer],
      [second, anew],
    ] as const) {
      const met = opened(sealed(SAM, theirs.id), asked);
      expect(toOpen(NOA, answer, anew, mine, second, theirs, met)[0]?.[0]).toBe(first);
      const both = [opened(answer, theirs), opened(anew, theirs), met];
      const shown = openAnswers(QUESTION, PAIR, both)?.[0];
      expect(shown?.sealed?.commitment).toBe(asked.id);
    }
  });
});

describe("one's own part, and what it is about", () => {
  const sharedIds = new Set([decision.id, mine.id, theirs.id]);
  const share = <R extends JournalRecord>(record: R) => shareRecord(record, { author: NOA, today: TODAY, sharedIds });
  const back = <R extends JournalRecord>(record: R): R => takeBackRecord(record, { author: NOA });

  it("[D85] is shared again once that is: the commitment, and the answer if it was open; what never was stays sealed", () => {
    const own = share(aCommitment({ id: mine.id, subject: decision.id })).original;
    const wasOpen = share(meetCommitment(answer, theirs, { author: NOA, now: NOW })).original;
    const taken = [back(own), back(wasOpen)];
    expect(sealedOutOfStep(NOA, [decision, ...taken]).shareAgain).toEqual(taken);
    expect(sealedOutOfStep(NOA, taken).shareAgain).toEqual([]); // it was not shared again
    expect(sealedOutOfStep(NOA, [decision, back(own), answer]).shareAgain).toEqual([back(own)]);
    expect(sealedOutOfStep(NOA, [decision, own, wasOpen]).shareAgain).toEqual([]);
    expect(sealedOutOfStep(SAM, [decision, ...taken])).toEqual({ shareAgain: [], lost: [] });
  });

  it("[D85] a commitment whose answer a restore has lost is taken away, and no other", () => {
    expect(sealedOutOfStep(NOA, [decision, mine, theirs]).lost).toEqual([mine]);
    expect(sealedOutOfStep(NOA, [decision, mine, theirs, answer]).lost).toEqual([]);
  });
});

describe("what leaves by other ways than the screens", () => {
  const read = (me: PartnerId | null, ...records: JournalRecord[]) =>
    withoutUnopened(me, PAIR, records).filter(({ kind }) => kind === "answer");

  it("[D85] has no answer of the other's before one's own is open, and all of one's own", () => {
    expect(read(NOA, decision, answer, mine, theirs, theirOpen)).toEqual([answer]);
    expect(read(SAM, decision, mine, theirs, theirOpen)).toEqual([theirOpen]);
    expect(read(null, decision, theirOpen)).toEqual([]);
    expect(read(NOA, decision, myOpen, theirOpen)).toEqual([myOpen, theirOpen]);
    expect(read(null, decision, myOpen, theirOpen)).toEqual([myOpen, theirOpen]);
  });

  it("[D85] keeps what one has read: one's own was open, and was taken back since", () => {
    const sharedIds = new Set([decision.id, mine.id, theirs.id]);
    const met = meetCommitment(answer, theirs, { author: NOA, now: NOW });
    const { original } = shareRecord(met, { author: NOA, today: TODAY, sharedIds });
    const back = takeBackRecord(original, { author: NOA });
    expect(read(NOA, decision, back, theirOpen)).toEqual([back, theirOpen]);
  });
});
