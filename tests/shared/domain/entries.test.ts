/** What an entry's author does with it over time: files, trash, tags, earlier texts, imports, and the other's answers. */
import { describe, expect, it } from "vitest";
import { addDays, asDay, asInstant, timeIn } from "#shared/base/time.ts";
import { editAnswer, replyToEntry } from "#shared/domain/answer.ts";
import { createEarlier, isRewritten } from "#shared/domain/earlier.ts";
import {
  createEntry,
  editEntry,
  isTrashDue,
  renameTag,
  restoreEntry,
  TRASH_DAYS,
  trashEntry,
} from "#shared/domain/entry.ts";
import { FILE_MAX_BYTES, sealedFilesOf, StoredFile } from "#shared/domain/file.ts";
import { createImport, editImport } from "#shared/domain/import.ts";
import { createPrompts, editPrompts } from "#shared/domain/prompts.ts";
import { keptRecord, parseRecord, writeRecord } from "#shared/domain/record.ts";
import { repliesToEntry } from "#shared/domain/related.ts";
import { emptyRichText, imagesIn, isBlank, plainText, type RichText, richTextOf } from "#shared/domain/rich-text.ts";
import { changedSince, shareRecord, sharedCopyOf } from "#shared/domain/sharing.ts";
import {
  anEarlier,
  anEntry,
  anEntryReply,
  anImport,
  aPhoto,
  aPrompts,
  aSealedFile,
  asCopy,
  nextId,
  NOA,
  NOW,
  SAM,
  TODAY,
} from "../../support/builders.ts";

const later = { author: NOA, now: asInstant("2026-05-20T19:00:00.000Z"), today: asDay("2026-05-20") };
const bySam = { ...later, author: SAM };
const NOTHING = new Set<never>();

describe("what is said of an entry beside its words", () => {
  it("[D10] keeps the local day, time and zone as they were written", () => {
    const now = asInstant("2026-03-29T00:30:00.000Z"); // the night the clocks go forward in Lisbon
    expect(timeIn(now, "Europe/Lisbon")).toBe("00:30");
    expect(timeIn(asInstant("2026-03-29T01:30:00.000Z"), "Europe/Lisbon")).toBe("02:30");
    expect(timeIn(now, "Asia/Kolkata")).toBe("06:00");
    const entry = anEntry({ time: timeIn(now, "Asia/Kolkata"), timeZone: "Asia/Kolkata" });
    expect(editEntry(entry, { title: "At home again" }, later)).toMatchObject({
      time: "06:00",
      timeZone: "Asia/Kolkata",
    });
    for (const time of ["24:00", "9:30", "09:60", "noon"])
      expect(parseRecord({ ...entry, time }).kind).toBe("unreadable");
  });

  it("begins without files, star, lock or source where nobody said otherwise", () => {
    const entry = createEntry(
      { day: TODAY, timeZone: "UTC", title: "", body: emptyRichText(), mood: null, feelings: [], tags: [], needs: [] },
      { id: nextId(), author: NOA, now: NOW },
    );
    expect(entry).toMatchObject({
      time: null,
      files: [],
      star: false,
      secondLock: false,
      trashedOn: null,
      source: null,
    });
  });

  it("[D61] takes files of up to 20 MiB, and none that claims to be larger", () => {
    const file = aPhoto({ sealed: aSealedFile({ bytes: FILE_MAX_BYTES }) });
    expect(StoredFile.safeParse(file).success).toBe(true);
    expect(StoredFile.safeParse({ ...file, sealed: { ...file.sealed, bytes: FILE_MAX_BYTES + 1 } }).success).toBe(
      false,
    );
    expect(sealedFilesOf(file)).toEqual([file.sealed, file.picture?.small]);
    expect(sealedFilesOf({ ...file, picture: null })).toEqual([file.sealed]);
  });

  it("[D60] finds the files that images name, wherever they stand, and takes their words for words", () => {
    const image = (file: string, alt = "") => ({ type: "image" as const, attrs: { file, alt } });
    const [one, two] = [nextId(), nextId()];
    const body: RichText = {
      type: "doc",
      content: [
        image(one, "The harbour"),
        {
          type: "taskList",
          content: [
            { type: "taskItem", attrs: { checked: true }, content: [{ type: "paragraph" }, image(two), image(one)] },
          ],
        },
      ],
    };
    expect(imagesIn(body)).toEqual([one, two]);
    expect(plainText(body)).toBe("The harbour\n");
    expect(isBlank({ type: "doc", content: [image(one)] })).toBe(false);
    const foreign = richTextOf({ type: "doc", content: [image("https://example.invalid/a.jpg", "A lost photo")] });
    expect(foreign).toEqual({
      type: "doc",
      content: [{ type: "paragraph", content: [{ type: "text", text: "A lost photo" }] }],
    });
  });

  it("[D10] a shared copy holds the files and nothing of star, lock, time or source", () => {
    const photo = aPhoto();
    const source = { app: "day-one" as const, id: "8E6C", import: nextId() };
    const { original, copy } = shareRecord(anEntry({ files: [photo], star: true, secondLock: true, source }), {
      author: NOA,
      today: TODAY,
      sharedIds: NOTHING,
    });
    expect(copy).toMatchObject({ files: [photo], star: false, secondLock: false, time: null, source: null });
    expect(changedSince(editEntry(original, { star: false }, later))).toBe(false);
    expect(changedSince(editEntry(original, { files: [] }, later))).toBe(true);
  });

  it("renames a tag, and makes two of them one", () => {
    const entry = anEntry({ tags: ["sea", "harbour", "mornings"] });
    expect(renameTag(entry, { from: "sea", to: "The sea" }, later).tags).toEqual(["The sea", "harbour", "mornings"]);
    expect(renameTag(entry, { from: "sea", to: " harbour " }, later).tags).toEqual(["harbour", "mornings"]);
    expect(renameTag(entry, { from: "rain", to: "sun" }, later)).toBe(entry);
    expect(() => renameTag(entry, { from: "sea", to: "x" }, bySam)).toThrow("D4");
  });
});

