/**
 * Markdown as blocks of ours, every word kept: CommonMark with tables, strikes, footnotes and task lists as GitHub has them,
 * `==highlights==`, and `<u>`, `<mark>`, `<br>` and the other HTML that has a meaning here. The inverse of ../markdown-text.ts.
 *
 * What changes: a line break stays one, whether or not Markdown would join the lines; tables become lines with " | " between cells;
 * footnotes are paragraphs that begin with their label; code is plain text and its language goes; headings below the third become
 * thirds; a link to anything but the web or an address of mail is its words; indented lines are ordinary ones; an empty
 * paragraph goes. Words of titles, of comments and of link definitions that nothing uses stay as words.
 */
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { isAddress, RICH_TEXT_LIMITS } from "#shared/domain/rich-text.ts";
import { DEEPEST, type LooseMark, type LooseNode, looseParagraph } from "./fitted.ts";
import { type FileAt, isElement, isWordless, looseHtml, markOfElement } from "./html-to-rich-text.ts";

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root["children"][number];
type Definition = Extract<Node, { type: "definition" }>;

export interface LooseMarkdown {
  readonly blocks: readonly LooseNode[];
  /** Whether pieces of HTML that are no words were left out. */
  readonly leftOut: boolean;
}

/** More signs of quotes and lists at one line's start than this, or more stars and underscores in one paragraph, are no journal's. */
const MOST_SIGNS = { nesting: 100, emphasis: 3_000 };
const NESTING = new RegExp(
  String.raw`^(?:[ \t]*(?:>|[-+*](?=[ \t>])|\d{1,9}[.)](?=[ \t>]))){${MOST_SIGNS.nesting}}`,
  "m",
);

/** Whether parsing would cost much more than the text is long. */
const isCostly = (text: string): boolean =>
  text.length > RICH_TEXT_LIMITS.characters ||
  NESTING.test(text) ||
  text.split(/\n[ \t]*\n/).some((run) => run.length > MOST_SIGNS.emphasis && signs(run) > MOST_SIGNS.emphasis);

function signs(run: string): number {
  let count = 0;
  for (const sign of run) if (sign === "*" || sign === "_") count++;
  return count;
}

/**
 * Reads Markdown; a text over the limits of ours, or made to cost, is read as plain paragraphs instead. Never throws.
 *
 * @param fileAt what an image's address names
 */
export function looseMarkdown(markdown: string, fileAt: FileAt): LooseMarkdown {
  const text = markdown.replace(/\r\n?/g, "\n");
  const root = isCostly(text) ? null : parsed(text);
  if (root === null) return { blocks: plainBlocks(text), leftOut: false };
  const reading: Reading = { text, fileAt, definitions: new Map(), used: new Set(), leftOut: false };
  gatherDefinitions(root, reading);
  const blocks = root.children.flatMap((node) => blocksOf(node, reading, 1));
  return { blocks, leftOut: reading.leftOut };
}

function parsed(text: string): Root | null {
  try {
    return fromMarkdown(text, {
      // A journal indents its paragraphs; it does not show code.
      extensions: [gfm({ singleTilde: false }), { disable: { null: ["codeIndented"] } }],
      mdastExtensions: [gfmFromMarkdown()],
    });
  } catch {
    return null; // nested deeper than the parser can follow: its words are still words
  }
}

/** Plain text: a paragraph for each run of lines, its line breaks kept. */
export const plainBlocks = (text: string): LooseNode[] =>
  text
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((paragraph) => paragraph.replace(/^\n+|\s+$/g, ""))
    .filter((paragraph) => paragraph !== "")
    .map(looseParagraph);

interface Reading {
  readonly text: string;
  readonly fileAt: FileAt;
  readonly definitions: Map<string, Definition>;
  /** Names of the definitions that a link or an image uses. */
  readonly used: Set<string>;
  leftOut: boolean;
}

