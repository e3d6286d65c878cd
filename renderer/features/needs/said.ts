/** Words of the domain as this place says them. */
import { useTranslation } from "react-i18next";
import type { MetBy } from "#shared/domain/need.ts";

/** The five words for how something felt, from least to most. */
export function useFeltWords(): readonly [string, string, string, string, string] {
  const { t } = useTranslation("needs");
  return [t("felt.0"), t("felt.1"), t("felt.2"), t("felt.3"), t("felt.4")];
}

/** Who took care, seen from the owner of the need; `other` is the other partner's name, null while there is none. */
export function useMetByName(): (by: MetBy, other: string | null) => string {
  const { t } = useTranslation("needs");
  return (by, other) => (by === "partner" ? (other ?? t("metBy.partner")) : t(`metBy.${by}`));
}

/** What somebody might write in each of the steps. */
export function useSayingExamples(): Readonly<Record<"noticed" | "felt" | "request", readonly string[]>> {
  const { t } = useTranslation("needs");
  return {
    noticed: t("say.noticed.examples", { returnObjects: true }),
    felt: t("say.felt.examples", { returnObjects: true }),
    request: t("say.request.examples", { returnObjects: true }),
  };
}
