/** The partners as figures draw them: in the journal's order, the first as side a, the second as side b. */
import type { PartnerId } from "#shared/domain/fields.ts";
import type { CoverName } from "#shared/vault/cover.ts";

export type Side = "a" | "b";

export interface Lane {
  readonly partner: PartnerId;
  readonly side: Side;
  readonly name: string;
  readonly cover: CoverName;
}

/** One partner while they keep the journal alone, else two. */
export type Lanes = readonly [Lane] | readonly [Lane, Lane];

/** Null only before the first partner's profile has been read. */
export function lanesOf(
  partners: readonly { readonly id: PartnerId; readonly name: string; readonly cover: CoverName }[],
): Lanes | null {
  const [a, b] = partners
    .slice(0, 2)
    .map(({ id, name, cover }, at): Lane => ({ partner: id, side: at === 0 ? "a" : "b", name, cover }));
  if (a === undefined) return null;
  return b === undefined ? [a] : [a, b];
}

/** The covers of both sides; while there is no second partner, one that differs from the first in lightness and pattern. */
export function coversOf(lanes: Lanes): { readonly a: CoverName; readonly b: CoverName } {
  const [{ cover }, second] = lanes;
  return {
    a: cover,
    b: second?.cover ?? (cover === "wheat" || cover === "blush" || cover === "lichen" ? "tide" : "wheat"),
  };
}
