import { Fragment, useId, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { CareSources, CareTaken } from "#shared/analysis/care.ts";
import { MET_BY, type MetBy } from "#shared/domain/need.ts";
import { along, Figure, Point, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { placeLabels, roughWidth, shortened } from "#renderer/ui/figure/label-geometry.ts";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { CoverPatterns, fillsOf } from "./CoverPatterns.tsx";
import { stack } from "./interval-geometry.ts";
import { IntervalRows } from "./IntervalRows.tsx";
import { coversOf, type Lane, type Lanes, type Side } from "./lanes.ts";

interface Taken {
  readonly lane: Lane;
  readonly care: CareTaken["care"];
}

/** M2: where care for each partner's needs came from, one bar for each owner of needs, the intervals below on one scale. */
export function WhoTookCare({ care, lanes }: { care: readonly CareTaken[]; lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  const taken = lanes.flatMap((lane): Taken[] => {
    const of = care.find(({ owner }) => owner === lane.partner);
    return of === undefined ? [] : [{ lane, care: of.care }];
  });
  const measured = taken.filter(hasSources);
  const says = useSentences(taken);
  const fewest = Math.max(0, ...taken.map(({ care: of }) => (of.kind === "too-few" ? of.needed - of.n : 0)));
  return (
    <FigureOrTable
      title={t("care.title")}
      figure={
        measured.length === 0 ? (
          <p className="early">{t("tooFew", { count: fewest })}</p>
        ) : (
          <>
            <Bars taken={taken} lanes={lanes} says={says} />
            <ul className="fig-key care-sure">
              <li>{t("care.howSure")}</li>
              {measured.map(({ lane }) => (
                <li key={lane.partner}>
                  <svg viewBox="0 0 18 18" aria-hidden="true">
                    <Point side={lane.side} x={9} y={9} />
                  </svg>
                  {t("care.needsOf", { name: lane.name })}
                </li>
              ))}
            </ul>
            <IntervalRows
              rows={MET_BY.map((by) => ({
                key: by,
                label: t(`care.by.${by}`),
                lines: measured.flatMap(({ lane, care: of }) => {
                  const source = of.sources.find((each) => each.by === by);
                  return source === undefined ? [] : [{ side: lane.side, interval: source.share }];
                }),
              }))}
              extent="as-needed"
              label={t("care.intervals")}
            />
          </>
        )
      }
      table={<CareTable taken={taken} />}
      says={says}
    />
  );
}

const hasSources = (taken: Taken): taken is Taken & { readonly care: CareSources } => taken.care.kind === "measured";

function useSentences(taken: readonly Taken[]): string {
  const { t } = useTranslation("insights");
  const most = taken.map(({ care }) => (care.kind === "measured" ? care.mostOften : null));
  const [first, second] = most;
  const same = first != null && second != null && first.by === second.by;
  const each = taken.map(({ lane: { name }, care }) => {
    if (care.kind === "too-few") return t("care.saysTooFew", { name, count: care.needed - care.n });
    if (care.mostOften === null) return t("care.saysTie", { name });
    return t(`care.says.${care.mostOften.by}`, { name });
  });
  const clear = most.length > 0 && most.every((one) => one?.clear === true);
  const hedge = taken.some(hasSources) && !clear ? t("care.hedge") : "";
  return [...(same ? [t(`care.saysEach.${first.by}`)] : each), hedge].join(" ").trim();
}

/** What stands for a source in the bar of one owner: whose cover it wears. */
function dressOf(by: MetBy, side: Side): Side | "both" | "others" | "nobody" {
  if (by === "self") return side;
  if (by === "partner") return side === "a" ? "b" : "a";
  return by;
}

const BAR = 28;
const PITCH = 64;
const NARROW = 560;
const BAR_GAP = 2;
const WIDEST_OWNER = 100;

function Bars({ taken, lanes, says }: { taken: readonly Taken[]; lanes: Lanes; says: string }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const [ref, { width: available, direction }] = useFigureRoom();
  const id = useId();
  const fills = fillsOf(id);
  const narrow = available < NARROW;
  const width = available;
  const x = along(direction, width);
  const start = narrow ? 1 : WIDEST_OWNER + 12;
  const length = width - start - 1;
  const nameOf = (by: MetBy, owner: Lane): string => {
    const dress = dressOf(by, owner.side);
    if (dress === "both" || dress === "others" || dress === "nobody") return t(`care.from.${dress}`);
    return lanes.find(({ side }) => side === dress)?.name ?? t("care.from.partner");
  };
  const shape = (by: MetBy, side: Side) => {
    const dress = dressOf(by, side);
    switch (dress) {
      case "a":
      case "b":
        return { className: `fig-bar edge-${dress}`, fill: fills[dress] };
      case "both":
        return { className: "fig-bar fig-bar-both", fill: fills.both };
      case "others":
      case "nobody":
        return { className: `fig-bar fig-${dress}` };
    }
  };

  return (
    <div ref={ref}>
      {available > 0 && (
        <Figure
          width={width}
          height={PITCH * taken.length - (PITCH - BAR - 26)}
          label={t("care.label", { count: taken.length, says })}
        >
          <CoverPatterns id={id} {...coversOf(lanes)} />
          {taken.map(({ lane, care }, row) => {
            const top = 22 + row * PITCH;
            const sources = care.kind === "measured" ? care.sources : [];
            const parts = stack(
              sources.map(({ share }) => share.value),
              start,
              length,
              BAR_GAP,
            );
            const labels = sources.map(
              ({ by, share }) => `${shortened(nameOf(by, lane), 90)} ${format.percent(share.value)}`,
            );
            const starts = placeLabels(
              labels.map((text, at) => ({ wanted: parts[at]?.x ?? 0, width: roughWidth(text) })),
              8,
              width,
            );
            return (
              <Fragment key={lane.partner}>
                <text className="fig-name" x={x(0)} y={narrow ? top - 7 : top + 13}>
                  {shortened(t("care.needsOf", { name: lane.name }), narrow ? width - 60 : WIDEST_OWNER)}
                </text>
                <text
                  className="fig-quiet"
                  x={narrow ? x(width) : x(0)}
                  y={narrow ? top - 7 : top + 29}
                  textAnchor={narrow ? "end" : "start"}
                >
                  {t("n", { n: care.n })}
                </text>
                {care.kind === "too-few" && (
                  <>
                    <rect className="fig-bar fig-nobody" x={x(start, length)} y={top} width={length} height={BAR} />
                    <text className="fig-early" x={x(start + 10)} y={top + 19}>
                      {t("tooFewShort", { count: care.needed - care.n })}
                    </text>
                  </>
                )}
                {sources.map(({ by }, at) => {
                  const part = parts[at];
                  if (part === undefined) return null;
                  return (
                    <Fragment key={by}>
                      <rect
                        {...shape(by, lane.side)}
                        x={x(part.x, part.width)}
                        y={top}
                        width={part.width}
                        height={BAR}
                      />
                      {!narrow && (
                        <text x={x(starts[at] ?? part.x)} y={top - 7}>
                          {labels[at]}
                        </text>
                      )}
                    </Fragment>
                  );
                })}
              </Fragment>
            );
          })}
        </Figure>
      )}
      {narrow && available > 0 && <BarsKey lanes={lanes} />}
    </div>
  );
}

/** In a narrow window the bars carry no names: they stand below once. */
function BarsKey({ lanes }: { lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  const id = useId();
  const fills = fillsOf(id);
  const square = { x: 2, y: 2, width: 22, height: 22 };
  return (
    <ul className="fig-key">
      {lanes.map(({ partner, side, name }, at) => (
        <li key={partner}>
          <svg viewBox="0 0 26 26" aria-hidden="true">
            {at === 0 && <CoverPatterns id={id} {...coversOf(lanes)} />}
            <rect className={`fig-bar edge-${side}`} {...square} fill={fills[side]} />
          </svg>
          {name}
        </li>
      ))}
      {lanes.length === 2 && (
        <li>
          <svg viewBox="0 0 26 26" aria-hidden="true">
            <rect className="fig-bar fig-bar-both" {...square} fill={fills.both} />
          </svg>
          {t("care.from.both")}
        </li>
      )}
      {(["others", "nobody"] as const).map((from) => (
        <li key={from}>
          <svg viewBox="0 0 26 26" aria-hidden="true">
            <rect className={`fig-bar fig-${from}`} {...square} />
          </svg>
          {t(`care.from.${from}`)}
        </li>
      ))}
    </ul>
  );
}

function CareTable({ taken }: { taken: readonly Taken[] }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  return (
    <table>
      <caption className="sr">{t("care.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("care.came")}</th>
          {taken.map(({ lane, care }) => (
            <th scope="col" key={lane.partner}>
              {t("care.needsOf", { name: lane.name })}, {t("n", { n: care.n })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {MET_BY.map((by) => (
          <tr key={by}>
            <th scope="row">{t(`care.by.${by}`)}</th>
            {taken.map(({ lane, care }) => {
              const source = care.kind === "measured" ? care.sources.find((each) => each.by === by) : undefined;
              return (
                <td key={lane.partner}>
                  {source === undefined
                    ? t("tooEarly")
                    : t("share", {
                        value: format.percent(source.share.value),
                        low: format.percent(source.share.low),
                        high: format.percent(source.share.high),
                      })}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
