import { createRef } from "react";
import { expect, test, vi } from "vitest";
import { page as browser, userEvent } from "vitest/browser";
import type { StoredFile } from "#shared/domain/file.ts";
import { emptyRichText, isRichText, plainText, type RichBlock, type RichText } from "#shared/domain/rich-text.ts";
import type { EditorHandle } from "#renderer/ui/editor/editor-handle.ts";
import { RichTextEditor } from "#renderer/ui/editor/RichTextEditor.tsx";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import { show } from "../../../support/screen.tsx";

const photo = (letter: string): StoredFile => ({
  sealed: { id: `${letter.repeat(21)}A`, key: "k".repeat(43), bytes: 3, parts: ["p".repeat(43)] },
  name: "garden.jpg",
  type: "image/jpeg",
  picture: null,
});
const GARDEN = photo("g");

const doc = (...content: RichBlock[]): RichText => ({ type: "doc", content });
const line = (text: string): RichBlock =>
  text === "" ? { type: "paragraph" } : { type: "paragraph", content: [{ type: "text", text }] };

async function writing(initial: RichText = emptyRichText(), files: readonly StoredFile[] = [GARDEN]) {
  const said: RichText[] = [];
  const handle = createRef<EditorHandle>();
  const asked = { onPhoto: vi.fn(), onPrompt: vi.fn(), onTemplate: vi.fn() };
  const shown = await show(
    <RichTextEditor
      ref={handle}
      initial={initial}
      label="Your page"
      focused
      files={files}
      today={() => "Monday 23 November 2026"}
      onChange={(text) => said.push(text)}
      {...asked}
    />,
  );
  const page = shown.place.querySelector<HTMLElement>("[role=textbox]");
  if (page === null || handle.current === null) throw new Error("no editor");
  await expect.poll(() => document.activeElement).toBe(page);
  const last = (): RichText => {
    const text = said.at(-1) ?? initial;
    expect(isRichText(text)).toBe(true);
    return text;
  };
  // The editor hears of a caret that was moved by keys a task later: no person is faster.
  const type = async (...strokes: readonly string[]): Promise<void> => {
    for (const keys of strokes) {
      await userEvent.keyboard(keys);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const toStart = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 250)); // ProseMirror takes a jump there right after a focus for the browser's
    await type("{Control>}{Home}{/Control}");
  };
  return { ...shown, page, handle: handle.current, last, said, asked, type, toStart };
}

const marksOf = (text: RichText): unknown =>
  text.content.map((block) =>
    "content" in block
      ? block.content?.map((inline) => [
          "text" in inline ? inline.text : inline.type,
          ...("marks" in inline ? (inline.marks ?? []).map(({ type }) => type) : []),
        ])
      : [],
  );

test("[D7] Markdown is understood as it is typed, and only where it is meant", async () => {
  const cases: readonly (readonly [typed: string, RichBlock["type"]])[] = [
    ["# a", "heading"],
    ["### a", "heading"],
    ["- a", "bulletList"],
    ["1. a", "orderedList"],
    ["[[ ] a", "taskList"],
    ["- [[x] a", "taskList"],
    ["> a", "blockquote"],
    ["---", "horizontalRule"],
  ];
  for (const [typed, type] of cases) {
    const at = await writing();
    await at.type(typed);
    expect([typed, at.last().content[0]?.type]).toEqual([typed, type]);
    if (typed === "- [[x] a")
      expect(at.last().content).toEqual([
        { type: "taskList", content: [{ type: "taskItem", attrs: { checked: true }, content: [line("a")] }] },
      ]);
    await at.leave();
  }

  const marks = await writing();
  await marks.type("**so** *it* ~~was~~ ==here== __and__ _there_");
  expect(marksOf(marks.last())).toEqual([
    [
      ["so", "bold"],
      [" "],
      ["it", "italic"],
      [" "],
      ["was", "strike"],
      [" "],
      ["here", "highlight"],
      [" "],
      ["and", "bold"],
      [" "],
      ["there", "italic"],
    ],
  ]);
  await marks.leave();

  const words = "2 * 3 * 4, snake_case_name, a**b**c, 5 == 5 == 5, and/or, no - list, x# y";
  const plain = await writing();
  await plain.type(words);
  expect(plain.last()).toEqual(doc(line(words)));
  await plain.leave();
});

