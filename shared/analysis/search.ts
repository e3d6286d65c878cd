/**
 * Search by scanning texts that were folded once: ready at once, always right, nothing to keep in step [A8].
 *
 * Folding makes texts comparable: compatibility decomposition, without marks and invisible signs, without case. It works
 * on each code point by itself, so that a place in the folded text can be led back to the text as it was written.
 */
import type { Entry } from "../domain/entry.ts";
import { plainText } from "../domain/rich-text.ts";
import { type EntryFilter, type EntrySight, isFiltering, NO_FILTER, passes } from "./entry-filter.ts";
import type { ListedEntry } from "./listed-entries.ts";

/** `folded[i]` is what is searched of `entries[i]`. */
export interface PreparedSearch {
  readonly entries: readonly ListedEntry[];
  readonly folded: readonly string[];
}

/** What to find. */
export interface Query {
  readonly terms: readonly Term[];
  /** Whether a term may stand within words too, not only where a word begins. */
  readonly within: boolean;
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
interface Term {
  readonly first: string;
  /** The first word after a space, as most words of a text are. */
  readonly spaced: string;
  readonly others: readonly string[];
  /** Whether it begins with what begins nothing: a sign, or a letter of a script that is written without spaces. */
  readonly anywhere: boolean;
}

const ASCII = /^[\0-\x7f]*$/;
const BEYOND_ASCII = /[^\0-\x7f]+/g;
/** Each stretch of a text that is all ASCII, or not at all. */
const RUNS = /[\0-\x7f]+|[^\0-\x7f]+/g;
const APOSTROPHES = /[\u2018\u2019\u02bc]/g;
const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}]+/gu;
/** A phrase between quotation marks of any kind, the second one perhaps not typed yet; or a word. */
const QUOTED_OR_WORD = /["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)/gu;
const SPACE = /\s/;
const LETTER_OR_NUMBER = /[\p{L}\p{N}]/u;
/** Scripts that put no space between words: each of their letters may begin one. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Java}\p{scx=Bali}]/u;
/** Keeps title, text, tags and names of files apart: no term holds it, and no phrase reaches across it. */
const FIELD_END = "\0";

/** Only what is not ASCII costs anything. Lower before upper, as ẞ has no upper case of its own and σ has two lower ones. */
const fold = (text: string): string =>
  text
    .replace(BEYOND_ASCII, (run) => run.normalize("NFKD").replace(UNSEEN, "").replace(APOSTROPHES, "'").toLowerCase())
    .toUpperCase();

const foldEntry = ({ title, body, tags, files }: Entry): string =>
  fold([title, plainText(body), ...tags, ...files.map(({ name }) => name)].join(FIELD_END));

/** How many UTF-16 units are folded in one step: under a millisecond's work. */
const STEP = 100_000;

/**
 * Folds what is searched of each entry once, in steps between which others may work. Given what was prepared `before`, an entry that
 * is the same object is not folded again, so that a save costs one fold.
 */
export function* preparing(
  entries: readonly ListedEntry[],
  before?: PreparedSearch,
): Generator<undefined, PreparedSearch> {
  const known = new Map(before?.entries.map(({ entry }, at) => [entry, before.folded[at]]));
  const folded: string[] = [];
  let inStep = 0;
  for (const { entry } of entries) {
    const old = known.get(entry);
    const text = old ?? foldEntry(entry);
    folded.push(text);
    if (old === undefined && (inStep += text.length) >= STEP) {
      inStep = 0;
      yield;
    }
  }
  return { entries, folded };
}

/** All the steps of `preparing` at once. */
export function prepareSearch(entries: readonly ListedEntry[], before?: PreparedSearch): PreparedSearch {
  const steps = preparing(entries, before);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Reads what was typed: words, and phrases in quotation marks of any kind. Words are looked for where words begin. */
export const readQuery = (typed: string): Query => ({ terms: termsOf(typed), within: false });

/** What was found, and the query as it was found: its places are marked by it. */
export interface Found {
  readonly entries: readonly ListedEntry[];
  readonly query: Query;
}

/**
 * The entries that pass the filter and hold every term of the query in title, text, tags or names of files, in the order given; all
 * that pass when the query holds no term. A word is found where a word begins; where no entry has all terms so, within words too, and
 * `query.within` says it. Case and accents never matter. Of an entry that may not be read no word is found [D62]. About one `includes`
 * per entry and term.
 */
export function search(
  { entries, folded }: PreparedSearch,
  query: Query,
  sight: EntrySight,
  filter: EntryFilter = NO_FILTER,
): Found {
  const filtering = isFiltering(filter);
  const asked = (listed: ListedEntry): boolean => !filtering || passes(listed, filter, sight);
  if (query.terms.length === 0) return { entries: entries.filter(asked), query };
  const holding = (sought: Query): Found => ({
    entries: entries.filter(
      (listed, at) => holdsAll(folded[at] ?? "", sought) && sight.readable(listed.entry) && asked(listed),
    ),
    query: sought,
  });
  const found = holding(query);
  if (found.entries.length > 0 || query.within) return found;
  const wider = holding({ ...query, within: true });
  return wider.entries.length > 0 ? wider : found;
}

const holdsAll = (folded: string, { terms, within }: Query): boolean =>
  terms.every((term) => holds(folded, term, within));

/** What `placeOf` would find, without looking at each place of a letter that stands within most words. */
function holds(folded: string, term: Term, within: boolean): boolean {
  if (term.others.length > 0) return placeOf(term, folded, 0, within) !== null;
  const at = folded.indexOf(term.first);
  if (at === -1) return false;
  if (within || term.anywhere || beginsWord(folded, at) || folded.includes(term.spaced)) return true;
  return placeOf(term, folded, at, within) !== null;
}

/** What to find: quoted phrases, and all other words. */
function termsOf(typed: string): readonly Term[] {
  const terms: Term[] = [];
  for (const [, phrase, word] of typed.replaceAll(FIELD_END, " ").matchAll(QUOTED_OR_WORD)) {
    const [first, ...others] = fold(phrase ?? word ?? "")
      .split(/\s+/)
      .filter((part) => part !== "");
    if (first === undefined) continue;
    const letter = String.fromCodePoint(first.codePointAt(0) ?? 0);
    terms.push({
      first,
      spaced: ` ${first}`,
      others,
      anywhere: !LETTER_OR_NUMBER.test(letter) || UNSPACED.test(letter),
    });
  }
  return terms;
}

/** The first place of a term in a folded text, at or after a position. */
function placeOf(term: Term, folded: string, after: number, within: boolean): Mark | null {
  const { first, others } = term;
  for (let from = folded.indexOf(first, after); from !== -1; from = folded.indexOf(first, from + 1)) {
    if (!within && !term.anywhere && !beginsWord(folded, from)) continue;
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

/** Whether a letter at this place of a folded text begins a word: nothing, no letter or number, or one without spaces stands before it. */
function beginsWord(folded: string, at: number): boolean {
  const unit = folded.charCodeAt(at - 1); // NaN at the beginning
  if (unit < 0x80) return !((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39));
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff;
  const before = folded.slice(Math.max(0, at - (isSecondHalf ? 2 : 1)), at);
  return !LETTER_OR_NUMBER.test(before) || UNSPACED.test(before);
}

/**
 * Where the terms of a query, or of what was typed, occur in an original text (a title, a paragraph, a whole entry): in order, not touching, each
 * on whole characters as they are seen, so that a mark never cuts an accent, a ligature or a family of emoji in two.
 */
export const marksIn = (text: string, asked: Query | string): readonly Mark[] => [
  ...marking(text, typeof asked === "string" ? readQuery(asked) : asked),
];

/** The marks of `marksIn`, each worked out when it is asked for: to know the characters as they are seen is what costs. */
function* marking(text: string, { terms, within }: Query): Generator<Mark, undefined> {
  if (terms.length === 0) return;
  const { folded, original } = foldWithOriginal(text);
  const places: Mark[] = [];
  for (const term of terms) {
    for (
      let place = placeOf(term, folded, 0, within);
      place !== null;
      place = placeOf(term, folded, place.to, within)
    ) {
      places.push(place);
    }
  }
  let last: Mark | null = null;
  for (const place of places.sort((left, right) => left.from - right.from)) {
    const mark = original(place);
    if (last === null || mark.from > last.to) {
      if (last !== null) yield last;
      last = mark;
    } else if (mark.to > last.to) {
      last = { from: last.from, to: mark.to };
    }
  }
  if (last !== null) yield last;
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
  for (const [run] of text.matchAll(RUNS)) {
    if (ASCII.test(run)) {
      folded += run.toUpperCase();
      for (const end = at + run.length; at < end; at++) origins.push(at);
      continue;
    }
    for (const codePoint of run) {
      const part = fold(codePoint);
      for (let unit = 0; unit < part.length; unit++) origins.push(at);
      folded += part;
      at += codePoint.length;
    }
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

/** How much of the piece may stand before its first mark. */
const LEAD = 1 / 3;

/**
 * The piece of `text` around its first mark, or its beginning when there is none: about `length` UTF-16 units, cut at
 * spaces where there are some and never within a character.
 */
export function excerptOf(text: string, query: Query, length = 160): Excerpt {
  const marks = marking(text, query);
  const first = marks.next().value ?? { from: 0, to: 0 }; // none: an empty one at the beginning, which is not shown
  const wanted = Math.max(0, Math.min(first.from - Math.floor(length * LEAD), text.length - length));
  const from = wanted === 0 ? 0 : startOfWord(text, wanted, first.from);
  const end = Math.max(from + length, first.to);
  const to = end >= text.length ? text.length : endOfWord(text, end, Math.max(first.to, from));
  const shown: Mark[] = [];
  for (let mark: Mark | undefined = first; mark !== undefined && mark.from < to; mark = marks.next().value) {
    if (mark.to > from) shown.push({ from: Math.max(mark.from, from) - from, to: Math.min(mark.to, to) - from });
  }
  return { text: text.slice(from, to), marks: shown, cutBefore: from > 0, cutAfter: to < text.length };
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
