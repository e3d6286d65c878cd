import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { MetShare } from "#shared/analysis/needs.ts";
import { FigureOrTable } from "#renderer/ui/FigureOrTable.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { IntervalRows } from "./IntervalRows.tsx";
import type { Lanes } from "./lanes.ts";
import { UnheardNote } from "./UnheardNote.tsx";

/** M1: how many of each partner's counted needs were met, both on one scale from none to all. */
export function MetShares({ met, lanes }: { met: readonly MetShare[]; lanes: Lanes }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const shares = lanes.map((lane) => ({ lane, met: met.find(({ partner }) => partner === lane.partner) }));
  const rows = shares.map(({ lane, met: of }) => ({
    key: lane.partner,
    label: lane.name,
    lines:
      of?.share.kind === "measured" ? [{ side: lane.side, interval: of.share, said: t("n", { n: of.share.n }) }] : [],
    ...(of?.share.kind === "too-few" && { instead: t("tooFewShort", { count: of.share.needed - of.share.n }) }),
  }));
  const says = shares.map(({ lane: { name }, met: of }) => {
    if (of === undefined) return "";
    const { share } = of;
    if (share.kind === "unheard") return "";
    return share.kind === "too-few"
      ? t("met.saysTooFew", { name, count: share.needed - share.n })
      : t("met.says", {
          name,
          n: share.n,
          value: format.percent(share.value),
          low: format.percent(share.low),
          high: format.percent(share.high),
        });
  });
  if (met.some(({ share }) => share.kind === "unheard")) return <UnheardNote title={t("met.title")} />;
  const anything = rows.some(({ lines }) => lines.length > 0);
  return (
    <FigureOrTable
      title={t("met.title")}
      figure={
        anything ? (
          <IntervalRows rows={rows} extent="whole" label={`${t("met.label")} ${says.join(" ")}`} />
        ) : (
          <p className="early">{t("tooFew", { count: Math.max(...shares.map(({ met: of }) => missing(of))) })}</p>
        )
      }
      table={<MetTable shares={shares} />}
      says={[...says, t("met.counted")].join(" ")}
    />
  );
}

const missing = (met: MetShare | undefined): number =>
  met?.share.kind === "too-few" ? met.share.needed - met.share.n : 0;

function MetTable({ shares }: { shares: readonly { lane: Lanes[number]; met: MetShare | undefined }[] }): JSX.Element {
  const { t } = useTranslation("insights");
  const format = useFormat();
  const columns = ["met", "partly", "declined", "stillOpen"] as const;
  return (
    <table>
      <caption className="sr">{t("met.title")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("met.whose")}</th>
          <th scope="col">{t("met.share")}</th>
          {columns.map((column) => (
            <th scope="col" key={column}>
              {t(`met.column.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shares.map(
          ({ lane, met }) =>
            met?.outcomes &&
            met.share.kind !== "unheard" && (
              <tr key={lane.partner}>
                <th scope="row">{lane.name}</th>
                <td>
                  {met.share.kind === "measured"
                    ? t("shareWithInterval", {
                        value: format.percent(met.share.value),
                        low: format.percent(met.share.low),
                        high: format.percent(met.share.high),
                        n: met.share.n,
                      })
                    : t("soFar", { n: met.share.n, needed: met.share.needed })}
                </td>
                {columns.map((column) => (
                  <td key={column}>{format.number(met.outcomes?.[column] ?? 0)}</td>
                ))}
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}
