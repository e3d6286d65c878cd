/** Texts as Markdown (CommonMark with ~~strike~~): every character that could mean something is escaped, so that words stay words. */
import type { RichBlock, RichInline, RichMark, RichText } from "../domain/rich-text.ts";

/** One line of plain text as Markdown. Spaces at its start would mean code and go. */
export const markdownLine = (text: string): string => atLineStart(escaped(text.trimStart()));

/** A heading of a line that is Markdown already. Signs at its end would close it, and go. */
export const markdownHeading = (level: number, line: string): string =>
  `${"#".repeat(level)} ${line.replace(/(?<=^|[ \t])(?=#+[ \t]*$)/, "\\")}`;

/** Sentences as Markdown paragraphs; single line breaks stay line breaks. */
export const markdownWords = (text: string): string =>
  text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split("\n").map(markdownLine).join(BREAK))
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");

/**
 * A whole rich text as Markdown, without a line break at its end. Empty paragraphs go.
 *
 * @param addressOf where the file of an id lies, as an address without spaces and brackets
 */
export const markdownOf = (richText: RichText, addressOf: FileAddress = fileAddress): string =>
  blocksToMarkdown(richText.content, addressOf);

type FileAddress = (id: string) => string;

const BREAK = "\\\n";

/** A text as a file can hold it: half a surrogate pair has no bytes in UTF-8 and becomes U+FFFD [D44]. */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, "\uFFFD");

const escaped = (text: string): string =>
  wellFormed(text)
    .replace(/[\\`*_[\]<>~]/g, "\\$&")
    .replace(/&(?=#?[A-Za-z0-9]+;)/g, "\\&");

/** Escapes what would begin a heading, list, rule or underlined heading at the start of a line. */
const atLineStart = (line: string): string => line.replace(/^[-+=#]/, "\\$&").replace(/^(\d{1,9})([.)])/, "$1\\$2");

function blocksToMarkdown(blocks: readonly RichBlock[], addressOf: FileAddress): string {
  const parts: string[] = [];
  let before: RichBlock["type"] | null = null;
  for (const block of blocks) {
    const part = blockToMarkdown(block, addressOf);
    if (part === "") continue;
    // Two lists of one kind in a row would read as one.
    if (block.type === before && (before === "bulletList" || before === "orderedList" || before === "taskList"))
      parts.push("<!-- -->");
    parts.push(part);
    before = block.type;
  }
  return parts.join("\n\n");
}

/** How a text in Markdown names a file of its entry: `twofold-file:<id>`. Whoever writes files beside it puts their paths there. */
const fileAddress = (id: string): string => `twofold-file:${id}`;

function blockToMarkdown(block: RichBlock, addressOf: FileAddress): string {
  switch (block.type) {
    case "paragraph":
      return inlinesToMarkdown(block.content ?? [], BREAK);
    case "heading": {
      const line = inlinesToMarkdown(block.content ?? [], " ");
      return line === "" ? "" : markdownHeading(block.attrs.level, line);
    }
    case "horizontalRule":
      return "---";
    case "taskList":
      return block.content
        .map((item) =>
          prefixed(item.attrs.checked ? "- [x] " : "- [ ] ", "  ", taskToMarkdown(item.content, addressOf)),
        )
        .join("\n");
    case "image":
      return `![${escaped(block.attrs.alt.replace(/\s+/g, " "))}](${addressOf(block.attrs.file)})`;
    case "blockquote":
      return prefixed("> ", "> ", blocksToMarkdown(block.content, addressOf));
    case "bulletList":
      return block.content.map((item) => prefixed("- ", "  ", blocksToMarkdown(item.content, addressOf))).join("\n");
    case "orderedList":
      return block.content
        .map((item, at) => {
          const marker = `${block.attrs.start + at}. `;
          return prefixed(marker, " ".repeat(marker.length), blocksToMarkdown(item.content, addressOf));
        })
        .join("\n");
  }
}

/** A task without words of its own is none to Markdown: a comment, which nobody sees, stands for them. */
function taskToMarkdown([words, ...more]: readonly RichBlock[], addressOf: FileAddress): string {
  const head = words === undefined ? "" : blockToMarkdown(words, addressOf);
  const rest = blocksToMarkdown(more, addressOf);
  return [head === "" ? "<!-- -->" : head, ...(rest === "" ? [] : [rest])].join("\n\n");
}

/** Puts one prefix before the first line and another before each that follows; no spaces at the end of an empty line. */
const prefixed = (first: string, following: string, text: string): string =>
  text
    .split("\n")
    .map((line, at) => `${at === 0 ? first : following}${line}`.trimEnd())
    .join("\n");

const MARK_ORDER = [
  "link",
  "highlight",
  "bold",
  "italic",
  "strike",
  "underline",
] as const satisfies readonly RichMark["type"][];

function opening(mark: RichMark): string {
  switch (mark.type) {
    case "link":
      return "[";
    case "bold":
      return "**";
    case "italic":
      return "*";
    case "strike":
      return "~~";
    case "underline":
      return "<u>";
    case "highlight":
      return "<mark>";
  }
}

function closing(mark: RichMark): string {
  if (mark.type === "link")
    return `](<${wellFormed(mark.attrs.href).replace(/[\\<>]|&(?=#?[A-Za-z0-9]+;)/g, "\\$&")}>)`;
  if (mark.type === "underline") return "</u>";
  return mark.type === "highlight" ? "</mark>" : opening(mark);
}

const sameMark = (left: RichMark, right: RichMark | undefined): boolean =>
  left.type === right?.type &&
  (left.type !== "link" || (right.type === "link" && left.attrs.href === right.attrs.href));

/** A run of text with its marks opened and closed as they change. Spaces move outside the marks, as Markdown demands. */
function inlinesToMarkdown(inlines: readonly RichInline[], lineBreak: string): string {
  let open: RichMark[] = [];
  let markdown = "";
  let spaces = "";
  let lineStart = true;
  const closeDownTo = (kept: number): void => {
    for (const mark of open.slice(kept).reverse()) markdown += closing(mark);
    open = open.slice(0, kept);
  };
  for (const piece of inlines.flatMap(piecesOf)) {
    if (piece === "break") {
      markdown += lineBreak;
      spaces = "";
      lineStart = true;
      continue;
    }
    const words = piece.text.trim();
    if (words === "") {
      spaces += piece.text;
      continue;
    }
    const from = piece.text.indexOf(words);
    const marks = MARK_ORDER.flatMap((type) => piece.marks.filter((mark) => mark.type === type));
    const unlike = marks.findIndex((mark, at) => !sameMark(mark, open[at]));
    const kept = unlike === -1 ? Math.min(marks.length, open.length) : unlike;
    closeDownTo(kept);
    if (!lineStart) markdown += spaces + piece.text.slice(0, from);
    for (const mark of marks.slice(kept)) markdown += opening(mark);
    open = marks;
    markdown += lineStart ? atLineStart(escaped(words)) : escaped(words);
    spaces = piece.text.slice(from + words.length);
    lineStart = false;
  }
  closeDownTo(0);
  // A line break at the end would show as a backslash.
  return markdown.replace(/(?:\\\n)+$/, "").trimEnd();
}

function piecesOf(inline: RichInline): ("break" | { text: string; marks: readonly RichMark[] })[] {
  if (inline.type === "hardBreak") return ["break"];
  const marks = inline.marks ?? [];
  return inline.text.split("\n").flatMap((text, at) => [...(at > 0 ? (["break"] as const) : []), { text, marks }]);
}
