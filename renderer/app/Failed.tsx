import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { KeptList } from "#renderer/features/backup/KeptList.tsx";
import { KeptTrouble } from "#renderer/features/backup/KeptTrouble.tsx";
import { useJournal, useKept } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import type { ErrorCode } from "#shared/base/errors.ts";
import "./app.css";

/** What became of the journal, for the codes whose sentences elsewhere speak of something smaller. */
function whatBecame(code: ErrorCode): "lost" | "newer" | "disk" | "other" {
  if (code === "damaged" || code === "malformed" || code === "over-limit") return "lost";
  if (code === "newer-version") return "newer";
  return code === "storage-failed" || code === "storage-full" || code === "file-failed" ? "disk" : "other";
}

/** The journal cannot be shown: what happened, what is safe, what to do, and the backups that are kept. */
export function Failed({
  code,
  onRestore,
}: {
  code: ErrorCode;
  /** Null where a file is to be chosen. */
  onRestore: (kept: string | null) => void;
}): JSX.Element {
  const { t } = useTranslation("backup");
  const journal = useJournal();
  const kept = useKept();
  const became = whatBecame(code);
  const canRestore = became === "lost" || became === "disk"; // a newer Twofold's journal is not to be replaced by an older one
  return (
    <main className="door-page stack">
      <h1 className="place">{t(`failed.title.${became}`)}</h1>
      {became === "other" ? (
        <ErrorNote code={code} />
      ) : (
        <div className="failed-note" role="alert">
          <Icon name="note" />
          <p>
            <b>{t(`failed.${became}.what`)}</b> {t(`failed.${became}.safe`)} {t(`failed.${became}.next`)}
          </p>
        </div>
      )}
      <p className="row">
        <Button kind="main" onClick={() => void journal.look()}>
          {t("failed.again")}
        </Button>
        {canRestore && <Button onClick={() => onRestore(null)}>{t("failed.file")}</Button>}
      </p>
      {canRestore && kept !== null && (kept.backups.length > 0 || kept.trouble !== null) && (
        <section className="stack" aria-labelledby="failed-kept">
          <h2 className="ask" id="failed-kept">
            {t("failed.kept")}
          </h2>
          <p>{kept.place === null ? t("kept.inBrowser") : t("kept.inFolder", { place: kept.place })}</p>
          {kept.trouble !== null && <KeptTrouble code={kept.trouble} />}
          {kept.backups.length > 0 && <KeptList backups={kept.backups} onRestore={onRestore} />}
        </section>
      )}
    </main>
  );
}
