import { getSchema, Node } from "@tiptap/core";
import Highlight from "@tiptap/extension-highlight";
import { TaskItem, TaskList } from "@tiptap/extension-list";
import StarterKit from "@tiptap/starter-kit";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOf } from "#shared/base/errors.ts";
import {
  emptyRichText,
  isBlank,
  isRichText,
  plainText,
  RICH_TEXT_LIMITS,
  type RichBlock,
  RichText,
  richTextFromParagraphs,
  richTextOf,
} from "#shared/domain/rich-text.ts";
import { arbitraryRichText } from "../../support/arbitrary-records.ts";

/** The grammar of the editor as the journal sets it up; tests/renderer/ui/editor holds the editor itself to it. */
const editorSchema = getSchema([
  StarterKit.configure({ code: false, codeBlock: false, heading: { levels: [1, 2, 3] } }),
  Highlight,
  TaskList,
  TaskItem.extend({ content: "paragraph block*" }),
  Node.create({
    name: "image",
    group: "block",
    atom: true,
    addAttributes: () => ({ file: { default: "" }, alt: { default: "" } }),
  }),
]);

const FILE = "AAAAAAAAAAAAAAAAAAAAEQ";
const doc = (...content: unknown[]) => ({ type: "doc", content });
const text = (words: string, ...marks: unknown[]) => ({
  type: "text",
  text: words,
  ...(marks.length > 0 ? { marks } : {}),
});
const paragraph = (...content: unknown[]) => ({ type: "paragraph", ...(content.length > 0 ? { content } : {}) });
const link = (href: string) => ({ type: "link", attrs: { href } });

function nested(lists: number): RichBlock {
  let block: RichBlock = { type: "paragraph", content: [{ type: "text", text: "deep" }] };
  for (let at = 0; at < lists; at++) {
    block = { type: "bulletList", content: [{ type: "listItem", content: [{ type: "paragraph" }, block] }] };
  }
  return block;
}

describe("what a stored text may be", () => {
  it("[D7] every text of the grammar is one the editor's own schema accepts", () => {
    fc.assert(
      fc.property(arbitraryRichText, (richText) => {
        expect(isRichText(richText)).toBe(true);
        editorSchema.nodeFromJSON(richText).check(); // throws where content does not fit
      }),
    );
  });

  it("[D7] what the editor gives back of it is taken in as the same text", () => {
    fc.assert(
      fc.property(arbitraryRichText, (richText) => {
        const fromEditor: unknown = editorSchema.nodeFromJSON(richText).toJSON();
        const taken = richTextOf(fromEditor);
        expect(plainText(taken)).toBe(plainText(richText));
        expect(editorSchema.nodeFromJSON(taken).eq(editorSchema.nodeFromJSON(richTextOf(richText)))).toBe(true);
      }),
    );
  });

  it.each([
    ["no object", "doc"],
    ["no content", { type: "doc" }],
    ["empty content", doc()],
    ["another root", paragraph()],
    ["an unknown node", doc({ type: "video" })],
    ["an image that names no file", doc({ type: "image", attrs: { file: "photo.jpg", alt: "" } })],
    [
      "an image with an address",
      doc({ type: "image", attrs: { file: FILE, alt: "", src: "https://example.invalid" } }),
    ],
    ["an image that says too much", doc({ type: "image", attrs: { file: FILE, alt: "x".repeat(1_001) } })],
    [
      "a task that is neither done nor not",
      doc({ type: "taskList", content: [{ type: "taskItem", attrs: { checked: "yes" }, content: [paragraph()] }] }),
    ],
    ["a task list of list items", doc({ type: "taskList", content: [{ type: "listItem", content: [paragraph()] }] })],
    [
      "a task that begins with a list",
      doc({ type: "taskList", content: [{ type: "taskItem", attrs: { checked: true }, content: [nested(1)] }] }),
    ],
    ["a code block", doc({ type: "codeBlock" })],
    ["a paragraph in a paragraph", doc(paragraph(paragraph()))],
    ["text outside a block", doc(text("loose"))],
    ["an empty text", doc(paragraph(text("")))],
    ["an unknown attribute", doc({ type: "paragraph", attrs: { onclick: "x" } })],
    ["a key that is a prototype", JSON.parse('{"type":"doc","content":[{"type":"paragraph"}],"__proto__":{}}')],
    ["an unknown mark", doc(paragraph(text("x", { type: "code" })))],
    ["a mark twice", doc(paragraph(text("x", { type: "bold" }, { type: "bold" })))],
    ["a heading of level 4", doc({ type: "heading", attrs: { level: 4 } })],
    ["a list without items", doc({ type: "bulletList", content: [] })],
    [
      "a list item that begins with a list",
      doc({ type: "bulletList", content: [{ type: "listItem", content: [nested(1)] }] }),
    ],
    ["a numbered list from one half", doc({ type: "orderedList", attrs: { start: 0.5 }, content: [] })],
  ])("[D7] refuses %s", (_name, value) => {
    expect(RichText.safeParse(value).success).toBe(false);
  });

  it.each(["https://example.invalid/", "http://example.invalid", "MAILTO:noa@example.invalid"])(
    "[D7] lets a link point to %s",
    (href) => {
      expect(isRichText(doc(paragraph(text("there", link(href)))))).toBe(true);
    },
  );

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "file:///etc",
    " https://x",
    "https://a b",
    "https://a\u0000",
    "//x",
    "",
  ])("[D7] refuses a link to %j and keeps its words", (href) => {
    const linked = doc(paragraph(text("there", link(href), { type: "bold" })));
    expect(isRichText(linked)).toBe(false);
    expect(richTextOf(linked)).toEqual(doc(paragraph(text("there", { type: "bold" }))));
  });

  it("[D8] refuses what is too long, too much or too deep", () => {
    const { characters, nodes, address } = RICH_TEXT_LIMITS;
    const long = (length: number) => doc(paragraph(text("x".repeat(length))));
    expect(isRichText(long(characters))).toBe(true);
    expect(isRichText(long(characters + 1))).toBe(false);
    const many = (count: number) => doc(...Array.from({ length: count }, () => paragraph()));
    expect(isRichText(many(nodes))).toBe(true);
    expect(isRichText(many(nodes + 1))).toBe(false);
    expect(isRichText(doc(nested(13)))).toBe(true);
    expect(isRichText(doc(nested(14)))).toBe(false);
    expect(isRichText(doc(paragraph(text("x", link(`https://${"x".repeat(address)}`)))))).toBe(false);
  });

  it("[D8] counts the addresses of links as characters", () => {
    const href = `https://${"x".repeat(1_900)}`;
    const linked = (count: number) => doc(paragraph(...Array.from({ length: count }, () => text("x", link(href)))));
    expect(isRichText(linked(200))).toBe(true);
    expect(isRichText(linked(300))).toBe(false);
  });

  it("[D8] the deepest text leaves its record within 64 levels of JSON", () => {
    const depthOf = (value: unknown): number =>
      typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;
    let deepest: RichBlock = {
      type: "paragraph",
      content: [{ type: "text", text: "x", marks: [{ type: "link", attrs: { href: "https://x" } }] }],
    };
    for (let depth = 4; depth <= RICH_TEXT_LIMITS.depth; depth++) deepest = { type: "blockquote", content: [deepest] };
    expect(isRichText(doc(deepest))).toBe(true);
    expect(isRichText(doc({ type: "blockquote", content: [deepest] }))).toBe(false);
    expect(depthOf({ body: doc(deepest) })).toBeLessThanOrEqual(64);
  });
});

