import { useEffect, useRef, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Founding } from "#renderer/store/journal.ts";
import { useJournal, useKept } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { CoverBook } from "#renderer/ui/CoverBook.tsx";
import { CoverChoice } from "#renderer/ui/CoverChoice.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { TextField } from "#renderer/ui/Field.tsx";
import { MakingKeys } from "#renderer/ui/MakingKeys.tsx";
import { PassphraseStep } from "#renderer/ui/PassphraseStep.tsx";
import { RecoveryWords } from "#renderer/ui/RecoveryWords.tsx";
import { Where } from "#renderer/ui/Where.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { assertNever } from "#shared/base/errors.ts";
import { DEEP_COVERS, LIGHT_COVERS, type CoverName } from "#shared/vault/cover.ts";
import "./welcome.css";

/** What has been chosen so far; each step knows what the ones before it gave. */
type Step =
  | { readonly at: "about" }
  | { readonly at: "support" }
  | { readonly at: "covers" }
  | { readonly at: "passphrase"; readonly who: Who }
  | { readonly at: "making" }
  | { readonly at: "words"; readonly founding: Founding }
  | { readonly at: "last"; readonly founding: Founding };

interface Who {
  readonly name: string;
  readonly cover: CoverName;
  readonly coverForB: CoverName;
}

interface WelcomeProps {
  onRestore: () => void;
  /** What is offered first where backups of a journal are kept here; nothing where there are none. */
  kept: ReactNode;
  /** Shows the couple's covers in the window as soon as they are chosen. */
  onCovers: (a: CoverName, b: CoverName) => void;
  /** Called before the journal opens, when the second partner wants to join at once. */
  onJoinNext: () => void;
  /** The support page, for whom this is not for. */
  support: ReactNode;
}

/** A computer without a journal: what this is, and making one. */
export function Welcome({ onRestore, kept, onCovers, onJoinNext, support }: WelcomeProps): JSX.Element {
  const { t } = useTranslation("welcome");
  const { t: common } = useTranslation("ui");
  const { t: keys } = useTranslation("keys");
  const journal = useJournal();
  const [step, setStep] = useState<Step>({ at: "about" });
  const [who, setWho] = useState<Who>({ name: "", cover: "tide", coverForB: "wheat" });
  const { state, act } = useAct();
  const failed = state.kind === "failed" ? <ErrorNote code={state.code} /> : null;

  async function makeKeys(passphrase: string): Promise<void> {
    setStep({ at: "making" });
    const made = await act(async () => setStep({ at: "words", founding: await journal.found({ ...who, passphrase }) }));
    if (!made) setStep({ at: "passphrase", who });
  }

  switch (step.at) {
    case "about":
      return (
        <About
          failed={failed}
          kept={kept}
          onMake={() => setStep({ at: "covers" })}
          onRestore={onRestore}
          onSupport={() => setStep({ at: "support" })}
        />
      );
    case "support":
      return (
        <main className="welcome">
          <p className="welcome-step quiet">
            <LinkButton onClick={() => setStep({ at: "about" })}>{common("back")}</LinkButton>
          </p>
          {support}
        </main>
      );
    case "covers":
      return (
        <Page title={t("covers.title")} step={1} onBack={() => setStep({ at: "about" })}>
          <ChooseCovers
            who={who}
            onChosen={(chosen) => {
              setWho(chosen);
              onCovers(chosen.cover, chosen.coverForB);
              setStep({ at: "passphrase", who: chosen });
            }}
          />
        </Page>
      );
    case "passphrase":
      return (
        <Page title={keys("pass.title")} step={2} onBack={() => setStep({ at: "covers" })}>
          {failed}
          <PassphraseStep name={step.who.name} onChosen={(passphrase) => void makeKeys(passphrase)} />
        </Page>
      );
    case "making":
      return (
        <Page title={keys("pass.title")} step={2}>
          <MakingKeys />
        </Page>
      );
    case "words":
      return (
        <Page title={keys("words.title")} step={3}>
          <RecoveryWords words={step.founding.words} onDone={() => setStep({ at: "last", founding: step.founding })} />
        </Page>
      );
    case "last":
      return (
        <Page title={t("last.title")} step={4}>
          <div className="stack">
            {failed}
            <p className="says">{t("last.body")}</p>
            <p className="row">
              <Button
                kind="main"
                busy={state.kind === "saving"}
                onClick={() => void act(() => step.founding.confirm())}
              >
                {t("last.open")}
              </Button>
              <Button
                busy={state.kind === "saving"}
                onClick={() => {
                  onJoinNext();
                  void act(() => step.founding.confirm());
                }}
              >
                {t("last.joinNow")}
              </Button>
            </p>
          </div>
        </Page>
      );
    default:
      return assertNever(step);
  }
}

