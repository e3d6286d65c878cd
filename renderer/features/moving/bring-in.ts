/**
 * Puts what an import reads into the journal: in pieces, so that what is in stays in when it ends early, and each thing once, by the id
 * it had where it came from [D66]. The report is a record of its own, written first and finished at the end [D67].
 */
import { codeOf, TwofoldError } from "#shared/base/errors.ts";
import type { Day, Instant } from "#shared/base/time.ts";
import { bringInEntry, editEntry, type Entry, type ImportedApp } from "#shared/domain/entry.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import type { StoredFile } from "#shared/domain/file.ts";
import { createImport, editImport, type Import, type Unread } from "#shared/domain/import.ts";
import { type JournalRecord, writeRecord } from "#shared/domain/record.ts";
import { tidyLine } from "#shared/domain/revision.ts";
import { isRichText, plainText, type RichText } from "#shared/domain/rich-text.ts";
import { withFiles } from "#shared/exchange/import/files-in-text.ts";
import type { ImportedEntry, ImportedMedia, ImportItem } from "#shared/exchange/import/import-item.ts";
import { broughtIn, filesNamedIn } from "#shared/exchange/own-part.ts";
import type { OpenImport } from "#renderer/worker/import-calls.ts";

/** Records in one write: as many as `Journal.putAll` takes in one. */
const PIECE = 32;
/** What one report's texts may have together, in UTF-16 code units: at most six bytes each, its row stays under 8 MiB. */
const REPORT_CHARACTERS = 1_000_000;
const REPORT_LINES = 5_000;

/** A file that could not be kept. */
export interface LostFile {
  readonly name: string;
  readonly why: Extract<Unread["why"], "missing-file" | "file-too-big" | "file-kind">;
}

export interface BringIn {
  readonly source: Pick<OpenImport, "next" | "media">;
  readonly app: ImportedApp;
  /** The name of the file or folder that was chosen. */
  readonly file: string;
  /** One's own records as they stand before. */
  readonly mine: readonly JournalRecord[];
  readonly me: PartnerId;
  readonly now: Instant;
  readonly today: Day;
  readonly newId: () => RecordId;
  readonly putAll: (records: readonly JournalRecord[]) => Promise<void>;
  /** Makes a file ready, seals it and says how it is kept; or why not. */
  readonly keep: (file: { readonly name: string; readonly bytes: Uint8Array }) => Promise<StoredFile | LostFile["why"]>;
  /** The sentence that stands in an entry for a file that could not be kept. */
  readonly wordsFor: (lost: LostFile) => string;
  /** Items that were looked at so far. */
  readonly onProgress?: (done: number) => void;
  /** Ends it at the next item: what is in stays, and can be undone. */
  readonly signal?: AbortSignal;
}

/** What came of an import. */
export interface Brought {
  /** The record of it; null where nothing came in and nothing was unread. */
  readonly import: RecordId | null;
  readonly entries: number;
  /** Records of other kinds, from our own export. */
  readonly others: number;
  /** Were here already and stay as they are. */
  readonly passedOver: number;
  /** Of those, the ones that were changed in the other app since; ours stay as they are. */
  readonly changedThere: number;
  readonly unread: number;
  readonly stopped: boolean;
}

/** The entries that came from elsewhere, by app and source id: how an import knows what is here already. */
export function entriesBySource(mine: readonly JournalRecord[]): ReadonlyMap<string, Entry> {
  return new Map(
    mine.flatMap((record) =>
      record.kind === "entry" && record.source !== null ? [[sourceKey(record.source), record] as const] : [],
    ),
  );
}

/** One key for an entry of an app. */
export const sourceKey = ({ app, id }: { readonly app: ImportedApp; readonly id: string }): string => `${app} ${id}`;

/** Entries that an undone import had put into the trash come back with the next import; what was put there by hand stays there. */
export function undoneImports(mine: readonly JournalRecord[]): ReadonlySet<RecordId> {
  return new Set(mine.flatMap((record) => (record.kind === "import" && record.undoneOn !== null ? [record.id] : [])));
}

