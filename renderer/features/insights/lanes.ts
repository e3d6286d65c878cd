/** The partners as figures draw them: in the journal's order, each on the side of their seat, whether the other is drawn or not. */
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
  partners: readonly {
    readonly id: PartnerId;
    readonly seat: Side;
    readonly name: string;
    readonly cover: CoverName;
  }[],
): Lanes | null {
  const [a, b] = partners
    .slice(0, 2)
    .map(({ id, seat, name, cover }): Lane => ({ partner: id, side: seat, name, cover }));
  if (a === undefined) return null;
  return b === undefined ? [a] : [a, b];
}

/** The covers of both sides; while there is only one partner, the other's differs from theirs in lightness and pattern. */
export function coversOf(lanes: Lanes): Readonly<Record<Side, CoverName>> {
  const [{ side, cover }, second] = lanes;
  const other = second?.cover ?? (cover === "wheat" || cover === "blush" || cover === "lichen" ? "tide" : "wheat");
  return side === "a" ? { a: cover, b: other } : { a: other, b: cover };
}
