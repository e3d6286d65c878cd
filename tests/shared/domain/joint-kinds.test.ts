/** What holds of the kinds both live by: who may write, answer, share and close each, and what never leaves its author. */
import { describe, expect, it } from "vitest";
import { asDay, asInstant } from "#shared/base/time.ts";
import { createAgreement, continueAgreement, editAgreement } from "#shared/domain/agreement.ts";
import {
  type Answer,
  backGoal,
  editAnswer,
  endAgreement,
  meetCommitment,
  nameSeason,
  replyToRepair,
  reviewAgreement,
  sayOutcome,
  sayReplyFelt,
  sayWanted,
  sealAnswer,
  seeSacrifice,
  signAgreement,
} from "#shared/domain/answer.ts";
import { createBalance } from "#shared/domain/balance.ts";
import { createBoundary } from "#shared/domain/boundary.ts";
import { createCare } from "#shared/domain/care.ts";
import { createDecision, type Outcome, shapeOf } from "#shared/domain/decision.ts";
import { revisitEarlyNeed } from "#shared/domain/early-need.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { createGoal, editGoal, endGoal, reopenGoal } from "#shared/domain/goal.ts";
import {
  beginIntention,
  createIntention,
  reopenIntention,
  reviewIntention,
  underWay,
} from "#shared/domain/intention.ts";
import { createInventory, editInventory, INVENTORY } from "#shared/domain/inventory.ts";
import { isAnalysisAgreed, lastOfEach, seasonSpan } from "#shared/domain/joint.ts";
import { createMoment } from "#shared/domain/moment.ts";
import { createOwnWords } from "#shared/domain/own-words.ts";
import { type JournalRecord, RECORD_KINDS, writeRecord } from "#shared/domain/record.ts";
import { createSeason, editSeason } from "#shared/domain/season.ts";
import {
  changedSince,
  hasToTell,
  previewOf,
  sharedCopyOf,
  shareRecord,
  takeBackRecord,
} from "#shared/domain/sharing.ts";
import {
  aBoundary,
  aBoundaryEvent,
  aCommitment,
  aConsent,
  aDecision,
  aGoal,
  anAgreement,
  anEarlyNeed,
  aNeed,
  anIntention,
  anInventory,
  anOwnWords,
  answersOfEachType,
  aPerson,
  aPulse,
  aRepair,
  aReply,
  aSacrifice,
  aSeason,
  asCopy,
  nextId,
  NOA,
  oneOfEach,
  SAM,
  TODAY,
} from "../../support/builders.ts";

const now = asInstant("2026-05-18T21:00:00.000Z");
const noa = { author: NOA, now, today: TODAY };
const sam = { author: SAM, now, today: TODAY };
const anew = <A extends object>(act: A) => ({ ...act, id: nextId() });
const NOTHING: ReadonlySet<RecordId> = new Set();
const words = "So it was.";
const CANARY = "canary-51c2";
const copyOf = <R extends JournalRecord>(record: R, ...sharedIds: RecordId[]): R =>
  sharedCopyOf(record, { copy: 1, sharedIds: new Set(sharedIds) });

