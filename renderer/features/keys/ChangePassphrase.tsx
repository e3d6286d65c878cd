import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Secret } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { AskSecret } from "#renderer/ui/AskSecret.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { MakingKeys } from "#renderer/ui/MakingKeys.tsx";
import { PassphraseStep } from "#renderer/ui/PassphraseStep.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import type { WrongSecret } from "#renderer/worker/calls.ts";
import { assertNever } from "#shared/base/errors.ts";
import { KeysError } from "./KeysError.tsx";
import { KeysPage } from "./KeysPage.tsx";

type Step =
  | { readonly at: "secret"; readonly wrong: WrongSecret | null }
  | { readonly at: "passphrase"; readonly current: Secret }
  | { readonly at: "making" }
  | { readonly at: "done" };

/** Another passphrase for one's own notebook. After an unlock with recovery words, these are asked for first. */
export function ChangePassphrase({
  name,
  onAnew,
  onBack,
}: {
  name: string;
  onAnew: () => void;
  onBack: () => void;
}): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const { state, act } = useAct();
  const [step, setStep] = useState<Step>({ at: "secret", wrong: null });
  const [next, setNext] = useState<string | null>(null);

  async function change(current: Secret, passphrase: string): Promise<void> {
    setNext(passphrase);
    setStep({ at: "making" });
    const worked = await act(async () => {
      const answer = await journal.changePassphrase(current, passphrase);
      setStep(answer === "changed" ? { at: "done" } : { at: "secret", wrong: answer });
    });
    if (!worked) setStep({ at: "secret", wrong: null });
  }

  switch (step.at) {
    case "secret":
      return (
        <KeysPage title={t("task.change-passphrase.title")} onBack={onBack}>
          <p className="says">{t("change.older")}</p>
          <p className="says">
            {t("change.known")} <LinkButton onClick={onAnew}>{t("change.toAnew")}</LinkButton>.
          </p>
          <KeysError state={state} />
          {next !== null && <p role="status">{t("secret.kept")}</p>}
          <AskSecret
            key={step.wrong}
            byWords={step.wrong === null ? journal.isOpenByWords() : step.wrong === "wrong-words"}
            wrong={step.wrong}
            onGiven={(current) => (next === null ? setStep({ at: "passphrase", current }) : void change(current, next))}
          />
        </KeysPage>
      );
    case "passphrase":
      return (
        <KeysPage title={t("newPassTitle")} onBack={onBack}>
          <PassphraseStep name={name} onChosen={(passphrase) => void change(step.current, passphrase)} />
        </KeysPage>
      );
    case "making":
      return (
        <KeysPage title={t("newPassTitle")}>
          <MakingKeys />
        </KeysPage>
      );
    case "done":
      return (
        <KeysPage title={t("change.done")}>
          <p className="says">{t("change.doneBody")}</p>
          <p>
            <Button kind="main" onClick={onBack}>
              {common("done")}
            </Button>
          </p>
        </KeysPage>
      );
    default:
      return assertNever(step);
  }
}
