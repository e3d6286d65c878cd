/** What every parser makes its items of: entries that fit ours, ids that last, and what could not be read. */
import type { Day, Instant, LocalTime } from "#shared/base/time.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { FILE_MAX_BYTES } from "#shared/domain/file.ts";
import type { Unread } from "#shared/domain/import.ts";
import { tidyLine } from "#shared/domain/revision.ts";
import { imagesIn, type RichText } from "#shared/domain/rich-text.ts";
import type { FileAt } from "./html-to-rich-text.ts";
import { madeUpFileId } from "./files-in-text.ts";
import { fittedTexts, type LooseNode, looseParagraph, looseWords } from "./fitted.ts";
import {
  type ImportedEntry,
  type ImportedMedia,
  type ImportItem,
  type ImportNote,
  UNREAD_CHARACTERS,
} from "./import-item.ts";

export type Tell = (note: ImportNote) => void;

/** The files of an archive, by what is known of each before it is read. */
export type FileSizes = ReadonlyMap<string, number>;

/** An entry as a parser found it, before it is fitted. */
export interface FoundEntry {
  readonly sourceId: string;
  readonly place: string;
  readonly day: Day;
  readonly time: LocalTime | null;
  readonly timeZone: string;
  readonly title: string;
  readonly blocks: readonly LooseNode[];
  readonly tags: readonly string[];
  readonly star: boolean;
  readonly mood: Entry["mood"];
  readonly feelings: readonly string[];
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly media: readonly ImportedMedia[];
  /** Words that have no field of ours: they become the last paragraph. */
  readonly aside: readonly string[];
}

const LIMITS = {
  title: 200,
  tag: 60,
  tags: 50,
  feelings: 20,
  media: 100,
  place: 300,
  name: 200,
  sourceId: 300,
} as const;

/** A line within our limits, cut where it is longer. */
const fittedLine = (text: string, most: number): string => {
  const line = tidyLine(text);
  if (line.length <= most) return line;
  return line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "") + "…";
};

const fittedPlace = (place: string): string => fittedLine(place, LIMITS.place);

/** What could not be read, its text whole: in several items where it is too long for one. */
export function* unread(place: string, why: Unread["why"], text: string | null): Generator<ImportItem> {
  const where = fittedPlace(place);
  if (text === null || text.length <= UNREAD_CHARACTERS) {
    yield { kind: "unread", place: where, why, text };
    return;
  }
  for (let from = 0; from < text.length; from += UNREAD_CHARACTERS)
    yield { kind: "unread", place: where, why, text: text.slice(from, from + UNREAD_CHARACTERS) };
}

/** Fits an entry: one item, or several of the same day where one cannot hold it. */
export function* entryItems(found: FoundEntry, tell: Tell): Generator<ImportedEntry> {
  const title = fittedLine(found.title, LIMITS.title);
  const words = (list: readonly string[], most: number): { kept: string[]; left: string[] } => {
    const tidied = [...new Set(list.map(tidyLine))].filter((word) => word !== "");
    const fitting = tidied.filter((word) => word.length <= LIMITS.tag);
    const kept = fitting.slice(0, most);
    return { kept, left: tidied.filter((word) => !kept.includes(word)) };
  };
  const tags = words(found.tags, LIMITS.tags);
  const feelings = words(found.feelings, LIMITS.feelings);
  const aside = [...found.aside, ...tags.left, ...feelings.left];
  const texts = fittedTexts([
    ...(title === tidyLine(found.title) ? [] : [looseParagraph(tidyLine(found.title))]),
    ...found.blocks,
    ...(aside.length > 0 ? [looseParagraph(aside.join("\n"))] : []),
  ]);
  const parts = withMedia(texts, found.media);
  if (parts.length > 1) tell("split");
  for (const [at, { body, media }] of parts.entries())
    yield {
      kind: "entry",
      sourceId: at === 0 ? found.sourceId : `${found.sourceId}/${at + 1}`,
      place: fittedPlace(found.place),
      draft: {
        day: found.day,
        time: found.time,
        timeZone: found.timeZone,
        title,
        body,
        mood: found.mood,
        feelings: feelings.kept,
        tags: tags.kept,
        star: found.star,
      },
      createdAt: found.createdAt,
      updatedAt: found.updatedAt,
      media,
    };
}

interface Part {
  readonly body: RichText;
  readonly media: ImportedMedia[];
}

