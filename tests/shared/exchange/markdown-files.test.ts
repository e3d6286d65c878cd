import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asDay } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import { markdownFiles, type ReadableTexts, type TextFile } from "#shared/exchange/markdown-files.ts";
import readableExport from "../../../renderer/app/text/en/readable-export.json" with { type: "json" };
import recordsTexts from "../../../renderer/app/text/en/records.json" with { type: "json" };
import vocabulary from "../../../renderer/app/text/en/vocabulary.json" with { type: "json" };
import { arbitraryOriginal } from "../../support/arbitrary-records.ts";
import {
  aCare,
  aClosing,
  aCouple,
  aFelt,
  aKeepsake,
  aNeed,
  anEntry,
  anEntryReply,
  aReply,
  asCopy,
  aVersion,
  NOA,
  oneOfEach,
  SAM,
  TODAY,
} from "../../support/builders.ts";

const texts: ReadableTexts = { vocabulary, readableExport, records: recordsTexts };
const { noa, sam } = aCouple();
const write = (...records: Parameters<typeof markdownFiles>[0]): TextFile[] => [
  ...markdownFiles(records, [noa, sam], texts),
];
const textAt = (files: readonly TextFile[], path: string): string =>
  files.find((file) => file.path === path)?.text ?? "";

describe("one file for each entry", () => {
  it("[D43] says the facts for programs, then the words for people", () => {
    const entry = anEntry({
      body: richTextFromParagraphs(["Rain on the skylight.", "Good bread."]),
      feelings: ["worn-out", "own word"],
    });
    expect(write(entry)).toEqual([
      {
        path: "entries/2026-05-17 a-slow-morning.md",
        text: `---
id: "${entry.id}"
day: "2026-05-17"
title: "A slow morning"
author: "Noa"
time: "09:30"
timeZone: "Europe/Lisbon"
createdAt: "2026-05-17T08:30:00.000Z"
updatedAt: "2026-05-17T08:30:00.000Z"
mood: 3
feelings: ["worn out","own word"]
tags: ["mornings"]
needs: []
star: false
sharedOn: null
changedSinceShared: false
---

# A slow morning

Rain on the skylight.

Good bread.
`,
      },
    ]);
  });

  it("[D43] a copy by the other says the number of the copy and nothing private", () => {
    const [file] = write(anEntry({ ...asCopy(2), author: SAM, title: "What the week asked of me" }));
    expect(file?.text).toMatch(
      /^---\nid: "[^"]+"\nday: "2026-05-17"\ntitle: "What the week asked of me"\nauthor: "Sam"\ncopy: 2\n---\n/,
    );
  });

  it("[D25] an entry and its own copy are one file, the original's", () => {
    const { original, copy } = shareRecord(anEntry(), { author: NOA, today: TODAY, sharedIds: new Set() });
    const files = write(copy, original);
    expect(files).toHaveLength(1);
    expect(files[0]?.text).toContain('sharedOn: "2026-05-17"');
  });

  it("[D42] names are safe, by day, and never taken twice", () => {
    const titles = [
      "",
      "",
      "../../etc/passwd",
      "CON",
      "a\\b:c*d?e",
      "שלום!",
      "Éclair",
      "E\u0301clair",
      "\u202egnp.exe",
      "नमस्ते",
      "x".repeat(200),
      ".",
    ];
    const paths = write(...titles.map((title) => anEntry({ title }))).map(({ path }) => path);
    expect(paths).toEqual([
      "entries/2026-05-17.md",
      "entries/2026-05-17 (2).md",
      "entries/2026-05-17 etc-passwd.md",
      "entries/2026-05-17 con.md",
      "entries/2026-05-17 a-b-c-d-e.md",
      "entries/2026-05-17 שלום.md",
      "entries/2026-05-17 éclair.md",
      "entries/2026-05-17 éclair (2).md",
      "entries/2026-05-17 gnp-exe.md",
      "entries/2026-05-17 नमस्ते.md",
      `entries/2026-05-17 ${"x".repeat(48)}.md`,
      "entries/2026-05-17 (3).md",
    ]);
  });
});

