import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { needWord, type VocabularyTexts } from "#shared/domain/vocabulary.ts";

export interface Vocabulary {
  /** What the lists of needs and feelings are called in the language the app speaks. */
  readonly texts: VocabularyTexts;
  /** A need's word as people read it: from the list, or one's own as it was written. */
  need(word: string): string;
}

export function useVocabulary(): Vocabulary {
  const { t } = useTranslation("vocabulary");
  return useMemo(() => {
    const texts = { needs: t("needs", { returnObjects: true }), feelings: t("feelings", { returnObjects: true }) };
    return { texts, need: (word) => needWord(word, texts) };
  }, [t]);
}
