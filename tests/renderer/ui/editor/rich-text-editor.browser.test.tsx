import * as fc from "fast-check";
import { createRef } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import {
  emptyRichText,
  plainText,
  RICH_TEXT_LIMITS,
  richTextFromParagraphs,
  type RichBlock,
  type RichText,
} from "#shared/domain/rich-text.ts";
import type { EditorHandle } from "#renderer/ui/editor/editor-handle.ts";
import { RichTextEditor } from "#renderer/ui/editor/RichTextEditor.tsx";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import { arbitraryRichText } from "../../../support/arbitrary-records.ts";
import { show } from "../../../support/screen.tsx";

async function editing(initial: RichText) {
  const said: RichText[] = [];
  const handle = createRef<EditorHandle>();
  const shown = await show(
    <RichTextEditor ref={handle} initial={initial} label="Your page" focused onChange={(text) => said.push(text)} />,
  );
  const page = shown.place.querySelector<HTMLElement>("[role=textbox]");
  if (page === null || handle.current === null) throw new Error("no editor");
  return { ...shown, said, page, handle: handle.current };
}

/** The same text as the editor's documents hold it: pieces that look the same are one, marks are in the schema's order. */
function asHeld(value: unknown): unknown {
  if (!Array.isArray(value)) {
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asHeld(part)]));
  }
  const held: unknown[] = [];
  for (const part of value.map(asHeld) as { type: string; text?: string; marks?: { type: string }[] }[]) {
    part.marks?.sort((one, other) => (one.type < other.type ? -1 : 1));
    const last = held.at(-1) as typeof part | undefined;
    const alike = last?.text !== undefined && JSON.stringify(last.marks) === JSON.stringify(part.marks);
    if (alike && part.text !== undefined) last.text += part.text;
    else held.push(part);
  }
  return held;
}

test("[D7] loading any text, and leaving it, says nothing; what was done to it and undone leaves every part of it", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryRichText, async (initial) => {
      const before = structuredClone(initial);
      const { said, page, handle, leave } = await editing(initial);
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(said).toEqual([]);
      expect(page.isContentEditable).toBe(true);

      handle.insert([{ type: "paragraph", content: [{ type: "text", text: "one more" }] }]);
      expect(said).toHaveLength(1);
      await userEvent.keyboard("{Control>}z{/Control}");
      expect(said).toHaveLength(2);
      expect(asHeld(said.at(-1))).toEqual(asHeld(before));
      await leave();
      expect(said).toHaveLength(2);
    }),
    { numRuns: 25 },
  );
});

test("undo begins at the loaded text: it does not empty the page", async () => {
  const { said, page, leave } = await editing(richTextFromParagraphs(["As it was saved."]));
  await userEvent.click(page);
  await userEvent.keyboard("{Control>}z{/Control}{Control>}z{/Control}");
  expect(said).toEqual([]);
  expect(page.textContent).toBe("As it was saved.");

  await userEvent.keyboard("{Control>}{End}{/Control} And more.");
  expect(plainText(said.at(-1) as RichText)).toBe("As it was saved. And more.");
  for (let step = 0; step < 5; step += 1) await userEvent.keyboard("{Control>}z{/Control}");
  expect(page.textContent).toBe("As it was saved.");
  await leave();
});

test("[D8] what is more than one text can hold is refused with a sentence: what is shown is what is kept", async () => {
  const line = "x".repeat(RICH_TEXT_LIMITS.characters / 100);
  const lines = [...Array.from({ length: 99 }, () => line), line.slice(3)];
  const { place, said, page, leave } = await editing(richTextFromParagraphs(lines));
  await userEvent.click(page);
  await userEvent.keyboard("{Control>}{End}{/Control}abcde");
  expect(page.textContent).toHaveLength(RICH_TEXT_LIMITS.characters);
  expect(page.textContent?.endsWith("xabc")).toBe(true);
  expect(plainText(said.at(-1) as RichText).endsWith("xabc")).toBe(true);
  expect(place.querySelector("[role=alert]")?.textContent).toContain("more than one page can hold");
  await userEvent.keyboard("{Backspace}");
  expect(plainText(said.at(-1) as RichText).endsWith("xab")).toBe(true);
  expect(place.querySelector("[role=alert]")).toBeNull();
  await leave();
});

test("[D8] a list that would be laid flat when it is kept is refused with a sentence", async () => {
  let block: RichBlock = { type: "paragraph", content: [{ type: "text", text: "deep" }] };
  for (let level = RICH_TEXT_LIMITS.depth - 4; level > 1; level -= 1) block = { type: "blockquote", content: [block] };
  const { place, said, page, leave } = await editing({ type: "doc", content: [block] });
  await userEvent.click(page);
  place.querySelector<HTMLButtonElement>("[aria-label=List]")?.click();
  await expect.poll(() => place.querySelector("[role=alert]")?.textContent).toContain("inside one another");
  expect(page.querySelector("ul")).toBeNull();
  expect(said).toEqual([]);
  await userEvent.keyboard("{Control>}{End}{/Control}er");
  expect(page.textContent).toBe("deeper");
  expect(said.at(-1)).toMatchObject({ content: [{ type: "blockquote", content: [{ type: "blockquote" }] }] });
  await leave();
});

test("an editor that comes late takes no focus from a field in which someone writes already", async () => {
  const title = document.body.appendChild(document.createElement("input"));
  title.focus();
  const { leave } = await editing(emptyRichText());
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(title);
  await leave();
  title.remove();
});

test("no browser's own spell checker reads along", async () => {
  const { page, leave } = await editing(emptyRichText());
  expect(page.spellcheck).toBe(false);
  await leave();
});

test("no style element and no style attribute text enters the page: the policy allows none", async () => {
  const before = document.querySelectorAll("style").length;
  const { leave } = await editing(emptyRichText());
  expect(
    [...document.querySelectorAll("style")]
      .slice(before)
      .filter((style) => style.textContent?.includes("ProseMirror-")),
  ).toEqual([]);
  await leave();
});

test("[D60] a picture in a text to be read is its words where its files are not given, and never a remote one", async () => {
  const image: RichBlock = { type: "image", attrs: { file: `${"g".repeat(21)}A`, alt: "the garden" } };
  const { place, leave } = await show(<RichTextView value={{ type: "doc", content: [image] }} />);
  expect(place.textContent).toBe("Photo: the garden");
  expect(place.querySelector("img")).toBeNull();
  await leave();
});

test("a text to be read shows a link as its words and its address, and leads nowhere", async () => {
  const { place, leave } = await show(
    <RichTextView
      value={{
        type: "doc",
        content: [
          {
            type: "paragraph",
            content: [
              { type: "text", text: "over there", marks: [{ type: "link", attrs: { href: "https://example.org/" } }] },
            ],
          },
        ],
      }}
    />,
  );
  expect(place.textContent).toBe("over there (https://example.org/)");
  expect(place.querySelector("a")).toBeNull();
  await leave();
});
