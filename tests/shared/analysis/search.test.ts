import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { excerptOf, marksIn, prepareSearch, search } from "#shared/analysis/search.ts";
import { asDay, asInstant } from "#shared/base/time.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { anEntry, NOW, recordId } from "../../support/builders.ts";

const written = (...paragraphs: readonly string[]): Entry =>
  anEntry({ title: "", tags: [], body: richTextFromParagraphs(paragraphs) });
/** Whether an entry with this text is found. */
const finds = (query: string, ...paragraphs: readonly string[]): boolean =>
  search(prepareSearch([written(...paragraphs)]), query).length === 1;
/** The stretches of the text that are marked. */
const marked = (text: string, query: string): readonly string[] =>
  marksIn(text, query).map(({ from, to }) => text.slice(from, to));

describe("search", () => {
  test("[A8] finds every term, in any order, within words too, in title, text and tags", () => {
    const entry = anEntry({
      title: "Harbour at dusk",
      tags: ["evenings"],
      body: richTextFromParagraphs(["We walked home.", "Nobody asked for anything."]),
    });
    const found = (query: string) => search(prepareSearch([entry]), query).length === 1;
    expect(found("dusk")).toBe(true);
    expect(found("body walk even")).toBe(true);
    expect(found("walked nobody missing")).toBe(false);
  });

  test.each([
    ["CAFE", "The café was full."],
    ["café", "THE CAFE WAS FULL."],
    ["cafe", "The cafe\u0301 was full."],
    ["strasse", "Die Straße war leer."],
    ["STRAẞE", "Die Strasse war leer."],
    ["οδοσ", "Η ΟΔΟΣ ήταν άδεια"],
    ["ΟΔΟΣ", "η οδός ήταν άδεια"],
    ["file", "the ﬁle was lost"],
    ["istanbul", "İstanbul in May"],
    ["שלום", "שָׁלוֹם לך"],
    ["مرحبا", "مَرْحَبًا"],
    ["하", "한국에서"],
    ["❤", "with love ❤️"],
    ["don't", "We don’t know."],
    ["family", "fam\u00adily"],
    ["１２", "in room 12"],
  ])("[A8] finds %s in %s: case, accents and forms of writing do not matter", (query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  test("[A8] takes what is quoted as a phrase, whatever space lies between its words, and only in this order", () => {
    expect(finds('"empty evening"', "An empty\u00a0 evening")).toBe(true);
    expect(finds('"empty evening"', "It was empty", "evening came")).toBe(true);
    expect(finds('"evening empty"', "An empty evening")).toBe(false);
    expect(finds('"empty evening"', "An empty late evening")).toBe(false);
    expect(finds('"empty evening"', "An emptyevening")).toBe(false);
    expect(finds('"haha yes"', "Hahaha yes")).toBe(true);
    expect(finds('"an empty evening"', "an an empty evening")).toBe(true);
    expect(finds("“empty evening”", "An empty evening")).toBe(true);
    expect(finds('"empty eve', "An empty evening")).toBe(true);
  });

  test("[A8] lets no phrase reach from the title into the text or from tag to tag", () => {
    const entry = anEntry({ title: "slow", tags: ["rest", "play"], body: richTextFromParagraphs(["morning"]) });
    const found = (query: string) => search(prepareSearch([entry]), query).length === 1;
    expect(found("slow morning")).toBe(true);
    expect(found('"slow morning"')).toBe(false);
    expect(found('"rest play"')).toBe(false);
    expect(found("morning\0slow")).toBe(true);
  });

  test.each(["", "   ", '""', '" "', "\u0301", "\0"])(
    "[A8] with nothing to look for (%j) leaves the list as it is",
    (query) => {
      const entries = [written("one"), written("two")];
      expect(search(prepareSearch(entries), query)).toHaveLength(2);
      expect(marksIn("one", query)).toEqual([]);
    },
  );

  test("[A8] gives the newest day first, within a day what was begun last, and the same order for any input", () => {
    const begun = (at: string) => ({ createdAt: asInstant(at), updatedAt: NOW, copies: 0, shared: null });
    const entries = [
      anEntry({ id: recordId(4), day: asDay("2026-05-17"), original: begun("2026-05-17T20:00:00.000Z") }),
      anEntry({ id: recordId(9), day: asDay("2026-05-17"), original: begun("2026-05-17T08:00:00.000Z") }),
      anEntry({ id: recordId(3), day: asDay("2026-05-16"), original: null }),
      anEntry({ id: recordId(2), day: asDay("2026-05-16"), original: null }),
    ];
    expect(search(prepareSearch(entries), "slow")).toEqual(entries);
    expect(search(prepareSearch(entries.toReversed()), "slow")).toEqual(entries);
  });

  test("[A8] folds again only what changed, and finds what a change brought", () => {
    const [kept, edited] = [written("quiet"), written("before")];
    const before = prepareSearch([kept, edited]);
    const after = prepareSearch([kept, { ...edited, body: richTextFromParagraphs(["afterwards"]) }], before);
    expect(search(after, "afterwards")).toHaveLength(1);
    expect(search(after, "before")).toHaveLength(0);
    expect(search(after, "quiet")).toEqual([kept]);
    // Nothing but the folded text that is already there is read of an entry that is the same object.
    const unreadable = {
      ...kept,
      get title(): string {
        throw new Error("folded again");
      },
    };
    expect(prepareSearch([unreadable], { entries: [unreadable], folded: ["QUIET"] }).folded).toEqual(["QUIET"]);
    expect(() => prepareSearch([unreadable])).toThrow("folded again");
  });

  test("[A8] finds any word of any text, however it is cut out and written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), fc.nat(), (text, pick) => {
        const words = text.split(/[\s\p{Cc}"“”„«»]+/u).filter((word) => word !== "");
        const word = words[pick % Math.max(1, words.length)];
        fc.pre(word !== undefined && !/\p{Cc}/u.test(text));
        const entry = anEntry({
          title: "",
          tags: [],
          body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
        });
        // An iota below its vowel is an accent to us; capitals write it as a letter.
        const capitals = word.normalize("NFD").includes("\u0345") ? word : word.toUpperCase();
        for (const form of [word, capitals, word.toLowerCase(), word.normalize("NFD"), word.normalize("NFC")]) {
          expect(search(prepareSearch([entry]), form)).toHaveLength(1);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("marks", () => {
  test("[A8] lie on the original text, wherever folding made it longer or shorter", () => {
    expect(marked("👩‍👩‍👧 Straße, ﬁne café", "cafe")).toEqual(["café"]);
    expect(marked("👩‍👩‍👧 Straße, ﬁne café", "strasse fine")).toEqual(["Straße", "ﬁne"]);
    expect(marked("𝒲e — ㎏ of plums", "we plums")).toEqual(["𝒲e", "plums"]);
  });

  test("[A8] never cut an accent, a ligature, a syllable or a family in two", () => {
    expect(marked("cafe\u0301s", "cafe")).toEqual(["cafe\u0301"]);
    expect(marked("ﬁle", "i")).toEqual(["ﬁ"]);
    expect(marked("Straße", "stras")).toEqual(["Straß"]);
    expect(marked("한국", "하")).toEqual(["한"]);
    expect(marked("us 👩‍👩‍👧!", "👧")).toEqual(["👩‍👩‍👧"]);
    expect(marked("❤️ you", "❤")).toEqual(["❤️"]);
    expect(marked("👍🏽 yes", "👍")).toEqual(["👍🏽"]);
  });

  test("[A8] come in order, and are one where they overlap or touch", () => {
    expect(marksIn("restless rest", "rest tle")).toEqual([
      { from: 0, to: 6 },
      { from: 9, to: 13 },
    ]);
    expect(marksIn("aaaa", "a")).toEqual([{ from: 0, to: 4 }]);
    expect(marksIn("restless", "restless st")).toEqual([{ from: 0, to: 8 }]);
    expect(marksIn("nothing here", "rest")).toEqual([]);
  });

  test("[A8] take in the space within a phrase", () => {
    expect(marked("an empty \n evening, empty", '"empty evening"')).toEqual(["empty \n evening"]);
  });

  test("[A8] cover whole characters, apart and in order, for any text and query", () => {
    const anyText = fc.string({ unit: "binary", maxLength: 40 });
    const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat({ max: 3 }), (text, start, length) => {
        const codePoints = Array.from(text);
        const at = start % Math.max(1, codePoints.length);
        const query = codePoints.slice(at, at + length + 1).join("");
        const boundaries = new Set([...characters.segment(text)].map(({ index }) => index).concat(text.length));
        let end = -1;
        for (const { from, to } of marksIn(text, query)) {
          expect(from).toBeGreaterThan(end);
          expect(to).toBeGreaterThan(from);
          expect(boundaries.has(from) && boundaries.has(to)).toBe(true);
          end = to;
        }
      }),
      { numRuns: 200 },
    );
  });

  test("[A8] are there exactly when search finds the word in the text", () => {
    // Folding a text as a whole (search) and code point by code point (marks) must come to the same.
    const anyText = fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.replaceAll(/[\p{Cc}"“”„«»]/gu, ""));
    const query = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 2 }),
      fc.constantFrom("e", "s", "σ", "ㅏ"),
    );
    fc.assert(
      fc.property(anyText, query, fc.boolean(), (text, other, own) => {
        const word = (own ? Array.from(text)[0] : other) ?? "x";
        fc.pre(text !== "" && !/[\s\p{Cc}"“”„«»]/u.test(word) && marksIn(word, word).length > 0);
        const entry = anEntry({
          title: "",
          tags: [],
          body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
        });
        expect(marksIn(text, word).length > 0).toBe(search(prepareSearch([entry]), word).length === 1);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("an excerpt", () => {
  const long = `${"before ".repeat(60)}the lantern stood there ${"after ".repeat(60)}`;

  test("[A8] is the piece around the first mark, cut between words, and says where it was cut", () => {
    const { text, marks, cutBefore, cutAfter } = excerptOf(long, "lantern", 80);
    expect(marks.map(({ from, to }) => text.slice(from, to))).toEqual(["lantern"]);
    expect(text).toMatch(/^before .*the lantern stood .*after$/);
    expect(text.length).toBeLessThanOrEqual(80);
    expect([cutBefore, cutAfter]).toEqual([true, true]);
  });

  test("[A8] of a short text is all of it, and without a mark the beginning", () => {
    expect(excerptOf("short and sweet", "sweet", 80)).toEqual({
      text: "short and sweet",
      marks: [{ from: 10, to: 15 }],
      cutBefore: false,
      cutAfter: false,
    });
    expect(excerptOf(long, "", 20)).toEqual({
      text: "before before before",
      marks: [],
      cutBefore: false,
      cutAfter: true,
    });
  });

  test("[A8] is as long as its first mark or character when that is longer than was asked", () => {
    expect(excerptOf(long, "lantern", 3).text).toBe("lantern");
    expect(excerptOf("restless", "rest", 4).text).toBe("rest");
    expect(excerptOf("👩‍👩‍👧👩‍👩‍👧", "", 3).text).toBe("👩‍👩‍👧");
  });

  test("[A8] holds the first mark whole and cuts no character, for any text", () => {
    const anyText = fc
      .array(fc.oneof(fc.string({ unit: "grapheme", maxLength: 30 }), fc.constantFrom(" ", "👩‍👩‍👧", "e\u0301")))
      .map((parts) => parts.join(""));
    const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
    fc.assert(
      fc.property(
        anyText,
        fc.constantFrom("e", "👧", "a", "😀"),
        fc.integer({ min: 1, max: 60 }),
        (text, query, length) => {
          const excerpt = excerptOf(text, query, length);
          const [first] = marksIn(text, query);
          const at = text.indexOf(excerpt.text);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(excerpt.cutBefore || text.startsWith(excerpt.text)).toBe(true);
          expect(excerpt.cutAfter || text.endsWith(excerpt.text)).toBe(true);
          if (first === undefined) expect(excerpt.marks).toEqual([]);
          else
            expect(
              excerpt.marks
                .map(({ from, to }) => excerpt.text.slice(from, to))[0]
                ?.startsWith(text.slice(first.from, first.to)),
            ).toBe(true);
          const rejoined = [...characters.segment(excerpt.text)].map(({ segment }) => segment);
          expect(rejoined.every((segment) => text.includes(segment))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
