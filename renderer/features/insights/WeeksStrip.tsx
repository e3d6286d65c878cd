import { Fragment, useId, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { WeekCell, WeeksStrip as Strip } from "#shared/analysis/weeks.ts";
import { along, Figure, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { roughWidth, shortened } from "#renderer/ui/figure/label-geometry.ts";
import { type SeasonBehind, SeasonsKey, useLabelWith } from "#renderer/ui/figure/seasons.tsx";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { CoverPatterns, fillsOf } from "./CoverPatterns.tsx";
import { coversOf, type Lanes, type Side } from "./lanes.ts";
import {
  BELOW,
  CELL,
  cellStart,
  FRAME_MARGIN,
  LANES,
  pageOfWeeks,
  stripWidth,
  weeksThatFit,
  weeksTouched,
} from "./weeks-geometry.ts";
import { WeeksBehind } from "./WeeksBehind.tsx";
import { WeeksTurn } from "./WeeksTurn.tsx";

const NAME_GAP = 16;
const NARROWEST_NAME = 40;
const WIDEST_NAME = 112;

interface WeeksProps {
  strip: Strip;
  lanes: Lanes;
  /** Seasons both named: each lies behind the weeks in which it has a day [D76]. */
  seasons: readonly SeasonBehind[];
}

/** M0: a lane a partner, a cell a week; a week in which both lanes are full stands in one frame. */
export function WeeksStrip({ strip, lanes, seasons }: WeeksProps): JSX.Element {
  const { t } = useTranslation("insights");
  const { both, tooLittle, weeks } = strip.facts;
  const says = [
    lanes.length === 2 ? t("weeks.says", { count: weeks, both }) : t("weeks.saysAlone", { count: weeks }),
    ...(tooLittle === 0
      ? []
      : [t(lanes.length === 2 ? "weeks.tooLittle" : "weeks.tooLittleAlone", { count: tooLittle })]),
    t("weeks.countedBy"),
  ];
  return (
    <FigureOrTable
      title={t("weeks.title")}
      says={says.join(" ")}
      figure={<DrawnWeeks strip={strip} lanes={lanes} seasons={seasons} />}
      table={
        <>
          <WeeksTable strip={strip} lanes={lanes} />
          <SeasonsKey seasons={touchedBy(seasons, strip.weeks)} drawn={false} />
        </>
      }
    />
  );
}

/** The seasons that have a day in one of these weeks. */
const touchedBy = (seasons: readonly SeasonBehind[], weeks: Strip["weeks"]): readonly SeasonBehind[] =>
  seasons.filter(
    (season) =>
      weeksTouched(
        season,
        weeks.map(({ week }) => week),
      ) !== null,
  );

function DrawnWeeks({ strip, lanes, seasons }: WeeksProps): JSX.Element {
  const { t } = useTranslation("insights");
  const [ref, { width: available, direction }] = useFigureRoom();
  const [turned, setTurned] = useState(0);
  const id = useId();
  const fills = fillsOf(id);

  const widest = Math.max(NARROWEST_NAME, ...lanes.map(({ name }) => roughWidth(name)));
  const names = Math.min(WIDEST_NAME, widest) + NAME_GAP;
  const { shown, first, page, pages } = pageOfWeeks(strip.weeks, weeksThatFit(available, names), turned);
  const width = stripWidth(shown.length, names);
  const x = along(direction, width);
  const bottom = LANES[lanes.length - 1 === 0 ? 0 : 1] + CELL;
  const weeks = shown.map(({ week }) => week);
  const behind = touchedBy(seasons, shown);
  const labelled = useLabelWith(behind);

  return (
    <div ref={ref}>
      {available > 0 && (
        <Figure
          width={width}
          height={bottom + BELOW}
          label={labelled(
            t(lanes.length === 2 ? "weeks.label" : "weeks.labelAlone", {
              count: shown.length,
              both: shown.filter((week) => week.both).length,
              names: lanes.map(({ name }) => name).join(", "),
            }),
          )}
        >
          <CoverPatterns id={id} {...coversOf(lanes)} />
          <WeeksBehind weeks={weeks} seasons={behind} names={names} foot={bottom + 9} x={x} />
          {lanes.map(({ partner, side, name }, row) => {
            const y = LANES[row === 0 ? 0 : 1];
            return (
              <Fragment key={partner}>
                <text className="fig-name" x={x(0)} y={y + CELL / 2 + 4.5}>
                  {shortened(name, WIDEST_NAME)}
                </text>
                {strip.lanes[row]?.cells.slice(first, first + shown.length).map(({ week, state }, column) => (
                  <Cell
                    key={week}
                    state={state}
                    side={side}
                    fill={fills[side]}
                    x={x(cellStart(column, names), CELL)}
                    y={y}
                  />
                ))}
              </Fragment>
            );
          })}
          {shown.map(({ week, both }, column) =>
            both ? <BothFrame key={week} x={x(cellStart(column, names), CELL)} /> : null,
          )}
        </Figure>
      )}
      <WeeksTurn page={page} pages={pages} shown={shown.length} count={strip.weeks.length} onTurn={setTurned} />
      <WeeksKey lanes={lanes} />
      <SeasonsKey seasons={behind} drawn />
    </div>
  );
}

/** One week of one partner. The shape alone says it: full, folded once, outline, dot. */
function Cell(props: { state: WeekCell["state"]; side: Side; fill: string; x: number; y: number }): JSX.Element {
  const { state, side, fill, x, y } = props;
  const edge = `fig-cell edge-${side}`;
  const square = { x, y, width: CELL, height: CELL, rx: 2 };
  switch (state) {
    case "too-little":
      return <circle className="fig-dot" cx={x + CELL / 2} cy={y + CELL / 2} r="2" />;
    case "not":
      return <rect className={edge} {...square} />;
    case "partly":
      return (
        <>
          <rect className={edge} {...square} />
          <path className={edge} d={`M${x} ${y + CELL}V${y + 2}L${x + CELL - 2} ${y + CELL}z`} fill={fill} />
        </>
      );
    case "cared-for":
      return <rect className={edge} {...square} fill={fill} />;
  }
}

/** The ink frame around a week that was full for both. */
function BothFrame({ x }: { x: number }): JSX.Element {
  const [upper, lower] = LANES;
  return (
    <>
      <rect
        className="fig-both"
        x={x - FRAME_MARGIN}
        y={upper - FRAME_MARGIN}
        width={CELL + 2 * FRAME_MARGIN}
        height={lower - upper + CELL + 2 * FRAME_MARGIN}
        rx="4"
      />
      <path className="fig-both" d={`M${x + CELL / 2} ${upper + CELL + 2}V${lower - 2}`} />
    </>
  );
}

const STATES = ["cared-for", "partly", "not", "too-little"] as const satisfies readonly WeekCell["state"][];

function WeeksKey({ lanes }: { lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  const id = useId();
  const fills = fillsOf(id);
  return (
    <ul className="fig-key">
      {STATES.map((state, at) => (
        <li key={state}>
          <svg viewBox="0 0 26 26" aria-hidden="true">
            {at === 0 && <CoverPatterns id={id} {...coversOf(lanes)} />}
            <Cell state={state} side="a" fill={fills.a} x={1} y={1} />
          </svg>
          {t(`weeks.state.${state}`)}
        </li>
      ))}
      {lanes.length === 2 && (
        <li>
          <svg viewBox="0 0 26 26" aria-hidden="true">
            <rect className="fig-both" x="2" y="2" width="22" height="22" rx="4" />
          </svg>
          {t("weeks.bothThatWeek")}
        </li>
      )}
    </ul>
  );
}

function WeeksTable({ strip, lanes }: { strip: Strip; lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const rows = strip.weeks.map((week, at) => ({ ...week, cells: strip.lanes.map(({ cells }) => cells[at]) })).reverse();
  return (
    <table>
      <caption className="sr">{t("weeks.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("weeks.weekOf")}</th>
          {lanes.map(({ partner, name }) => (
            <th scope="col" key={partner}>
              {name}
            </th>
          ))}
          {lanes.length === 2 && <th scope="col">{t("weeks.bothColumn")}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ week, monday, both, cells }) => (
          <tr key={week}>
            <th scope="row">{format.dayShort(monday)}</th>
            {cells.map((cell, row) => (
              <td key={lanes[row]?.partner ?? row}>
                {cell !== undefined && t(`weeks.state.${cell.state}`)}
                {cell !== undefined && cell.settled > 0 && (
                  <span className="quiet">, {t("n", { n: cell.settled })}</span>
                )}
              </td>
            ))}
            {lanes.length === 2 && <td>{both ? t("weeks.bothMark") : ""}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
