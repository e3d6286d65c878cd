import { useId, useState, type ComponentPropsWithRef, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";
import "./field.css";

interface FieldProps {
  label: ReactNode;
  labelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong with what was typed; said at once. */
  error?: ReactNode;
  children: (id: string, describedBy: string | undefined) => ReactNode;
}

/** A label, one control, and below it a hint or what is wrong. */
export function Field({ label, labelHidden = false, hint, error, children }: FieldProps): JSX.Element {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id} className={labelHidden ? "sr" : "field-label"}>
        {label}
      </label>
      {children(id, described === "" ? undefined : described)}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          <Icon name="note" small />
          {error}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<ComponentPropsWithRef<"input">, "onChange" | "value" | "id"> {
  label: ReactNode;
  labelHidden?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
  value: string;
  onChange: (text: string) => void;
}

/** One line of text. */
export function TextField({
  label,
  labelHidden,
  hint,
  error,
  value,
  onChange,
  className = "",
  ...rest
}: TextFieldProps): JSX.Element {
  return (
    <Field label={label} labelHidden={labelHidden ?? false} hint={hint} error={error}>
      {(id, describedBy) => (
        <input
          autoComplete="off" // what is typed stays out of the browser's own memory, which lies in the clear
          spellCheck={false}
          {...rest}
          id={id}
          className={`field-input ${className}`}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** A passphrase: hidden as it is typed, shown when asked. Never offered to a password manager of the browser. */
export function PassphraseField(props: Omit<TextFieldProps, "type">): JSX.Element {
  const { t } = useTranslation("ui");
  const [shown, setShown] = useState(false);
  const { label, labelHidden, hint, error, value, onChange, className = "", ...rest } = props;
  return (
    <Field label={label} labelHidden={labelHidden ?? false} hint={hint} error={error}>
      {(id, describedBy) => (
        <span className="field-passphrase">
          <input
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            {...rest}
            id={id}
            type={shown ? "text" : "password"}
            className={`field-input ${className}`}
            value={value}
            aria-describedby={describedBy}
            aria-invalid={error ? true : undefined}
            onChange={(event) => onChange(event.target.value)}
          />
          <button
            type="button"
            className="field-eye"
            aria-pressed={shown}
            aria-label={shown ? t("hideWords") : t("showWords")}
            title={shown ? t("hideWords") : t("showWords")}
            onClick={() => setShown(!shown)}
          >
            <Icon name="eye" />
          </button>
        </span>
      )}
    </Field>
  );
}

interface TextAreaProps extends Omit<ComponentPropsWithRef<"textarea">, "onChange" | "value" | "id"> {
  label: ReactNode;
  labelHidden?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
  value: string;
  onChange: (text: string) => void;
}

/** A few sentences in the reading face on one line that grows. */
export function TextArea({
  label,
  labelHidden,
  hint,
  error,
  value,
  onChange,
  className = "",
  ...rest
}: TextAreaProps): JSX.Element {
  return (
    <Field label={label} labelHidden={labelHidden ?? false} hint={hint} error={error}>
      {(id, describedBy) => (
        <textarea
          rows={1}
          dir="auto"
          autoComplete="off" // nor does it lie in the browser's session file
          spellCheck={false} // a browser's own checker may send what is typed to its maker
          {...rest}
          id={id}
          className={`field-line ${className}`}
          value={value}
          aria-describedby={describedBy}
          aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
