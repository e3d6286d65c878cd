import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { CameBack as Given, QuarterGiven, WaitAfter } from "#shared/analysis/came-back.ts";
import { daysOfQuarter } from "#shared/analysis/windows.ts";
import { addMonths, type Day, monthOf } from "#shared/base/time.ts";
import { SeasonsKey, seasonsWithin, useSeasonsOfBoth } from "#renderer/ui/figure/seasons.tsx";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { Lane } from "./lanes.ts";
import { StepCurves, StepsTable } from "./StepCurves.tsx";
import { UnitRows } from "./UnitRows.tsx";
import { type Level, UnitsKey } from "./Units.tsx";

type Pair = readonly [Lane, Lane];

/** M16: what each gave up by quarter, and how long until the other gave something up too. No account: nothing is weighed [A24]. */
export function CameBack({ cameBack, lanes }: { cameBack: Given; lanes: Pair }): JSX.Element {
  return (
    <>
      <GivenUp quarters={cameBack.quarters} lanes={lanes} />
      {cameBack.quarters.length > 0 && <AndThen waits={cameBack.waits} lanes={lanes} />}
    </>
  );
}

/** How far a unit is filled for each step of cost, from nothing to a lot. */
const COST_LEVELS = [0, 1 / 3, 2 / 3, 1] as const;

type GivenByOne = QuarterGiven["given"][number];

const untold = ({ count, costs }: GivenByOne): number => count - costs.reduce((sum, each) => sum + each, 0);

/** What cost most first, what was not told last: in no order of days. */
const levelsOf = (given: GivenByOne): Level[] => [
  ...COST_LEVELS.flatMap((level, steps) => Array.from({ length: given.costs[steps] ?? 0 }, () => level)).reverse(),
  ...Array.from({ length: untold(given) }, () => null),
];

function useQuarter(): (from: Day) => string {
  const { t } = useTranslation("insights");
  const format = useFormat();
  return (from) =>
    t("cameBack.quarter", {
      first: format.monthShort(monthOf(from), false),
      last: format.monthShort(addMonths(monthOf(from), 2), true),
    });
}

