import { useTranslation } from "react-i18next";
import { fiveOf, useRecordTexts } from "#renderer/ui/records/record-texts.ts";
import { groupNamed } from "./looks.ts";

/** The name of a group of the inventory; one of a later list is said by its key. */
export function useGroupName(): (group: string) => string {
  const { t } = useTranslation("records");
  return (group) => (groupNamed(group) === null ? group : t(`groups.${group}` as "groups.trust"));
}

/** The five words for how often an item holds, from never to always. */
export function useStepWords(): readonly [string, string, string, string, string] {
  return fiveOf(useRecordTexts("inventory").steps("item"));
}
