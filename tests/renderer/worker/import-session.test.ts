import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOf } from "#shared/base/errors.ts";
import { Entry } from "#shared/domain/entry.ts";
import { createImport } from "#shared/domain/import.ts";
import { imagesIn, isRichText, plainText } from "#shared/domain/rich-text.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { asDay, asInstant } from "#shared/base/time.ts";
import type { ImportedEntry, ImportItem } from "#shared/exchange/import/import-item.ts";
import { recordsJsonl } from "#shared/exchange/jsonl.ts";
import { importSession, type ImportSession } from "#renderer/worker/import-session.ts";
import { exportOf } from "../../fixtures/import/make-import-fixtures.mjs";
import { arbitraryRecord } from "../../support/arbitrary-records.ts";
import { NOA, recordId } from "../../support/builders.ts";
import { zipBytes } from "../../support/zip-bytes.ts";

type Files = ReadonlyMap<string, Uint8Array>;
const ZONE = "Europe/Lisbon";
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const files = (all: Readonly<Record<string, string>>): Files =>
  new Map(Object.entries(all).map(([path, words]) => [path, text(words)]));

const sources = (all: Files) =>
  [...all].map(([path, bytes]) => ({
    path,
    size: bytes.length,
    read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
  }));
const zipped = (all: Files): Files =>
  new Map([["export.zip", zipBytes([...all].map(([path, bytes]) => ({ path, bytes, packed: true })))]]);

async function opened(all: Files): Promise<ImportSession> {
  const session = await importSession(sources(all), ZONE, () => undefined);
  if (session.kind === "refused") throw new Error(session.why);
  return session;
}
async function itemsOf(session: ImportSession): Promise<ImportItem[]> {
  const items: ImportItem[] = [];
  for (let page = await session.next(); page.length > 0; page = await session.next()) {
    expect(page.length).toBeLessThanOrEqual(50);
    items.push(...page);
  }
  return items;
}
async function read(all: Files) {
  const session = await opened(all);
  const items = await itemsOf(session);
  const entries = items.filter((item) => item.kind === "entry");
  const unread = items.filter((item) => item.kind === "unread");
  for (const { draft, sourceId, place, media } of entries) fits(draft, sourceId, place, media.length);
  for (const { place, why, text: words } of unread) fitsReport({ place, why, text: words });
  expect(new Set(entries.map(({ sourceId }) => sourceId)).size).toBe(entries.length);
  return { session, items, entries, unread, preview: session.preview };
}

/** What comes out is what an entry takes, without a second look. */
function fits(draft: ImportedEntry["draft"], sourceId: string, place: string, media: number): void {
  const of = { kind: "entry", v: 2, id: recordId(1), author: NOA, revision: 1, original: null, needs: [], files: [] };
  const rest = { secondLock: false, trashedOn: null, source: { app: "day-one", id: sourceId, import: recordId(2) } };
  expect(Entry.safeParse({ ...of, ...rest, ...draft }).error).toBeUndefined();
  expect(place.length).toBeLessThanOrEqual(300);
  expect(media).toBeLessThanOrEqual(100);
}
function fitsReport(unread: { place: string; why: "not-json"; text: string | null } | object): void {
  const act = { author: NOA, id: recordId(3), now: asInstant("2026-05-17T08:00:00.000Z") };
  const draft = { app: "jrnl", file: "f", on: asDay("2026-05-17"), entries: 0, unread: [unread], undoneOn: null };
  createImport(draft as Parameters<typeof createImport>[0], act);
}

const titleOf = (entry: ImportedEntry | undefined): string => entry?.draft.title ?? "";
const wordsOf = (entry: ImportedEntry | undefined): string => (entry === undefined ? "" : plainText(entry.draft.body));
const entryWith = (entries: readonly ImportedEntry[], words: string): ImportedEntry => {
  const found = entries.find((entry) => `${titleOf(entry)}\n${wordsOf(entry)}`.includes(words));
  if (found === undefined) throw new Error(`no entry with ${words}`);
  return found;
};

