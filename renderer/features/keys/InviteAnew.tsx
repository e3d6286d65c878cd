import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Founding } from "#renderer/store/journal.ts";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { CoverChoice } from "#renderer/ui/CoverChoice.tsx";
import { ExportFirst } from "#renderer/ui/ExportFirst.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { MakingKeys } from "#renderer/ui/MakingKeys.tsx";
import { PassphraseStep } from "#renderer/ui/PassphraseStep.tsx";
import { RecoveryWords } from "#renderer/ui/RecoveryWords.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useHeldKeys } from "#renderer/ui/use-held-keys.ts";
import { assertNever } from "#shared/base/errors.ts";
import { type CoverName, coversDiffer, DEEP_COVERS, LIGHT_COVERS } from "#shared/vault/cover.ts";
import { KeysError } from "./KeysError.tsx";
import { KeysPage } from "./KeysPage.tsx";

type Step =
  | { readonly at: "about" }
  | { readonly at: "who" }
  | { readonly at: "passphrase" }
  | { readonly at: "making" }
  | { readonly at: "words"; readonly founding: Founding }
  | { readonly at: "last"; readonly founding: Founding };

/** The other seat given to the same person anew, whose passphrase and words are both lost. Ends in a lock. */
export function InviteAnew({ me, other, onBack }: { me: Partner; other: Partner; onBack: () => void }): JSX.Element {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const { state, act } = useAct();
  const { hold, write } = useHeldKeys();
  const [step, setStep] = useState<Step>({ at: "about" });
  const [name, setName] = useState(other.name);
  const [cover, setCover] = useState<CoverName>(other.cover);
  const [tried, setTried] = useState(false);
  const isBusy = state.kind === "saving";
  const covers = [...DEEP_COVERS, ...LIGHT_COVERS].filter((each) => coversDiffer(each, me.cover));

  async function makeKeys(passphrase: string): Promise<void> {
    setStep({ at: "making" });
    const worked = await act(async () =>
      setStep({ at: "words", founding: hold(await journal.inviteAnew({ name: name.trim(), cover, passphrase })) }),
    );
    if (!worked) setStep({ at: "passphrase" });
  }

  switch (step.at) {
    case "about":
      return (
        <KeysPage title={t("task.invite-anew.title", { name: other.name })} onBack={onBack}>
          <p className="says">{t("invite.says", { name: other.name })}</p>
          <p className="says">{t("invite.sees", { name: other.name })}</p>
          <p className="says">{t("invite.same", { name: other.name })}</p>
          <p className="says">{t("invite.backups")}</p>
          <ExportFirst />
          <p>
            <Button kind="main" onClick={() => setStep({ at: "who" })}>
              {t("invite.begin", { name: other.name })}
            </Button>
          </p>
        </KeysPage>
      );
    case "who":
      return (
        <KeysPage title={t("invite.handTitle")} onBack={onBack}>
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              setTried(true);
              if (name.trim() !== "") setStep({ at: "passphrase" });
            }}
          >
            <p className="says">{t("invite.hand")}</p>
            <TextField
              autoFocus
              dir="auto"
              maxLength={80}
              autoComplete="off"
              label={t("invite.name")}
              hint={t("invite.nameHint")}
              error={tried && name.trim() === "" ? t("invite.nameMissing") : undefined}
              value={name}
              onChange={setName}
            />
            <CoverChoice legend={t("invite.cover")} covers={covers} chosen={cover} onChange={setCover} />
            <p className="quiet">{t("invite.coverHint")}</p>
            <p>
              <Button type="submit" kind="main">
                {common("next")}
              </Button>
            </p>
          </form>
        </KeysPage>
      );
    case "passphrase":
      return (
        <KeysPage title={t("pass.title")} onBack={onBack}>
          <KeysError state={state} />
          <PassphraseStep name={name} onChosen={(passphrase) => void makeKeys(passphrase)} />
        </KeysPage>
      );
    case "making":
      return (
        <KeysPage title={t("pass.title")}>
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
        <KeysPage title={t("invite.done")} onBack={isBusy ? undefined : onBack}>
          <KeysError state={state} />
          <p className="says">{t("invite.doneBody")}</p>
          <p>
            <Button
              kind="main"
              busy={isBusy}
              onClick={() => void act(() => write(step.founding, () => step.founding.confirm()))}
            >
              {t("invite.confirm")}
            </Button>
          </p>
        </KeysPage>
      );
    default:
      return assertNever(step);
  }
}
