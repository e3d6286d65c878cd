/**
 * An archive of any app as items, in the order of its files. Which app wrote it is told by the content of its texts, never by a name.
 * Whatever is in it comes as an item: an entry, a record, a file that an entry brings along, or something unread with its reason. Only
 * what systems leave behind (hidden files, "__MACOSX", thumbnails' databases) is passed over.
 */
import type { ImportedApp } from "#shared/domain/entry.ts";
import { sealedFilesOf } from "#shared/domain/file.ts";
import { parseRecordsJsonl } from "../jsonl.ts";
import { fileIdAt, OWN_MANIFEST, OWN_README } from "../own-export.ts";
import { filesNamedIn } from "../own-part.ts";
import { isDayOne, readDayOne } from "./day-one.ts";
import type { ImportedMedia, ImportItem, ImportSurroundings } from "./import-item.ts";
import { isJrnl, readJrnl } from "./jrnl.ts";
import { filesByName, isTextName, readMarkdownFile } from "./markdown-entry.ts";
import { isMiniDiary, readMiniDiary } from "./mini-diary.ts";
import { asObject, type FileSizes, sourceIdOf, type Tell, unread } from "./parts.ts";

/** The files of an import, however they lie. Each call throws a TwofoldError: "over-limit" for a text that is too long, "damaged" for bytes that are not whole. */
export interface ImportArchive {
  /** Every file's path, with "/" between folders, and its size in bytes. */
  readonly files: FileSizes;
  /** A file's text, in whatever encoding it is. */
  text(path: string): Promise<string>;
  /** A file's lines, without their line breaks: for a text that may be longer than one string should be. */
  lines(path: string): AsyncIterable<string>;
}

