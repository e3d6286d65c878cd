import { useTranslation } from "react-i18next";

/** The five words of a mood, from low to well. */
export function useMoodWords(): readonly [string, string, string, string, string] {
  const { t } = useTranslation("prompts");
  return [
    t("extras.moodWords.0"),
    t("extras.moodWords.1"),
    t("extras.moodWords.2"),
    t("extras.moodWords.3"),
    t("extras.moodWords.4"),
  ];
}
