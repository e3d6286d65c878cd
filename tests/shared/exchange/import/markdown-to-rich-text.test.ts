import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRichText, plainText, type RichBlock, type RichInline } from "#shared/domain/rich-text.ts";
import { fittedTexts } from "#shared/exchange/import/fitted.ts";
import { looseMarkdown } from "#shared/exchange/import/markdown-to-rich-text.ts";
import { markdownOf } from "#shared/exchange/markdown-text.ts";
import { arbitraryRichText } from "../../../support/arbitrary-records.ts";

const PHOTO = "abcdefghijklmnopqrstuA";
const read = (markdown: string): RichBlock[] =>
  fittedTexts(
    looseMarkdown(markdown, (address) =>
      address.startsWith("twofold-file:")
        ? { kind: "image", file: address.slice("twofold-file:".length) }
        : address === "photo.jpg"
          ? { kind: "image", file: PHOTO }
          : address === "song.m4a"
            ? { kind: "attached", words: "Our song" }
            : null,
    ).blocks,
  ).flatMap(({ content }) => content);

const text = (words: string, ...marks: string[]): RichInline =>
  ({
    type: "text",
    text: words,
    ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
  }) as RichInline;
const paragraph = (...content: RichInline[]): RichBlock => ({ type: "paragraph", content });
const BREAK: RichInline = { type: "hardBreak" };

describe("Markdown as text of ours", () => {
  it.each<[string, RichBlock[]]>([
    ["It rained\\. We stayed\\-in\\!", [paragraph(text("It rained. We stayed-in!"))]],
    [
      "one\ntwo  \nthree\\\nfour",
      [paragraph(text("one"), BREAK, text("two"), BREAK, text("three"), BREAK, text("four"))],
    ],
    ["a ==b **c**== d", [paragraph(text("a "), text("b ", "highlight"), text("c", "bold", "highlight"), text(" d"))]],
    ["1 == 1, \\==not==, a == b", [paragraph(text("1 == 1, ==not==, a == b"))]],
    [
      "<u>a</u> <mark>b</mark><br>c </u>d",
      [paragraph(text("a", "underline"), text(" "), text("b", "highlight"), BREAK, text("c "), text("d"))],
    ],
    ["I <3 you, <Sam>, <not a tag>", [paragraph(text("I <3 you, "), text("<Sam>"), text(", "), text("<not a tag>"))]],
    ["    indented is no code", [paragraph(text("indented is no code"))]],
    ["~5 or ~6, ~~gone~~", [paragraph(text("~5 or ~6, "), text("gone", "strike"))]],
    ["##### small", [{ type: "heading", attrs: { level: 3 }, content: [text("small")] }]],
    ["[a](notes/a.md) [](tel:1)", [paragraph(text("a"), text(" "), text("tel:1"))]],
    [
      'see ![the sea](photo.jpg "at noon") there',
      [
        paragraph(text("see ")),
        { type: "image", attrs: { file: PHOTO, alt: "the sea at noon" } },
        paragraph(text(" there")),
      ],
    ],
    ["![](song.m4a)\n\n![gone](lost.png)\n\n![](lost.png)", [paragraph(text("Our song")), paragraph(text("gone"))]],
    [
      "| a | b |\n|---|---|\n| **c** | |",
      [paragraph(text("a"), text(" | "), text("b")), paragraph(text("c", "bold"), text(" | "))],
    ],
    [
      "Said[^1].\n\n[^1]: By her\n\n[unused]: https://a.invalid 'so it is'",
      [
        paragraph(text("Said"), text("[1]"), text(".")),
        paragraph(text("[1] "), text("By her")),
        paragraph(text("[unused]: https://a.invalid so it is")),
      ],
    ],
    [
      "<!-- hidden --> \n\n<!-- -->\n\nshown <!-- aside -->",
      [paragraph(text("hidden")), paragraph(text("shown "), text("aside"))],
    ],
    [
      "- [x] done\n- [ ] open\n- plain",
      [
        {
          type: "taskList",
          content: [
            { type: "taskItem", attrs: { checked: true }, content: [paragraph(text("done"))] },
            { type: "taskItem", attrs: { checked: false }, content: [paragraph(text("open"))] },
          ],
        },
        { type: "bulletList", content: [{ type: "listItem", content: [paragraph(text("plain"))] }] },
      ],
    ],
    ["```js\nlet a;\n\nlet b;\n```", [paragraph(text("let a;"), BREAK, BREAK, text("let b;"))]],
    [
      "<div>Hello <b>there</b></div><script>evil()</script>\n\n<custom>words",
      [paragraph(text("Hello "), text("there", "bold")), paragraph(text("<custom>"), text("words"))],
    ],
  ])("%j", (markdown, blocks) => {
    expect(read(markdown)).toEqual(blocks);
  });
});

