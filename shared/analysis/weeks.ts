/** M0, the weeks: two lanes, one a partner, one cell a week [A4]. */
import type { Day, Week } from "../base/time.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Need } from "../domain/need.ts";
import type { View } from "./windows.ts";

/** What the needs settled for a partner in a week say of it, or that they say too little. */
export type WeekCell =
  | { readonly week: Week; readonly state: "too-little"; readonly settled: 0 }
  | {
      readonly week: Week;
      readonly state: "cared-for" | "partly" | "not";
      /** How many needs were settled: closed, or reached the horizon still open. */
      readonly settled: number;
      /** Their mean: met 1, partly 1/2, declined or still open 0. */
      readonly mean: number;
    };

/** One partner's weeks, in time order. */
export interface Lane {
  readonly partner: PartnerId;
  readonly cells: readonly WeekCell[];
}

/** Lanes are in the order of `view.partners`; `lanes[i].cells[w]` is the cell of `weeks[w]`. */
export interface WeeksStrip {
  readonly weeks: readonly {
    readonly week: Week;
    readonly monday: Day;
    /** Both lanes are full. */ readonly both: boolean;
  }[];
  readonly lanes: readonly Lane[];
  /** For the sentence "In 5 of 26 weeks both of you were cared for; in 13 one page or the other says too little". */
  readonly facts: {
    readonly weeks: number;
    /** Weeks in which both partners were cared for. */
    readonly both: number;
    /** Weeks in which at least one lane says too little. */
    readonly tooLittle: number;
  };
}

/** The strip of all ISO weeks that the window touches, each week whole, none later than today's. */
export declare function weeksStrip(needs: Iterable<Need>, view: View): WeeksStrip;