describe("taking in what an editor or an import holds", () => {
  it("[D7] gives a text of ours back as it is", () => {
    const richText = richTextFromParagraphs(["one", "two"]);
    expect(richTextOf(richText)).toBe(richText);
  });

  it("[D7] drops the attributes and marks that are not ours and keeps the words", () => {
    const pasted = doc(
      {
        type: "orderedList",
        attrs: { start: 3, type: "i" },
        content: [{ type: "listItem", content: [paragraph(text("third", { type: "code" }))] }],
      },
      { type: "heading", attrs: { level: 6 }, content: [text("small")] },
      { type: "codeBlock", attrs: { language: null }, content: [text("a\nb")] },
      { type: "table", content: [{ type: "row", content: [{ type: "cell", content: [paragraph(text("cell"))] }] }] },
      { type: "bulletList", content: [] },
    );
    expect(richTextOf(pasted)).toEqual(
      doc(
        {
          type: "orderedList",
          attrs: { start: 3 },
          content: [{ type: "listItem", content: [paragraph(text("third"))] }],
        },
        { type: "heading", attrs: { level: 3 }, content: [text("small")] },
        paragraph(text("a"), { type: "hardBreak" }, text("b")),
        paragraph(text("cell")),
      ),
    );
  });

  it("[D7] lays flat what nests too deep, word for word", () => {
    const taken = richTextOf(doc(nested(40)));
    expect(isRichText(taken)).toBe(true);
    expect(plainText(taken).trim()).toBe("deep");
  });

  it("[D8] throws over-limit for what is too long, and for nesting no editor makes", () => {
    const codeFor = (value: unknown): string => {
      try {
        richTextOf(value);
        return "taken in";
      } catch (thrown) {
        return codeOf(thrown);
      }
    };
    expect(codeFor(doc(paragraph(text("x".repeat(RICH_TEXT_LIMITS.characters + 1)))))).toBe("over-limit");
    let abyss: unknown = text("x");
    for (let at = 0; at < 100_000; at++) abyss = { type: "unknown", content: [abyss] };
    expect(codeFor(abyss)).toBe("over-limit");
  });

  it("[D7] takes in anything at all as a text", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(isRichText(richTextOf(value))).toBe(true);
      }),
    );
  });
});

describe("the words of a text", () => {
  it("lists each block and each line break on a line of its own", () => {
    const richText = richTextOf(
      doc(
        { type: "heading", attrs: { level: 1 }, content: [text("Sunday")] },
        paragraph(text("rain, "), text("good", { type: "bold" }), { type: "hardBreak" }, text("bread")),
        {
          type: "bulletList",
          content: [
            { type: "listItem", content: [paragraph(text("tea"))] },
            { type: "listItem", content: [paragraph(text("toast"))] },
          ],
        },
        { type: "horizontalRule" },
        { type: "blockquote", content: [paragraph(text("said"))] },
      ),
    );
    expect(plainText(richText)).toBe("Sunday\nrain, good\nbread\ntea\ntoast\nsaid");
  });

  it("makes a paragraph of each line, and a page of none", () => {
    expect(plainText(richTextFromParagraphs(["one", "", "two\nthree"]))).toBe("one\n\ntwo\nthree");
    expect(richTextFromParagraphs([])).toEqual(emptyRichText());
    expect(isRichText(emptyRichText())).toBe(true);
  });

  it("is blank without a word", () => {
    expect(isBlank(emptyRichText())).toBe(true);
    expect(isBlank(richTextFromParagraphs(["  ", "\u00a0"]))).toBe(true);
    expect(isBlank(richTextFromParagraphs(["."]))).toBe(false);
  });
});
