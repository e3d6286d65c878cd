/**
 * Day One's JSON export: a zip with one JSON file for each journal and the folders photos, videos, audios and pdfs beside it, their files
 * named by `md5`. The text is Markdown whose punctuation is escaped and whose images are `dayone-moment:` links of four kinds; entries of
 * some versions have rich text alone. The moment is in UTC beside its time zone.
 *
 * Kept as the last paragraph: the words of the place, of the weather, of the music and activity. Left out, and told: coordinates. Left out
 * as of no meaning elsewhere: devices, steps, editing times, the moon, identifiers.
 */
import { isAddress } from "#shared/domain/rich-text.ts";
import { DEEPEST, type LooseMark, looseLine, type LooseNode, looseParagraph } from "./fitted.ts";
import type { FileAt } from "./html-to-rich-text.ts";
import type { ImportItem, ImportSurroundings } from "./import-item.ts";
import { looseMarkdown } from "./markdown-to-rich-text.ts";
import {
  asList,
  asObject,
  asText,
  asWords,
  entryItems,
  type FileSizes,
  foundAt,
  gatheredMedia,
  type GatheredMedia,
  isImageName,
  sourceIdOf,
  type Tell,
  titled,
  unread,
} from "./parts.ts";
import { localTime, writtenMoment, writtenZone } from "./written-time.ts";

type Json = Readonly<Record<string, unknown>>;

/** Whether a JSON value is a journal of Day One. */
export function isDayOne(value: unknown): boolean {
  const journal = asObject(value);
  if (journal === null || !Array.isArray(journal["entries"])) return false;
  const entries = asList(journal["entries"]).slice(0, 100).map(asObject);
  if (entries.length === 0) return asObject(journal["metadata"])?.["version"] !== undefined;
  return entries.some(
    (entry) => entry !== null && ("creationDate" in entry || ("uuid" in entry && "timeZone" in entry)),
  );
}

/** The four kinds of media: where an entry lists them, where their files lie, how links name them. */
const MEDIA = [
  { list: "photos", folder: "photos", ending: "jpeg" },
  { list: "videos", folder: "videos", ending: "mov" },
  { list: "audios", folder: "audios", ending: "m4a" },
  { list: "pdfAttachments", folder: "pdfs", ending: "pdf" },
] as const;

/** `dayone-moment://ID` for a photo, `dayone-moment:/video/ID`, `/audio/ID` and `/pdfAttachment/ID`; older ones `dayone-photo://ID`. */
const MOMENT =
  /^dayone-(?:moment|photo|video|audio|pdf):\/*(?:(?:photo|video|audio|pdfAttachment|pdf)\/)?([A-Za-z0-9-]+)\/?$/i;
const EXTERNAL = /^dayone-external:\/*(?:video|audio)\/([A-Za-z0-9_=-]+)$/i;

/**
 * Reads one journal file.
 *
 * @param place the file in the archive
 * @param files every file of the archive, so that a photo that is not there is told
 */
export function* readDayOne(
  journal: unknown,
  place: string,
  files: FileSizes,
  surroundings: ImportSurroundings,
  tell: Tell,
): Generator<ImportItem> {
  const folder = place.slice(0, place.lastIndexOf("/") + 1);
  const byStem = stems(files, folder);
  for (const [at, value] of asList(asObject(journal)?.["entries"]).entries()) {
    const entry = asObject(value);
    const where = `${place}, ${at + 1}`;
    if (entry === null) yield* unread(where, "not-an-entry", asWords(value));
    else yield* readEntry(entry, where, { files, folder, byStem, surroundings, tell });
  }
}

interface Context {
  readonly files: FileSizes;
  readonly folder: string;
  readonly byStem: ReadonlyMap<string, string>;
  readonly surroundings: ImportSurroundings;
  readonly tell: Tell;
}

/** The media files beside a journal, by folder and name without ending: the ending differs from what the journal says. */
function stems(files: FileSizes, folder: string): Map<string, string> {
  const byStem = new Map<string, string>();
  for (const path of files.keys()) {
    if (!path.startsWith(folder)) continue;
    const [, kind, name] =
      /^(photos|videos|audios|pdfs)\/([^/]+?)(?:\.[^./]*)?$/i.exec(path.slice(folder.length)) ?? [];
    if (kind !== undefined && name !== undefined) byStem.set(`${kind}/${name}`.toLowerCase(), path);
  }
  return byStem;
}

