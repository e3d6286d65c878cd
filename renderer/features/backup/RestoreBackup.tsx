import { useEffect, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Seat } from "#shared/vault/header.ts";
import type { OpenedBackupFile } from "#renderer/store/journal.ts";
import { useJournalState } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { BackupFile } from "./BackupFile.tsx";
import { mergeChanges, replacesAnything } from "./backup-words.ts";
import { MergeChange } from "./MergeChange.tsx";
import { OpenBackup } from "./OpenBackup.tsx";
import { PutBackChange } from "./PutBackChange.tsx";
import { inKilobytes } from "#renderer/ui/size.ts";
import { TwoWays, type Way } from "./TwoWays.tsx";
import { useBackupFile } from "./use-backup-file.ts";
import "./backup.css";

/** Nothing is known yet of how much there is to do. */
const NOT_BEGUN = { done: 0, total: null };

type Planned =
  | ({ readonly way: "back" } & Awaited<ReturnType<OpenedBackupFile["plan"]>>)
  | ({ readonly way: "merge" } & Awaited<ReturnType<OpenedBackupFile["planMerge"]>>);

/**
 * Puts a backup back, or brings in what is missing: what the file holds, what would change, and only then the change, all
 * of it or nothing.
 *
 * @param kept the name of a backup that is kept here; null asks for a file
 */
export function RestoreBackup({ kept = null, onClose }: { kept?: string | null; onClose: () => void }): JSX.Element {
  const { t } = useTranslation("backup");
  const { file, choosing, choose, openKept, letGo, spend } = useBackupFile();
  const acting = useAct();
  const [openedBy, setOpenedBy] = useState<Seat | null>(null);
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [progress, setProgress] = useState<{ done: number; total: number | null }>(NOT_BEGUN);
  const state = useJournalState();
  const session = state.kind === "open" ? state.snapshot.session : null;

  useEffect(() => {
    if (kept !== null) openKept(kept);
  }, [kept, openKept]);

  const showProgress = (done: number, total: number): void => setProgress(inKilobytes(done, total));
  /** Only the one whose notebook is open here can bring in what their own notebook misses. */
  const canMerge = (seat: Seat): boolean =>
    file?.sameJournalHere === true && session?.kind === "one" && session.me.seat === seat;
  const plan = (way: Way): void => {
    if (file === null) return;
    setProgress(NOT_BEGUN);
    void acting.act(async () =>
      setPlanned(
        way === "back" ? { way, ...(await file.plan(showProgress)) } : { way, ...(await file.planMerge(showProgress)) },
      ),
    );
  };
  const opened = (seat: Seat): void => {
    setOpenedBy(seat);
    if (!canMerge(seat)) plan("back");
  };
  const change = ({ way }: Planned): void => {
    setProgress(NOT_BEGUN);
    void acting.act(async () => {
      await spend((spent) => (way === "back" ? spent.restore(showProgress) : spent.merge(showProgress)));
      onClose(); // the journal is closed by now: its covers are what comes next
    });
  };
  const startAgain = (): void => {
    letGo();
    acting.forget();
    setOpenedBy(null);
    setPlanned(null);
    if (kept !== null) onClose();
  };
  const working = acting.state.kind === "saving";
  const foreign = file !== null && file.journalHere && !file.sameJournalHere;
  const choosesWay = openedBy !== null && canMerge(openedBy);

  return (
    <section className="backup-restore stack" aria-labelledby="restore-backup">
      <h1 className="place" id="restore-backup" tabIndex={-1}>
        {t("restore.title")}
      </h1>
      {file === null && kept === null && (
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
      {file === null && kept !== null && choosing.kind === "saving" && (
        <p className="quiet" role="status">
          {t("restore.opening")}
        </p>
      )}
      {choosing.kind === "failed" && <ErrorNote code={choosing.code} of="file" />}
      {file === null && kept !== null && choosing.kind === "failed" && (
        <p className="row">
          <Button icon="turn" onClick={choose}>
            {t("restore.choose")}
          </Button>
          <Button onClick={onClose}>{t("restore.leave")}</Button>
        </p>
      )}
      {file !== null && (
        <>
          <BackupFile file={file} />
          {foreign && <ErrorNote code="foreign-vault" />}
          {!foreign && openedBy === null && <OpenBackup file={file} onOpened={opened} />}
          {choosesWay && planned === null && !working && <TwoWays file={file} onWay={plan} />}
          {planned?.way === "back" && <PutBackChange file={file} planned={planned} isOpen={session !== null} />}
          {planned?.way === "merge" && <MergeChange plan={planned.plan} report={planned.report} />}
          {acting.state.kind === "failed" && <ErrorNote code={acting.state.code} of="file" />}
          {working && planned === null && <ProgressLine label={t("check.reading")} {...progress} />}
          {/* Above everything: nothing can be typed into a journal that is being replaced. */}
          <Dialog
            opened={working && planned !== null}
            onClose={() => undefined}
            title={t(planned?.way === "merge" ? "ways.merge.title" : "restore.title")}
          >
            <ProgressLine
              label={t(
                planned?.way === "merge"
                  ? "merge.working"
                  : session === null
                    ? "restore.working"
                    : "restore.workingKept",
              )}
              {...progress}
            />
          </Dialog>
          {!working && (
            <p className="row">
              {planned?.way === "back" && (
                <Button
                  kind={replacesAnything(planned.plan) ? "danger" : "main"}
                  icon="turn"
                  onClick={() => change(planned)}
                >
                  {t(replacesAnything(planned.plan) ? "plan.replaceAct" : "plan.act")}
                </Button>
              )}
              {planned?.way === "merge" && mergeChanges(planned.plan) && (
                <Button kind="main" icon="turn" onClick={() => change(planned)}>
                  {t("merge.act")}
                </Button>
              )}
              <Button onClick={startAgain}>{t("restore.another")}</Button>
              {choosesWay && planned !== null && (
                <LinkButton
                  onClick={() => {
                    setPlanned(null);
                    acting.forget();
                  }}
                >
                  {t("ways.again")}
                </LinkButton>
              )}
            </p>
          )}
        </>
      )}
    </section>
  );
}