/** Each node of a tree, in its order, without following it by calls: trees of others may be deep. */
function* eachNode(root: Root | Node): Generator<Root | Node> {
  const open: (Root | Node)[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if ("children" in node) for (const child of node.children.toReversed()) open.push(child);
  }
}

function gatherDefinitions(root: Root, { definitions, used }: Reading): void {
  for (const node of eachNode(root)) {
    if (node.type === "definition" && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
    else if (node.type === "linkReference" || node.type === "imageReference") used.add(node.identifier);
  }
}

function wordsBelow(node: Node): string {
  let words = "";
  for (const each of eachNode(node)) {
    if ("value" in each) words += each.value;
    else if (each.type === "image" || each.type === "imageReference") words += each.alt ?? "";
    else if (each.type === "break" || each.type === "paragraph") words += words === "" ? "" : "\n";
  }
  return words;
}

function blocksOf(node: Node, reading: Reading, depth: number): LooseNode[] {
  if (depth > DEEPEST) return plainBlocks(wordsBelow(node));
  switch (node.type) {
    case "paragraph":
      return linesAs({ type: "paragraph" }, inlinesOf(node.children, [], reading, depth));
    case "heading":
      return linesAs(
        { type: "heading", attrs: { level: Math.min(3, node.depth) } },
        inlinesOf(node.children, [], reading, depth),
      );
    case "thematicBreak":
      return [{ type: "horizontalRule" }];
    case "blockquote": {
      const content = node.children.flatMap((child) => blocksOf(child, reading, depth + 1));
      return content.length > 0 ? [{ type: "blockquote", content }] : [];
    }
    case "list":
      return listBlocks(node, reading, depth);
    case "listItem":
      return node.children.flatMap((child) => blocksOf(child, reading, depth + 1));
    case "code":
      return node.value.trim() === "" ? [] : [looseParagraph(node.value)];
    case "html":
      return htmlBlocks(node.value, reading);
    case "table":
      return node.children.flatMap((row) => rowLines(row, reading, depth));
    case "footnoteDefinition": {
      const blocks = node.children.flatMap((child) => blocksOf(child, reading, depth + 1));
      const label: LooseNode = { type: "text", text: `[${node.label ?? node.identifier}] ` };
      const [first, ...rest] = blocks;
      return first?.type === "paragraph"
        ? [{ ...first, content: [label, ...(first.content ?? [])] }, ...rest]
        : [{ type: "paragraph", content: [label] }, ...blocks];
    }
    case "definition":
      return reading.used.has(node.identifier)
        ? []
        : [looseParagraph([`[${node.label ?? node.identifier}]: ${node.url}`, node.title ?? ""].join(" ").trim())];
    case "yaml":
      return [looseParagraph(node.value)];
    case "tableRow":
      return rowLines(node, reading, depth);
    default:
      // Words where a block belongs are a paragraph.
      return linesAs({ type: "paragraph" }, inlinesOf([node], [], reading, depth));
  }
}

type List = Extract<Node, { type: "list" }>;

/** A list; where tasks and plain items are mixed, one list after another. */
function listBlocks(list: List, reading: Reading, depth: number): LooseNode[] {
  const lists: { tasks: boolean; start: number; items: LooseNode[] }[] = [];
  let at = list.start ?? 1;
  for (const item of list.children) {
    const tasks = item.checked != null;
    const blocks = item.children.flatMap((child) => blocksOf(child, reading, depth + 2));
    const content = blocks.length > 0 ? blocks : [{ type: "paragraph" }]; // its number or sign is all it says
    const node: LooseNode = tasks
      ? { type: "taskItem", attrs: { checked: item.checked === true }, content }
      : { type: "listItem", content };
    if (lists.at(-1)?.tasks !== tasks) lists.push({ tasks, start: at, items: [] });
    lists.at(-1)?.items.push(node);
    at++;
  }
  return lists.map(({ tasks, start, items: content }) => {
    if (tasks) return { type: "taskList", content };
    return list.ordered === true ? { type: "orderedList", attrs: { start }, content } : { type: "bulletList", content };
  });
}

type Row = Extract<Node, { type: "tableRow" }>;

function rowLines(row: Row, reading: Reading, depth: number): LooseNode[] {
  const cells = row.children.map((cell) => inlinesOf(cell.children, [], reading, depth));
  const line = cells.flatMap((pieces, at) => (at === 0 ? pieces : [plainPiece(" | "), ...pieces]));
  const hasWords = cells.some((pieces) => pieces.length > 0);
  return hasWords ? linesAs({ type: "paragraph" }, line) : [];
}

function htmlBlocks(html: string, reading: Reading): LooseNode[] {
  const comments = [...html.matchAll(/<!--([\s\S]*?)(?:-->|$)/g)].map(([, words]) => (words ?? "").trim());
  // What looks like an element and is none are words.
  const known = html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/<(\/?)([A-Za-z][A-Za-z0-9:-]*)/g, (tag, slash: string, name: string) =>
      isElement(name.toLowerCase()) ? tag : `&lt;${slash}${name}`,
    );
  const { blocks, leftOut } = looseHtml(known, reading.fileAt);
  if (leftOut) reading.leftOut = true;
  return [...blocks, ...comments.filter((words) => words !== "").map(looseParagraph)];
}

