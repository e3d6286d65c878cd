import * as fc from "fast-check";
import { expect, it } from "vitest";
import {
  JUDGING_PHRASES,
  judgingPhrases,
  phrasesToldOf,
  samePhrase,
  silencePhrase,
  tellPhrase,
} from "#shared/domain/judging-words.ts";

const found = (text: string): string[] => judgingPhrases(text).map(({ phrase }) => phrase);

it("[D31] finds a phrase where it stands, as it was written", () => {
  expect(judgingPhrases("Well, You  never let me know.")).toEqual([
    { phrase: "You  never", listed: "you never", start: 6, end: 16 },
  ]);
});

it("[D31] does not mind case, line breaks or the kind of apostrophe", () => {
  expect(found("YOU ALWAYS\nyou\nalways and you’re so late, it's your fault")).toEqual([
    "YOU ALWAYS",
    "you\nalways",
    "you’re so",
    "it's your fault",
  ]);
});

it("[D31] prefers the longer phrase", () => {
  expect(found("you should have called, you shouldn't have gone")).toEqual(["you should have", "you shouldn't"]);
});

it.each([
  "Thank you. Always a joy.",
  "bayou always",
  "you mustard",
  "éyou always",
  "unselfish",
  "A slow morning.",
  "",
  "you_never",
])("[D31] lets %j be", (text) => {
  expect(judgingPhrases(text)).toEqual([]);
});

it("[D31] every place it names holds the phrase, in order, without overlap", () => {
  const bits = fc.array(
    fc.constantFrom("you always", "You never ", "should", " ", "😀", "\n", "so", "you're ", "selfish"),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(bits, (some) => {
      const text = some.join("");
      let behind = 0;
      for (const { phrase, start, end } of judgingPhrases(text)) {
        expect(text.slice(start, end)).toBe(phrase);
        expect(start).toBeGreaterThanOrEqual(behind);
        behind = end;
      }
    }),
  );
});

const foundWith = (text: string, own: { judging?: string[]; quiet?: string[] }): string[] =>
  judgingPhrases(text, { judging: [], quiet: [], ...own }).map(({ listed }) => listed);

it("[D84] tells of one's own phrases as well, whatever signs are in them, and as whole words", () => {
  const judging = ["don’t be so", "(again?)", "İyi", "drama queen", "  ", ""];
  expect(foundWith("Don't  be so! And (AGAIN?) a Drama\nQueen, iyi; İyi.", { judging })).toEqual([
    "don’t be so",
    "(again?)",
    "drama queen",
    "İyi",
  ]);
  expect(foundWith("a drama queens' night", { judging })).toEqual([]);
});

it("[D84] does not tell of a quiet phrase, nor of a shorter one inside it, and still of the others", () => {
  const text = "You should have called; you should, as usual.";
  expect(foundWith(text, {})).toEqual(["you should have", "you should", "as usual"]);
  expect(foundWith(text, { quiet: ["You should  have"] })).toEqual(["you should", "as usual"]);
  expect(foundWith("such a drama queen", { judging: ["drama queen"], quiet: ["Drama queen"] })).toEqual([]);
});

it("[D84] a phrase is put away and told of again: one of the list by being quiet, one's own by going", () => {
  const lists = { needs: ["sauna"], judging: ["drama queen"], quiet: [] };
  const silent = silencePhrase(silencePhrase(lists, "You never"), "Drama Queen");
  expect(silent).toEqual({ needs: ["sauna"], judging: [], quiet: ["you never"] });
  expect(silencePhrase(silent, "you never")).toEqual(silent);
  expect(tellPhrase(tellPhrase(silent, "YOU NEVER"), "drama queen")).toEqual(lists);
  expect(tellPhrase(lists, "Drama queen")).toEqual(lists);
});

it("[D84] what is told of is the list and one's own without the quiet ones, each once", () => {
  expect(phrasesToldOf({ judging: [], quiet: [] })).toEqual(JUDGING_PHRASES);
  const phrase = fc.oneof(fc.constantFrom(...JUDGING_PHRASES), fc.string({ minLength: 1, maxLength: 12 }));
  const some = fc.array(phrase, { maxLength: 6 });
  fc.assert(
    fc.property(some, some, phrase, (judging, quiet, one) => {
      const told = phrasesToldOf(silencePhrase({ judging, quiet }, one)).map(samePhrase);
      expect(told).not.toContain(samePhrase(one));
      expect(new Set(told).size).toBe(told.length);
      if (samePhrase(one) !== "")
        expect(phrasesToldOf(tellPhrase({ judging, quiet }, one)).map(samePhrase)).toContain(samePhrase(one));
      for (const { listed } of judgingPhrases(`${one} ${judging.join(" ")}`, { judging, quiet }))
        expect(quiet.map(samePhrase)).not.toContain(samePhrase(listed));
    }),
  );
});
