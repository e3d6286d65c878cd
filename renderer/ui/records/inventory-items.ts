import { useCallback } from "react";
import { useTranslation } from "react-i18next";

/** The words of an item of the inventory; one of a later list is said by its key. */
export function useInventoryItem(): (item: string) => string {
  const { i18n } = useTranslation("records");
  const { language } = i18n;
  return useCallback(
    (item) => {
      const { items } = i18n.getResourceBundle(language, "records") as { items: Readonly<Record<string, string>> };
      return Object.hasOwn(items, item) ? (items[item] ?? item) : item;
    },
    [i18n, language],
  );
}
