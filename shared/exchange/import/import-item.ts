/**
 * What an import reads, one thing at a time, whatever app wrote it. The worker (renderer/worker/import.worker.ts) gives these to the
 * page, which puts them into the journal.
 *
 * Source ids. Day One gives every entry a uuid: it stays the id, so an entry that was edited there since is passed over at the next
 * import. The others give none that lasts, so theirs is made of the day, the time, the title and the words (`sourceIdOf`): the same
 * entry keeps its id wherever its file lies, and one that was edited since comes in as a new entry beside the older. No word is lost
 * either way. Within one import ids are unique: what has the id of an earlier item and other words gets one of its own, and what is
 * the same in everything comes once and is counted ("same-twice").
 */
import type { Day, Instant } from "#shared/base/time.ts";
import type { Entry, ImportedApp } from "#shared/domain/entry.ts";
import type { Unread } from "#shared/domain/import.ts";
import type { JournalRecord } from "#shared/domain/record.ts";

/** A file that an item brings along. Its bytes come one file at a time, when asked for by `key`. */
export interface ImportedMedia {
  /** How the worker finds its bytes. Means nothing elsewhere. */
  readonly key: string;
  /**
   * Who names it in the item: for an entry, a made-up file id that images in its body use; for a record of our own export, the `id` of
   * one of its sealed files, small pictures included. To be replaced by the kept file's (`withFiles`).
   */
  readonly file: string;
  /** A name for people that fits `StoredFile.name`. The kind of file is told by its bytes, not by this. */
  readonly name: string;
}

/** What of an entry comes from elsewhere. Every field fits `Entry`. */
export type ImportedDraft = Pick<
  Entry,
  "day" | "time" | "timeZone" | "title" | "body" | "mood" | "feelings" | "tags" | "star"
>;

export interface ImportedEntry {
  readonly kind: "entry";
  /** The same for the same entry at every import; fits `Entry.source.id`. */
  readonly sourceId: string;
  /** Where it stood, for people: a file in the archive, a number in a list. */
  readonly place: string;
  readonly draft: ImportedDraft;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  /** At most as many as an entry may have files. Those that no image in the body names are attached to the entry all the same. */
  readonly media: readonly ImportedMedia[];
}

export type ImportItem =
  | ImportedEntry
  /** A record of our own export, as it was. A file it names that is not in `media` is not in the export. */
  | {
      readonly kind: "record";
      readonly record: JournalRecord;
      readonly place: string;
      readonly media: readonly ImportedMedia[];
    }
  /** What could not be read as it is. A text has at most `UNREAD_CHARACTERS`; a longer one comes as several of these. */
  | ({ readonly kind: "unread" } & Readonly<Unread>);

/** The most characters of one unread text, in UTF-16 code units. */
export const UNREAD_CHARACTERS = 500_000;

/** What was changed or left out by rule, to be told before the import. */
export type ImportNote =
  /** The time zone was not known here; the one of this laptop was taken. */
  | "zone-unknown"
  /** Coordinates were left out. The words of a place and the weather stay, as the entry's last paragraph. */
  | "coordinates-left-out"
  /** An entry too long for one came as several, of the same day. */
  | "split"
  /** The very same entry stood there more than once and comes once. */
  | "same-twice"
  /** Pieces of HTML that are no words (styles, scripts, frames) were left out. */
  | "html-left-out";

/** What an import will bring, counted by reading all of it once. */
export interface ImportPreview {
  readonly app: ImportedApp;
  /** Entries of other apps, or records of our own export. */
  readonly items: number;
  /** The first and last day of its entries; null when there is none. */
  readonly days: { readonly from: Day; readonly to: Day } | null;
  /** Files that the items bring along and that are there. */
  readonly media: number;
  readonly unread: Readonly<Partial<Record<Unread["why"], number>>>;
  readonly notes: Readonly<Partial<Record<ImportNote, number>>>;
}

/** What a parser is given beside the text. */
export interface ImportSurroundings {
  /** The IANA zone of this laptop, for entries that do not name theirs. */
  readonly timeZone: string;
}