function GivenUp({ quarters, lanes }: { quarters: Given["quarters"]; lanes: Pair }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const costs = useRecordTexts("sacrifice").steps("cost");
  const quarterOf = useQuarter();
  const ofLane = ({ partner }: Lane, { given }: QuarterGiven): GivenByOne[] =>
    given.filter((each) => each.partner === partner);
  const each = lanes.map((lane) => {
    const given = quarters.flatMap((quarter) => ofLane(lane, quarter));
    return t("cameBack.each", {
      name: lane.name,
      n: format.number(given.reduce((sum, { count }) => sum + count, 0)),
      brought: format.number(given.reduce((sum, { broughtSomething }) => sum + broughtSomething, 0)),
    });
  });
  const says = t("cameBack.says", { each: format.list(each) });
  const seasons = useSeasonsOfBoth();
  const [first, last] = [quarters[0], quarters.at(-1)];
  const touching =
    first === undefined || last === undefined
      ? []
      : seasonsWithin(seasons, first.from, daysOfQuarter(monthOf(last.from)).to);
  return (
    <FigureOrTable
      title={t("cameBack.title")}
      figure={
        quarters.length === 0 ? (
          <p className="early">{t("cameBack.none")}</p>
        ) : (
          <>
            <UnitRows
              label={t("cameBack.label", { says })}
              groups={quarters.map((quarter) => ({
                key: quarter.from,
                name: quarterOf(quarter.from),
                rows: lanes.flatMap((lane) =>
                  ofLane(lane, quarter).map((given) => ({
                    key: lane.partner,
                    side: lane.side,
                    name: lane.name,
                    levels: levelsOf(given),
                    said: format.number(given.count),
                  })),
                ),
              }))}
            />
            <UnitsKey
              levels={[
                ...COST_LEVELS.map((level, steps) => ({ level, said: t("cameBack.cost", { cost: costs[steps] }) })),
                { level: null, said: t("cameBack.untold") },
              ]}
            />
            <SeasonsKey seasons={touching} drawn={false} />
          </>
        )
      }
      table={
        <>
          <table>
            <caption className="sr">{t("cameBack.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("cameBack.column.quarter")}</th>
                <th scope="col">{t("cameBack.column.by")}</th>
                <th scope="col">{t("cameBack.column.count")}</th>
                {costs.map((cost) => (
                  <th scope="col" key={cost}>
                    {t("cameBack.cost", { cost })}
                  </th>
                ))}
                <th scope="col">{t("cameBack.untold")}</th>
                <th scope="col">{t("cameBack.column.brought")}</th>
              </tr>
            </thead>
            <tbody>
              {quarters.flatMap((quarter) =>
                lanes.flatMap((lane) =>
                  ofLane(lane, quarter).map((given) => (
                    <tr key={`${quarter.from} ${lane.partner}`}>
                      <th scope="row">{quarterOf(quarter.from)}</th>
                      <td>{lane.name}</td>
                      {[given.count, ...given.costs, untold(given), given.broughtSomething].map((count, column) => (
                        <td key={column}>{format.number(count)}</td>
                      ))}
                    </tr>
                  )),
                ),
              )}
            </tbody>
          </table>
          <SeasonsKey seasons={touching} drawn={false} />
        </>
      }
      says={
        <>
          {quarters.length > 0 && <p>{says}</p>}
          <p className="quiet">{t("cameBack.noAccount")}</p>
        </>
      }
    />
  );
}

interface After {
  readonly lane: Lane;
  readonly wait: WaitAfter["wait"];
}

function AndThen({ waits, lanes }: { waits: Given["waits"]; lanes: Pair }): JSX.Element {
  const { t } = useTranslation("insights");
  const after = lanes.flatMap((lane): After[] => {
    const wait = waits.find(({ partner }) => partner === lane.partner)?.wait;
    return wait === undefined ? [] : [{ lane, wait }];
  });
  const says = useWaits(after);
  const curves = after.flatMap(({ lane: { side, name }, wait }) =>
    wait.kind === "measured" ? [{ side, name: t("cameBack.after", { name }), steps: wait.steps }] : [],
  );
  return (
    <FigureOrTable
      title={t("cameBack.then")}
      figure={
        curves.length === 0 ? (
          <p className="early">{t("early.title")}</p>
        ) : (
          <StepCurves curves={curves} label={t("cameBack.thenLabel", { says: says.join(" ") })} />
        )
      }
      table={
        curves.length === 0 ? (
          <p className="early">{t("early.title")}</p>
        ) : (
          <StepsTable curves={curves} caption={t("cameBack.then")} />
        )
      }
      says={
        <>
          <p>{says.join(" ")}</p>
          <p className="quiet">{t("cameBack.thenCounted")}</p>
        </>
      }
    />
  );
}

function useWaits(after: readonly After[]): string[] {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const dayOf = (day: number): string =>
    day === 0 ? t("cameBack.sameDay") : t("cameBack.day", { day: format.number(day) });
  return after.map(({ lane: { name }, wait }) => {
    if (wait.kind === "too-few") return t("cameBack.waitTooFew", { name, n: wait.n, needed: wait.needed });
    const said = { name, n: format.number(wait.n) };
    const last = wait.steps.at(-1);
    if (last === undefined) return t("cameBack.waitNone", said);
    if (wait.median === null) {
      const [value, low, high] = [last.value, last.low, last.high].map(format.percent);
      const open = { ...said, value, low, high };
      return last.day === 0
        ? t("cameBack.waitOpenSameDay", open)
        : t("cameBack.waitOpen", { ...open, day: format.number(last.day) });
    }
    const { day, low, high } = wait.median;
    const within =
      high === null
        ? t("cameBack.orMore", { low: dayOf(low) })
        : low === high
          ? t("cameBack.thatDay")
          : t("cameBack.between", { low: dayOf(low), high: dayOf(high) });
    return day === 0
      ? t("cameBack.waitSameDay", { ...said, within })
      : t("cameBack.wait", { ...said, day: format.number(day), within });
  });
}
