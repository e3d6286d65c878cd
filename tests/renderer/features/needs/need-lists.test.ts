import { describe, expect, it } from "vitest";
import { addDays } from "#shared/base/time.ts";
import { closeNeed } from "#shared/domain/need.ts";
import { isSharedNow } from "#shared/domain/related.ts";
import { adoptCopy, changedSince, shareRecord } from "#shared/domain/sharing.ts";
import { recordsInView, sharedIdsOf, withOwnOriginals } from "#renderer/store/in-view.ts";
import {
  careMoments,
  closedNeeds,
  openNeedsOf,
  threadOf,
  unfeltCare,
  unvouchedCopies,
} from "#renderer/features/needs/need-lists.ts";
import {
  aCare,
  aClosing,
  aFelt,
  aNeed,
  anEntry,
  aReply,
  asCopy,
  NOA,
  NOW,
  recordId,
  SAM,
  TODAY,
} from "../../../support/builders.ts";

const daysAgo = (days: number) => addDays(TODAY, -days);
const own = (shared: boolean) => ({
  original: { createdAt: NOW, updatedAt: NOW, copies: 1, shared: shared ? { ofRevision: 1, on: TODAY } : null },
});

describe("the records one may read", () => {
  const id = recordId(700);
  const mine = aNeed({ id, request: "now" });
  const snapshot = {
    mine: [mine],
    shared: [
      { record: aNeed({ id, request: "then", ...asCopy() }), verified: true },
      { record: aNeed({ id: recordId(701), author: SAM, ...asCopy() }), verified: true },
      { record: aNeed({ id: recordId(702), author: SAM, ...asCopy() }), verified: false },
    ],
  };

  it("[D25] are each there once, one's own original in place of its copy, and none that nobody vouches for", () => {
    expect(recordsInView(snapshot).map((record) => record.id)).toEqual([id, recordId(701)]);
    expect(recordsInView(snapshot)[0]).toBe(mine);
  });

  it("those that nobody vouches for are a list of their own, whoever's name they bear, and none is dropped", () => {
    const forged = aNeed({ id, request: "never said", ...asCopy() });
    const care = aCare({ author: SAM, ...asCopy() });
    const answer = aReply(asCopy());
    const shared = [forged, care, answer, anEntry(asCopy())].map((record) => ({ record, verified: false }));
    expect(unvouchedCopies({ shared: [...snapshot.shared.slice(0, 2), ...shared] })).toEqual([forged, care, answer]);
    expect(recordsInView({ mine: [mine], shared })).toEqual([mine]);
  });

  it("ids of shared things hold every copy that stands there", () => {
    expect([...sharedIdsOf(snapshot)]).toEqual([id, recordId(701), recordId(702)]);
  });
});

describe("lists of needs", () => {
  const older = aNeed({ voicedOn: daysAgo(9) });
  const newer = aNeed({ voicedOn: daysAgo(2) });
  const met = aNeed({ closing: aClosing({ on: daysAgo(1) }) });
  const partly = aNeed({ author: SAM, closing: aClosing({ status: "partly", on: daysAgo(4) }), ...asCopy() });
  const records = [older, met, anEntry(), partly, newer];

  it("open ones are one partner's, the last said first", () => {
    expect(openNeedsOf(records, NOA)).toEqual([newer, older]);
    expect(openNeedsOf(records, SAM)).toEqual([]);
  });

  it("closed ones are filtered by whose they are and how they came out, the last closed first", () => {
    const all = { owners: null, status: null };
    expect(closedNeeds(records, all).map(({ need }) => need)).toEqual([met, partly]);
    expect(closedNeeds(records, { ...all, owners: [SAM] }).map(({ need }) => need)).toEqual([partly]);
    expect(closedNeeds(records, { ...all, status: "met" }).map(({ need }) => need)).toEqual([met]);
    expect(closedNeeds(records, { owners: [SAM], status: "met" })).toEqual([]);
  });
});

