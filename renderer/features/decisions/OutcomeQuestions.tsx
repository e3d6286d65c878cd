import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Outcome } from "#shared/domain/decision.ts";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { TextArea } from "#renderer/ui/Field.tsx";
import { FiveStepScale } from "#renderer/ui/FiveStepScale.tsx";
import type { Asked } from "#renderer/ui/records/sealed-asking.ts";
import type { OutcomeDraft } from "./outcome-draft.ts";

const OUTCOMES = [-2, -1, 0, 1, 2] as const satisfies readonly Outcome[];

/** Words for the five outcomes. */
export function useOutcomeWords(): (outcome: Outcome) => string {
  const { t } = useTranslation("decisions");
  return (outcome) => t(`outcome.steps.${outcome}`);
}

/** Words for how much of a real say one had, from least to most. */
export function useSayWords(): readonly [string, string, string, string, string] {
  const { t } = useTranslation("decisions");
  return [0, 1, 2, 3, 4].map((step) => t(`outcome.saySteps.${step as 0 | 1 | 2 | 3 | 4}`)) as [
    string,
    string,
    string,
    string,
    string,
  ];
}

/** How a decision came out, and how much of a real say one had. */
export function OutcomeQuestions({ by, together, value, isMissing, onChange }: Asked<OutcomeDraft>): JSX.Element {
  const { t } = useTranslation("decisions");
  const name = together ? by.name : null;
  const outcomeWords = useOutcomeWords();
  const sayWords = useSayWords();
  return (
    <>
      <div className="field">
        <RadioChips<Outcome>
          legend={name === null ? t("outcome.ask") : t("outcome.askOf", { name })}
          options={OUTCOMES.map((outcome) => ({ value: outcome, label: outcomeWords(outcome) }))}
          value={value.outcome}
          onChange={(outcome) => onChange({ ...value, outcome })}
        />
        <p className="field-hint">{t("outcome.than")}</p>
      </div>
      <FiveStepScale
        legend={name === null ? t("outcome.say") : t("outcome.sayOf", { name })}
        words={sayWords}
        value={value.say}
        onChange={(say) => onChange({ ...value, say })}
      />
      <TextArea
        label={t("outcome.words")}
        dir="auto"
        maxLength={2_000}
        value={value.words}
        onChange={(words) => onChange({ ...value, words })}
      />
      {isMissing && (
        <p className="field-error" role="alert">
          {t("outcome.missing")}
        </p>
      )}
    </>
  );
}
