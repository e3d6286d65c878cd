/**
 * The text of an entry: the editor's own JSON (TipTap, ProseMirror), reduced to what a journal needs. What is stored is
 * strict [D7]: the grammar below is the one the editor's schema demands, so that a stored text always loads again; and
 * bounded [D8]. What comes in from an editor or an import goes through `richTextOf`, which keeps every word.
 *
 * The check is written by hand, in one pass without copies, because it runs over every entry at each unlock.
 */
import { z } from "../base/zod.ts";
import { TwofoldError } from "../base/errors.ts";

/** Bounds of one text [D8]: its record stays within 64 levels of JSON and its row within 8 MiB. */
export const RICH_TEXT_LIMITS = {
  /** Nodes below one another, the document itself counted: 13 lists inside one another. */
  depth: 30,
  nodes: 20_000,
  /** UTF-16 code units of text and addresses together, some 80,000 words. */
  characters: 500_000,
  /** UTF-16 code units of one link's address. */
  address: 2_000,
  /** UTF-16 code units of what an image shows, in words. */
  alt: 1_000,
} as const;

/** Marks that carry nothing but their name. One more word here is a new version of the entry [D9]. */
const PLAIN_MARKS = ["bold", "italic", "strike", "underline", "highlight"] as const;

// Type aliases, not interfaces: only these are assignable to the editor's own JSON type.
export type RichMark = { type: (typeof PLAIN_MARKS)[number] } | { type: "link"; attrs: { href: string } };
export type RichInline = { type: "text"; text: string; marks?: RichMark[] } | { type: "hardBreak"; marks?: RichMark[] };
export type RichListItem = { type: "listItem"; content: RichBlock[] };
export type RichTaskItem = { type: "taskItem"; attrs: { checked: boolean }; content: RichBlock[] };
/** An image: one of the files of its entry, by the id of its sealed bytes, and what it shows in words. */
export type RichImage = { type: "image"; attrs: { file: string; alt: string } };
export type RichBlock =
  | { type: "paragraph"; content?: RichInline[] }
  | { type: "heading"; attrs: { level: 1 | 2 | 3 }; content?: RichInline[] }
  | { type: "bulletList"; content: RichListItem[] }
  | { type: "orderedList"; attrs: { start: number }; content: RichListItem[] }
  | { type: "taskList"; content: RichTaskItem[] }
  | { type: "blockquote"; content: RichBlock[] }
  | RichImage
  | { type: "horizontalRule" };
export type RichText = { type: "doc"; content: RichBlock[] };

type Json = Record<string, unknown>;
type Within = "blocks" | "listItems" | "taskItems" | "inlines";

const HIGHEST_START = 999_999;
/** Levels of a foreign text that are followed at all; far above what an editor makes, far below the stack. */
const DEEPEST_TAKEN_IN = 500;
const ADDRESS = /^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a link may point there: http, https or mailto, without spaces, of bounded length [D7]. */
export const isAddress = (href: unknown): href is string =>
  typeof href === "string" && href.length <= RICH_TEXT_LIMITS.address && ADDRESS.test(href);

const isPlainMark = (type: unknown): type is (typeof PLAIN_MARKS)[number] =>
  (PLAIN_MARKS as readonly unknown[]).includes(type);

const isStart = (start: unknown): start is number =>
  typeof start === "number" && Number.isInteger(start) && start >= 0 && start <= HIGHEST_START;

const FILE_ID = /^[A-Za-z0-9_-]{21}[AQgw]$/;

const isFileId = (file: unknown): file is string => typeof file === "string" && FILE_ID.test(file);

/** Whether an object has no key but these. An own "__proto__" is a key like any other, and refused. */
function hasOnly(object: Json, ...keys: readonly string[]): boolean {
  for (const key in object) if (!keys.includes(key)) return false;
  return true;
}

/** What is still to spend on one text. */
interface Room {
  nodes: number;
  characters: number;
}

