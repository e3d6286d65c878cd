/**
 * What changed from one text to another, as people read it: whole lines first, then words inside the lines that changed. The work is
 * bounded: where two texts have too little in common for a word by word comparison, lines are told apart whole.
 */
import { diffArrays } from "diff";
import type { RichText } from "#shared/domain/rich-text.ts";
import { linesOf, type Line } from "./text-lines.ts";

/** A stretch of words: in both texts, in the older alone, or in the newer alone. */
export interface Stretch {
  readonly kind: "both" | "out" | "in";
  readonly text: string;
}

/** What changed about a line beside its words. "shape": what it is, or where in lists and quotes it stands. */
export type Look = "bold" | "italic" | "strike" | "underline" | "highlight" | "link" | "shape" | "ticked" | "unticked";

export type ComparedLine =
  | { readonly kind: "both"; readonly line: Line; readonly looks: readonly Look[] }
  | { readonly kind: "out" | "in"; readonly line: Line }
  /** `line` is the newer one. */
  | {
      readonly kind: "changed";
      readonly line: Line;
      readonly stretches: readonly Stretch[];
      readonly looks: readonly Look[];
    };

/** Bounds of one comparison: some tenths of a second on a slow laptop at worst. */
const DIFF_LIMITS = {
  /** Lines put in or taken out, in all. */
  lineEdits: 1_000,
  /** Words put in or taken out, in one line. */
  wordEdits: 250,
  /** UTF-16 code units of lines that are compared by words, in all. */
  characters: 160_000,
  /** Lines of one stretch in which those alike are looked for, and how many are tried for each. */
  linesTried: 1_000,
  triedForEach: 20,
} as const;

/** Two lines are one that changed, rather than one gone and one new, from this share of common words on. */
const ALIKE = 0.35;

/** Splits words the way a language does where it has no spaces between them; by spaces where the engine cannot. */
export type SplitWords = (text: string) => string[];

export function splitWordsIn(language: string): SplitWords {
  if (typeof Intl.Segmenter !== "function") return bySpaces;
  const segmenter = new Intl.Segmenter(language, { granularity: "word" });
  return (text) => Array.from(segmenter.segment(text), ({ segment }) => segment);
}

const bySpaces: SplitWords = (text) => text.split(/(\s+)/).filter((part) => part !== "");

/** Compares two texts. Every line of both is in the answer, in order: the older text is its "both" and "out", the newer its "both" and "in". */
export function compareTexts(before: RichText, after: RichText, splitWords: SplitWords): ComparedLine[] {
  const room = { characters: DIFF_LIMITS.characters };
  const compared: ComparedLine[] = [];
  let out: Line[] = [];
  let added: Line[] = [];
  const settle = (): void => {
    compared.push(...compareRun(out, added, splitWords, room));
    out = added = [];
  };
  for (const run of lineRuns(linesOf(before), linesOf(after))) {
    if (run.kind === "both") {
      settle();
      compared.push(
        ...run.pairs.map(([older, line]): ComparedLine => ({ kind: "both", line, looks: looksOf(older, line) })),
      );
    } else if (run.kind === "out") out = [...out, ...run.lines];
    else added = [...added, ...run.lines];
  }
  settle();
  return compared;
}

type Run =
  | { readonly kind: "both"; readonly pairs: readonly (readonly [Line, Line])[] }
  | { readonly kind: "out" | "in"; readonly lines: readonly Line[] };

/** What two lines must have in common to be the same one: their words, or their picture. */
const sameness = ({ kind, file, text }: Line): string => (kind === "rule" ? "rule" : `${file ?? "words"} ${text}`);

