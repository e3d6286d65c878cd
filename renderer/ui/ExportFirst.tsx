import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "./Button.tsx";
import { ErrorNote } from "./ErrorNote.tsx";
import { ProgressLine } from "./ProgressLine.tsx";
import { useAct } from "./use-act.ts";

const KILOBYTE = 1024;
const inKilobytes = (bytes: number): number => Math.ceil(bytes / KILOBYTE);

/** Before something is lost: a backup of the journal as it is now, in a place one chooses, read back. */
export function ExportFirst(): JSX.Element {
  const { t } = useTranslation("keys");
  const journal = useJournal();
  const { state, act } = useAct();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [said, setSaid] = useState("");

  const write = (): void =>
    void act(async () => {
      setSaid("");
      try {
        const made = await journal.exportBackup((done, total) => setProgress({ done, total }));
        if (made === "cancelled") setSaid(t("export.cancelled"));
        else setSaid(made.report.ok ? t("export.done", { name: made.name }) : t("export.notWhole"));
      } finally {
        setProgress(null);
      }
    });

  return (
    <div className="stack-close">
      <p>
        <Button small icon="safe" busy={state.kind === "saving"} onClick={write}>
          {t("export.act")}
        </Button>
      </p>
      {progress !== null && (
        <ProgressLine
          label={t("export.working")}
          done={inKilobytes(progress.done)}
          total={inKilobytes(progress.total)}
        />
      )}
      <p role="status" className="quiet">
        {said}
      </p>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </div>
  );
}
