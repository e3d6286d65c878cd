import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Secret } from "#renderer/store/journal.ts";
import type { WrongSecret } from "#renderer/worker/calls.ts";
import { Button, LinkButton } from "./Button.tsx";
import { Field, PassphraseField } from "./Field.tsx";

/** Asks for what opens the notebook now: the passphrase, or the recovery words. */
export function AskSecret({
  byWords: wordsFirst,
  wrong,
  label,
  act,
  missing,
  busy = false,
  onGiven,
}: {
  /** Whether the words are asked for first. */
  byWords: boolean;
  /** What was wrong with what was given before. */
  wrong: WrongSecret | null;
  /** What the passphrase is called; by default the one of now, as another is to come. */
  label?: string;
  /** What the button says; "Next" without. */
  act?: string;
  /** What is said when nothing was typed. */
  missing?: string;
  busy?: boolean;
  onGiven: (secret: Secret) => void;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const [byWords, setByWords] = useState(wordsFirst);
  const [typed, setTyped] = useState("");
  const [stillWrong, setStillWrong] = useState(wrong);
  const [tried, setTried] = useState(false);
  const count = typed.trim() === "" ? 0 : typed.trim().split(/\s+/).length;
  const error =
    stillWrong !== null
      ? t(`secret.${stillWrong}`)
      : tried && typed.trim() === ""
        ? (missing ?? t("secret.missing"))
        : undefined;

  function type(text: string): void {
    setTyped(text);
    setStillWrong(null);
    setTried(false);
  }

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (typed.trim() !== "" && !busy) onGiven(byWords ? { words: typed } : { passphrase: typed });
      }}
    >
      {byWords ? (
        <Field key="words" label={t("secret.words")} hint={t("secret.typed", { typed: count })} error={error}>
          {(id, describedBy) => (
            <textarea
              id={id}
              className="field-input"
              rows={4}
              autoFocus
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              aria-describedby={describedBy}
              aria-invalid={error === undefined ? undefined : true}
              value={typed}
              onChange={(event) => type(event.target.value)}
            />
          )}
        </Field>
      ) : (
        <PassphraseField
          key="passphrase"
          autoFocus
          label={label ?? t("secret.passphrase")}
          value={typed}
          onChange={type}
          error={error}
        />
      )}
      <p className="row">
        <Button type="submit" kind="main" busy={busy}>
          {act ?? common("next")}
        </Button>
        <LinkButton
          onClick={() => {
            setByWords(!byWords);
            type("");
          }}
        >
          {t(byWords ? "secret.byPassphrase" : "secret.byWords")}
        </LinkButton>
      </p>
    </form>
  );
}
