/** What leaves and comes in again: real zips of the real writer, read by the real reader, into an empty journal. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jsonParts, markdownParts } from "#renderer/features/moving/own-export.ts";
import { bringIn, type Brought } from "#renderer/features/moving/bring-in.ts";
import { pastImports, undoing } from "#renderer/features/moving/imports.ts";
import { writeZip, type ZipPart } from "#renderer/features/moving/zip-file.ts";
import { importSession } from "#renderer/worker/import-session.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import { asInstant } from "#shared/base/time.ts";
import { editEntry, type Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { SealedFile, StoredFile } from "#shared/domain/file.ts";
import { type JournalRecord, keptRecord, parseRecord } from "#shared/domain/record.ts";
import { tidyLine } from "#shared/domain/revision.ts";
import { plainText, richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { withFiles } from "#shared/exchange/import/files-in-text.ts";
import type { ImportedEntry, ImportItem } from "#shared/exchange/import/import-item.ts";
import readableExport from "../../../../renderer/app/text/en/readable-export.json" with { type: "json" };
import recordsTexts from "../../../../renderer/app/text/en/records.json" with { type: "json" };
import vocabulary from "../../../../renderer/app/text/en/vocabulary.json" with { type: "json" };
import { arbitraryOriginal, arbitraryRecord } from "../../../support/arbitrary-records.ts";
import { anEntry, aPhoto, anEarlier, aProfile, nextId, NOA, SAM, TODAY } from "../../../support/builders.ts";
import { memoryHost } from "../../../support/memory-host.ts";

const LATER = asInstant("2099-12-31T00:00:00.000Z");
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
/** Every file's bytes are its id, so that what comes back says which it was. */
const readFile = async ({ id }: SealedFile): Promise<Uint8Array> => bytesOf(id);
const neverLost = (): void => expect.fail("a file was lost");

async function zipped(parts: AsyncIterable<ZipPart>): Promise<Uint8Array> {
  const host = memoryHost();
  const created = await host.createFile({ suggestedName: "ours.zip", purpose: "export" });
  if (created === "cancelled") throw new Error("nobody cancelled");
  const { signal } = new AbortController();
  await writeZip(host, created.file, parts, { now: new Date(LATER), signal, onWritten: () => undefined });
  await host.keepFile(created.file);
  return host.kept.get("ours.zip") ?? expect.fail("not kept");
}

async function opened(bytes: Uint8Array) {
  const source = {
    path: "ours.zip",
    size: bytes.length,
    read: async (offset: number, length: number) => bytes.slice(offset, offset + length),
  };
  const session = await importSession([source], "UTC", () => undefined);
  if (session.kind === "refused") throw new Error(session.why);
  return session;
}

/** A journal of Sam's that holds these, and what an import makes of it. */
function aJournal(before: readonly JournalRecord[] = []) {
  const records = new Map<RecordId, JournalRecord>(before.map((record) => [record.id, record]));
  const oldIds = new Map<string, string>(); // of a kept file, what its bytes say
  const putAll = async (some: readonly JournalRecord[]): Promise<void> => {
    for (const record of some) {
      const parsed = parseRecord(JSON.parse(JSON.stringify(record)));
      if (parsed.kind !== "record") throw new Error(`not to be written: ${record.kind}`);
      records.set(record.id, parsed.record);
    }
  };
  const keep = async ({ name, bytes }: { name: string; bytes: Uint8Array }): Promise<StoredFile> => {
    const photo = aPhoto({ name });
    const id = nextId();
    oldIds.set(id, textOf(bytes));
    return { ...photo, sealed: { ...photo.sealed, id } };
  };
  return {
    mine: () => [...records.values()],
    entries: () => [...records.values()].flatMap((record) => (record.kind === "entry" ? [record] : [])),
    putAll,
    oldId: (id: string) => oldIds.get(id) ?? id,
    take: (
      source: { next(): Promise<readonly ImportItem[]>; media: Parameters<typeof bringIn>[0]["source"]["media"] },
      app: Parameters<typeof bringIn>[0]["app"],
      more: Partial<Parameters<typeof bringIn>[0]> = {},
    ): Promise<Brought> =>
      bringIn({
        source,
        app,
        file: "ours.zip",
        mine: [...records.values()],
        me: SAM,
        now: LATER,
        today: TODAY,
        newId: nextId,
        putAll,
        keep,
        wordsFor: ({ name, why }) => `[${name}: ${why}]`,
        ...more,
      }),
  };
}

/**
 * What of a record must be the same when it was exported and brought in: everything but who wrote it, whether it is shared, the sealed
 * form of its files (their bytes and names are the same) and, of an entry, the import it names. All of it in the texts it keeps, too.
 */
