import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type EntrySight, NO_FILTER } from "#shared/analysis/entry-filter.ts";
import type { ListedEntry } from "#shared/analysis/listed-entries.ts";
import {
  excerptOf,
  type Found,
  marksIn,
  prepareSearch,
  preparing,
  readQuery,
  search,
} from "#shared/analysis/search.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { aPhoto, anEntry } from "../../support/builders.ts";

const own = (entry: Entry): ListedEntry => ({ kind: "own", entry });
const PLAIN_SIGHT: EntrySight = { readable: () => true, needWord: () => null };
const searched = (entries: readonly Entry[], typed: string): Found =>
  search(prepareSearch(entries.map(own)), readQuery(typed), PLAIN_SIGHT);
/** Found where words begin: nothing wider was needed. */
const beginsIn = (entry: Entry, typed: string): boolean => {
  const { entries, query } = searched([entry], typed);
  return entries.length === 1 && !query.within;
};

const written = (...paragraphs: readonly string[]): Entry =>
  anEntry({ title: "", tags: [], body: richTextFromParagraphs(paragraphs) });
/** An entry of one text node, whatever stands in it. */
const holding = (text: string): Entry =>
  anEntry({
    title: "",
    tags: [],
    body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
  });
/** Whether an entry with this text is found where words begin. */
const finds = (typed: string, ...paragraphs: readonly string[]): boolean => beginsIn(written(...paragraphs), typed);
/** The stretches of the text that are marked. */
const marked = (text: string, typed: string, within = false): readonly string[] =>
  marksIn(text, { ...readQuery(typed), within }).map(({ from, to }) => text.slice(from, to));

