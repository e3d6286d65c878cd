import type { Node } from "@tiptap/pm/model";
import type { EditorState } from "@tiptap/pm/state";

/** How much is written. */
export interface Count {
  readonly words: number;
  /** Characters as they are seen, spaces included, line ends not. */
  readonly characters: number;
}

const NONE: Count = { words: 0, characters: 0 };

const plus = (one: Count, other: Count): Count => ({
  words: one.words + other.words,
  characters: one.characters + other.characters,
});

/** Scripts that put no space between words. */
const UNSPACED = /[\p{Script=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;
const PLAIN = /^[\x20-\x7e]*$/;

// Where characters end does not depend on the language; where words end does in the scripts above, and there the script says it.
const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
const words = new Intl.Segmenter("en", { granularity: "word" });

const lengthOf = (segments: Intl.Segments): number => [...segments].length;

/**
 * The words and characters of a text. What stands between spaces is one word where it holds a letter or a digit, as
 * people count ("well-known" is one); where a script has no spaces, its words are found by its own rules.
 */
export function countOf(text: string): Count {
  let found = 0;
  for (const run of text.split(/\s+/u)) {
    if (!SAYS_SOMETHING.test(run)) continue;
    if (UNSPACED.test(run)) for (const { isWordLike } of words.segment(run)) found += isWordLike === true ? 1 : 0;
    else found += 1;
  }
  const line = text.replaceAll("\n", "");
  return { words: found, characters: PLAIN.test(line) ? line.length : lengthOf(characters.segment(line)) };
}

/** Counts by block: the editor's nodes never change, so that a key pressed counts one paragraph anew. */
const counted = new WeakMap<Node, Count>();

function countOfBlock(block: Node): Count {
  const before = counted.get(block);
  if (before !== undefined) return before;
  const count = countOf(block.textBetween(0, block.content.size, undefined, "\n"));
  counted.set(block, count);
  return count;
}

/** How much a whole document says, and how much of it is chosen (null when nothing is). */
export function countsIn({ doc, selection }: EditorState): { readonly all: Count; readonly chosen: Count | null } {
  let all = NONE;
  let chosen = selection.empty ? null : NONE;
  doc.descendants((block, at) => {
    if (!block.isTextblock) return true;
    all = plus(all, countOfBlock(block));
    const from = Math.max(selection.from - at - 1, 0);
    const to = Math.min(selection.to - at - 1, block.content.size);
    if (chosen !== null && from < to) {
      const whole = from === 0 && to === block.content.size;
      chosen = plus(chosen, whole ? countOfBlock(block) : countOf(block.textBetween(from, to, undefined, "\n")));
    }
    return false;
  });
  return { all, chosen };
}
