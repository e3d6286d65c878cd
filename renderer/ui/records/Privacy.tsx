import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { JournalRecord } from "#shared/domain/record.ts";
import { changedSince } from "#shared/domain/sharing.ts";
import { useFormat } from "../use-format.ts";
import { Where } from "../Where.tsx";

/** Who can read a record: only its author, both, or both as it was on the day it was shared. */
export function Privacy({ record, quiet = false }: { record: JournalRecord; quiet?: boolean }): JSX.Element {
  const { t } = useTranslation("records");
  const format = useFormat();
  const { original } = record;
  if (original === null) return <Where privacy="both" quiet={quiet} />;
  if (original.shared === null) return <Where privacy="one" quiet={quiet} />;
  if (!changedSince(record)) return <Where privacy="both" quiet={quiet} />;
  return (
    <Where privacy="copy" quiet={quiet}>
      {t("page.where.copy", { day: format.dayShort(original.shared.on) })}
    </Where>
  );
}
