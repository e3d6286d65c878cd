import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Kept } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { KeptList } from "./KeptList.tsx";
import { KeptTrouble } from "./KeptTrouble.tsx";

/** The backups Twofold keeps by itself: where, which, for how long; one more now, or another folder. */
export function KeptHere({
  kept,
  onRestore,
  onCheck,
}: {
  kept: Kept;
  onRestore: (name: string) => void;
  onCheck: (name: string) => void;
}): JSX.Element {
  const { t } = useTranslation("backup");
  const journal = useJournal();
  const { state: choosing, act } = useAct();
  const { place, backups, canChoose, trouble, isRunning } = kept;
  return (
    <>
      <p className="backup-place">
        {place === null ? t("kept.inBrowser") : t("kept.inFolder", { place })}{" "}
        {t(canChoose ? "kept.rotation" : "kept.rotationInBrowser")}
      </p>
      {!canChoose && <p>{t("kept.noLedger")}</p>}
      {trouble !== null && <KeptTrouble code={trouble} />}
      {backups.length === 0 ? (
        trouble === null && <p className="quiet">{t("kept.none")}</p>
      ) : (
        <KeptList backups={backups} onRestore={onRestore} onCheck={onCheck} />
      )}
      <div aria-live="polite">{isRunning && <ProgressLine label={t("kept.running")} done={0} total={null} />}</div>
      <p className="row">
        <Button icon="safe" busy={isRunning} onClick={() => void journal.backUpNow()}>
          {t("kept.now")}
        </Button>
        {canChoose && (
          <LinkButton onClick={() => void act(() => journal.chooseBackupFolder())}>{t("kept.folder")}</LinkButton>
        )}
      </p>
      {canChoose && <p className="quiet">{t("kept.folderHint")}</p>}
      {choosing.kind === "failed" && <ErrorNote code={choosing.code} />}
    </>
  );
}
