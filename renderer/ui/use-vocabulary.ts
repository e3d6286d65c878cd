import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import {
  FEELING_WORDS,
  feelingWord,
  NEED_WORDS,
  needWord,
  type FeelingGroup,
  type NeedGroup,
  type VocabularyTexts,
} from "#shared/domain/vocabulary.ts";

/** The words for needs and feelings in the chosen language; one's own words are said as they are. */
export interface Vocabulary {
  need(word: string): string;
  feeling(word: string): string;
  needGroups: readonly { readonly key: NeedGroup; readonly label: string; readonly words: readonly string[] }[];
  feelingGroups: readonly { readonly key: FeelingGroup; readonly label: string; readonly words: readonly string[] }[];
}

export function useVocabulary(): Vocabulary {
  const { i18n } = useTranslation("vocabulary");
  const { language } = i18n;
  return useMemo(() => {
    // The catalogue's type is checked where it is imported, in app/i18n; i18next gives it back untyped.
    const texts = i18n.getResourceBundle(language, "vocabulary") as VocabularyTexts;
    return {
      need: (word) => needWord(word, texts),
      feeling: (word) => feelingWord(word, texts),
      needGroups: (Object.keys(NEED_WORDS) as NeedGroup[]).map((key) => ({
        key,
        label: texts.needs.groups[key],
        words: NEED_WORDS[key],
      })),
      feelingGroups: (Object.keys(FEELING_WORDS) as FeelingGroup[]).map((key) => ({
        key,
        label: texts.feelings.groups[key],
        words: FEELING_WORDS[key],
      })),
    };
  }, [i18n, language]);
}
