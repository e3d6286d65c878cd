import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { RecordId } from "#shared/domain/fields.ts";
import type { Version } from "#shared/domain/version.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { versionsOf } from "./kept-lists.ts";
import { KeptText } from "./KeptText.tsx";

/** On the page of a record: each other version of it that a merge kept, as a quiet line that opens its words. Nothing without any. */
export function KeptVersions({ of }: { of: RecordId }): JSX.Element | null {
  const { t } = useTranslation("keptWords");
  const format = useFormat();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const versions = useMemo(() => versionsOf(mine, of), [mine, of]);
  const [open, setOpen] = useState<Version | null>(null);
  if (versions.length === 0) return null;
  const whenOf = ({ original }: Version): string => (original === null ? "" : format.moment(original.createdAt));
  return (
    <div className="kept-versions">
      {versions.map((version) => (
        <p key={version.id} className="quiet">
          <Icon name="copy" small />
          <span>
            {t("version", { when: whenOf(version) })}{" "}
            <LinkButton onClick={() => setOpen(version)}>{t("versionOpen")}</LinkButton>
          </span>
        </p>
      ))}
      <Dialog
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={open === null ? "" : t("versionTitle", { when: whenOf(open) })}
        wide
      >
        {open !== null && (
          <div className="stack">
            <p className="quiet">{t("versionSays")}</p>
            <KeptText of={open} />
          </div>
        )}
      </Dialog>
    </div>
  );
}
