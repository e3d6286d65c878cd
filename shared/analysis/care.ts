/** M2, who took care of a partner's needs [A6]. */
import type { PartnerId } from "../domain/fields.ts";
import type { MetBy, Need } from "../domain/need.ts";
import type { Measured, TooFew } from "./evidence.ts";
import type { View } from "./windows.ts";

/** One part of the stacked bar: how often care came from here, seen from the owner of the needs. */
export interface CareSource {
  readonly by: MetBy;
  readonly count: number;
  readonly share: Measured;
}

/** All five sources in the order of MET_BY; their values add up to 1. */
export interface CareSources {
  readonly kind: "measured";
  readonly n: number;
  readonly sources: readonly CareSource[];
  /** The source named more often than any other, `clear` when its interval lies above all others; null for a tie. */
  readonly mostOften: { readonly by: MetBy; readonly clear: boolean } | null;
}

export interface CareTaken {
  readonly owner: PartnerId;
  readonly care: CareSources | TooFew;
}

/** One for each of `view.partners`, in their order. */
export declare function whoTookCare(needs: Iterable<Need>, view: View): readonly CareTaken[];
