import { Fragment, type JSX } from "react";
import { along, Figure, Point, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { roughWidth, shortened } from "#renderer/ui/figure/label-geometry.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { type Interval, scaleFor, type Steps } from "./interval-geometry.ts";
import type { Side } from "./lanes.ts";

/** What one row of the figure compares. */
export interface IntervalRow {
  readonly key: string;
  readonly label: string;
  readonly lines: readonly { readonly side: Side | "both"; readonly interval: Interval; readonly said?: string }[];
  /** What stands in the place of lines that cannot be drawn yet. */
  readonly instead?: string;
}

const LINE = 12;
const ROW_GAP = 10;
const TOP = 10;
const AXIS = 26;
const END_ROOM = 22;
const WIDEST_LABEL = 100;
/** From this width on, the labels of every figure take the same room, so that the scales begin in one line. */
const ALIGNED_FROM = 480;
/** Ticks closer than this keep only the words of the first and the last. */
const NARROWEST_TICK = 36;

/**
 * Shares, or means on steps, with their 95% intervals, both partners against one scale: a disc for the first, a diamond for the second,
 * a square in ink for what is of both together.
 * In a narrow window the label lies above its lines.
 */
export function IntervalRows({
  rows,
  extent,
  label,
}: {
  rows: readonly IntervalRow[];
  extent: "whole" | "as-needed" | Steps;
  label: string;
}): JSX.Element {
  const format = useFormat();
  const [ref, { width: available, direction }] = useFigureRoom();
  const width = Math.min(available, 640);
  const x = along(direction, width);
  const said = Math.max(0, ...rows.flatMap(({ lines }) => lines.map((line) => roughWidth(line.said ?? ""))));
  const needed = width >= ALIGNED_FROM ? WIDEST_LABEL : Math.max(...rows.map((row) => roughWidth(row.label)));
  const labels = Math.min(WIDEST_LABEL, needed) + 12;
  const end = width - Math.max(END_ROOM, said === 0 ? 0 : said + 12);
  const scale = scaleFor(
    rows.flatMap(({ lines }) => lines.map(({ interval }) => interval)),
    labels,
    end,
    extent,
  );
  const roomy = (end - labels) / (scale.ticks.length - 1) >= NARROWEST_TICK;
  const heights = rows.map(({ lines }) => Math.max(lines.length, 1) * LINE + ROW_GAP);
  const tops = heights.map((_, at) => TOP + heights.slice(0, at).reduce((sum, height) => sum + height, 0));
  const foot = TOP + heights.reduce((sum, height) => sum + height, 0);

  return (
    <div ref={ref}>
      {available > 0 && (
        <Figure width={width} height={foot + AXIS - 6} label={label}>
          {scale.ticks.map((tick, at) => (
            <Fragment key={tick.value}>
              <path className="fig-grid" d={`M${x(tick.x)} 2V${foot}`} />
              {(roomy || at === 0 || at === scale.ticks.length - 1) && (
                <text className="fig-quiet" x={x(tick.x)} y={foot + 16} textAnchor="middle">
                  {typeof extent === "object" ? extent.said(tick.value) : format.percent(tick.value)}
                </text>
              )}
            </Fragment>
          ))}
          {rows.map(({ key, label: name, lines, instead }, row) => {
            const top = tops[row] ?? 0;
            const middle = top + ((Math.max(lines.length, 1) - 1) * LINE) / 2;
            return (
              <Fragment key={key}>
                <text x={x(0)} y={middle + 4.5}>
                  {shortened(name, WIDEST_LABEL)}
                </text>
                {instead !== undefined && (
                  <text className="fig-early" x={x(labels)} y={middle + 5}>
                    {instead}
                  </text>
                )}
                {lines.map(({ side, interval, said: words }, line) => {
                  const y = top + line * LINE;
                  return (
                    <Fragment key={side}>
                      <path
                        className={`fig-interval edge-${side}`}
                        d={`M${x(scale.at(interval.low))} ${y}H${x(scale.at(interval.high))}`}
                      />
                      <Point side={side} x={x(scale.at(interval.value))} y={y} />
                      {words !== undefined && (
                        <text className="fig-quiet" x={x(end + 12)} y={y + 4.5}>
                          {words}
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
    </div>
  );
}
