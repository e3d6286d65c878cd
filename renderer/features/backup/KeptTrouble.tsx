import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { ErrorCode } from "#shared/base/errors.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { troubleOf } from "./backup-words.ts";
import "./backup.css";

/** Why the place where backups are kept could not be read or written: what happened, what is safe, and what helps. */
export function KeptTrouble({ code }: { code: ErrorCode }): JSX.Element {
  const { t } = useTranslation("backup");
  const trouble = troubleOf(code);
  return (
    <p className="backup-caution" role="status">
      <Icon name="note" />
      <span>
        <b>{t(`trouble.${trouble}.what`)}</b> {t(`trouble.${trouble}.safe`)} {t(`trouble.${trouble}.next`)}
      </span>
    </p>
  );
}
