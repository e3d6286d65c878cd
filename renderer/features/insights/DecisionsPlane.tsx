import { Fragment, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type DecisionsSummary, OUTCOMES } from "#shared/analysis/decisions.ts";
import type { RankCorrelation } from "#shared/analysis/statistics.ts";
import { along, Figure, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { roughWidth, shortened } from "#renderer/ui/figure/label-geometry.ts";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { markRadius, planeFor } from "./decisions-geometry.ts";
import type { Steps } from "./interval-geometry.ts";
import { IntervalRows } from "./IntervalRows.tsx";
import type { Lane } from "./lanes.ts";
import { useMeasured } from "./use-measured.ts";
import "./views.css";

interface DecisionsProps {
  decisions: DecisionsSummary;
  lanes: readonly [Lane, Lane];
}

/** M7: how joint decisions came out for both, on one plane, with the share in which both gain and the two means beside each other [A19]. */
export function DecisionsPlane({ decisions, lanes }: DecisionsProps): JSX.Element {
  const { t } = useTranslation("insights");
  const shapes = useShapes(decisions);
  const measures = useMeasures({ decisions, lanes });
  return (
    <FigureOrTable
      title={t("deciding.title")}
      figure={
        decisions.n === 0 ? (
          <p className="early">{t("deciding.none")}</p>
        ) : (
          <div className="deciding">
            <DrawnPlane decisions={decisions} lanes={lanes} says={shapes} />
            <Measures decisions={decisions} lanes={lanes} />
          </div>
        )
      }
      table={<DecisionTables decisions={decisions} lanes={lanes} />}
      says={
        <>
          {decisions.n > 0 && <p>{shapes}</p>}
          {measures.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </>
      }
    />
  );
}

/** How many came out in which shape, in one sentence. */
function useShapes({ n, shapes }: DecisionsSummary): string {
  const { t } = useTranslation("insights");
  const format = useFormat();
  return t("deciding.counted", {
    count: n,
    shapes: format.list(SHAPES.map((shape) => t(`deciding.shapeCount.${shape}`, { n: format.number(shapes[shape]) }))),
  });
}

const SHAPES = ["both-gain", "one-gives", "both-lose", "mixed"] as const;

/** The means on one scale, said with one n: both rest on the same decisions. */
function useMeans({ decisions: { n, means }, lanes }: DecisionsProps): string {
  const { t } = useTranslation("insights");
  const measured = useMeasured();
  const format = useFormat();
  const each = lanes.flatMap(({ name, partner }) => {
    const mean = means.find((of) => of.partner === partner)?.mean;
    return mean?.kind === "measured" ? [t("deciding.mean", { name, mean: measured.meanOnly(mean) })] : [];
  });
  const ends = { least: format.number(-2), most: format.number(2) };
  return t("deciding.means", { means: format.list(each), n: format.number(n), ...ends });
}

/** What is measured in words; whether outcomes rise and fall together never without the two means. */
function useMeasures({ decisions, lanes }: DecisionsProps): string[] {
  const { t } = useTranslation("insights");
  const measured = useMeasured();
  const format = useFormat();
  const means = useMeans({ decisions, lanes });
  const { n, bothGain, together } = decisions;
  if (n === 0) return [];
  const more = (needed: number): string => t("deciding.more", { count: needed - n });
  if (bothGain.kind === "too-few") return [t("deciding.tooFew", { more: more(bothGain.needed) })];
  const togetherSays = (of: RankCorrelation): string => {
    if (of.kind === "no-spread") return t("deciding.noSpread");
    const way = of.low > 0 ? "together" : of.high < 0 ? "against" : "unclear";
    const p = of.p < 0.01 ? t("deciding.lessThan", { share: format.percent(0.01) }) : format.percent(of.p);
    const ends = { least: format.number(-1), most: format.number(1) };
    return `${t(`deciding.rises.${way}`, { value: measured.mean(of), ...ends })} ${t("deciding.chance", { p })}`;
  };
  return [
    t("deciding.bothGain", { share: measured.share(bothGain) }),
    [
      means,
      together.kind === "too-few"
        ? t("deciding.togetherTooFew", { more: more(together.needed) })
        : `${togetherSays(together)} ${t("deciding.besideMeans")}`,
    ].join(" "),
  ];
}

const NAME_ROOM = 76;

/** The first partner's outcomes lie across, the other's upwards. A mark is of both, so it wears neither's hue. */
function DrawnPlane({ decisions: { plane, shapes, n }, lanes, says }: DecisionsProps & { says: string }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const [ref, { width: available, direction }] = useFigureRoom();
  const [one, other] = lanes;
  const words = [t("deciding.worse"), t("deciding.better")];
  const gutter = Math.max(...words.map(roughWidth), Math.min(roughWidth(other.name), NAME_ROOM)) + 10;
  const { width, height, field, column, row, parts } = planeFor(available, gutter);
  const x = along(direction, width);
  const [worst, middle, best] = [0, 2, 4];
  const most = Math.max(...plane.flat());
  const axisY = height - 7;
  return (
    <div ref={ref} className="deciding-plane">
      {available > 0 && (
        <Figure width={width} height={height} label={t("deciding.label", { one: one.name, other: other.name, says })}>
          {parts.map((part) => (
            <Fragment key={`${part.x} ${part.y}`}>
              <rect
                className={part.shape === "mixed" ? "fig-part-mixed" : "fig-part"}
                x={x(part.x, part.width) + 1}
                y={part.y + 1}
                width={part.width - 2}
                height={part.height - 2}
              />
              {(part.shape !== "mixed" || (part.y === 0 && shapes.mixed > 0)) && (
                <text className="fig-part-name" x={x(part.x + part.width / 2)} y={part.nameAt} textAnchor="middle">
                  {t(`deciding.shape.${part.shape}`)}
                </text>
              )}
            </Fragment>
          ))}
          {plane.flatMap((counts, at) =>
            counts.map((count, up) => {
              const [middleX, middleY] = [column(at), row(up)];
              const radius = markRadius(count, most, field);
              const within = radius >= 9;
              const key = `${OUTCOMES[at]} ${OUTCOMES[up]}`;
              if (count === 0)
                return <circle key={key} className="fig-dot-faint" cx={x(middleX)} cy={middleY} r="1.25" />;
              return (
                <Fragment key={key}>
                  <circle className="fig-count" cx={x(middleX)} cy={middleY} r={radius} />
                  <text
                    className={within ? "fig-count-in" : "fig-count-by"}
                    x={x(within ? middleX : middleX + radius + 4)}
                    y={middleY + 4.5}
                    textAnchor={within ? "middle" : "start"}
                  >
                    {format.number(count)}
                  </text>
                </Fragment>
              );
            }),
          )}
          {[
            { at: worst, word: t("deciding.worse"), isName: false },
            { at: middle, word: null, isName: true },
            { at: best, word: t("deciding.better"), isName: false },
          ].map(({ at, word, isName }) => (
            <Fragment key={at}>
              <text className={isName ? "fig-name" : "fig-quiet"} x={x(column(at))} y={axisY} textAnchor="middle">
                {word ?? shortened(one.name, 2 * field)}
              </text>
              <text className={isName ? "fig-name" : "fig-quiet"} x={x(gutter - 8)} y={row(at) + 4.5} textAnchor="end">
                {word ?? shortened(other.name, NAME_ROOM)}
              </text>
            </Fragment>
          ))}
        </Figure>
      )}
      {n > 0 && available > 0 && <p className="quiet">{t("deciding.howToRead")}</p>}
    </div>
  );
}

/** The share in which both gain and the two means, with their intervals. */
function Measures({ decisions, lanes }: DecisionsProps): JSX.Element {
  const { t } = useTranslation("insights");
  const measured = useMeasured();
  const format = useFormat();
  const meansSaid = useMeans({ decisions, lanes });
  const { bothGain, means } = decisions;
  const steps: Steps = {
    least: -2,
    most: 2,
    said: (step) =>
      step === -2 ? t("deciding.worse") : step === 0 ? t("deciding.same") : step === 2 ? t("deciding.better") : "",
  };
  if (bothGain.kind === "too-few")
    return (
      <p className="early">
        {t("deciding.early", { more: t("deciding.more", { count: bothGain.needed - bothGain.n }) })}
      </p>
    );
  const rows = lanes.flatMap(({ partner, side, name }) => {
    const mean = means.find((of) => of.partner === partner)?.mean;
    if (mean?.kind !== "measured") return [];
    const said = t("n", { n: format.number(mean.n) });
    return [{ key: partner, label: name, lines: [{ side, interval: mean, said }] }];
  });
  const both = { side: "both", interval: bothGain, said: t("n", { n: format.number(bothGain.n) }) } as const;
  return (
    <div className="stack">
      <div>
        <p className="fig-title">{t("deciding.bothGainTitle")}</p>
        <IntervalRows
          rows={[{ key: "both", label: t("deciding.both"), lines: [both] }]}
          extent="whole"
          label={t("deciding.bothGain", { share: measured.share(bothGain) })}
        />
      </div>
      <div>
        <p className="fig-title">{t("deciding.meansTitle")}</p>
        <IntervalRows rows={rows} extent={steps} label={meansSaid} />
      </div>
    </div>
  );
}

function DecisionTables({ decisions: { plane, bothGain, means, together }, lanes }: DecisionsProps): JSX.Element {
  const { t } = useTranslation(["insights", "decisions"]);
  const measured = useMeasured();
  const format = useFormat();
  const [one, other] = lanes;
  const step = (name: string, outcome: (typeof OUTCOMES)[number]): string =>
    t("deciding.came", { name, step: t(`decisions:outcome.steps.${outcome}`) });
  return (
    <>
      <table>
        <caption className="sr">{t("deciding.title")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("deciding.howMany")}</th>
            {OUTCOMES.map((outcome) => (
              <th scope="col" key={outcome}>
                {step(one.name, outcome)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {OUTCOMES.map((outcome, up) => (
            <tr key={outcome}>
              <th scope="row">{step(other.name, outcome)}</th>
              {OUTCOMES.map((ones, at) => (
                <td key={ones}>{format.number(plane[at]?.[up] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <table>
        <caption className="sr">{t("deciding.measures")}</caption>
        <tbody>
          <tr>
            <th scope="row">{t("deciding.bothGainTitle")}</th>
            <td>{measured.share(bothGain)}</td>
          </tr>
          {lanes.map(({ partner, name }) => {
            const mean = means.find((of) => of.partner === partner)?.mean;
            return (
              <tr key={partner}>
                <th scope="row">{t("deciding.meanOf", { name, least: format.number(-2), most: format.number(2) })}</th>
                <td>{mean !== undefined && measured.mean(mean)}</td>
              </tr>
            );
          })}
          <tr>
            <th scope="row">{t("deciding.togetherTitle", { least: format.number(-1), most: format.number(1) })}</th>
            <td>{together.kind === "no-spread" ? t("deciding.noSpread") : measured.mean(together)}</td>
          </tr>
        </tbody>
      </table>
    </>
  );
}
