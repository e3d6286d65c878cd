import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useBringingBack } from "#renderer/store/use-journal.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";

/** How far the journal is while it is brought back from its ledger, in hundredths. Nothing otherwise. */
export function BringingBack(): JSX.Element | null {
  const { t } = useTranslation("app");
  const read = useBringingBack();
  if (read === null) return null;
  return <ProgressLine label={t("bringingBack")} done={Math.floor((100 * read.done) / read.total)} total={100} />;
}
