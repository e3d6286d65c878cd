import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Founding, Secret } from "#renderer/store/journal.ts";
import { useJournal, useKept, useSnapshot } from "#renderer/store/use-journal.tsx";
import { AskSecret } from "#renderer/ui/AskSecret.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { KeptRemoval } from "#renderer/ui/KeptRemoval.tsx";
import { MakingKeys } from "#renderer/ui/MakingKeys.tsx";
import { PassphraseStep } from "#renderer/ui/PassphraseStep.tsx";
import { RecoveryWords } from "#renderer/ui/RecoveryWords.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useHeldKeys } from "#renderer/ui/use-held-keys.ts";
import type { WrongSecret } from "#renderer/worker/calls.ts";
import { assertNever } from "#shared/base/errors.ts";
import { KeysError } from "./KeysError.tsx";
import { KeysPage } from "./KeysPage.tsx";

type Step =
  | { readonly at: "about" }
  | { readonly at: "secret"; readonly wrong: WrongSecret | null }
  | { readonly at: "passphrase"; readonly current: Secret }
  | { readonly at: "making" }
  | { readonly at: "words"; readonly founding: Founding }
  | { readonly at: "last"; readonly founding: Founding };

/** "My passphrase is known to somebody": new passphrase, words and keys from here on. Ends in a lock. */
export function StartAnew({ name, onBack }: { name: string; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("keys");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const { state, act } = useAct();
  const { hold, write } = useHeldKeys();
  const [step, setStep] = useState<Step>({ at: "about" });
  const [next, setNext] = useState<string | null>(null);
  const isBusy = state.kind === "saving";
  const isAlone = session.kind === "one" && session.other === null;

  async function makeKeys(current: Secret, passphrase: string): Promise<void> {
    setNext(passphrase);
    setStep({ at: "making" });
    const worked = await act(async () => {
      const made = await journal.startAnew(current, passphrase);
      setStep(typeof made === "string" ? { at: "secret", wrong: made } : { at: "words", founding: hold(made) });
    });
    if (!worked) setStep({ at: "secret", wrong: null });
  }

  switch (step.at) {
    case "about":
      return (
        <KeysPage title={t("task.start-anew.title")} onBack={onBack}>
          <section className="stack-close">
            <h2 className="sect">{t("anew.doesTitle")}</h2>
            <p className="says">{t(isAlone ? "anew.doesAlone" : "anew.does")}</p>
          </section>
          <section className="stack-close">
            <h2 className="sect">{t("anew.cannotTitle")}</h2>
            <p className="says">{t("anew.cannot")}</p>
          </section>
          <p className="says">{t("anew.support")}</p>
          <p>
            <Button kind="main" onClick={() => setStep({ at: "secret", wrong: null })}>
              {t("anew.begin")}
            </Button>
          </p>
        </KeysPage>
      );
    case "secret":
      return (
        <KeysPage title={t("secret.title")} onBack={onBack}>
          <KeysError state={state} />
          {next !== null && <p role="status">{t("secret.kept")}</p>}
          <AskSecret
            key={step.wrong}
            byWords={step.wrong === null ? journal.isOpenByWords() : step.wrong === "wrong-words"}
            wrong={step.wrong}
            onGiven={(current) =>
              next === null ? setStep({ at: "passphrase", current }) : void makeKeys(current, next)
            }
          />
        </KeysPage>
      );
    case "passphrase":
      return (
        <KeysPage title={t("newPassTitle")} onBack={onBack}>
          <PassphraseStep name={name} onChosen={(passphrase) => void makeKeys(step.current, passphrase)} />
        </KeysPage>
      );
    case "making":
      return (
        <KeysPage title={t("newPassTitle")}>
          <MakingKeys />
        </KeysPage>
      );
    case "words":
      return (
        <KeysPage title={t("words.title")} onBack={onBack}>
          <RecoveryWords words={step.founding.words} onDone={() => setStep({ at: "last", founding: step.founding })} />
        </KeysPage>
      );
    case "last":
      return (
        <KeysPage title={t("anew.lastTitle")} onBack={isBusy ? undefined : onBack}>
          <OlderBackups />
          <KeysError state={state} />
          <p className="says">{t("anew.last")}</p>
          <p>
            <Button
              kind="main"
              busy={isBusy}
              onClick={() => void act(() => write(step.founding, () => step.founding.confirm()))}
            >
              {t("anew.confirm")}
            </Button>
          </p>
        </KeysPage>
      );
    default:
      return assertNever(step);
  }
}

/** The backups that still open with the old passphrase, to be looked at and removed. */
function OlderBackups(): JSX.Element {
  const { t } = useTranslation("keys");
  const backups = useKept()?.backups ?? [];
  if (backups.length === 0) return <p className="says">{t("anew.noneKept")}</p>;
  return (
    <>
      <p className="says">{t("anew.kept")}</p>
      <KeptRemoval backups={backups} />
      <p className="says">{t("anew.elsewhere")}</p>
    </>
  );
}
