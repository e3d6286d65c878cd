import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, asDay, type Day } from "#shared/base/time.ts";
import { type Agreement, agreementAsSigned, agreementText, editAgreement } from "#shared/domain/agreement.ts";
import { type Answer, endAgreement, reviewAgreement, signAgreement } from "#shared/domain/answer.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import {
  agreementsBefore,
  agreementState,
  continuationsOf,
  holdsAnotherOff,
  lookAgainOn,
  recordsAbout,
  wasSettledBefore,
} from "#shared/domain/joint.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { titleOf } from "#shared/domain/said.ts";
import { sealedState } from "#shared/domain/sealed.ts";
import { shareRecord, takeBackRecord } from "#shared/domain/sharing.ts";
import { sampleCouple } from "#shared/sample/sample-couple.ts";
import { anAgreement, nextId, NOA, NOW, SAM, TODAY } from "../../support/builders.ts";

const PAIR = [NOA, SAM];
const LATER = asDay("2026-06-20");
const words = "";

const act = (author: PartnerId, today: Day = TODAY) => ({ id: nextId(), author, now: NOW, today });

/** An original and its copy, as both stand in its author's journal. */
function shared<R extends JournalRecord>(record: R): { readonly original: R; readonly copy: R } {
  return shareRecord(record, { author: record.author, today: TODAY, sharedIds: { has: () => true } });
}
const copyOf = <R extends JournalRecord>(record: R): R => shared(record).copy;

const signed = (agreement: Agreement, by: PartnerId, day: Day = TODAY): Answer =>
  copyOf(signAgreement(agreement, act(by, day)));

/** Noa's agreement as she shared it, and a copy of it with each of these. */
const { original, copy } = shared(anAgreement());
const stateFor = (...answers: JournalRecord[]) => agreementState(original, PAIR, [original, copy, ...answers]);

