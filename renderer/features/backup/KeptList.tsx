import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { KeptBackup } from "#renderer/worker/calls.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Icon, type IconName } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { sizeIn } from "#renderer/ui/size.ts";
import { useAgeWords } from "./use-backup-words.ts";
import "./backup.css";

/** More than these are shown when they are asked for. */
const SHOWN = 5;

const HEALTH_ICON: Record<KeptBackup["health"], IconName> = { verified: "check", damaged: "note", unread: "eye" };

/** Backups that are kept, newest first: when, how large, how they were when they were last read, and what can be done with each. */
export function KeptList({
  backups,
  onRestore,
  onCheck,
}: {
  backups: readonly KeptBackup[];
  onRestore: (name: string) => void;
  onCheck?: (name: string) => void;
}): JSX.Element {
  const { t, i18n } = useTranslation("backup");
  const format = useFormat();
  const ageOf = useAgeWords();
  const [all, setAll] = useState(false);
  const shown = all ? backups : backups.slice(0, SHOWN);

  return (
    <>
      <ul className="backup-kept" aria-label={t("kept.list")}>
        {shown.map(({ name, writtenAt, bytes, health }) => {
          const when = format.moment(writtenAt);
          return (
            <li key={name} data-health={health}>
              <Icon name={HEALTH_ICON[health]} />
              <div>
                <b>{when}</b>
                <p className="quiet">
                  {ageOf(writtenAt)} · {sizeIn(bytes, i18n.language)} · <span>{t(`health.${health}`)}</span>
                </p>
              </div>
              <span className="acts">
                {onCheck !== undefined && (
                  <LinkButton aria-label={t("kept.checkOf", { when })} onClick={() => onCheck(name)}>
                    {t("kept.check")}
                  </LinkButton>
                )}
                <LinkButton aria-label={t("kept.restoreOf", { when })} onClick={() => onRestore(name)}>
                  {t("kept.restore")}
                </LinkButton>
              </span>
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
    </>
  );
}
