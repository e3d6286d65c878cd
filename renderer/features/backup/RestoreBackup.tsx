import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Seat } from "#shared/vault/header.ts";
import type { OpenedBackupFile } from "#renderer/store/journal.ts";
import { useJournalState } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { BackupFile } from "./BackupFile.tsx";
import { replacesAnything, whoseSpace } from "./backup-words.ts";
import { OpenBackup } from "./OpenBackup.tsx";
import { inKilobytes } from "./size.ts";
import { useBackupFile } from "./use-backup-file.ts";
import { VerifyReportTable } from "./VerifyReportTable.tsx";
import "./backup.css";

type Planned = Awaited<ReturnType<OpenedBackupFile["plan"]>>;

/** Puts a backup back: what the file holds, what would change, and only then the change, all of it or nothing. */
export function RestoreBackup({ onClose }: { onClose: () => void }): JSX.Element {
  const { t } = useTranslation("backup");
  const { file, choosing, choose, letGo, spend } = useBackupFile();
  const acting = useAct();
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [progress, setProgress] = useState({ done: 0, total: 1 });
  const isOpen = useJournalState().kind === "open";

  const plan = (): void => {
    if (file !== null)
      void acting.act(async () => setPlanned(await file.plan((done, total) => setProgress(inKilobytes(done, total)))));
  };
  const restore = (): void =>
    void acting.act(async () => {
      await spend((spent) => spent.restore((done, total) => setProgress(inKilobytes(done, total))));
      onClose(); // the journal is closed by now: its covers are what comes next
    });
  const startAgain = (): void => {
    letGo();
    acting.forget();
    setPlanned(null);
  };
  const working = acting.state.kind === "saving";
  const foreign = file !== null && file.journalHere && !file.sameJournalHere;

  return (
    <section className="backup-restore stack" aria-labelledby="restore-backup">
      <h1 className="place" id="restore-backup" tabIndex={-1}>
        {t("restore.title")}
      </h1>
      {file === null && (
        <>
          <p>{t("restore.says")}</p>
          <p className="row">
            <Button kind="main" icon="turn" busy={choosing.kind === "saving"} onClick={choose}>
              {t("restore.choose")}
            </Button>
            <Button onClick={onClose}>{t("restore.leave")}</Button>
          </p>
        </>
      )}
      {choosing.kind === "failed" && <ErrorNote code={choosing.code} of="file" />}
      {file !== null && (
        <>
          <BackupFile file={file} />
          {foreign && <ErrorNote code="foreign-vault" />}
          {!foreign && planned === null && !working && <OpenBackup file={file} onOpened={plan} />}
          {planned !== null && <Change file={file} planned={planned} isOpen={isOpen} />}
          {acting.state.kind === "failed" && <ErrorNote code={acting.state.code} of="file" />}
          {working && planned === null && <ProgressLine label={t("check.reading")} {...progress} />}
          {/* Above everything: nothing can be typed into a journal that is being replaced. */}
          <Dialog opened={working && planned !== null} onClose={() => undefined} title={t("restore.title")}>
            <ProgressLine label={t("restore.working")} {...progress} />
          </Dialog>
          {!working && (
            <p className="row">
              {planned !== null && (
                <Button kind={replacesAnything(planned.plan) ? "danger" : "main"} icon="turn" onClick={restore}>
                  {t(replacesAnything(planned.plan) ? "plan.replaceAct" : "plan.act")}
                </Button>
              )}
              <Button onClick={startAgain}>{t("restore.another")}</Button>
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** What a restore would do to each space, and what is lost by it. */
function Change({ file, planned, isOpen }: { file: OpenedBackupFile; planned: Planned; isOpen: boolean }): JSX.Element {
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
            {t(isOpen ? "backup:plan.exportFirst" : "backup:plan.exportFirstClosed")}
          </span>
        </p>
      )}
      <p>{t("backup:plan.allOrNothing")}</p>
    </section>
  );
}