describe("needs and care", () => {
  it("[D43] a need stands with its answers, its care and how it came out", () => {
    const need = aNeed({ closing: aClosing({ on: asDay("2026-05-20") }) });
    const reply = aReply({ body: { type: "need-reply", need: need.id, reply: "not-now", words: "After the move." } });
    const care = aCare({ need: need.id });
    expect(textAt(write(care, reply, need), "needs.md")).toBe(`# Needs

## 2026-05-17: rest (Noa)

**Noticed:** The week had no empty evening.

**Felt:** Tired, and a little short.

**Request:** One evening with nothing planned.

**What would help:** time

**Importance:** 2/3

**Answer:** 2026-05-17, Sam: not now. After the move.

**Care:** 2026-05-17: Noa gave to Sam

**Closed:** 2026-05-20, met

**Taken care of by:** both

**How it felt:** 3/4

We left the phones in the hall.
`);
  });

  it("[D42] [D71] how an answer felt stands under that answer, with its need and without", () => {
    const need = aNeed();
    const reply = aReply({ body: { type: "need-reply", need: need.id, reply: "partly", words: "" } });
    const later = aReply({ day: asDay("2026-05-19"), body: { ...reply.body, words: "All of it." } });
    const felt = aFelt({ author: NOA, body: { type: "reply-felt", reply: reply.id, felt: 3, words: "I was glad." } });
    const files = write(felt, later, reply, need);
    expect(files.map(({ path }) => path)).toEqual(["needs.md"]);
    expect(files[0]?.text).toContain(
      "**Answer:** 2026-05-17, Sam: partly\n\n**How the answer felt:** 2026-05-17, Noa: 3/4. I was glad.\n\n**Answer:** 2026-05-19",
    );
    expect(textAt(write(felt, reply), "answers.md")).toBe(
      "# Other answers\n\n- 2026-05-17, Sam: partly\n  - 2026-05-17, Noa: 3/4. I was glad.\n",
    );
    expect(textAt(write(felt), "answers.md")).toBe("# Other answers\n\n- 2026-05-17, Noa: 3/4. I was glad.\n");
  });

  it("[D43] an answer that answers something it cannot is written all the same", () => {
    const [first, second] = [aFelt(), aFelt()];
    const circle = [
      { ...first, body: { type: "reply-felt" as const, reply: second.id, felt: 0 as const, words: "One way." } },
      { ...second, body: { type: "need-reply" as const, need: first.id, reply: "yes" as const, words: "Or another." } },
    ];
    const text = textAt(write(...circle), "answers.md");
    for (const words of ["One way.", "Or another."]) expect(text.split(words)).toHaveLength(2);
  });

  it("[D43] care stands with its need, its cost where it is known, and how it felt", () => {
    const need = aNeed({ need: "one's own word" });
    const care = aCare({ need: need.id });
    const felt = aFelt({ body: { type: "care-felt", care: care.id, felt: 4, words: "" } });
    expect(textAt(write(care, need, felt), "care.md")).toBe(`# Care

## 2026-05-17: Noa gave to Sam

Took the early walk with the dog.

**For the need:** 2026-05-17: one's own word

**Cost:** 1/3

**Reason:** I wanted to.

**How it felt:** 2026-05-17, Sam: 4/4
`);
    const copy = textAt(write(aCare({ ...asCopy(), giver: "others", cost: null, reason: "" })), "care.md");
    expect(copy).toContain("others gave to Sam");
    expect(copy).not.toMatch(/Cost|Reason/);
  });

  it("[D43] an answer to what is not there any more is still written", () => {
    const files = write(aReply());
    expect(files.map(({ path }) => path)).toEqual(["answers.md"]);
    expect(files[0]?.text).toBe("# Other answers\n\n- 2026-05-17, Sam: yes. Thursday is free.\n");
  });

  it("[D42] answers to an entry stand under its day and title, and not in its author's own words", () => {
    const [entry, untitled] = [anEntry({ title: "Rain" }), anEntry({ title: "" })];
    const to = (id: RecordId, words: string) => anEntryReply({ body: { type: "entry-reply", entry: id, words } });
    const files = write(entry, untitled, to(entry.id, "I heard it too."), to(untitled.id, "Yes."));
    expect(textAt(files, "answers.md")).toBe(
      "# Other answers\n\n## 2026-05-17: Rain\n\n- 2026-05-17, Sam: I heard it too.\n\n## 2026-05-17\n\n- 2026-05-17, Sam: Yes.\n",
    );
    expect(textAt(files, "entries/2026-05-17 rain.md")).not.toContain("I heard");
  });

  it("[D43] a need's care stands in the order of its days, however it comes", () => {
    const need = aNeed();
    const days = ["2026-05-30", "2026-05-02", "2026-05-11"];
    const text = textAt(write(need, ...days.map((day) => aCare({ need: need.id, day: asDay(day) }))), "needs.md");
    expect([...text.matchAll(/\*\*Care:\*\* ([-\d]+)/g)].map(([, day]) => day)).toEqual(days.toSorted());
  });

  it("[D43] a partner who is not named goes by their id", () => {
    const [file] = [...markdownFiles([aNeed()], [], texts)];
    expect(file?.text).toContain(`(${NOA})`);
  });
});

