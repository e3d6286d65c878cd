/**
 * What is pasted, cleaned: from the web, from Word, from Google Docs. Every word that could be seen is kept; shapes that
 * are not of our grammar go, and so do hidden text, comments and everything that points outside but a link's address.
 *
 * The clipboard's markup is read into a document that is not shown, and written anew from nothing: no element or attribute
 * of it reaches the page. Such a document fetches nothing and runs nothing.
 */
import { Fragment, Slice, type Node as DocumentNode, type ResolvedPos, type Schema } from "@tiptap/pm/model";
import { isAddress } from "#shared/domain/rich-text.ts";

type MarkName = "strong" | "em" | "s" | "u" | "mark";

/** What holds for the text below an element. */
interface Look {
  readonly marks: ReadonlySet<MarkName>;
  readonly href: string | null;
  /** Whether line ends in the markup are line ends on the screen. */
  readonly keepsLines: boolean;
  /** In a heading nothing is bold by itself. */
  readonly inHeading: boolean;
}

const PLAIN: Look = { marks: new Set(), href: null, keepsLines: false, inHeading: false };

/** Elements whose content is no text of the page. */
const UNSEEN = new Set(
  "SCRIPT STYLE HEAD META LINK TITLE TEMPLATE NOSCRIPT IFRAME OBJECT EMBED SVG CANVAS VIDEO AUDIO SELECT DATALIST INPUT XML".split(
    " ",
  ),
);
const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BODY CAPTION CENTER DD DETAILS DIALOG DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM HEADER HGROUP HTML LEGEND MAIN NAV P PRE SEARCH SECTION SUMMARY".split(
    " ",
  ),
);
const MARK_OF: Readonly<Record<string, MarkName>> = {
  B: "strong",
  STRONG: "strong",
  I: "em",
  EM: "em",
  CITE: "em",
  VAR: "em",
  DFN: "em",
  S: "s",
  STRIKE: "s",
  DEL: "s",
  U: "u",
  INS: "u",
  MARK: "mark",
};

