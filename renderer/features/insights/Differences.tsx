import { Fragment, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Difference, Differences as AllDifferences } from "#shared/analysis/difference.ts";
import type { TooFew, Unheard } from "#shared/analysis/evidence.ts";
import { along, Figure, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { roughWidth, shortened } from "#renderer/ui/figure/label-geometry.ts";
import { SeasonsKey, seasonsWithin, useSeasonsOfBoth } from "#renderer/ui/figure/seasons.tsx";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { centredScale, inPoints, pointsApart } from "./difference-geometry.ts";
import type { Lanes } from "./lanes.ts";
import { UnheardNote } from "./UnheardNote.tsx";

/** One quarter, or all of them together. */
interface Row {
  readonly key: string;
  readonly label: string;
  readonly difference: Difference | TooFew;
  readonly isAll: boolean;
}

/** M3: how far apart the met shares of the two are, by quarters, on a scale that is the same to both sides. No word has a direction. */
export function Differences({
  differences,
  lanes,
}: {
  differences: AllDifferences | Unheard;
  lanes: Lanes;
}): JSX.Element {
  const { t } = useTranslation("insights");
  return differences.kind === "unheard" ? (
    <UnheardNote title={t("sideBySide.title")} />
  ) : (
    <Quarters differences={differences} lanes={lanes} />
  );
}

function Quarters({ differences, lanes }: { differences: AllDifferences; lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const saidOf = useSaid();
  const { all, quarters, word } = differences;
  const rows: readonly Row[] = [
    ...quarters.map((quarter) => ({
      key: quarter.from,
      label: format.span(quarter.from, quarter.to),
      difference: quarter.difference,
      isAll: false,
    })),
    { key: "all", label: t("sideBySide.all"), difference: all, isAll: true },
  ];
  const said = rows.map(({ label, difference }) =>
    t("sideBySide.labelRow", { quarter: label, says: saidOf(difference) }),
  );
  const headline = <p className="early">{t(`sideBySide.word.${word}`)}</p>;
  const seasons = useSeasonsOfBoth();
  const [first, last] = [quarters[0], quarters.at(-1)];
  const touching = first === undefined || last === undefined ? [] : seasonsWithin(seasons, first.from, last.to);
  const drawn = rows.some(({ difference }) => difference.kind === "measured");
  return (
    <FigureOrTable
      title={t("sideBySide.title")}
      figure={
        <>
          {headline}
          {drawn && <Drawn rows={rows} lanes={lanes} label={t("sideBySide.label", { rows: said.join(" ") })} />}
          <SeasonsKey seasons={touching} drawn={false} />
        </>
      }
      table={
        <>
          {headline}
          <QuartersTable rows={rows} lanes={lanes} />
          <SeasonsKey seasons={touching} drawn={false} />
        </>
      }
      says={
        <>
          <p>{saidOf(all)}</p>
          <p className="quiet">
            {t("sideBySide.read")} {t("sideBySide.counted")}
          </p>
        </>
      }
    />
  );
}

/** A difference as a sentence that reads the same whichever way round the two are. */
function useSaid(): (difference: Difference | TooFew) => string {
  const { t } = useTranslation("insights");
  return (difference) => {
    if (difference.kind === "too-few") {
      return t("sideBySide.saysTooFew", { n: difference.n, needed: difference.needed });
    }
    const { near, far, bothWays } = pointsApart(difference);
    const [first, second] = difference.n;
    return t("sideBySide.says", {
      count: inPoints(difference.value),
      interval: t(bothWays ? "sideBySide.bothWays" : "sideBySide.oneWay", { low: near, high: far }),
      first,
      second,
    });
  };
}

const WIDEST = 480;
const EDGE = 12;
const ROW = 40;
const SIMILAR = 0.1;
const CAP = 5;
/** How high the interval of a row lies, under its name. */
const lineOf = (row: number): number => row * ROW + 28;

function Drawn({ rows, lanes, label }: { rows: readonly Row[]; lanes: Lanes; label: string }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const [ref, { width: available, direction }] = useFigureRoom();
  const width = Math.min(available, WIDEST);
  const x = along(direction, width);
  const foot = rows.length * ROW + 4;
  const scale = centredScale(
    rows.flatMap(({ difference }) => (difference.kind === "measured" ? [difference] : [])),
    EDGE,
    width - EDGE,
  );
  const band = scale.at(SIMILAR) - scale.at(-SIMILAR);
  const [first, second] = lanes;
  const said = rows.map((row) => ({
    ...row,
    beside:
      row.difference.kind === "measured"
        ? t("sideBySide.n", { first: row.difference.n[0], second: row.difference.n[1] })
        : t("sideBySide.tooFew", { n: row.difference.n, needed: row.difference.needed }),
  }));
  return (
    <div ref={ref}>
      {available > 0 && (
        <Figure width={width} height={foot + 42} label={label}>
          <rect className="fig-similar" x={x(scale.at(-SIMILAR), band)} y={0} width={band} height={foot} />
          {scale.ticks.map(({ share, x: at }) => (
            <Fragment key={share}>
              {share === 0 ? (
                <path className="fig-axis" d={`M${x(at)} 0V${foot}`} />
              ) : (
                <path
                  className="fig-grid"
                  d={rows.map((_, row) => `M${x(at)} ${lineOf(row) - CAP}v${2 * CAP}`).join("")}
                />
              )}
              <text className="fig-quiet" x={x(at)} y={foot + 17} textAnchor="middle">
                {format.number(inPoints(share))}
              </text>
            </Fragment>
          ))}
          <path className="fig-axis" d={`M${x(EDGE)} ${foot}H${x(width - EDGE)}`} />
          {[second, first].map((lane, at) =>
            lane === undefined ? null : (
              <text key={lane.side} x={x(at === 0 ? 0 : width)} y={foot + 37} textAnchor={at === 0 ? "start" : "end"}>
                {shortened(t("sideBySide.end", { name: lane.name }), width / 2 - 6)}
              </text>
            ),
          )}
          {said.map(({ key, label: name, difference, isAll, beside }, row) => (
            <Fragment key={key}>
              <text className={isAll ? "fig-name" : ""} x={x(0)} y={lineOf(row) - 14}>
                {name}
              </text>
              <text
                className="fig-quiet"
                x={x(width)}
                y={roughWidth(name + beside) < width ? lineOf(row) - 14 : lineOf(row) + 4}
                textAnchor="end"
              >
                {beside}
              </text>
              {difference.kind === "measured" && (
                <Apart
                  low={x(scale.at(difference.low))}
                  value={x(scale.at(difference.value))}
                  high={x(scale.at(difference.high))}
                  y={lineOf(row)}
                />
              )}
            </Fragment>
          ))}
        </Figure>
      )}
    </div>
  );
}

/** An interval in ink: it belongs to neither of the two. */
function Apart({ low, value, high, y }: { low: number; value: number; high: number; y: number }): JSX.Element {
  return (
    <>
      <path
        className="fig-apart"
        d={`M${low} ${y}H${high}M${low} ${y - CAP}v${2 * CAP}M${high} ${y - CAP}v${2 * CAP}`}
      />
      <circle className="fig-apart-point" cx={value} cy={y} r="5" />
    </>
  );
}

function QuartersTable({ rows, lanes }: { rows: readonly Row[]; lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  const towards = (difference: number): string => {
    const points = inPoints(difference);
    const name = lanes[difference > 0 ? 0 : 1]?.name ?? "";
    return points === 0 ? t("sideBySide.none") : t("sideBySide.towards", { points, name });
  };
  return (
    <table>
      <caption className="sr">{t("sideBySide.title")}</caption>
      <thead>
        <tr>
          {(["quarter", "apart", "interval", "needs"] as const).map((column) => (
            <th scope="col" key={column}>
              {t(`sideBySide.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, difference }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            {difference.kind === "too-few" ? (
              <td colSpan={3}>{t("sideBySide.tooFew", { n: difference.n, needed: difference.needed })}</td>
            ) : (
              <>
                <td>{towards(difference.value)}</td>
                <td>{t("sideBySide.between", { low: towards(difference.low), high: towards(difference.high) })}</td>
                <td>{t("sideBySide.n", { first: difference.n[0], second: difference.n[1] })}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
