import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { LittleCare } from "#shared/analysis/little-care.ts";
import { monthOf } from "#shared/base/time.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import type { Side } from "./lanes.ts";
import type { Look } from "./views.ts";

/** The one question at the end of each view: about care what would help where little came, else what has helped. */
export function QuestionToBoth({
  look,
  waiting,
  sides,
  onWrite,
}: {
  look: Look;
  waiting: LittleCare | null;
  /** Whom it is put to. */
  sides: readonly Side[];
  /** Null while both have the journal open: no private page is there. */
  onWrite: (() => void) | null;
}): JSX.Element {
  const { t } = useTranslation("insights");
  const alone = sides.length < 2;
  const label = look === "own" ? t("question.toOneself") : alone ? t("question.one") : t("question.label");
  const careQuestion = useCareQuestion(waiting, alone);
  return (
    <section className="question" aria-label={label}>
      <span className="question-covers" aria-hidden="true">
        {sides.map((side) => (
          <span key={side} className={`cov-${side}`} />
        ))}
      </span>
      <div>
        <p className="quiet">{label}</p>
        <p className="ask">
          {look === "care"
            ? careQuestion
            : look === "own"
              ? t("question.own")
              : t(`question.${look}${alone ? "Alone" : ""}`)}
        </p>
        {onWrite && <LinkButton onClick={onWrite}>{t("question.write")}</LinkButton>}
      </div>
    </section>
  );
}

function useCareQuestion(waiting: LittleCare | null, alone: boolean): string {
  const { t, i18n } = useTranslation("insights");
  const format = useFormat();
  const vocabulary = useVocabulary();
  if (waiting === null) return t(alone ? "question.whatHelpedAlone" : "question.whatHelped");
  const word = sentenceStart(vocabulary.need(waiting.word), i18n.language);
  if (waiting.since === null) return t(alone ? "question.noCareYetAlone" : "question.noCareYet", { word });
  const month = format.month(monthOf(waiting.since));
  return t(alone ? "question.littleCareAlone" : "question.littleCare", { word, month });
}

const sentenceStart = (text: string, language: string): string =>
  text.replace(/^\p{L}/u, (letter) => letter.toLocaleUpperCase(language));