test("[D7] tasks nest, are named by their words, and are done by key and by pointer", async () => {
  const at = await writing();
  await at.type("[[ ] water{Enter}{Tab}the fern{Enter}{Shift>}{Tab}{/Shift}post");
  const boxes = (): HTMLInputElement[] => [...at.place.querySelectorAll<HTMLInputElement>("input[type=checkbox]")];
  expect(boxes().map((box) => box.getAttribute("aria-label"))).toEqual(["water", "the fern", "post"]);

  await at.type("{Control>}{Enter}{/Control}");
  await userEvent.click(boxes()[1] as HTMLElement);
  expect(boxes().map((box) => box.checked)).toEqual([false, true, true]);
  const task = (checked: boolean, ...content: RichBlock[]) => ({
    type: "taskItem" as const,
    attrs: { checked },
    content,
  });
  const text = doc({
    type: "taskList",
    content: [
      task(false, line("water"), { type: "taskList", content: [task(true, line("the fern"))] }),
      task(true, line("post")),
    ],
  });
  expect(at.last()).toEqual(text);
  await at.leave();

  const read = await show(<RichTextView value={text} />);
  expect([...read.place.querySelectorAll("[role=img]")].map((box) => box.getAttribute("aria-label"))).toEqual([
    "not done",
    "done",
    "done",
  ]);
  expect(read.place.querySelectorAll("ul ul > li")).toHaveLength(1);
  await read.leave();
});

test("headings that are read skip no level, whatever sizes they were written in, and keep their sizes", async () => {
  const heading = (level: 1 | 2 | 3, words: string): RichBlock => ({
    type: "heading",
    attrs: { level },
    content: [{ type: "text", text: words }],
  });
  const text = doc(
    heading(2, "first"),
    heading(3, "below it"),
    { type: "blockquote", content: [heading(1, "largest"), heading(3, "two sizes smaller")] },
    heading(2, "between"),
    heading(3, "smallest"),
  );
  const read = await show(<RichTextView value={text} />);
  const found = [...read.place.querySelectorAll("h1, h2, h3, h4, h5")];
  expect(found.map(({ localName, textContent }) => `${localName} ${textContent}`)).toEqual([
    "h3 first",
    "h4 below it",
    "h3 largest",
    "h4 two sizes smaller",
    "h4 between",
    "h5 smallest",
  ]);
  const sizes = found.map((each) => Number.parseFloat(getComputedStyle(each).fontSize));
  expect(new Set([sizes[0], sizes[4]]).size).toBe(1);
  expect(new Set([sizes[1], sizes[3], sizes[5]]).size).toBe(1);
  expect(sizes[2]).toBeGreaterThan(sizes[0] ?? 0);
  expect(sizes[0]).toBeGreaterThan(sizes[1] ?? 0);
  await read.leave();
});

test("the slash menu opens where a slash can mean nothing else, is filtered by typing and worked by keys", async () => {
  const at = await writing();
  const menu = (): HTMLElement | null => at.place.querySelector("[role=listbox]");
  const active = (): string | null | undefined =>
    document.getElementById(at.page.getAttribute("aria-activedescendant") ?? "")?.textContent;

  await at.type("/");
  await expect.poll(menu).not.toBeNull();
  expect(at.page.getAttribute("aria-controls")).toBe(menu()?.id);
  expect(document.activeElement).toBe(at.page);
  expect(active()).toBe("Large heading");
  await at.type("{ArrowUp}");
  expect(active()).toBe("Template");
  await at.type("citation");
  expect(active()).toBe("Quotation");
  await at.type("{Enter}said");
  expect(at.last()).toEqual(doc({ type: "blockquote", content: [line("said")] }));
  expect(menu()).toBeNull();
  await at.leave();

  // Escape leaves the slash as text; within words it never was more.
  const text = await writing();
  await text.type("and/or 1/");
  expect(text.place.querySelector("[role=listbox]")).toBeNull();
  await text.type(" /");
  await expect.poll(() => text.place.querySelector("[role=listbox]")).not.toBeNull();
  await text.type("{Escape}");
  expect(text.place.querySelector("[role=listbox]")).toBeNull();
  await text.type("head{Enter}");
  expect(plainText(text.last())).toBe("and/or 1/ /head\n");
  await text.type("/zzz");
  expect(text.place.querySelector("[role=listbox]")).toBeNull();
  expect(text.page.hasAttribute("aria-activedescendant")).toBe(false);
  await text.leave();

  const asks = await writing();
  await asks.type("/date{Enter}, ");
  await asks.type("/photo{Enter}/prompt{Enter}");
  await asks.type("/template{Enter}");
  expect(plainText(asks.last())).toBe("Monday 23 November 2026, ");
  for (const ask of Object.values(asks.asked)) expect(ask).toHaveBeenCalledTimes(1);
  await asks.leave();
});