describe("search", () => {
  test("[A8] finds every term where a word begins, in any order, in title, text, tags, names of files and what a picture shows", () => {
    const photo = aPhoto({ name: "balcony-2024.jpg" });
    const entry = anEntry({
      title: "Harbour at dusk",
      tags: ["evenings"],
      files: [photo],
      body: {
        type: "doc",
        content: [
          { type: "paragraph", content: [{ type: "text", text: "We walked home." }] },
          { type: "image", attrs: { file: photo.sealed.id, alt: "Two lanterns on the pier" } },
        ],
      },
    });
    for (const typed of ["dusk", "home walk even", "balc", "2024", "jpg", "lantern pier", "harb eve"])
      expect(beginsIn(entry, typed)).toBe(true);
    expect(searched([entry], "walked nobody").entries).toEqual([]);
  });

  test.each([
    ["CAFE", "The café was full."],
    ["café", "THE CAFE WAS FULL."],
    ["cafe", "The cafe\u0301 was full."],
    ["strasse", "Die Straße war leer."],
    ["STRAẞE", "Die Strasse war leer."],
    ["οδοσ", "Η ΟΔΟΣ ήταν άδεια"],
    ["ΟΔΟΣ", "η οδός ήταν άδεια"],
    ["елка", "Ёлка стоит"],
    ["file", "the ﬁle was lost"],
    ["istanbul", "İstanbul in May"],
    ["שלום", "שָׁלוֹם לך"],
    ["مرحبا", "مَرْحَبًا"],
    ["नमस", "नमस्ते दोस्त"],
    ["하", "한국에서"],
    ["❤", "with love ❤️"],
    ["don't", "We don’t know."],
    ["amour", "l’amour"],
    ["family", "fam\u00adily"],
    ["１２", "in room 12"],
    ["05", "on 2026-05-17"],
  ])("[A8] finds %s in %s: case, accents and forms of writing do not matter", (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });

  test.each([
    ["本", "日本語で書く"],
    ["タン", "ランタンの光"],
    ["ラーメ", "昨日ラーメンを食べた"],
    ["กาแฟ", "ดื่มกาแฟตอนเช้า"],
    ["rest", "今日rest了"],
  ])("[A8] finds %s inside %s: where no space stands between words, any letter may begin one", (typed, text) => {
    expect(finds(typed, text)).toBe(true);
  });

  test("[A8] looks within words only where no entry has all the words at beginnings, and says that it did", () => {
    const [compound, other] = [written("ein Abendspaziergang"), written("am Abend gelesen")];
    const within = searched([compound, other], "spazier");
    expect(within.entries).toEqual([own(compound)]);
    expect(within.query.within).toBe(true);
    const both = searched([written("ein Spaziergang"), compound], "spazier");
    expect(both.entries).toHaveLength(1);
    expect(both.query.within).toBe(false);
    expect(searched([compound], "lantern")).toEqual({ entries: [], query: readQuery("lantern") });
  });

  test("[A8] takes what is quoted as a phrase, whatever space lies between its words, and only in this order", () => {
    expect(finds('"empty evening"', "An empty\u00a0 evening")).toBe(true);
    expect(finds('"empty evening"', "It was empty", "evening came")).toBe(true);
    expect(finds('"evening empty"', "An empty evening")).toBe(false);
    expect(finds('"empty evening"', "An empty late evening")).toBe(false);
    expect(finds('"empty evening"', "An emptyevening")).toBe(false);
    expect(finds('"haha yes"', "Hahaha yes")).toBe(false);
    expect(searched([written("Hahaha yes")], '"haha yes"').entries).toHaveLength(1);
    expect(finds('"an empty evening"', "an an empty evening")).toBe(true);
    expect(finds("“empty evening”", "An empty evening")).toBe(true);
    expect(finds('"empty eve', "An empty evening")).toBe(true);
  });

  test("[A8] lets no phrase reach from the title into the text or from tag to tag", () => {
    const entry = anEntry({ title: "slow", tags: ["rest", "play"], body: richTextFromParagraphs(["morning"]) });
    const found = (typed: string) => searched([entry], typed).entries.length === 1;
    expect(found("slow morning")).toBe(true);
    expect(found('"slow morning"')).toBe(false);
    expect(found('"rest play"')).toBe(false);
    expect(found("morning\0slow")).toBe(true);
  });

  test.each(["", "   ", '""', '" "', "\u0301", "\0"])(
    "[A8] with nothing to look for (%j) finds all, in the order given",
    (typed) => {
      const entries = [written("one"), written("two")];
      expect(searched(entries, typed).entries).toEqual(entries.map(own));
      expect(marksIn("one", typed)).toEqual([]);
    },
  );

  test("[A8] finds no word of an entry that may not be read, though it knows them", () => {
    const [locked, plain] = [anEntry({ secondLock: true, title: "lantern" }), anEntry({ title: "lantern" })];
    const prepared = prepareSearch([own(locked), own(plain)]);
    const sight: EntrySight = { ...PLAIN_SIGHT, readable: ({ secondLock }) => !secondLock };
    expect(search(prepared, readQuery("lantern"), sight).entries).toEqual([own(plain)]);
    expect(search(prepared, readQuery("ntern"), sight).entries).toEqual([own(plain)]);
    expect(search(prepared, readQuery(""), sight).entries).toHaveLength(2);
  });

  test("[A8] [A13] finds what holds the words and passes the filter", () => {
    const [starred, plain] = [anEntry({ star: true, title: "lantern" }), anEntry({ title: "lantern" })];
    const prepared = prepareSearch([own(starred), own(plain), own(anEntry({ star: true, title: "boat" }))]);
    const found = search(prepared, readQuery("lant"), PLAIN_SIGHT, { ...NO_FILTER, starred: true });
    expect(found.entries).toEqual([own(starred)]);
  });

  test("[A8] folds again only what changed, and finds what a change brought", () => {
    const [kept, edited] = [written("quiet"), written("before")];
    const before = prepareSearch([own(kept), own(edited)]);
    const changed = { ...edited, body: richTextFromParagraphs(["afterwards"]) };
    const after = prepareSearch([own(kept), own(changed)], before);
    const found = (typed: string) => search(after, readQuery(typed), PLAIN_SIGHT).entries;
    expect(found("afterwards")).toEqual([own(changed)]);
    expect(found("before")).toEqual([]);
    expect(found("quiet")).toEqual([own(kept)]);
    // Nothing but the folded text that is already there is read of an entry that is the same object.
    const unreadable = {
      ...kept,
      get title(): string {
        throw new Error("folded again");
      },
    };
    const known = { entries: [own(unreadable)], folded: ["QUIET"] };
    expect(prepareSearch([own(unreadable)], known).folded).toEqual(["QUIET"]);
    expect(() => prepareSearch([own(unreadable)])).toThrow("folded again");
  });

  test("[A8] gets ready in steps of a bounded size, which come to the same", () => {
    const entries = Array.from({ length: 90 }, (_, at) => own(written(`${"word ".repeat(800)}${at}`)));
    const steps = preparing(entries);
    let count = 0;
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        expect(step.value).toEqual(prepareSearch(entries));
        break;
      }
      count += 1;
    }
    expect(count).toBe(3); // 90 texts of 4,000 units, 100,000 a step
  });

  test("[A8] finds exactly the entries a reading word by word finds, for words and phrases", () => {
    const words = fc.array(fc.constantFrom("a", "ab", "abb", "b", "ba", "bab"), { minLength: 1, maxLength: 6 });
    const gap = fc.constantFrom(" ", ", ", "-", "  ");
    const texts = fc.array(fc.tuple(words, gap), { minLength: 1, maxLength: 6 });
    const asked = fc.array(
      fc.tuple(fc.array(fc.constantFrom("a", "ab", "b", "ba"), { minLength: 1, maxLength: 2 }), fc.boolean()),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(texts, asked, (made, terms) => {
        const entries = made.map(([parts, between]) => written(parts.join(between)));
        const typed = terms.map(([parts, quoted]) => (quoted ? `"${parts.join(" ")}"` : parts.join(" "))).join(" ");
        const holds = ([parts, between]: readonly [readonly string[], string], within: boolean): boolean =>
          terms.every(([term, quoted]) => {
            const begins = (word: string, start: string): boolean =>
              within ? word.includes(start) : word.startsWith(start);
            if (!quoted || term.length === 1) return term.every((one) => parts.some((word) => begins(word, one)));
            const [first = "", second = ""] = term;
            // A phrase goes over spaces alone: its first word to its end, its second from its beginning.
            return parts.some(
              (word, at) =>
                between.trim() === "" &&
                (within ? word.endsWith(first) : word === first) &&
                parts[at + 1]?.startsWith(second) === true,
            );
          });
        const [begun, inside] = [false, true].map((within) =>
          entries.filter((_, at) => holds(made[at] ?? [[], ""], within)),
        );
        expect(searched(entries, typed).entries.map(({ entry }) => entry)).toEqual(
          begun?.length === 0 ? inside : begun,
        );
      }),
      { numRuns: 500 },
    );
  });

  test("[A8] finds any word of any text, however it is cut out and written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), fc.nat(), (text, pick) => {
        const words = text.split(/[\s\p{Cc}"“”„«»]+/u).filter((word) => word !== "");
        const word = words[pick % Math.max(1, words.length)];
        fc.pre(word !== undefined && !/\p{Cc}/u.test(text));
        const entry = holding(text);
        // An iota below its vowel is an accent to us; capitals write it as a letter.
        const capitals = word.normalize("NFD").includes("\u0345") ? word : word.toUpperCase();
        for (const form of [word, capitals, word.toLowerCase(), word.normalize("NFD"), word.normalize("NFC")]) {
          expect(searched([entry], form).entries).toHaveLength(1);
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
    expect(marked("ﬁle", "i", true)).toEqual(["ﬁ"]);
    expect(marked("Straße", "stras")).toEqual(["Straß"]);
    expect(marked("한국", "하")).toEqual(["한"]);
    expect(marked("us 👩‍👩‍👧!", "👧")).toEqual(["👩‍👩‍👧"]);
    expect(marked("❤️ you", "❤")).toEqual(["❤️"]);
    expect(marked("👍🏽 yes", "👍")).toEqual(["👍🏽"]);
  });

  test("[A8] come in order, and are one where they overlap or touch", () => {
    expect(marked("restless rest", "rest les", true)).toEqual(["restles", "rest"]);
    expect(marked("restless rest", "rest les")).toEqual(["rest", "rest"]);
    expect(marksIn("aaaa a", "a")).toEqual([
      { from: 0, to: 1 },
      { from: 5, to: 6 },
    ]);
    expect(marksIn("aaaa", { ...readQuery("a"), within: true })).toEqual([{ from: 0, to: 4 }]);
    expect(marksIn("restless", { ...readQuery("restless st"), within: true })).toEqual([{ from: 0, to: 8 }]);
    expect(marksIn("nothing here", "rest")).toEqual([]);
  });

  test("[A8] take in the space within a phrase", () => {
    expect(marked("an empty \n evening, empty", '"empty evening"')).toEqual(["empty \n evening"]);
  });

  test("[A8] cover whole characters, apart and in order, for any text and query", () => {
    const anyText = fc.string({ unit: "binary", maxLength: 40 });
    const characters = new Intl.Segmenter("en", { granularity: "grapheme" });
    fc.assert(
      fc.property(anyText, fc.nat(), fc.nat({ max: 3 }), fc.boolean(), (text, start, length, within) => {
        const codePoints = Array.from(text);
        const at = start % Math.max(1, codePoints.length);
        const query = codePoints.slice(at, at + length + 1).join("");
        const boundaries = new Set([...characters.segment(text)].map(({ index }) => index).concat(text.length));
        let end = -1;
        for (const { from, to } of marksIn(text, { ...readQuery(query), within })) {
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
    const words = fc.oneof(
      fc.string({ unit: "binary", minLength: 1, maxLength: 2 }),
      fc.constantFrom("e", "s", "σ", "ㅏ"),
    );
    fc.assert(
      fc.property(anyText, words, fc.boolean(), (text, other, isOwn) => {
        const word = (isOwn ? Array.from(text)[0] : other) ?? "x";
        fc.pre(text !== "" && !/[\s\p{Cc}"“”„«»]/u.test(word) && marksIn(word, word).length > 0);
        const { entries, query } = searched([holding(text)], word);
        expect(marksIn(text, query).length > 0).toBe(entries.length === 1);
        expect(marksIn(text, word).length > 0).toBe(beginsIn(holding(text), word));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("an excerpt", () => {
  const long = `${"before ".repeat(60)}the lantern stood there ${"after ".repeat(60)}`;

  test("[A8] is the piece around the first mark, cut between words, and says where it was cut", () => {
    const { text, marks, cutBefore, cutAfter } = excerptOf(long, readQuery("lantern"), 80);
    expect(marks.map(({ from, to }) => text.slice(from, to))).toEqual(["lantern"]);
    expect(text).toMatch(/^before .*the lantern stood .*after$/);
    expect(text.length).toBeLessThanOrEqual(80);
    expect([cutBefore, cutAfter]).toEqual([true, true]);
  });

  test("[A8] of a short text is all of it, and without a mark the beginning", () => {
    expect(excerptOf("short and sweet", readQuery("sweet"), 80)).toEqual({
      text: "short and sweet",
      marks: [{ from: 10, to: 15 }],
      cutBefore: false,
      cutAfter: false,
    });
    expect(excerptOf(long, readQuery(""), 20)).toEqual({
      text: "before before before",
      marks: [],
      cutBefore: false,
      cutAfter: true,
    });
  });

  test("[A8] is as long as its first mark or character when that is longer than was asked", () => {
    expect(excerptOf(long, readQuery("lantern"), 3).text).toBe("lantern");
    expect(excerptOf("restless", readQuery("rest"), 4).text).toBe("rest");
    expect(excerptOf("👩‍👩‍👧👩‍👩‍👧", readQuery(""), 3).text).toBe("👩‍👩‍👧");
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
          const excerpt = excerptOf(text, readQuery(query), length);
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
