/**
 * What foreign texts become before they are ours: blocks that are not yet held to our grammar, and their fitting into as many texts as
 * they need. No word goes.
 */
import { codeOf } from "#shared/base/errors.ts";
import { RICH_TEXT_LIMITS, type RichBlock, type RichText, richTextOf } from "#shared/domain/rich-text.ts";

/** A node of a text as `richTextOf` takes it in: of our words, nested and marked in any way. */
export interface LooseNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, string | number | boolean>>;
  readonly marks?: readonly LooseMark[];
  readonly content?: readonly LooseNode[];
}

export interface LooseMark {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, string | number | boolean>>;
}

/** How deep a converter follows what is nested. Deeper, words are laid flat: a text of ours holds 13 lists inside one another. */
export const DEEPEST = 60;

/** Words as nodes of a line, their line breaks kept. */
export const looseLine = (text: string): LooseNode[] =>
  text
    .split(/\r\n?|\n|\u2028/)
    .flatMap((part, at): LooseNode[] => [
      ...(at > 0 ? [{ type: "hardBreak" }] : []),
      ...(part === "" ? [] : [{ type: "text", text: part }]),
    ]);

/** One paragraph, its line breaks kept. */
export const looseParagraph = (text: string): LooseNode => ({ type: "paragraph", content: looseLine(text) });

/** The longest paragraph made of a block that is too long for any text, in UTF-16 code units. */
const LONGEST_PIECE = 100_000;

/** The blocks as texts of ours: one, or several in their order where one may not hold them [D8]. Never none. */
export function fittedTexts(blocks: readonly LooseNode[]): RichText[] {
  const whole = fitted(blocks);
  if (whole !== null) return [whole];
  const texts: RichText[] = [];
  let page: RichBlock[] = [];
  let room = emptyPage();
  for (const block of blocks.flatMap(fittedBlocks)) {
    const { nodes, characters } = sizeOf(block);
    if (page.length > 0 && (nodes > room.nodes || characters > room.characters)) {
      texts.push({ type: "doc", content: page });
      page = [];
      room = emptyPage();
    }
    page.push(block);
    room = { nodes: room.nodes - nodes, characters: room.characters - characters };
  }
  if (page.length > 0) texts.push({ type: "doc", content: page });
  return texts;
}

const emptyPage = (): { nodes: number; characters: number } => ({
  nodes: RICH_TEXT_LIMITS.nodes,
  characters: RICH_TEXT_LIMITS.characters,
});

function fitted(content: readonly LooseNode[]): RichText | null {
  try {
    return richTextOf({ type: "doc", content });
  } catch (thrown) {
    if (codeOf(thrown) === "over-limit") return null;
    throw thrown;
  }
}

/** One block as ours; where it alone is too much, its words as paragraphs. */
const fittedBlocks = (block: LooseNode): RichBlock[] =>
  fitted([block])?.content ??
  [...pieces(looseWords(block))].flatMap((words) => fitted([looseParagraph(words)])?.content ?? []);

/** A long text in pieces, cut at spaces where there are some and never inside a character. */
function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const most = from + LONGEST_PIECE;
    let to = Math.min(most, text.length);
    if (to < text.length) {
      const space = text.lastIndexOf(" ", to);
      const lineBreak = text.lastIndexOf("\n", to);
      const gap = Math.max(space, lineBreak);
      if (gap > from + LONGEST_PIECE / 2) to = gap + 1;
      else if (/[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to--;
    }
    yield text.slice(from, to);
    from = to;
  }
}

/** The words of a block, however deep, each paragraph and each break on a line of its own. */
export function looseWords(block: LooseNode): string {
  let words = "";
  const open: (LooseNode | "end")[] = [block];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === "end" || node.type === "hardBreak") {
      words += "\n";
      continue;
    }
    if (node.text !== undefined) words += node.text;
    if (node.type === "image") words += String(node.attrs?.["alt"] ?? "");
    if (node.type === "paragraph" || node.type === "heading" || node.type === "image") open.push("end");
    for (const child of (node.content ?? []).toReversed()) open.push(child);
  }
  return words.replace(/\n+$/, "");
}

function sizeOf(block: RichBlock): { nodes: number; characters: number } {
  let nodes = 0;
  let characters = 0;
  const open: LooseNode[] = [block];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes++;
    characters += (node.text ?? "").length;
    if (node.type === "image") characters += String(node.attrs?.["alt"] ?? "").length;
    for (const mark of node.marks ?? []) characters += String(mark.attrs?.["href"] ?? "").length;
    open.push(...(node.content ?? []));
  }
  return { nodes, characters };
}