describe("an agreement", () => {
  it("[D77] holds once both have signed its very words, since the day of the second", () => {
    expect(stateFor()).toEqual({ kind: "proposed", signedBy: new Set() });
    expect(stateFor(signed(copy, SAM))).toEqual({ kind: "proposed", signedBy: new Set([SAM]) });
    expect(stateFor(signed(copy, SAM, LATER), signed(copy, NOA))).toEqual({ kind: "holds", since: LATER });
    expect(stateFor(signed(copy, SAM), signed(copy, NOA), signed(copy, NOA, LATER))).toEqual({
      kind: "holds",
      since: TODAY,
    });
  });

  it("[D77] takes two to hold: neither one alone, nor one who is nobody here, makes it", () => {
    const stranger = { ...signed(copy, SAM), author: nextId() as string as PartnerId };
    expect(stateFor(stranger)).toEqual({ kind: "proposed", signedBy: new Set() });
    expect(stateFor(signed(copy, NOA), signed(copy, NOA))).toMatchObject({ kind: "proposed" });
    expect(stateFor(signed(copy, NOA), stranger)).toMatchObject({ kind: "proposed" });
    expect(agreementState(copy, [NOA], [copy, signed(copy, NOA)])).toMatchObject({ kind: "proposed" });
  });

  it("[D77] is not signed by a signature under other words, of another agreement, or that was not shared", () => {
    const other = signed({ ...copy, says: "The kitchen is clear in the morning." }, SAM);
    const elsewhere = signed({ ...copy, id: nextId() }, SAM);
    const unshared = signAgreement(copy, act(SAM));
    for (const signature of [other, elsewhere, unshared])
      expect(stateFor(signed(copy, NOA), signature)).toEqual({ kind: "proposed", signedBy: new Set([NOA]) });
  });

  it("[D77] any changed part of its words is unsigned", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Partial<Agreement>>(
          { says: "Another." },
          { owner: SAM },
          { goodEnough: "" },
          { reviewOn: null },
          { type: "principle", owner: "both", goodEnough: "" },
          { continues: nextId() },
        ),
        (change) => {
          const changed = { ...copy, ...change, revision: 2 };
          const records = [changed, signed(copy, NOA), signed(copy, SAM)];
          expect(agreementState(changed, PAIR, records)).toEqual({ kind: "proposed", signedBy: new Set() });
        },
      ),
    );
  });

  it("[D77] stands alike for both while its author writes on: what counts is the copy both read", () => {
    const rewritten = editAgreement(original, { says: "Something else." }, { author: NOA, now: NOW });
    const both = [signed(copy, NOA), signed(copy, SAM)];
    const forNoa = agreementState(rewritten, PAIR, [rewritten, copy, ...both]);
    expect(forNoa).toEqual(agreementState(copy, PAIR, [copy, ...both]));
    expect(forNoa).toEqual({ kind: "holds", since: TODAY });
  });

  it("[D77] is ended by either, and stays ended whoever signs afterwards", () => {
    const both = [signed(copy, NOA), signed(copy, SAM)];
    for (const by of PAIR) {
      const end = copyOf(endAgreement(copy, { words }, act(by, LATER)));
      expect(stateFor(...both, end)).toEqual({ kind: "ended", on: LATER, by, since: TODAY });
      expect(stateFor(end)).toEqual({ kind: "ended", on: LATER, by, since: null });
      expect(stateFor(...both, end, signed(copy, by, addDays(LATER, 1)))).toMatchObject({ kind: "ended" });
    }
    const unshared = endAgreement(copy, { words }, act(SAM));
    expect(stateFor(...both, unshared)).toMatchObject({ kind: "holds" });
  });

  it("[D24] [D77] is at its beginning once its author has taken it back, whatever was said of it", () => {
    const own = takeBackRecord(original, { author: NOA });
    const end = copyOf(endAgreement(copy, { words }, act(SAM)));
    const said = [signed(copy, NOA), signed(copy, SAM), end];
    expect(agreementState(own, PAIR, [own, ...said])).toEqual({ kind: "proposed", signedBy: new Set() });
  });

  it("[D77] is ended by a review that lets it go, and by no other", () => {
    const both = [signed(copy, NOA), signed(copy, SAM)];
    const review = (verdict: "kept" | "partly" | "not-kept" | "changed" | "let-go") =>
      copyOf(reviewAgreement(copy, { verdict, next: null, words }, act(SAM, LATER)));
    expect(stateFor(...both, review("let-go"))).toEqual({ kind: "ended", on: LATER, by: SAM, since: TODAY });
    for (const verdict of ["kept", "partly", "not-kept", "changed"] as const)
      expect(stateFor(...both, review(verdict)), verdict).toMatchObject({ kind: "holds" });
  });

  it("[D77] holds until both have signed one that continues it, and not again when that one ends", () => {
    const both = [signed(copy, NOA), signed(copy, SAM)];
    const next = copyOf(anAgreement({ author: SAM, continues: copy.id, says: "Clear by ten." }));
    expect(stateFor(...both, next, signed(next, SAM))).toEqual({ kind: "holds", since: TODAY });
    const nextSigned = [next, signed(next, SAM), signed(next, NOA, LATER)];
    expect(stateFor(...both, ...nextSigned)).toEqual({ kind: "replaced", by: next.id, on: LATER });
    const end = copyOf(endAgreement(next, { words }, act(NOA, LATER)));
    expect(stateFor(...both, ...nextSigned, end)).toMatchObject({ kind: "replaced" });
    const itself = { ...copy, continues: copy.id };
    const bothOfIt = [signed(itself, NOA), signed(itself, SAM)];
    expect(agreementState(itself, PAIR, [itself, ...bothOfIt])).toMatchObject({ kind: "holds" });
  });

  it("[D77] takes the place of nothing that was not signed with it: a link put in afterwards is unsigned", () => {
    const both = [signed(copy, NOA), signed(copy, SAM)];
    const elsewhere = copyOf(anAgreement({ author: SAM, says: "Sundays are slow." }));
    const hers = [elsewhere, signed(elsewhere, NOA), signed(elsewhere, SAM)];
    const linked = { ...elsewhere, revision: 2, continues: copy.id };
    expect(stateFor(...both, ...hers)).toMatchObject({ kind: "holds" });
    expect(stateFor(...both, ...hers.slice(1), linked)).toMatchObject({ kind: "holds" });
    expect(agreementState(linked, PAIR, [linked, ...hers.slice(1)])).toMatchObject({ kind: "proposed" });
  });

  it("[D77] of two that continue it the one both signed first takes its place, in whatever order they are read", () => {
    const [first, second] = [anAgreement({ continues: copy.id }), anAgreement({ author: SAM, continues: copy.id })].map(
      copyOf,
    ) as [Agreement, Agreement];
    const records = [copy, first, second, ...PAIR.flatMap((by) => [signed(copy, by), signed(second, by)])];
    const laterSigned = [signed(first, NOA), signed(first, SAM, LATER)];
    const sameDay = [signed(first, NOA), signed(first, SAM)];
    fc.assert(
      fc.property(fc.shuffledSubarray([...records, ...laterSigned], { minLength: 9 }), (shuffled) => {
        expect(agreementState(copy, PAIR, shuffled)).toEqual({ kind: "replaced", by: second.id, on: TODAY });
      }),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray([...records, ...sameDay], { minLength: 9 }), (shuffled) => {
        expect(agreementState(copy, PAIR, shuffled)).toEqual({ kind: "replaced", by: first.id, on: TODAY });
      }),
    );
  });

  it("[D77] is ended once: by what was said first, an end or a review that lets it go", () => {
    const both = [signed(copy, NOA), signed(copy, SAM)];
    const letGo = copyOf(reviewAgreement(copy, { verdict: "let-go", next: null, words }, act(NOA)));
    const end = copyOf(endAgreement(copy, { words }, act(SAM, LATER)));
    expect(stateFor(...both, end, letGo)).toEqual({ kind: "ended", on: TODAY, by: NOA, since: TODAY });
    const again = copyOf(endAgreement(copy, { words }, act(NOA, addDays(LATER, 1))));
    expect(stateFor(...both, again, end)).toEqual({ kind: "ended", on: LATER, by: SAM, since: TODAY });
    const kept = copyOf(reviewAgreement(copy, { verdict: "kept", next: LATER, words }, act(NOA, addDays(LATER, 1))));
    expect(stateFor(...both, end, kept)).toMatchObject({ kind: "ended", on: LATER });
  });

  it("[D77] that took the place of another holds it off, ended or replaced itself, for as long as that one stands", () => {
    const next = copyOf(anAgreement({ author: SAM, continues: copy.id, says: "Clear by ten." }));
    const last = copyOf(anAgreement({ continues: next.id, says: "Clear by eleven." }));
    const end = copyOf(endAgreement(next, { words }, act(NOA, LATER)));
    const signatures = [copy, next].flatMap((each) => PAIR.map((by) => signed(each, by)));
    const records = [copy, next, last, ...signatures];
    expect(holdsAnotherOff(next, PAIR, records)).toBe(true);
    expect(holdsAnotherOff(next, PAIR, [...records, end])).toBe(true);
    const lastSigned = [...records, ...PAIR.map((by) => signed(last, by))];
    expect(holdsAnotherOff(next, PAIR, lastSigned)).toBe(true);
    expect(holdsAnotherOff(last, PAIR, lastSigned)).toBe(true);
    expect(holdsAnotherOff(last, PAIR, records)).toBe(false); // not signed, it holds nothing off
    expect(holdsAnotherOff(copy, PAIR, records)).toBe(false);
    expect(holdsAnotherOff(next, PAIR, [...records, copyOf(endAgreement(copy, { words }, act(SAM)))])).toBe(false);
    expect(holdsAnotherOff(next, PAIR, [next, last, ...signatures])).toBe(false);
  });

  it("[D77] taken back after the other had signed it, it was signed before", () => {
    const own = takeBackRecord(original, { author: NOA });
    expect(wasSettledBefore(own, [own, signed(copy, NOA)])).toBe(false);
    expect(wasSettledBefore(own, [own, signed(copy, SAM)])).toBe(true);
    expect(wasSettledBefore(own, [own, signed({ ...copy, says: "Another." }, SAM)])).toBe(true);
    expect(wasSettledBefore(original, [original, copy, signed(copy, SAM)])).toBe(false);
    expect(wasSettledBefore(anAgreement(), [signed(copy, SAM)])).toBe(false);
  });

  it("[D77] is looked at again on the day that was named last; a day left blank takes none away", () => {
    const [one, two, three] = [addDays(TODAY, 1), addDays(TODAY, 2), addDays(TODAY, 3)];
    const review = (by: PartnerId, on: Day, next: Day | null) =>
      copyOf(reviewAgreement(copy, { verdict: "kept", next, words }, act(by, on)));
    const on = (agreement: Agreement, ...reviews: Answer[]) => lookAgainOn(agreement, [agreement, ...reviews]);
    const agreement = { ...copy, reviewOn: two };
    expect(on(agreement)).toBe(two);
    expect(on(agreement, review(NOA, TODAY, null))).toBe(two);
    expect(on(agreement, review(NOA, two, null))).toBeNull();
    expect(on(agreement, review(NOA, TODAY, three), review(SAM, one, null))).toBe(three);
    expect(on(agreement, review(NOA, TODAY, three), review(SAM, three, null))).toBeNull();
    expect(on(agreement, review(NOA, TODAY, three), review(SAM, TODAY, one))).toBe(one);
    expect(on(agreement, review(NOA, TODAY, two), review(SAM, one, three))).toBe(three);
    const [first, second] = [nextId(), nextId()].sort() as [RecordId, RecordId]; // of one day, ids are the order
    const slip = { ...review(NOA, TODAY, one), id: first };
    expect(on(agreement, slip, { ...review(NOA, TODAY, three), id: second })).toBe(three);
    const promise = { ...copy, type: "promise" as const, due: three, reviewOn: null };
    expect(on(promise)).toBe(three);
    expect(on(promise, review(NOA, TODAY, null))).toBeNull();
    expect(on(promise, review(NOA, TODAY, two))).toBe(two);
    const unshared = reviewAgreement(copy, { verdict: "kept", next: three, words }, act(NOA));
    expect(on(agreement, unshared)).toBe(two);
  });

  it("[D77] whatever is said fits a signature, and is read out of it again", () => {
    for (const said of ['"', "\\", "a\n", "👩‍👩‍👧", "\u202eأبجد ", "\ud83d"]) {
      const full = `${said.repeat(2_000).slice(0, 1_998)}.`.trim();
      const agreement = copyOf(anAgreement({ says: full, goodEnough: full, continues: copy.id }));
      const { body } = signed(agreement, SAM);
      if (body.type !== "signature") throw new Error("no signature");
      expect(agreementAsSigned(agreement, body.text), JSON.stringify(said)).toEqual(agreement);
    }
  });

  it("[D77] is named by the first line of its words, cut between words where it is long", () => {
    const named = (says: string) => titleOf(anAgreement({ says }));
    expect(named("\n We ask first. \nAlways.")).toBe(" We ask first. ");
    expect(named("word ".repeat(100))).toBe(`${"word ".repeat(31)}word …`);
    expect(named("x".repeat(160))).toBe("x".repeat(160));
    expect(named(`x${"😀".repeat(100)}`)).toBe(`x${"😀".repeat(79)} …`); // no half of a character
  });

  it("[D77] has a history: what it continues, the nearest first, and what continues it, each once, in any ring", () => {
    const first = anAgreement();
    const second = anAgreement({ continues: first.id });
    const third = anAgreement({ continues: second.id });
    const records = [third, first, copyOf(first), second];
    expect(agreementsBefore(third, records)).toEqual([second, first]);
    expect(continuationsOf(first, records)).toEqual([second]);
    const ring = [{ ...first, continues: third.id }, second, third];
    expect(agreementsBefore(third, ring).map(({ id }) => id)).toEqual([second.id, first.id]);
  });

  it("[D77] says what a signature under other words was under, and of no other text", () => {
    const before = { ...copy, says: "The kitchen is clear in the morning." };
    expect(agreementAsSigned(copy, agreementText(before))).toEqual(before);
    const foreign = [
      agreementText({ ...copy, id: nextId() }),
      "",
      "{",
      "{}",
      "null",
      agreementText(copy).replace('"arrangement"', '"law"'),
      agreementText(copy).replace("{", '{"more":1,'),
    ];
    for (const text of foreign) expect(agreementAsSigned(copy, text), text).toBeNull();
  });
});

