import { Fragment, useId, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { type MeAndWe, TIME_KINDS, type TimeKind } from "#shared/analysis/me-and-we.ts";
import { weeksFrom } from "#shared/base/time.ts";
import { along, Figure, useFigureRoom } from "#renderer/ui/figure/Figure.tsx";
import { roughWidth, shortened } from "#renderer/ui/figure/label-geometry.ts";
import { SeasonsKey, type SeasonBehind, useLabelWith } from "#renderer/ui/figure/seasons.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { CoverPatterns, fillsOf } from "./CoverPatterns.tsx";
import { stack } from "./interval-geometry.ts";
import { coversOf, type Lane, type Lanes, type Side } from "./lanes.ts";
import { CELL, cellStart, pageOfWeeks, stripWidth, weeksThatFit, weeksTouched } from "./weeks-geometry.ts";
import { WeeksBehind } from "./WeeksBehind.tsx";
import { WeeksTurn } from "./WeeksTurn.tsx";

interface BalanceWeeksProps {
  told: readonly { readonly lane: Lane; readonly of: MeAndWe }[];
  lanes: Lanes;
  seasons: readonly SeasonBehind[];
}

const TOP = 32;
const BAR = 54;
const LANE = BAR + 14;
const WIDEST_NAME = 112;
const PART_GAP = 2;

/**
 * The weeks each told, a bar for each: time of one's own at the foot in one's own cover, time together at the top in both. A week nobody
 * told, or not all of it, stays empty.
 */
export function BalanceWeeks({ told, lanes, seasons }: BalanceWeeksProps): JSX.Element | null {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const [ref, { width: available, direction }] = useFigureRoom();
  const [turned, setTurned] = useState(0);
  const id = useId();
  const known = told.flatMap(({ of }) => of.weeks.map(({ week }) => week)).sort();
  const [first, last] = [known[0], known.at(-1)];
  const weeks = first === undefined || last === undefined ? [] : weeksFrom(first, last);
  const names = Math.min(WIDEST_NAME, Math.max(...lanes.map(({ name }) => roughWidth(name)))) + 16;
  const { shown, page, pages } = pageOfWeeks(weeks, weeksThatFit(available, names), turned);
  const width = stripWidth(shown.length, names);
  const x = along(direction, width);
  const foot = TOP + LANE * told.length;
  const behind = seasons.filter((season) => weeksTouched(season, shown) !== null);
  const labelled = useLabelWith(behind);
  if (weeks.length === 0) return null;
  return (
    <div ref={ref} className="fig-below">
      {available > 0 && (
        <Figure
          width={width}
          height={foot}
          label={labelled(
            t("meAndWe.weeksLabel", { count: shown.length, names: format.list(lanes.map(({ name }) => name)) }),
          )}
        >
          <CoverPatterns id={id} {...coversOf(lanes)} fine />
          <WeeksBehind weeks={shown} seasons={behind} names={names} foot={foot} x={x} />
          {told.map(({ lane, of }, row) => {
            const top = TOP + row * LANE;
            return (
              <Fragment key={lane.partner}>
                <text className="fig-name" x={x(0)} y={top + BAR / 2 + 4.5}>
                  {shortened(lane.name, WIDEST_NAME)}
                </text>
                {shown.map((week, column) => {
                  const hours = of.weeks.find((each) => each.week === week)?.hours;
                  const left = x(cellStart(column, names), CELL);
                  return hours === undefined ? (
                    <circle key={week} className="fig-dot" cx={left + CELL / 2} cy={top + BAR / 2} r="2" />
                  ) : (
                    <WeekBar key={week} id={id} side={lane.side} hours={hours} x={left} y={top} />
                  );
                })}
              </Fragment>
            );
          })}
        </Figure>
      )}
      <WeeksTurn page={page} pages={pages} shown={shown.length} count={weeks.length} onTurn={setTurned} />
      <KindsKey told={told} lanes={lanes} />
      <SeasonsKey seasons={behind} drawn />
    </div>
  );
}

/** From the top down, so that one's own lies at the foot. */
const DRAWN_KINDS = TIME_KINDS.toReversed();

/** What a kind of time wears: one's own cover, both covers in bands, and between them what neither is. */
function dressOf(kind: TimeKind, side: Side, id: string): { readonly className: string; readonly fill?: string } {
  const fills = fillsOf(id);
  switch (kind) {
    case "own":
      return { className: `fig-bar edge-${side}`, fill: fills[side] };
    case "friends":
      return { className: "fig-bar fig-others" };
    case "community":
      return { className: "fig-bar fig-community" };
    case "together":
      return { className: "fig-bar fig-bar-both", fill: fills.both };
  }
}

function WeekBar(props: {
  id: string;
  side: Side;
  hours: Readonly<Record<TimeKind, number>>;
  x: number;
  y: number;
}): JSX.Element {
  const { id, side, hours, x, y } = props;
  const kinds = DRAWN_KINDS.filter((kind) => hours[kind] > 0);
  const parts = stack(
    kinds.map((kind) => hours[kind]),
    y,
    BAR,
    PART_GAP,
  );
  return (
    <>
      {kinds.map((kind, at) => (
        <rect
          key={kind}
          {...dressOf(kind, side, id)}
          x={x}
          y={parts[at]?.x ?? y}
          width={CELL}
          height={parts[at]?.width ?? 0}
        />
      ))}
    </>
  );
}

function KindsKey({ told, lanes }: Omit<BalanceWeeksProps, "seasons">): JSX.Element {
  const { t } = useTranslation("insights");
  const id = useId();
  const square = { x: 2, y: 2, width: 22, height: 22 };
  const own = told.map(({ lane: { partner, side, name } }) => ({
    key: partner,
    side,
    kind: "own" as const,
    said: t("meAndWe.ownOf", { name }),
  }));
  const others = (["friends", "community", "together"] as const).map((kind) => ({
    key: kind,
    side: "a" as const,
    kind,
    said: t(`meAndWe.kind.${kind}`),
  }));
  return (
    <ul className="fig-key">
      {[...own, ...others].map(({ key, side, kind, said }, at) => (
        <li key={key}>
          <svg viewBox="0 0 26 26" aria-hidden="true">
            {at === 0 && <CoverPatterns id={id} {...coversOf(lanes)} fine />}
            <rect {...dressOf(kind, side, id)} {...square} />
          </svg>
          {said}
        </li>
      ))}
      <li>
        <svg viewBox="0 0 26 26" aria-hidden="true">
          <circle className="fig-dot" cx="13" cy="13" r="2" />
        </svg>
        {t("meAndWe.notTold")}
      </li>
    </ul>
  );
}