describe("goals", () => {
  it("[D70] what became of one is said once, by its author, as of today", () => {
    const ended = endGoal(aGoal(), { became: "changed", words }, noa);
    expect(ended.outcome).toEqual({ became: "changed", on: TODAY, words });
    expect(() => endGoal(ended, { became: "reached", words }, noa)).toThrow("not-allowed: D70");
    expect(() => endGoal(aGoal(), { became: "reached", words }, sam)).toThrow("not-allowed: D4");
  });

  it("[D70] what was said by mistake is taken away by its author, and the goal is under way as it was", () => {
    const goal = aGoal();
    const ended = endGoal(goal, { became: "let-go", words }, noa);
    expect(reopenGoal(ended, noa)).toEqual({ ...goal, revision: goal.revision + 2, original: ended.original });
    expect(endGoal(reopenGoal(ended, noa), { became: "reached", words }, noa).outcome?.became).toBe("reached");
    expect(() => reopenGoal(goal, noa)).toThrow("not-allowed: D70");
    expect(() => reopenGoal(ended, sam)).toThrow("not-allowed: D4");
  });

  it("[D70] [D23] is backed by the other alone, in words", () => {
    expect(backGoal(aGoal(), { words }, anew(sam)).body).toMatchObject({ type: "goal-backing", words });
    expect(() => backGoal(aGoal(), { words }, anew(noa))).toThrow("not-allowed: D23");
    expect(() => backGoal(aGoal(), { words: "  " }, anew(sam))).toThrow("malformed: words");
  });

  it("[D70] begins private, and sharing it shows what both will read", () => {
    const {
      kind: _kind,
      v: _v,
      id: _id,
      author: _author,
      revision: _revision,
      original: _original,
      ...draft
    } = aGoal();
    const goal = createGoal(draft, anew(noa));
    expect(goal.original?.shared).toBeNull();
    expect(previewOf(goal, NOTHING)).toEqual({ ...goal, ...asCopy() });
  });

  it("[D11] lines and sentences are tidied, and an edit that changes nothing writes nothing", () => {
    const goal = aGoal();
    expect(editGoal(goal, { what: `  ${goal.what}\t`, why: `${goal.why}\r\n` }, noa)).toBe(goal);
    expect(editGoal(goal, { why: "one\r\ntwo" }, noa).why).toBe("one\ntwo");
    expect(() => editGoal(goal, { what: "" }, noa)).toThrow("malformed: what");
  });
});

describe("answers to the joint kinds", () => {
  it("[D71] how an answer to a need felt is said by the need's owner, of an answer to that need", () => {
    const need = aNeed();
    const reply = aReply({ body: { type: "need-reply", need: need.id, reply: "partly", words } });
    const felt = { felt: 3 as const, words };
    expect(sayReplyFelt(need, reply, felt, anew(noa)).body).toMatchObject({ type: "reply-felt", reply: reply.id });
    expect(() => sayReplyFelt(need, reply, felt, anew(sam))).toThrow("not-allowed: D71");
    expect(() => sayReplyFelt(need, aReply(), felt, anew(noa))).toThrow("not-allowed: D71");
  });

  it("[D72] what one wanted is said by the other in an answer, and an outcome by each once something was decided", () => {
    const decision = aDecision();
    expect(sayWanted(decision, { words }, anew(sam)).body).toMatchObject({ type: "decision-wanted" });
    expect(() => sayWanted(decision, { words }, anew(noa))).toThrow("not-allowed: D72");
    const said = { outcome: 1 as const, say: 2 as const, words };
    for (const act of [noa, sam]) expect(sayOutcome(decision, said, anew(act)).author).toBe(act.author);
    expect(() => sayOutcome(aDecision({ decidedOn: null }), said, anew(noa))).toThrow("not-allowed: D72");
  });

  it("[D23] [D75] a sacrifice is seen, and a repair is taken, by the other alone", () => {
    expect(seeSacrifice(aSacrifice(), { words }, anew(sam)).author).toBe(SAM);
    expect(() => seeSacrifice(aSacrifice(), { words }, anew(noa))).toThrow("not-allowed: D23");
    expect(replyToRepair(aRepair(), { reply: "not-yet", words }, anew(sam)).author).toBe(SAM);
    expect(() => replyToRepair(aRepair(), { reply: "taken", words }, anew(noa))).toThrow("not-allowed: D75");
  });

  it("[D24] each is shared only while what it answers is", () => {
    for (const answer of answersOfEachType()) {
      expect(() => sharedCopyOf(answer, { copy: 1, sharedIds: NOTHING })).toThrow("not-allowed: D24");
    }
  });

  it("[D77] [D85] a signature and a sealed answer are not edited", () => {
    const signature = signAgreement(anAgreement(), anew(noa));
    expect(() => editAnswer(signature, { ...signature.body, words }, noa)).toThrow("not-allowed: D77");
    const sealed = sealedOutcome(NOA);
    expect(() => editAnswer(sealed, sealed.body, noa)).toThrow("not-allowed: D85");
  });

  it("[D85] an outcome that was open once stays as it was; one that never was is its author's to change", () => {
    const said = sayOutcome(aDecision(), { outcome: -1, say: 1, words }, anew(noa));
    const better = { ...said.body, words: "Better." };
    expect(editAnswer(said, better, noa).body).toEqual(better);
    const { original } = shareRecord(said, { author: NOA, today: TODAY, sharedIds: { has: () => true } });
    for (const open of [original, takeBackRecord(original, noa)])
      expect(() => editAnswer(open, better, noa)).toThrow("not-allowed: D85");
  });
});

