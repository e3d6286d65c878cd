import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#shared/domain/answer.ts";
import type { Care } from "#shared/domain/care.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useCareWords } from "./care-words.ts";
import { useFeltWords } from "./said.ts";

/** Care as the other would read it: who gave it, when, what, for which need, how it felt. `care` are copies. */
export function CareWords(props: {
  care: readonly { readonly copy: Care; readonly felt: Answer | null }[];
  records: readonly JournalRecord[];
}): JSX.Element {
  const { t } = useTranslation("needs");
  const format = useFormat();
  const today = useJournal().today();
  const words = useCareWords(props.records);
  const feltWords = useFeltWords();
  return (
    <dl className="need-words">
      {props.care.map(({ copy, felt }) => {
        const need = words.forNeed(copy);
        return (
          <div key={copy.id}>
            <dt>
              {words.fromTo(copy)}, {format.dayNear(copy.day, today)}
            </dt>
            <dd className="read" dir="auto">
              {words.what(copy)}
            </dd>
            {need !== null && <dd className="quiet">{t("care.forThat", { need })}</dd>}
            {felt?.body.type === "care-felt" && (
              <dd className="quiet">
                {t("care.itFelt", { felt: feltWords[felt.body.felt] })}
                {felt.body.words !== "" && <span className="care-felt-words">{felt.body.words}</span>}
              </dd>
            )}
          </div>
        );
      })}
    </dl>
  );
}
