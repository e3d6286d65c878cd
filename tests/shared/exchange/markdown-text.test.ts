import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainText, type RichInline, type RichMark, type RichText } from "#shared/domain/rich-text.ts";
import { markdownLine, markdownOf, markdownWords } from "#shared/exchange/markdown-text.ts";
import { arbitraryRichText } from "../../support/arbitrary-records.ts";

const text = (words: string, ...marks: RichMark["type"][]): RichInline => ({
  type: "text",
  text: words,
  ...(marks.length > 0
    ? {
        marks: marks.map((type): RichMark =>
          type === "link" ? { type, attrs: { href: "https://example.invalid/<a>" } } : { type },
        ),
      }
    : {}),
});
const page = (...inlines: RichInline[]): RichText => ({
  type: "doc",
  content: [{ type: "paragraph", content: inlines }],
});

describe("plain text as Markdown", () => {
  it.each([
    ["# not a heading", "\\# not a heading"],
    ["- not a list", "\\- not a list"],
    ["1. not a list", "1\\. not a list"],
    ["=== not a rule", "\\=== not a rule"],
    [
      "> *no* _signs_ [here](x) `at` <b>all</b> ~~or~~",
      "\\> \\*no\\* \\_signs\\_ \\[here\\](x) \\`at\\` \\<b\\>all\\</b\\> \\~\\~or\\~\\~",
    ],
    ["&amp; stays, a & b too", "\\&amp; stays, a & b too"],
    ["    not code", "not code"],
    ["at 7. We ate - early", "at 7. We ate - early"],
  ])("[D44] %j", (plain, markdown) => {
    expect(markdownLine(plain)).toBe(markdown);
  });

  it("[D44] sentences keep their paragraphs and line breaks", () => {
    expect(markdownWords("one\ntwo\n\n\n# three\n")).toBe("one\\\ntwo\n\n\\# three");
    expect(markdownWords("")).toBe("");
  });
});

describe("rich text as Markdown", () => {
  it.each([
    ["a #", "## a \\#"],
    ["a ## ", "## a \\##"],
    ["##", "## \\##"],
    ["c# a#", "## c# a#"],
  ])("[D44] a heading keeps the signs at its end: %j", (words, markdown) => {
    expect(
      markdownOf({ type: "doc", content: [{ type: "heading", attrs: { level: 2 }, content: [text(words)] }] }),
    ).toBe(markdown);
  });

  it("[D44] opens and closes marks as they change, with spaces outside", () => {
    expect(
      markdownOf(page(text("plain "), text("bold ", "bold"), text("both", "bold", "italic"), text(" end", "bold"))),
    ).toBe("plain **bold *both* end**");
    expect(markdownOf(page(text("a", "strike"), text(" "), text("b", "underline")))).toBe("~~a~~ <u>b</u>");
    expect(markdownOf(page(text("there", "link"), text("!")))).toBe("[there](<https://example.invalid/\\<a\\>>)!");
  });

  it("[D44] writes every kind of block", () => {
    const item = (...content: RichText["content"]) => ({ type: "listItem" as const, content });
    const said = (words: string) => ({ type: "paragraph" as const, content: [text(words)] });
    expect(
      markdownOf({
        type: "doc",
        content: [
          { type: "heading", attrs: { level: 2 }, content: [text("Sunday"), { type: "hardBreak" }, text("rain")] },
          { type: "paragraph" },
          { type: "paragraph", content: [text("one"), { type: "hardBreak" }, text("- two"), { type: "hardBreak" }] },
          {
            type: "bulletList",
            content: [
              item(said("tea"), {
                type: "orderedList",
                attrs: { start: 9 },
                content: [item(said("x")), item(said("y"))],
              }),
              item(said("toast")),
            ],
          },
          { type: "bulletList", content: [item(said("another list"))] },
          { type: "horizontalRule" },
          { type: "blockquote", content: [said("said"), said("twice")] },
        ],
      }),
    ).toBe(
      [
        "## Sunday rain",
        "one\\\n\\- two",
        "- tea\n\n  9. x\n  10. y\n- toast",
        "<!-- -->",
        "- another list",
        "---",
        "> said\n>\n> twice",
      ].join("\n\n"),
    );
  });

  it("[D44] loses no word of any text", () => {
    const bare = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, "");
    fc.assert(
      fc.property(arbitraryRichText, (richText) => {
        const markdown = markdownOf(richText)
          .replaceAll("](<https://example.invalid/a?b=1&c=2>)", "")
          .replace(/<\/?u>/g, "");
        const kept = bare(plainText(richText));
        // Numbers of lists are added; every letter and digit written is there, in order.
        let at = 0;
        for (const sign of bare(markdown)) if (sign === kept.charAt(at) || kept.startsWith(sign, at)) at += sign.length;
        expect(at).toBe(kept.length);
      }),
    );
  });

  it("[D44] lets no HTML of the writer through", () => {
    fc.assert(
      fc.property(arbitraryRichText, (richText) => {
        const markdown = markdownOf(richText).replace(
          /<\/?(?:u|mark)>|<!-- -->|\]\(<https:\/\/example\.invalid\/a\?b=1&c=2>\)/g,
          "",
        );
        expect(markdown.replace(/\\[\\<]/g, "")).not.toMatch(/</);
      }),
    );
  });
});
