import { expect, it } from "vitest";
import { editOwnWords, NO_OWN_WORDS, ownWordsIn } from "#shared/domain/own-words.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { anOwnWords, NOA, NOW } from "../../support/builders.ts";

it("[D84] of several records of own words each counts, and each word once", () => {
  const one = anOwnWords({ needs: ["sauna", "tea"], feelings: [], judging: ["drama queen"], quiet: [] });
  const other = anOwnWords({ needs: ["tea", "a walk"], feelings: ["wobbly"], judging: [], quiet: ["you never"] });
  expect(ownWordsIn([one, other])).toEqual({
    needs: ["sauna", "tea", "a walk"],
    feelings: ["wobbly"],
    judging: ["drama queen"],
    quiet: ["you never"],
  });
  expect(ownWordsIn([])).toEqual(NO_OWN_WORDS);
});

it("[D84] emptied, one of two says nothing more", () => {
  const one = anOwnWords({ needs: ["sauna"] });
  const emptied = editOwnWords(one, NO_OWN_WORDS, { author: NOA, now: NOW });
  expect(ownWordsIn([emptied])).toEqual(NO_OWN_WORDS);
  expect(writeRecord(emptied)).not.toContain("sauna");
});
