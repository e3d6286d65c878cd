import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Founding, Secret } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { AskSecret } from "#renderer/ui/AskSecret.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { MakingKeys } from "#renderer/ui/MakingKeys.tsx";
import { RecoveryWords } from "#renderer/ui/RecoveryWords.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useHeldKeys } from "#renderer/ui/use-held-keys.ts";
import type { WrongSecret } from "#renderer/worker/calls.ts";
import { assertNever } from "#shared/base/errors.ts";
import { KeysError } from "./KeysError.tsx";
import { KeysPage } from "./KeysPage.tsx";

type Step =
  | { readonly at: "secret"; readonly wrong: WrongSecret | null }
  | { readonly at: "making" }
  | { readonly at: "words"; readonly founding: Founding }
  | { readonly at: "last"; readonly founding: Founding }
  | { readonly at: "done" };

/** New recovery words: shown once, typed back in part, and only then in the place of the old. */
export function RenewWords({ onBack }: { onBack: () => void }): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const { state, act } = useAct();
  const { hold, write } = useHeldKeys();
  const [step, setStep] = useState<Step>({ at: "secret", wrong: null });
  const isBusy = state.kind === "saving";

  async function makeWords(current: Secret): Promise<void> {
    setStep({ at: "making" });
    const worked = await act(async () => {
      const made = await journal.renewWords(current);
      setStep(typeof made === "string" ? { at: "secret", wrong: made } : { at: "words", founding: hold(made) });
    });
    if (!worked) setStep({ at: "secret", wrong: null });
  }

  switch (step.at) {
    case "secret":
      return (
        <KeysPage title={t("task.renew-words.title")} onBack={onBack}>
          <p className="says">{t("renew.says")}</p>
          <KeysError state={state} />
          <AskSecret
            key={step.wrong}
            byWords={step.wrong === "wrong-words"}
            wrong={step.wrong}
            onGiven={(current) => void makeWords(current)}
          />
        </KeysPage>
      );
    case "making":
      return (
        <KeysPage title={t("task.renew-words.title")}>
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
        <KeysPage title={t("renew.lastTitle")} onBack={isBusy ? undefined : onBack}>
          <KeysError state={state} />
          <p className="says">{t("renew.last")}</p>
          <p>
            <Button
              kind="main"
              busy={isBusy}
              onClick={() =>
                void act(async () => {
                  await write(step.founding, () => step.founding.confirm());
                  setStep({ at: "done" });
                })
              }
            >
              {t("renew.confirm")}
            </Button>
          </p>
        </KeysPage>
      );
    case "done":
      return (
        <KeysPage title={t("renew.done")}>
          <p className="says">{t("renew.doneBody")}</p>
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
