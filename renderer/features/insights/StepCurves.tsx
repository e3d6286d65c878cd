import { Fragment, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { IncidenceStep } from "#shared/analysis/survival.ts";
import { along, Figure, Point, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { bandPath, curvePath, dayScale, knownBy } from "./curve-geometry.ts";
import type { Side } from "./lanes.ts";
import { ShareAxis } from "./ShareAxis.tsx";

/** What came for one partner by each day. */
export interface StepCurve {
  readonly side: Side;
  readonly name: string;
  readonly steps: readonly IncidenceStep[];
}

const WIDEST = 560;
const START = 40;
const END_ROOM = 20;
const TOP = 10;
const HEIGHT = 132;
const FOOT = TOP + HEIGHT;

/**
 * The share to which something came by each day, from none to all: a whole line that ends in a disc for the first partner, a dashed one
 * that ends in a diamond for the second, both on one scale, each in the band of its 95% interval.
 */
export function StepCurves({ curves, label }: { curves: readonly StepCurve[]; label: string }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const [ref, { width: available, direction }] = useFigureRoom();
  const width = Math.min(available, WIDEST);
  const place = along(direction, width);
  const length = width - START - END_ROOM;
  const { end, ticks } = dayScale(
    curves.map(({ steps }) => steps),
    length,
  );
  const x = (day: number): number => place(START + (length * day) / end);
  const y = (share: number): number => FOOT - HEIGHT * share;
  const begun = curves.filter(({ steps }) => steps.length > 0);

  return (
    <div ref={ref}>
      {available > 0 && (
        <Figure width={width} height={FOOT + 22} label={label}>
          <ShareAxis from={x(0)} to={x(end)} words={place(START - 8)} y={y} />
          {ticks.map((day) => (
            <text key={day} className="fig-quiet" x={x(day)} y={FOOT + 18} textAnchor="middle">
              {day === end && day > 1 ? t("curve.day", { day: format.number(day) }) : format.number(day)}
            </text>
          ))}
          {begun.map(({ side, steps }) => (
            <path key={side} className={`fig-band fill-${side}`} d={bandPath(steps, x, y)} />
          ))}
          {begun.map(({ side, steps }) => (
            <Fragment key={side}>
              <path className={`fig-line fig-line-${side} edge-${side}`} d={curvePath(steps, x, y)} />
              <Point side={side} x={x((steps.at(-1)?.day ?? 0) + 1)} y={y(steps.at(-1)?.value ?? 0)} />
            </Fragment>
          ))}
        </Figure>
      )}
      <LinesKey lines={begun} />
    </div>
  );
}

/** Whose line is which: its hue, its dash and its point. */
export function LinesKey({ lines }: { lines: readonly Pick<StepCurve, "side" | "name">[] }): JSX.Element {
  return (
    <ul className="fig-key">
      {lines.map(({ side, name }) => (
        <li key={side}>
          <svg className="fig-line-key" viewBox="0 0 36 18" aria-hidden="true">
            <path className={`fig-line fig-line-${side} edge-${side}`} d="M0 9H36" />
            <Point side={side} x={30} y={9} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** The same curves as a table: what had come by each day on which one of them rises, as far as each is known. */
export function StepsTable({ curves, caption }: { curves: readonly StepCurve[]; caption: string }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const days = [...new Set(curves.flatMap(({ steps }) => steps.map(({ day }) => day)))].sort(
    (one, other) => one - other,
  );
  return (
    <table>
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t("curve.dayColumn")}</th>
          {curves.map(({ side, name }) => (
            <th scope="col" key={side}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map((day) => (
          <tr key={day}>
            <th scope="row">{format.number(day)}</th>
            {curves.map(({ side, steps }) => {
              const known = knownBy(steps, day);
              return (
                <td key={side}>
                  {known === "nothing-yet"
                    ? format.percent(0)
                    : known === null
                      ? t("tooEarly")
                      : t("share", {
                          value: format.percent(known.value),
                          low: format.percent(known.low),
                          high: format.percent(known.high),
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