describe("the trash", () => {
  it("[D63] holds an entry for 30 days, whole, and gives it back as it was", () => {
    const entry = anEntry();
    const trashed = trashEntry(entry, later);
    expect(trashed).toMatchObject({ trashedOn: later.today, title: entry.title, body: entry.body });
    expect(trashEntry(trashed, later)).toBe(trashed);
    expect(isTrashDue(trashed, addDays(later.today, TRASH_DAYS - 1))).toBe(false);
    expect(isTrashDue(trashed, addDays(later.today, TRASH_DAYS))).toBe(true);
    expect(isTrashDue(trashed, asDay("1999-01-01"))).toBe(false);
    expect(isTrashDue(entry, addDays(later.today, 10_000))).toBe(false);
    const back = restoreEntry(trashed, later);
    expect({ ...back, revision: 1, original: entry.original }).toEqual(entry);
    expect(() => trashEntry(entry, bySam)).toThrow("D4");
  });

  it("[D63] shares nothing that is in it", () => {
    const trashed = trashEntry(anEntry(), later);
    expect(() => shareRecord(trashed, { author: NOA, today: TODAY, sharedIds: NOTHING })).toThrow("not-allowed: D63");
  });
});

describe("earlier texts", () => {
  it("[D64] hold what an entry said, to the letter, for its author alone", () => {
    const entry = anEntry({ revision: 3, files: [aPhoto()] });
    const kept = createEarlier({ entry, json: writeRecord(entry) }, { id: nextId(), ...later });
    expect(kept).toMatchObject({ of: entry.id, ofRevision: 3, original: { createdAt: later.now } });
    expect(keptRecord(kept)).toEqual({ kind: "record", record: entry });
    const act = { id: nextId(), ...later };
    expect(() => createEarlier({ entry, json: "" }, { ...act, author: SAM })).toThrow("D4");
    expect(() => createEarlier({ entry: anEntry(asCopy()), json: "" }, act)).toThrow("D4");
    expect(() => sharedCopyOf(anEarlier(), { copy: 1, sharedIds: NOTHING })).toThrow("not-allowed: D52");
  });

  it("[D64] are kept when something that was written changes, and for nothing else", () => {
    const entry = anEntry();
    for (const change of [
      { title: "x" },
      { body: emptyRichText() },
      { mood: null },
      { tags: [] },
      { feelings: [] },
      { files: [aPhoto()] },
      { day: addDays(TODAY, 1) },
    ])
      expect(isRewritten(entry, editEntry(entry, change, later)), Object.keys(change)[0]).toBe(true);
    for (const change of [{ star: true }, { secondLock: true }, { trashedOn: TODAY }, { needs: [nextId()] }])
      expect(isRewritten(entry, editEntry(entry, change, later)), Object.keys(change)[0]).toBe(false);
  });
});

