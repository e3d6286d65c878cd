import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { isRichText, plainText, type RichText } from "#shared/domain/rich-text.ts";
import { emptyRichText, richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { RichTextEditor } from "#renderer/ui/editor/RichTextEditor.tsx";
import { arbitraryRichText } from "../../../support/arbitrary-records.ts";
import { show } from "../../../support/screen.tsx";

interface Clipboard {
  html?: string;
  text?: string;
  files?: readonly File[];
}

/** What a page becomes by pasting, and what it asked for. */
async function pasted(clipboard: Clipboard, initial: RichText = emptyRichText()) {
  const said: RichText[] = [];
  const onFiles = vi.fn();
  const { place, leave } = await show(
    <RichTextEditor
      initial={initial}
      label="Your page"
      focused
      onChange={(text) => said.push(text)}
      onFiles={onFiles}
    />,
  );
  const page = place.querySelector<HTMLElement>("[role=textbox]");
  if (page === null) throw new Error("no editor");
  page.focus();
  const clipboardData = new DataTransfer();
  if (clipboard.html !== undefined) clipboardData.setData("text/html", clipboard.html);
  if (clipboard.text !== undefined) clipboardData.setData("text/plain", clipboard.text);
  for (const file of clipboard.files ?? []) clipboardData.items.add(file);
  page.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  const text = said.at(-1) ?? initial;
  expect(isRichText(text)).toBe(true);
  const markup = page.innerHTML;
  await leave();
  return { text, markup, onFiles };
}

const fromWord = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri"} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoTitle><span lang=EN-GB style='font-family:"Calibri Light"'>My week<o:p></o:p></span></p>
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span style='font-size:11.0pt;color:#C00000'>Monday</span></b><span
style='mso-spacerun:yes'>  </span>in <st1:City w:st="on"><st1:place w:st="on">Lisbon</st1:place></st1:City>, <i>slow</i> and <span
style='background:yellow;mso-highlight:yellow'>warm</span>.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>bread</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp; </span></span><![endif]>with seeds</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>milk</p>
<p class=MsoNormal>and in order</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span><![endif]>rest</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>4.<span>&nbsp; </span></span><![endif]>walk</p>
<p class=MsoNormal>A <a style='mso-comment-reference:N_1;mso-comment-date:20260101T0900'>noted</a><span
class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor href="#_msocom_1">[N1]</a></span></span> line<span style='display:none;mso-hide:all'>hidden by Word</span>.</p>
<p class=MsoNormal><!--[if gte vml 1]><v:shape id="x"><v:imagedata src="file:///C:/tmp/clip.png"/></v:shape><![endif]--><![if !vml]><img width=200 height=100 src="file:///C:/tmp/clip.png" alt="The kitchen table"><![endif]></p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Tuesday</p></td><td><p class=MsoNormal>3 km</p></td></tr><tr><td><p class=MsoNormal>Friday</p></td><td><p class=MsoNormal>5 km</p></td></tr></table>
<!--EndFragment--><div style='mso-element:comment-list'><p class=MsoCommentText>why noted?</p></div></body></html>`;

test("[D7] from Word every word comes, as headings, marks, nested and numbered lists and rows, and nothing else", async () => {
  const { text, markup } = await pasted({ html: fromWord, text: "My week" });
  const item = (words: string, ...more: object[]) => ({
    type: "listItem",
    content: [{ type: "paragraph", content: [{ type: "text", text: words }] }, ...more],
  });
  const line = (words: string) => ({ type: "paragraph", content: [{ type: "text", text: words }] });
  expect(text.content).toEqual([
    { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "My week" }] },
    {
      type: "paragraph",
      content: [
        { type: "text", text: "Monday", marks: [{ type: "bold" }] },
        { type: "text", text: " in Lisbon, " },
        { type: "text", text: "slow", marks: [{ type: "italic" }] },
        { type: "text", text: " and " },
        { type: "text", text: "warm", marks: [{ type: "highlight" }] },
        { type: "text", text: "." },
      ],
    },
    {
      type: "bulletList",
      content: [item("bread", { type: "bulletList", content: [item("with seeds")] }), item("milk")],
    },
    line("and in order"),
    { type: "orderedList", attrs: { start: 3 }, content: [item("rest"), item("walk")] },
    line("A noted line."),
    line("The kitchen table"),
    line("Tuesday | 3 km"),
    line("Friday | 5 km"),
  ]);
  expect(markup).not.toMatch(/style=|mso|font-family|file:/i);
});

const fromWeb = `<meta charset="utf-8"><article class="post" style="font-family:Arial">
<script>window.stolen = 1</script><style>p{color:red}</style><h2 id="x" onclick="stolen()"><span>On <b>rest</b></span></h2>
<p style="color:#333"><span style="font-weight:700">One</span> thing <a href="https://example.org/a?utm=1" onclick="x()">to read</a>, <a href="javascript:alert(1)">not this</a>,
<a href="/local">nor here</a><img src="https://tracker.invalid/p.gif" width="1" height="1" alt="pixel"><span style="visibility:hidden">unseen</span><span hidden>gone</span><span style="font-size:0px">tiny</span>.</p>
<figure><picture><source srcset="https://remote.invalid/x.avif"><img src="https://remote.invalid/x.jpg" srcset="https://remote.invalid/2x.jpg 2x" alt="A bench by the sea"></picture><figcaption>Seen in May</figcaption></figure>
<img src="https://remote.invalid/none.jpg"><video poster="https://remote.invalid/v.jpg">no video</video><iframe src="https://remote.invalid/f"></iframe>
<ul><li>first<ul><li><p>inner <code>code</code></p></li></ul></li><ol><li>stray</li></ol><li><input type="checkbox">last</li></ul>
<ul class="contains-task-list"><li><input type="checkbox" checked disabled> done</li><li><input type="checkbox" disabled> open</li></ul>
<pre>one
  two</pre><blockquote><div>said<br>so</div></blockquote><hr>
<table><thead><tr><th>day</th><th>felt</th></tr></thead><tbody><tr><td>May <b>2</b></td><td><a href="https://example.org/">well</a></td></tr></tbody></table>
<table role="presentation"><tr><td><h3>Arranged</h3><p>as a page</p></td></tr></table><dl><dt>term</dt><dd>meaning</dd></dl></article>`;

const fromDocs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-weight:400;white-space:pre-wrap">Plain, </span><span style="font-weight:700;font-style:italic">strong</span><span style="text-decoration:underline">, under</span></p><ul><li dir="ltr" role="checkbox" aria-checked="true"><p role="presentation"><span style="text-decoration:line-through">bought</span></p></li></ul></b><br class="Apple-interchange-newline">`;

test("[D7] from the web and Google Docs every word that was seen comes, and nothing is fetched, run or hidden", async () => {
  const seen = performance.getEntriesByType("resource").length;
  const { text, markup } = await pasted({ html: fromWeb, text: "On rest" });
  expect(plainText(text).split("\n")).toEqual([
    "On rest",
    "One thing to read, not this, nor here.",
    "A bench by the sea",
    "Seen in May",
    "first",
    "inner code",
    "stray",
    "last",
    "done",
    "open",
    "one",
    "two",
    "said",
    "so",
    "day | felt",
    "May 2 | well",
    "Arranged",
    "as a page",
    "term",
    "meaning",
  ]);
  expect(text.content[0]).toEqual({
    type: "heading",
    attrs: { level: 2 },
    content: [{ type: "text", text: "On rest" }],
  });
  const said = JSON.stringify(text);
  expect([...said.matchAll(/"href":"([^"]*)"/g)].map(([, href]) => href)).toEqual([
    "https://example.org/a?utm=1",
    "https://example.org/",
  ]);
  expect(text.content.find(({ type }) => type === "taskList")).toMatchObject({
    content: [{ attrs: { checked: true } }, { attrs: { checked: false } }],
  });
  expect(markup).not.toMatch(/src=|srcset|invalid|color|font|onclick|javascript/i);
  expect("stolen" in window).toBe(false);
  expect(
    performance
      .getEntriesByType("resource")
      .slice(seen)
      .map(({ name }) => name)
      .filter((name) => name.includes("invalid")),
  ).toEqual([]);

  const docs = await pasted({ html: fromDocs, text: "Plain" });
  expect(docs.text.content).toEqual([
    {
      type: "paragraph",
      content: [
        { type: "text", text: "Plain, " },
        {
          type: "text",
          text: "strong",
          marks: expect.arrayContaining([{ type: "bold" }, { type: "italic" }]) as unknown,
        },
        { type: "text", text: ", under", marks: [{ type: "underline" }] },
      ],
    },
    {
      type: "taskList",
      content: [
        {
          type: "taskItem",
          attrs: { checked: true },
          content: [{ type: "paragraph", content: [{ type: "text", text: "bought", marks: [{ type: "strike" }] }] }],
        },
      ],
    },
  ]);
});