/** Every word that came out, wherever it stands. */
function corpus(items: readonly ImportItem[]): Set<string> {
  const all = items.map((item) => {
    if (item.kind === "unread") return `${item.place} ${item.text ?? ""}`;
    if (item.kind === "record") return writeRecord(item.record);
    const { draft, place, media, sourceId } = item;
    return [
      draft.day,
      draft.time ?? "",
      draft.title,
      plainText(draft.body),
      ...draft.tags,
      ...draft.feelings,
      place,
      sourceId,
      ...media.map(({ name }) => name),
    ].join(" ");
  });
  return new Set(split(all.join("\n")));
}
const split = (words: string): string[] => words.normalize("NFC").match(/[\p{L}\p{N}]{2,}/gu) ?? [];

/** The words a person wrote into an app: every text of its JSON but identifiers, dates and what the app says of itself. */
function wordsIn(value: unknown, name = ""): string[] {
  if (/date|uuid|identifier|md5|zone|device|type|version|format|code|application|listStyle/i.test(name)) return [];
  if (name === "richText") return wordsIn(JSON.parse(String(value)));
  if (typeof value === "string")
    return split(value.replace(/\]\((?:dayone|<)[^)]*\)|<[^>]*>[^<]*<\/(?:script|style)>|<[^>]*>|&amp;/g, " "));
  if (Array.isArray(value)) return value.flatMap((each) => wordsIn(each, name));
  return Object.entries(value ?? {}).flatMap(([key, each]) => [
    ...(name === "entries" ? [] : []),
    ...wordsIn(each, key),
  ]);
}
const jsonOf = (all: Files, path: string): unknown => JSON.parse(new TextDecoder().decode(all.get(path)));

