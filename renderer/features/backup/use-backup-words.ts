import { useTranslation } from "react-i18next";
import type { Instant } from "#shared/base/time.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { daysSince } from "#renderer/ui/newest-backup.ts";

/** "today", "1 day old", "12 days old": how old a backup of an instant is, here and now. */
export function useAgeWords(): (writtenAt: Instant) => string {
  const { t } = useTranslation("backup");
  const journal = useJournal();
  return (writtenAt) => {
    const days = daysSince(writtenAt, journal.today(), journal.timeZone());
    return days === 0 ? t("age.today") : t("age.days", { count: days });
  };
}
