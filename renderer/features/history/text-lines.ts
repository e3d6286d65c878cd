/** A text as lines to be compared: each paragraph, heading, item, picture and rule in its order, with the marks on its words. */
import type { RichBlock, RichInline, RichText } from "#shared/domain/rich-text.ts";

type LineKind = "paragraph" | "heading" | "bullet" | "number" | "ticked" | "unticked" | "image" | "rule";

export interface Line {
  readonly kind: LineKind;
  /** Its words; of a picture, what it shows. A line break inside it is "\n". */
  readonly text: string;
  /** How deep it stands in lists and quotes. */
  readonly depth: number;
  readonly isQuoted: boolean;
  /** What it is and stands in, with everything that is not words: two lines of one shape look the same. */
  readonly shape: string;
  /** For each mark, the words that bear it, by their places; of links with the address. */
  readonly marks: ReadonlyMap<string, string>;
  /** The picture's file; null for words. */
  readonly file: string | null;
}

interface Within {
  readonly path: readonly string[];
  readonly isQuoted: boolean;
  /** What the first paragraph of a list item is shown as. */
  readonly item: LineKind | null;
}

/** The lines of a text. Empty paragraphs are none: they carry no words. */
export const linesOf = (text: RichText): Line[] =>
  linesOfBlocks(text.content, { path: [], isQuoted: false, item: null });

function linesOfBlocks(blocks: readonly RichBlock[], within: Within): Line[] {
  return blocks.flatMap((block, at) => linesOfBlock(block, at === 0 ? within : { ...within, item: null }));
}

function linesOfBlock(block: RichBlock, within: Within): Line[] {
  const { path, isQuoted, item } = within;
  const below = (step: string, kind: LineKind | null): Within => ({ path: [...path, step], isQuoted, item: kind });
  const line = (kind: LineKind, step: string, rest: Partial<Line> = {}): Line => ({
    kind,
    text: "",
    depth: path.length,
    isQuoted,
    shape: [...path, step].join(" "),
    marks: new Map(),
    file: null,
    ...rest,
  });
  switch (block.type) {
    case "paragraph":
    case "heading": {
      const text = wordsOf(block.content ?? []);
      if (text.trim() === "") return [];
      const isHeading = block.type === "heading";
      const step = isHeading ? `heading-${block.attrs.level}` : "paragraph";
      return [line(isHeading ? "heading" : (item ?? "paragraph"), step, { text, marks: marksOf(block.content ?? []) })];
    }
    case "bulletList":
      return block.content.flatMap(({ content }) => linesOfBlocks(content, below("bullet", "bullet")));
    case "orderedList":
      return block.content.flatMap(({ content }) => linesOfBlocks(content, below("number", "number")));
    case "taskList":
      return block.content.flatMap(({ attrs, content }) => {
        const kind = attrs.checked ? "ticked" : "unticked";
        return linesOfBlocks(content, below(kind, kind));
      });
    case "blockquote":
      return linesOfBlocks(block.content, { path: [...path, "quote"], isQuoted: true, item });
    case "image":
      return [line("image", "image", { text: block.attrs.alt, file: block.attrs.file })];
    case "horizontalRule":
      return [line("rule", "rule")];
  }
}

const wordsOf = (inlines: readonly RichInline[]): string =>
  inlines.map((inline) => (inline.type === "text" ? inline.text : "\n")).join("");

/** Neighbours that bear one mark are one stretch: how the editor cut the text into pieces is no news. */
function marksOf(inlines: readonly RichInline[]): Map<string, string> {
  const stretches = new Map<string, { from: number; to: number; as: string }[]>();
  let at = 0;
  for (const inline of inlines) {
    const length = inline.type === "text" ? inline.text.length : 1;
    for (const mark of inline.type === "text" ? (inline.marks ?? []) : []) {
      const as = mark.type === "link" ? mark.attrs.href : "";
      const found = stretches.get(mark.type) ?? [];
      const last = found.at(-1);
      if (last?.to === at && last.as === as) last.to = at + length;
      else found.push({ from: at, to: at + length, as });
      stretches.set(mark.type, found);
    }
    at += length;
  }
  return new Map(
    [...stretches].map(([name, found]) => [name, found.map(({ from, to, as }) => `${from}-${to} ${as}`).join()]),
  );
}