describe("a year of a couple", () => {
  const { partners, shared: copies } = sampleCouple({ seed: 3, months: 12, until: TODAY });
  const ids = partners.map(({ id }) => id);

  it("[D77] [D85] what is asked of one thing is answered by the records about it as by all", () => {
    for (const { id: me, originals } of partners) {
      const all = [...originals, ...copies];
      const about = recordsAbout(all);
      const agreements = all.filter((record) => record.kind === "agreement");
      const states = agreements.map((agreement) => agreementState(agreement, ids, all));
      expect(new Set(states.map(({ kind }) => kind)).size).toBeGreaterThan(1);
      expect(agreements.map((agreement) => agreementState(agreement, ids, about(agreement.id)))).toEqual(states);
      const decisions = all.filter((record) => record.kind === "decision");
      expect(decisions.length).toBeGreaterThan(1);
      for (const { id } of decisions) {
        const question = { subject: id, type: "decision-outcome" } as const;
        expect(sealedState(question, me, PAIR, about(id))).toBe(sealedState(question, me, PAIR, all));
      }
    }
  });

  it("[D77] one that was replaced is so by the records about it", () => {
    const next = copyOf(anAgreement({ author: SAM, continues: copy.id, says: "Clear by ten." }));
    const all = [original, copy, signed(copy, NOA), signed(copy, SAM), next, signed(next, SAM), signed(next, NOA)];
    expect(recordsAbout(all)(copy.id)).toHaveLength(all.length);
    expect(agreementState(copy, PAIR, recordsAbout(all)(copy.id))).toMatchObject({ kind: "replaced", by: next.id });
  });
});
