/**
 * Records for tests: whole and valid, with only what a test cares about said. Each is an original by Noa unless told otherwise. Ids
 * count up from 1 in each test file, so that a run is the same every time.
 */
import { asDay, asInstant, type Day, type Instant } from "#shared/base/time.ts";
import { Answer } from "#shared/domain/answer.ts";
import { Care } from "#shared/domain/care.ts";
import { Earlier } from "#shared/domain/earlier.ts";
import { Entry } from "#shared/domain/entry.ts";
import { type Original, PartnerId, RecordId } from "#shared/domain/fields.ts";
import { SealedFile, StoredFile } from "#shared/domain/file.ts";
import { Import } from "#shared/domain/import.ts";
import { Keepsake } from "#shared/domain/keepsake.ts";
import { Closing, Need } from "#shared/domain/need.ts";
import { Prompts } from "#shared/domain/prompts.ts";
import { Profile } from "#shared/domain/profile.ts";
import { type JournalRecord, writeRecord } from "#shared/domain/record.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { Version } from "#shared/domain/version.ts";

/** The id with this number: the same number, the same id. No two are the same without regard to case, as no two random ones are. */
const idText = (number: number): string => `${number.toString(16).padStart(21, "0")}A`;

export const recordId = (number: number): RecordId => RecordId.parse(idText(number));

let issued = 0;
/** A record id that no other builder of this test file got. */
export const nextId = (): RecordId => recordId(++issued);

/** The sample partners: Noa is a, Sam is b. Their ids lie far above the records'. */
export const NOA: PartnerId = PartnerId.parse(idText(64 ** 4));
export const SAM: PartnerId = PartnerId.parse(idText(64 ** 4 + 1));

export const TODAY: Day = asDay("2026-05-17");
export const NOW: Instant = asInstant("2026-05-17T08:30:00.000Z");

const original = (): Original => ({ createdAt: NOW, updatedAt: NOW, copies: 0, shared: null });
const head = () => ({ v: 1 as const, id: nextId(), author: NOA, revision: 1, original: original() });

/** What a shared copy says of itself, to spread over a record: its number, and nothing of an original. */
export const asCopy = (number = 1) => ({ revision: number, original: null });

/** A short entry of today. */
export const anEntry = (said: Partial<Entry> = {}): Entry =>
  Entry.parse({
    ...head(),
    kind: "entry",
    v: 2,
    day: TODAY,
    time: "09:30",
    timeZone: "Europe/Lisbon",
    title: "A slow morning",
    body: richTextFromParagraphs(["We did not set an alarm."]),
    mood: 3,
    feelings: ["rested"],
    tags: ["mornings"],
    needs: [],
    files: [],
    star: false,
    secondLock: false,
    trashedOn: null,
    source: null,
    ...said,
  });

/** Where sealed bytes are: any, nothing in the domain reads it. */
export const aSealedFile = (said: Partial<SealedFile> = {}): SealedFile =>
  SealedFile.parse({ id: nextId(), key: "k".repeat(43), bytes: 1_234, parts: ["p".repeat(43)], ...said });

/** A photo of an entry. */
export const aPhoto = (said: Partial<StoredFile> = {}): StoredFile =>
  StoredFile.parse({
    sealed: aSealedFile(),
    name: "harbour.jpg",
    type: "image/jpeg",
    picture: { width: 1600, height: 1200, small: aSealedFile({ bytes: 321 }) },
    ...said,
  });

/** What an entry of Noa's said before she changed it. */
export const anEarlier = (said: Partial<Earlier> = {}): Earlier => {
  const before = anEntry({ title: "An early morning", revision: 3 });
  return Earlier.parse({
    ...head(),
    kind: "earlier",
    of: before.id,
    ofRevision: before.revision,
    record: writeRecord(before),
    ...said,
  });
};

/** What came of bringing a file in: one entry, and something that could not be read. */
export const anImport = (said: Partial<Import> = {}): Import =>
  Import.parse({
    ...head(),
    kind: "import",
    app: "day-one",
    file: "Export.zip",
    on: TODAY,
    entries: 1,
    unread: [{ place: "Journal.json, entry 2", why: "no-date", text: '{"text":"Undated."}' }],
    undoneOn: null,
    ...said,
  });

