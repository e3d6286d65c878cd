/** A few words of an entry for lists, without reading all of it. */
import type { Entry } from "#shared/domain/entry.ts";
import { plainText } from "#shared/domain/rich-text.ts";

/** The first line that says something; "" where none does. */
export function firstLine(entry: Entry): string {
  const line = beginningOf(entry, 1).split("\n", 1)[0] ?? "";
  return line.length > 60 ? `${line.slice(0, 60).replace(/\s+\S*$/, "")} …` : line;
}

/** The first blocks that say something, as many as it takes to have `length` characters. */
export function beginningOf({ body }: Entry, length: number): string {
  let text = "";
  for (const block of body.content) {
    text = `${text}\n${plainText({ type: "doc", content: [block] })}`.trim();
    if (text.length >= length) break;
  }
  return text;
}