describe("decisions", () => {
  const OUTCOMES: readonly Outcome[] = [-2, -1, 0, 1, 2];

  it("[D72] two outcomes have one shape, whoever is named first, and it says nobody's part", () => {
    for (const one of OUTCOMES) for (const other of OUTCOMES) expect(shapeOf(one, other)).toBe(shapeOf(other, one));
    expect(shapeOf(1, 2)).toBe("both-gain");
    expect(shapeOf(-1, -2)).toBe("both-lose");
    expect(shapeOf(-1, 1)).toBe("one-gives");
    for (const other of OUTCOMES) expect(shapeOf(0, other)).toBe("mixed");
  });

  it("[D72] options are tidied lines, each once", () => {
    const draft = { what: "Summer", wanted: "", choice: "", decidedOn: null, lookAgainOn: null };
    expect(createDecision({ ...draft, options: [" the sea", "the sea ", "home"] }, anew(noa)).options).toEqual([
      "the sea",
      "home",
    ]);
  });
});

describe("what never leaves its author", () => {
  it("[D73] of a sacrifice: why, and what it cost where it is not told", () => {
    const sacrifice = aSacrifice({ why: CANARY, reason: "afraid", cost: { steps: 3, told: false } });
    expect(copyOf(sacrifice)).toMatchObject({ why: "", reason: null, cost: null });
    expect(copyOf({ ...sacrifice, cost: { steps: 3, told: true } }).cost).toEqual({ steps: 3, told: true });
  });

  it("[D74] of a boundary: the body, where it was noticed and when it is looked at again; what happened names no person", () => {
    const boundary = aBoundary({ body: CANARY, noticed: CANARY });
    expect(copyOf(boundary)).toEqual({ ...boundary, ...asCopy(), body: "", noticed: "", reviewOn: null });
    const event = aBoundaryEvent({ boundary: boundary.id });
    expect(copyOf(event).boundary).toBeNull();
    expect(copyOf(event, boundary.id).boundary).toBe(boundary.id);
    expect(Object.keys(event).filter((field) => /by|who|giver|partner/i.test(field))).toEqual([]);
  });

  it("[D80] of an inventory: words, and every item that is not told, without a trace", () => {
    const inventory = anInventory({ words: CANARY });
    const told = inventory.items.filter((each) => each.told);
    expect(copyOf(inventory).items).toEqual(told);
    expect(writeRecord(copyOf(inventory))).toBe(writeRecord(copyOf({ ...inventory, items: told, words: "" })));
  });

  it("[D81] of care by others: who of one's people it was; and only such care names one", () => {
    const draft = { receiver: NOA, day: TODAY, what: "Listened.", need: null, cost: null, reason: "" };
    const person = nextId();
    const care = createCare({ ...draft, giver: "others", person }, anew(noa));
    expect(care.person).toBe(person);
    expect(copyOf(care).person).toBeNull();
    expect(() => createCare({ ...draft, giver: SAM, person }, anew(noa))).toThrow("not-allowed: D81");
  });

  it("[D78] [D80] [D81] [D82] [D84] of pulses, intentions, people, what was learned early and own words: everything", () => {
    for (const record of [aPulse(), anIntention(), aPerson(), anEarlyNeed(), anOwnWords()]) {
      expect(() => copyOf(record), record.kind).toThrow("not-allowed: D52");
      expect(() => shareRecord(record, { author: NOA, today: TODAY, sharedIds: NOTHING })).toThrow("not-allowed: D52");
    }
  });

  it("[D6] a change of what stays private does not count as changed since", () => {
    const { original } = shareRecord(anInventory(), { author: NOA, today: TODAY, sharedIds: NOTHING });
    const quietly = editInventory(original, { words: "More than I thought." }, noa);
    expect(quietly.revision).toBe(original.revision + 1);
    expect(changedSince(quietly)).toBe(false);
    expect(changedSince(editInventory(original, { items: [] }, noa))).toBe(true);
  });
});

