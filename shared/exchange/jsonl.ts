/** records.jsonl: the readable export that reads back without loss. The format is in shared/domain/SPEC.md, [D40]. */
import { type ParsedRecord, parseRecord, writeRecord } from "../domain/record.ts";
import type { JournalRecord } from "../domain/record.ts";

/** A line longer than this is not read: no record is. UTF-16 code units. */
const LONGEST_LINE = 8 * 1024 * 1024;

/** The lines of the file, each with its line break; one record a line, in the order given. Joined, they are the file. */
export function* recordsJsonl(records: Iterable<JournalRecord>): Generator<string> {
  for (const record of records) yield `${writeRecord(record)}\n`;
}

/**
 * Reads such a file, line by line, numbered from 1. Blank lines are passed over; a line that is no record we can read is an answer with
 * its reason, never left out [D41]. Never throws.
 */
export function* parseRecordsJsonl(text: string): Generator<{ readonly line: number; readonly parsed: ParsedRecord }> {
  let start = text.startsWith("\uFEFF") ? 1 : 0; // some editors put a byte order mark in front
  for (let line = 1; start < text.length; line++) {
    const lineBreak = text.indexOf("\n", start);
    const end = lineBreak === -1 ? text.length : lineBreak;
    const json = end - start > LONGEST_LINE ? "" : text.slice(start, end).trim();
    if (json !== "") yield { line, parsed: parseLine(json) };
    else if (end - start > LONGEST_LINE) yield { line, parsed: { kind: "unreadable", reason: "malformed" } };
    start = end + 1;
  }
}

function parseLine(json: string): ParsedRecord {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { kind: "unreadable", reason: "malformed" }; // not JSON: the answer says so
  }
  return parseRecord(value);
}