describe("all of it", () => {
  it("[D42] any records make files of safe, different names, in the same order however they come", () => {
    fc.assert(
      fc.property(fc.uniqueArray(arbitraryOriginal, { maxLength: 10, selector: ({ id }) => id }), (records) => {
        const files = write(...records);
        expect(write(...records.toReversed())).toEqual(files);
        expect(new Set(files.map(({ path }) => path.toLowerCase())).size).toBe(files.length);
        for (const { path, text } of files) {
          expect(path).toMatch(
            /^(?:entries\/\d{4}-\d{2}-\d{2}(?: [\p{L}\p{M}\p{N}-]+)?(?: \(\d+\))?|[a-z]+(?:-[a-z]+)?)\.md$/u,
          );
          expect(new TextEncoder().encode(path.slice(path.indexOf("/") + 1)).length).toBeLessThanOrEqual(255);
          expect(text.endsWith("\n")).toBe(true);
        }
      }),
    );
  });

  it("[D42] keepsakes are in a folder of their own, written as they were and under the name they came with", () => {
    const kept = [
      aKeepsake(),
      aKeepsake({ ofKind: "need", record: writeRecord(aNeed({ author: SAM, ...asCopy() })) }),
      aKeepsake({ record: "not to be read here" }),
    ];
    const files = [...markdownFiles([anEntry(), ...kept], [noa], texts)];
    expect(files.map(({ path }) => path)).toEqual([
      "entries/2026-05-17 a-slow-morning.md",
      "keepsakes/entries/2026-05-17 the-long-way-home.md",
      "keepsakes/needs.md",
    ]);
    expect(files[1]?.text).toContain('author: "Sam"');
    expect(files[2]?.text).toContain("(Sam)");
    expect([...markdownFiles(kept.toReversed(), [noa], texts)]).toEqual(files.slice(1));
  });

  it("[D42] versions are left out: what stands is what is read", () => {
    expect(write(aVersion())).toEqual([]);
  });

  it("[D43] every sentence anyone wrote is in one of the files", () => {
    const everything = write(...oneOfEach())
      .map(({ text }) => text)
      .join("");
    for (const words of [
      "A slow morning",
      "We did not set an alarm.",
      "One evening with nothing planned.",
      "We left the phones in the hall.",
      "Took the early walk with the dog.",
      "Thursday is free.",
      "It let me sleep.",
    ]) {
      expect(everything).toContain(words);
    }
  });
});
