import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import texts from "#renderer/app/text/en/prompts.json";
import {
  hiddenPrompts,
  nextPrompt,
  offeredPrompts,
  TODAY_LINE,
  type PromptLibrary,
} from "#renderer/ui/prompts/prompt-deck.ts";
import { promptBlocks, templateBlocks, TEMPLATES } from "#renderer/ui/prompts/templates.ts";
import { judgingPhrases } from "#shared/domain/judging-words.ts";
import { PROMPT_THEMES } from "#shared/domain/prompts.ts";
import { imagesIn, isRichText, plainText, type RichText } from "#shared/domain/rich-text.ts";

const library: PromptLibrary = texts.library;
const NOTHING = { hidden: [], own: [] };
const all = offeredPrompts(library, NOTHING);

describe("our library", () => {
  test("at least 120 prompts, at least 15 for each theme, every key and text once", () => {
    expect(Object.keys(library).sort()).toEqual([...PROMPT_THEMES].sort());
    expect(all.length).toBeGreaterThanOrEqual(120);
    for (const theme of PROMPT_THEMES) {
      const keys = Object.keys(library[theme]);
      expect(keys.length, theme).toBeGreaterThanOrEqual(15);
      expect(keys.filter((key) => !new RegExp(`^${theme}-\\d\\d$`).test(key))).toEqual([]);
    }
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
    expect(new Set(all.map(({ words }) => words.toLowerCase())).size).toBe(all.length);
    expect(all.map(({ key }) => key)).not.toContain(TODAY_LINE);
  });

  test("[D31] each is short, ends as a sentence does, and holds no phrase that is heard as a verdict", () => {
    for (const { key, words } of all) {
      expect(words.length, key).toBeLessThan(200);
      expect(words, key).toMatch(/^\S.*[.?]$/);
      expect(words, key).not.toContain("!");
      expect(judgingPhrases(words), key).toEqual([]);
    }
  });
});

const someKeys = fc.subarray(all.map(({ key }) => key));

describe("one at a time", () => {
  test("[D65] what is hidden is not offered, what is one's own is; a key of another library hides nothing", () => {
    fc.assert(
      fc.property(someKeys, (hidden) => {
        const own = [{ theme: "us" as const, words: "Where will we go first?" }];
        const offered = offeredPrompts(library, { hidden: [...hidden, TODAY_LINE, "us-999"], own });
        expect(offered).toHaveLength(all.length - hidden.length + 1);
        expect(offered.filter(({ key }) => hidden.includes(key))).toEqual([]);
        expect(
          hiddenPrompts(library, { hidden: [TODAY_LINE, "us-999", ...hidden], own: [] }).map(({ key }) => key),
        ).toEqual(hidden);
      }),
    );
    expect(offeredPrompts(library, NOTHING, ["us"]).map(({ theme }) => theme)).toEqual(Array(18).fill("us"));
  });

  test("none comes again until all were shown, and then not the last one first", () => {
    fc.assert(
      fc.property(fc.integer(), someKeys, fc.integer({ min: 1, max: 40 }), (seed, hidden, rest) => {
        const offered = offeredPrompts(library, { hidden, own: [] }).slice(0, rest);
        const round = (shown: readonly string[]): readonly string[] =>
          offered.reduce((past) => nextPrompt(offered, past, seed).shown, shown);
        const first = round([]);
        expect([...first].sort()).toEqual(offered.map(({ key }) => key).sort());
        if (offered.length < 2) return;
        const next = nextPrompt(offered, first, seed);
        expect(next.prompt?.key).not.toBe(first.at(-1));
      }),
    );
    expect(nextPrompt([], ["gratitude-01"], 1).prompt).toBeNull();
  });

  test("one seed gives one order, another another; hiding one leaves the order of the others", () => {
    const order = (offered: typeof all, seed: number): readonly string[] =>
      offered.reduce<readonly string[]>((past) => nextPrompt(offered, past, seed).shown, []);
    expect(order(all, 7)).toEqual(order(all, 7));
    expect(order(all, 7)).not.toEqual(order(all, 8));
    const [, second] = order(all, 7);
    expect(
      order(
        all.filter(({ key }) => key !== second),
        7,
      ),
    ).toEqual(order(all, 7).filter((key) => key !== second));
    // Days follow one another: the first prompt of each is not always of one theme.
    const firsts = new Set(Array.from({ length: 60 }, (_, day) => order(all, day)[0]));
    expect(firsts.size).toBeGreaterThan(30);
  });
});

test("[D7] what a template or a prompt puts on a page is a text of the journal's grammar", () => {
  expect(TEMPLATES).toEqual(Object.keys(texts.templates.list));
  for (const key of TEMPLATES) {
    const text: RichText = { type: "doc", content: templateBlocks(key, texts.templates.list[key]) };
    expect(isRichText(text), key).toBe(true);
    expect(plainText(text)).toContain(texts.templates.list[key].name);
    for (const part of texts.templates.list[key].parts) expect(plainText(text)).toContain(part);
    expect(imagesIn(text)).toEqual([]);
  }
  const prompt: RichText = { type: "doc", content: promptBlocks("What was good?") };
  expect(isRichText(prompt)).toBe(true);
  expect(plainText(prompt)).toBe("What was good?");
});
