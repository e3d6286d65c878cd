/**
 * English turns of phrase that are easily heard as a verdict. A screen may mention one gently while a need is being said; nothing is
 * stored, counted or refused because of it [D31]. Each partner adds phrases of their own, and says which they do not want to be told of [D84].
 */
import type { OwnWords } from "./own-words.ts";

/** The phrases everyone is told of until they say otherwise. */
export const JUDGING_PHRASES: readonly string[] = [
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
];

export interface JudgingPhrase {
  /** The words as they were written. */
  readonly phrase: string;
  /** The phrase of the lists they are. */
  readonly listed: string;
  /** Where they begin in the text, in UTF-16 code units. */
  readonly start: number;
  /** Just behind their last code unit. */
  readonly end: number;
}

/** A phrase as it is compared: small letters, single spaces, one kind of apostrophe. */
export const samePhrase = (phrase: string): string =>
  phrase.trim().toLowerCase().replaceAll("’", "'").replace(/\s+/gu, " ");

/** What one partner is told of: the list and their own phrases, without those they do not want to hear of. */
export function phrasesToldOf({ judging, quiet }: Pick<OwnWords, "judging" | "quiet">): string[] {
  const silent = new Set(quiet.map(samePhrase));
  const told = new Map([...JUDGING_PHRASES, ...judging].map((phrase) => [samePhrase(phrase), phrase]));
  return [...told].flatMap(([same, phrase]) => (same === "" || silent.has(same) ? [] : [phrase]));
}

/**
 * The judging phrases in a text, in its order, not overlapping: whole words only, in upper or lower case. Where several begin at one place
 * it is the longest. A quiet phrase is not told, nor a shorter one inside it.
 */
export function judgingPhrases(
  text: string,
  own: Pick<OwnWords, "judging" | "quiet"> = { judging: [], quiet: [] },
): JudgingPhrase[] {
  const told = new Map(phrasesToldOf(own).map((phrase) => [samePhrase(phrase), phrase]));
  const sought = [...JUDGING_PHRASES, ...own.judging, ...own.quiet];
  return [...text.matchAll(anyOf(sought))].flatMap(({ 0: phrase, index }) => {
    const listed = told.get(samePhrase(phrase));
    return listed === undefined ? [] : [{ phrase, listed, start: index, end: index + phrase.length }];
  });
}

/** Whole words, longest first, so that "you should have" is not found as "you should"; any spaces and either apostrophe will do. */
function anyOf(phrases: readonly string[]): RegExp {
  const patterns = phrases
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "")
    .sort((left, right) => right.length - left.length)
    .map((phrase) =>
      phrase
        .replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
        .replace(/['’]/g, "['’]")
        .replace(/\s+/gu, "\\s+"),
    );
  return new RegExp(`(?<![\\p{L}\\p{N}'’_-])(?:${patterns.join("|")})(?![\\p{L}\\p{N}_-])`, "giu");
}

const isSame = (one: string, other: string): boolean => samePhrase(one) === samePhrase(other);

/** The lists once a phrase is not told of any more: one's own goes, one that everyone is told of is quiet from now on. */
export function silencePhrase<Lists extends Pick<OwnWords, "judging" | "quiet">>(lists: Lists, phrase: string): Lists {
  const judging = lists.judging.filter((own) => !isSame(own, phrase));
  const quiet = lists.quiet.filter((silent) => !isSame(silent, phrase));
  const listed = JUDGING_PHRASES.find((each) => isSame(each, phrase));
  return { ...lists, judging, quiet: listed === undefined ? quiet : [...quiet, listed] };
}

/** The lists once a phrase is told of: quiet no longer, and one's own where everyone's list has it not. */
export function tellPhrase<Lists extends Pick<OwnWords, "judging" | "quiet">>(lists: Lists, phrase: string): Lists {
  const quiet = lists.quiet.filter((silent) => !isSame(silent, phrase));
  const isThere = [...JUDGING_PHRASES, ...lists.judging].some((each) => isSame(each, phrase));
  return { ...lists, quiet, judging: isThere ? lists.judging : [...lists.judging, phrase] };
}
