/** M7 against an independent program (tests/vectors/analysis/make_measures.py). */
import { describe, expect, test } from "vitest";
import { decisions } from "#shared/analysis/decisions.ts";
import { asDay } from "#shared/base/time.ts";
import { Answer } from "#shared/domain/answer.ts";
import type { Decision } from "#shared/domain/decision.ts";
import { aDecision, aReply, asCopy, NOA, recordId, SAM } from "../../support/builders.ts";
import vectors from "../../vectors/analysis/decisions.json";
import { apart, CLOSED, ELSEWHERE, figures, named, seatOf, viewOf } from "./frozen-journals.ts";

type Frozen = readonly [decidedOn: string | null, answers: readonly [string, string, number, number][]];

/** Answers say their ids, as of two of one day the larger one holds; they lie above those that are issued. */
const recordsOf = ([decidedOn, answers]: Frozen): (Decision | Answer)[] => {
  const decision = aDecision({ decidedOn: decidedOn === null ? null : asDay(decidedOn), ...asCopy() });
  const said = answers.map(([by, day, number, outcome]) =>
    Answer.parse({
      ...aReply({ author: seatOf(by), id: recordId(1_000_000 + number), day: asDay(day), ...asCopy() }),
      body: { type: "decision-outcome", decision: decision.id, outcome, say: 3, words: "" },
    }),
  );
  return [decision, ...said];
};

const seen = vectors.journals.flatMap((journal, at) => {
  const records = (journal.decisions as unknown as Frozen[]).flatMap(recordsOf);
  return journal.views.map(({ view, expected }) => {
    const found = decisions(at % 2 === 0 ? records : records.toReversed(), viewOf(view));
    if (found === null) throw new Error("there are two");
    return { name: named(`journal ${at}`, view), found, expected };
  });
});

describe("M7, decisions", () => {
  test("[A19] counts those of the window of which both have said how they came out, by the last word of each", () => {
    expect(seen.length).toBeGreaterThanOrEqual(200);
    for (const { name, found, expected } of seen) {
      expect(found.n, name).toBe(expected.n);
      expect(found.plane, name).toEqual(expected.plane);
      expect(found.shapes, name).toEqual(expected.shapes);
    }
  });

  test("[A19] gives the share in which both gain, and the means, from eight", () => {
    let given = 0;
    for (const {
      name,
      found: { bothGain, means },
      expected,
    } of seen) {
      expect(
        means.map(({ partner }) => partner),
        name,
      ).toEqual([NOA, SAM]);
      const shown = [bothGain, ...means.map(({ mean }) => mean)].map(figures);
      const frozen = [expected.bothGain, ...(expected.means ?? [null, null])];
      expect(
        shown.map((each) => each === null),
        name,
      ).toEqual(frozen.map((each) => each === null));
      expect(
        apart(
          shown.flatMap((each) => each ?? []),
          frozen.flatMap((each) => each ?? []),
        ),
        name,
      ).toBeLessThan(ELSEWHERE);
      given += shown.filter((each) => each !== null).length;
    }
    expect(given).toBeGreaterThanOrEqual(200);
  });

  test("[A19] gives their rank correlation from twelve, with a p near that of other permutations", () => {
    const kinds = { "too-few": 0, "no-spread": 0, measured: 0 };
    for (const {
      name,
      found: { together },
      expected,
    } of seen) {
      kinds[together.kind] += 1;
      if (together.kind === "too-few") expect(expected.together, name).toBeNull();
      else if (together.kind === "no-spread") expect(expected.together, name).toBe("no-spread");
      else {
        const [rho = NaN, low = NaN, high = NaN, p = NaN] = expected.together as unknown as number[];
        expect(apart([together.value, together.low, together.high], [rho, low, high]), name).toBeLessThan(CLOSED);
        // Five standard errors of 2,000 draws beside the 4,000 they are held against, and the one that is always counted.
        expect(Math.abs(together.p - p), name).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / 1_333) + 0.003);
      }
    }
    expect(Math.min(kinds["too-few"], kinds.measured)).toBeGreaterThan(40);
    expect(kinds["no-spread"]).toBeGreaterThan(3);
  });
});
