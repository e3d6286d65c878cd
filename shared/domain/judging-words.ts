/**
 * English turns of phrase that are easily heard as a verdict. A screen may mention one gently while a need is being said; nothing is
 * stored, counted or refused because of it [D31].
 */

const PHRASES = [
  "you always",
  "you never",
  "you should",
  "you shouldn't",
  "you should have",
  "you ought to",
  "you must",
  "you have to",
  "you only ever",
  "you can't even",
  "you don't even",
  "you don't care",
  "you make me",
  "you made me",
  "you are so",
  "you're so",
  "you are too",
  "you're too",
  "you are just",
  "you're just",
  "why can't you",
  "why don't you ever",
  "it's your fault",
  "your fault",
  "typical of you",
  "just like your mother",
  "just like your father",
  "as usual",
  "every single time",
  "nobody else would",
  "anyone else would",
  "selfish",
  "childish",
  "careless",
  "thoughtless",
  "ridiculous",
  "stupid",
  "unreasonable",
  "oversensitive",
] as const;

export interface JudgingPhrase {
  /** The words as they were written. */
  readonly phrase: string;
  /** Where they begin in the text, in UTF-16 code units. */
  readonly start: number;
  /** Just behind their last code unit. */
  readonly end: number;
}

// Longest first, so that "you should have" is not found as "you should"; any spaces and either apostrophe will do.
const JUDGING = new RegExp(
  `(?<![\\p{L}\\p{N}'’_-])(?:${[...PHRASES]
    .sort((left, right) => right.length - left.length)
    .map((phrase) => phrase.replaceAll("'", "['’]").replaceAll(" ", "\\s+"))
    .join("|")})(?![\\p{L}\\p{N}_-])`,
  "giu",
);

/** The judging phrases in a text, in its order, not overlapping. Whole words only, in upper or lower case. */
export const judgingPhrases = (text: string): JudgingPhrase[] =>
  [...text.matchAll(JUDGING)].map(({ 0: phrase, index }) => ({ phrase, start: index, end: index + phrase.length }));
