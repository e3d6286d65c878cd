/** Which records and which days the page looks at. */
import { type Day, monthOf } from "#shared/base/time.ts";
import {
  allWindow,
  monthWindow,
  quarterWindow,
  sinceFirstRecord,
  type Window,
  yearWindow,
} from "#shared/analysis/windows.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { SharedCopy } from "#renderer/store/snapshot.ts";

export const SPANS = ["month", "quarter", "year", "all"] as const;
export type Span = (typeof SPANS)[number];

/** What can be looked at; what is for one alone only in one's own view. */
export const LOOKS = ["care", "deciding", "time", "own"] as const;
export type Look = (typeof LOOKS)[number];

/** The days of a span that ends with this month: whole calendar months, but none before the first of which something is measured. */
export const windowOf = (span: Span, records: readonly JournalRecord[], today: Day): Window =>
  span === "all" ? allWindow(records, today) : sinceFirstRecord(MONTHS[span](monthOf(today)), records, today);

const MONTHS = { month: monthWindow, quarter: quarterWindow, year: yearWindow } as const;

/** What both see: shared copies that are vouched for, and nothing else. */
export const sharedView = (shared: readonly SharedCopy[]): JournalRecord[] =>
  shared.filter(({ verified }) => verified).map(({ record }) => record);