function areMarks(marks: unknown, room: Room): boolean {
  if (marks === undefined) return true;
  if (!Array.isArray(marks) || marks.length === 0) return false;
  const seen = new Set<unknown>();
  for (const mark of marks as readonly unknown[]) {
    if (!isObject(mark) || seen.has(mark["type"])) return false;
    seen.add(mark["type"]);
    const { type, attrs } = mark;
    if (type === "link") {
      if (!hasOnly(mark, "type", "attrs") || !isObject(attrs) || !hasOnly(attrs, "href")) return false;
      if (!isAddress(attrs["href"])) return false;
      room.characters -= attrs["href"].length;
    } else if (!isPlainMark(type) || !hasOnly(mark, "type")) {
      return false;
    }
  }
  return true;
}

function areNodes(nodes: unknown, within: Within, depth: number, room: Room): boolean {
  if (!Array.isArray(nodes) || nodes.length === 0) return false;
  for (const node of nodes as readonly unknown[]) if (!isNode(node, within, depth, room)) return false;
  return true;
}

function isNode(node: unknown, within: Within, depth: number, room: Room): boolean {
  if (!isObject(node) || depth > RICH_TEXT_LIMITS.depth || --room.nodes < 0) return false;
  const { type, content, attrs } = node;
  if (within === "inlines") {
    if (type === "hardBreak") return hasOnly(node, "type", "marks") && areMarks(node["marks"], room);
    const { text } = node;
    if (type !== "text" || typeof text !== "string" || text === "") return false;
    room.characters -= text.length;
    return hasOnly(node, "type", "text", "marks") && areMarks(node["marks"], room) && room.characters >= 0;
  }
  if (within === "listItems") {
    // The editor's list item begins with a paragraph.
    if (type !== "listItem" || !hasOnly(node, "type", "content")) return false;
    if (!areNodes(content, "blocks", depth + 1, room)) return false;
    return (content as readonly Json[])[0]?.["type"] === "paragraph";
  }
  if (within === "taskItems") {
    if (type !== "taskItem" || !hasOnly(node, "type", "attrs", "content")) return false;
    if (!isObject(attrs) || !hasOnly(attrs, "checked") || typeof attrs["checked"] !== "boolean") return false;
    if (!areNodes(content, "blocks", depth + 1, room)) return false;
    return (content as readonly Json[])[0]?.["type"] === "paragraph";
  }
  switch (type) {
    case "paragraph":
      if (!hasOnly(node, "type", "content")) return false;
      return content === undefined || areNodes(content, "inlines", depth + 1, room);
    case "heading":
      if (!hasOnly(node, "type", "attrs", "content") || !isObject(attrs) || !hasOnly(attrs, "level")) return false;
      if (attrs["level"] !== 1 && attrs["level"] !== 2 && attrs["level"] !== 3) return false;
      return content === undefined || areNodes(content, "inlines", depth + 1, room);
    case "bulletList":
      return hasOnly(node, "type", "content") && areNodes(content, "listItems", depth + 1, room);
    case "orderedList":
      if (!hasOnly(node, "type", "attrs", "content") || !isObject(attrs) || !hasOnly(attrs, "start")) return false;
      return isStart(attrs["start"]) && areNodes(content, "listItems", depth + 1, room);
    case "taskList":
      return hasOnly(node, "type", "content") && areNodes(content, "taskItems", depth + 1, room);
    case "blockquote":
      return hasOnly(node, "type", "content") && areNodes(content, "blocks", depth + 1, room);
    case "image": {
      if (!hasOnly(node, "type", "attrs") || !isObject(attrs) || !hasOnly(attrs, "file", "alt")) return false;
      const { alt } = attrs;
      if (!isFileId(attrs["file"]) || typeof alt !== "string" || alt.length > RICH_TEXT_LIMITS.alt) return false;
      room.characters -= alt.length;
      return room.characters >= 0;
    }
    case "horizontalRule":
      return hasOnly(node, "type");
    default:
      return false;
  }
}

/** Whether a value is a text of this grammar, within the limits [D7] [D8]. Time grows with its size; nothing is copied. */
export function isRichText(value: unknown): value is RichText {
  const room: Room = { nodes: RICH_TEXT_LIMITS.nodes, characters: RICH_TEXT_LIMITS.characters };
  return (
    isObject(value) &&
    value["type"] === "doc" &&
    hasOnly(value, "type", "content") &&
    areNodes(value["content"], "blocks", 2, room)
  );
}

/** The schema of a stored text. Gives back the very value it was given. */
export const RichText = z.custom<RichText>(isRichText, { error: "rich text" });

