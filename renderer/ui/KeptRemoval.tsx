import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useKept } from "#renderer/store/use-journal.tsx";
import type { KeptBackup } from "#renderer/worker/calls.ts";
import { Button, LinkButton } from "./Button.tsx";
import { ErrorNote } from "./ErrorNote.tsx";
import { useAnnounce } from "./notice.tsx";
import { useAct } from "./use-act.ts";
import { useFormat } from "./use-format.ts";
import "./kept-removal.css";

/** More than these are shown when they are asked for. */
const SHOWN = 5;

/** Kept backups, newest first, each to be removed after a question of its own. */
export function KeptRemoval({ backups }: { backups: readonly KeptBackup[] }): JSX.Element {
  const { t } = useTranslation("keys");
  const format = useFormat();
  const journal = useJournal();
  const announce = useAnnounce();
  const isLast = useKept()?.backups.length === 1;
  const { state, act } = useAct();
  const [all, setAll] = useState(false);
  const [asked, setAsked] = useState<string | null>(null);
  const shown = all ? backups : backups.slice(0, SHOWN);

  const remove = ({ name, writtenAt }: KeptBackup): void =>
    void act(async () => {
      await journal.removeKept(name);
      setAsked(null);
      announce(t("kept.removed", { when: format.moment(writtenAt) }));
    });

  return (
    <>
      <ul className="kept-removal" aria-label={t("kept.list")}>
        {shown.map((backup) => {
          const when = format.moment(backup.writtenAt);
          return (
            <li key={backup.name}>
              <span>{when}</span>
              {asked !== backup.name ? (
                <LinkButton onClick={() => setAsked(backup.name)}>
                  {t("kept.remove")}
                  <span className="sr">: {when}</span>
                </LinkButton>
              ) : (
                <div className="kept-removal-ask stack-close">
                  <p>{t(isLast ? "kept.removeLast" : "kept.removeSays")}</p>
                  <p className="acts">
                    <Button small autoFocus kind="danger" busy={state.kind === "saving"} onClick={() => remove(backup)}>
                      {t("kept.removeYes")}
                    </Button>
                    <Button small onClick={() => setAsked(null)}>
                      {t("kept.removeNo")}
                    </Button>
                  </p>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      {shown.length < backups.length && (
        <p>
          <LinkButton onClick={() => setAll(true)}>
            {t("kept.all", { count: backups.length - shown.length })}
          </LinkButton>
        </p>
      )}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
    </>
  );
}