function lasting(record: JournalRecord, oldId: (id: string) => string = (id) => id): unknown {
  const { author: _, original, ...rest } = record;
  const times = original === null ? null : { ...original, shared: null };
  const person = (id: string): string => (id === SAM ? NOA : id);
  switch (record.kind) {
    case "entry": {
      const { files, body, source, ...fields } = record;
      return {
        ...rest,
        ...fields,
        author: null,
        original: times,
        files: files.map(({ sealed, name }) => ({ id: oldId(sealed.id), name })),
        body: withFiles(body, oldId),
        source: source === null ? null : { app: source.app, id: source.id },
      };
    }
    case "agreement":
      return { ...rest, original: times, owner: person(record.owner) };
    case "care":
      return { ...rest, original: times, giver: person(record.giver), receiver: person(record.receiver) };
    case "earlier":
    case "version":
    case "keepsake": {
      const kept = keptRecord(record);
      return {
        ...rest,
        original: times,
        record: kept?.kind === "record" ? lasting(kept.record, oldId) : record.record,
      };
    }
    default:
      return { ...rest, original: times };
  }
}

/** An entry of nowhere names our own export as its source once it came from one. */
const expected = (record: JournalRecord): unknown =>
  lasting(
    record.kind === "entry" && record.source === null
      ? { ...record, source: { app: "twofold", id: record.id, import: record.id } }
      : record,
  );

const byId = <T extends { id: string }>(records: readonly T[]): T[] =>
  records.toSorted((one, other) => (one.id < other.id ? -1 : 1));

const ofNoa = (record: JournalRecord): JournalRecord => ({ ...record, author: NOA });
const ownRecords = fc
  .uniqueArray(
    arbitraryRecord.filter(({ original }) => original !== null),
    { selector: ({ id }) => id, maxLength: 8 },
  )
  .map((records) => records.map(ofNoa));

const exported = (records: readonly JournalRecord[]) =>
  zipped(
    jsonParts({ records, author: { id: NOA, name: "Noa" }, day: TODAY, readme: "readme", readFile, onLost: neverLost }),
  );

