import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { littleCare } from "#shared/analysis/little-care.ts";
import { HORIZON_DAYS } from "#shared/analysis/windows.ts";
import { addDays } from "#shared/base/time.ts";
import { aClosing, aNeed, NOA, SAM, TODAY } from "../../support/builders.ts";

const daysAgo = (days: number) => addDays(TODAY, -days);
const waiting = (need: string, author = NOA) => aNeed({ need, author, voicedOn: daysAgo(20) });
const closed = (status: "met" | "partly" | "declined", need: string, days: number, author = NOA) =>
  aNeed({ need, author, voicedOn: daysAgo(200), closing: aClosing({ status, on: daysAgo(days) }) });

const longest = (needs: Parameters<typeof littleCare>[0]) => littleCare(needs, TODAY)[0] ?? null;

describe("[A11] M13, what has had no care lately", () => {
  it("names the word that has waited longest for care, and when it last had some, met or partly", () => {
    const needs = [waiting("rest"), closed("met", "rest", 90), closed("partly", "rest", 60), waiting("company")];
    expect(longest([...needs, closed("met", "company", 30)])).toEqual({ word: "rest", since: daysAgo(60) });
  });

  it("puts a word that never had care first", () => {
    expect(longest([waiting("rest"), closed("met", "rest", 60), waiting("quiet")])).toEqual({
      word: "quiet",
      since: null,
    });
  });

  it("counts care for either partner, and says nothing of a word that had some within the horizon", () => {
    const cared = (days: number) => longest([waiting("rest"), closed("met", "rest", days, SAM)]);
    expect(cared(HORIZON_DAYS)).toBeNull();
    expect(cared(HORIZON_DAYS + 1)).toEqual({ word: "rest", since: daysAgo(HORIZON_DAYS + 1) });
  });

  it("an open need waits once it is past the horizon, a declined one for a quarter of a year", () => {
    const open = (days: number) => longest([aNeed({ need: "rest", voicedOn: daysAgo(days) })]);
    expect(open(HORIZON_DAYS)).toBeNull();
    expect(open(HORIZON_DAYS + 1)).toMatchObject({ word: "rest" });
    expect(longest([closed("declined", "rest", 91)])).toMatchObject({ word: "rest" });
    expect(longest([closed("declined", "rest", 92)])).toBeNull();
  });

  it("says nothing of needs let go, or of none", () => {
    const letGo = aNeed({ voicedOn: daysAgo(60), closing: aClosing({ status: "let-go", on: daysAgo(3) }) });
    expect(longest([letGo])).toBeNull();
    expect(longest([])).toBeNull();
  });

  it("lists every word that waits, the one that has waited longest first, each once and nobody's", () => {
    const needs = [
      waiting("rest"),
      waiting("rest", SAM),
      closed("met", "rest", 60),
      waiting("quiet"),
      waiting("company"),
    ];
    expect(littleCare([...needs, closed("met", "company", 90)], TODAY)).toEqual([
      { word: "quiet", since: null },
      { word: "company", since: daysAgo(90) },
      { word: "rest", since: daysAgo(60) },
    ]);
  });

  it("[A9] is the same in any order of the needs, and with the partners swapped", () => {
    const pool = [
      waiting("rest"),
      waiting("rest", SAM),
      waiting("quiet", SAM),
      closed("met", "quiet", 40),
      closed("met", "rest", 80, SAM),
    ];
    const swapped = pool.map((need) => ({ ...need, author: need.author === NOA ? SAM : NOA }));
    expect(littleCare(swapped, TODAY)).toEqual(littleCare(pool, TODAY));
    fc.assert(
      fc.property(fc.shuffledSubarray(pool, { minLength: pool.length }), (shuffled) => {
        expect(littleCare(shuffled, TODAY)).toEqual(littleCare(pool, TODAY));
      }),
    );
  });
});