describe("seasons", () => {
  const season = aSeason({ from: asDay("2026-03-01"), ...asCopy() });
  const named = (to: string | null): Answer =>
    nameSeason(season, { to: to === null ? null : asDay(to), words: "" }, anew(sam));

  it("[D76] counts once both have named it, and ends on the earlier of the days they said", () => {
    expect(seasonSpan(season, [])).toBeNull();
    expect(seasonSpan(season, [named(null)])).toEqual({ from: season.from, to: null });
    expect(seasonSpan(season, [named("2026-04-30")])).toEqual({ from: season.from, to: "2026-04-30" });
    const ended = { ...season, to: asDay("2026-04-02") };
    expect(seasonSpan(ended, [named("2026-04-30")])?.to).toBe("2026-04-02");
    const [soon, later] = [named("2026-04-20"), named("2026-04-30")];
    for (const said of [
      [named(null), soon, later],
      [later, soon, named(null)],
    ])
      expect(seasonSpan(season, said)?.to).toBe("2026-04-20");
  });

  it("[D76] counts while both name it alike: the name and the first day that both read are those the other said", () => {
    const original = aSeason({
      ...season,
      original: { createdAt: now, updatedAt: now, copies: 1, shared: { ofRevision: 1, on: TODAY } },
    });
    expect(seasonSpan({ ...original, name: "Another" }, [season, named(null)])?.from).toBe(season.from); // changed, and not shared again
    for (const changed of [{ name: "Another" }, { from: asDay("2026-02-01") }]) {
      expect(seasonSpan({ ...season, ...changed }, [named(null)])).toBeNull();
    }
    expect(seasonSpan(aSeason({ from: season.from, name: season.name, id: season.id }), [named(null)])).toBeNull(); // taken back
  });

  it("[D76] is named as well by the other alone: its author's own naming counts for nothing", () => {
    expect(() => nameSeason(season, { to: null, words: "" }, anew(noa))).toThrow("not-allowed: D76");
    expect(seasonSpan(season, [{ ...named(null), author: NOA }])).toBeNull();
  });

  it("[D76] does not end before it begins", () => {
    const before = asDay("2026-02-28");
    expect(() => createSeason({ name: "x", from: season.from, to: before }, anew(noa))).toThrow("not-allowed: D76");
    expect(() => editSeason(aSeason({ from: season.from }), { to: before }, noa)).toThrow("not-allowed: D76");
    expect(() => named("2026-02-28")).toThrow("not-allowed: D76");
  });
});