function* readEntry(entry: Json, where: string, context: Context): Generator<ImportItem> {
  const { files, surroundings, tell } = context;
  const at = writtenMoment(entry["creationDate"]);
  const named = entry["timeZone"] ?? asObject(entry["location"])?.["timeZoneName"];
  const known = writtenZone(named);
  const timeZone = known ?? surroundings.timeZone;
  const local = at === null ? null : localTime(at, timeZone);
  if (at === null || local === null) {
    // Its photos are told too, each as a file without an entry to belong to.
    yield* unread(where, "no-date", undated(entry));
    return;
  }
  if (known === null) tell("zone-unknown");
  const gathered = gatheredMedia(files, where);
  const listed = listedMedia(entry, context, gathered);
  const fileAt = momentAt(listed, gathered);
  const text = asText(entry["text"]);
  const rich = text.trim() === "" ? richBlocks(entry["richText"] ?? entry["richTextJSON"], fileAt) : null;
  const read = rich === null ? looseMarkdown(externalLinks(text), fileAt) : { blocks: rich, leftOut: false };
  if (read.leftOut) tell("html-left-out");
  // All that the entry lists comes along, in its own order, whether or not the text shows it.
  for (const each of listed.values()) each.take();
  const { title, rest } = titled(read.blocks);
  const uuid = asText(entry["uuid"]).trim();
  yield* entryItems(
    {
      sourceId: uuid === "" || uuid.length > 200 ? sourceIdOf(at, title, text) : uuid,
      place: where,
      ...local,
      time: entry["isAllDay"] === true ? null : local.time,
      timeZone,
      title,
      blocks: [...rest, ...saidOf(entry)],
      tags: asList(entry["tags"]).map(asText),
      star: entry["starred"] === true,
      mood: null,
      feelings: [],
      createdAt: at,
      updatedAt: writtenMoment(entry["modifiedDate"]),
      media: gathered.media,
      aside: asideOf(entry, tell),
    },
    tell,
  );
  yield* gathered.missing;
}

/** An entry without a date, for the report: its words, and everything of it where it has none. */
function undated(entry: Json): string {
  const text = asText(entry["text"]);
  const media = MEDIA.flatMap(({ list }) => asList(entry[list]));
  const more = Object.entries({
    tags: entry["tags"],
    location: entry["location"],
    media: media.length > 0 ? media : undefined,
  });
  const rest = more.filter(([, value]) => value != null).map(([name, value]) => `${name}: ${asWords(value)}`);
  return text === "" ? asWords(entry) : [`creationDate: ${asWords(entry["creationDate"])}`, text, ...rest].join("\n\n");
}

interface Listed {
  readonly name: string;
  readonly words: string;
  /** Takes the file along; null when it is not there. */
  take(): string | null;
}

/** What an entry lists, by its identifier in small letters, in the entry's own order. */
function listedMedia(entry: Json, { folder, byStem }: Context, gathered: GatheredMedia): Map<string, Listed> {
  const all = MEDIA.flatMap((kind) =>
    asList(entry[kind.list]).map((value) => ({ kind, media: asObject(value) ?? {} })),
  ).sort((left, right) => orderOf(left.media) - orderOf(right.media));
  const listed = new Map<string, Listed>();
  for (const [at, { kind, media }] of all.entries()) {
    const md5 = asText(media["md5"]);
    const identifier = asText(media["identifier"]);
    const key =
      byStem.get(`${kind.folder}/${md5}`.toLowerCase()) ?? byStem.get(`${kind.folder}/${identifier}`.toLowerCase());
    const ending = asText(media["type"]) || asText(media["fileType"]) || kind.ending;
    const file = key?.slice(key.lastIndexOf("/") + 1) ?? `${md5 || identifier || at}.${ending}`;
    const own = asText(media["title"]) || asText(media["pdfName"]) || asText(media["filename"]);
    const said = key ?? `${folder}${kind.folder}/${file}`;
    listed.set((identifier || md5 || String(at)).toLowerCase(), {
      name: file,
      words: isImageName(file) ? "" : own,
      take: () => gathered.take(key ?? null, own || file, said),
    });
  }
  return listed;
}

