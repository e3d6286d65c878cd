import { useEffect, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { OpenedBackupFile } from "#renderer/store/journal.ts";
import type { KeptBackup } from "#renderer/worker/calls.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { BackupFile } from "./BackupFile.tsx";
import { OpenBackup } from "./OpenBackup.tsx";
import { inKilobytes } from "#renderer/ui/size.ts";
import { useBackupFile } from "./use-backup-file.ts";
import { VerifyReportTable } from "./VerifyReportTable.tsx";

type Rehearsed = Awaited<ReturnType<OpenedBackupFile["rehearse"]>>;

/**
 * The restore drill: opens a kept backup or a chosen file with the passphrase of its day, restores it into a place of its
 * own, counts it and throws it away. Changes nothing.
 *
 * @param begin a kept backup to begin with, by its name; null waits to be asked
 */
export function CheckBackup({
  kept,
  begin,
  onDone,
}: {
  kept: readonly KeptBackup[];
  begin: string | null;
  onDone: () => void;
}): JSX.Element {
  const { t } = useTranslation("backup");
  const { file, choosing, choose, openKept, letGo } = useBackupFile();
  const checking = useAct();
  const [progress, setProgress] = useState<{ done: number; total: number | null }>({ done: 0, total: null });
  const [rehearsed, setRehearsed] = useState<Rehearsed | null>(null);
  const [newest] = kept;

  useEffect(() => {
    if (begin === null) return;
    openKept(begin);
    document.getElementById("backup-check")?.focus(); // where the list above it led to
  }, [begin, openKept]);

  const check = (): void => {
    if (file === null) return;
    void checking.act(async () => {
      setRehearsed(await file.rehearse((done, total) => setProgress(inKilobytes(done, total))));
    });
  };

  return (
    <div className="stack">
      <p>{t("check.says")}</p>
      {file === null && (
        <p className="row">
          {newest !== undefined && (
            <Button icon="check" busy={choosing.kind === "saving"} onClick={() => openKept(newest.name)}>
              {t("check.begin")}
            </Button>
          )}
          <Button
            icon="search"
            {...(newest === undefined ? {} : { kind: "plain" })}
            busy={choosing.kind === "saving"}
            onClick={choose}
          >
            {t("check.choose")}
          </Button>
        </p>
      )}
      {choosing.kind === "failed" && <ErrorNote code={choosing.code} of="file" />}
      {file !== null && (
        <>
          <BackupFile file={file} />
          {rehearsed !== null ? (
            <>
              <VerifyReportTable report={rehearsed.report} />
              <p>
                <b>{t("check.restored", { count: rehearsed.rows })}</b> {t("check.unchanged")}
              </p>
            </>
          ) : checking.state.kind === "saving" ? (
            <ProgressLine label={t("check.restoring")} {...progress} />
          ) : checking.state.kind === "failed" ? (
            <>
              <ErrorNote code={checking.state.code} of="file" />
              <p>{t("check.tryAnother")}</p>
            </>
          ) : (
            <OpenBackup file={file} onOpened={check} />
          )}
          {checking.state.kind !== "saving" && (
            <p>
              <Button
                small
                onClick={() => {
                  letGo();
                  setRehearsed(null);
                  checking.forget();
                  onDone();
                }}
              >
                {t("check.done")}
              </Button>
            </p>
          )}
        </>
      )}
    </div>
  );
}
