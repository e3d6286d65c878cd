/** Which records and which days the page looks at. */
import { type Day, monthOf } from "#shared/base/time.ts";
import { allWindow, monthWindow, quarterWindow, type Window, yearWindow } from "#shared/analysis/windows.ts";
import type { Need } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { SharedCopy } from "#renderer/store/snapshot.ts";

export const SPANS = ["month", "quarter", "year", "all"] as const;
export type Span = (typeof SPANS)[number];

/**
 * The days of a span that ends with this month: whole calendar months, but none before the first need was voiced, so
 * that no week from before the journal is drawn as one that says too little.
 */
export function windowOf(span: Span, needs: Iterable<Need>, today: Day): Window {
  const all = allWindow(needs, today);
  if (span === "all") return all;
  const { from, to } = MONTHS[span](monthOf(today));
  return { from: from < all.from ? all.from : from, to };
}

const MONTHS = { month: monthWindow, quarter: quarterWindow, year: yearWindow } as const;

/** What both see: shared copies that are vouched for, and nothing else. */
export const sharedView = (shared: readonly SharedCopy[]): JournalRecord[] =>
  shared.filter(({ verified }) => verified).map(({ record }) => record);

export const needsAmong = (records: readonly JournalRecord[]): Need[] =>
  records.filter((record): record is Need => record.kind === "need");
