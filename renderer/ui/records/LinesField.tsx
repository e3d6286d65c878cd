import { useId, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../Button.tsx";
import { TextField } from "../Field.tsx";

/** Several lines, one below the other; a blank one waits at their end. */
export function LinesField({
  label,
  hint,
  error,
  most,
  count,
  lines,
  onChange,
}: {
  label: string;
  hint: string | null;
  error: string | null;
  /** UTF-16 code units of a line. */
  most: number;
  /** Lines at most. */
  count: number;
  lines: readonly string[];
  onChange: (lines: string[]) => void;
}): JSX.Element {
  const { t } = useTranslation("records");
  const id = useId();
  const shown = lines.length === 0 ? [""] : lines;
  return (
    <div className="lines-field" role="group" aria-labelledby={id}>
      <span className="field-label" id={id}>
        {label}
      </span>
      {hint !== null && <p className="quiet">{hint}</p>}
      <ol>
        {shown.map((line, at) => (
          // The lines are edited in place: a line is its place.
          <li key={at}>
            <TextField
              label={t("page.form.lineOf", { label, number: at + 1 })}
              labelHidden
              maxLength={most}
              value={line}
              onChange={(typed) => onChange(shown.map((each, place) => (place === at ? typed : each)))}
            />
            {shown.length > 1 && (
              <LinkButton onClick={() => onChange(shown.filter((_, place) => place !== at))}>
                {t("page.form.removeLine", { number: at + 1 })}
              </LinkButton>
            )}
          </li>
        ))}
      </ol>
      {shown.length < count && (
        <LinkButton onClick={() => onChange([...shown, ""])}>{t("page.form.addLine")}</LinkButton>
      )}
      {error !== null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