function lineRuns(before: readonly Line[], after: readonly Line[]): Run[] {
  const numbers = new Map<string, number>(); // long texts are compared once, and as numbers from there on
  const numbered = (line: Line): number => {
    const key = sameness(line);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };
  const older = before.map(numbered);
  const newer = after.map(numbered);
  const changes = diffArrays(older, newer, { maxEditLength: DIFF_LIMITS.lineEdits }) ?? coarse(older, newer);
  let [o, n] = [0, 0];
  return changes.map(({ added, removed, count }): Run => {
    if (removed) return { kind: "out", lines: before.slice(o, (o += count)) };
    if (added) return { kind: "in", lines: after.slice(n, (n += count)) };
    const pairs = before.slice(o, (o += count)).map((line, at) => [line, after[n + at] as Line] as const);
    n += count;
    return { kind: "both", pairs };
  });
}

/** What the texts begin with and end with alike; all between is taken out and put in. */
function coarse(older: readonly number[], newer: readonly number[]) {
  const most = Math.min(older.length, newer.length);
  let start = 0;
  while (start < most && older[start] === newer[start]) start += 1;
  let end = 0;
  while (end < most - start && older.at(-1 - end) === newer.at(-1 - end)) end += 1;
  const run = (count: number, kind: "both" | "out" | "in") => ({
    count,
    added: kind === "in",
    removed: kind === "out",
  });
  return [
    run(start, "both"),
    run(older.length - start - end, "out"),
    run(newer.length - start - end, "in"),
    run(end, "both"),
  ];
}

/** Lines taken out where others were put in: those alike are one line that changed. */
function compareRun(
  out: readonly Line[],
  added: readonly Line[],
  splitWords: SplitWords,
  room: { characters: number },
): ComparedLine[] {
  const partners = partnersOf(out, added, splitWords);
  const compared: ComparedLine[] = [];
  let next = 0;
  let fresh: ComparedLine[] = [];
  /** What was taken out up to a place, then what was put in there. */
  const settle = (upTo: number): void => {
    for (; next < upTo; next += 1) compared.push({ kind: "out", line: out[next] as Line });
    compared.push(...fresh);
    fresh = [];
  };
  for (const line of added) {
    const at = partners.get(line);
    const older = at === undefined ? undefined : out[at];
    const stretches = older === undefined ? null : compareWords(older.text, line.text, splitWords, room);
    if (at === undefined || older === undefined || stretches === null) {
      fresh.push({ kind: "in", line });
      continue;
    }
    settle(at);
    compared.push({ kind: "changed", line, stretches, looks: shapeLooks(older, line) });
    next = at + 1;
  }
  settle(out.length);
  return compared;
}

/** For each line put in, the place of the one taken out that it most likely was; in order, and one of them once. */
function partnersOf(out: readonly Line[], added: readonly Line[], splitWords: SplitWords): Map<Line, number> {
  const partners = new Map<Line, number>();
  if (out.length + added.length > DIFF_LIMITS.linesTried) return partners;
  const bags = out.map(({ text }) => bagOf(text, splitWords));
  let from = 0;
  for (const line of added) {
    if (line.kind === "image" || line.kind === "rule") continue;
    const bag = bagOf(line.text, splitWords);
    let best = { at: -1, likeness: ALIKE };
    for (let at = from; at < Math.min(out.length, from + DIFF_LIMITS.triedForEach); at += 1) {
      const kind = out[at]?.kind;
      if (kind === "image" || kind === "rule") continue;
      const likeness = likenessOf(bags[at] as Bag, bag);
      if (likeness > best.likeness) best = { at, likeness };
    }
    if (best.at < 0) continue;
    partners.set(line, best.at);
    from = best.at + 1;
  }
  return partners;
}

type Bag = ReadonlySet<string>;

/** As much of a line as tells which one it is. */
const TELLING_CHARACTERS = 2_000;

const bagOf = (text: string, splitWords: SplitWords): Bag =>
  new Set(splitWords(text.slice(0, TELLING_CHARACTERS).toLowerCase()).filter((word) => /[\p{L}\p{N}]/u.test(word)));

