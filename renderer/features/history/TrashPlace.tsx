import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "#renderer/ui/Button.tsx";

/** The entries that were deleted, each with the day it goes for good. */
export function TrashPlace({ onBack }: { onBack: () => void }): JSX.Element {
  const { t } = useTranslation("history");
  return <LinkButton onClick={onBack}>{t("trash.back")}</LinkButton>;
}