describe("our own export", () => {
  test("[D40] [D66] any own part comes back as it was: ids, words, times, files, earlier texts", async () => {
    await fc.assert(
      fc.asyncProperty(ownRecords, async (records) => {
        fc.pre(records.length > 0);
        const journal = aJournal();
        const session = await opened(await exported(records));
        expect(session.preview.unread).toEqual({});
        const brought = await journal.take(session, "twofold");
        expect(brought).toMatchObject({ passedOver: 0, unread: 0, stopped: false });
        const came = journal.mine().filter(({ id }) => id !== brought.import);
        expect(byId(came).map((record) => lasting(record, journal.oldId))).toEqual(byId(records).map(expected));
        for (const { author, original } of came) {
          expect(author).toBe(SAM);
          expect(original?.shared).toBeNull();
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test("[D66] brought in twice nothing is doubled and nothing changes, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(ownRecords, async (records) => {
        fc.pre(records.length > 0);
        const journal = aJournal();
        const bytes = await exported(records);
        await journal.take(await opened(bytes), "twofold");
        const before = journal.mine();
        const again = await journal.take(await opened(bytes), "twofold");
        expect(again).toMatchObject({ import: null, entries: 0, others: 0, passedOver: records.length });
        expect(journal.mine()).toEqual(before);
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});

describe("Markdown", () => {
  const SIGNS = [
    "*not bold*",
    "# no heading",
    "1. no list",
    "- none",
    "a_b_c",
    "[x]",
    "3 < 4",
    "&amp;",
    "~~",
    "`",
    "\\",
  ];
  const sentence = fc
    .array(fc.constantFrom("Rain", "שלום", "مرحبا", "👩‍👩‍👧", ...SIGNS), { maxLength: 4 })
    .map((pieces) => [...pieces, "and then"].join(" "));
  const words = fc.array(sentence, { minLength: 1, maxLength: 4 });

  // A number sign before a tag is how other apps mark one, and is read as that; spaces in a row are one.
  test("[D42] [D66] any entries come back with their day, time, zone, title, tags and words", async () => {
    const entries = fc
      .uniqueArray(
        arbitraryOriginal.filter((record): record is Entry => record.kind === "entry" && record.trashedOn === null),
        { selector: ({ id }) => id, minLength: 2, maxLength: 4 },
      )
      .chain((records) =>
        fc.array(words, { minLength: records.length, maxLength: records.length }).map((bodies) =>
          records.map((record, at): Entry => ({
            ...record,
            author: NOA,
            title: tidyLine(record.title),
            body: richTextFromParagraphs(bodies[at] ?? []),
            files: [],
          })),
        ),
      );
    const parts = (records: readonly Entry[]) =>
      markdownParts({
        records,
        partners: [{ id: NOA, name: "Noa" }],
        texts: { vocabulary, readableExport, records: recordsTexts },
        readme: "readme",
        readFile,
        onLost: neverLost,
      });
    const facts = (entry: Entry) => ({
      day: entry.day,
      time: entry.time,
      timeZone: entry.timeZone,
      title: entry.title.toWellFormed().replace(/\s+/g, " ").trim(),
      tags: [...new Set(entry.tags.map((tag) => tag.toWellFormed().replace(/\s+/g, " ").trim()))]
        .filter((tag) => tag !== "")
        .sort(),
      words: plainText(entry.body),
    });
    const order = (all: readonly Entry[]): string[] => all.map((entry) => JSON.stringify(facts(entry))).sort();
    const cutOff = anEntry({ author: NOA, title: "Half a pair \ud834", body: richTextFromParagraphs(["And words."]) });
    await fc.assert(
      fc.asyncProperty(entries, async (records) => {
        const journal = aJournal();
        await journal.take(await opened(await zipped(parts(records))), "markdown");
        expect(new Set(order(journal.entries()))).toEqual(new Set(order(records))); // what is the same in everything comes once
      }),
      { numRuns: 60, examples: [[[cutOff]]] },
    );
  }, 60_000);
});

describe("an import", () => {
  const item = (said: Partial<ImportedEntry> = {}): ImportedEntry => ({
    kind: "entry",
    sourceId: "uuid-1",
    place: "journal.json, 1",
    draft: {
      day: TODAY,
      time: null,
      timeZone: "Asia/Kolkata",
      title: "By the river",
      body: richTextFromParagraphs(["We walked along it."]),
      mood: null,
      feelings: [],
      tags: [],
      star: false,
    },
    createdAt: asInstant("2019-03-02T05:00:00.000Z"),
    updatedAt: asInstant("2019-03-04T05:00:00.000Z"),
    media: [],
    ...said,
  });
  const source = (items: readonly ImportItem[], media: Record<string, Uint8Array | "missing-file"> = {}) => {
    let given = false;
    return {
      next: async () => {
        const some = given ? [] : items;
        given = true;
        return some;
      },
      media: async (key: string) => media[key] ?? ("missing-file" as const),
    };
  };

  test("[D66] brings an entry in with its own times, and none later than now", async () => {
    const journal = aJournal();
    const now = asInstant("2026-05-17T08:30:00.000Z");
    const future = asInstant("2031-01-01T00:00:00.000Z");
    await journal.take(source([item(), item({ sourceId: "uuid-2", updatedAt: future })]), "day-one", { now });
    expect(journal.entries().map(({ original }) => original)).toMatchObject([
      { createdAt: "2019-03-02T05:00:00.000Z", updatedAt: "2019-03-04T05:00:00.000Z", shared: null },
      { createdAt: "2019-03-02T05:00:00.000Z", updatedAt: now },
    ]);
  });

  test("[D66] the same source id is passed over, what was edited here stays, and a newer source is told", async () => {
    const journal = aJournal();
    await journal.take(source([item()]), "day-one", { now: asInstant("2020-01-01T00:00:00.000Z") });
    const [entry = expect.fail("no entry")] = journal.entries();
    const act = { author: SAM, now: asInstant("2021-01-01T00:00:00.000Z") };
    await journal.putAll([editEntry(entry, { title: "Edited here" }, act)]);
    const newer = item({ updatedAt: asInstant("2022-01-01T00:00:00.000Z") });
    const again = await journal.take(source([newer]), "day-one");
    expect(again).toMatchObject({ entries: 0, passedOver: 1, changedThere: 1, import: null });
    expect(journal.entries().map(({ title }) => title)).toEqual(["Edited here"]);
  });

  test("[D67] undone as one step: what stands as it came in goes, what was changed or shared stays; again, it comes back", async () => {
    const journal = aJournal();
    const items = ["a", "b", "c"].map((id) => item({ sourceId: id, draft: { ...item().draft, title: id } }));
    const now = asInstant("2026-05-17T08:30:00.000Z");
    await journal.take(source(items), "day-one", { now });
    const [, b = expect.fail("b"), c = expect.fail("c")] = journal.entries();
    const after = asInstant("2026-05-17T08:31:00.000Z");
    await journal.putAll([
      editEntry(b, { star: true }, { author: SAM, now: after }),
      { ...c, original: { ...(c.original ?? expect.fail("a copy")), copies: 1, shared: { ofRevision: 1, on: TODAY } } },
    ]);
    const [past = expect.fail("no import")] = pastImports(journal.mine());
    expect(past.record.entries).toBe(3);
    await journal.putAll(undoing(past, { now: after, today: TODAY }));
    const inTrash = (): string[] =>
      journal.entries().flatMap(({ title, trashedOn }) => (trashedOn === null ? [] : [title]));
    expect(inTrash()).toEqual(["a"]);
    const again = await journal.take(source(items), "day-one", { now: asInstant("2026-05-18T08:30:00.000Z") });
    expect(again).toMatchObject({ entries: 1, passedOver: 2 });
    expect(inTrash()).toEqual([]);
    expect(journal.entries().length).toBe(3);
  });

  test("[D67] a photo that is not there, and what is no entry, stand in the report; the entry says so in its words", async () => {
    const journal = aJournal();
    const media = [
      { key: "1", file: "imported-file00000001A", name: "river.jpg" },
      { key: "2", file: "imported-file00000002A", name: "gone.jpg" },
    ];
    const body = {
      type: "doc" as const,
      content: media.map(({ file }) => ({ type: "image" as const, attrs: { file, alt: "" } })),
    };
    const draft = { ...item().draft, body };
    const unread: ImportItem = { kind: "unread", place: "journal.json, 2", why: "no-date", text: '{"text":"kept"}' };
    await journal.take(source([item({ draft, media }), unread], { "1": bytesOf("river") }), "day-one");
    const [entry = expect.fail("no entry")] = journal.entries();
    expect(entry.files.map(({ name }) => name)).toEqual(["river.jpg"]);
    expect(entry.body.content[0]).toEqual({ type: "image", attrs: { file: entry.files[0]?.sealed.id, alt: "" } });
    expect(plainText(entry.body)).toBe("[gone.jpg: missing-file]");
    const [past = expect.fail("no import")] = pastImports(journal.mine());
    expect(past.unread).toEqual([
      { place: "journal.json, 1: gone.jpg", why: "missing-file", text: null },
      { place: "journal.json, 2", why: "no-date", text: '{"text":"kept"}' },
    ]);
  });

  test("[D67] a report of any length is kept whole, over as many records as it takes", async () => {
    const journal = aJournal();
    const unread = Array.from({ length: 5_003 }, (_, at): ImportItem => ({
      kind: "unread",
      place: `line ${at}`,
      why: "not-json",
      text: at % 1_000 === 0 ? "x".repeat(400_000) : String(at),
    }));
    await journal.take(source(unread), "jrnl");
    const reports = journal.mine().filter(({ kind }) => kind === "import");
    expect(reports.length).toBeGreaterThan(2);
    for (const report of reports) expect(JSON.stringify(report).length).toBeLessThan(4_000_000);
    const [past = expect.fail("no import"), ...others] = pastImports(journal.mine());
    expect(others).toEqual([]);
    expect(new Set(past.unread.map(({ place }) => place)).size).toBe(5_003);
  });

  test("[D66] stopped, what is in stays; brought in again it goes on, and ends with each once", async () => {
    const journal = aJournal();
    const items = Array.from({ length: 90 }, (_, at) => item({ sourceId: `id ${at}` }));
    const control = new AbortController();
    const stopped = await journal.take(source(items), "jrnl", {
      signal: control.signal,
      onProgress: (done) => done === 40 && control.abort(),
    });
    expect(stopped).toMatchObject({ entries: 40, stopped: true });
    expect(await journal.take(source(items), "jrnl")).toMatchObject({ entries: 50, passedOver: 40, stopped: false });
    expect(new Set(journal.entries().map(({ source: from }) => from?.id)).size).toBe(90);
    expect(journal.entries().length).toBe(90);
  });

  test("[D66] what was removed here and comes in with its old id stands over its removal", async () => {
    const journal = aJournal([aProfile({ author: SAM })]);
    const record = anEntry({ author: NOA, revision: 3 });
    const gone = 9; // the revision of its removal, which no page knows
    const putAll = async (records: readonly JournalRecord[]): Promise<void> => {
      const refused = records.some(({ id, revision }) => id === record.id && revision <= gone);
      if (refused) throw new TwofoldError("not-found", "V14");
      await journal.putAll(records);
    };
    const records = [record, anEarlier({ author: NOA }), aProfile({ author: NOA })].map((each): ImportItem => ({
      kind: "record",
      record: each,
      place: "records.jsonl",
      media: [],
    }));
    const brought = await journal.take(source(records), "twofold", { putAll });
    expect(brought).toMatchObject({ entries: 1, others: 1, passedOver: 1 });
    expect(journal.entries()[0]?.revision).toBeGreaterThan(gone);
  });
});
