import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Day } from "#shared/base/time.ts";
import { useFormat } from "#renderer/ui/use-format.ts";

/** The days of a season in words: from when to when, or since when. */
export function useSeasonDays(): (span: { readonly from: Day; readonly to: Day | null }) => string {
  const { t } = useTranslation("moments");
  const format = useFormat();
  return useCallback(
    ({ from, to }) => (to === null ? t("seasons.since", { day: format.dayLong(from) }) : format.span(from, to)),
    [t, format],
  );
}
