import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Answer } from "#shared/domain/answer.ts";
import type { Care } from "#shared/domain/care.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { AskOnce } from "#renderer/ui/AskOnce.tsx";
import { takeAnswerBack, takeCareBack } from "./care-acts.ts";

/** Takes the copy of one's own care back; the original stays. */
export function TakeCareBack({ care, onDone }: { care: Care; onDone: () => void }): JSX.Element {
  const { t } = useTranslation("needs");
  const journal = useJournal();
  return (
    <AskOnce
      label={t("takeBack.care.act")}
      title={t("takeBack.care.title")}
      says={t("takeBack.care.says")}
      yes={t("takeBack.yes")}
      work={() => takeCareBack(journal, care)}
      onDone={onDone}
    />
  );
}

/** Takes one's own answer back, to a need or on how care felt: it is deleted, as it is nothing unless it is shared. */
export function TakeAnswerBack({ answer, onDone }: { answer: Answer; onDone: () => void }): JSX.Element {
  const { t } = useTranslation("needs");
  const journal = useJournal();
  const kind = answer.body.type === "need-reply" ? "answer" : "felt";
  return (
    <AskOnce
      label={t(`takeBack.${kind}.act`)}
      title={t(`takeBack.${kind}.title`)}
      says={t(`takeBack.${kind}.says`)}
      yes={t("takeBack.yes")}
      deletes
      work={() => takeAnswerBack(journal, answer)}
      onDone={onDone}
    />
  );
}
