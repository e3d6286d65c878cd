import { z } from "../base/zod.ts";
import { Day, daysBetween, type Instant, LocalTime } from "../base/time.ts";
import { FiveSteps, line, type OwnFields, RecordId, recordFields } from "./fields.ts";
import { StoredFile } from "./file.ts";
import { type Act, type Dated, fitting, type NewAct, newOriginal, revised, tidyLine } from "./revision.ts";
import { RichText } from "./rich-text.ts";
import { never, shared, type Sharing } from "./shared-fields.ts";

/** What an import was read from. */
export const ImportedApp = z.enum(["day-one", "jrnl", "mini-diary", "markdown", "twofold"]);
export type ImportedApp = z.infer<typeof ImportedApp>;

/** A journal entry: what one partner wrote for themselves. */
export const Entry = z.strictObject({
  kind: z.literal("entry"),
  v: z.literal(2),
  ...recordFields,
  /** The local day it belongs to, as written. */
  day: Day,
  /** The local time it was begun at, as written; null where that is not known. */
  time: LocalTime.nullable(),
  /** IANA time zone it was written in. Private: it says where its author was. */
  timeZone: line(64),
  title: line(200),
  body: RichText,
  mood: FiveSteps.nullable(),
  /** Words from the feelings list, as their keys, or one's own. */
  feelings: z.array(line(60)).max(20),
  tags: z.array(line(60)).max(50),
  /** Needs this entry speaks of. */
  needs: z.array(RecordId).max(50),
  /** Photos and other files, sealed apart from the record. Images in the text name one of these [D60]. */
  files: z.array(StoredFile).max(100),
  star: z.boolean(),
  /** Whether its words are shown only after the passphrase was typed again [D62]. */
  secondLock: z.boolean(),
  /** The day it was put into the trash; null while it is in the journal [D63]. */
  trashedOn: Day.nullable(),
  /** Where it was brought in from; null for what was written here [D66]. */
  source: z.strictObject({ app: ImportedApp, id: line(300), import: RecordId }).nullable(),
});
export type Entry = z.infer<typeof Entry>;

/** Sharing an entry shares its day, its title, its words and its files, nothing else [D10]. */
export const entrySharing: Sharing<Entry> = {
  day: shared,
  time: never(null),
  timeZone: never("UTC"),
  title: shared,
  body: shared,
  mood: never(null),
  feelings: never([]),
  tags: never([]),
  needs: never([]),
  files: shared,
  star: never(false),
  secondLock: never(false),
  trashedOn: never(null),
  source: never(null),
};

/** Version 1 had no files, no time of day and no marks of its author's own. */
export const entryOfVersion1 = (older: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...older,
  ...NEW_ENTRY,
});

/** What an entry has that a form need not say. */
const NEW_ENTRY = {
  time: null,
  files: [],
  star: false,
  secondLock: false,
  trashedOn: null,
  source: null,
} as const satisfies Partial<OwnFields<Entry>>;

export type EntryDraft = Omit<OwnFields<Entry>, keyof typeof NEW_ENTRY> &
  Partial<Pick<OwnFields<Entry>, keyof typeof NEW_ENTRY>>;

const tidyWordsOf = (list: readonly string[]): string[] =>
  [...new Set(list.map(tidyLine))].filter((word) => word !== "");

/** An entry's fields as they are kept: tags and feelings without blanks or repeats. */
const tidy = <D extends Partial<EntryDraft>>(draft: D): D => ({
  ...draft,
  ...(draft.title === undefined ? {} : { title: tidyLine(draft.title) }),
  ...(draft.feelings === undefined ? {} : { feelings: tidyWordsOf(draft.feelings) }),
  ...(draft.tags === undefined ? {} : { tags: tidyWordsOf(draft.tags) }),
});

/** A new entry. Throws "malformed" when a field does not fit. */
export const createEntry = (draft: EntryDraft, act: NewAct): Entry =>
  fitting(Entry, { kind: "entry", v: 2, ...newOriginal(act), ...NEW_ENTRY, ...tidy(draft) });

/**
 * A new entry that was written elsewhere: its times are those it came with, where it came with any, and none is later than now, so that
 * what was changed here since is known by its time [D66].
 */
export function bringInEntry(
  draft: EntryDraft,
  { createdAt, updatedAt, ...act }: NewAct & { readonly createdAt: Instant | null; readonly updatedAt: Instant | null },
): Entry {
  const entry = createEntry(draft, act);
  const begun = earlierOf(createdAt ?? updatedAt ?? act.now, act.now);
  const changed = earlierOf(updatedAt ?? begun, act.now);
  return { ...entry, original: { createdAt: earlierOf(begun, changed), updatedAt: changed, copies: 0, shared: null } };
}

// Instants of one form are ordered as their texts are.
const earlierOf = (one: Instant, other: Instant): Instant => (one < other ? one : other);

/** The entry's next revision; the same entry when nothing differs [D11]. Only by its author [D4]. */
export const editEntry = (entry: Entry, changes: Partial<EntryDraft>, act: Act): Entry =>
  revised({ schema: Entry, sharing: entrySharing }, entry, tidy(changes), act);

/** How long an entry stays in the trash, in days [D63]. */
export const TRASH_DAYS = 30;

/** Puts an entry into the trash. A copy that stands is to be taken back in the same step [D63]. Only by its author [D4]. */
export const trashEntry = (entry: Entry, act: Act & Dated): Entry => editEntry(entry, { trashedOn: act.today }, act);

/** Puts an entry back from the trash. Only by its author [D4]. */
export const restoreEntry = (entry: Entry, act: Act): Entry => editEntry(entry, { trashedOn: null }, act);

/** Whether an entry is in the journal and not in its trash: only then is it listed, found, counted, shared or exported as text [D63]. */
export const isInJournal = ({ trashedOn }: Entry): boolean => trashedOn === null;

/** Whether an entry's days in the trash are over. A clock set back makes nothing due. */
export const isTrashDue = ({ trashedOn }: Entry, today: Day): boolean =>
  trashedOn !== null && daysBetween(trashedOn, today) >= TRASH_DAYS;

/**
 * The entry with one tag called otherwise; where it has that name already, the two become one. The same entry when it does not have
 * the tag [D11]. Only by its author [D4].
 */
export const renameTag = (entry: Entry, { from, to }: { from: string; to: string }, act: Act): Entry =>
  entry.tags.includes(from)
    ? editEntry(entry, { tags: entry.tags.map((tag) => (tag === from ? to : tag)) }, act)
    : entry;