describe("agreements", () => {
  const draft = { says: "We ask first.", goodEnough: "", reviewOn: null, continues: null } as const;

  it("[D77] a principle is of both, a promise has a date, and only an arrangement says what is good enough", () => {
    const act = anew(noa);
    expect(createAgreement({ ...draft, type: "principle", owner: "both", due: null }, act).type).toBe("principle");
    const refused = [
      { ...draft, type: "principle", owner: NOA, due: null },
      { ...draft, type: "promise", owner: NOA, due: null },
      { ...draft, type: "arrangement", owner: NOA, due: TODAY },
      { ...draft, type: "promise", owner: NOA, due: TODAY, goodEnough: "x" },
    ] as const;
    for (const some of refused) expect(() => createAgreement(some, act)).toThrow("not-allowed: D77");
  });

  it("[D77] a change is a new agreement that continues the old one, by either", () => {
    const agreement = anAgreement();
    const next = continueAgreement(agreement, { says: "The kitchen is clear at ten." }, anew(sam));
    expect(next).toMatchObject({ author: SAM, continues: agreement.id, owner: agreement.owner, revision: 1 });
    expect(() => editAgreement(agreement, { says: "x" }, sam)).toThrow("not-allowed: D4");
  });

  it("[D77] is reviewed and ended by either", () => {
    for (const act of [noa, sam]) {
      const review = { verdict: "kept", next: null, words: "" } as const;
      expect(reviewAgreement(anAgreement(), review, anew(act)).author).toBe(act.author);
      expect(endAgreement(anAgreement(), { words: "" }, anew(act)).author).toBe(act.author);
    }
  });
});

