import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useKept } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { KeptList } from "./KeptList.tsx";
import "./backup.css";

/** Where a journal was and no backup of it is kept. */
function JournalLost({ onRestore }: { onRestore: () => void }): JSX.Element {
  const { t } = useTranslation("backup");
  return (
    <section className="backup-offer stack-close" aria-labelledby="backup-offer">
      <h2 className="ask" id="backup-offer">
        {t("offer.lostTitle")}
      </h2>
      <p>{t("offer.lostSays")}</p>
      <p className="row">
        <Button kind="main" icon="turn" onClick={onRestore}>
          {t("offer.lostAct")}
        </Button>
      </p>
    </section>
  );
}

/**
 * Where no journal is, and backups of one are, or one was and is lost: what brings it back comes before making a new one.
 * Nothing on a first start.
 */
export function KeptOffer({
  onRestore,
}: {
  /** Null where a file is to be chosen. */
  onRestore: (name: string | null) => void;
}): JSX.Element | null {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const journal = useJournal();
  const backups = useKept()?.backups ?? [];
  const [all, setAll] = useState(false);
  const [newest] = backups;
  if (newest === undefined) return journal.wasHere() ? <JournalLost onRestore={() => onRestore(null)} /> : null;
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