describe.each([
  ["as it lies", (all: Files) => all],
  ["as a zip", zipped],
])("[D66] Day One, %s", (_, packed) => {
  const all = exportOf("day-one") as Files;

  it("comes in whole: every word and every file is in an item or in the report", async () => {
    const { items, session, preview } = await read(packed(all));
    const words = corpus(items);
    const written = ["Journal.json", "Work, 2024.json"].flatMap((path) => wordsIn(jsonOf(all, path)));
    expect(written.length).toBeGreaterThan(200);
    expect(written.filter((word) => !words.has(word))).toEqual([]);
    const told = new Set(
      items.flatMap((item) => (item.kind === "unread" ? [item.place] : item.media.map(({ key }) => key))),
    );
    expect([...all.keys()].filter((path) => !path.endsWith(".json") && !told.has(path))).toEqual([]);
    for (const item of items)
      for (const { key } of item.kind === "unread" ? [] : item.media)
        expect(await session.media(key)).toEqual(all.get(key));
    expect(preview).toMatchObject({
      app: "day-one",
      items: 15,
      media: 6,
      days: { from: "2024-01-06", to: "2024-03-04" },
    });
    expect(preview.unread).toEqual({ "no-date": 3, "missing-file": 2, "not-an-entry": 2 });
    expect(preview.notes).toEqual({ "coordinates-left-out": 1, "same-twice": 1, "zone-unknown": 1 });
  });

  it("keeps day, time and zone as they were written, behind escapes and in numbers", async () => {
    const { entries } = await read(packed(all));
    expect(entryWith(entries, "A walk in the rain").draft).toMatchObject({
      day: "2024-01-06",
      time: "05:00",
      timeZone: "Asia/Kolkata",
      title: "A walk in the rain",
      tags: ["walks", "🌧️ rain", "us two"],
      star: true,
    });
    expect(wordsOf(entryWith(entries, "A walk in the rain"))).toContain(
      "We went out-late. It was #1 (of many)!\nNext line",
    );
    expect(wordsOf(entryWith(entries, "A walk in the rain"))).toContain(
      "Miradouro da Graça, Lisboa, Portugal\n12 °C, Light Rain",
    );
    expect(entryWith(entries, "zone of numbers").draft).toMatchObject({
      day: "2024-01-12",
      time: "00:30",
      timeZone: "+02:00",
    });
    expect(entryWith(entries, "nobody lists").draft.timeZone).toBe(ZONE);
    expect(entryWith(entries, "whole day").draft.time).toBeNull();
  });

  it("shows photos where they stood, attaches the other three kinds, and tells what is missing", async () => {
    const { entries, unread } = await read(packed(all));
    const pictures = entryWith(entries, "Pictures of the day");
    expect(pictures.media.map(({ key }) => key.split("/")[0])).toEqual([
      "photos",
      "photos",
      "videos",
      "audios",
      "pdfs",
    ]);
    const shown = imagesIn(pictures.draft.body);
    expect(shown).toEqual(pictures.media.slice(0, 2).map(({ file }) => file));
    expect(wordsOf(pictures)).toContain("Recipe for two.pdf");
    expect(wordsOf(pictures)).toContain("La la la, says the kettle");
    expect(entryWith(entries, "the text does not show").media).toHaveLength(1);
    const missing = unread.filter(({ why }) => why === "missing-file");
    expect(missing.map(({ text: words }) => words)).toEqual([
      expect.stringMatching(/^photos\/.*\.jpeg$/),
      expect.stringMatching(/^dayone-moment:\/\//),
    ]);
  });

  it("reads entries that have rich text alone", async () => {
    const { entries } = await read(packed(all));
    const rich = entryWith(entries, "Only rich text");
    expect(rich.draft.title).toBe("Only rich text");
    expect(wordsOf(rich)).toBe("Some strong words\nfirst item\ndone item\nA tune, A band");
  });

  it("keeps what has the id of another and other words, under an id of its own, the same each time", async () => {
    const first = (await read(packed(all))).entries.map(({ sourceId }) => sourceId);
    expect((await read(packed(all))).entries.map(({ sourceId }) => sourceId)).toEqual(first);
    expect(first.filter((id) => id.includes("~"))).toHaveLength(1);
  });
});

describe("[D66] jrnl", () => {
  it("comes in whole", async () => {
    const all = exportOf("jrnl") as Files;
    const { items, entries, unread, preview } = await read(all);
    const words = corpus(items);
    expect(wordsIn(jsonOf(all, "journal.json")).filter((word) => !words.has(word))).toEqual([]);
    expect(entries.map(({ draft }) => [draft.day, draft.time, draft.star, draft.tags])).toEqual([
      ["2023-04-02", "18:45", true, ["sam", "garden"]],
      ["2023-04-03", "09:00", false, []],
      ["2023-04-04", null, false, []],
      ["2023-04-03", "09:00", false, ["sam"]],
    ]);
    expect(unread.map(({ why }) => why)).toEqual(["no-date", "not-an-entry"]);
    expect(preview.notes).toEqual({ "same-twice": 1 });
  });
});

describe("[D66] Mini Diary", () => {
  it.each(["version-1.json", "version-3.json"])("comes in whole from %s", async (path) => {
    const all = exportOf("mini-diary") as Files;
    const { items } = await read(new Map([[path, all.get(path) ?? new Uint8Array()]]));
    const words = corpus(items);
    expect(wordsIn(jsonOf(all, path)).filter((word) => !words.has(word))).toEqual([]);
  });

  it("reads plain text, Markdown and HTML by version and content", async () => {
    const all = exportOf("mini-diary") as Files;
    const { entries, unread, preview } = await read(all);
    expect(wordsOf(entryWith(entries, "Plain days"))).toBe("First line\nsecond line with *stars*");
    expect(entryWith(entries, "Tea and").draft.body.content.map(({ type }) => type)).toEqual([
      "paragraph",
      "orderedList",
    ]);
    const html = entryWith(entries, "Some bold").draft;
    expect(html.title).toBe("");
    expect(html.body.content.map(({ type }) => type)).toEqual(["heading", "paragraph", "bulletList", "blockquote"]);
    expect(unread.map(({ why }) => why)).toEqual(["no-date", "not-an-entry"]);
    expect(preview.notes).toEqual({ "html-left-out": 1 });
    expect(entryWith(entries, "Tea and").updatedAt).toBe("2026-02-15T14:15:14.000Z");
  });
});

describe.each([
  ["as a folder", (all: Files) => all],
  ["as a zip", zipped],
])("[D66] Markdown, %s", (_, packed) => {
  const all = exportOf("markdown") as Files;

  it("comes in whole", async () => {
    const { items, session, preview } = await read(packed(all));
    const words = corpus(items);
    for (const [path, bytes] of all) {
      if (!/\.md$/.test(path)) continue;
      const written = new TextDecoder(path.includes("letters") ? "windows-1252" : "utf-8")
        .decode(bytes)
        .replace(/^---[\s\S]*?^---/m, "");
      expect(
        split(written.replace(/\(\.\.[^)]*\)|\(images[^)]*\)|\|300/g, "")).filter((word) => !words.has(word)),
        path,
      ).toEqual([]);
    }
    const told = new Set(
      items.flatMap((item) => (item.kind === "unread" ? [item.place] : item.media.map(({ key }) => key))),
    );
    for (const path of ["images/square.jpg", "attachments/harbour.png", "files/song.mp3"]) {
      expect(told.has(path)).toBe(true);
      expect(await session.media(path)).toEqual(all.get(path));
    }
    expect(preview).toMatchObject({ app: "markdown", items: 9, media: 3, unread: { "no-date": 1, "missing-file": 1 } });
  });

  it("reads front matter as Obsidian, Jekyll and others write it", async () => {
    const { entries } = await read(packed(all));
    expect(entryWith(entries, "Only a name").draft).toMatchObject({ day: "2024-05-01", title: "May Day", time: null });
    expect(entryWith(entries, "Another note").draft).toMatchObject({
      day: "2024-05-02",
      time: "07:30",
      title: "Early",
      tags: ["morning", "us"],
      feelings: ["calm"],
    });
    expect(wordsOf(entryWith(entries, "Another note"))).toContain('cssclass: wide\naliases: ["An early one"]');
    expect(entryWith(entries, "Words of the post").draft).toMatchObject({
      day: "2024-05-03",
      time: "21:10",
      timeZone: "+02:00",
      title: "A post",
      tags: ["home", "the two of us"],
    });
    expect(entryWith(entries, "The folders").draft.day).toBe("2024-05-04");
    expect(entryWith(entries, "From a bear").draft).toMatchObject({
      day: "2024-05-05",
      star: true,
      tags: ["one", "two"],
    });
    expect(wordsOf(entryWith(entries, "From a bear"))).toBe("Windows wrote\nthese lines.");
    expect(wordsOf(entryWith(entries, "words below"))).toContain('title: "never closed');
    expect(wordsOf(entryWith(entries, "No alias"))).toContain("b: [*a, *a]");
    expect(entryWith(entries, "The heading").draft).toMatchObject({ day: "2024-05-08", title: "" });
    expect(wordsOf(entryWith(entries, "Café"))).toBe("Café and naïve");
  });
});