/** An empty page: one paragraph with nothing in it. A new value each time, as the editor may change it. */
export const emptyRichText = (): RichText => ({ type: "doc", content: [{ type: "paragraph" }] });

/** One paragraph for each line given; a line break inside one stays a line break. No lines give an empty page. */
export function richTextFromParagraphs(lines: readonly string[]): RichText {
  if (lines.length === 0) return emptyRichText();
  return { type: "doc", content: lines.map((line) => paragraphOf(brokenLines(line))) };
}

/** The words alone, each block and each line break on a line of its own. For search and previews. */
export function plainText(richText: RichText): string {
  return textOfBlocks(richText.content);
}

function textOfBlocks(blocks: readonly RichBlock[]): string {
  const lines: string[] = [];
  for (const block of blocks) {
    if (block.type === "bulletList" || block.type === "orderedList" || block.type === "taskList") {
      for (const item of block.content) lines.push(textOfBlocks(item.content));
    } else if (block.type === "blockquote") {
      lines.push(textOfBlocks(block.content));
    } else if (block.type === "image") {
      if (block.attrs.alt !== "") lines.push(block.attrs.alt);
    } else if (block.type !== "horizontalRule") {
      let line = "";
      for (const inline of block.content ?? []) line += inline.type === "text" ? inline.text : "\n";
      lines.push(line);
    }
  }
  return lines.join("\n");
}

/** The ids of the files that images in a text name, each once, in their order. */
export function imagesIn(richText: RichText): string[] {
  const files = new Set<string>();
  const look = (blocks: readonly RichBlock[]): void => {
    for (const block of blocks) {
      if (block.type === "image") files.add(block.attrs.file);
      else if (block.type === "blockquote") look(block.content);
      else if (block.type === "bulletList" || block.type === "orderedList" || block.type === "taskList")
        for (const item of block.content) look(item.content);
    }
  };
  look(richText.content);
  return [...files];
}

/** Whether nothing was written: no text but spaces, and no image. */
export const isBlank = (richText: RichText): boolean =>
  plainText(richText).trim() === "" && imagesIn(richText).length === 0;

/**
 * Takes in what an editor or an import holds, keeping every word [D7]: a text of ours comes back as it is; otherwise attributes and
 * marks that are not ours go, links to other schemes become plain text, unknown blocks become paragraphs and what nests too deep
 * is laid flat. Throws "over-limit" when there is more than a text may hold [D8].
 */
export function richTextOf(value: unknown): RichText {
  if (isRichText(value)) return value;
  const blocks = isObject(value) && value["type"] === "doc" ? blocksOf(value["content"], 2) : blocksOf([value], 2);
  const taken: RichText = blocks.length > 0 ? { type: "doc", content: blocks } : emptyRichText();
  if (!isRichText(taken)) throw new TwofoldError("over-limit", "rich text");
  return taken;
}

const paragraphOf = (content: RichInline[]): RichBlock =>
  content.length > 0 ? { type: "paragraph", content } : { type: "paragraph" };

function brokenLines(text: string): RichInline[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((part, at): RichInline[] => [
      ...(at > 0 ? [{ type: "hardBreak" } as const] : []),
      ...(part !== "" ? [{ type: "text", text: part } as const] : []),
    ]);
}

const childrenOf = (node: Json): readonly unknown[] => (Array.isArray(node["content"]) ? node["content"] : []);

const isInline = (node: unknown): boolean =>
  isObject(node) && (node["type"] === "text" || node["type"] === "hardBreak");

function blocksOf(nodes: unknown, depth: number): RichBlock[] {
  if (depth > DEEPEST_TAKEN_IN) throw new TwofoldError("over-limit", "rich text");
  const blocks: RichBlock[] = [];
  let loose: unknown[] = []; // inline nodes where a block belongs become one paragraph
  const gather = (): void => {
    if (loose.length > 0) blocks.push(paragraphOf(inlinesOf(loose, depth + 1)));
    loose = [];
  };
  for (const node of Array.isArray(nodes) ? (nodes as readonly unknown[]) : []) {
    if (isInline(node)) {
      loose.push(node);
    } else if (isObject(node)) {
      gather();
      blocks.push(...blockOf(node, depth));
    }
  }
  gather();
  return blocks;
}