test("the slash menu stays in a narrow window, above the caret where there is no room below, and at the start side of a line", async () => {
  await browser.viewport(360, 480);
  const many = Array.from({ length: 30 }, (_, at) => line(`${at}`));
  for (const words of ["left to right", "מימין לשמאל"]) {
    const at = await writing(doc(...many, line(words)));
    await at.type(" /");
    await expect.poll(() => at.place.querySelector("[role=listbox]")).not.toBeNull();
    const menu = (at.place.querySelector("[role=listbox]") as HTMLElement).getBoundingClientRect();
    const caret = getSelection()?.getRangeAt(0).getBoundingClientRect() as DOMRect;
    expect(menu.left).toBeGreaterThanOrEqual(0);
    expect(menu.right).toBeLessThanOrEqual(360);
    expect(menu.bottom).toBeLessThanOrEqual(480);
    expect(menu.bottom <= caret.top || menu.top >= caret.bottom).toBe(true);
    await at.leave();
  }
  await browser.viewport(414, 896);
});

test("[D7] blocks and pictures go in below what is written, never in its place, and are one step of undo", async () => {
  const initial = doc(line("Before."), line("Behind."));
  const at = await writing(initial);
  await at.toStart();
  await at.type("{Shift>}{End}{/Shift}");
  await expect.poll(() => at.place.querySelector(".rich-text-count")?.textContent).toContain("Chosen: 1 word");
  at.handle.insert([
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "What did I need?" }] },
    line(""),
  ]);
  await at.type("Rest.");
  expect(plainText(at.last())).toBe("Before.\nWhat did I need?\nRest.\nBehind.");

  at.handle.insertImage(GARDEN, "the garden");
  await at.type("There.");
  expect(plainText(at.last())).toBe("Before.\nWhat did I need?\nRest.\nthe garden\nThere.Behind.");
  for (let step = 0; step < 6; step += 1) await at.type("{Control>}z{/Control}");
  expect(at.last()).toEqual(initial);
  await at.leave();
});

