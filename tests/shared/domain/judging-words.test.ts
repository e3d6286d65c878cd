import * as fc from "fast-check";
import { expect, it } from "vitest";
import { judgingPhrases } from "#shared/domain/judging-words.ts";

const found = (text: string): string[] => judgingPhrases(text).map(({ phrase }) => phrase);

it("[D31] finds a phrase where it stands, as it was written", () => {
  expect(judgingPhrases("Well, You  never let me know.")).toEqual([{ phrase: "You  never", start: 6, end: 16 }]);
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