function blockOf(node: Json, depth: number): RichBlock[] {
  const children = childrenOf(node);
  const attrs = isObject(node["attrs"]) ? node["attrs"] : {};
  // A list takes two levels, and the text in it two more.
  const roomBelow = depth + 4 <= RICH_TEXT_LIMITS.depth;
  switch (node["type"]) {
    case "paragraph":
      return [paragraphOf(inlinesOf(children, depth + 1))];
    case "heading": {
      const { level } = attrs;
      const content = inlinesOf(children, depth + 1);
      return [
        {
          type: "heading",
          attrs: { level: level === 1 || level === 2 ? level : 3 },
          ...(content.length > 0 ? { content } : {}),
        },
      ];
    }
    case "horizontalRule":
      return [{ type: "horizontalRule" }];
    case "blockquote": {
      if (!roomBelow) return blocksOf(children, depth + 1);
      const content = blocksOf(children, depth + 1);
      return content.length > 0 ? [{ type: "blockquote", content }] : [];
    }
    case "image": {
      const { file } = attrs;
      const alt = typeof attrs["alt"] === "string" ? attrs["alt"].slice(0, RICH_TEXT_LIMITS.alt) : "";
      if (isFileId(file)) return [{ type: "image", attrs: { file, alt } }];
      return alt === "" ? [] : [paragraphOf(brokenLines(alt))];
    }
    case "taskList": {
      if (!roomBelow) return blocksOf(children, depth + 1);
      const content = children.flatMap((child): RichTaskItem[] => {
        const isItem = isObject(child) && child["type"] === "taskItem";
        const itemAttrs = isItem && isObject(child["attrs"]) ? child["attrs"] : {};
        const inside = beginningWithParagraph(blocksOf(isItem ? childrenOf(child) : [child], depth + 2));
        return inside.length === 0
          ? []
          : [{ type: "taskItem", attrs: { checked: itemAttrs["checked"] === true }, content: inside }];
      });
      return content.length > 0 ? [{ type: "taskList", content }] : [];
    }
    case "bulletList":
    case "orderedList": {
      if (!roomBelow) return blocksOf(children, depth + 1);
      const content = children.flatMap((child): RichListItem[] => {
        const within = isObject(child) && child["type"] === "listItem" ? childrenOf(child) : [child];
        const inside = beginningWithParagraph(blocksOf(within, depth + 2));
        return inside.length === 0 ? [] : [{ type: "listItem", content: inside }];
      });
      if (content.length === 0) return [];
      if (node["type"] === "bulletList") return [{ type: "bulletList", content }];
      return [{ type: "orderedList", attrs: { start: isStart(attrs["start"]) ? attrs["start"] : 1 }, content }];
    }
    default:
      return blocksOf(children, depth + 1);
  }
}

/** The editor's items begin with a paragraph. */
const beginningWithParagraph = (blocks: RichBlock[]): RichBlock[] =>
  blocks.length === 0 || blocks[0]?.type === "paragraph" ? blocks : [{ type: "paragraph" }, ...blocks];

function inlinesOf(nodes: readonly unknown[], depth: number): RichInline[] {
  if (depth > DEEPEST_TAKEN_IN) throw new TwofoldError("over-limit", "rich text");
  return nodes.flatMap((node): RichInline[] => {
    if (!isObject(node)) return [];
    const marks = marksOf(node["marks"]);
    const marked = marks.length > 0 ? { marks } : {};
    if (node["type"] === "hardBreak") return [{ type: "hardBreak", ...marked }];
    if (node["type"] !== "text") return inlinesOf(childrenOf(node), depth + 1);
    if (typeof node["text"] !== "string") return [];
    return brokenLines(node["text"]).map((inline) => ({ ...inline, ...marked }));
  });
}

function marksOf(marks: unknown): RichMark[] {
  const kept = new Map<string, RichMark>();
  for (const mark of Array.isArray(marks) ? (marks as readonly unknown[]) : []) {
    if (!isObject(mark)) continue;
    const { type, attrs } = mark;
    if (isPlainMark(type)) kept.set(type, { type });
    else if (type === "link" && isObject(attrs) && isAddress(attrs["href"])) {
      kept.set(type, { type, attrs: { href: attrs["href"] } });
    }
  }
  return [...kept.values()];
}
