/** M2, who took care of a partner's needs [A6]. */
import type { PartnerId } from "../domain/fields.ts";
import { MET_BY, type MetBy, type Need } from "../domain/need.ts";
import type { Measured, TooFew } from "./evidence.ts";
import { closingIn, outcomeIn, type Span, spanOf } from "./needs.ts";
import { dirichletShares } from "./statistics.ts";
import type { View } from "./windows.ts";

/** M2 is not given for fewer needs than this. */
const CARE_NEEDS = 8;

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

/** How often each source was named, while it is being counted. */
export type CareTally = Record<MetBy, number>;

export const startCare = (): CareTally => ({ self: 0, partner: 0, both: 0, others: 0, nobody: 0 });

/** Who took care of a need that settled in the span: whom its owner named, and nobody while it is still open; null when it does not count. */
export function careOf(need: Need, span: Span): MetBy | null {
  return closingIn(need, span)?.metBy ?? (outcomeIn(need, span) === null ? null : "nobody");
}

/** The shares that a partner's counted sources come to. */
export function careTakenOf(owner: PartnerId, tally: Readonly<CareTally>): CareTaken {
  const counts = MET_BY.map((by) => tally[by]);
  const n = counts.reduce((total, count) => total + count, 0);
  if (n < CARE_NEEDS) return { owner, care: { kind: "too-few", n, needed: CARE_NEEDS } };
  const shares = dirichletShares(counts);
  const sources = MET_BY.flatMap((by, at): CareSource[] => {
    const share = shares[at];
    return share === undefined ? [] : [{ by, count: tally[by], share }];
  });
  return { owner, care: { kind: "measured", n, sources, mostOften: mostOftenOf(sources) } };
}

function mostOftenOf(sources: readonly CareSource[]): CareSources["mostOften"] {
  const [first, second] = sources.toSorted((left, right) => right.count - left.count);
  if (first === undefined || second === undefined || first.count === second.count) return null;
  const clear = sources.every((source) => source === first || source.share.high < first.share.low);
  return { by: first.by, clear };
}

/**
 * M2: of a partner's needs that settled in the window, how often the owner took care of it, the other, both, others or
 * nobody, in the owner's words. One for each of `view.partners`, in their order; one pass. For: seeing where care comes
 * from, and whether one source carries it all. Not for: counting one partner's deeds against the other's; `partner` in
 * one bar and `partner` in the other are different questions to different people.
 * Source: Jeffreys 1946, Dirichlet(1/2); over-claiming, the reason why only the owner says: Ross & Sicoly 1979.
 */
export function whoTookCare(needs: Iterable<Need>, view: View): readonly CareTaken[] {
  const span = spanOf(view);
  const tallies = view.partners.map(startCare);
  for (const need of needs) {
    const tally = tallies[view.partners.indexOf(need.author)];
    const by = tally && careOf(need, span);
    if (by) tally[by] += 1;
  }
  return view.partners.map((owner, seat) => careTakenOf(owner, tallies[seat] ?? startCare()));
}
