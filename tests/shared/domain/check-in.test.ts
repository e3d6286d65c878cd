/** What holds of a check-in: of one week and of both, each one's part sealed, and what was offered read again. */
import { describe, expect, it } from "vitest";
import { asInstant, Week } from "#shared/base/time.ts";
import { type Answer, editAnswer, sealAnswer, takePart } from "#shared/domain/answer.ts";
import { type CheckIn, createCheckIn, editCheckIn } from "#shared/domain/check-in.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { checkIns } from "#shared/domain/joint.ts";
import { lastOpenParts, sealedState } from "#shared/domain/sealed.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import { aCheckIn, aCommitment, asCopy, nextId, NOA, SAM, TODAY } from "../../support/builders.ts";

const week = Week.parse("2026-W20");
const next = Week.parse("2026-W21");
const nothing = { appreciation: "", mood: null, youNeed: "", wentWell: "", request: "", offer: "", words: "" };
const now = asInstant("2026-05-18T21:00:00.000Z");
const anew = (author: PartnerId) => ({ author, now, today: TODAY, id: nextId() });
const shared = <R extends JournalRecord>(record: R): R => ({ ...record, ...asCopy() });

describe("a check-in", () => {
  it("[D88] says the week alone, and only its author changes it", () => {
    const checkIn = createCheckIn({ week }, anew(NOA));
    const copy = sharedCopyOf(checkIn, { copy: 1, sharedIds: new Set() });
    expect(Object.keys(copy).sort()).toEqual(["author", "id", "kind", "original", "revision", "v", "week"]);
    expect(() => editCheckIn(checkIn, { week: next }, anew(SAM))).toThrow("not-allowed: D4");
  });

  it("[D88] takes a part of each, tidied, of which every question may be left out, but not all", () => {
    const checkIn = aCheckIn();
    for (const author of [NOA, SAM]) {
      expect(takePart(checkIn, { ...nothing, mood: 0 }, anew(author)).body).toEqual({
        type: "check-in-part",
        checkIn: checkIn.id,
        ...nothing,
        mood: 0,
      });
    }
    for (const field of ["appreciation", "youNeed", "wentWell", "request", "offer"] as const) {
      const part = takePart(checkIn, { ...nothing, [field]: " I take the bins.\r\n" }, anew(NOA));
      expect(part.body).toMatchObject({ ...nothing, [field]: "I take the bins." });
    }
    expect(() => takePart(checkIn, { ...nothing, offer: " \n " }, anew(NOA))).toThrow("malformed");
  });

  it("[D85] [D88] a part that is sealed is not edited, and not shared before the other’s is in", () => {
    const part = takePart(aCheckIn(), { ...nothing, offer: "The bins." }, anew(NOA));
    const sealed = sealAnswer(part, { key: "k".repeat(42) + "A", commitment: nextId() });
    expect(() => editAnswer(sealed, sealed.body, anew(NOA))).toThrow("not-allowed: D85");
    expect(() => sharedCopyOf(sealed, { copy: 1, sharedIds: { has: () => true } })).toThrow("not-allowed: D85");
  });

  it("[D88] of two of one week the one with the smaller id stands for both, and one that is not shared is none", () => {
    const [first, second, later] = [aCheckIn({ week }), aCheckIn({ week }), aCheckIn({ week: next })];
    const smaller = first.id < second.id ? first : second;
    for (const all of [
      [first, second, later],
      [later, second, first],
    ]) {
      expect(checkIns(all.map(shared)).map(({ id }) => id)).toEqual([later.id, smaller.id]);
    }
    expect(checkIns([first, shared(later)])).toEqual([shared(later)]);
    expect(checkIns([first])).toEqual([]);
  });
});

describe("what was offered", () => {
  const inWeek = (of: string): CheckIn => shared(aCheckIn({ week: Week.parse(of) }));
  const [first, second, third] = [inWeek("2026-W18"), inWeek("2026-W19"), inWeek("2026-W20")];
  const part = (of: CheckIn, author: PartnerId): Answer =>
    takePart(of, { ...nothing, offer: `${author} in ${of.week}` }, anew(author));
  const both = (of: CheckIn): Answer[] => [shared(part(of, NOA)), shared(part(of, SAM))];
  const offers = (before: Week, ...records: JournalRecord[]) =>
    lastOpenParts(before, [NOA, SAM], records)
      ?.map(({ body }) => body.offer)
      .sort() ?? null;

  it("[D88] is read from the last check-in before that is open, whatever lies between", () => {
    const said = [NOA, SAM].map((author) => `${author} in 2026-W18`).sort();
    expect(offers(third.week, first, second, third, ...both(first), ...both(third))).toEqual(said);
    expect(offers(first.week, first, ...both(first))).toBeNull();
    expect(offers(third.week, first, second, ...both(first), ...both(second))).toEqual(
      [NOA, SAM].map((author) => `${author} in 2026-W19`).sort(),
    );
  });

  it("[D85] [D88] is not read from one the other has opened and one has not", () => {
    const [mine, theirs] = [part(second, NOA), shared(part(second, SAM))];
    const commitments = [NOA, SAM].map((author) => shared(aCommitment({ subject: second.id, author })));
    const records = [second, mine, theirs, ...commitments];
    expect(sealedState({ subject: second.id, type: "check-in-part" }, NOA, [NOA, SAM], records)).toBe("both");
    expect(offers(third.week, ...records)).toBeNull();
  });
});
