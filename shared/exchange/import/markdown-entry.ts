/**
 * A file of Markdown as an entry: front matter as Obsidian, Jekyll and our own export [D43] write it, or none. The day is the front matter's,
 * or stands in the file's name or folders ("2024-01-05 Walk.md", "2024/01/05.md"); a file without one is no entry and is kept in the
 * report with its text. The title is the front matter's, or the first heading, or the rest of the file's name.
 *
 * Facts that have no field of ours stay as words, in the last paragraph. Front matter that cannot be read stays as words at the top.
 * Images and files named by a path come along; one that lies elsewhere is found by its name where only one file has it, as Obsidian does.
 */
import { parseDocument } from "yaml";
import { FiveSteps, RecordId } from "#shared/domain/fields.ts";
import { isAddress } from "#shared/domain/rich-text.ts";
import { wellFormed } from "../markdown-text.ts";
import { type LooseNode, looseParagraph, looseWords } from "./fitted.ts";
import type { FileAt } from "./html-to-rich-text.ts";
import type { ImportItem, ImportSurroundings } from "./import-item.ts";
import { looseMarkdown } from "./markdown-to-rich-text.ts";
import {
  asObject,
  asText,
  entryItems,
  type FileSizes,
  foundAt,
  gatheredMedia,
  type GatheredMedia,
  sourceIdOf,
  type Tell,
  titled,
  unread,
} from "./parts.ts";
import { localTime, writtenMoment, type WrittenTime, writtenTime, writtenZone } from "./written-time.ts";

/** Front matter longer than this is no facts. UTF-16 code units. */
const LONGEST_FRONT_MATTER = 64 * 1024;

/** Front matter that opens more lists and maps than this, or more in one line, is no facts. */
const MOST_OPENED = { inAll: 1_000, inLine: 32 } as const;
const OPENED_IN_LINE = new RegExp(`^[ \\t]*(?:[-?:][ \\t]+){${MOST_OPENED.inLine}}`, "m");

/** Names under which front matter says the same thing, in small letters without spaces, hyphens and underscores. */
const NAMES = {
  title: ["title"],
  day: ["day", "date", "created", "createdat", "creationdate", "datecreated", "datetime", "timestamp"],
  time: ["time"],
  timeZone: ["timezone", "tz"],
  created: ["createdat", "created", "creationdate", "datecreated"],
  updated: ["updatedat", "updated", "modified", "modifiedat", "lastmod", "datemodified", "lastmodified"],
  tags: ["tags", "tag", "keywords", "categories", "category"],
  star: ["star", "starred", "favorite", "favourite"],
  mood: ["mood"],
  feelings: ["feelings", "feeling"],
  files: ["files", "attachments"],
} as const;
type Name = keyof typeof NAMES;

/** Facts that only our own export writes: understood or of no meaning outside the journal they came from. */
const OURS = ["id", "author", "copy", "needs", "sharedon", "changedsinceshared"];

