/**
 * HTML as blocks of ours, every word kept: headings, lists, quotes, rules, images and the marks we have are understood; tables become
 * lines, any other element is its words. What is no words (scripts, styles, frames, comments) is left out and told. Nothing of it ever
 * runs or is shown as HTML.
 */
import { Parser } from "htmlparser2";
import { DEEPEST, type LooseMark, type LooseNode } from "./fitted.ts";

/**
 * What an address names: one of the item's files, by its made-up id; another file of it, shown where it stood by its words; or nothing we have.
 *
 * @param as whether it stands there as an image, or a link points to it: then it is a file only where there is one
 */
export type FileAt = (
  address: string,
  as: "image" | "link",
) => { readonly kind: "image"; readonly file: string } | { readonly kind: "attached"; readonly words: string } | null;

export interface LooseHtml {
  readonly blocks: readonly LooseNode[];
  /** Whether something that is no words was left out. */
  readonly leftOut: boolean;
}

const NO_WORDS = new Set([
  "script",
  "style",
  "iframe",
  "object",
  "embed",
  "noscript",
  "template",
  "svg",
  "math",
  "link",
  "meta",
]);
const BREAKS = new Set(
  "p div section article header footer main aside nav figure figcaption address details summary pre dl dt dd form fieldset legend center table caption thead tbody tfoot tr body html head title".split(
    " ",
  ),
);
const MARKS: Readonly<Record<string, string>> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  cite: "italic",
  s: "strike",
  del: "strike",
  strike: "strike",
  u: "underline",
  ins: "underline",
  mark: "highlight",
};
const INLINE = new Set(
  "span font small big sub sup code kbd samp tt abbr q time label button var dfn bdi bdo wbr ruby rt rp data output textarea select option input img a br area base col colgroup picture source video audio track canvas map".split(
    " ",
  ),
);

/** The mark an element stands for, if it is one of those we have. */
export const markOfElement = (name: string): string | undefined =>
  Object.hasOwn(MARKS, name) ? MARKS[name] : undefined;

/** Whether HTML has an element of that name. What has none is words between angle brackets. */
export const isElement = (name: string): boolean =>
  markOfElement(name) !== undefined ||
  NO_WORDS.has(name) ||
  BREAKS.has(name) ||
  INLINE.has(name) ||
  /^(?:h[1-6]|ul|ol|li|blockquote|hr|td|th)$/.test(name) ||
  /[:-]/.test(name);

/** Whether an element and all inside it is no words. */
export const isWordless = (name: string): boolean => NO_WORDS.has(name);

/**
 * Reads HTML of any quality. Work grows with its length. Never throws.
 *
 * @param fileAt what an image's address names
 */
