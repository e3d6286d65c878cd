import { Fragment, type JSX } from "react";
import type { Week } from "#shared/base/time.ts";
import type { SeasonBehind } from "#renderer/ui/figure/seasons.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { CELL, cellStart, HALF_GAP, monthMarks, weeksTouched } from "./weeks-geometry.ts";

/** More weeks than these hold two Januaries: a month then needs its year. */
const WEEKS_OF_A_YEAR = 53;
const TOP = 24;

/** What lies behind the weeks shown: seasons both named [D76], and where each month begins. */
export function WeeksBehind(props: {
  weeks: readonly Week[];
  seasons: readonly SeasonBehind[];
  /** The room for names before the first week. */
  names: number;
  foot: number;
  /** Places along the reading direction. */
  x: (from: number, extent?: number) => number;
}): JSX.Element {
  const { weeks, seasons, names, foot, x } = props;
  const format = useFormat();
  return (
    <>
      {seasons.map((season) => {
        const touched = weeksTouched(season, weeks);
        if (touched === null) return null;
        const start = cellStart(touched.first, names) - HALF_GAP;
        const extent = cellStart(touched.last, names) + CELL + HALF_GAP - start;
        return (
          <rect
            key={season.id}
            className="fig-season"
            x={x(start, extent)}
            y={TOP}
            width={extent}
            height={foot - TOP}
          />
        );
      })}
      {monthMarks(weeks).map(({ month, index }) => (
        <Fragment key={month}>
          <text className="fig-quiet" x={x(cellStart(index, names))} y="18">
            {format.monthShort(month, weeks.length > WEEKS_OF_A_YEAR)}
          </text>
          <path className="fig-grid" d={`M${x(cellStart(index, names) - HALF_GAP)} ${TOP}V${foot}`} />
        </Fragment>
      ))}
    </>
  );
}