test("[D7] plain text keeps its line ends, and what looks like Markdown or markup in it is text", async () => {
  const { text } = await pasted({
    text: "# no heading\r\n- **no** list\r\n\r\n<b>x</b> https://example.org\n\n\nlast",
  });
  expect(text.content).toEqual([
    {
      type: "paragraph",
      content: [{ type: "text", text: "# no heading" }, { type: "hardBreak" }, { type: "text", text: "- **no** list" }],
    },
    { type: "paragraph", content: [{ type: "text", text: "<b>x</b> https://example.org" }] },
    { type: "paragraph", content: [{ type: "text", text: "last" }] },
  ]);
});

test("[D7] words pasted into a line stay in the line, and a picture of another page comes as its words", async () => {
  const into = await pasted({ html: "<p><b>and</b> more</p>" }, richTextFromParagraphs(["Here "]));
  expect(plainText(into.text)).toBe("Here and more");
  const own = await pasted({
    html: `<img data-pm-slice="0 0 []" data-file="${"x".repeat(21)}A" alt="elsewhere"><p>x</p>`,
  });
  expect(own.markup).not.toContain("data-file");
  expect(plainText(own.text)).toBe("elsewhere\nx");
  const list = await pasted({
    html: `<li data-pm-slice="2 2 [&quot;orderedList&quot;,{&quot;start&quot;:1}]"><p>one</p></li><li><p>two</p></li>`,
  });
  expect(list.text.content[0]?.type).toBe("orderedList");
});

