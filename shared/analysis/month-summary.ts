/** Everything a page over a span of days shows, from one pass over the records; plain JSON [A7]. */
import type { Day, Month } from "../base/time.ts";
import type { Care } from "../domain/care.ts";
import type { Entry } from "../domain/entry.ts";
import type { Answer } from "../domain/answer.ts";
import type { Profile } from "../domain/profile.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Need } from "../domain/need.ts";
import type { CareTaken } from "./care.ts";
import type { MetShare } from "./needs.ts";
import type { WeeksStrip } from "./weeks.ts";
import type { View, Window } from "./windows.ts";

type JournalRecord = Entry | Need | Care | Answer | Profile;

export interface Summary {
  readonly window: Window;
  readonly today: Day;
  readonly horizonDays: number;
  /** Whether there is enough to draw: figures wait for two weeks since the first need was voiced. */
  readonly ready:
    | { readonly kind: "ready"; readonly since: Day }
    | { readonly kind: "too-early"; readonly days: number; readonly needed: number };
  /** What the window holds, both partners together. */
  readonly held: { readonly entries: number; readonly needs: number; readonly care: number };
  readonly weeks: WeeksStrip;
  readonly met: readonly MetShare[];
  readonly care: readonly CareTaken[];
}

export interface MonthSummary extends Summary {
  readonly month: Month;
}

/** Any window: month, quarter, year or all (windows.ts). Pass each record once. */
export declare function summary(records: Iterable<JournalRecord>, view: View): Summary;

/** The summary of one calendar month. */
export declare function monthSummary(
  records: Iterable<JournalRecord>,
  asked: {
    readonly partners: readonly PartnerId[];
    readonly month: Month;
    readonly today: Day;
    readonly horizonDays?: number;
  },
): MonthSummary;