const orderOf = (media: Json): number => {
  const order = media["orderInEntry"];
  return typeof order === "number" && Number.isFinite(order) ? order : 0;
};

/** What an address in the text names: one of the entry's own media. A link to what it does not list is told as missing. */
const momentAt =
  (listed: ReadonlyMap<string, Listed>, gathered: GatheredMedia): FileAt =>
  (address) => {
    const identifier = MOMENT.exec(address)?.[1]?.toLowerCase();
    if (identifier === undefined) return null;
    const media = listed.get(identifier);
    if (media !== undefined) return foundAt(media.take(), media.name, media.words);
    gathered.take(null, "", address);
    return null;
  };

/** A video or song elsewhere, whose address Day One writes in base64url, as a link to that address. */
const externalLinks = (text: string): string =>
  text.replace(/!\[([^\]]*)\]\((dayone-external:[^)\s]+)\)/gi, (image, words: string, address: string) => {
    const url = fromBase64Url(EXTERNAL.exec(address)?.[1] ?? "");
    return isAddress(url) ? `[${words === "" ? url.replace(/[[\]\\*_]/g, "\\$&") : words}](<${url}>)` : image;
  });

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The letters behind base64url; an address has no others than ASCII's. */
function fromBase64Url(text: string): string {
  let letters = "";
  let bits = 0;
  let held = 0;
  for (const sign of text.replace(/=+$/, "")) {
    held = ((held << 6) | Math.max(0, BASE64URL.indexOf(sign))) & 0xffff;
    bits += 6;
    if (bits >= 8) letters += String.fromCharCode((held >> (bits -= 8)) & 0xff);
  }
  return letters;
}

/** Words that Day One keeps beside the text: what an audio recording says. */
const saidOf = (entry: Json): LooseNode[] =>
  MEDIA.flatMap(({ list }) => asList(entry[list]))
    .map((media) => asText(asObject(media)?.["transcription"]).trim())
    .filter((words) => words !== "")
    .map(looseParagraph);

/** The place, the weather, the music and the activity as words, a line each; coordinates are left out and told. */
function asideOf(entry: Json, tell: Tell): string[] {
  const location = asObject(entry["location"]) ?? {};
  const weather = asObject(entry["weather"]) ?? {};
  const music = asObject(entry["music"]) ?? {};
  if ("latitude" in location || "region" in location) tell("coordinates-left-out");
  const celsius = weather["temperatureCelsius"];
  const lines = [
    ["userLabel", "placeName", "localityName", "administrativeArea", "country"].map((name) => asText(location[name])),
    [typeof celsius === "number" ? `${Math.round(celsius)} °C` : "", asText(weather["conditionsDescription"])],
    ["track", "artist", "album"].map((name) => asText(music[name])),
    [asText(asObject(entry["userActivity"])?.["activityName"])].filter((activity) => activity !== "Stationary"),
  ];
  return lines
    .map((words) => [...new Set(words.map((word) => word.trim()))].filter((word) => word !== "").join(", "))
    .filter((line) => line !== "");
}

/** Day One's rich text, a JSON in a string: runs of words with the look of their lines, and embedded objects between. */
function richBlocks(value: unknown, fileAt: FileAt): LooseNode[] {
  const rich = asObject(typeof value === "string" ? parsedJson(value) : value);
  const blocks: LooseNode[] = [];
  let line: LooseNode[] = [];
  let look: Json = {};
  const endLine = (): void => {
    if (line.length > 0) blocks.push(lineBlock(line, look));
    line = [];
  };
  for (const value of asList(rich?.["contents"] ?? rich?.["nodes"])) {
    const node = asObject(value) ?? {};
    const attributes = asObject(node["attributes"]) ?? {};
    for (const embedded of asList(node["embeddedObjects"])) {
      endLine();
      blocks.push(...embeddedBlocks(asObject(embedded) ?? {}, fileAt));
    }
    const marks = marksOf(attributes);
    for (const [at, part] of asText(node["text"])
      .split(/\n|\u2028/)
      .entries()) {
      if (at > 0) endLine();
      if (line.length === 0) look = asObject(attributes["line"]) ?? {};
      if (part !== "") line.push({ type: "text", text: part, ...(marks.length > 0 ? { marks } : {}) });
    }
  }
  endLine();
  return nested(blocks);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no rich text, then; the entry may still have its text
  }
}

