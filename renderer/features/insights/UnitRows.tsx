import { Fragment, type JSX } from "react";
import { along, Figure, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { roughWidth, shortened } from "#renderer/ui/figure/label-geometry.ts";
import type { Side } from "./lanes.ts";
import { unitsFor } from "./unit-geometry.ts";
import { type Level, Unit } from "./Units.tsx";

/** Rows that belong together, below one name or without. */
export interface UnitGroup {
  readonly key: string;
  readonly name: string | null;
  readonly rows: readonly UnitRow[];
}

interface UnitRow {
  readonly key: string;
  readonly side: Side | "both";
  readonly name: string;
  readonly levels: readonly Level[];
  /** What stands after the units: how many. */
  readonly said: string;
}

const WIDEST = 640;
const ROW = 26;
const GROUP_GAP = 10;
const WIDEST_GROUP = 100;
const WIDEST_NAME = 130;
/** From this width on the names of groups stand beside their rows, in one line with the names of other figures. */
const BESIDE_FROM = 480;
const GAP = 12;

/** How many, one square each, on one scale for all rows: both partners' rows below each other, what is of both in ink. */
export function UnitRows({ groups, label }: { groups: readonly UnitGroup[]; label: string }): JSX.Element {
  const [ref, { width: available, direction }] = useFigureRoom();
  const width = Math.min(available, WIDEST);
  const x = along(direction, width);
  const isNamed = groups.some(({ name }) => name !== null);
  const isBeside = isNamed && width >= BESIDE_FROM;
  const all = groups.flatMap(({ rows }) => rows);
  const widest = Math.min(WIDEST_NAME, Math.max(0, ...all.map(({ name }) => roughWidth(name))));
  const names = (isNamed || width < BESIDE_FROM ? widest : Math.max(widest, WIDEST_GROUP)) + GAP;
  const start = (isBeside ? WIDEST_GROUP + GAP : 0) + names;
  const said = Math.max(0, ...all.map((row) => roughWidth(row.said))) + GAP;
  const { pitch, size } = unitsFor(Math.max(...all.map(({ levels }) => levels.length)), width - start - said);
  const head = isNamed && !isBeside ? 20 : 0;
  const heights = groups.map(({ rows }) => head + rows.length * ROW + GROUP_GAP);
  const tops = heights.map((_, at) => heights.slice(0, at).reduce((sum, height) => sum + height, 0));
  const foot = heights.reduce((sum, height) => sum + height, 0) - GROUP_GAP;
  return (
    <div ref={ref}>
      {available > 0 && (
        <Figure width={width} height={foot} label={label}>
          {groups.map(({ key, name, rows }, group) => {
            const top = tops[group] ?? 0;
            return (
              <Fragment key={key}>
                {group > 0 && isNamed && (
                  <path className="fig-grid" d={`M${x(0)} ${top - GROUP_GAP / 2}H${x(width)}`} />
                )}
                {name !== null && (
                  <text className="fig-quiet" x={x(0)} y={top + 15}>
                    {name}
                  </text>
                )}
                {rows.map((row, at) => {
                  const y = top + head + at * ROW;
                  const middle = y + ROW / 2;
                  return (
                    <Fragment key={row.key}>
                      <text x={x(isBeside ? WIDEST_GROUP + GAP : 0)} y={middle + 2.5}>
                        {shortened(row.name, names - GAP)}
                      </text>
                      {row.levels.map((level, unit) => (
                        <Unit
                          key={unit} // one is like the other
                          side={row.side}
                          level={level}
                          x={x(start + unit * pitch, size)}
                          y={middle - 2 - size / 2}
                          size={size}
                        />
                      ))}
                      <text className="fig-quiet" x={x(start + row.levels.length * pitch + 6)} y={middle + 2.5}>
                        {row.said}
                      </text>
                    </Fragment>
                  );
                })}
              </Fragment>
            );
          })}
        </Figure>
      )}
    </div>
  );
}
