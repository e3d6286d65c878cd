/**
 * jrnl's `--format json`: `{tags, entries: [{title, body, date, time, tags, starred}]}`. Titles and bodies are taken for Markdown, which plain
 * text mostly is. It names no time zone: the one of this laptop stands.
 */
import type { ImportItem, ImportSurroundings } from "./import-item.ts";
import { looseMarkdown } from "./markdown-to-rich-text.ts";
import { asList, asObject, asText, asWords, entryItems, sourceIdOf, type Tell, unread } from "./parts.ts";
import { writtenTime } from "./written-time.ts";

/** Whether a JSON value is a journal of jrnl. */
export function isJrnl(value: unknown): boolean {
  const journal = asObject(value);
  if (journal === null || !Array.isArray(journal["entries"])) return false;
  const entries = asList(journal["entries"]).slice(0, 100).map(asObject);
  if (entries.length === 0) return asObject(journal["tags"]) !== null;
  return entries.some((entry) => entry !== null && "date" in entry && "body" in entry && "title" in entry);
}

export function* readJrnl(
  journal: unknown,
  place: string,
  { timeZone }: ImportSurroundings,
  tell: Tell,
): Generator<ImportItem> {
  for (const [at, value] of asList(asObject(journal)?.["entries"]).entries()) {
    const entry = asObject(value);
    const where = `${place}, ${at + 1}`;
    if (entry === null) {
      yield* unread(where, "not-an-entry", asWords(value));
      continue;
    }
    const date = asText(entry["date"]);
    const clock = asText(entry["time"]);
    const title = asText(entry["title"]);
    const body = asText(entry["body"]);
    // A day stands even where its time is none.
    const written = writtenTime(`${date} ${clock}`) ?? writtenTime(date);
    if (written === null) {
      yield* unread(where, "no-date", asWords(entry));
      continue;
    }
    const { blocks, leftOut } = looseMarkdown(body, () => null);
    if (leftOut) tell("html-left-out");
    const uuid = asText(entry["uuid"]);
    yield* entryItems(
      {
        sourceId: uuid === "" || uuid.length > 200 ? sourceIdOf(written.day, written.time, title, body) : uuid,
        place: where,
        day: written.day,
        time: written.time,
        timeZone,
        title,
        blocks,
        tags: asList(entry["tags"]).map((tag) => asText(tag).replace(/^[@#]/, "")),
        star: entry["starred"] === true,
        mood: null,
        feelings: [],
        createdAt: null,
        updatedAt: null,
        media: [],
        aside: written.time === null && clock !== "" ? [clock] : [], // a time that is none is still what was written
      },
      tell,
    );
  }
}
