import { useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import { LinkButton } from "./Button.tsx";
import { ConfirmSecret } from "./ConfirmSecret.tsx";
import { Dialog } from "./Dialog.tsx";
import { isHidden, openSecondLock, useOpenedLocks, useOpenWhileShown } from "./second-lock.ts";

/** Words of an entry outside its own page; of one that asks for the passphrase again, only once that was given. */
export function LockedWords({ entry, children }: { entry: Entry; children: ReactNode }): JSX.Element {
  const { t } = useTranslation("history");
  const journal = useJournal();
  const opened = useOpenedLocks();
  const [asking, setAsking] = useState(false);
  useOpenWhileShown(entry.id);
  if (!isHidden(entry, opened)) return <>{children}</>;
  return (
    <>
      <p>
        {t("lock.locked")} <LinkButton onClick={() => setAsking(true)}>{t("lock.show")}</LinkButton>
      </p>
      <Dialog opened={asking} onClose={() => setAsking(false)} title={t("lock.askTitle")}>
        <ConfirmSecret act={t("lock.open")} onRight={() => openSecondLock(journal, entry.id)} />
      </Dialog>
    </>
  );
}