const STEPS = 4;

/** One step of making a journal. The heading takes the focus, so that a new step is read from its top. */
function Page({
  title,
  step,
  onBack,
  children,
}: {
  title: string;
  step: number;
  onBack?: () => void;
  children: ReactNode;
}): JSX.Element {
  const { t } = useTranslation(["welcome", "ui"]);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const taken = document.activeElement?.closest("main") ?? null; // a field of this step asked for it first
    if (taken === null) heading.current?.focus();
  }, [title]);
  return (
    <main className="welcome">
      <p className="welcome-step quiet">
        {onBack && <LinkButton onClick={onBack}>{t("ui:back")}</LinkButton>}
        {t("welcome:step", { at: step, of: STEPS })}
      </p>
      <h1 className="place" tabIndex={-1} ref={heading}>
        {title}
      </h1>
      {children}
    </main>
  );
}

function About({
  failed,
  kept,
  onMake,
  onRestore,
  onSupport,
}: {
  failed: ReactNode;
  kept: ReactNode;
  onMake: () => void;
  onRestore: () => void;
  onSupport: () => void;
}): JSX.Element {
  const { t } = useTranslation("welcome");
  const journal = useJournal();
  const { state, act } = useAct();
  const isOffered = (useKept()?.backups.length ?? 0) > 0;
  return (
    <main className="welcome welcome-about">
      <div className="welcome-books" aria-hidden="true">
        <CoverBook cover="tide" />
        <CoverBook cover="wheat" />
      </div>
      <div className="welcome-words-about">
        <h1 className="place">{t("title")}</h1>
        <p className="welcome-lead">{t("lead")}</p>
        {kept}
        <p className="row">
          <Button {...(isOffered ? {} : { kind: "main" })} onClick={onMake}>
            {t("make")}
          </Button>
          <Button busy={state.kind === "saving"} onClick={() => void act(() => journal.openSample())}>
            {state.kind === "saving" ? t("looking") : t("look")}
          </Button>
          <LinkButton onClick={onRestore}>{t("restore")}</LinkButton>
        </p>
        {failed}
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        <section className="stack-close">
          <h2 className="sect">{t("what.title")}</h2>
          <p>{t("what.body")}</p>
        </section>
        <section className="stack-close">
          <h2 className="sect">{t("who.title")}</h2>
          <p className="welcome-who">
            <Where privacy="one" />
            <span>{t("who.one")}</span>
          </p>
          <p className="welcome-who">
            <Where privacy="both" />
            <span>{t("who.both")}</span>
          </p>
          <p>{t("who.net")}</p>
        </section>
        <section className="stack-close">
          <h2 className="sect">{t("not.title")}</h2>
          <p>{t("not.body")}</p>
          <p>
            <LinkButton onClick={onSupport}>{t("not.support")}</LinkButton>
          </p>
        </section>
      </div>
    </main>
  );
}

function ChooseCovers({ who, onChosen }: { who: Who; onChosen: (who: Who) => void }): JSX.Element {
  const { t } = useTranslation(["welcome", "ui"]);
  const [chosen, setChosen] = useState(who);
  const [tried, setTried] = useState(false);
  const deep = (cover: CoverName): boolean => (DEEP_COVERS as readonly CoverName[]).includes(cover);
  const others = deep(chosen.cover) ? LIGHT_COVERS : DEEP_COVERS;
  const named = chosen.name.trim() !== "";

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (named) onChosen({ ...chosen, name: chosen.name.trim() });
      }}
    >
      <TextField
        autoFocus
        dir="auto"
        maxLength={80}
        autoComplete="off"
        label={t("welcome:covers.name")}
        hint={t("welcome:covers.nameHint")}
        error={tried && !named ? t("welcome:covers.nameMissing") : undefined}
        value={chosen.name}
        onChange={(name) => setChosen({ ...chosen, name })}
      />
      <CoverChoice
        legend={t("welcome:covers.mine")}
        covers={[...DEEP_COVERS, ...LIGHT_COVERS]}
        chosen={chosen.cover}
        onChange={(cover) =>
          setChosen({
            ...chosen,
            cover,
            coverForB: deep(cover) === deep(chosen.coverForB) ? (deep(cover) ? "wheat" : "tide") : chosen.coverForB,
          })
        }
      />
      <CoverChoice
        legend={t("welcome:covers.theirs")}
        covers={others}
        chosen={chosen.coverForB}
        onChange={(coverForB) => setChosen({ ...chosen, coverForB })}
      />
      <p className="quiet">{t("welcome:covers.theirsHint")}</p>
      <p>
        <Button type="submit" kind="main">
          {t("ui:next")}
        </Button>
      </p>
    </form>
  );
}
