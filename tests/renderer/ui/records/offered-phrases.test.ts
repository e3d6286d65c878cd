import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { phrasesIn, withoutPhrase, withPhrase } from "#renderer/ui/records/offered-phrases.ts";

const JAW = "the jaw sets";
const TIRED = "tired at once";
const MOST = 200;
/** What a person types: no phrase of ours in it, and nothing at its end that adding would tidy away. */
const typed = fc
  .stringMatching(/^[A-Za-z0-9 .,;!?\n]{0,80}$/)
  .filter((text) => text === text.trim() && !/[,;]$/.test(text) && phrasesIn(text, [JAW, TIRED]).length === 0);

describe("phrases that are offered below a field", () => {
  test("a phrase joins what stands there as one would write it", () => {
    expect(withPhrase("", JAW, MOST)).toBe("the jaw sets");
    expect(withPhrase("the jaw sets", TIRED, MOST)).toBe("the jaw sets, tired at once");
    expect(withPhrase("At the door. ", JAW, MOST)).toBe("At the door. the jaw sets");
    expect(phrasesIn("First the jaw sets.", [JAW, TIRED])).toEqual([JAW]);
  });

  test("a phrase is taken out with the comma that held it, at any place", () => {
    expect(withoutPhrase("the jaw sets, tired at once", JAW)).toBe("tired at once");
    expect(withoutPhrase("the jaw sets, tired at once", TIRED)).toBe("the jaw sets");
    expect(withoutPhrase("cold, the jaw sets, tired at once", JAW)).toBe("cold, tired at once");
    expect(withoutPhrase("cold", JAW)).toBe("cold");
  });

  test("taken over and taken out again, what was typed stands as it was", () => {
    fc.assert(
      fc.property(typed, fc.constantFrom([JAW], [TIRED], [JAW, TIRED], [TIRED, JAW]), (text, phrases) => {
        const all = phrases.reduce((words, phrase) => withPhrase(words, phrase, MOST), text);
        expect(new Set(phrasesIn(all, [JAW, TIRED]))).toEqual(new Set(phrases));
        expect(phrases.reduce(withoutPhrase, all)).toBe(text);
      }),
    );
  });

  test("what would be longer than its field stays as it was", () => {
    expect(withPhrase("cold", JAW, "cold, the jaw sets".length)).toBe("cold, the jaw sets");
    expect(withPhrase("cold", JAW, "cold, the jaw sets".length - 1)).toBe("cold");
  });
});
