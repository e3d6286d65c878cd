import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { BackupFile } from "./BackupFile.tsx";
import { OpenBackup } from "./OpenBackup.tsx";
import { inKilobytes } from "./size.ts";
import { useBackupFile } from "./use-backup-file.ts";
import { VerifyReportTable } from "./VerifyReportTable.tsx";

/** Chooses a backup file, opens it with a passphrase and reads every row that passphrase opens. Changes nothing. */
export function CheckBackup(): JSX.Element {
  const { t } = useTranslation("backup");
  const { file, choosing, choose, letGo } = useBackupFile();
  const checking = useAct();
  const [progress, setProgress] = useState({ done: 0, total: 1 });
  const [report, setReport] = useState<VerifyReport | null>(null);

  const check = (): void => {
    if (file === null) return;
    void checking.act(async () => {
      setReport(await file.verify((done, total) => setProgress(inKilobytes(done, total))));
    });
  };

  return (
    <div className="stack">
      <p>{t("check.says")}</p>
      {file === null && (
        <p>
          <Button icon="search" busy={choosing.kind === "saving"} onClick={choose}>
            {t("check.choose")}
          </Button>
        </p>
      )}
      {choosing.kind === "failed" && <ErrorNote code={choosing.code} of="file" />}
      {file !== null && (
        <>
          <BackupFile file={file} />
          {report !== null ? (
            <VerifyReportTable report={report} />
          ) : checking.state.kind === "saving" ? (
            <ProgressLine label={t("check.reading")} {...progress} />
          ) : checking.state.kind === "failed" ? (
            <>
              <ErrorNote code={checking.state.code} of="file" />
              <p>{t("check.tryAnother")}</p>
            </>
          ) : (
            <OpenBackup file={file} onOpened={check} />
          )}
          <p>
            <Button
              small
              onClick={() => {
                letGo();
                setReport(null);
                checking.forget();
              }}
            >
              {t("check.done")}
            </Button>
          </p>
        </>
      )}
    </div>
  );
}
