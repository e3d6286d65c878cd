import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Founding } from "#renderer/store/journal.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { MakingKeys } from "#renderer/ui/MakingKeys.tsx";
import { PassphraseStep } from "#renderer/ui/PassphraseStep.tsx";
import { RecoveryWords } from "#renderer/ui/RecoveryWords.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useHeldKeys } from "#renderer/ui/use-held-keys.ts";
import { assertNever } from "#shared/base/errors.ts";
import "./welcome.css";

type Step =
  | { readonly at: "hand-over" }
  | { readonly at: "name" }
  | { readonly at: "passphrase" }
  | { readonly at: "making" }
  | { readonly at: "words"; readonly founding: Founding }
  | { readonly at: "done"; readonly founding: Founding };

/** The second partner's own notebook, made while the first one's is open. Ends in a lock. */
export function JoinPartner({ onClose }: { onClose: () => void }): JSX.Element {
  const { t } = useTranslation("welcome");
  const { t: common } = useTranslation("ui");
  const { t: keys } = useTranslation("keys");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const [step, setStep] = useState<Step>({ at: "hand-over" });
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const { state, act } = useAct();
  const { hold, write } = useHeldKeys();
  const failed = state.kind === "failed" ? <ErrorNote code={state.code} /> : null;
  const here = session.kind === "one" && session.me.seat === "a" ? "b" : "a";

  async function makeKeys(passphrase: string): Promise<void> {
    setStep({ at: "making" });
    const made = await act(async () =>
      setStep({ at: "words", founding: hold(await journal.join({ name: name.trim(), passphrase })) }),
    );
    if (!made) setStep({ at: "passphrase" });
  }

  function shown(): JSX.Element {
    switch (step.at) {
      case "hand-over":
        return (
          <>
            <h1 className="place">{t("join.title")}</h1>
            <EmptyState
              action={
                <p className="row">
                  <Button kind="main" onClick={() => setStep({ at: "name" })}>
                    {t("join.ready")}
                  </Button>
                  <Button onClick={onClose}>{t("join.notNow")}</Button>
                </p>
              }
            >
              {t("join.body")}
            </EmptyState>
          </>
        );
      case "name":
        return (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              setTried(true);
              if (name.trim() !== "") setStep({ at: "passphrase" });
            }}
          >
            <h1 className="place">{t("join.nameTitle")}</h1>
            <p>{t("join.waiting")}</p>
            <TextField
              autoFocus
              dir="auto"
              maxLength={80}
              autoComplete="off"
              label={t("covers.name")}
              hint={t("covers.nameHint")}
              error={tried && name.trim() === "" ? t("covers.nameMissing") : undefined}
              value={name}
              onChange={setName}
            />
            <p className="row">
              <Button type="submit" kind="main">
                {common("next")}
              </Button>
              <Button onClick={onClose}>{t("join.notNow")}</Button>
            </p>
          </form>
        );
      case "passphrase":
        return (
          <>
            <h1 className="place">{keys("pass.title")}</h1>
            {failed}
            <PassphraseStep name={name} onChosen={(passphrase) => void makeKeys(passphrase)} />
          </>
        );
      case "making":
        return (
          <>
            <h1 className="place">{keys("pass.title")}</h1>
            <MakingKeys />
          </>
        );
      case "words":
        return (
          <>
            <h1 className="place">{keys("words.title")}</h1>
            <RecoveryWords
              words={step.founding.words}
              onDone={() => setStep({ at: "done", founding: step.founding })}
            />
          </>
        );
      case "done":
        return (
          <>
            <h1 className="place">{t("join.done")}</h1>
            {failed}
            <p className="says">{t("join.doneBody")}</p>
            <p>
              <Button
                kind="main"
                busy={state.kind === "saving"}
                onClick={() => void act(() => write(step.founding, () => step.founding.confirm()))}
              >
                {t("join.lock")}
              </Button>
            </p>
          </>
        );
      default:
        return assertNever(step);
    }
  }

  return (
    <Sheet spine={here} className="welcome-join" as="section">
      {shown()}
    </Sheet>
  );
}
