import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, asDay, type Day } from "#shared/base/time.ts";
import type { Agreement } from "#shared/domain/agreement.ts";
import { type Answer, endAgreement, reviewAgreement, sayOutcome, signAgreement } from "#shared/domain/answer.ts";
import { dueFor } from "#shared/domain/due.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import {
  aBoundary,
  aCommitment,
  aDecision,
  anAgreement,
  anIntention,
  asCopy,
  nextId,
  NOA,
  NOW,
  oneOfEach,
  SAM,
  TODAY,
} from "../../support/builders.ts";

const PAIR = [NOA, SAM];
const BEFORE = addDays(TODAY, -1);
const AFTER = addDays(TODAY, 1);
const words = "";

const act = (author: PartnerId) => ({ id: nextId(), author, now: NOW, today: BEFORE });
const copyOf = <R extends JournalRecord>(record: R): R =>
  sharedCopyOf(record, { copy: 1, sharedIds: { has: () => true } });
const signed = (agreement: Agreement, ...by: PartnerId[]): Answer[] =>
  by.map((author) => copyOf(signAgreement(agreement, act(author))));
const reviewed = (agreement: Agreement, next: Day | null): Answer =>
  copyOf(reviewAgreement(agreement, { verdict: "kept", next, words }, act(SAM)));

const dueNow = (me: PartnerId, ...records: JournalRecord[]) => dueFor(me, PAIR, records, TODAY);

describe("what is due of an agreement", () => {
  const agreement = anAgreement({ ...asCopy(), reviewOn: BEFORE });

  it("[D77] the other's proposal waits for a signature, one's own once the other has signed it", () => {
    expect(dueNow(SAM, agreement)).toEqual([{ what: "sign", id: agreement.id, since: TODAY }]);
    expect(dueNow(NOA, agreement)).toEqual([]);
    expect(dueNow(NOA, agreement, ...signed(agreement, SAM))).toMatchObject([{ what: "sign" }]);
    expect(dueNow(SAM, agreement, ...signed(agreement, SAM))).toEqual([]);
  });

  it("[D77] nothing waits for what is not shared, or was put aside", () => {
    const own = anAgreement({ author: SAM });
    expect(dueNow(SAM, own)).toEqual([]);
    expect(dueNow(SAM, agreement, copyOf(endAgreement(agreement, { words }, act(NOA))))).toEqual([]);
  });

  it("[D77] is looked at again on its day, by both, until it was, and then on the day that was said", () => {
    const both = signed(agreement, NOA, SAM);
    for (const me of PAIR) {
      expect(dueNow(me, agreement, ...both)).toEqual([{ what: "agreement-review", id: agreement.id, since: BEFORE }]);
      expect(dueNow(me, agreement, ...both, reviewed(agreement, null))).toEqual([]);
      expect(dueNow(me, agreement, ...both, reviewed(agreement, AFTER))).toEqual([]);
      expect(dueNow(me, agreement, ...both, reviewed(agreement, TODAY))).toMatchObject([{ since: TODAY }]);
    }
    const later = { ...agreement, reviewOn: AFTER };
    expect(dueNow(NOA, later, ...signed(later, NOA, SAM))).toEqual([]);
  });

  it("[D77] a promise asks how it went from its day on, once", () => {
    const promise = anAgreement({ ...asCopy(), type: "promise", goodEnough: "", due: TODAY, reviewOn: null });
    const both = signed(promise, NOA, SAM);
    expect(dueNow(NOA, promise, ...both)).toEqual([{ what: "promise", id: promise.id, since: TODAY }]);
    expect(dueNow(NOA, promise, ...both, reviewed(promise, null))).toEqual([]);
    expect(dueFor(NOA, PAIR, [promise, ...both], BEFORE)).toEqual([]);
  });

  it("[D77] goes by the copy both read, not by what its author wrote since", () => {
    const copy = anAgreement({ ...asCopy(), reviewOn: BEFORE });
    const shared = { copies: 1, shared: { ofRevision: 1, on: BEFORE } };
    const original = anAgreement({ id: copy.id, revision: 2, reviewOn: AFTER });
    const rewritten = { ...original, original: { createdAt: NOW, updatedAt: NOW, ...shared } };
    const records = [rewritten, copy, ...signed(copy, NOA, SAM)];
    expect(dueNow(NOA, ...records)).toMatchObject([{ what: "agreement-review", since: BEFORE }]);
  });
});

describe("what else is due", () => {
  it("[D72] [D85] how a decision came out is asked of each until they have said it, of what was decided and is shared", () => {
    const decision = aDecision({ ...asCopy(), lookAgainOn: BEFORE });
    const asked = [{ what: "decision-outcome", id: decision.id, since: BEFORE }];
    expect(dueNow(SAM, decision)).toEqual(asked);
    expect(dueNow(SAM, decision, aCommitment({ ...asCopy(), subject: decision.id }))).toEqual(asked);
    expect(dueNow(NOA, decision, aCommitment({ ...asCopy(), subject: decision.id }))).toEqual([]);
    const without = [{ decidedOn: null, choice: "" }, { lookAgainOn: null }, { lookAgainOn: AFTER }];
    for (const said of without) expect(dueNow(SAM, { ...decision, ...said })).toEqual([]);
  });

  it("[D72] of a decision that is one's own alone, its author is asked until they have said it for themselves", () => {
    const decision = aDecision({ lookAgainOn: BEFORE });
    expect(dueNow(NOA, decision)).toEqual([{ what: "decision-outcome", id: decision.id, since: BEFORE }]);
    expect(dueNow(SAM, decision)).toEqual([]);
    expect(dueNow(NOA, decision, sayOutcome(decision, { outcome: 1, say: 4, words }, act(NOA)))).toEqual([]);
    expect(dueNow(NOA, { ...decision, decidedOn: null, choice: "" })).toEqual([]);
  });

  it("[D74] [D80] one's own boundary and intention are looked at again, and the other's never", () => {
    const boundary = aBoundary({ reviewOn: BEFORE });
    const intention = anIntention({ reviewOn: TODAY });
    expect(dueNow(NOA, intention, boundary)).toEqual([
      { what: "boundary-review", id: boundary.id, since: BEFORE },
      { what: "intention-review", id: intention.id, since: TODAY },
    ]);
    expect(dueNow(SAM, intention, boundary)).toEqual([]);
    const over = { ...boundary, letGoOn: BEFORE };
    const said = { ...intention, review: { how: "grew" as const, on: BEFORE, words } };
    expect(dueNow(NOA, over, said)).toEqual([]);
  });

  it("[D86] whatever is there, what is due is one's own to do, of records one has, the longest due first", () => {
    const all = oneOfEach();
    fc.assert(
      fc.property(fc.shuffledSubarray(all), fc.constantFrom(NOA, SAM), (records, me) => {
        const due = dueFor(me, PAIR, records, asDay("2030-01-01"));
        const ids = records.map(({ id }) => id);
        expect(due.every(({ id }) => ids.includes(id))).toBe(true);
        expect(due.map(({ since }) => since)).toEqual(due.map(({ since }) => since).sort());
      }),
    );
  });
});
