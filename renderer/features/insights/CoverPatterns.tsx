import type { JSX } from "react";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Side } from "./lanes.ts";

/** Pattern tiles in figure units: the same marks as the covers wear in tokens.css, made to read at the size of a cell. */
const TILES: Readonly<Record<CoverName, { readonly size: number; readonly turn: number; readonly marks: Marks }>> = {
  tide: { size: 7, turn: 45, marks: { kind: "lines", path: "M0 0V7" } },
  umber: { size: 6, turn: 0, marks: { kind: "lines", path: "M0 3H6" } },
  mulberry: { size: 8, turn: 45, marks: { kind: "lines", path: "M0 0V8M0 0H8" } },
  wheat: { size: 6, turn: 0, marks: { kind: "dots" } },
  blush: { size: 8, turn: 0, marks: { kind: "rings" } },
  lichen: { size: 7, turn: 0, marks: { kind: "lines", path: "M1.75 0V4M5.25 3.5V7" } },
};

type Marks = { readonly kind: "lines"; readonly path: string } | { readonly kind: "dots" } | { readonly kind: "rings" };

/** The fills of one figure, as `fill` attributes. `id` is unique in the document (useId). */
export const fillsOf = (id: string): Readonly<Record<Side | "both", string>> => ({
  a: `url(#${id}-a)`,
  b: `url(#${id}-b)`,
  both: `url(#${id}-both)`,
});

/** The patterns of both covers and their bands together, for the `fillsOf` the same id. In small parts the bands are finer. */
export function CoverPatterns(props: { id: string; a: CoverName; b: CoverName; fine?: boolean }): JSX.Element {
  const { id, a, b, fine = false } = props;
  const band = fine ? 5 : 12;
  return (
    <defs>
      <Tile id={`${id}-a`} side="a" cover={a} />
      <Tile id={`${id}-b`} side="b" cover={b} />
      <pattern
        id={`${id}-both`}
        width={2 * band}
        height={2 * band}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect className="fill-a" width={band} height={2 * band} />
        <rect className="fill-b" x={band} width={band} height={2 * band} />
        {!fine && <path className="fig-seam" d={`M0 0V${2 * band}M${band} 0V${2 * band}`} />}
      </pattern>
    </defs>
  );
}

function Tile({ id, side, cover }: { id: string; side: Side; cover: CoverName }): JSX.Element {
  const { size, turn, marks } = TILES[cover];
  return (
    <pattern id={id} width={size} height={size} patternUnits="userSpaceOnUse" patternTransform={`rotate(${turn})`}>
      <rect className={`fill-${side}`} width={size} height={size} />
      {marks.kind === "lines" && <path className={`grain-lines-${side}`} d={marks.path} />}
      {marks.kind === "dots" && <circle className={`grain-dots-${side}`} cx={size / 2} cy={size / 2} r="1.25" />}
      {marks.kind === "rings" && <circle className={`grain-rings-${side}`} cx={size / 2} cy={size / 2} r="2" />}
    </pattern>
  );
}