/** The share of words in common, by the Sørensen–Dice coefficient. */
function likenessOf(one: Bag, other: Bag): number {
  let common = 0;
  for (const word of one) if (other.has(word)) common += 1;
  return one.size + other.size === 0 ? 0 : (2 * common) / (one.size + other.size);
}

/** Null where the room is used up or the lines have too little in common: they are then told apart whole. */
function compareWords(
  before: string,
  after: string,
  splitWords: SplitWords,
  room: { characters: number },
): Stretch[] | null {
  const { start, end } = alikeEnds(before, after);
  const older = before.slice(start, before.length - end);
  const newer = after.slice(start, after.length - end);
  if (older.length + newer.length > room.characters) return null;
  room.characters -= older.length + newer.length;
  const changes = diffArrays(splitWords(older), splitWords(newer), { maxEditLength: DIFF_LIMITS.wordEdits });
  if (changes === undefined) return null;
  const middle = changes.map(({ value, added, removed }): Stretch => ({
    kind: added ? "in" : removed ? "out" : "both",
    text: value.join(""),
  }));
  return readable([both(after.slice(0, start)), ...middle, both(after.slice(after.length - end))]);
}

const both = (text: string): Stretch => ({ kind: "both", text });

/** Without empty stretches, and with neighbours of one kind as one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const together: Stretch[] = [];
  for (const { kind, text } of stretches) {
    const last = together.at(-1);
    if (last?.kind === kind) together[together.length - 1] = { kind, text: last.text + text };
    else if (text !== "") together.push({ kind, text });
  }
  return together;
}

/** How long two lines are the same from their start and up to their end, without the words next to what differs: for long lines alone. */
function alikeEnds(one: string, other: string): { start: number; end: number } {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  start = start <= TELLING_CHARACTERS ? 0 : one.lastIndexOf(" ", start - TELLING_CHARACTERS) + 1;
  let end = 0;
  while (end < most - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const space = one.indexOf(" ", one.length - end + TELLING_CHARACTERS);
  return { start, end: end <= TELLING_CHARACTERS || space < 0 ? 0 : one.length - space };
}

/** Neighbouring changes with nothing but a space or a point between them are one change: what was there, then what is. */
export function readable(all: readonly Stretch[]): Stretch[] {
  const stretches = joined(all);
  const merged: Stretch[] = [];
  let [out, added] = ["", ""];
  const settle = (): void => {
    const space = out !== "" && added !== "" && out.at(-1) === added.at(-1) && /\s/.test(out.at(-1) ?? "");
    const end = space ? (out.at(-1) ?? "") : "";
    merged.push({ kind: "out", text: out.slice(0, out.length - end.length) });
    merged.push({ kind: "in", text: added.slice(0, added.length - end.length) }, both(end));
    out = added = "";
  };
  stretches.forEach(({ kind, text }, at) => {
    if (kind === "out") out += text;
    else if (kind === "in") added += text;
    else if (at + 1 < stretches.length && out !== "" && added !== "" && /^[^\p{L}\p{N}]{1,2}$/u.test(text)) {
      out += text;
      added += text;
    } else {
      settle();
      merged.push({ kind, text });
    }
  });
  settle();
  return joined(merged);
}

const MARKS = ["bold", "italic", "strike", "underline", "highlight", "link"] as const satisfies readonly Look[];

/** What changed of a line whose words are the same. */
const looksOf = (before: Line, after: Line): Look[] => [
  ...MARKS.filter((mark) => before.marks.get(mark) !== after.marks.get(mark)),
  ...shapeLooks(before, after),
];

function shapeLooks(before: Line, after: Line): Look[] {
  if (before.shape === after.shape) return [];
  const isTask = ({ kind }: Line): boolean => kind === "ticked" || kind === "unticked";
  const untold = ({ shape }: Line): string => shape.replaceAll("unticked", "task").replaceAll("ticked", "task");
  if (isTask(before) && isTask(after) && untold(before) === untold(after))
    return [after.kind === "ticked" ? "ticked" : "unticked"];
  return ["shape"];
}