/** Brings everything in. Rejects when the journal cannot write; what was written before stays, and importing again goes on from there. */
export async function bringIn(wanted: BringIn): Promise<Brought> {
  const { source, app, mine, me, now, newId, putAll, signal } = wanted;
  const act = { author: me, now };
  const report = reportOf(wanted);

  const bySource = new Map(entriesBySource(mine));
  const byId = new Map(mine.map((record) => [record.id, record]));
  const undone = undoneImports(mine);
  const hasProfile = mine.some(({ kind }) => kind === "profile");
  const kept = new Map<string, StoredFile>(); // of our own export, by the id a file had there
  let done = 0;
  let entries = 0;
  let others = 0;
  let passedOver = 0;
  let changedThere = 0;
  let piece: JournalRecord[] = [];

  async function put(): Promise<void> {
    const records = piece;
    piece = [];
    if (records.length === 0) return;
    await report.open();
    await putPiece(records, putAll);
    for (const { kind } of records) {
      if (kind === "entry") entries += 1;
      else others += 1;
    }
  }

  /** What is here already; an entry that an undo had put away comes back with this import. */
  function passOver(here: JournalRecord, updatedAt: Instant | null): void {
    if (here.kind === "entry" && here.trashedOn !== null && here.source !== null && undone.has(here.source.import)) {
      const source = { ...here.source, import: report.id };
      const back = editEntry(here, { trashedOn: null, source }, act);
      piece.push(back);
      bySource.set(sourceKey(source), back); // from here on it is here, should it come once more
      byId.set(back.id, back);
      return;
    }
    passedOver += 1;
    if (updatedAt !== null && here.original !== null && updatedAt > here.original.updatedAt) changedThere += 1;
  }

  async function fileOf(media: ImportedMedia): Promise<StoredFile | LostFile["why"]> {
    const bytes = await source.media(media.key);
    return typeof bytes === "string" ? bytes : wanted.keep({ name: media.name, bytes });
  }

  async function takeEntry(item: ImportedEntry): Promise<void> {
    const from = { app, id: item.sourceId };
    const here = bySource.get(sourceKey(from));
    if (here !== undefined) return passOver(here, item.updatedAt);
    const files = new Map<string, StoredFile>();
    const lost: LostFile[] = [];
    for (const media of item.media) {
      const file = await fileOf(media);
      if (typeof file === "string") lost.push({ name: media.name, why: file });
      else files.set(media.file, file);
    }
    const draft = {
      ...item.draft,
      needs: [],
      files: [...files.values()],
      source: { ...from, import: report.id },
    };
    const body = withFiles(item.draft.body, (id) => files.get(id)?.sealed.id ?? null);
    const times = { createdAt: item.createdAt, updatedAt: item.updatedAt };
    const make = (text: RichText): Entry => bringInEntry({ ...draft, body: text }, { ...act, ...times, id: newId() });
    const entry = attempt(() => make(withWords(body, lost.map(wanted.wordsFor)))) ?? attempt(() => make(body));
    if (entry === null) {
      await report.add({ place: item.place, why: "not-an-entry", text: plainText(item.draft.body) });
      return;
    }
    for (const file of lost) await report.add({ place: `${item.place}: ${file.name}`, why: file.why, text: null });
    bySource.set(sourceKey(from), entry);
    piece.push(entry);
  }

  async function takeRecord(item: Extract<ImportItem, { kind: "record" }>): Promise<void> {
    const { record, place } = item;
    if (record.original === null) {
      // A copy is of what was shared: one's own is passed over, as its original came along; another's is nobody's to write here.
      if (record.author === me || byId.has(record.id)) passedOver += 1;
      else await report.add({ place, why: "record", text: writeRecord(record) });
      return;
    }
    const here = byId.get(record.id);
    if (here !== undefined) return passOver(here, record.original.updatedAt);
    if (record.kind === "profile" && hasProfile) {
      passedOver += 1;
      return;
    }
    if (record.kind === "entry" && record.source !== null) {
      const sameSource = bySource.get(sourceKey(record.source));
      if (sameSource !== undefined) return passOver(sameSource, record.original.updatedAt);
    }
    const lost: LostFile[] = [];
    for (const { sealed, name } of filesNamedIn(record)) {
      const media = item.media.find(({ file }) => file === sealed.id);
      if (kept.has(sealed.id)) continue;
      const file = media === undefined ? "missing-file" : await fileOf({ ...media, name });
      if (typeof file === "string") lost.push({ name, why: file });
      else kept.set(sealed.id, file);
    }
    const home = { from: record.author, to: me, import: report.id, now, fileFor: (id: string) => kept.get(id) ?? null };
    const own = broughtIn(record, home);
    for (const file of lost) await report.add({ place: `${place}: ${file.name}`, why: file.why, text: null });
    byId.set(own.id, own);
    if (own.kind !== "entry") return void piece.push(own);
    const body = withWords(own.body, lost.map(wanted.wordsFor));
    piece.push(isRichText(body) ? { ...own, body } : own); // a full text stays as it is: the report has the sentences
  }

  const isStopped = (): boolean => signal?.aborted === true;
  for (let items = await source.next(); items.length > 0 && !isStopped(); items = await source.next()) {
    for (const item of items) {
      if (isStopped()) break;
      if (item.kind === "unread") {
        const { place, why, text } = item;
        await report.add({ place, why, text });
      } else if (item.kind === "entry") await takeEntry(item);
      else await takeRecord(item);
      wanted.onProgress?.((done += 1));
      if (piece.length >= PIECE) await put();
    }
  }
  await put();
  await report.finish(entries);
  const unread = report.lines();
  const own = report.isPut() ? report.id : null;
  return { import: own, entries, others, passedOver, changedThere, unread, stopped: isStopped() };
}

