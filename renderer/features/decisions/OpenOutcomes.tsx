import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { shapeOf } from "#shared/domain/decision.ts";
import { AnswerLine } from "#renderer/ui/records/AnswerLine.tsx";
import { NotAsSealed, type Opened } from "#renderer/ui/records/OpenSealed.tsx";
import type { OutcomeAnswer } from "./outcome-draft.ts";
import { useOutcomeWords, useSayWords } from "./OutcomeQuestions.tsx";

/** Both outcomes, one below the other; one that is not what was sealed is shown as such [D85]. What they are together is said of neither. */
export function OpenOutcomes({ opened }: { opened: readonly Opened<OutcomeAnswer>[] }): JSX.Element {
  const { t } = useTranslation("decisions");
  const outcomeWords = useOutcomeWords();
  const sayWords = useSayWords();
  const [one, other] = opened.map(({ answer }) => answer.body.outcome);
  return (
    <>
      <ul className="record-answers">
        {opened.map(({ answer, committed }) => (
          <AnswerLine
            key={answer.id}
            answer={answer}
            keeps
            says={t("outcome.line", { outcome: outcomeWords(answer.body.outcome), say: sayWords[answer.body.say] })}
            onGone={() => undefined}
          >
            <NotAsSealed committed={committed} />
          </AnswerLine>
        ))}
      </ul>
      {one !== undefined && other !== undefined && (
        <p className="ask decision-shape">{t(`shape.${shapeOf(one, other)}`)}</p>
      )}
    </>
  );
}