describe("prompts and imports", () => {
  it("[D65] keep each own prompt once, tidied, and hide each other once", () => {
    const own = [
      { theme: "us" as const, words: " What made\nus laugh? " },
      { theme: "us" as const, words: "What made us laugh?" },
      { theme: "needs" as const, words: "  " },
    ];
    const prompts = createPrompts({ hidden: ["us-01", "us-01"], own }, { id: nextId(), ...later });
    expect(prompts).toMatchObject({ hidden: ["us-01"], own: [{ theme: "us", words: "What made us laugh?" }] });
    expect(editPrompts(prompts, { hidden: prompts.hidden, own }, later)).toBe(prompts);
    expect(() => sharedCopyOf(aPrompts(), { copy: 1, sharedIds: NOTHING })).toThrow("not-allowed: D52");
  });

  it("[D67] keep what could not be read, with its reason", () => {
    const { unread } = anImport();
    const draft = { app: "jrnl", file: "journal.json", on: TODAY, entries: 0, unread, undoneOn: null } as const;
    const record = createImport({ ...draft, unread: [...unread] }, { id: nextId(), ...later });
    expect(editImport(record, { entries: 3 }, later)).toMatchObject({ entries: 3, revision: 2, unread });
    expect(() => sharedCopyOf(record, { copy: 1, sharedIds: NOTHING })).toThrow("not-allowed: D52");
  });
});

describe("answers to a shared entry", () => {
  it("[D23] are the other partner's, in words", () => {
    const entry = anEntry();
    const act = { id: nextId(), ...bySam };
    const answer = replyToEntry(entry, { words: " I heard it too.\r\n" }, act);
    expect(answer.body).toEqual({ type: "entry-reply", entry: entry.id, words: "I heard it too." });
    expect(() => replyToEntry(entry, { words: "x" }, { ...act, author: NOA })).toThrow("not-allowed: D23");
    expect(() => replyToEntry(entry, { words: " \n" }, act)).toThrow("malformed");
    expect(() => editAnswer(answer, { type: "entry-reply", entry: nextId(), words: "x" }, bySam)).toThrow("D23");
  });

  it("[D24] are shared only while the entry is", () => {
    const entry = anEntry();
    const answer = anEntryReply({ body: { type: "entry-reply", entry: entry.id, words: "Yes." } });
    expect(() => sharedCopyOf(answer, { copy: 1, sharedIds: NOTHING })).toThrow("not-allowed: D24");
    expect(sharedCopyOf(answer, { copy: 1, sharedIds: new Set([entry.id]) })).toMatchObject({ body: answer.body });
  });

  it("[D23] are found with their entry, oldest first; one by its own author does not count", () => {
    const entry = anEntry();
    const body = { type: "entry-reply" as const, entry: entry.id, words: "First." };
    const first = anEntryReply({ day: asDay("2026-05-01"), body });
    const second = anEntryReply({ day: asDay("2026-05-02"), body: { ...body, words: "Second." } });
    const own = anEntryReply({ author: NOA, body });
    const copy = { ...first, ...asCopy() };
    expect(repliesToEntry(entry, [second, own, copy, first, anEntryReply()])).toEqual([first, second]);
  });
});