/** Gives each file to the part whose text names it, the others to the first with room. */
function withMedia(texts: readonly RichText[], media: readonly ImportedMedia[]): Part[] {
  const parts: Part[] = texts.map((body) => ({ body, media: [] }));
  const named = texts.map((body) => new Set(imagesIn(body)));
  for (const each of media) {
    const at = named.findIndex((files) => files.has(each.file));
    let part = at === -1 ? parts.find((some) => some.media.length < LIMITS.media) : parts[at];
    if (part === undefined) parts.push((part = { body: { type: "doc", content: [{ type: "paragraph" }] }, media: [] }));
    part.media.push(each);
  }
  return parts;
}

/** The files one entry brings along, gathered while its text is read. */
export interface GatheredMedia {
  readonly media: readonly ImportedMedia[];
  /** What is to be told of files that are not there or too big, in their order. */
  readonly missing: readonly ImportItem[];
  /** Takes a file along. Gives the made-up id by which a text names it; null when it cannot be taken. */
  take(key: string | null, name: string, said: string): string | null;
}

export function gatheredMedia(files: FileSizes, place: string): GatheredMedia {
  const media: ImportedMedia[] = [];
  const missing: ImportItem[] = [];
  const taken = new Map<string, string | null>();
  return {
    media,
    missing,
    take(key, name, said) {
      const known = taken.get(key ?? said);
      if (known !== undefined) return known;
      const size = key === null ? undefined : files.get(key);
      const id = size === undefined || size > FILE_MAX_BYTES || key === null ? null : madeUpFileId(media.length);
      taken.set(key ?? said, id);
      if (id === null || key === null) {
        const why = size === undefined ? "missing-file" : "file-too-big";
        missing.push(...unread(`${place}: ${key ?? said}`, why, said === "" ? null : said));
      } else {
        media.push({ key, file: id, name: fittedLine(name, LIMITS.name) });
      }
      return id;
    },
  };
}

const IMAGE = /\.(?:jpe?g|png|gif|webp|avif|bmp|heic|heif|tiff?)$/i;

/** Whether a file's name is an image's: only such a file is shown in the text; any other is attached. */
export const isImageName = (name: string): boolean => IMAGE.test(name);

/** What a text finds at an address for which a file was taken: the image itself, or its name where it is no image. */
export function foundAt(id: string | null, name: string, words: string): ReturnType<FileAt> {
  if (id === null) return null;
  return isImageName(name) ? { kind: "image", file: id } : { kind: "attached", words };
}

/**
 * An id for an entry whose app gives none: 128 bits of all that was written, the same wherever it lies. Not for secrets and not against
 * anybody: who writes two entries of one id by design hides one of them from themselves.
 */
export function sourceIdOf(...written: readonly (string | null)[]): string {
  const lanes = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f];
  for (const part of written) {
    const text = `${part === null ? "-" : part.length}:${part ?? ""};`;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      for (let lane = 0; lane < 4; lane++) {
        const mixed = Math.imul((lanes[lane] ?? 0) ^ (unit + lane * 0x1f3d), 0x5bd1e995 + lane * 0x2545f4);
        lanes[lane] = (mixed ^ (mixed >>> (13 + lane))) + (lanes[(lane + 3) % 4] ?? 0);
      }
    }
  }
  return lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join("");
}

/** A title taken from the first heading of a text, and the text without it. */
export function titled(blocks: readonly LooseNode[]): { title: string; rest: readonly LooseNode[] } {
  const [first, ...rest] = blocks;
  return first?.type === "heading" ? { title: looseWords(first), rest } : { title: "", rest: blocks };
}

type Json = Readonly<Record<string, unknown>>;

/** An object of JSON; null for anything else. */
export const asObject = (value: unknown): Json | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : null;

/** A list of JSON; empty for anything else. */
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text of JSON; empty for anything else. */
export const asText = (value: unknown): string => (typeof value === "string" ? value : "");

/** Deeper than this JSON is written without indentation, which would be many times as long as what it indents. */
const DEEPEST_INDENTED = 32;

const isNestedBeyond = (value: unknown, levels: number): boolean =>
  typeof value === "object" &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isNestedBeyond(inner, levels - 1)));

/** Any JSON as words, for a report. */
export function asWords(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value, null, isNestedBeyond(value, DEEPEST_INDENTED) ? 0 : 2) ?? "";
  } catch {
    return ""; // nested deeper than can be written; it was never a person's
  }
}
