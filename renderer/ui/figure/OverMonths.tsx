import { Fragment, type ReactNode, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "#shared/base/time.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { RadioChips } from "../Chips.tsx";
import { FigureOrTable } from "../FigureOrTable.tsx";
import { useFormat } from "../use-format.ts";
import { along, Figure, Point, useFigureRoom } from "./Figure.tsx";
import { type SeasonBehind, SeasonsKey, seasonsWithin, useLabelWith, useSeasonsOfBoth } from "./seasons.tsx";
import { dayShare, monthStarts, spanStart, stretchShare, TIME_SPANS, type TimeSpan } from "./time-geometry.ts";

/** One row of marks over time. */
export interface TimeRow {
  readonly key: string;
  readonly label: string;
  readonly marks: readonly TimeMark[];
}

/** What one partner said of one day, from 0 to the top of the figure. */
export interface TimeMark {
  readonly side: "a" | "b";
  readonly day: Day;
  readonly value: number;
}

const WIDEST = 640;
const NAME = 20;
const BAND = 36;
const GAP = 18;
const EDGE = 6;
const FOOT = 22;
/** More months than these hold one of them twice: each then needs its year. */
const MONTHS_OF_A_YEAR = 12;

/**
 * What was said over the months, a row for each question, every mark where it was put and none made out of others. All rows have one scale.
 * Seasons both named lie behind.
 */
export function OverMonths({
  title,
  says,
  rows,
  top,
  topSaid,
  label,
  table,
}: {
  title: string;
  says: string;
  rows: readonly TimeRow[];
  top: number;
  /** What the upper edge of each row stands for. */
  topSaid: string;
  /** What the figure says, for who does not see it. */
  label: string;
  /** The same numbers since a day. */
  table: (from: Day) => ReactNode;
}): JSX.Element {
  const { t } = useTranslation("ui");
  const today = useJournal().today();
  const [span, setSpan] = useState<TimeSpan>("quarter");
  const from = spanStart(
    span,
    rows.flatMap(({ marks }) => marks.map(({ day }) => day)),
    today,
  );
  const seasons = seasonsWithin(useSeasonsOfBoth(), from, today);
  const labelled = useLabelWith(seasons);
  return (
    <div className="over-months">
      <FigureOrTable
        title={title}
        says={says}
        figure={
          <>
            <Drawn {...{ rows, top, topSaid, from, seasons }} label={labelled(label)} to={today} />
            <SeasonsKey seasons={seasons} drawn />
          </>
        }
        table={
          <>
            {table(from)}
            <SeasonsKey seasons={seasons} drawn={false} />
          </>
        }
        beside={
          <RadioChips
            legend={t("overMonths.legend")}
            legendHidden
            options={TIME_SPANS.map((value) => ({ value, label: t(`overMonths.${value}`) }))}
            value={span}
            onChange={setSpan}
          />
        }
      />
    </div>
  );
}

function Drawn(props: {
  rows: readonly TimeRow[];
  top: number;
  topSaid: string;
  label: string;
  seasons: readonly SeasonBehind[];
  from: Day;
  to: Day;
}): JSX.Element {
  const { rows, top, topSaid, label, seasons, from, to } = props;
  const format = useFormat();
  const [ref, { width: available, direction }] = useFigureRoom();
  const width = Math.min(available, WIDEST);
  const x = along(direction, width);
  const at = (share: number): number => EDGE + share * (width - 2 * EDGE);
  const foot = rows.length * (NAME + BAND + GAP) - GAP + EDGE;
  const upperOf = (row: number): number => row * (NAME + BAND + GAP) + NAME;
  const height = (value: number): number => BAND * (1 - Math.min(value, top) / top);
  const months = monthStarts(from, to, width);
  const shaded = seasons.flatMap((season) => {
    const share = stretchShare(season, from, to);
    return share === null ? [] : [{ ...season, ...share }];
  });
  return (
    <div ref={ref}>
      {available > 0 && (
        <Figure width={width} height={foot + FOOT} label={label}>
          {shaded.flatMap(({ id, start, end }) =>
            rows.map(({ key }, row) => (
              <rect
                key={`${id} ${key}`}
                className="fig-season"
                x={x(at(start), at(end) - at(start))}
                y={upperOf(row)}
                width={at(end) - at(start)}
                height={BAND}
              />
            )),
          )}
          {months.map(({ month, share, named }) => (
            <Fragment key={month}>
              <path
                className="fig-grid"
                d={rows.map((_, row) => `M${x(at(share))} ${upperOf(row)}v${BAND}`).join("")}
              />
              {named && (
                <text className="fig-quiet" x={x(at(share))} y={foot + 16}>
                  {format.monthShort(month, months.length > MONTHS_OF_A_YEAR)}
                </text>
              )}
            </Fragment>
          ))}
          {rows.map(({ key, label: name, marks }, row) => {
            const upper = upperOf(row);
            return (
              <Fragment key={key}>
                <text x={x(0)} y={upper - 8}>
                  {name}
                </text>
                <text className="fig-quiet" x={x(width)} y={upper - 8} textAnchor="end">
                  {topSaid}
                </text>
                <path className="fig-grid" d={`M${x(0)} ${upper}H${x(width)}M${x(0)} ${upper + BAND}H${x(width)}`} />
                {marks
                  .filter(({ day }) => day >= from && day <= to)
                  .map(({ side, day, value }, mark) => (
                    <Point
                      key={mark} // two marks of one day are both drawn
                      side={side}
                      x={x(at(dayShare(day, from, to)))}
                      y={upper + height(value)}
                      small
                    />
                  ))}
              </Fragment>
            );
          })}
        </Figure>
      )}
    </div>
  );
}