/** A piece of a line: words with their marks, or an image, which divides the line. */
type Piece =
  | { readonly kind: "text"; readonly text: string; readonly marks: readonly LooseMark[]; readonly literal: boolean }
  | { readonly kind: "break" }
  | { readonly kind: "image"; readonly file: string; readonly alt: string };

const plainPiece = (text: string, marks: readonly LooseMark[] = []): Piece => ({
  kind: "text",
  text,
  marks,
  literal: true,
});

/** A line as a block of a kind, divided where images stand: they are blocks of their own. */
function linesAs(block: Omit<LooseNode, "content">, pieces: readonly Piece[]): LooseNode[] {
  const blocks: LooseNode[] = [];
  let line: LooseNode[] = [];
  const endLine = (): void => {
    while (isGap(line.at(-1))) line.pop();
    while (isGap(line[0])) line.shift();
    if (line.length > 0) blocks.push({ ...block, content: line });
    line = [];
  };
  for (const piece of highlighted(pieces)) {
    if (piece.kind === "image") {
      endLine();
      blocks.push({ type: "image", attrs: { file: piece.file, alt: piece.alt } });
    } else if (piece.kind === "break") {
      line.push({ type: "hardBreak" });
    } else {
      line.push({ type: "text", text: piece.text, ...(piece.marks.length > 0 ? { marks: piece.marks } : {}) });
    }
  }
  endLine();
  return blocks;
}

const isGap = (node: LooseNode | undefined): boolean =>
  node !== undefined && (node.type === "hardBreak" || (node.text ?? "").trim() === "");

