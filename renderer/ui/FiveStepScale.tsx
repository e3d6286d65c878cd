import { useId, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FiveSteps } from "#shared/domain/fields.ts";
import "./five-step-scale.css";

const FIVE_STEPS = [0, 1, 2, 3, 4] as const satisfies readonly FiveSteps[];

/**
 * A five-step answer: a bigger dot is more of it, and the word is said as well. Native radio buttons, so the arrow
 * keys move and Tab passes by; Backspace or Delete, or a press on the chosen dot, takes the answer back.
 */
export function FiveStepScale({
  legend,
  words,
  value,
  onChange,
}: {
  legend: ReactNode;
  /** From least to most. */
  words: readonly [string, string, string, string, string];
  value: FiveSteps | null;
  onChange: (value: FiveSteps | null) => void;
}): JSX.Element {
  const { t } = useTranslation("ui");
  const name = useId();
  return (
    <fieldset
      className="scale"
      onKeyDown={(event) => {
        if (event.key === "Backspace" || event.key === "Delete") onChange(null);
      }}
    >
      <legend>{legend}</legend>
      <span className="scale-steps">
        {FIVE_STEPS.map((step) => (
          <label className="scale-step" key={step} title={words[step]}>
            <input
              type="radio"
              name={name}
              checked={value === step}
              onChange={() => onChange(step)}
              onClick={() => value === step && onChange(null)}
            />
            <i aria-hidden="true" />
            <span className="sr">{words[step]}</span>
          </label>
        ))}
      </span>
      <span className="scale-said" aria-hidden="true">
        {value === null ? t("notSaid") : words[value]}
      </span>
    </fieldset>
  );
}
