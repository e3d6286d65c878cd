import { describe, expect, it } from "vitest";
import { addDays } from "#shared/base/time.ts";
import {
  careMoments,
  closedNeeds,
  isSharedNow,
  openNeedsOf,
  recordsInView,
  sharedIdsOf,
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
  recordId,
  SAM,
  TODAY,
} from "../../../support/builders.ts";

const daysAgo = (days: number) => addDays(TODAY, -days);

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
    const all = { owner: null, status: null };
    expect(closedNeeds(records, all).map(({ need }) => need)).toEqual([met, partly]);
    expect(closedNeeds(records, { ...all, owner: SAM }).map(({ need }) => need)).toEqual([partly]);
    expect(closedNeeds(records, { ...all, status: "met" }).map(({ need }) => need)).toEqual([met]);
    expect(closedNeeds(records, { owner: SAM, status: "met" })).toEqual([]);
  });
});

describe("what happened to a need", () => {
  const need = aNeed({ voicedOn: daysAgo(10), closing: aClosing({ on: daysAgo(3) }) });
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