function inlinesOf(nodes: readonly Node[], around: readonly LooseMark[], reading: Reading, depth: number): Piece[] {
  const pieces: Piece[] = [];
  let marks = around; // grows and shrinks as HTML marks open and close among these nodes
  for (const node of nodes) {
    if (depth > DEEPEST) {
      pieces.push(...textPieces(wordsBelow(node), marks, true));
      continue;
    }
    switch (node.type) {
      case "text":
        pieces.push(...textPieces(node.value, marks, isEscaped(node, reading)));
        break;
      case "break":
        pieces.push({ kind: "break" });
        break;
      case "strong":
        pieces.push(...inlinesOf(node.children, marked(marks, { type: "bold" }), reading, depth + 1));
        break;
      case "emphasis":
        pieces.push(...inlinesOf(node.children, marked(marks, { type: "italic" }), reading, depth + 1));
        break;
      case "delete":
        pieces.push(...inlinesOf(node.children, marked(marks, { type: "strike" }), reading, depth + 1));
        break;
      case "inlineCode":
        pieces.push(...textPieces(node.value, marks, true));
        break;
      case "link":
        pieces.push(...linkPieces(node.children, node.url, node.title ?? "", marks, reading, depth));
        break;
      case "linkReference": {
        const definition = reading.definitions.get(node.identifier);
        pieces.push(
          ...linkPieces(node.children, definition?.url ?? "", definition?.title ?? "", marks, reading, depth),
        );
        break;
      }
      case "image":
        pieces.push(...imagePieces(node.url, [node.alt ?? "", node.title ?? ""], marks, reading));
        break;
      case "imageReference": {
        const definition = reading.definitions.get(node.identifier);
        pieces.push(...imagePieces(definition?.url ?? "", [node.alt ?? "", definition?.title ?? ""], marks, reading));
        break;
      }
      case "footnoteReference":
        pieces.push(plainPiece(`[${node.label ?? node.identifier}]`, marks));
        break;
      case "html":
        marks = htmlPiece(node.value, marks, around, pieces, reading);
        break;
      default:
        pieces.push(...textPieces(wordsBelow(node), marks, true));
    }
  }
  return pieces;
}

const marked = (marks: readonly LooseMark[], mark: LooseMark): readonly LooseMark[] =>
  marks.some(({ type }) => type === mark.type) ? marks : [...marks, mark];

const textPieces = (text: string, marks: readonly LooseMark[], literal: boolean): Piece[] =>
  text
    .split(/\n|\u2028/)
    .flatMap((part, at): Piece[] => [
      ...(at > 0 ? [{ kind: "break" } as const] : []),
      ...(part === "" ? [] : [{ kind: "text", text: part, marks, literal } as const]),
    ]);

/** Whether a text's "=" was written with a backslash before it: then its signs are words. */
function isEscaped(node: Extract<Node, { type: "text" }>, { text }: Reading): boolean {
  const { position } = node;
  if (!node.value.includes("==") || position === undefined) return false;
  return text.slice(position.start.offset ?? 0, position.end.offset ?? 0).includes("\\=");
}

function linkPieces(
  children: readonly Node[],
  url: string,
  title: string,
  marks: readonly LooseMark[],
  reading: Reading,
  depth: number,
): Piece[] {
  if (!isAddress(url)) reading.fileAt(url, "link"); // a file beside the text comes along; its words stay
  const inner = isAddress(url) ? marked(marks, { type: "link", attrs: { href: url } }) : marks;
  const words = inlinesOf(children, inner, reading, depth + 1);
  const hasWords = words.some((piece) => piece.kind === "text" && piece.text.trim() !== "");
  return [
    ...words,
    ...(hasWords || url === "" ? [] : [plainPiece(url, inner)]),
    ...(title === "" ? [] : [plainPiece(` (${title})`, marks)]),
  ];
}

function imagePieces(
  address: string,
  said: readonly string[],
  marks: readonly LooseMark[],
  { fileAt }: Reading,
): Piece[] {
  const alt = said.filter((words) => words !== "").join(" ");
  const found = fileAt(address, "image");
  if (found?.kind === "image") {
    if (alt.length <= RICH_TEXT_LIMITS.alt) return [{ kind: "image", file: found.file, alt }];
    return [{ kind: "image", file: found.file, alt: "" }, plainPiece(alt, marks)];
  }
  const words = [alt, found?.words ?? ""].filter((some) => some !== "").join(" ");
  // A picture on the web is never fetched; its address stays a link.
  if (!isAddress(address)) return words === "" ? [] : [plainPiece(words, marks)];
  return [plainPiece(words === "" ? address : words, marked(marks, { type: "link", attrs: { href: address } }))];
}