/** Noa's own prompts. */
export const aPrompts = (said: Partial<Prompts> = {}): Prompts =>
  Prompts.parse({
    ...head(),
    kind: "prompts",
    hidden: ["gratitude-01"],
    own: [{ theme: "us", words: "What made us laugh?" }],
    ...said,
  });

/** An open need voiced today. */
export const aNeed = (said: Partial<Need> = {}): Need =>
  Need.parse({
    ...head(),
    kind: "need",
    noticed: "The week had no empty evening.",
    felt: "Tired, and a little short.",
    need: "rest",
    request: "One evening with nothing planned.",
    wish: "time",
    importance: 2,
    voicedOn: TODAY,
    closing: null,
    continues: null,
    ...said,
  });

/** How a need came out: met today, by both, felt good. */
export const aClosing = (said: Partial<Closing> = {}): Closing =>
  Closing.parse({
    status: "met",
    on: TODAY,
    metBy: "both",
    felt: 3,
    words: "We left the phones in the hall.",
    ...said,
  });

/** Care that Noa gave Sam today, with what it cost her. */
export const aCare = (said: Partial<Care> = {}): Care =>
  Care.parse({
    ...head(),
    kind: "care",
    giver: NOA,
    receiver: SAM,
    day: TODAY,
    what: "Took the early walk with the dog.",
    need: null,
    cost: 1,
    reason: "I wanted to.",
    ...said,
  });

/** Sam's answer to a need of Noa's: yes. */
export const aReply = (said: Partial<Answer> = {}): Answer =>
  Answer.parse({
    ...head(),
    kind: "answer",
    v: 2,
    author: SAM,
    day: TODAY,
    body: { type: "need-reply", need: nextId(), reply: "yes", words: "Thursday is free." },
    ...said,
  });

/** Sam's word on how care felt: good. */
export const aFelt = (said: Partial<Answer> = {}): Answer =>
  aReply({ body: { type: "care-felt", care: nextId(), felt: 3, words: "It let me sleep." }, ...said });

/** Sam's answer to an entry of Noa's. */
export const anEntryReply = (said: Partial<Answer> = {}): Answer =>
  aReply({ body: { type: "entry-reply", entry: nextId(), words: "I remember the rain too." }, ...said });

export const aProfile = (said: Partial<Profile> = {}): Profile =>
  Profile.parse({ ...head(), kind: "profile", name: "Noa", ...said });

/** What an entry of Noa's said on a line that lost a merge. Its node is any: nothing in the domain reads it. */
export const aVersion = (said: Partial<Version> = {}): Version => {
  const lost = anEntry({ title: "A quick morning", revision: 4 });
  return Version.parse({
    ...head(),
    kind: "version",
    of: lost.id,
    ofKind: lost.kind,
    ofRevision: lost.revision,
    node: { tag: "c2Vzc2lvbiE", hash: "A".repeat(43) },
    lineage: "AQEAc2Vzc2lvbiEEAAAAAAAAAA",
    record: writeRecord(lost),
    ...said,
  });
};

/** An entry that Sam had shared, kept by Noa when she took her part. */
export const aKeepsake = (said: Partial<Keepsake> = {}): Keepsake => {
  const kept = anEntry({ author: SAM, title: "The long way home", timeZone: "UTC", ...asCopy(2) });
  return Keepsake.parse({
    ...head(),
    kind: "keepsake",
    from: "Sam",
    ofKind: kept.kind,
    on: TODAY,
    record: writeRecord(kept),
    ...said,
  });
};

/** Noa and Sam, each with a profile. */
export const aCouple = () => ({
  noa: { id: NOA, name: "Noa", profile: aProfile() },
  sam: { id: SAM, name: "Sam", profile: aProfile({ author: SAM, name: "Sam" }) },
});

/** One record of every kind that can be shared, and of every type of answer. */
export const oneOfEachShared = (): JournalRecord[] => [
  anEntry(),
  aNeed({ closing: aClosing() }),
  aCare(),
  aReply(),
  aFelt(),
  anEntryReply(),
  aProfile(),
];

/** One record of every kind, and of every type of answer. */
export const oneOfEach = (): JournalRecord[] => [
  ...oneOfEachShared(),
  aVersion(),
  aKeepsake(),
  anEarlier(),
  anImport(),
  aPrompts(),
];
