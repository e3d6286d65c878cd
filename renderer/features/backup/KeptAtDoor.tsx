import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournalState, useKept } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { KeptList } from "./KeptList.tsx";
import { KeptTrouble } from "./KeptTrouble.tsx";
import { useAgeWords } from "./use-backup-words.ts";
import "./backup.css";

/** Under the covers, and in Settings: where the newest kept backup is, how old, in what state, and the way back from it. */
export function NewestAtDoor({ onRestore }: { onRestore: (name: string) => void }): JSX.Element | null {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const ageOf = useAgeWords();
  const kept = useKept();
  if (kept === null) return null;
  const [newest] = kept.backups;
  return (
    <section className="backup-door" aria-label={t("door.title")}>
      {kept.trouble !== null ? (
        <KeptTrouble code={kept.trouble} />
      ) : newest === undefined ? (
        <p className="quiet">{t("door.none")}</p>
      ) : (
        <p className={newest.health === "damaged" ? "backup-caution" : "backup-whole"}>
          <Icon name={newest.health === "damaged" ? "note" : "safe"} small />
          <span>
            {t("door.newest", {
              when: format.moment(newest.writtenAt),
              age: ageOf(newest.writtenAt),
              health: t(`health.${newest.health}`),
            })}{" "}
            {kept.place !== null && t("kept.inFolder", { place: kept.place })}{" "}
            <LinkButton onClick={() => onRestore(newest.name)}>{t("kept.restore")}</LinkButton>
          </span>
        </p>
      )}
    </section>
  );
}

/** Without any passphrase: where the backups are, all that are kept, and how old the last one elsewhere is. */
export function BackupsAtDoor({
  onRestore,
}: {
  /** Null where a file is to be chosen. */
  onRestore: (name: string | null) => void;
}): JSX.Element {
  const { t } = useTranslation("backup");
  const format = useFormat();
  const kept = useKept();
  const state = useJournalState();
  const last = state.kind === "closed" ? state.lastBackup : null;
  return (
    <section className="backup-door-page stack">
      <h1 className="place">{t("door.title")}</h1>
      {kept !== null && (
        <>
          <p>{kept.place === null ? t("kept.inBrowser") : t("kept.inFolder", { place: kept.place })}</p>
          {kept.trouble !== null && <KeptTrouble code={kept.trouble} />}
          {kept.backups.length > 0 ? (
            <KeptList backups={kept.backups} onRestore={onRestore} />
          ) : (
            kept.trouble === null && <p>{t("door.none")}</p>
          )}
        </>
      )}
      <p>
        {last !== null && <b>{t("door.outside", { when: format.moment(last.at) })} </b>}
        {t("door.elsewhere")}
      </p>
      <p>{t("kept.opensWith")}</p>
      <p>
        <Button icon="turn" onClick={() => onRestore(null)}>
          {t("door.file")}
        </Button>
      </p>
    </section>
  );
}
