import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useKept } from "#renderer/store/use-journal.tsx";
import { ExportFirst } from "#renderer/ui/ExportFirst.tsx";
import { KeptRemoval } from "#renderer/ui/KeptRemoval.tsx";
import { TypeToDelete } from "#renderer/ui/TypeToDelete.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { KeysError } from "./KeysError.tsx";
import { KeysPage } from "./KeysPage.tsx";

/** Deletes the whole journal from this laptop: by both, or by the only one there is. What is left is an empty Twofold. */
export function DeleteJournal({ isAlone, onBack }: { isAlone: boolean; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("keys");
  const journal = useJournal();
  const backups = useKept()?.backups ?? [];
  const { state, act } = useAct();
  const isBusy = state.kind === "saving";
  return (
    <KeysPage title={t("task.delete-journal.title")} onBack={isBusy ? undefined : onBack}>
      <p className="says">{t(isAlone ? "delete.saysAlone" : "delete.says")}</p>
      <p className="says">{t(isAlone ? "delete.takeFirst" : "delete.both")}</p>
      <ExportFirst />
      <p className="says">{t("delete.exports")}</p>
      {backups.length > 0 && <KeptRemoval backups={backups} />}
      <KeysError state={state} />
      <TypeToDelete
        phrase={t("delete.phrase")}
        act={t("delete.act")}
        busy={isBusy}
        onConfirmed={() => void act(() => journal.deleteJournal())}
        onCancel={onBack}
      />
    </KeysPage>
  );
}
