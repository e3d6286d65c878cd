/** What somebody made to be brought in: read by the real reader and put by the real import, it costs nobody a word and no page its life. */
import { describe, expect, test } from "vitest";
import { bringIn } from "#renderer/features/moving/bring-in.ts";
import { lookThrough } from "#renderer/features/moving/look-through.ts";
import { importSession } from "#renderer/worker/import-session.ts";
import { asInstant } from "#shared/base/time.ts";
import { editEntry, trashEntry } from "#shared/domain/entry.ts";
import { PartnerId } from "#shared/domain/fields.ts";
import { editImport } from "#shared/domain/import.ts";
import { type JournalRecord, parseRecord } from "#shared/domain/record.ts";
import { plainText, richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { sealedFilesIn } from "#shared/domain/sealed-files.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import { anEarlier, anEntry, aPhoto, nextId, NOA, SAM, TODAY } from "../../../support/builders.ts";

const NOW = asInstant("2030-01-01T00:00:00.000Z");
const SOMEBODY = PartnerId.parse("SomebodySomebodySomebA");

async function opened(path: string, words: string) {
  const bytes = new TextEncoder().encode(words);
  const read = async (offset: number, length: number) => bytes.slice(offset, offset + length);
  const session = await importSession([{ path, size: bytes.length, read }], "UTC", () => undefined);
  if (session.kind === "refused") throw new Error(session.why);
  return session;
}

const linesOf = (...records: readonly object[]): string => records.map((record) => JSON.stringify(record)).join("\n");

const broughtIn = (...records: readonly object[]) => broughtInto([], ...records);

/** Brings an export into a journal of Sam's. Answers what a vault would have: a record that does not read is refused. */
async function broughtInto(mine: readonly JournalRecord[], ...records: readonly object[]) {
  const put: JournalRecord[] = [];
  const brought = await bringIn({
    source: await opened("records.jsonl", linesOf(...records)),
    app: "twofold",
    file: "ours.zip",
    mine,
    me: SAM,
    now: NOW,
    today: TODAY,
    newId: nextId,
    putAll: async (some) => {
      for (const record of some) {
        const parsed = parseRecord(JSON.parse(JSON.stringify(record)));
        if (parsed.kind === "unreadable") throw new Error(`not to be written: ${record.kind}`);
        put.push(parsed.record);
      }
    },
    keep: async ({ name }) => aPhoto({ name }),
    wordsFor: ({ name, why }) => `[${name}: ${why}]`,
  });
  const [entry] = put.flatMap((record) => (record.kind === "entry" ? [record] : []));
  return { brought, put, entry: entry ?? expect.fail("no entry") };
}

const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

describe("an export made by hand", () => {
  test("[D66] an entry of the highest revision there is can be written on and shared", async () => {
    const from = anEntry({ author: NOA });
    const highest = { ...from.original, copies: Number.MAX_SAFE_INTEGER };
    const { entry } = await broughtIn({ ...from, revision: Number.MAX_SAFE_INTEGER, original: highest });

    const changed = editEntry(entry, { title: "The kettle sang" }, { author: SAM, now: NOW });
    expect(shareRecord(changed, { author: SAM, today: TODAY, sharedIds: new Set() }).copy.title).toBe(changed.title);
  });

  test("[D4] the partner's words are told as theirs, whoever else stands among them", async () => {
    const words = linesOf(anEntry({ author: NOA }), anEntry({ author: SOMEBODY }), anEntry({ author: SAM }));
    const looked = await lookThrough(await opened("records.jsonl", words), { app: "twofold", mine: [], me: SAM });
    expect(looked.others).toEqual(new Set([NOA, SOMEBODY]));
  });

  test("[D66] what an undone import put away comes back once, however often it stands there", async () => {
    const first = await broughtIn(anEntry({ author: NOA, title: "The kettle" }));
    const [report] = first.put.flatMap((record) => (record.kind === "import" ? [record] : []));
    const undone = editImport(report ?? expect.fail("no report"), { undoneOn: TODAY }, { author: SAM, now: NOW });
    const mine = [undone, trashEntry(first.entry, { author: SAM, now: NOW, today: TODAY })];
    const { put } = await broughtInto(mine, first.entry, first.entry);
    expect(put.filter(({ kind }) => kind === "entry").map(({ revision }) => revision)).toEqual([3]);
  });

  test("[D67] an entry as full as one can be comes in without a photo that is not there", async () => {
    const body = richTextFromParagraphs(["w".repeat(500_000)]);
    const { entry, brought } = await broughtIn({ ...anEntry({ author: NOA, files: [aPhoto()] }), body });
    expect([plainText(entry.body).length, entry.files.length, brought.unread]).toEqual([500_000, 0, 1]);
  });

  test("[D60] files are looked for in a kept text however deep it is nested", async () => {
    const photo = aPhoto();
    const record = `{"parts":${deep(200_000)},"files":[${JSON.stringify(photo)}]}`;
    const { put } = await broughtIn(anEntry({ author: NOA }), { ...anEarlier({ author: NOA }), record });
    const names = put.flatMap(sealedFilesIn).map(({ id }) => id);
    expect(names).toContain(photo.sealed.id);
  });
});

describe("a text made to be read without end", () => {
  test.each([
    ["lists in lists", "[".repeat(5_000)],
    ["lists in one line", "\n" + "- ".repeat(5_000) + "x"],
    ["maps in maps", "{a: ".repeat(5_000)],
  ])("[D67] front matter of %s stays as its words", async (_, yaml) => {
    const session = await opened("2024-01-01 A walk.md", `---\nday: ${yaml}\n---\nWe went far.`);
    const [item] = await session.next();
    const words = item?.kind === "entry" ? plainText(item.draft.body) : "";
    expect(words).toContain("We went far.");
    expect(words).toContain("day:");
  });

  test("[D67] what cannot be read is reported at about its own length, however deep it is nested", async () => {
    const [day, more] = ['"creationDate":"2024-01-01T10:00:00Z"', `"more":${deep(3_000)}`];
    const text = `{"metadata":{"version":"1.0"},"entries":[{"uuid":"u",${day},"text":"a day"},{"uuid":"v","text":"no day",${more}}]}`;
    const session = await opened("Journal.json", text);
    const items = await session.next();
    const reported = items.map((item) => (item.kind === "unread" ? (item.text ?? "") : "")).join("");
    expect(reported).toContain("no day");
    expect(reported.length).toBeLessThan(2 * text.length);
  });
});
