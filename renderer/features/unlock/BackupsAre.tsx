import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { LastBackup } from "#renderer/worker/calls.ts";
import { Button } from "#renderer/ui/Button.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";

/** Where to look for backups, and how old the last one is. Says nothing of what is in the journal. */
export function BackupsAre({
  lastBackup,
  onRestore,
}: {
  lastBackup: LastBackup | null;
  onRestore: () => void;
}): JSX.Element {
  const { t } = useTranslation("unlock");
  const format = useFormat();
  return (
    <section className="unlock-text stack">
      <h1 className="place">{t("backupsTitle")}</h1>
      {lastBackup === null ? (
        <p>{t("backupsNone")}</p>
      ) : (
        <p>
          <b>{t("backupsLast", { when: format.moment(lastBackup.at) })}</b>{" "}
          {lastBackup.verified ? t("backupsVerified") : t("backupsUnverified")}
        </p>
      )}
      <p>{t("backupsBody")}</p>
      <p>{t("backupsOpen")}</p>
      <p>
        <Button icon="turn" onClick={onRestore}>
          {t("restore")}
        </Button>
      </p>
    </section>
  );
}