describe("what happened to a need", () => {
  const need = aNeed({ ...own(true), voicedOn: daysAgo(10), closing: aClosing({ on: daysAgo(3) }) });
  const reply = aReply({
    day: daysAgo(9),
    body: { type: "need-reply", need: need.id, reply: "yes", words: "" },
    ...asCopy(),
  });
  const care = aCare({
    giver: SAM,
    receiver: NOA,
    author: SAM,
    need: need.id,
    day: daysAgo(3),
    cost: null,
    reason: "",
    ...asCopy(),
  });
  const felt = aFelt({ author: NOA, body: { type: "care-felt", care: care.id, felt: 4, words: "" } });
  const again = aNeed({ voicedOn: daysAgo(1), continues: need.id });
  const foreign = aReply({ body: { type: "need-reply", need: recordId(555), reply: "yes", words: "" } });

  it("is told in the order it happened, care before the closing of the same day, with how it felt", () => {
    const steps = threadOf(need, [again, foreign, felt, care, reply, need]);
    expect(steps.map(({ kind }) => kind)).toEqual(["said", "answered", "cared", "closed", "said-again"]);
    expect(steps[2]).toMatchObject({ care, felt });
  });

  it("is only its own saying when nothing happened", () => {
    expect(threadOf(aNeed(), [])).toEqual([{ kind: "said", day: TODAY }]);
  });
});

describe("how an answer felt", () => {
  const need = aNeed({ voicedOn: daysAgo(3), ...own(true) });
  const reply = aReply({ day: daysAgo(2), body: { type: "need-reply", need: need.id, reply: "not-now", words: "" } });
  const replyFelt = (author: typeof NOA, felt: 0 | 3, days: number) =>
    aFelt({ author, day: daysAgo(days), body: { type: "reply-felt", reply: reply.id, felt, words: "" } });

  it("[D71] stands with the answer as the need's owner said it last, and as nobody else did", () => {
    const last = replyFelt(NOA, 3, 0);
    const steps = threadOf(need, [need, last, replyFelt(NOA, 0, 1), replyFelt(SAM, 0, 0), reply]);
    expect(steps).toEqual([
      { kind: "said", day: need.voicedOn },
      { kind: "answered", day: reply.day, answer: reply, felt: last },
    ]);
    expect(threadOf(need, [need, replyFelt(SAM, 0, 0), reply])[1]).toMatchObject({ answer: reply, felt: null });
  });
});

describe("answers to what is not shared", () => {
  it("[D24] to a need its owner took back are not read with it; how one felt, in the owner's own words, is", () => {
    const need = aNeed({ ...own(true) });
    const reply = aReply({ ...asCopy(), body: { type: "need-reply", need: need.id, reply: "yes", words: "" } });
    const felt = aFelt({ author: NOA, body: { type: "reply-felt", reply: reply.id, felt: 3, words: "Glad." } });
    const said = { kind: "said", day: need.voicedOn };
    expect(threadOf(need, [need, reply, felt])).toEqual([said, { kind: "answered", day: TODAY, answer: reply, felt }]);
    const takenBack = { ...need, ...own(false) };
    expect(threadOf(takenBack, [takenBack, reply, felt])).toEqual([said, { kind: "answer-felt", day: TODAY, felt }]);
    expect(threadOf(takenBack, [takenBack, reply])).toEqual([said]);
  });

  it("[D24] to care its author took back are not read with it, but for the author's own", () => {
    const gave = aCare({ giver: NOA, receiver: SAM, author: NOA, ...own(true) });
    const felt = aFelt({ author: SAM, ...asCopy(), body: { type: "care-felt", care: gave.id, felt: 4, words: "" } });
    expect(careMoments([gave, felt])).toEqual([{ care: gave, felt }]);
    const takenBack = { ...gave, ...own(false) };
    expect(careMoments([takenBack, felt])).toEqual([{ care: takenBack, felt: null }]);
    const had = aCare({ giver: SAM, receiver: NOA, author: NOA, cost: null, reason: "", ...own(false) });
    const mine = aFelt({ author: NOA, body: { type: "care-felt", care: had.id, felt: 4, words: "" } });
    expect(careMoments([had, mine])).toEqual([{ care: had, felt: mine }]);
  });
});

