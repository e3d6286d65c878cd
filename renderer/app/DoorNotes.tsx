import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { NewestAtDoor } from "#renderer/features/backup/KeptAtDoor.tsx";
import { useKept, useMended } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { mayMiss, MendedNote } from "./MendedNote.tsx";
import "./app.css";

/** Under the covers of one's own journal: what had to be mended, and where the newest backup is. */
export function DoorNotes({ onRestore }: { onRestore: (kept: string | null) => void }): JSX.Element {
  const { t } = useTranslation("backup");
  const mended = useMended();
  const newest = useKept()?.backups[0] ?? null;
  return (
    <div className="door-notes">
      {mended !== null && (
        <MendedNote mended={mended}>
          {mayMiss(mended) && newest !== null && (
            <p>
              <LinkButton onClick={() => onRestore(newest.name)}>{t("mended.restore")}</LinkButton>
            </p>
          )}
        </MendedNote>
      )}
      <NewestAtDoor onRestore={onRestore} />
    </div>
  );
}
