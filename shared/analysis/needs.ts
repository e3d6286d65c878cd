/** Which needs count, and M1: the share of a partner's needs that were met [A3, A5]. */
import type { PartnerId } from "../domain/fields.ts";
import type { Need } from "../domain/need.ts";
import type { Measured, TooFew } from "./evidence.ts";
import type { View } from "./windows.ts";

/** What became of one partner's counted needs in a window; they add up to n. */
export interface Outcomes {
  readonly met: number;
  readonly partly: number;
  readonly declined: number;
  /** Reached the horizon still open and not closed since, as the window ends. */
  readonly stillOpen: number;
}

export interface MetShare {
  readonly partner: PartnerId;
  readonly share: Measured | TooFew;
  readonly outcomes: Outcomes;
  /** Voiced in the window, open and younger than the horizon: not counted yet. */
  readonly fresh: number;
}

/** One for each of `view.partners`, in their order. */
export declare function metShare(needs: Iterable<Need>, view: View): readonly MetShare[];
