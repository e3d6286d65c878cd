/** Which records and which days the page looks at. */
import { type Day, monthOf } from "#shared/base/time.ts";
import { allWindow, monthWindow, quarterWindow, type Window, yearWindow } from "#shared/analysis/windows.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { withoutCopies } from "#shared/domain/related.ts";
import type { SharedCopy } from "#renderer/store/snapshot.ts";

export const SPANS = ["month", "quarter", "year", "all"] as const;
export type Span = (typeof SPANS)[number];

/** The days of a span that ends today: whole calendar months, or from the first need voiced. */
export function windowOf(span: Span, needs: Iterable<Need>, today: Day): Window {
  const month = monthOf(today);
  switch (span) {
    case "month":
      return monthWindow(month);
    case "quarter":
      return quarterWindow(month);
    case "year":
      return yearWindow(month);
    case "all":
      return allWindow(needs, today);
  }
}

/** What both see: shared copies that are vouched for, and nothing else. */
export const sharedView = (shared: readonly SharedCopy[]): JournalRecord[] =>
  shared.filter(({ verified }) => verified).map(({ record }) => record);

/** What one partner alone sees: the shared view with their own originals in place of their copies. */
export const ownView = (
  shared: readonly SharedCopy[],
  mine: readonly JournalRecord[],
  me: PartnerId,
): JournalRecord[] => withoutCopies([...mine, ...sharedView(shared).filter(({ author }) => author !== me)]);

export const needsAmong = (records: readonly JournalRecord[]): Need[] =>
  records.filter((record): record is Need => record.kind === "need");
