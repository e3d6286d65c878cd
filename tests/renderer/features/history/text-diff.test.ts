import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareTexts,
  readable,
  splitWordsIn,
  type ComparedLine,
  type Look,
  type Stretch,
} from "#renderer/features/history/text-diff.ts";
import { linesOf } from "#renderer/features/history/text-lines.ts";
import { richTextFromParagraphs, RICH_TEXT_LIMITS, type RichBlock, type RichText } from "#shared/domain/rich-text.ts";
import { arbitraryRichText } from "../../../support/arbitrary-records.ts";

const splitWords = splitWordsIn("en");
const text = (...lines: string[]): RichText => richTextFromParagraphs(lines);
const doc = (...content: RichBlock[]): RichText => ({ type: "doc", content });

const wordsOf = (compared: readonly ComparedLine[], without: "out" | "in"): string[] =>
  compared.flatMap((part) => {
    if (part.kind === without) return [];
    if (part.kind !== "changed") return [part.line.text];
    const words = part.stretches.filter(({ kind }) => kind !== without).map((stretch) => stretch.text);
    return [words.join("")];
  });

const told = (looks: readonly Look[]): string => looks.map((look) => ` (${look})`).join("");
const bracketed = (kind: Stretch["kind"], words: string): string =>
  kind === "both" ? words : kind === "out" ? `[${words}]` : `{${words}}`;

/** As it is read: [taken out] and {put in}, a line each; "=" before lines that are the same, with what else changed of them. */
const read = (before: RichText, after: RichText): string[] =>
  compareTexts(before, after, splitWords).map((part) => {
    if (part.kind === "both") return `= ${part.line.text}${told(part.looks)}`;
    if (part.kind !== "changed") return bracketed(part.kind, part.line.text);
    return part.stretches.map((stretch) => bracketed(stretch.kind, stretch.text)).join("") + told(part.looks);
  });

describe("comparing two texts [D64]", () => {
  const edited = fc
    .tuple(arbitraryRichText, arbitraryRichText, arbitraryRichText)
    .map(([one, two, three]) => [doc(...one.content, ...two.content), doc(...one.content, ...three.content)] as const);

  test("loses no line of either, whatever they are", () => {
    fc.assert(
      fc.property(fc.oneof(edited, fc.tuple(arbitraryRichText, arbitraryRichText)), ([before, after]) => {
        const compared = compareTexts(before, after, splitWords);
        expect(wordsOf(compared, "in").toSorted()).toEqual(
          linesOf(before)
            .map((line) => line.text)
            .toSorted(),
        );
        expect(wordsOf(compared, "out")).toEqual(linesOf(after).map((line) => line.text));
      }),
    );
  });

  test("a text compared with itself is the same from its first line to its last", () => {
    fc.assert(
      fc.property(arbitraryRichText, (same) => {
        for (const part of compareTexts(same, structuredClone(same), splitWords))
          expect(part).toMatchObject({ kind: "both", looks: [] });
      }),
    );
  });

  test("a changed line is told word by word, the lines around it are the same", () => {
    const before = text("We rose late.", "The bread was hard and a little burnt.", "Then we walked.");
    const after = text("We rose late.", "The bread was soft and a little burnt.", "Then we walked.");
    expect(read(before, after)).toEqual([
      "= We rose late.",
      "The bread was [hard]{soft} and a little burnt.",
      "= Then we walked.",
    ]);
  });

  test("lines that have nothing to do with each other are one gone and one new", () => {
    expect(read(text("The bread was hard."), text("My sister rang at noon, from the coast."))).toEqual([
      "[The bread was hard.]",
      "{My sister rang at noon, from the coast.}",
    ]);
  });

  test("a line moved in between is found where it is", () => {
    const before = text("One walk in the morning.", "Two letters were written.");
    const after = text("One walk in the evening.", "A call from home.", "Two letters were written.");
    expect(read(before, after)).toEqual([
      "One walk in the [morning]{evening}.",
      "{A call from home.}",
      "= Two letters were written.",
    ]);
  });

  test("words are found in a language without spaces", () => {
    const words = splitWordsIn("ja");
    const compared = compareTexts(text("今日は海へ行きました。"), text("今日は山へ行きました。"), words);
    expect(compared).toMatchObject([
      { kind: "changed", stretches: [{ text: "今日は" }, { kind: "out", text: "海" }, { kind: "in", text: "山" }, {}] },
    ]);
  });

  test("a change of the look alone says what it is, not that words changed", () => {
    const plain = (marks: ("bold" | "italic")[]): RichBlock => ({
      type: "paragraph",
      content: [
        { type: "text", text: "By the river", ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}) },
      ],
    });
    expect(read(doc(plain([])), doc(plain(["bold", "italic"])))).toEqual(["= By the river (bold) (italic)"]);
    const heading: RichBlock = {
      type: "heading",
      attrs: { level: 2 },
      content: [{ type: "text", text: "By the river" }],
    };
    expect(read(doc(plain([])), doc(heading))).toEqual(["= By the river (shape)"]);
    const task = (checked: boolean): RichBlock => ({
      type: "taskList",
      content: [{ type: "taskItem", attrs: { checked }, content: [plain([])] }],
    });
    expect(read(doc(task(false)), doc(task(true)))).toEqual(["= By the river (ticked)"]);
    const linked = (href: string): RichBlock => ({
      type: "paragraph",
      content: [{ type: "text", text: "By the river", marks: [{ type: "link", attrs: { href } }] }],
    });
    expect(read(doc(linked("https://a.example")), doc(linked("https://b.example")))).toEqual(["= By the river (link)"]);
  });

  test("how an editor cuts a line into pieces is no change", () => {
    const bold = { marks: [{ type: "bold" as const }] };
    const whole = doc({ type: "paragraph", content: [{ type: "text", text: "By the river", ...bold }] });
    const inPieces = doc({
      type: "paragraph",
      content: [
        { type: "text", text: "By the ", ...bold },
        { type: "text", text: "river", ...bold },
      ],
    });
    expect(read(whole, inPieces)).toEqual(["= By the river"]);
  });

  test("another picture is another line, even if it shows the same in words", () => {
    const picture = (file: string): RichBlock => ({ type: "image", attrs: { file, alt: "Our table" } });
    const [one, other] = [picture("a".repeat(21) + "A"), picture("b".repeat(21) + "A")];
    expect(read(doc(one), doc(other))).toEqual(["[Our table]", "{Our table}"]);
    expect(read(doc(one), doc(one))).toEqual(["= Our table"]);
  });

  test("neighbouring changes become one, read as what was there and then what is", () => {
    const stretches = [
      { kind: "out", text: "a" },
      { kind: "in", text: "c" },
      { kind: "both", text: " " },
      { kind: "out", text: "b" },
      { kind: "in", text: "d" },
      { kind: "both", text: "." },
    ] as const;
    expect(readable(stretches)).toEqual([
      { kind: "out", text: "a b" },
      { kind: "in", text: "c d" },
      { kind: "both", text: "." },
    ]);
  });
});

