import { useEffect, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "./Button.tsx";
import { PassphraseField } from "./Field.tsx";
import { ENOUGH, loadMeasure, type Strength } from "./passphrase-strength.ts";
import "./new-keys.css";

/** Longer than this is accepted unmeasured, should the measure not load: a passphrase must not depend on a list of bad ones. */
const LONG_ENOUGH_UNMEASURED = 24;
const PAUSE_MS = 150;

/** Chooses a passphrase, typed twice and weighed; offers one drawn by chance. */
export function PassphraseStep({
  name,
  says,
  onChosen,
}: {
  name: string;
  /** What it opens, where that is not one's notebook here. */
  says?: string;
  onChosen: (passphrase: string) => void;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [suggestion, setSuggestion] = useState("");
  const [tried, setTried] = useState(false);
  const strength = useStrength(passphrase, name);
  const enough = strength === null ? passphrase.length >= LONG_ENOUGH_UNMEASURED : strength >= ENOUGH;

  async function suggest(): Promise<void> {
    const { SUGGESTION_BYTES, suggestPassphrase } = await import("#shared/vault/recovery-words.ts");
    setSuggestion(suggestPassphrase(crypto.getRandomValues(new Uint8Array(SUGGESTION_BYTES))));
  }

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (enough && passphrase === again) onChosen(passphrase);
      }}
    >
      <p className="says">{says ?? t("pass.body")}</p>
      <PassphraseField
        autoFocus
        autoComplete="off"
        label={t("pass.label")}
        value={passphrase}
        onChange={(typed) => {
          setPassphrase(typed);
          setTried(false);
        }}
        error={tried && !enough ? t("pass.weak") : undefined}
        hint={passphrase !== "" && <Meter strength={strength} />}
      />
      <div className="new-keys-suggest">
        {suggestion !== "" && (
          <>
            <p className="new-keys-suggestion">{suggestion}</p>
            <p className="quiet">{t("pass.suggested")}</p>
          </>
        )}
        <p className="acts">
          {suggestion !== "" && (
            <Button
              small
              onClick={() => {
                setPassphrase(suggestion);
                setTried(false);
              }}
            >
              {t("pass.use")}
            </Button>
          )}
          <LinkButton onClick={() => void suggest()}>
            {suggestion === "" ? t("pass.suggest") : t("pass.suggestAnother")}
          </LinkButton>
        </p>
      </div>
      <PassphraseField
        label={t("pass.again")}
        value={again}
        onChange={(typed) => {
          setAgain(typed);
          setTried(false);
        }}
        error={tried && enough && passphrase !== again ? t("pass.differs") : undefined}
      />
      <p>
        <Button type="submit" kind="main">
          {common("next")}
        </Button>
      </p>
    </form>
  );
}

/** The strength of what is typed, a moment after the last key; null while it is weighed or cannot be. */
function useStrength(passphrase: string, name: string): Strength | null {
  const [measured, setMeasured] = useState<{ of: string; strength: Strength } | null>(null);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      void loadMeasure().then(
        (measure) => wanted && setMeasured({ of: passphrase, strength: measure(passphrase, [name]) }),
        () => undefined, // unmeasured: the form then asks for length
      );
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [passphrase, name]);
  return measured?.of === passphrase ? measured.strength : null;
}

function Meter({ strength }: { strength: Strength | null }): JSX.Element {
  const { t } = useTranslation("keys");
  return (
    <span className="new-keys-meter">
      <span className="new-keys-meter-steps" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <i key={step} data-on={strength !== null && strength >= step ? "" : undefined} />
        ))}
      </span>
      <span role="status">
        {strength === null ? t("pass.checking") : t("pass.how", { word: t(`pass.strength.${strength}`) })}
      </span>
    </span>
  );
}
