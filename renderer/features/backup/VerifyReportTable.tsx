import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { countsByKind, faultsOf } from "./backup-words.ts";

/** What checking a backup found: a sentence, what is wrong if anything is, and the counts by kind. */
export function VerifyReportTable({ report }: { report: VerifyReport }): JSX.Element {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const faults = faultsOf(report);
  const counts = countsByKind(report);
  const together = report.opener === "together";
  return (
    <div className="stack-close">
      <p className={report.ok ? "backup-whole" : "backup-caution"} role="status">
        <Icon name={report.ok ? "safe" : "note"} />
        <span>
          <b>{report.ok ? t("report.whole") : t("report.notWhole")}</b> {t("report.opened", { count: report.opened })}{" "}
          {report.carriedIntact > 0 && t("report.carried", { count: report.carriedIntact })}
        </span>
      </p>
      {faults.length > 0 && (
        <ul className="backup-faults">
          {faults.map(({ fault, count }) => (
            <li key={fault}>{t(`report.fault.${fault}`, { count })}</li>
          ))}
        </ul>
      )}
      {counts.length > 0 && (
        <table className="backup-table">
          <caption className="sr">{t("report.byKind")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("report.kind")}</th>
              {!together && <th scope="col">{t("report.private")}</th>}
              <th scope="col">{t("report.shared")}</th>
            </tr>
          </thead>
          <tbody>
            {counts.map((row) => (
              <tr key={row.kind}>
                <th scope="row">{t(`report.kinds.${row.kind}`)}</th>
                {!together && <td>{format.number(row.private)}</td>}
                <td>{format.number(row.shared)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