/** Letters and digits, in their order. */
const bare = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, "");

describe("Markdown of ours, read back", () => {
  it("[D44] keeps every word of any text, in order", () => {
    fc.assert(
      fc.property(arbitraryRichText, (richText) => {
        const back = bare(plainText({ type: "doc", content: read(markdownOf(richText)) }));
        // A number may be added where an item that begins with nothing is no item in Markdown.
        let at = 0;
        const kept = bare(plainText(richText));
        for (const sign of back) if (kept.startsWith(sign, at)) at += sign.length;
        expect(kept.slice(at)).toBe("");
      }),
      { numRuns: 100 },
    );
  });

  it("[D44] is the same text, where it has nothing that Markdown cannot say", () => {
    const words = fc
      .array(fc.constantFrom("rain", "tea", "she said", "שלום", "a_b", "1*2", "it's", "<3", "#1"), {
        minLength: 1,
        maxLength: 3,
      })
      .map((some) => some.join(" "));
    const marks = fc.constantFrom<string[]>([], ["bold"], ["italic"], ["strike"], ["highlight"], ["underline"]);
    // Words with one mark, spaces between: what stands against a mark without a space is not always a mark to Markdown.
    const line = fc
      .array(fc.tuple(words, marks), { minLength: 1, maxLength: 3 })
      .map((runs) => runs.flatMap(([said, on], at) => [...(at > 0 ? [text(" and ")] : []), text(said, ...on)]))
      .map(merged);
    const said = line.map((content) => paragraph(...content));
    const items = (type: string) =>
      fc.array(said, { minLength: 1, maxLength: 3 }).map((all) => all.map((each) => ({ type, content: [each] })));
    const block = fc.oneof(
      said,
      line.map((content): RichBlock => ({ type: "heading", attrs: { level: 2 }, content })),
      items("listItem").map((content) => ({ type: "bulletList", content }) as RichBlock),
      items("listItem").map((content) => ({ type: "orderedList", attrs: { start: 3 }, content }) as RichBlock),
      fc
        .tuple(items("taskItem"), fc.boolean())
        .map(
          ([all, checked]) =>
            ({ type: "taskList", content: all.map((item) => ({ ...item, attrs: { checked } })) }) as RichBlock,
        ),
      fc.array(said, { minLength: 1, maxLength: 2 }).map((content): RichBlock => ({ type: "blockquote", content })),
      fc.constant<RichBlock>({ type: "horizontalRule" }),
      words.map((alt): RichBlock => ({ type: "image", attrs: { file: PHOTO, alt } })),
    );
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 5 }), (content) => {
        const back = read(markdownOf({ type: "doc", content }));
        expect(back.map(mergedBlock)).toEqual(content);
      }),
      { numRuns: 100 },
    );
  });
});

/** Neighbours with the same marks as one, as the editor writes them. */
function merged(content: readonly RichInline[]): RichInline[] {
  const runs: RichInline[] = [];
  for (const inline of content) {
    const before = runs.at(-1);
    if (
      before?.type === "text" &&
      inline.type === "text" &&
      JSON.stringify(before.marks) === JSON.stringify(inline.marks)
    )
      runs[runs.length - 1] = { ...before, text: before.text + inline.text };
    else runs.push(inline);
  }
  return runs;
}
const mergedBlock = (block: RichBlock): RichBlock => {
  const { content } = block as { content?: readonly (RichInline | RichBlock)[] };
  if (content === undefined) return block;
  const inline = content.every((each) => each.type === "text" || each.type === "hardBreak");
  return {
    ...block,
    content: inline ? merged(content) : content.map((each) => mergedBlock(each as RichBlock)),
  } as RichBlock;
};

describe("hostile Markdown", () => {
  it.each([
    ">",
    "- ",
    "*a ",
    "**a_ ",
    "[",
    "![",
    "[a](",
    "`a``",
    "<a ",
    "<!--",
    "<b>",
    "<div>",
    "|a",
    "a@b.",
    "[^1]:",
    "1. ",
  ])("a text of nothing but %j is read within bounds, with its words", (sign) => {
    const markdown = `${sign.repeat(2_000)} word`;
    const texts = fittedTexts(looseMarkdown(markdown, () => null).blocks);
    for (const each of texts) expect(isRichText(each)).toBe(true);
    expect(texts.map(plainText).join(" ")).toContain("word");
  });

  it("[D8] a text too long for an entry becomes several, with every word", () => {
    const words = Array.from({ length: 120_000 }, (_, at) => `word${at}`).join(" ");
    const texts = fittedTexts(looseMarkdown(`# Long\n\n${words}`, () => null).blocks);
    expect(texts.length).toBeGreaterThan(1);
    for (const each of texts) expect(isRichText(each)).toBe(true);
    expect(bare(texts.map(plainText).join(""))).toBe(bare(`Long${words}`));
  });
});
