import type { JSX } from "react";
import type { Side } from "./lanes.ts";

/** How far a unit is filled, from 0 to 1; null for what was not said. */
export type Level = number | null;

interface UnitProps {
  readonly side: Side | "both";
  readonly level: Level;
  /** Left edge, the upper one, and how large it is. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** One of something: filled from below as far as it goes, dashed and empty where nothing was said. */
export function Unit({ side, level, x, y, size }: UnitProps): JSX.Element {
  const filled = size * (level ?? 0);
  return (
    <>
      {filled > 0 && <rect className={`fill-${side}`} x={x} y={y + size - filled} width={size} height={filled} />}
      <rect
        className={`fig-cell edge-${side} ${level === null ? "fig-not-said" : ""}`}
        x={x}
        y={y}
        width={size}
        height={size}
        rx={size > 8 ? 1.5 : 0}
      />
    </>
  );
}

/** What the levels of a figure stand for. */
export function UnitsKey({
  levels,
}: {
  levels: readonly { readonly level: Level; readonly said: string }[];
}): JSX.Element {
  return (
    <ul className="fig-key">
      {levels.map(({ level, said }) => (
        <li key={said}>
          <svg viewBox="0 0 18 18" aria-hidden="true">
            <Unit side="both" level={level} x={2} y={2} size={14} />
          </svg>
          {said}
        </li>
      ))}
    </ul>
  );
}
