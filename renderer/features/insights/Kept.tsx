import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Kept as KeptSummary } from "#shared/analysis/kept.ts";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { IntervalRows } from "./IntervalRows.tsx";
import { UnitRows } from "./UnitRows.tsx";
import { type Level, UnitsKey } from "./Units.tsx";
import { useMeasured } from "./use-measured.ts";

const HOW = ["kept", "partly", "notKept", "notLookedAt"] as const;
type How = (typeof HOW)[number];
const LEVELS: Readonly<Record<How, Level>> = { kept: 1, partly: 0.5, notKept: 0, notLookedAt: null };

/** M15: promises that came due and boundaries that were tested, of both together: no person is in it [A23]. */
export function Kept({ kept: { promises, boundaries } }: { kept: KeptSummary }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const measured = useMeasured();
  const counted = (how: How | "crossed", n: number): string => t(`kept.counts.${how}`, { n: format.number(n) });
  const rows = [
    {
      key: "promises",
      counts: promises,
      each: HOW.map((how) => counted(how, promises[how])),
      share: promises.share,
    },
    {
      key: "boundaries",
      counts: { kept: boundaries.kept, partly: null, notKept: boundaries.crossed, notLookedAt: null },
      each: [counted("kept", boundaries.kept), counted("crossed", boundaries.crossed)],
      share: boundaries.share,
    },
  ] as const;
  const said = rows.map(({ key, counts, each, share }) =>
    HOW.every((how) => (counts[how] ?? 0) === 0)
      ? t(`kept.${key}.none`)
      : [
          t(`kept.${key}.counted`, { each: format.list(each) }),
          t(share.kind === "measured" ? "kept.share" : "kept.tooFew", { share: measured.share(share) }),
        ].join(" "),
  );
  const intervals = rows.flatMap(({ key, share }) =>
    share.kind === "measured"
      ? [
          {
            key,
            label: t(`kept.${key}.name`),
            lines: [{ side: "both", interval: share, said: t("n", { n: format.number(share.n) }) } as const],
          },
        ]
      : [],
  );
  const groups = rows.map(({ key, counts }) => ({
    key,
    side: "both" as const,
    name: t(`kept.${key}.name`),
    levels: HOW.flatMap((how) => Array.from({ length: counts[how] ?? 0 }, () => LEVELS[how])),
  }));
  const isEmpty = groups.every(({ levels }) => levels.length === 0);
  return (
    <FigureOrTable
      title={t("kept.title")}
      figure={
        isEmpty ? (
          <p className="early">{t("kept.none")}</p>
        ) : (
          <>
            <UnitRows
              label={t("kept.label", { says: said.join(" ") })}
              groups={[
                {
                  key: "all",
                  name: null,
                  rows: groups.map((row) => ({ ...row, said: format.number(row.levels.length) })),
                },
              ]}
            />
            <UnitsKey levels={HOW.map((how) => ({ level: LEVELS[how], said: t(`kept.how.${how}`) }))} />
            {intervals.length > 0 && (
              <div className="fig-below">
                <p className="fig-title">{t("kept.shareTitle")}</p>
                <IntervalRows rows={intervals} extent="whole" label={t("kept.intervals", { says: said.join(" ") })} />
              </div>
            )}
          </>
        )
      }
      table={
        <table>
          <caption className="sr">{t("kept.title")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("kept.what")}</th>
              {HOW.map((how) => (
                <th scope="col" key={how}>
                  {t(`kept.how.${how}`)}
                </th>
              ))}
              <th scope="col">{t("kept.shareTitle")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, counts, share }) => (
              <tr key={key}>
                <th scope="row">{t(`kept.${key}.name`)}</th>
                {HOW.map((how) => (
                  <td key={how}>{counts[how] === null ? t("kept.notSo") : format.number(counts[how])}</td>
                ))}
                <td>{measured.share(share)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      }
      says={
        <>
          {!isEmpty && said.map((sentence) => <p key={sentence}>{sentence}</p>)}
          <p className="quiet">{t("kept.nobody")}</p>
        </>
      }
    />
  );
}