/** A text with a paragraph more for each sentence. */
function withWords(text: RichText, sentences: readonly string[]): RichText {
  if (sentences.length === 0) return text;
  const paragraphs = sentences.map((sentence) => ({
    type: "paragraph" as const,
    content: [{ type: "text" as const, text: sentence }],
  }));
  return { type: "doc", content: [...text.content, ...paragraphs] };
}

/** What does not fit a record is an answer here: its words go to the report. */
function attempt<T>(make: () => T): T | null {
  try {
    return make();
  } catch (thrown) {
    if (codeOf(thrown) === "malformed") return null;
    throw thrown;
  }
}

/** How many revisions further a record is put over its own removal, the first and the last time it is tried. */
const OVER_A_REMOVAL = { first: 2, last: 1 << 20 } as const;

/**
 * One write. A record that was removed here before, and is brought in with its old id, comes after its removal: the page does not know
 * which revision that was, so it goes up until the vault takes it.
 */
async function putPiece(records: readonly JournalRecord[], putAll: BringIn["putAll"]): Promise<void> {
  try {
    await putAll(records);
  } catch (thrown) {
    if (codeOf(thrown) !== "not-found") throw thrown;
    if (records.length > 1) for (const record of records) await putPiece([record], putAll);
    else if (records[0] !== undefined) await putOverRemoval(records[0], putAll);
  }
}

async function putOverRemoval(record: JournalRecord, putAll: BringIn["putAll"]): Promise<void> {
  for (let further: number = OVER_A_REMOVAL.first; further <= OVER_A_REMOVAL.last; further *= 4) {
    try {
      return await putAll([{ ...record, revision: record.revision + further }]);
    } catch (thrown) {
      if (codeOf(thrown) !== "not-found") throw thrown;
    }
  }
  throw new TwofoldError("not-found", "a removal of many revisions");
}

/**
 * Writes the report: its record before the first entry that names it, and again at the end. Lines that are too many for one record stand
 * in further ones of the same app, file and moment, put as they fill. Nothing is written where nothing came in or was unread.
 */
function reportOf({ app, file, me, now, today, newId, putAll }: BringIn) {
  const act = { author: me, now };
  const begin = (unread: Unread[]): Import =>
    createImport(
      { app, file: tidyLine(file).slice(0, 200), on: today, entries: 0, unread, undoneOn: null },
      { ...act, id: newId() },
    );
  const first = begin([]);
  let isPut = false;
  let unread: Unread[] = [];
  let characters = 0;
  let lines = 0;

  async function open(): Promise<void> {
    if (!isPut) await putAll([first]);
    isPut = true;
  }

  return {
    id: first.id,
    open,
    isPut: () => isPut,
    lines: () => lines,
    async add(line: Unread): Promise<void> {
      const place = tidyLine(line.place).slice(0, 300);
      const size = place.length + (line.text?.length ?? 0);
      if (unread.length > 0 && (characters + size > REPORT_CHARACTERS || unread.length >= REPORT_LINES)) {
        await open();
        await putAll([begin(unread)]);
        unread = [];
        characters = 0;
      }
      unread.push({ ...line, place });
      characters += size;
      lines += 1;
    },
    async finish(entries: number): Promise<void> {
      if (entries + unread.length > 0 || isPut) {
        await open();
        await putAll([editImport(first, { entries, unread }, act)]);
      }
    },
  };
}