export function* readMarkdownFile(
  path: string,
  text: string,
  files: FileSizes,
  byName: ReadonlyMap<string, string | null>,
  surroundings: ImportSurroundings,
  tell: Tell,
): Generator<ImportItem> {
  const { facts, unreadable, body } = frontMatter(text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"));
  const own = facts.has("day") && RecordId.safeParse(facts.get("id")).success;
  // A shared copy of ours is what the other partner wrote.
  if (own && facts.has("copy")) {
    yield* unread(path, "not-an-entry", text);
    return;
  }

  const gathered = gatheredMedia(files, path);
  const fileAt = fileBeside(path, files, byName, gathered);
  const { blocks, leftOut } = looseMarkdown(obsidianImages(body), fileAt);
  if (leftOut) tell("html-left-out");
  for (const file of listed(fact(facts, "files"))) fileAt(file, "image");

  const zone = writtenZone(fact(facts, "timeZone"));
  const when = timeOf(facts, path, blocks, zone ?? surroundings.timeZone);
  if (when === null) {
    yield* unread(path, "no-date", text);
    return;
  }
  if (facts.size > 0 && fact(facts, "timeZone") !== undefined && zone === null) tell("zone-unknown");
  const { title, rest } = titleOf(facts, path, blocks, when);
  const mood = FiveSteps.safeParse(fact(facts, "mood"));
  const feelings = [...listed(fact(facts, "feelings")), ...(mood.success ? [] : listed(fact(facts, "mood")))];
  const tags = listed(fact(facts, "tags"));
  const star = fact(facts, "star");
  yield* entryItems(
    {
      sourceId: own ? asText(facts.get("id")) : sourceIdOf(when.day, when.time, title, body),
      place: path,
      day: when.day,
      time: when.time,
      timeZone: zone ?? when.offset ?? surroundings.timeZone,
      title,
      blocks: [...(unreadable === "" ? [] : [looseParagraph(unreadable)]), ...rest],
      tags: own ? tags : tags.map((tag) => tag.replace(/^[#@]/, "")), // a sign that others write before a tag, and we do not
      star: star === true || star === "true" || star === 1,
      mood: mood.success && own ? mood.data : null,
      feelings: mood.success && !own ? [...feelings, String(mood.data)] : feelings,
      createdAt: moment(facts, "created") ?? when.at,
      updatedAt: moment(facts, "updated"),
      media: gathered.media,
      aside: asideOf(facts, own),
    },
    tell,
  );
  yield* gathered.missing;
}

type Facts = ReadonlyMap<string, unknown>;

interface FrontMatter {
  readonly facts: Facts;
  /** Front matter that is none, as it stood. */
  readonly unreadable: string;
  readonly body: string;
}

const NONE: Facts = new Map();

/** Divides a text into its facts and its words. No tag of YAML is followed and no alias: neither is a fact. */
function frontMatter(text: string): FrontMatter {
  const [all, yaml] = /^---[ \t]*\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text) ?? [];
  if (all === undefined || yaml === undefined) return { facts: NONE, unreadable: "", body: text };
  const body = text.slice(all.length);
  const facts = yaml.length > LONGEST_FRONT_MATTER || isNestedByDesign(yaml) ? null : factsIn(yaml);
  return facts === null ? { facts: NONE, unreadable: yaml.trim(), body } : { facts, unreadable: "", body };
}

/**
 * Whether YAML may be nested deeper than a parser can follow, told before it is parsed: one that comes to the end of its stack does not
 * always throw, but may end the whole page with it. By indentation alone nothing of this length is too deep.
 */
const isNestedByDesign = (yaml: string): boolean =>
  (yaml.match(/[[{]/g)?.length ?? 0) > MOST_OPENED.inAll || OPENED_IN_LINE.test(yaml);

function factsIn(yaml: string): Facts | null {
  try {
    const document = parseDocument(yaml, { schema: "core", customTags: [], logLevel: "silent", prettyErrors: false });
    if (document.errors.length > 0) return null;
    const value: unknown = document.toJS({ maxAliasCount: 0 });
    if (value === null || value === undefined) return NONE;
    const facts = asObject(value);
    return facts === null ? null : new Map(Object.entries(facts));
  } catch {
    return null; // an alias, or nested without end: kept as words
  }
}

const plainName = (name: string): string => name.toLowerCase().replace(/[ _-]/g, "");

function fact(facts: Facts, name: Name): unknown {
  for (const each of NAMES[name])
    for (const [key, value] of facts) if (plainName(key) === each && value != null) return value;
  return undefined;
}

const asLine = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";

/** A list, or a text with commas, as its words. */
function listed(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === "string"
      ? value.split(",")
      : [value];
  return list.map((each) => asLine(each).trim()).filter((word) => word !== "");
}

const moment = (facts: Facts, name: "created" | "updated") => writtenMoment(fact(facts, name));

/** The first fact that is a day, with the time beside it; else the day in the path or the first heading. */
function timeOf(facts: Facts, path: string, blocks: readonly LooseNode[], timeZone: string): WrittenTime | null {
  for (const each of NAMES.day) {
    for (const [key, value] of facts) {
      const written = plainName(key) === each ? writtenTime(asLine(value)) : null;
      if (written === null) continue;
      const clock = fact(facts, "time");
      if (written.time === null && clock !== undefined)
        return writtenTime(`${written.day} ${asLine(clock)}`) ?? written;
      // A moment in UTC belongs to the day it was here.
      const here = written.at !== null && written.offset === null ? localTime(written.at, timeZone) : null;
      return { ...written, ...(here ?? {}) };
    }
  }
  const [heading] = blocks;
  return dayInPath(path) ?? (heading?.type === "heading" ? writtenTime(looseWords(heading)) : null);
}

const DAY_IN_NAME = /(?<!\d)(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)(?:[T _-]+(\d\d)[-:.h]?(\d\d)(?:[-:.]?\d\d)?(?!\d))?/;
const DAY_IN_FOLDERS = /(?:^|\/)(\d{4})\/(?:\d{4}-)?(\d\d)(?:[^/\d][^/]*)?\/(?:\d{4}-\d\d-)?(\d\d)(?!\d)/;

function dayInPath(path: string): WrittenTime | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const [, year, , month, date, hour, minute] = DAY_IN_NAME.exec(name) ?? [];
  const day = `${year}-${month}-${date}`;
  const [, folderYear, folderMonth, folderDate] = DAY_IN_FOLDERS.exec(path) ?? [];
  return (
    (hour === undefined ? null : writtenTime(`${day} ${hour}:${minute}`)) ??
    writtenTime(day) ??
    writtenTime(`${folderYear}-${folderMonth}-${folderDate}`)
  );
}

function titleOf(facts: Facts, path: string, blocks: readonly LooseNode[], when: WrittenTime) {
  const given = asLine(fact(facts, "title"));
  const { title, rest } = titled(blocks);
  // Our own export repeats the title above the text, or the day where there is none.
  if (facts.has("title") && (title === wellFormed(given) || (given === "" && title === when.day)))
    return { title: given, rest };
  if (given !== "") return { title: given, rest: blocks };
  if (title !== "")
    return {
      title: writtenTime(title) === null ? title : "",
      rest: writtenTime(title) === null ? rest : blocks.slice(1),
    };
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  const words = name.replace(DAY_IN_NAME, " ").replace(/^[\s_.-]+|[\s_.-]+$/g, "");
  return { title: /^\d*$/.test(words) ? "" : words, rest: blocks };
}

/** Facts that have no field of ours, as lines. */
function asideOf(facts: Facts, own: boolean): string[] {
  const known = new Set<string>([...Object.values(NAMES).flat(), ...(own ? OURS : [])]);
  return [...facts]
    .filter(([name, value]) => !known.has(plainName(name)) && value !== null && value !== "")
    .map(([name, value]) => `${name}: ${asLine(value) || JSON.stringify(value)}`);
}

/** Obsidian's `![[picture.png|words]]` as Markdown. A width it may say is no word. */
const obsidianImages = (text: string): string =>
  text.replace(/!\[\[([^\]|\n<>]+)(?:\|([^\]\n]*))?\]\]/g, (_, file: string, words?: string) => {
    const alt = words === undefined || /^\d+(?:x\d+)?$/.test(words) ? "" : words;
    return `![${alt}](<${file.trim()}>)`;
  });

/** What a path in a file names: a file beside it, or elsewhere under a name that only one has. */
function fileBeside(
  path: string,
  files: FileSizes,
  byName: ReadonlyMap<string, string | null>,
  gathered: GatheredMedia,
): FileAt {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return (address, as) => {
    const elsewhere: boolean = isAddress(address);
    if (address === "" || elsewhere) return null;
    const wanted = unescaped(address.replace(/[#?].*$/, ""));
    const beside = [relative(folder, unescaped(address)), relative(folder, wanted), relative("", wanted)];
    const name = wanted.slice(wanted.lastIndexOf("/") + 1);
    const key =
      beside.find((each) => each !== null && files.has(each)) ?? byName.get(name.toLowerCase().normalize("NFC"));
    if (as === "link" && (key == null || isTextName(key))) return null;
    return foundAt(gathered.take(key ?? null, name, address), name, name);
  };
}

/** Files named once in an archive, by their bare name in small letters; null for a name that several have. */
export function filesByName(files: FileSizes): Map<string, string | null> {
  const byName = new Map<string, string | null>();
  for (const path of files.keys()) {
    const name = path
      .slice(path.lastIndexOf("/") + 1)
      .toLowerCase()
      .normalize("NFC");
    byName.set(name, byName.has(name) ? null : path);
  }
  return byName;
}

/** Whether a file's name is that of a text an import reads. */
export const isTextName = (path: string): boolean => /\.(?:md|markdown|mdown|txt|text|json|jsonl)$/i.test(path);

function unescaped(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address; // a per cent sign that is one
  }
}

/** A path from a folder, without "." and ".."; null for one that leads out. */
function relative(folder: string, address: string): string | null {
  const parts: string[] = [];
  for (const part of `${address.startsWith("/") ? "" : folder}${address}`.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join("/");
}
