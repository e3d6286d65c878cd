import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { OpenedBackupFile } from "#renderer/store/journal.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { sizeIn } from "#renderer/ui/size.ts";

/** What a backup file says of itself before any passphrase: when, how large, whose covers, how much. */
export function BackupFile({ file }: { file: OpenedBackupFile }): JSX.Element {
  const { t, i18n } = useTranslation(["backup", "ui"]);
  const format = useFormat();
  const { facts, door } = file;
  const covers = [door.seats.a, ...(door.seats.b === null ? [] : [door.seats.b])];
  return (
    <dl className="backup-facts">
      <div>
        <dt>{t("backup:facts.file")}</dt>
        <dd>{file.name}</dd>
      </div>
      <div>
        <dt>{t("backup:facts.written")}</dt>
        <dd>{format.moment(facts.writtenAt)}</dd>
      </div>
      <div>
        <dt>{t("backup:facts.size")}</dt>
        <dd>
          {sizeIn(facts.bytes, i18n.language)}, {t("backup:facts.rows", { count: facts.rows })}
        </dd>
      </div>
      <div>
        <dt>{t("backup:facts.covers")}</dt>
        <dd>{format.list(covers.map(({ cover }) => t(`ui:covers.${cover}`)))}</dd>
      </div>
      <div>
        <dt>{t("backup:facts.here")}</dt>
        <dd>
          {t(
            file.sameJournalHere
              ? "backup:facts.same"
              : file.journalHere
                ? "backup:facts.foreign"
                : "backup:facts.empty",
          )}
        </dd>
      </div>
    </dl>
  );
}
