import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "#shared/base/time.ts";
import { questionFor } from "#renderer/features/insights/question.ts";
import { aClosing, aNeed, NOA, SAM, TODAY } from "../../../support/builders.ts";

const waiting = (need: string, author = NOA) => aNeed({ need, author, voicedOn: addDays(TODAY, -20) });
const met = (need: string, daysAgo: number, author = NOA) =>
  aNeed({ need, author, closing: aClosing({ status: "met", on: addDays(TODAY, -daysAgo) }) });

describe("the one question to both", () => {
  it("names the need that has waited longest for care, and when it last had some", () => {
    expect(questionFor([waiting("rest"), met("rest", 60), waiting("company"), met("company", 30)], TODAY)).toEqual({
      kind: "little-care",
      word: "rest",
      since: addDays(TODAY, -60),
    });
  });

  it("puts a need that never had care first", () => {
    expect(questionFor([waiting("rest"), met("rest", 60), waiting("quiet")], TODAY)).toMatchObject({
      word: "quiet",
      since: null,
    });
  });

  it("counts care for either partner, and asks nothing of a need that had some lately", () => {
    expect(questionFor([waiting("rest"), met("rest", 3, SAM)], TODAY)).toEqual({ kind: "what-helped" });
  });

  it("says nothing of fresh needs, of needs let go, or of an empty page", () => {
    const fresh = aNeed({ need: "rest", voicedOn: addDays(TODAY, -3) });
    const letGo = aNeed({
      need: "rest",
      closing: aClosing({ status: "let-go", metBy: "nobody", on: addDays(TODAY, -3) }),
    });
    expect(questionFor([fresh, letGo], TODAY)).toEqual({ kind: "what-helped" });
    expect(questionFor([], TODAY)).toEqual({ kind: "what-helped" });
  });

  it("is the same whichever partner's needs come first", () => {
    const pool = [waiting("rest"), waiting("rest", SAM), waiting("quiet", SAM), met("quiet", 40), met("rest", 80, SAM)];
    fc.assert(
      fc.property(fc.shuffledSubarray(pool, { minLength: pool.length }), (shuffled) => {
        expect(questionFor(shuffled, TODAY)).toEqual(questionFor(pool, TODAY));
      }),
    );
  });
});
