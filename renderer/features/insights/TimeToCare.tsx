import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { CareTimes, TimeToCare as TimesOfOne } from "#shared/analysis/time-to-care.ts";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { Lane, Lanes } from "./lanes.ts";
import { StepCurves, StepsTable } from "./StepCurves.tsx";

interface Waited {
  readonly lane: Lane;
  readonly care: TimesOfOne["care"];
}

/** M4: by which day how many of each partner's needs had care, both on one scale. */
export function TimeToCare({ times, lanes }: { times: readonly TimesOfOne[]; lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  const waited = lanes.flatMap((lane): Waited[] => {
    const of = times.find(({ partner }) => partner === lane.partner);
    return of === undefined ? [] : [{ lane, care: of.care }];
  });
  const measured = waited.filter(isMeasured);
  const curves = measured.map(({ lane, care }) => ({ side: lane.side, name: lane.name, steps: care.steps }));
  const says = useSentences(waited).join(" ");
  return (
    <FigureOrTable
      title={t("timeToCare.title")}
      figure={
        measured.length === 0 ? (
          <p className="early">{t("early.title")}</p>
        ) : (
          <StepCurves curves={curves} label={t("timeToCare.label", { says })} />
        )
      }
      table={
        <>
          <CountsTable waited={waited} />
          {measured.length > 0 && <StepsTable curves={curves} caption={t("timeToCare.title")} />}
        </>
      }
      says={
        <>
          <p>{says}</p>
          <p className="quiet">{t("timeToCare.counted")}</p>
        </>
      }
    />
  );
}

const isMeasured = (waited: Waited): waited is Waited & { readonly care: CareTimes } => waited.care.kind === "measured";

function useSentences(waited: readonly Waited[]): readonly string[] {
  const { t } = useTranslation("insights");
  const format = useFormat();
  return waited.map(({ lane: { name }, care }) => {
    if (care.kind === "too-few") return t("timeToCare.saysTooFew", { name, n: care.n, needed: care.needed });
    const { n, median, steps } = care;
    const last = steps.at(-1);
    if (last === undefined) return t("timeToCare.saysNone", { name, n });
    if (median === null) {
      const [value, low, high] = [last.value, last.low, last.high].map(format.percent);
      return t("timeToCare.saysNotHalf", { name, n, value, low, high, day: last.day });
    }
    if (median.high === null) return t("timeToCare.saysOpenEnd", { name, n, day: median.day, low: median.low });
    if (median.low === median.high) return t("timeToCare.saysThatDay", { name, n, day: median.day });
    return t("timeToCare.says", { name, n, day: median.day, low: median.low, high: median.high });
  });
}

function CountsTable({ waited }: { waited: readonly Waited[] }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const columns = ["came", "ruledOut", "stillWaiting"] as const;
  const half = ({ median }: CareTimes): string => {
    if (median === null) return t("timeToCare.halfNot");
    const { day, low, high } = median;
    return high === null ? t("timeToCare.halfOpenEnd", { day, low }) : t("timeToCare.half", { day, low, high });
  };
  return (
    <table>
      <caption className="sr">{t("timeToCare.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("timeToCare.column.needs")}</th>
          <th scope="col">{t("timeToCare.column.n")}</th>
          {columns.map((column) => (
            <th scope="col" key={column}>
              {t(`timeToCare.column.${column}`)}
            </th>
          ))}
          <th scope="col">{t("timeToCare.column.half")}</th>
        </tr>
      </thead>
      <tbody>
        {waited.map(({ lane, care }) => (
          <tr key={lane.partner}>
            <th scope="row">{lane.name}</th>
            {care.kind === "too-few" ? (
              <td colSpan={5}>{t("soFar", { n: care.n, needed: care.needed })}</td>
            ) : (
              <>
                <td>{format.number(care.n)}</td>
                {columns.map((column) => (
                  <td key={column}>{format.number(care.counts[column])}</td>
                ))}
                <td>{half(care)}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