describe("one's own", () => {
  it("[D79] the hours of a week are whole hours of one week", () => {
    const draft = { week: "2026-W20" as never, own: 6, friends: null, community: 0, together: 168 };
    expect(createBalance(draft, anew(noa)).together).toBe(168);
    for (const own of [-1, 169, 1.5])
      expect(() => createBalance({ ...draft, own }, anew(noa))).toThrow("malformed: own");
  });

  it("[D80] an item of the inventory is answered once, and every key of it is one item", () => {
    const twice = [0, 1].map(() => ({ item: "say-fine", steps: 1 as const, told: false }));
    const draft = { day: TODAY, part: "habits" as const, words: "" };
    expect(() => createInventory({ ...draft, items: twice }, anew(noa))).toThrow("not-allowed: D80");
    const keys = Object.values(INVENTORY).flatMap((groups) => Object.values<readonly string[]>(groups).flat());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("[D80] an inventory of which no item is told is not shared: its day and part alone would say that somebody looked", () => {
    const items = [{ item: "say-fine", steps: 4 as const, told: false }];
    const silent = anInventory({ items });
    expect(hasToTell(silent)).toBe(false);
    const sharing = { author: NOA, today: TODAY, sharedIds: NOTHING };
    expect(() => copyOf(silent)).toThrow("not-allowed: D80");
    expect(() => shareRecord(silent, sharing)).toThrow("not-allowed: D80");
    const told = shareRecord(anInventory({ items: items.map((each) => ({ ...each, told: true })) }), sharing);
    expect(told.copy.items).toHaveLength(1);
    expect(() => shareRecord(editInventory(told.original, { items }, noa), sharing)).toThrow("not-allowed: D80");
  });

  it("[D80] there is one intention at a time, and where a merge left two none is begun before both are reviewed", () => {
    const draft = { says: "Ask.", from: "depending", reviewOn: asDay("2026-06-17") };
    const first = beginIntention(draft, [], anew(noa));
    expect(first).toMatchObject({ begunOn: TODAY, review: null });
    const merged = anIntention({ begunOn: asDay("2026-05-01"), review: null });
    expect(underWay([merged, first]).map(({ id }) => id)).toEqual([first.id, merged.id]);
    expect(() => beginIntention(draft, [merged, first], anew(noa))).toThrow("not-allowed: D80");
    const reviewed = [merged, first].map((each) => reviewIntention(each, { how: "not-now", words: "" }, noa));
    expect(() => beginIntention(draft, [merged, ...reviewed.slice(1)], anew(noa))).toThrow("not-allowed: D80");
    expect(beginIntention(draft, reviewed, anew(noa)).review).toBeNull();
  });

  it("[D80] an intention is reviewed once", () => {
    const draft = { says: "Ask.", from: "", begunOn: TODAY, reviewOn: TODAY, review: null };
    const reviewed = reviewIntention(createIntention(draft, anew(noa)), { how: "grew", words }, noa);
    expect(reviewed.review).toEqual({ how: "grew", on: TODAY, words });
    expect(() => reviewIntention(reviewed, { how: "not-now", words }, noa)).toThrow("not-allowed: D80");
  });

  it("[D80] what was said by mistake of an intention is taken away, while no other is under way", () => {
    const draft = { says: "Ask.", from: "", begunOn: TODAY, reviewOn: TODAY, review: null };
    const first = createIntention(draft, anew(noa));
    const reviewed = reviewIntention(first, { how: "grew", words }, noa);
    expect(reopenIntention(reviewed, [reviewed], noa)).toMatchObject({ ...draft, id: first.id });
    expect(() => reopenIntention(reviewed, [reviewed, createIntention(draft, anew(noa))], noa)).toThrow(
      "not-allowed: D80 there is one",
    );
    expect(() => reopenIntention(first, [], noa)).toThrow("not-allowed: D80 only");
    expect(() => reopenIntention(reviewed, [reviewed], sam)).toThrow("not-allowed: D4");
  });

  it("[D82] reading again what was learned early adds, and changes nothing that stood there", () => {
    const first = revisitEarlyNeed(anEarlyNeed(), "I asked, once.", noa);
    const second = revisitEarlyNeed(first, "And again.", noa);
    expect(second.revisits).toEqual([...first.revisits, { on: TODAY, words: "And again." }]);
    expect(second).toMatchObject({ learned: first.learned, shows: first.shows, askFor: first.askFor });
  });

  it("[D84] own words are tidied lines, each once", () => {
    const draft = { needs: [" sea air ", "sea air", ""], feelings: [], judging: [], quiet: [] };
    expect(createOwnWords(draft, anew(noa)).needs).toEqual(["sea air"]);
  });

  it("[D86] no kind holds a score, a rank or a sum of a person, and what is blank is not said", () => {
    const fields = [...JSON.stringify(oneOfEach()).matchAll(/"(\w+)":/g)].map(([, name = ""]) => name);
    expect(fields).toContain("lookedAfter");
    expect(fields.filter((field) => /score|rank|sum|total|points|average|streak/i.test(field))).toEqual([]);
    expect(createMoment({ day: TODAY, moment: "grew", words: "We laughed." }, anew(noa)).words).toBe("We laughed.");
    const boundary = { about: "mental", noticed: "", body: "", yesTo: "", reviewOn: null, letGoOn: null } as const;
    expect(createBoundary({ ...boundary, says: "Not tonight." }, anew(noa)).body).toBe("");
  });
});

describe("consent to the analysis", () => {
  const both = [NOA, SAM];
  const of = (author: typeof NOA, analysis: "agreed" | "paused") => aConsent({ author, analysis, ...asCopy() });

  it("[D83] runs while each of the two has agreed, and not before, nor while either paused it", () => {
    expect(isAnalysisAgreed(both, [])).toBe(false);
    expect(isAnalysisAgreed(both, [of(NOA, "agreed")])).toBe(false);
    expect(isAnalysisAgreed(both, [aConsent({ author: NOA, analysis: "agreed" }), of(SAM, "agreed")])).toBe(false);
    const unshared = aConsent({ author: NOA, analysis: "paused" });
    expect(isAnalysisAgreed(both, [of(NOA, "agreed"), unshared, of(SAM, "agreed")])).toBe(false);
    expect(isAnalysisAgreed(both, [of(NOA, "agreed"), of(SAM, "agreed")])).toBe(true);
    expect(isAnalysisAgreed([NOA], [])).toBe(true); // one alone: there is nothing of another's
    for (const author of both) {
      const other = author === NOA ? SAM : NOA;
      expect(isAnalysisAgreed(both, [of(author, "paused"), of(other, "agreed")])).toBe(false);
      const twice = [of(author, "agreed"), of(author, "paused")]; // as a merge may leave it, in any order
      expect(isAnalysisAgreed(both, [...twice, of(other, "agreed")])).toBe(false);
      expect(isAnalysisAgreed(both, [...twice.reverse(), of(other, "agreed")])).toBe(false);
    }
  });

  it("[D83] has no day", () => {
    expect(writeRecord(copyOf(aConsent()))).not.toMatch(/\d{4}-\d{2}/);
  });
});

const decision = aDecision();
function sealedOutcome(author: typeof NOA, commitment: RecordId = nextId()): Answer {
  const act = { author, now, today: TODAY, id: nextId() };
  return sealAnswer(sayOutcome(decision, { outcome: -1, say: 1, words }, act), {
    key: "k".repeat(42) + "A",
    commitment,
  });
}

describe("sealed answers", () => {
  const mine = aCommitment({ subject: decision.id });
  const theirs = aCommitment({ subject: decision.id, author: SAM });
  const answer = sealedOutcome(NOA, mine.id);
  const met = meetCommitment(answer, theirs, noa);
  const opened = shareRecord(met, {
    author: NOA,
    today: TODAY,
    sharedIds: new Set([decision.id, mine.id, theirs.id]),
  });

  it("[D85] one that has not met the other's commitment is not shared, whatever stands in the shared space", () => {
    const everything = { has: () => true };
    expect(() => sharedCopyOf(answer, { copy: 1, sharedIds: everything })).toThrow("not-allowed: D85");
    for (const gone of [mine.id, theirs.id]) {
      const ids = new Set([decision.id, mine.id, theirs.id].filter((id) => id !== gone));
      expect(() => sharedCopyOf(met, { copy: 1, sharedIds: ids })).toThrow("not-allowed: D85");
    }
    expect(opened.copy.sealed).toEqual({
      key: "k".repeat(42) + "A",
      commitment: mine.id,
      met: { commitment: theirs.id, hash: theirs.hash },
    });
  });

  it("[D85] only the other's commitment to the same thing opens it", () => {
    for (const wrong of [mine, aCommitment({ author: SAM })]) {
      expect(() => meetCommitment(answer, wrong, noa)).toThrow("not-allowed: D85");
    }
    expect(meetCommitment(met, theirs, noa)).toBe(met);
    const replaced = aCommitment({ subject: decision.id, author: SAM });
    expect(() => meetCommitment(met, replaced, noa)).toThrow("not-allowed: D85");
  });

  it("[D85] only some types are sealed, and none that was shared", () => {
    const sealing = { key: "k".repeat(42) + "A", commitment: nextId() };
    expect(() => sealAnswer(aReply(), sealing)).toThrow("not-allowed: D85");
    expect(() => sealAnswer(answer, sealing)).toThrow("not-allowed: D85");
  });

  it("[D85] a commitment says that there is an answer and to what, and has no day", () => {
    const copy = copyOf(mine, decision.id);
    expect(Object.keys(copy).sort()).toEqual(["author", "hash", "id", "kind", "original", "revision", "subject", "v"]);
    expect(() => copyOf(mine)).toThrow("not-allowed: D85");
  });

  it("[D85] of several answers by one author the last counts", () => {
    const earlier = { ...answer, day: asDay("2026-01-01") };
    expect(lastOfEach([earlier, answer]).get(NOA)).toBe(answer);
  });
});

it("[D52] [D70] every kind is either shared by rules of its own or withheld whole", () => {
  const withheldKinds = new Set(["version", "keepsake", "earlier", "import", "prompts"]);
  const alone = new Set(["pulse", "intention", "person", "early-need", "own-words"]);
  for (const kind of Object.keys(RECORD_KINDS)) {
    const rules = Object.values(RECORD_KINDS[kind as keyof typeof RECORD_KINDS].sharing) as (() => unknown)[];
    const isWithheld = rules.every((rule) => {
      try {
        rule();
        return false;
      } catch (thrown) {
        return thrown instanceof Error && thrown.message.includes("D52");
      }
    });
    expect(isWithheld, kind).toBe(withheldKinds.has(kind) || alone.has(kind));
  }
});
