/** Care as this place says it. */
import { useTranslation } from "react-i18next";
import type { Care } from "#shared/domain/care.ts";
import { needTitle } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";

/** The words for a care moment, in the chosen language. */
interface CareWording {
  /** The partner who gave it; null when it came from others. */
  giver(care: Care): Partner | null;
  /** Who gave it, for whom; others by name where `person` knows it. */
  fromTo(care: Care): string;
  /** Who of others it came from, where its author said so and they are among the people they can turn to. */
  person(care: Care): string | null;
  /** The need it was for, in one line; null for none, and for one that cannot be read [D22]. */
  forNeed(care: Care): string | null;
  /** What was done, or that it was done. */
  what(care: Care): string;
}

/** How care among `records` is worded. */
export function useCareWords(records: readonly JournalRecord[]): CareWording {
  const { t } = useTranslation("needs");
  const vocabulary = useVocabulary();
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const partner = (id: Care["giver"]): Partner | null => partners.find((one) => one.id === id) ?? null;
  const person = (care: Care): string | null => {
    if (care.person === null) return null;
    const named = records.find(({ id, author }) => id === care.person && author === care.author);
    return named?.kind === "person" ? named.name : null;
  };
  const forNeed = (care: Care): string | null => {
    if (care.need === null) return null;
    const need = records.find(({ kind, id }) => kind === "need" && id === care.need);
    if (need?.kind !== "need") return null;
    const title = needTitle(need);
    const word = vocabulary.need(need.need);
    return title === null ? word : `${word}: ${title}`;
  };
  return {
    giver: ({ giver }) => partner(giver),
    fromTo(care) {
      const to = partner(care.receiver)?.name ?? "";
      if (care.giver === care.receiver) return t("care.own", { name: to });
      const from = partner(care.giver)?.name ?? person(care) ?? t("care.someoneElse");
      return t("careList.fromTo", { from, to });
    },
    person,
    forNeed,
    what: (care) => (care.what === "" ? t("care.wordless") : care.what),
  };
}