describe("a need that was said with both at the screen", () => {
  const act = { author: NOA, now: NOW, today: TODAY };
  const noas = aNeed({ ...asCopy(), revision: 2 });
  const sams = aNeed({ author: SAM, ...asCopy() });

  it("[D87] reads for its owner as the original it becomes, in step with its copy, and for the other as the copy", () => {
    const [own, theirs, entry] = withOwnOriginals([noas, sams, anEntry()], act);
    expect(own).toMatchObject({ id: noas.id, request: noas.request, original: { copies: 2 } });
    expect(isSharedNow(own!)).toBe(true);
    expect(changedSince(own!)).toBe(false);
    expect(theirs).toBe(sams);
    expect(entry).toEqual(anEntry({ id: entry!.id }));
  });

  it("[D87] care reads so too for who wrote it, and answers as they stand", () => {
    const care = aCare({ cost: null, reason: "", ...asCopy(3) });
    const theirs = aCare({ author: SAM, giver: SAM, receiver: NOA, cost: null, reason: "", ...asCopy() });
    const felt = aFelt({ author: NOA, ...asCopy() });
    const [own, ...others] = withOwnOriginals([care, theirs, felt], act);
    expect(own).toMatchObject({ id: care.id, what: care.what, original: { copies: 3, shared: { ofRevision: 1 } } });
    expect(others).toEqual([theirs, felt]);
  });

  it("[D87] is closed by its owner alone, and its next copy has the next number [D5]", () => {
    const [own] = withOwnOriginals([noas], act);
    if (own?.kind !== "need") throw new Error("no need");
    const closed = closeNeed(own, aClosing(), act);
    expect(shareRecord(closed, { author: NOA, today: TODAY, sharedIds: new Set() }).copy).toMatchObject({
      revision: 3,
    });
    expect(() => adoptCopy(noas, { ...act, author: SAM })).toThrow("not-allowed: D4");
    expect(() => adoptCopy(own, act)).toThrow("not-allowed: D87");
  });
});

describe("care that was had and not yet felt", () => {
  it("is the receiver's alone, the latest first, and ends when they have said how it felt", () => {
    const had = aCare({ giver: SAM, receiver: NOA, author: SAM, cost: null, reason: "", day: daysAgo(4), ...asCopy() });
    const later = aCare({ giver: "others", receiver: NOA, author: NOA, cost: null, reason: "", day: daysAgo(1) });
    const gave = aCare();
    const self = aCare({ giver: NOA, receiver: NOA });
    expect(unfeltCare([had, gave, self, later], NOA, 5)).toEqual([later, had]);
    expect(unfeltCare([had, later], NOA, 1)).toEqual([later]);
    const felt = aFelt({ author: NOA, body: { type: "care-felt", care: had.id, felt: 2, words: "" } });
    expect(unfeltCare([had, felt], NOA, 5)).toEqual([]);
  });
});

describe("all care", () => {
  const had = aCare({ giver: SAM, receiver: NOA, author: SAM, cost: null, reason: "", day: daysAgo(4), ...asCopy() });
  const kept = aCare({ day: daysAgo(1) });
  const forNeed = aCare({ need: recordId(900), day: daysAgo(9) });
  const sayFelt = (by: typeof NOA, felt: 1 | 4, days: number) =>
    aFelt({ author: by, day: daysAgo(days), body: { type: "care-felt", care: had.id, felt, words: "" } });

  it("is there whether for a need or free, felt or not, private or shared, the latest first", () => {
    const felt = sayFelt(NOA, 4, 3);
    expect(careMoments([forNeed, had, anEntry(), felt, kept])).toEqual([
      { care: kept, felt: null },
      { care: had, felt },
      { care: forNeed, felt: null },
    ]);
  });

  it("[D23] felt as its receiver last said, and as nobody else did", () => {
    const last = sayFelt(NOA, 1, 2);
    expect(careMoments([had, sayFelt(SAM, 4, 0), last, sayFelt(NOA, 4, 3)])).toEqual([{ care: had, felt: last }]);
  });

  it("[D25] stands there once with its copy, and not at all where nobody vouches for it", () => {
    const copy = { record: aCare({ ...kept, ...asCopy(), cost: null, reason: "" }), verified: true };
    const planted = { record: aCare({ author: SAM, giver: SAM, receiver: NOA, cost: null, reason: "", ...asCopy() }) };
    const shared = [copy, { ...planted, verified: false }];
    expect(careMoments(recordsInView({ mine: [kept], shared }))).toEqual([{ care: kept, felt: null }]);
  });

  it("is shared while a copy stands", () => {
    const original = { ...kept.original!, copies: 1, shared: { ofRevision: 1, on: TODAY } };
    expect([had, kept, aCare({ original })].map(isSharedNow)).toEqual([true, false, true]);
  });
});
