/**
 * Mini Diary's JSON: `{metadata: {application, version}, entries: {"2019-01-05": {dateUpdated, title, text}}}`, one entry a day. The text is
 * plain before version 2, Markdown since; what begins as HTML is read as HTML. It names neither time nor zone.
 */
import type { LooseNode } from "./fitted.ts";
import { looseHtml } from "./html-to-rich-text.ts";
import type { ImportItem, ImportSurroundings } from "./import-item.ts";
import { looseMarkdown, plainBlocks } from "./markdown-to-rich-text.ts";
import { asObject, asText, asWords, entryItems, sourceIdOf, type Tell, unread } from "./parts.ts";
import { writtenMoment, writtenTime } from "./written-time.ts";

/** Whether a JSON value is a diary of Mini Diary. */
export function isMiniDiary(value: unknown): boolean {
  const diary = asObject(value);
  const entries = asObject(diary?.["entries"]);
  if (entries === null) return false;
  if (asText(asObject(diary?.["metadata"])?.["application"]).toLowerCase() === "mini diary") return true;
  const days = Object.keys(entries).slice(0, 100);
  return (
    days.length > 0 &&
    days.some((day) => /^\d{4}-\d\d-\d\d$/.test(day)) &&
    days.some((day) => asObject(entries[day]) !== null)
  );
}

export function* readMiniDiary(
  diary: unknown,
  place: string,
  { timeZone }: ImportSurroundings,
  tell: Tell,
): Generator<ImportItem> {
  const file = asObject(diary);
  const version = asText(asObject(file?.["metadata"])?.["version"]);
  for (const [day, value] of Object.entries(asObject(file?.["entries"]) ?? {})) {
    const entry = asObject(value);
    const where = `${place}, ${day}`;
    const written = writtenTime(day);
    if (entry === null) {
      yield* unread(where, "not-an-entry", asWords(value));
      continue;
    }
    const title = asText(entry["title"]);
    const text = asText(entry["text"]);
    if (written === null) {
      yield* unread(where, "no-date", `${day}\n\n${asWords(entry)}`);
      continue;
    }
    yield* entryItems(
      {
        sourceId: sourceIdOf(written.day, title, text),
        place: where,
        day: written.day,
        time: null,
        timeZone,
        title,
        blocks: blocksOf(text, version, tell),
        tags: [],
        star: false,
        mood: null,
        feelings: [],
        createdAt: null,
        updatedAt: writtenMoment(entry["dateUpdated"]),
        media: [],
        aside: [],
      },
      tell,
    );
  }
}

const HTML = /^\s*<(?:p|div|h[1-6]|ul|ol|blockquote|br|span|strong|em|b|i)\b[^>]*>/i;

function blocksOf(text: string, version: string, tell: Tell): readonly LooseNode[] {
  if (!HTML.test(text) && /^[01]\./.test(version)) return plainBlocks(text.replace(/\n/g, "\n\n"));
  const { blocks, leftOut } = HTML.test(text) ? looseHtml(text, () => null) : looseMarkdown(text, () => null);
  if (leftOut) tell("html-left-out");
  return blocks;
}
