import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Seat } from "#shared/vault/header.ts";
import type { OpenedBackupFile } from "#renderer/store/journal.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { replacesAnything, whoseSpace } from "./backup-words.ts";
import { VerifyReportTable } from "./VerifyReportTable.tsx";

/** What a restore would do to each space, and what is lost by it. */
export function PutBackChange({
  file,
  planned,
  isOpen,
}: {
  file: OpenedBackupFile;
  planned: Awaited<ReturnType<OpenedBackupFile["plan"]>>;
  isOpen: boolean;
}): JSX.Element {
  const { plan, report } = planned;
  const { t } = useTranslation(["backup", "ui"]);
  const format = useFormat();
  const replaces = replacesAnything(plan);
  const coverOf = (seat: Seat): string => {
    const of = file.door.seats[seat];
    return of === null ? "" : t(`ui:covers.${of.cover}`);
  };
  return (
    <section aria-labelledby="restore-plan" className="stack">
      <VerifyReportTable report={report} />
      <h2 className="ask" id="restore-plan">
        {t("backup:plan.title")}
      </h2>
      <ul className="backup-plan">
        {plan.spaces.map((space) => {
          const whose = whoseSpace(space.owner, plan.opener);
          const name =
            space.owner === "shared" || space.owner === "former"
              ? t(`backup:plan.${space.owner}`)
              : t(whose === "own" ? "backup:plan.own" : "backup:plan.other", { cover: coverOf(space.owner) });
          return (
            <li key={space.space}>
              <Icon name={space.owner === "shared" ? "both" : "one"} />
              <div>
                <b>{name}</b>
                <p>
                  {space.act === "keep"
                    ? t(`backup:plan.keep.${space.why}`, { count: space.rows })
                    : space.replaces === 0
                      ? t("backup:plan.put", { count: space.rows })
                      : t("backup:plan.replace", { count: space.rows, replaces: format.number(space.replaces) })}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
      {replaces && (
        <p className="backup-caution">
          <Icon name="note" />
          <span>
            {t("backup:plan.loses", { when: format.moment(file.facts.writtenAt) })}{" "}
            {t(isOpen ? "backup:plan.keptFirst" : "backup:plan.exportFirstClosed")}
          </span>
        </p>
      )}
      <p>{t("backup:plan.allOrNothing")}</p>
    </section>
  );
}