/** One tag among words. Gives the marks that hold from there on. */
function htmlPiece(
  html: string,
  marks: readonly LooseMark[],
  around: readonly LooseMark[],
  pieces: Piece[],
  reading: Reading,
): readonly LooseMark[] {
  const comment = /^<!--([\s\S]*)-->$/.exec(html)?.[1];
  if (comment !== undefined) {
    if (comment.trim() !== "") pieces.push(...textPieces(comment.trim(), marks, true));
    return marks;
  }
  const [, slash, tag] = /^<(\/?)([A-Za-z][A-Za-z0-9:-]*)/.exec(html) ?? [];
  const name = tag?.toLowerCase();
  if (name === undefined || !isElement(name)) {
    pieces.push(...textPieces(html, marks, true));
    return marks;
  }
  const closes = slash === "/";
  const mark = markOfElement(name) ?? (name === "a" ? "link" : undefined);
  if (mark !== undefined) {
    if (closes) return marks.filter((each) => each.type !== mark || around.includes(each));
    const href = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(html);
    if (mark !== "link") return marked(marks, { type: mark });
    const address = href?.[1] ?? href?.[2] ?? href?.[3];
    return isAddress(address) ? marked(marks, { type: "link", attrs: { href: address } }) : marks;
  }
  if (name === "br") pieces.push({ kind: "break" });
  else if (name === "img") {
    for (const block of looseHtml(html, reading.fileAt).blocks) {
      if (block.type === "image")
        pieces.push({ kind: "image", file: String(block.attrs?.["file"]), alt: String(block.attrs?.["alt"]) });
      else for (const inline of block.content ?? []) pieces.push(plainPiece(inline.text ?? "", marks));
    }
  } else if (isWordless(name)) reading.leftOut = true;
  return marks;
}

/** A place of "==" that may open or close a highlight. */
interface Sign {
  readonly piece: number;
  readonly at: number;
  readonly opens: boolean;
  readonly closes: boolean;
}

/** The pieces with what stands between "==" and "==" highlighted. Signs without a partner stay words. */
function highlighted(pieces: readonly Piece[]): readonly Piece[] {
  const signs = signsIn(pieces);
  const removed = new Map<number, Set<number>>();
  for (let at = 0; at + 1 < signs.length; at++) {
    const from = signs[at];
    const to = signs[at + 1];
    if (from?.opens !== true || to?.closes !== true) continue;
    for (const { piece, at: place } of [from, to]) removed.set(piece, (removed.get(piece) ?? new Set()).add(place));
    at++;
  }
  if (removed.size === 0) return pieces;
  let inside = false;
  return pieces.flatMap((piece, index): Piece[] => {
    if (piece.kind !== "text") return [piece];
    const cuts = [...(removed.get(index) ?? [])].sort((left, right) => left - right);
    const parts: Piece[] = [];
    let from = 0;
    const take = (to: number): void => {
      const text = piece.text.slice(from, to);
      if (text !== "")
        parts.push({ ...piece, text, marks: inside ? marked(piece.marks, { type: "highlight" }) : piece.marks });
    };
    for (const cut of cuts) {
      take(cut);
      from = cut + 2;
      inside = !inside;
    }
    take(piece.text.length);
    return parts;
  });
}

function signsIn(pieces: readonly Piece[]): Sign[] {
  const signs: Sign[] = [];
  pieces.forEach((piece, index) => {
    if (piece.kind !== "text" || piece.literal) return;
    for (const { index: at } of piece.text.matchAll(/(?<!=)==(?!=)/g)) {
      const before = at > 0 ? piece.text.charAt(at - 1) : edge(pieces[index - 1], -1);
      const after = at + 2 < piece.text.length ? piece.text.charAt(at + 2) : edge(pieces[index + 1], 0);
      signs.push({ piece: index, at, opens: /\S/.test(after), closes: /\S/.test(before) });
    }
  });
  return signs;
}

/** The sign of a neighbouring piece that touches this one; a space where there is none. */
const edge = (piece: Piece | undefined, at: -1 | 0): string =>
  piece?.kind === "text" ? (piece.text.at(at) ?? " ") : " ";