const LEFT_BEHIND = /(?:^|\/)(?:\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(?:\/|$)/i;

/** What our own exports say of themselves [D40]: no part of anybody's journal. */
const isOurOwnSaying = (path: string): boolean => path === OWN_README || path === OWN_MANIFEST;

/** The texts that may hold entries. Of an archive with one file it is that file, whatever its name. */
function textsOf({ files }: ImportArchive): string[] {
  const paths = [...files.keys()].filter((path) => !LEFT_BEHIND.test(path));
  return paths.length === 1 ? paths : paths.filter((path) => isTextName(path) && !isOurOwnSaying(path)).sort();
}

type Read = (
  value: unknown,
  path: string,
  files: FileSizes,
  surroundings: ImportSurroundings,
  tell: Tell,
) => Iterable<ImportItem>;

const JSON_APPS: readonly { app: ImportedApp; is: (value: unknown) => boolean; read: Read }[] = [
  {
    app: "mini-diary",
    is: isMiniDiary,
    read: (value, path, _, surroundings, tell) => readMiniDiary(value, path, surroundings, tell),
  },
  { app: "day-one", is: isDayOne, read: readDayOne },
  { app: "jrnl", is: isJrnl, read: (value, path, _, surroundings, tell) => readJrnl(value, path, surroundings, tell) },
];

/** What one text is: our records, the JSON of an app, JSON of nobody we know, or words. */
type Sort =
  | { readonly kind: "records" }
  | { readonly kind: "app"; readonly app: ImportedApp; readonly read: Read; readonly value: unknown }
  | { readonly kind: "json" }
  | { readonly kind: "broken-json" }
  | { readonly kind: "words" };

async function sortOf(archive: ImportArchive, path: string): Promise<Sort> {
  for await (const line of archive.lines(path)) {
    if (line.trim() === "") continue;
    if (isRecordLine(line)) return { kind: "records" };
    if (!/^\s*\uFEFF?\s*[[{]/.test(line)) return /\.jsonl?$/i.test(path) ? { kind: "broken-json" } : { kind: "words" };
    break;
  }
  const text = (await archive.text(path)).replace(/^\uFEFF/, "");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: /\.jsonl?$/i.test(path) ? "broken-json" : "words" }; // the report says so
  }
  const found = JSON_APPS.find(({ is }) => is(value));
  return found === undefined ? { kind: "json" } : { kind: "app", ...found, value };
}

function isRecordLine(line: string): boolean {
  if (!line.includes('"kind"')) return false;
  try {
    const record = asObject(JSON.parse(line.replace(/^\uFEFF/, "")));
    return typeof record?.["kind"] === "string" && typeof record["v"] === "number" && "author" in record;
  } catch {
    return false; // not a line of ours
  }
}

/** Which app wrote an archive: by the first of its texts that one wrote; Markdown where there are only words. Null for none. */
export async function appOf(archive: ImportArchive): Promise<ImportedApp | null> {
  let words = false;
  const texts = textsOf(archive);
  // JSON decides before words: there is little of it, and notes may lie beside it.
  for (const path of texts.toSorted(
    (left, right) => Number(/\.jsonl?$/i.test(right)) - Number(/\.jsonl?$/i.test(left)),
  )) {
    if (!/\.jsonl?$/i.test(path) && texts.length > 1) {
      words = true;
      continue;
    }
    const sort = await sortOf(archive, path);
    if (sort.kind === "records") return "twofold";
    if (sort.kind === "app") return sort.app;
    if (sort.kind === "words") words = true;
  }
  return words ? "markdown" : null;
}

/**
 * Reads the whole archive. The items come one text at a time, so that no more than one is in memory.
 *
 * @param onRead told after each text: its size in bytes
 */
export async function* readImport(
  archive: ImportArchive,
  app: ImportedApp,
  surroundings: ImportSurroundings,
  tell: Tell,
  onRead: (bytes: number) => void,
): AsyncGenerator<ImportItem> {
  const { files } = archive;
  const byName = app === "markdown" ? filesByName(files) : new Map<string, string | null>();
  const used = new Set<string>();
  const ids = new Map<string, string>();
  for (const path of textsOf(archive)) {
    used.add(path);
    for await (const item of itemsOf(archive, path, app, byName, surroundings, tell)) {
      if (item.kind !== "unread") for (const { key } of item.media) used.add(key);
      else if (item.why === "file-too-big") used.add(item.place.slice(item.place.indexOf(": ") + 2));
      const single = item.kind === "entry" ? uniqueEntry(item, ids, tell) : item;
      if (single !== null) yield single;
    }
    onRead(files.get(path) ?? 0);
  }
  for (const path of files.keys())
    if (!used.has(path) && !LEFT_BEHIND.test(path) && !isOurOwnSaying(path)) yield* unread(path, "not-an-entry", null);
}

/** Gives an entry an id that no other has in this import; null for the very same entry once more. */
function uniqueEntry(
  item: Extract<ImportItem, { kind: "entry" }>,
  ids: Map<string, string>,
  tell: Tell,
): ImportItem | null {
  const { sourceId, draft, media } = item;
  const written = sourceIdOf(JSON.stringify(draft), ...media.map(({ key }) => key));
  const before = ids.get(sourceId);
  if (before === undefined) {
    ids.set(sourceId, written);
    return item;
  }
  const own = `${sourceId}~${written}`;
  if (before === written || ids.has(own)) {
    tell("same-twice");
    return null;
  }
  ids.set(own, written);
  return { ...item, sourceId: own };
}

async function* itemsOf(
  archive: ImportArchive,
  path: string,
  app: ImportedApp,
  byName: ReadonlyMap<string, string | null>,
  surroundings: ImportSurroundings,
  tell: Tell,
): AsyncGenerator<ImportItem> {
  const { files } = archive;
  const isJson = /\.jsonl?$/i.test(path);
  const sort: Sort = app === "markdown" && !isJson ? { kind: "words" } : await sortOf(archive, path);
  switch (sort.kind) {
    case "records":
      yield* recordItems(archive, path);
      return;
    case "app":
      yield* sort.read(sort.value, path, files, surroundings, tell);
      return;
    case "words":
      if (app === "markdown")
        yield* readMarkdownFile(path, await archive.text(path), files, byName, surroundings, tell);
      else yield* unread(path, "not-an-entry", await archive.text(path));
      return;
    case "json":
      yield* unread(path, "not-an-entry", await archive.text(path));
      return;
    case "broken-json":
      yield* unread(path, "not-json", await archive.text(path));
      return;
  }
}

/** The records of our own export, each with its files; a line that is none comes with its text. */
async function* recordItems(archive: ImportArchive, path: string): AsyncGenerator<ImportItem> {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const pathOfFile = new Map<string, string>();
  for (const each of archive.files.keys()) {
    const id = each.startsWith(folder) ? fileIdAt(each.slice(folder.length)) : null;
    if (id !== null) pathOfFile.set(id, each);
  }
  let number = 0;
  for await (const line of archive.lines(path)) {
    number++;
    const place = `${path}, ${number}`;
    for (const { parsed } of parseRecordsJsonl(line)) {
      if (parsed.kind === "unreadable") {
        yield* unread(place, "record", line);
        continue;
      }
      const media = filesNamedIn(parsed.record).flatMap((file) =>
        sealedFilesOf(file).flatMap(({ id }): ImportedMedia[] => {
          const key = pathOfFile.get(id);
          return key === undefined ? [] : [{ key, file: id, name: file.name }];
        }),
      );
      yield { kind: "record", record: parsed.record, place, media };
    }
  }
}
