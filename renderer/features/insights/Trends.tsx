import { Fragment, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Trend, TrendPoint } from "#shared/analysis/trend.ts";
import { addDays, type Day, mondayOf, type Week } from "#shared/base/time.ts";
import { along, Figure, Point, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { type SeasonBehind, SeasonsKey, seasonsWithin, useLabelWith } from "#renderer/ui/figure/seasons.tsx";
import { dayShare, monthStarts, stretchShare } from "#renderer/ui/figure/time-geometry.ts";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { Lane, Lanes } from "./lanes.ts";
import { ShareAxis } from "./ShareAxis.tsx";
import { LinesKey } from "./StepCurves.tsx";
import { runBand, runPath, runsOf } from "./trend-geometry.ts";

interface Line {
  readonly lane: Lane;
  readonly points: readonly TrendPoint[];
}

/** The days from the first week to the last. */
interface Stretch {
  readonly from: Day;
  readonly to: Day;
}

/** M6: the met share of each partner week by week, both on one scale from none to all; where there is too little the line stops. */
export function Trends({
  trends,
  lanes,
  seasons,
}: {
  trends: readonly Trend[];
  lanes: Lanes;
  /** Seasons both named, which lie behind [D76]. */
  seasons: readonly SeasonBehind[];
}): JSX.Element | null {
  const { t } = useTranslation("insights");
  const lines = lanes.flatMap((lane): Line[] => {
    const of = trends.find(({ partner }) => partner === lane.partner);
    return of === undefined ? [] : [{ lane, points: of.points }];
  });
  const says = useSentences(lines).join(" ");
  const weeks = lines[0]?.points.map(({ week }) => week) ?? [];
  const [first, last] = [weeks[0], weeks.at(-1)];
  if (first === undefined || last === undefined) return null;
  const days = { from: mondayOf(first), to: sundayOf(last) };
  const behind = seasonsWithin(seasons, days.from, days.to);
  const drawn = lines.filter(({ points }) => points.some(({ share }) => share.kind === "measured"));
  return (
    <FigureOrTable
      title={t("trend.title")}
      figure={
        drawn.length === 0 ? (
          <p className="early">{t("early.title")}</p>
        ) : (
          <>
            <Drawn lines={drawn} days={days} seasons={behind} label={t("trend.label", { says })} />
            <LinesKey lines={drawn.map(({ lane }) => lane)} />
            <SeasonsKey seasons={behind} drawn />
          </>
        )
      }
      table={
        <>
          <TrendTable lines={lines} weeks={weeks} />
          <SeasonsKey seasons={behind} drawn={false} />
        </>
      }
      says={
        <>
          <p>{says}</p>
          <p className="quiet">{t("trend.counted")}</p>
        </>
      }
    />
  );
}

const sundayOf = (week: Week): Day => addDays(mondayOf(week), 6);

/** Where each stands at the last week that is drawn: nothing is said of where a line goes. */
function useSentences(lines: readonly Line[]): readonly string[] {
  const { t } = useTranslation("insights");
  const format = useFormat();
  return lines.map(({ lane: { name }, points }) => {
    const last = runsOf(points).at(-1)?.at(-1);
    if (last !== undefined) {
      const { value, low, high, n } = last.share;
      return t("trend.says", {
        name,
        week: format.week(last.week),
        value: format.percent(value),
        low: format.percent(low),
        high: format.percent(high),
        n: format.number(Math.round(n)),
      });
    }
    const tooFew = points.map(({ share }) => share).findLast((share) => share.kind === "too-few");
    return tooFew === undefined
      ? t("trend.saysGap", { name })
      : t("trend.saysTooFew", { name, n: format.number(Math.floor(tooFew.n)), needed: tooFew.needed });
  });
}

const WIDEST = 900;
const START = 40;
const END_ROOM = 10;
const TOP = 10;
const HEIGHT = 150;
const FOOT = TOP + HEIGHT;
/** More months than these hold one of them twice: each then needs its year. */
const MONTHS_OF_A_YEAR = 12;

function Drawn(props: {
  lines: readonly Line[];
  days: Stretch;
  seasons: readonly SeasonBehind[];
  label: string;
}): JSX.Element {
  const { lines, days, seasons, label } = props;
  const format = useFormat();
  const labelled = useLabelWith(seasons);
  const [ref, { width: available, direction }] = useFigureRoom();
  const width = Math.min(available, WIDEST);
  const length = width - START - END_ROOM;
  const x = along(direction, width);
  const at = (share: number): number => START + length * share;
  const ofWeek = (week: Week): number => x(at(dayShare(sundayOf(week), days.from, days.to)));
  const y = (share: number): number => FOOT - HEIGHT * share;
  const months = monthStarts(days.from, days.to, length);
  return (
    <div ref={ref}>
      {available > 0 && (
        <Figure width={width} height={FOOT + 22} label={labelled(label)}>
          {seasons.map((season) => {
            const share = stretchShare(season, days.from, days.to);
            if (share === null) return null;
            const extent = length * (share.end - share.start);
            return (
              <rect
                key={season.id}
                className="fig-season"
                x={x(at(share.start), extent)}
                y={TOP}
                width={extent}
                height={HEIGHT}
              />
            );
          })}
          <ShareAxis from={x(at(0))} to={x(at(1))} words={x(START - 8)} y={y} />
          {months.map(({ month, share, named }) => (
            <Fragment key={month}>
              <path className="fig-grid" d={`M${x(at(share))} ${TOP}V${FOOT + 4}`} />
              {named && (
                <text className="fig-quiet" x={x(at(share))} y={FOOT + 18}>
                  {format.monthShort(month, months.length > MONTHS_OF_A_YEAR)}
                </text>
              )}
            </Fragment>
          ))}
          {lines.flatMap(({ lane: { side }, points }) =>
            runsOf(points).map((run) => (
              <path
                key={`${side} ${run[0]?.week}`}
                className={run.length === 1 ? `fig-interval edge-${side}` : `fig-band fill-${side}`}
                d={runBand(run, ofWeek, y)}
              />
            )),
          )}
          {lines.flatMap(({ lane: { side }, points }) =>
            runsOf(points).map((run) => {
              const last = run.at(-1);
              return (
                <Fragment key={`${side} ${run[0]?.week}`}>
                  <path className={`fig-line fig-line-${side} edge-${side}`} d={runPath(run, ofWeek, y)} />
                  {last && <Point side={side} x={ofWeek(last.week)} y={y(last.share.value)} />}
                </Fragment>
              );
            }),
          )}
        </Figure>
      )}
    </div>
  );
}

function TrendTable({ lines, weeks }: { lines: readonly Line[]; weeks: readonly Week[] }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const said = (share: TrendPoint["share"] | undefined): string => {
    switch (share?.kind) {
      case undefined:
        return "";
      case "gap":
        return t("trend.gap");
      case "too-few":
        return t("tooEarly");
      case "measured":
        return t("trend.share", {
          value: format.percent(share.value),
          low: format.percent(share.low),
          high: format.percent(share.high),
          n: format.number(Math.round(share.n)),
        });
    }
  };
  return (
    <table>
      <caption className="sr">{t("trend.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("trend.weekOf")}</th>
          {lines.map(({ lane }) => (
            <th scope="col" key={lane.partner}>
              {lane.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks
          .map((week, at) => (
            <tr key={week}>
              <th scope="row">{format.week(week)}</th>
              {lines.map(({ lane, points }) => (
                <td key={lane.partner}>{said(points[at]?.share)}</td>
              ))}
            </tr>
          ))
          .reverse()}
      </tbody>
    </table>
  );
}