test("[D60] a picture is chosen by arrow keys, described in words and deleted by key", async () => {
  const image = (alt: string): RichBlock => ({ type: "image", attrs: { file: GARDEN.sealed.id, alt } });
  const at = await writing(doc(line("a"), image(""), line("b")));
  const picture = (): Element | null => at.place.querySelector(".rich-text-picture[data-selected]");
  await at.toStart();
  await at.type("{ArrowDown}");
  await expect.poll(picture).not.toBeNull();
  await at.type("{Tab}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("What the photo shows");
  await at.type("fern{Escape}");
  expect(at.last()).toEqual(doc(line("a"), image("fern"), line("b")));
  expect(document.activeElement).toBe(at.page);
  await expect.poll(picture).not.toBeNull();
  await at.type("{ArrowDown}", "c", "{ArrowUp}");
  expect(plainText(at.last())).toBe("a\nfern\ncb");
  await expect.poll(picture).not.toBeNull();
  await at.type("{Delete}");
  expect(at.last()).toEqual(doc(line("a"), line("cb")));
  await at.leave();
});

test("[D7] a link shows its whole address and never opens; it is added, changed and removed", async () => {
  const opened = vi.spyOn(window, "open");
  const at = await writing();
  await at.type("over there{Shift>}{Control>}{ArrowLeft}{/Control}{/Shift}{Control>}k{/Control}");
  const field = (): HTMLInputElement | null => document.querySelector("[role=dialog] input");
  await expect.poll(field).not.toBeNull();
  await userEvent.fill(field() as HTMLInputElement, "javascript:alert(1)");
  await userEvent.keyboard("{Enter}");
  await expect.poll(() => document.querySelector("[role=dialog] [role=alert]")?.textContent).toContain("no address");
  await userEvent.fill(field() as HTMLInputElement, "example.org/a?b=c");
  expect(document.querySelector("[role=dialog]")?.textContent).toContain("https://example.org/a?b=c");
  await userEvent.keyboard("{Enter}");
  await expect.poll(field).toBeNull();
  expect(at.last()).toEqual(
    doc({
      type: "paragraph",
      content: [
        { type: "text", text: "over " },
        { type: "text", text: "there", marks: [{ type: "link", attrs: { href: "https://example.org/a?b=c" } }] },
      ],
    }),
  );

  await expect.poll(() => document.activeElement).toBe(at.page);
  await at.type("{ArrowLeft}{ArrowRight}{ArrowRight}");
  await expect.poll(() => at.place.querySelector(".rich-text-address")?.textContent).toBe("https://example.org/a?b=c");
  const link = at.place.querySelector<HTMLElement>("a") as HTMLElement;
  const followed: boolean[] = [];
  const hear = (event: Event): void => void followed.push(!event.defaultPrevented);
  for (const kind of ["click", "auxclick"]) window.addEventListener(kind, hear, { once: true });
  await userEvent.click(link, { modifiers: ["Control"] });
  await userEvent.click(link, { button: "middle" });
  expect(followed).toEqual([false, false]);
  expect(opened).not.toHaveBeenCalled();

  const buttons = [...at.place.querySelectorAll<HTMLButtonElement>(".rich-text-link-bar button")];
  expect(buttons.map((button) => button.textContent)).toEqual(["Copy the address", "Change", "Remove the link"]);
  buttons[2]?.click();
  await expect.poll(() => at.place.querySelector("a")).toBeNull();
  expect(at.last()).toEqual(doc(line("over there")));
  await at.leave();
});

test("finding shows places with accents and case folded, goes round, changes nothing and comes back to the caret", async () => {
  const at = await writing(
    doc(line("Élan vital"), { type: "blockquote", content: [line("no elan, ELAN")] }, line("end")),
  );
  await at.type("{Control>}{End}{/Control}{Control>}f{/Control}");
  const status = (): string | null | undefined => at.place.querySelector("[role=search] [role=status]")?.textContent;
  await expect.poll(() => document.activeElement?.getAttribute("aria-label")).toBe("Find in this page");
  await at.type("élan");
  expect(status()).toBe("1 of 3");
  const found = (): string[] => [...at.place.querySelectorAll(".found")].map(({ textContent }) => textContent);
  expect(found()).toEqual(["Élan", "elan", "ELAN"]);
  await at.type("{Enter}");
  expect(status()).toBe("2 of 3");
  expect(at.place.querySelector(".found-current")?.textContent).toBe("elan");
  await at.type("{Shift>}{Enter}{Enter}{/Shift}");
  expect(status()).toBe("3 of 3");
  await at.type(" nowhere");
  expect(status()).toBe("not here");
  expect(at.said).toEqual([]);
  await at.type("{Escape}");
  await expect.poll(() => at.place.querySelector("[role=search]")).toBeNull();
  expect(found()).toEqual([]);
  await at.type("!");
  expect(plainText(at.last()).endsWith("end!")).toBe(true);
  await at.leave();
});

test("the toolbar is one stop for Tab, reached by Alt+F10, moved in by keys, left by Escape, and shapes the text", async () => {
  const at = await writing();
  await at.type("rest{Control>}a{/Control}{Alt>}{F10}{/Alt}");
  const buttons = [...at.place.querySelectorAll<HTMLButtonElement>("[role=toolbar] button")];
  expect(buttons.filter((button) => button.tabIndex === 0)).toHaveLength(1);
  expect(document.activeElement).toBe(buttons[0]);
  await at.type("{End}{ArrowRight}");
  expect(document.activeElement).toBe(buttons[0]);
  await at.type("{ArrowRight}{ArrowRight}{ArrowRight}");
  expect(document.activeElement?.getAttribute("aria-label")).toBe("Bold");
  await at.type("{Enter}");
  expect(marksOf(at.last())).toEqual([[["rest", "bold"]]]);
  await at.type("{Alt>}{F10}{/Alt}{Escape}");
  expect(document.activeElement).toBe(at.page);
  expect(buttons.every((button) => button.getAttribute("aria-label") !== null)).toBe(true);
  await at.leave();
});

test("words and characters are counted as people count them, in scripts without spaces too, and for what is chosen", async () => {
  const at = await writing(doc(line("A well-known 👩‍👩‍👧 day, 3.5 h –"), line("今天天气很好"), line("")));
  const count = (): string | null | undefined => at.place.querySelector(".rich-text-count")?.textContent;
  const words = [...new Intl.Segmenter("en", { granularity: "word" }).segment("今天天气很好")].length;
  expect(count()).toBe(`${5 + words} words, ${27 + 6} characters`);
  await at.toStart();
  await at.type("{Shift>}{ArrowRight}{/Shift}");
  await expect.poll(count).toContain("Chosen: 1 word, 1 character.");
  await at.leave();
});
