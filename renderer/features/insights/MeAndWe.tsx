import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { type MeAndWe as OfOne, TIME_KINDS } from "#shared/analysis/me-and-we.ts";
import { Point } from "#renderer/ui/figure/Figure.tsx";
import { SeasonsKey, type SeasonBehind } from "#renderer/ui/figure/seasons.tsx";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { BalanceWeeks } from "./BalanceWeeks.tsx";
import { IntervalRows } from "./IntervalRows.tsx";
import type { Lane, Lanes } from "./lanes.ts";
import { useMeasured } from "./use-measured.ts";
import { weeksTouched } from "./weeks-geometry.ts";

interface MeAndWeProps {
  meAndWe: readonly OfOne[];
  lanes: Lanes;
  seasons: readonly SeasonBehind[];
}

/** M14: where the hours of the weeks went, as each told them, both on one scale. Nothing says how much is right [A22]. */
export function MeAndWe({ meAndWe, lanes, seasons }: MeAndWeProps): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const measured = useMeasured();
  const told = lanes.flatMap((lane) => {
    const of = meAndWe.find(({ partner }) => partner === lane.partner);
    return of === undefined ? [] : [{ lane, of }];
  });
  const weeks = told.flatMap(({ of }) => of.weeks.map(({ week }) => week));
  const drawn = told.flatMap(({ lane, of: { shares, weeks: from } }) =>
    "own" in shares ? [{ lane, shares, n: from.length }] : [],
  );
  const says = told.map(({ lane: { name }, of }) => saysOf(name, of));
  function saysOf(name: string, { shares, weeks: counted, leftOut }: OfOne): string {
    const left = leftOut === 0 ? "" : ` ${t("meAndWe.leftOut", { name, count: leftOut })}`;
    if (!("own" in shares)) return `${t("meAndWe.tooFew", { name, count: shares.needed - shares.n })}${left}`;
    const each = TIME_KINDS.map((kind) =>
      t("meAndWe.share", { kind: t(`meAndWe.kind.${kind}`), share: measured.shareOnly(shares[kind]) }),
    );
    return `${t("meAndWe.says", { name, count: counted.length, each: format.list(each) })}${left}`;
  }
  return (
    <FigureOrTable
      title={t("meAndWe.title")}
      figure={
        weeks.length === 0 ? (
          <p className="early">{t("meAndWe.none")}</p>
        ) : (
          <>
            {drawn.length === 0 ? (
              <p className="early">{t("early.title")}</p>
            ) : (
              <>
                <IntervalRows
                  rows={TIME_KINDS.map((kind) => ({
                    key: kind,
                    label: t(`meAndWe.kind.${kind}`),
                    lines: drawn.map(({ lane: { side }, shares }) => ({ side, interval: shares[kind] })),
                  }))}
                  extent="as-needed"
                  label={t("meAndWe.label", { says: says.join(" ") })}
                />
                <WeeksCounted drawn={drawn} />
              </>
            )}
            <BalanceWeeks told={told} lanes={lanes} seasons={seasons} />
          </>
        )
      }
      table={
        <>
          <table>
            <caption className="sr">{t("meAndWe.title")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("meAndWe.hours")}</th>
                {told.map(({ lane }) => (
                  <th scope="col" key={lane.partner}>
                    {lane.name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {TIME_KINDS.map((kind) => (
                <tr key={kind}>
                  <th scope="row">{t(`meAndWe.kind.${kind}`)}</th>
                  {told.map(({ lane, of: { shares } }) => (
                    <td key={lane.partner}>{measured.share("own" in shares ? shares[kind] : shares)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <WeeksTable told={told} />
          <SeasonsKey seasons={seasons.filter((season) => weeksTouched(season, weeks) !== null)} drawn={false} />
        </>
      }
      says={
        <>
          {weeks.length > 0 && says.map((sentence) => <p key={sentence}>{sentence}</p>)}
          <p className="quiet">{t("meAndWe.nobodys")}</p>
        </>
      }
    />
  );
}

/** Whose lines are whose, and on how many weeks they rest. */
function WeeksCounted({ drawn }: { drawn: readonly { readonly lane: Lane; readonly n: number }[] }): JSX.Element {
  const { t } = useTranslation("insights");
  return (
    <ul className="fig-key">
      {drawn.map(({ lane: { partner, side, name }, n }) => (
        <li key={partner}>
          <svg viewBox="0 0 18 18" aria-hidden="true">
            <Point side={side} x={9} y={9} />
          </svg>
          {t("meAndWe.weeks", { name, count: n })}
        </li>
      ))}
    </ul>
  );
}

function WeeksTable({ told }: { told: readonly { readonly lane: Lane; readonly of: OfOne }[] }): JSX.Element {
  const { t } = useTranslation("insights");
  const { t: tRecords } = useTranslation("records");
  const format = useFormat();
  const weeks = [...new Set(told.flatMap(({ of }) => of.weeks.map(({ week }) => week)))].sort().reverse();
  return (
    <table>
      <caption className="sr">{t("meAndWe.byWeek")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("meAndWe.week")}</th>
          <th scope="col">{t("meAndWe.by")}</th>
          {TIME_KINDS.map((kind) => (
            <th scope="col" key={kind}>
              {t(`meAndWe.kind.${kind}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.flatMap((week) =>
          told.flatMap(({ lane: { partner, name }, of }) =>
            of.weeks
              .filter((each) => each.week === week)
              .map(({ hours }) => (
                <tr key={`${week} ${partner}`}>
                  <th scope="row">{format.week(week)}</th>
                  <td>{name}</td>
                  {TIME_KINDS.map((kind) => (
                    <td key={kind}>{tRecords("hours", { count: hours[kind] })}</td>
                  ))}
                </tr>
              )),
          ),
        )}
      </tbody>
    </table>
  );
}