describe("the work of comparing is bounded", () => {
  const many = (most: number, word: (at: number) => string): string => {
    const words: string[] = [];
    for (let [length, at] = [0, 0]; ; at += 1) {
      const next = `${word(at)} `;
      if ((length += next.length) > most) return words.join("");
      words.push(next);
    }
  };
  const halves = (most: number, one: string, other: string): [string, string] => [
    many(most, (at) => `${one}${String(at)}`),
    many(most, (at) => `${other}${String(at)}`),
  ];

  test("the largest texts, in one line or in as many as there may be, are told apart whole", () => {
    const [one, other] = halves(RICH_TEXT_LIMITS.characters, "o", "i");
    expect(compareTexts(text(one), text(other), splitWords).map(({ kind }) => kind)).toEqual(["out", "in"]);
    const lines = 9_000;
    const all = compareTexts(
      text(
        "Begun alike.",
        ...Array.from({ length: lines }, (_, at) => `o${String(at)} stood here before`),
        "Ended alike.",
      ),
      text(
        "Begun alike.",
        ...Array.from({ length: lines }, (_, at) => `i${String(at)} stands here today`),
        "Ended alike.",
      ),
      splitWords,
    );
    expect(all).toHaveLength(2 * lines + 2);
    expect(all[0]).toMatchObject({ kind: "both", line: { text: "Begun alike." } });
    expect(all.at(-1)).toMatchObject({ kind: "both", line: { text: "Ended alike." } });
  });

  test("one word changed at the end of the largest text is one word", () => {
    const lines = Array.from(
      { length: 5_000 },
      (_, at) => `Line ${String(at)} is as it was, from the first word to the last of it.`,
    );
    const compared = compareTexts(
      text(...lines, "And then we slept."),
      text(...lines, "And then we danced."),
      splitWords,
    );
    expect(compared.at(-1)).toMatchObject({
      kind: "changed",
      stretches: [{}, { text: "slept" }, { text: "danced" }, {}],
    });
  });
});