function marksOf(attributes: Json): LooseMark[] {
  const marks: LooseMark[] = [];
  if (attributes["bold"] === true) marks.push({ type: "bold" });
  if (attributes["italic"] === true) marks.push({ type: "italic" });
  if (attributes["strikethrough"] === true) marks.push({ type: "strike" });
  if (attributes["underline"] === true) marks.push({ type: "underline" });
  if (asText(attributes["highlightedColor"]) !== "") marks.push({ type: "highlight" });
  const href = asText(attributes["linkURL"]);
  if (href !== "") marks.push({ type: "link", attrs: { href } });
  return marks;
}

function lineBlock(content: readonly LooseNode[], look: Json): LooseNode {
  const header = look["header"];
  if (typeof header === "number" && header >= 1)
    return { type: "heading", attrs: { level: Math.min(3, header) }, content };
  const paragraph: LooseNode = { type: "paragraph", content };
  const style = look["listStyle"];
  if (style === "checkbox")
    return { type: "taskItem", attrs: { checked: look["checked"] === true }, content: [paragraph] };
  if (style === "bulleted" || style === "numbered")
    return { type: "listItem", attrs: { numbered: style === "numbered" }, content: [paragraph] };
  return look["quote"] === true ? { type: "blockquote", content: [paragraph] } : paragraph;
}

/** Items in a row as one list; their levels are laid flat. */
function nested(blocks: readonly LooseNode[]): LooseNode[] {
  const lists: { type: string; content: LooseNode[] }[] = [];
  for (const block of blocks) {
    const type =
      block.type === "taskItem"
        ? "taskList"
        : block.type === "listItem"
          ? block.attrs?.["numbered"] === true
            ? "orderedList"
            : "bulletList"
          : null;
    const before = lists.at(-1);
    if (type === null) lists.push({ type: "", content: [block] });
    else if (before?.type === type) before.content.push(block);
    else lists.push({ type, content: [block] });
  }
  return lists.flatMap(({ type, content }) => (type === "" ? content : [{ type, content }]));
}

function embeddedBlocks(embedded: Json, fileAt: FileAt): LooseNode[] {
  const type = asText(embedded["type"]);
  const identifier = asText(embedded["identifier"]);
  if (type === "horizontalLineRule") return [{ type: "horizontalRule" }];
  if (["photo", "video", "audio", "pdfAttachment"].includes(type)) {
    const found = fileAt(`dayone-moment:/${type}/${identifier}`, "image");
    if (found?.kind === "image") return [{ type: "image", attrs: { file: found.file, alt: "" } }];
    return found?.words ? [looseParagraph(found.words)] : [];
  }
  const url = asText(embedded["url"]);
  if (isAddress(url))
    return [
      { type: "paragraph", content: [{ type: "text", text: url, marks: [{ type: "link", attrs: { href: url } }] }] },
    ];
  // Anything else as its words: a table, a song, a state of mind.
  const words = asText(embedded["markdown"]) || asText(embedded["contents"]) || wordsIn(embedded);
  return words === "" ? [] : [{ type: "paragraph", content: looseLine(words) }];
}

const NO_WORDS = /^(?:type|source|.*identifier|.*date|.*color|latitude|longitude|url)$/i;

function wordsIn(value: unknown, depth = 0): string {
  if (typeof value === "string") return value;
  if (depth > DEEPEST) return "";
  if (Array.isArray(value))
    return value
      .map((each) => wordsIn(each, depth + 1))
      .filter((words) => words !== "")
      .join(", ");
  return Object.entries(asObject(value) ?? {})
    .filter(([name]) => !NO_WORDS.test(name))
    .map(([, each]) => wordsIn(each, depth + 1))
    .filter((words) => words !== "")
    .join(", ");
}