describe("[D40] our own export", () => {
  it("comes back as it was, record by record, with every file", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryRecord, { minLength: 1, maxLength: 5 }), async (records) => {
        const { session, items } = await read(files({ "records.jsonl": [...recordsJsonl(records)].join("") }));
        expect(session.preview.app).toBe("twofold");
        expect(items.map((item) => (item.kind === "record" ? item.record : item))).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });

  it("a line that is no record comes with its text", async () => {
    const good = JSON.stringify({
      kind: "profile",
      v: 1,
      id: recordId(1),
      author: NOA,
      revision: 1,
      original: null,
      name: "Noa",
    });
    const { items } = await read(zipped(files({ "records.jsonl": `${good}\n{"kind":"later","v":1}\nnot json\n` })));
    expect(items.map((item) => (item.kind === "unread" ? [item.why, item.text] : item.kind))).toEqual([
      "record",
      ["record", '{"kind":"later","v":1}'],
      ["record", "not json"],
    ]);
  });
});

describe("what is no journal, or hostile", () => {
  it.each<[string, Files, string]>([
    ["nothing at all", new Map(), "unknown"],
    [
      "a picture",
      new Map([
        ["a.jpg", Uint8Array.from([0xff, 0xd8, 0xff])],
        ["b.jpg", new Uint8Array(9)],
      ]),
      "unknown",
    ],
    ["JSON of nobody", files({ "a.json": '{"hello": 1}' }), "unknown"],
    ["a path that leads out", files({ "../a.md": "x" }), "unsafe"],
    ["names alike", files({ "a.md": "x", "A.md": "y" }), "unsafe"],
    [
      "half a zip",
      new Map([["a.zip", zipBytes([{ path: "a", bytes: text("x".repeat(99)) }]).slice(0, 50)]]),
      "damaged",
    ],
  ])("%s is refused", async (_, all, why) => {
    expect(await importSession(sources(all), ZONE, () => undefined)).toEqual({ kind: "refused", why });
  });

  it("any JSON is read or refused, and nothing of it throws", async () => {
    const shaped = fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.record({
        entries: fc.array(
          fc.oneof(
            fc.jsonValue({ maxDepth: 2 }),
            fc.dictionary(
              fc.constantFrom(
                "uuid",
                "text",
                "creationDate",
                "timeZone",
                "tags",
                "photos",
                "title",
                "body",
                "date",
                "time",
                "richText",
              ),
              fc.jsonValue({ maxDepth: 2 }),
            ),
          ),
          { maxLength: 4 },
        ),
        metadata: fc.jsonValue({ maxDepth: 2 }),
      }),
      fc.record({
        entries: fc.dictionary(
          fc.constantFrom("2024-01-05", "2024-02-31", "x", "__proto__"),
          fc.jsonValue({ maxDepth: 2 }),
        ),
        metadata: fc.record({ application: fc.constant("Mini Diary"), version: fc.jsonValue({ maxDepth: 1 }) }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(shaped, async (value) => {
        const session = await importSession(sources(files({ "a.json": JSON.stringify(value) })), ZONE, () => undefined);
        if (session.kind === "refused") return;
        for (const item of await itemsOf(session))
          if (item.kind === "entry") expect(isRichText(item.draft.body)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("any Markdown with any front matter is an entry or in the report", async () => {
    const yaml = fc.array(
      fc.oneof(
        fc.constantFrom(
          "date: 2024-01-05",
          "tags: [a, {b: c}]",
          "mood: 3",
          "title: !!js/function 'x'",
          "a: &a b",
          "c: *a",
          "? [x]: y",
          "time: 99:99",
          "files: 3",
        ),
        fc.string({ maxLength: 20 }),
      ),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(yaml, fc.string({ maxLength: 60 }), async (facts, body) => {
        const { items } = await read(files({ "2024-01-01.md": `---\n${facts.join("\n")}\n---\n${body}` }));
        expect(items.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it("[D8] an entry too long for one comes as several of the same day, with every word, and that is told", async () => {
    const words = Array.from({ length: 100_000 }, (_, at) => `word${at}`).join(" ");
    const journal = { entries: [{ uuid: "A", creationDate: "2024-01-05T10:00:00Z", timeZone: "UTC", text: words }] };
    const { entries, preview } = await read(files({ "Journal.json": JSON.stringify(journal) }));
    expect(entries.map(({ sourceId }) => sourceId)).toEqual(["A", "A/2"]);
    expect(new Set(entries.map(({ draft }) => `${draft.day} ${draft.time}`)).size).toBe(1);
    expect(split(entries.map(wordsOf).join(" "))).toEqual(split(words));
    expect(preview.notes).toEqual({ split: 1 });
  });

  it("a journal on one line of any length is read", async () => {
    const entry = {
      uuid: "A",
      creationDate: "2024-01-05T10:00:00Z",
      timeZone: "UTC",
      text: "one",
      pad: "x".repeat(9_000_000),
    };
    const { entries } = await read(files({ "Journal.json": JSON.stringify({ entries: [entry] }) }));
    expect(entries.map(wordsOf)).toEqual(["one"]);
  });

  it("a media file that is damaged or too big is an answer", async () => {
    const day = text(
      JSON.stringify({
        entries: [
          {
            uuid: "A",
            creationDate: "2024-01-05T10:00:00Z",
            timeZone: "UTC",
            text: "x",
            photos: [
              { md5: "big", identifier: "B" },
              { md5: "bad", identifier: "C" },
            ],
          },
        ],
      }),
    );
    const zip = zipBytes([
      { path: "J.json", bytes: day, packed: true },
      { path: "photos/big.jpeg", bytes: new Uint8Array(21 * 1024 * 1024), packed: true },
      { path: "photos/bad.jpeg", bytes: text("photo"), claims: { crc: 7 } },
    ]);
    const { session, unread } = await read(new Map([["a.zip", zip]]));
    expect(unread).toMatchObject([{ why: "file-too-big" }]);
    expect(await session.media("photos/big.jpeg")).toBe("file-too-big");
    expect(await session.media("photos/bad.jpeg")).toBe("missing-file");
    expect(await session.media("photos/none.jpeg")).toBe("missing-file");
  });

  it("what fails in the reading is a code", async () => {
    const broken = [{ path: "a.json", size: 10, read: async () => new Uint8Array() }];
    expect(await importSession(broken, ZONE, () => undefined)).toEqual({ kind: "refused", why: "damaged" });
    const failing = [{ path: "a.json", size: 10, read: () => Promise.reject(new Error("disk")) }];
    await expect(
      importSession(failing, ZONE, () => undefined).catch((thrown: unknown) => codeOf(thrown)),
    ).resolves.toBe("bug");
  });
});