/** The declarations of a style attribute as it was written, the unknown ones of Office too; the last of a name holds. */
function stylesOf(element: Element): ReadonlyMap<string, string> {
  const styles = new Map<string, string>();
  for (const declaration of (element.getAttribute("style") ?? "").split(";")) {
    const at = declaration.indexOf(":");
    if (at > 0)
      styles.set(
        declaration.slice(0, at).trim().toLowerCase(),
        declaration
          .slice(at + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return styles;
}

/** Whether an element and all below it was not to be seen, or was written about the text and not in it. */
function isUnseen(element: Element, styles: ReadonlyMap<string, string>): boolean {
  if (UNSEEN.has(element.tagName.toUpperCase()) || element.hasAttribute("hidden")) return true;
  if (styles.get("display") === "none" || styles.get("mso-hide") === "all") return true;
  if (/^(?:hidden|collapse)$/.test(styles.get("visibility") ?? "")) return true;
  if (/^0(?:\.0+)?(?:px|pt|em|rem|%)?$/.test(styles.get("font-size") ?? "")) return true;
  // Office writes the sign of a list, and comments, as text of their own.
  if (styles.get("mso-list") === "ignore" || /^comment/.test(styles.get("mso-element") ?? "")) return true;
  if (styles.get("mso-special-character") === "comment") return true;
  return /^(?:MsoCommentReference|MsoCommentText|msocomtxt|msocomanchor)$/i.test(element.className);
}

/** What holds below an element: its name says something, and its style may say otherwise. */
function lookOf(element: Element, styles: ReadonlyMap<string, string>, above: Look): Look {
  const marks = new Set(above.marks);
  const set = (mark: MarkName, on: boolean): void => void (on ? marks.add(mark) : marks.delete(mark));
  const own = MARK_OF[element.tagName];
  if (own !== undefined && !(own === "strong" && above.inHeading)) set(own, true);
  const weight = styles.get("font-weight");
  if (weight !== undefined && !above.inHeading) set("strong", /^(?:bold|bolder|[6-9]\d\d)$/.test(weight));
  const slant = styles.get("font-style");
  if (slant !== undefined) set("em", /^(?:italic|oblique)/.test(slant));
  const lines = `${styles.get("text-decoration") ?? ""} ${styles.get("text-decoration-line") ?? ""}`;
  if (lines.includes("line-through")) set("s", true);
  const href = element.tagName === "A" ? (element.getAttribute("href")?.trim() ?? null) : null;
  const link = isAddress(href) ? href : above.href;
  if (lines.includes("underline") && link === null) set("u", true);
  if (styles.has("mso-highlight")) set("mark", true);
  const space = styles.get("white-space");
  const keepsLines =
    space === undefined ? above.keepsLines || element.tagName === "PRE" : /^(?:pre|break-spaces)/.test(space);
  return { ...above, marks, href: link, keepsLines };
}

/** One line of a list as Word writes it: a paragraph with its level and its sign. */
interface WordItem {
  readonly level: number;
  readonly ordered: boolean;
  readonly start: number;
}

function wordItemOf(element: Element, styles: ReadonlyMap<string, string>): WordItem | null {
  const list = styles.get("mso-list");
  const level = /\blevel(\d)\b/.exec(list ?? "")?.[1];
  if (level === undefined) return null;
  const sign = [...element.querySelectorAll("[style]")].find((part) => stylesOf(part).get("mso-list") === "ignore");
  const number = /^\(?(\d+|[a-z]{1,5})[.)]/i.exec(sign?.textContent.trim() ?? "")?.[1];
  const start = Number(number);
  return { level: Number(level), ordered: number !== undefined, start: Number.isInteger(start) ? start : 1 };
}

/** A picture that shows nothing: one that was there to tell that the page was read. */
function isPixel(image: Element, styles: ReadonlyMap<string, string>): boolean {
  const size = (side: string): number => Number.parseFloat(styles.get(side) ?? image.getAttribute(side) ?? "NaN");
  return size("width") <= 2 || size("height") <= 2;
}

const BLOCK_BELOW = "p,div,ul,ol,dl,table,blockquote,h1,h2,h3,h4,h5,h6,pre,hr,section,article";

/**
 * The markup of a clipboard, cleaned [D7].
 *
 * @param hasFile whether a picture of this editor names a file of the page it is pasted into
 */
export function cleanedHtml(html: string, hasFile: (file: string) => boolean): string {
  const source = new DOMParser().parseFromString(html, "text/html");
  if (isOwn(source)) return ownHtml(source, hasFile);
  const out = document.implementation.createHTMLDocument("");
  let into: Element = out.body; // the block that takes blocks
  let line: Element | null = null; // the block that takes text

  const make = (name: string): Element => out.createElement(name);

  function endLine(): void {
    if (line !== null) {
      while (line.lastChild?.nodeName === "BR") line.lastChild.remove();
      if (line.textContent.trim() === "") line.remove();
    }
    line = null;
  }

  function within(element: Element, work: () => void): void {
    endLine();
    const outside = into;
    outside.append(element);
    into = element;
    work();
    endLine();
    into = outside;
    if (element.childNodes.length === 0) element.remove();
  }

  function put(node: Node): void {
    line ??= into.appendChild(make("p"));
    line.append(node);
  }

  function write(text: string, look: Look): void {
    if (text === "" || (line === null && text.trim() === "")) return;
    let node: Node = out.createTextNode(text);
    const wrap = (name: string): Element => {
      const wrapper = make(name);
      wrapper.append(node);
      node = wrapper;
      return wrapper;
    };
    for (const mark of look.marks) wrap(mark);
    if (look.href !== null) wrap("a").setAttribute("href", look.href);
    put(node);
  }

  const below = (parent: Node, look: Look): void => {
    for (const child of parent.childNodes) read(child, look);
  };

  function read(node: Node, look: Look): void {
    if (node.nodeType === Node.TEXT_NODE) {
      const lines = look.keepsLines ? (node.nodeValue ?? "").split(/\r\n?|\n/) : [node.nodeValue ?? ""];
      lines.forEach((text, at) => {
        if (at > 0 && line !== null) put(make("br"));
        write(text, look);
      });
    } else if (node instanceof Element) {
      readElement(node, look);
    }
  }

  function readElement(element: Element, above: Look): void {
    const styles = stylesOf(element);
    if (isUnseen(element, styles)) return;
    const look = lookOf(element, styles, above);
    const word = wordItemOf(element, styles);
    if (word !== null) return readWordItem(element, word, look);
    switch (element.tagName) {
      case "BR":
        if (line !== null) put(make("br"));
        return;
      case "HR":
        endLine();
        into.append(make("hr"));
        return;
      case "IMG":
        return readImage(element, styles, look);
      case "H1":
      case "H2":
      case "H3":
      case "H4":
      case "H5":
      case "H6":
        return readHeading(element, Math.min(Number(element.tagName[1]), 3), look);
      case "UL":
      case "OL":
      case "MENU":
        return readList(element, look);
      case "LI": // outside any list
        return inLooseList(() => readItem(element, above));
      case "BLOCKQUOTE":
        return within(make("blockquote"), () => below(element, look));
      case "TABLE":
        return readTable(element, look);
    }
    if (/^Mso(?:Title|Subtitle)$/.test(element.className))
      return readHeading(element, element.className === "MsoTitle" ? 1 : 2, look);
    const breaks = BLOCKS.has(element.tagName);
    if (breaks) endLine();
    below(element, look);
    if (breaks) endLine();
  }

  function readImage(image: Element, styles: ReadonlyMap<string, string>, look: Look): void {
    const file = image.getAttribute("data-file");
    const alt = image.getAttribute("alt")?.trim() ?? "";
    if (file !== null && hasFile(file)) {
      endLine();
      const own = into.appendChild(make("img"));
      own.setAttribute("data-file", file);
      own.setAttribute("alt", alt);
    } else if (alt !== "" && !isPixel(image, styles)) {
      write(`${line === null ? "" : " "}${alt} `, look);
    }
  }

  function readHeading(element: Element, level: number, look: Look): void {
    const marks = new Set([...look.marks].filter((mark) => mark !== "strong"));
    // A block in a heading cannot be kept there; neither can a heading be the first of an item.
    if (element.querySelector(BLOCK_BELOW) !== null || into.tagName === "LI") {
      endLine();
      below(element, { ...look, marks });
      endLine();
      return;
    }
    endLine();
    line = into.appendChild(make(`h${level}`));
    below(element, { ...look, marks, inHeading: true });
    endLine();
  }

  function readList(element: Element, look: Look): void {
    const items = [...element.children].filter(({ tagName }) => tagName === "LI");
    const isTasks = items.length > 0 && items.every((item) => checkedOf(item) !== null);
    const list = make(element.tagName === "OL" && !isTasks ? "ol" : "ul");
    if (isTasks) list.setAttribute("data-type", "taskList");
    const start = element.getAttribute("start");
    if (list.tagName === "OL" && start !== null && /^\d{1,6}$/.test(start)) list.setAttribute("start", start);
    within(list, () => {
      for (const child of element.childNodes) {
        if (!(child instanceof Element)) {
          if ((child.nodeValue ?? "").trim() !== "" && child.nodeType === Node.TEXT_NODE)
            within(make("li"), () => read(child, look));
        } else if (child.tagName === "LI") {
          readItem(child, look);
        } else {
          // A list right inside a list belongs to the item before it.
          const before = list.lastElementChild;
          if (before === null) within(make("li"), () => readElement(child, look));
          else inItem(before, () => readElement(child, look));
        }
      }
    });
  }

  function inItem(item: Element, work: () => void): void {
    endLine();
    const outside = into;
    into = item;
    work();
    endLine();
    into = outside;
  }

  function inLooseList(work: () => void): void {
    endLine();
    const before = into.lastElementChild;
    const list = before?.hasAttribute("data-loose") === true ? before : into.appendChild(make("ul"));
    list.setAttribute("data-loose", "");
    inItem(list, work);
    if (list.childNodes.length === 0) list.remove();
  }

  function readItem(element: Element, look: Look): void {
    const styles = stylesOf(element);
    if (isUnseen(element, styles)) return;
    const item = make("li");
    const checked = into.getAttribute("data-type") === "taskList" ? checkedOf(element) : null;
    if (checked !== null) {
      item.setAttribute("data-type", "taskItem");
      item.setAttribute("data-checked", String(checked));
    }
    within(item, () => below(element, lookOf(element, styles, look)));
  }

  /** Word's lists are paragraphs in a row: each finds its list by its level, at the end of what was written. */
  function readWordItem(element: Element, { level, ordered, start }: WordItem, look: Look): void {
    endLine();
    const name = ordered ? "OL" : "UL";
    let holder = into;
    for (let at = 1; ; at += 1) {
      let list = holder.lastElementChild;
      const isOwn = list?.getAttribute("data-word") === "";
      if (list === null || !isOwn || (at === level && list.tagName !== name)) {
        list = holder.appendChild(make(at === level ? name : "UL"));
        list.setAttribute("data-word", "");
        if (at === level && ordered && start !== 1) list.setAttribute("start", String(start));
      }
      if (at >= level) {
        holder = list.appendChild(make("li"));
        break;
      }
      holder = list.lastElementChild ?? list.appendChild(make("li"));
    }
    inItem(holder, () => below(element, look));
  }

  function readTable(table: Element, look: Look): void {
    endLine();
    for (const part of table.querySelectorAll("caption, tr")) {
      if (part.closest("table") !== table) continue;
      const styles = stylesOf(part);
      if (isUnseen(part, styles)) continue;
      const cells = [...part.children].filter(
        (cell) => /^T[DH]$/.test(cell.tagName) && !isUnseen(cell, stylesOf(cell)),
      );
      const rowLook = lookOf(part, styles, look);
      // What only arranges a page, or holds more than a line, is read as the blocks it holds.
      const isRow = cells.length > 1 && cells.every((cell) => isOneLine(cell));
      if (part.tagName === "CAPTION" || !isRow) {
        for (const holder of part.tagName === "CAPTION" ? [part] : cells) {
          endLine();
          below(holder, lookOf(holder, stylesOf(holder), rowLook));
          endLine();
        }
        continue;
      }
      for (const cell of cells) {
        const cellLook = lookOf(cell, stylesOf(cell), rowLook);
        const lone = cell.querySelector("p,div");
        if (cell.textContent.trim() === "" && cell.querySelector("img[alt]") === null) continue;
        if (line !== null) write(" | ", PLAIN);
        line ??= into.appendChild(make("p"));
        below(lone !== null && lone.parentElement === cell ? lone : cell, cellLook);
      }
      endLine();
    }
  }

  below(source.body, PLAIN);
  endLine();
  for (const list of out.querySelectorAll("ul, ol")) {
    list.removeAttribute("data-word");
    list.removeAttribute("data-loose");
  }
  return out.body.innerHTML;
}

const OWN = "p,h1,h2,h3,ul,ol,li,blockquote,hr,br,strong,em,s,u,mark,a,img[data-file]";
const OF_TASKS = "li[data-type=taskItem] :is(label,input,span,div)";

/**
 * Whether the markup is such as the editor itself puts on the clipboard, which says of what list it is a piece. It is
 * read by the editor's schema alone then, which takes in nothing but our grammar.
 */
const isOwn = ({ body }: Document): boolean =>
  body.querySelector("[data-pm-slice]") !== null &&
  [...body.querySelectorAll("*")].every(
    (element) =>
      !element.hasAttribute("style") && !element.hasAttribute("hidden") && element.matches(`${OWN},${OF_TASKS},meta`),
  );

/** The editor's own markup as it is, but with the words of pictures that are not of this page in their place. */
function ownHtml({ body }: Document, hasFile: (file: string) => boolean): string {
  for (const image of body.querySelectorAll("img")) {
    if (hasFile(image.getAttribute("data-file") ?? "")) continue;
    const words = body.ownerDocument.createElement("p");
    words.textContent = image.getAttribute("alt");
    if (words.textContent === "") image.remove();
    else image.replaceWith(words);
  }
  // ProseMirror takes a line break at the end of an element it does not know as inline for one that only fills it.
  for (const ending of body.querySelectorAll("mark > br:last-child")) {
    if (ending.nextSibling === null) ending.parentElement?.after(ending);
  }
  return body.innerHTML;
}

/** Whether a cell of a table holds words of one line: none of its own blocks but one around all of it. */
function isOneLine(cell: Element): boolean {
  const blocks = cell.querySelectorAll(BLOCK_BELOW);
  const [only] = blocks;
  return (
    blocks.length === 0 ||
    (blocks.length === 1 && /^(?:P|DIV)$/.test(only?.tagName ?? "") && cell.children.length === 1)
  );
}

/** Whether an item is a task, and done: as we write it, and as web pages and Google Docs do. */
function checkedOf(item: Element): boolean | null {
  const said = item.getAttribute("data-checked") ?? item.getAttribute("aria-checked");
  if (said !== null) return said === "true" || said === "";
  const box = item.querySelector("input[type=checkbox]");
  return box === null || box.closest("li") !== item ? null : box.hasAttribute("checked");
}

/** Plain text as it stands: an empty line ends a paragraph, another line end stays one, and no sign means anything. */
export function plainSlice(text: string, context: ResolvedPos, schema: Schema): Slice {
  const marks = context.marks();
  const { paragraph, hardBreak } = schema.nodes;
  if (paragraph === undefined || hardBreak === undefined) return Slice.empty;
  const blocks = text
    .replace(/\r\n?/g, "\n")
    .replace(/^\n+|\n+$/g, "")
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((part) =>
      paragraph.create(
        null,
        part
          .split("\n")
          .flatMap((row, at): DocumentNode[] => [
            ...(at > 0 ? [hardBreak.create(null, null, marks)] : []),
            ...(row === "" ? [] : [schema.text(row, marks)]),
          ]),
      ),
    );
  return Slice.maxOpen(Fragment.from(blocks));
}
