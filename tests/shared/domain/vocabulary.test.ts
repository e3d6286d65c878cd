import { describe, expect, it } from "vitest";
import { line } from "#shared/domain/fields.ts";
import { FEELING_WORDS, feelingWord, NEED_WORDS, needWord, type VocabularyTexts } from "#shared/domain/vocabulary.ts";
import english from "../../../renderer/app/text/en/vocabulary.json" with { type: "json" };

// The assignment is itself a test: a key without a text does not compile.
const texts: VocabularyTexts = english;

describe.each([["needs", NEED_WORDS, texts.needs] as const, ["feelings", FEELING_WORDS, texts.feelings] as const])(
  "the list of %s",
  (_name, groups, { groups: groupTexts, words: wordTexts }) => {
    const keys: readonly string[] = Object.values(groups).flat();

    it("[D30] has each key once, in one group, fit to be kept in a record", () => {
      expect(new Set(keys).size).toBe(keys.length);
      for (const key of keys) {
        expect(key).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
        expect(line(60).safeParse(key).success).toBe(true);
      }
    });

    it("[D30] has an English text for every key and group, no other, and no text twice", () => {
      expect(Object.keys(wordTexts).toSorted()).toEqual(keys.toSorted());
      expect(Object.keys(groupTexts).toSorted()).toEqual(Object.keys(groups).toSorted());
      expect(new Set(Object.values(wordTexts)).size).toBe(keys.length);
    });
  },
);

it("[D30] needs come in the eleven groups of the design", () => {
  expect(Object.keys(NEED_WORDS)).toEqual([
    "safety-and-rest",
    "body-and-touch",
    "closeness",
    "being-seen",
    "autonomy",
    "honesty",
    "play",
    "meaning",
    "growth",
    "order-and-help",
    "belonging",
  ]);
});

it("[D30] a key is said by its text, one's own word as it was written", () => {
  expect(needWord("a-hand", texts)).toBe("a hand");
  expect(needWord("a walk by the river", texts)).toBe("a walk by the river");
  expect(needWord("toString", texts)).toBe("toString");
  expect(feelingWord("worn-out", texts)).toBe("worn out");
});