test("[D60] a pasted picture goes to the page's files; a picture of words that came with them does not", async () => {
  const png = new File([new Uint8Array([137, 80, 78, 71])], "image.png", { type: "image/png" });
  const alone = await pasted({ html: '<img src="https://remote.invalid/x.png">', files: [png] });
  expect(alone.onFiles).toHaveBeenCalledOnce();
  expect(alone.text).toEqual(emptyRichText());
  const words = await pasted({ html: "<p>words</p>", text: "words", files: [png] });
  expect(words.onFiles).not.toHaveBeenCalled();
  expect(plainText(words.text)).toBe("words");
});

test("[D7] what is copied from a page and pasted into another keeps every word", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRichText, async (copied) => {
      const { place, leave } = await show(
        <RichTextEditor initial={copied} label="Your page" focused onChange={() => undefined} />,
      );
      const page = place.querySelector<HTMLElement>("[role=textbox]");
      await expect.poll(() => document.activeElement).toBe(page);
      await userEvent.keyboard("{Control>}a{/Control}");
      const clipboardData = new DataTransfer();
      page?.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
      await leave();
      const html = clipboardData.getData("text/html");
      const { text } = await pasted({ html, text: clipboardData.getData("text/plain") });
      const words = (of: RichText): string[] =>
        plainText(of)
          .split(/\s+/u)
          .filter((word) => word !== "");
      expect(words(text)).toEqual(words(copied));
    }),
    { numRuns: 10 },
  );
});
