/** What stands in an export of one's own part, part by part: as JSON that comes back without loss, or as Markdown to be read. */
import { codeOf } from "#shared/base/errors.ts";
import type { Day } from "#shared/base/time.ts";
import { isInJournal } from "#shared/domain/entry.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { type SealedFile, sealedFilesOf, type StoredFile } from "#shared/domain/file.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { recordsJsonl } from "#shared/exchange/jsonl.ts";
import { entryMedia, markdownFiles, type ReadableTexts } from "#shared/exchange/markdown-files.ts";
import { OWN_MANIFEST, OWN_README, OWN_RECORDS, ownExportPath } from "#shared/exchange/own-export.ts";
import { filesNamedIn } from "#shared/exchange/own-part.ts";
import type { ZipPart } from "./zip-file.ts";

/** What is told of files that could not be opened: the export is made without them. */
type OnLost = (file: StoredFile) => void;
type ReadFile = (file: SealedFile) => Promise<Uint8Array>;

/** One's own records without those behind a second lock, and without what is kept of them. */
export function withoutLocked(mine: readonly JournalRecord[]): readonly JournalRecord[] {
  const locked = new Set<RecordId>(
    mine.flatMap((record) => (record.kind === "entry" && record.secondLock ? [record.id] : [])),
  );
  return mine.filter(
    (record) => !locked.has(record.kind === "earlier" || record.kind === "version" ? record.of : record.id),
  );
}

/** Bytes that the files of these records have together, for a progress that knows its end. */
export const fileBytesOf = (records: readonly JournalRecord[]): number =>
  storedFilesOf(records).reduce((sum, file) => sum + sealedFilesOf(file).reduce((all, { bytes }) => all + bytes, 0), 0);

/** Every file that records name, each once. */
function storedFilesOf(records: readonly JournalRecord[]): StoredFile[] {
  const files = new Map<string, StoredFile>();
  for (const record of records) for (const file of filesNamedIn(record)) files.set(file.sealed.id, file);
  return [...files.values()];
}

/** The parts of the JSON export [D40]: the records as they are, the bytes of their files, and two small texts that say what this is. */
export async function* jsonParts({
  records,
  author,
  day,
  readme,
  readFile,
  onLost,
}: {
  records: readonly JournalRecord[];
  author: { readonly id: PartnerId; readonly name: string };
  day: Day;
  readme: string;
  readFile: ReadFile;
  onLost: OnLost;
}): AsyncGenerator<ZipPart> {
  yield { path: OWN_README, content: [readme], isPacked: false };
  yield { path: OWN_RECORDS, content: recordsJsonl(records), isPacked: false };
  const files = storedFilesOf(records);
  const written = new Set<string>();
  for (const file of files) {
    for (const sealed of sealedFilesOf(file)) {
      if (written.has(sealed.id)) continue;
      written.add(sealed.id);
      const bytes = await openedOrLost(readFile(sealed));
      if (bytes === null) onLost(file);
      else yield { path: ownExportPath(sealed, file.name), content: oneOf(bytes), isPacked: true };
    }
  }
  const manifest = { format: "twofold-own-part", v: 1, author, on: day, records: records.length, files: files.length };
  yield { path: OWN_MANIFEST, content: [`${JSON.stringify(manifest, null, 2)}\n`], isPacked: false };
}

/** The parts of the Markdown export [D42]: entries, needs and care as text, and beside the entries their files. */
export async function* markdownParts({
  records,
  partners,
  texts,
  readme,
  readFile,
  onLost,
}: {
  records: readonly JournalRecord[];
  partners: readonly { readonly id: PartnerId; readonly name: string }[];
  texts: ReadableTexts;
  readme: string;
  readFile: ReadFile;
  onLost: OnLost;
}): AsyncGenerator<ZipPart> {
  yield { path: OWN_README, content: [readme], isPacked: false };
  const paths = entryMedia(records);
  for (const { path, text } of markdownFiles(records, partners, texts, paths)) {
    yield { path, content: [text], isPacked: false };
  }
  const written = new Set<string>();
  for (const record of records) {
    if (record.kind !== "entry" || !isInJournal(record)) continue;
    for (const file of record.files) {
      const path = paths.get(file.sealed.id);
      if (path === undefined || written.has(path)) continue;
      written.add(path);
      const bytes = await openedOrLost(readFile(file.sealed));
      if (bytes === null) onLost(file);
      else yield { path: `entries/${path}`, content: oneOf(bytes), isPacked: true };
    }
  }
}

/** A file whose parts are not whole is told and left out; whatever else fails ends the export. */
async function openedOrLost(bytes: Promise<Uint8Array>): Promise<Uint8Array | null> {
  try {
    return await bytes;
  } catch (thrown) {
    if (["damaged", "not-found"].includes(codeOf(thrown))) return null;
    throw thrown;
  }
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
