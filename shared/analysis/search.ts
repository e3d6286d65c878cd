/**
 * Search by scanning texts that were folded once: ready at once, always right, nothing to keep in step [A8].
 *
 * Folding makes texts comparable: compatibility decomposition, without marks and invisible signs, without case. It works
 * on each code point by itself, so that a place in the folded text can be led back to the text as it was written.
 */
import type { Entry } from "../domain/entry.ts";
import { plainText } from "../domain/rich-text.ts";

/** Entries newest first; `folded[i]` is what is searched of `entries[i]`. */
export interface PreparedSearch {
  readonly entries: readonly Entry[];
  readonly folded: readonly string[];
}

/** A stretch of an original text, in UTF-16 positions, `to` excluded. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}

/** Where to look in a long text: a piece of it, with marks counted from the beginning of the piece. */
export interface Excerpt {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** One thing to find: a word, or the words of a phrase with any space between them. All folded, none empty. */
type Term = readonly [first: string, ...others: string[]];

const ASCII = /^[\0-\x7f]*$/;
const BEYOND_ASCII = /[^\0-\x7f]+/g;
const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}]+/gu;
/** A phrase between quotation marks of any kind, the second one perhaps not typed yet; or a word. */
const QUOTED_OR_WORD = /["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)/gu;
const SPACE = /\s/;
/** Keeps title, text and each tag apart: no term holds it, and no phrase reaches across it. */
const FIELD_END = "\0";

/** Only what is not ASCII costs anything. Lower before upper, as ẞ has no upper case of its own and σ has two lower ones. */
const fold = (text: string): string =>
  text
    .replace(BEYOND_ASCII, (run) => run.normalize("NFKD").replace(UNSEEN, "").replace(APOSTROPHES, "'").toLowerCase())
    .toUpperCase();

const foldEntry = ({ title, body, tags }: Entry): string => fold([title, plainText(body), ...tags].join(FIELD_END));

/** The newest day first; within a day what was begun last, and copies, which do not say when, by their ids. */
function newestFirst(left: Entry, right: Entry): number {
  return (
    descending(left.day, right.day) ||
    descending(left.original?.createdAt ?? "", right.original?.createdAt ?? "") ||
    descending(left.id, right.id)
  );
}

const descending = (left: string, right: string): number => (left < right ? 1 : left > right ? -1 : 0);

/**
 * Folds the title, text and tags of each entry once. Given what was prepared `before`, an entry that is the same object
 * is not folded again, so that a save costs one fold.
 */
export function prepareSearch(entries: readonly Entry[], before?: PreparedSearch): PreparedSearch {
  const known = new Map(before?.entries.map((entry, at) => [entry, before.folded[at]]));
  const sorted = entries.toSorted(newestFirst);
  return { entries: sorted, folded: sorted.map((entry) => known.get(entry) ?? foldEntry(entry)) };
}

/**
 * The entries in which every term of the query occurs in title, text or tags, newest first; all of them when the query
 * holds no term. A word is found anywhere, within words too; `"two words"` is found in this order with any space between
 * them. Case and accents never matter. About one `includes` per entry and term.
 */
export function search({ entries, folded }: PreparedSearch, query: string): readonly Entry[] {
  const terms = termsOf(query);
  return terms.length === 0 ? entries : entries.filter((_, at) => holdsAll(folded[at] ?? "", terms));
}

function holdsAll(folded: string, terms: readonly Term[]): boolean {
  for (const term of terms) {
    if (term.length === 1 ? !folded.includes(term[0]) : placeOf(term, folded, 0) === null) return false;
  }
  return true;
}

/** What to find: quoted phrases, and all other words. */
function termsOf(query: string): readonly Term[] {
  const terms: Term[] = [];
  for (const [, phrase, word] of query.replaceAll(FIELD_END, " ").matchAll(QUOTED_OR_WORD)) {
    const [first, ...others] = fold(phrase ?? word ?? "")
      .split(/\s+/)
      .filter((part) => part !== "");
    if (first !== undefined) terms.push([first, ...others]);
  }
  return terms;
}

/** The first place of a term in a folded text, at or after a position. */
function placeOf([first, ...others]: Term, folded: string, after: number): Mark | null {
  for (let from = folded.indexOf(first, after); from !== -1; from = folded.indexOf(first, from + 1)) {
    let to = from + first.length;
    const follows = others.every((word) => {
      let at = to;
      while (at < folded.length && SPACE.test(folded.charAt(at))) at += 1;
      if (at === to || !folded.startsWith(word, at)) return false;
      to = at + word.length;
      return true;
    });
    if (follows) return { from, to };
  }
  return null;
}

/**
 * Where the query's terms occur in an original text (a title, a paragraph, a whole entry): in order, not touching, each
 * on whole characters as they are seen, so that a mark never cuts an accent, a ligature or a family of emoji in two.
 */
export function marksIn(text: string, query: string): readonly Mark[] {
  const terms = termsOf(query);
  if (terms.length === 0) return [];
  const { folded, original } = foldWithOriginal(text);
  const found: Mark[] = [];
  for (const term of terms) {
    for (let place = placeOf(term, folded, 0); place !== null; place = placeOf(term, folded, place.to)) {
      found.push(original(place));
    }
  }
  return joined(found);
}

// What a character is does not depend on the language, but the constructor asks for one.
const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Folds a text, and leads a stretch of what was folded back to the whole characters it came from. */
function foldWithOriginal(text: string): { readonly folded: string; readonly original: (stretch: Mark) => Mark } {
  if (ASCII.test(text)) return { folded: text.toUpperCase(), original: (stretch) => stretch };
  const segments = characters.segment(text);
  let folded = "";
  const origins: number[] = []; // for each folded unit, where its code point began in the text
  let at = 0;
  for (const codePoint of text) {
    const part = fold(codePoint);
    for (let unit = 0; unit < part.length; unit++) origins.push(at);
    folded += part;
    at += codePoint.length;
  }
  const characterAt = (place: number) => segments.containing(origins[place] ?? 0);
  return {
    folded,
    original({ from, to }) {
      const [first, last] = [characterAt(from), characterAt(to - 1)];
      return { from: first?.index ?? 0, to: last === undefined ? text.length : last.index + last.segment.length };
    },
  };
}

/** In order, with those that overlap or touch made one. */
function joined(marks: readonly Mark[]): readonly Mark[] {
  const result: Mark[] = [];
  for (const mark of marks.toSorted((left, right) => left.from - right.from)) {
    const last = result.at(-1);
    if (last === undefined || mark.from > last.to) result.push(mark);
    else if (mark.to > last.to) result[result.length - 1] = { from: last.from, to: mark.to };
  }
  return result;
}

/** How much of the piece may stand before its first mark. */
const LEAD = 1 / 3;

/**
 * The piece of `text` around its first mark, or its beginning when there is none: about `length` UTF-16 units, cut at
 * spaces where there are some and never within a character.
 */
export function excerptOf(text: string, query: string, length = 160): Excerpt {
  const marks = marksIn(text, query);
  const first = marks[0] ?? { from: 0, to: 0 };
  const wanted = Math.max(0, Math.min(first.from - Math.floor(length * LEAD), text.length - length));
  const from = wanted === 0 ? 0 : startOfWord(text, wanted, first.from);
  const end = Math.max(from + length, first.to);
  const to = end >= text.length ? text.length : endOfWord(text, end, Math.max(first.to, from));
  return {
    text: text.slice(from, to),
    marks: marks
      .filter((mark) => mark.from < to && mark.to > from)
      .map((mark) => ({ from: Math.max(mark.from, from) - from, to: Math.min(mark.to, to) - from })),
    cutBefore: from > 0,
    cutAfter: to < text.length,
  };
}

/** The first beginning of a word from `wanted` to `latest`, else the beginning of the character at `wanted`. */
function startOfWord(text: string, wanted: number, latest: number): number {
  for (let at = wanted; at <= latest; at++) {
    if (SPACE.test(text.charAt(at - 1)) && !SPACE.test(text.charAt(at))) return at;
  }
  return characters.segment(text).containing(wanted)?.index ?? wanted;
}

/** The last end of a word from `wanted` down to `earliest`, else the end of a character near `wanted`. */
function endOfWord(text: string, wanted: number, earliest: number): number {
  for (let at = wanted; at > earliest; at--) {
    if (SPACE.test(text.charAt(at)) && !SPACE.test(text.charAt(at - 1))) return at;
  }
  const character = characters.segment(text).containing(wanted);
  if (character === undefined || character.index === wanted) return wanted;
  return character.index > earliest ? character.index : character.index + character.segment.length;
}
