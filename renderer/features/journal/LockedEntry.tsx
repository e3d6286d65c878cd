import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { ConfirmSecret } from "#renderer/ui/ConfirmSecret.tsx";
import { openSecondLock } from "#renderer/ui/second-lock.ts";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import type { Entry } from "#shared/domain/entry.ts";

/** An entry of one's own that shows its day, and asks for the passphrase before it shows more. */
export function LockedEntry({ entry }: { entry: Entry }): JSX.Element {
  const { t } = useTranslation("history");
  const format = useFormat();
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  return (
    <Sheet spine={session.kind === "one" ? session.me.seat : "a"} className="journal-sheet stack">
      <header className="journal-head">
        <span className="quiet">{format.dayLong(entry.day)}</span>
        <Where privacy="one" />
      </header>
      <h2 className="journal-title">{t("lock.askTitle")}</h2>
      <p>{t("lock.askSays")}</p>
      <ConfirmSecret act={t("lock.open")} onRight={() => openSecondLock(journal, entry.id)} />
    </Sheet>
  );
}
