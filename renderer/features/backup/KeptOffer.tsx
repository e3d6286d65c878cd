import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useKept } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { KeptList } from "./KeptList.tsx";
import "./backup.css";

/** Where no journal is, and backups of one are: they come before making a new one. Nothing where there are none. */
export function KeptOffer({ onRestore }: { onRestore: (name: string) => void }): JSX.Element | null {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const backups = useKept()?.backups ?? [];
  const [all, setAll] = useState(false);
  const [newest] = backups;
  if (newest === undefined) return null;
  return (
    <section className="backup-offer stack-close" aria-labelledby="backup-offer">
      <h2 className="ask" id="backup-offer">
        {t("offer.title")}
      </h2>
      <p>{t("offer.says", { count: backups.length, when: format.moment(newest.writtenAt) })}</p>
      {all && <KeptList backups={backups} onRestore={onRestore} />}
      <p className="row">
        <Button kind="main" icon="turn" onClick={() => onRestore(newest.name)}>
          {t("offer.act")}
        </Button>
        {!all && backups.length > 1 && <LinkButton onClick={() => setAll(true)}>{t("offer.see")}</LinkButton>}
      </p>
    </section>
  );
}
