import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { TakenPart, WrittenBackup } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ConfirmSecret } from "#renderer/ui/ConfirmSecret.tsx";
import { MakingKeys } from "#renderer/ui/MakingKeys.tsx";
import { PassphraseStep } from "#renderer/ui/PassphraseStep.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { RecoveryWords } from "#renderer/ui/RecoveryWords.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useHeldKeys } from "#renderer/ui/use-held-keys.ts";
import { assertNever } from "#shared/base/errors.ts";
import { KeysError } from "./KeysError.tsx";
import { KeysPage } from "./KeysPage.tsx";

type Step =
  | { readonly at: "about" }
  | { readonly at: "passphrase" }
  | { readonly at: "making" }
  | { readonly at: "words"; readonly part: TakenPart }
  | { readonly at: "last"; readonly part: TakenPart; readonly wasCancelled: boolean }
  | { readonly at: "done"; readonly written: WrittenBackup };

const KILOBYTE = 1024;
const inKilobytes = (bytes: number): number => Math.ceil(bytes / KILOBYTE);

/**
 * Leaving, or being ready to: one's own part as a journal of its own, in one file. Nothing here changes. The passphrase of now is asked for
 * first: the part opens with another, and all of the notebook is in it.
 */
export function TakeMyPart({ name, onBack }: { name: string; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const { state, act } = useAct();
  const { hold, write } = useHeldKeys();
  const [step, setStep] = useState<Step>({ at: "about" });
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const isBusy = state.kind === "saving";

  async function take(passphrase: string): Promise<void> {
    setStep({ at: "making" });
    const worked = await act(async () => setStep({ at: "words", part: hold(await journal.takeMyPart(passphrase)) }));
    if (!worked) setStep({ at: "passphrase" });
  }

  const writeFile = (part: TakenPart): void =>
    void act(async () => {
      try {
        const written = await write(part, () => part.write((done, total) => setProgress({ done, total })));
        setStep(written === "cancelled" ? { at: "last", part, wasCancelled: true } : { at: "done", written });
      } finally {
        setProgress(null);
      }
    });

  switch (step.at) {
    case "about":
      return (
        <KeysPage title={t("task.take-my-part.title")} onBack={onBack}>
          <section className="stack-close">
            <h2 className="sect">{t("take.holdsTitle")}</h2>
            <p className="says">{t("take.holds")}</p>
          </section>
          <section className="stack-close">
            <h2 className="sect">{t("take.notTitle")}</h2>
            <p className="says">{t("take.not")}</p>
          </section>
          <p className="says">{t("take.consent")}</p>
          <section className="stack-close">
            <p className="says">{t("take.confirm")}</p>
            <ConfirmSecret
              act={t("take.begin")}
              missing={t("secret.missing")}
              onRight={() => setStep({ at: "passphrase" })}
            />
          </section>
        </KeysPage>
      );
    case "passphrase":
      return (
        <KeysPage title={t("take.passTitle")} onBack={onBack}>
          <KeysError state={state} />
          <PassphraseStep name={name} says={t("take.passBody")} onChosen={(passphrase) => void take(passphrase)} />
        </KeysPage>
      );
    case "making":
      return (
        <KeysPage title={t("take.passTitle")}>
          <MakingKeys />
        </KeysPage>
      );
    case "words":
      return (
        <KeysPage title={t("words.title")} onBack={onBack}>
          <RecoveryWords
            words={step.part.words}
            onDone={() => setStep({ at: "last", part: step.part, wasCancelled: false })}
          />
        </KeysPage>
      );
    case "last":
      return (
        <KeysPage title={t("take.lastTitle")} onBack={isBusy ? undefined : onBack}>
          <KeysError state={state} />
          <p className="says">{t("take.last")}</p>
          <p>
            <Button kind="main" busy={isBusy} onClick={() => writeFile(step.part)}>
              {t("take.write")}
            </Button>
          </p>
          {progress !== null && (
            <ProgressLine
              label={t("take.writing")}
              done={inKilobytes(progress.done)}
              total={inKilobytes(progress.total)}
            />
          )}
          <p role="status">{step.wasCancelled && !isBusy && t("take.cancelled")}</p>
        </KeysPage>
      );
    case "done":
      return (
        <KeysPage title={t("take.done", { file: step.written.name })}>
          <p className="says">{t(step.written.report.ok ? "take.whole" : "take.notWhole")}</p>
          <section className="stack-close">
            <h2 className="sect">{t("take.howTitle")}</h2>
            <ol className="keys-how">
              <li>{t("take.how1")}</li>
              <li>{t("take.how2")}</li>
              <li>{t("take.how3")}</li>
            </ol>
          </section>
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