export function looseHtml(html: string, fileAt: FileAt): LooseHtml {
  const blocks: LooseNode[] = [];
  const containers: LooseNode[][] = [blocks];
  /** What is to be done when each open element closes, innermost last. */
  const closings: (() => void)[] = [];
  let marks: readonly LooseMark[] = [];
  let line: LooseNode[] | null = null;
  let heading = 0;
  let wordless = 0;
  let verbatim = 0;
  let leftOut = false;

  const put = (block: LooseNode): void => void (containers.at(-1) ?? blocks).push(block);
  const endLine = (): void => {
    const content = trimmed(line ?? []);
    if (content.length > 0)
      put(heading > 0 ? { type: "heading", attrs: { level: heading }, content } : { type: "paragraph", content });
    line = null;
  };
  const say = (text: string): void => {
    if (text === "") return;
    line ??= [];
    line.push({ type: "text", text, ...(marks.length > 0 ? { marks } : {}) });
  };
  /** A block of its own, whose own blocks are gathered until it closes. */
  const contain = (made: (content: LooseNode[]) => LooseNode): (() => void) => {
    endLine();
    if (containers.length > DEEPEST) return endLine;
    const content: LooseNode[] = [];
    containers.push(content);
    return () => {
      endLine();
      containers.pop();
      if (content.length > 0) put(made(content));
    };
  };
  const mark = (added: LooseMark): (() => void) => {
    const before = marks;
    marks = [...marks.filter(({ type }) => type !== added.type), added];
    return () => void (marks = before);
  };
  const showImage = (attributes: Readonly<Record<string, string>>): void => {
    const alt = [attributes["alt"] ?? "", attributes["title"] ?? ""].filter((words) => words !== "").join(" ");
    const found = fileAt(attributes["src"] ?? "", "image");
    if (found?.kind === "image") {
      endLine();
      put({ type: "image", attrs: { file: found.file, alt } });
    } else {
      say([alt, found?.words ?? ""].filter((words) => words !== "").join(" "));
    }
  };

  /** Begins an element and says what is to be done when it closes. */
  function begin(name: string, attributes: Readonly<Record<string, string>>): () => void {
    const marked = markOfElement(name);
    if (marked !== undefined) return mark({ type: marked });
    switch (name) {
      case "a":
        return attributes["href"] === undefined
          ? nothing
          : mark({ type: "link", attrs: { href: attributes["href"].trim() } });
      case "h1":
      case "h2":
      case "h3":
      case "h4":
      case "h5":
      case "h6":
        endLine();
        heading = Math.min(3, Number(name.slice(1)));
        return () => {
          endLine();
          heading = 0;
        };
      case "ul":
      case "ol":
        return contain((content) => listOf(name, Number(attributes["start"] ?? 1), content));
      case "li": {
        const checked = attributes["data-checked"];
        return contain((content) =>
          checked === undefined
            ? { type: "listItem", content }
            : { type: "taskItem", attrs: { checked: checked === "true" }, content },
        );
      }
      case "blockquote":
        return contain((content) => ({ type: "blockquote", content }));
      case "br":
        line ??= [];
        line.push({ type: "hardBreak" });
        return nothing;
      case "hr":
        endLine();
        put({ type: "horizontalRule" });
        return nothing;
      case "img":
        showImage(attributes);
        return nothing;
      case "td":
      case "th":
        if (line !== null) say(" | ");
        return nothing;
      case "pre":
        endLine();
        verbatim++;
        return () => {
          endLine();
          verbatim--;
        };
      case "input":
        if (attributes["type"] === "checkbox") say("checked" in attributes ? "[x] " : "[ ] ");
        return nothing;
      default:
        if (!BREAKS.has(name)) return nothing;
        endLine();
        return endLine;
    }
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (NO_WORDS.has(name)) {
          leftOut = true;
          wordless++;
          closings.push(() => void wordless--);
        } else {
          closings.push(wordless > 0 ? nothing : begin(name, attributes));
        }
      },
      ontext(text) {
        if (wordless > 0) return;
        if (verbatim > 0) return say(text);
        const spaced = text.replace(/[\t\n\f\r ]+/g, " ");
        say(line === null ? spaced.replace(/^ /, "") : spaced);
      },
      onclosetag: () => closings.pop()?.(), // the parser closes what was left open, in order
      oncomment(comment) {
        if (comment.trim() !== "") leftOut = true;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  endLine();
  return { blocks, leftOut };
}

const nothing = (): void => undefined;

function listOf(name: "ul" | "ol", start: number, content: readonly LooseNode[]): LooseNode {
  if (content.length > 0 && content.every((item) => item.type === "taskItem")) return { type: "taskList", content };
  const items = content.map((item) => (item.type === "taskItem" ? { ...item, type: "listItem" } : item));
  return name === "ul"
    ? { type: "bulletList", content: items }
    : { type: "orderedList", attrs: { start }, content: items };
}

/** A line without spaces and breaks at its ends; null text goes. */
function trimmed(line: readonly LooseNode[]): LooseNode[] {
  const content = [...line];
  const isGap = (node: LooseNode | undefined): boolean =>
    node !== undefined && (node.type === "hardBreak" || (node.text ?? "").trim() === "");
  while (isGap(content.at(-1))) content.pop();
  while (isGap(content[0])) content.shift();
  return content;
}
