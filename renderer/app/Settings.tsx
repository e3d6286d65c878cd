import { lazy, Suspense, useEffect, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { pairOf } from "#renderer/store/snapshot.ts";
import { useJournalState, useSnapshot } from "#renderer/store/use-journal.tsx";
import { NewestAtDoor } from "#renderer/features/backup/KeptAtDoor.tsx";
import { KeptWordsLink } from "#renderer/features/kept-words/KeptWordsLink.tsx";
import type { KeysTask } from "#renderer/features/keys/tasks.ts";
import { LastUnlock } from "#renderer/features/keys/UnlockTimes.tsx";
import { KeysSettings } from "#renderer/features/keys/KeysSettings.tsx";
import { MovingSettings } from "#renderer/features/moving/MovingLink.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ConsentChoice } from "#renderer/ui/ConsentChoice.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { PartnerName } from "#renderer/ui/CoverBook.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import type { Host } from "#shared/host/host.ts";
import { LANGUAGES } from "./i18n.ts";
import { chooseAppearance, CONTRASTS, readAppearance, TEXT_SIZES, THEMES, type Appearance } from "./theme.ts";
import "./settings.css";

const KeysTaskPage = lazy(async () => ({
  default: (await import("#renderer/features/keys/KeysTaskPage.tsx")).KeysTaskPage,
}));

/** Settings, or one of its tasks on a page of its own. */
export function Settings({
  task,
  ...props
}: ListProps & {
  task: KeysTask | null;
}): JSX.Element {
  const { t } = useTranslation("frame");
  if (task === null) return <SettingsList {...props} />;
  return (
    <Suspense fallback={<p className="quiet">{t("loadingPlace")}</p>}>
      <KeysTaskPage key={task} task={task} onTask={props.onTask} />
    </Suspense>
  );
}

interface ListProps {
  shell: Host;
  onTask: (task: KeysTask | null) => void;
  onJoin: () => void;
  onBackup: () => void;
  /** Begins a restore from a kept backup. */
  onRestore: (kept: string) => void;
  onHelp: () => void;
  onSupport: () => void;
  onKeptWords: () => void;
  onMoving: () => void;
}

function SettingsList({
  shell,
  onTask,
  onJoin,
  onBackup,
  onRestore,
  onHelp,
  onSupport,
  onKeptWords,
  onMoving,
}: ListProps): JSX.Element {
  const { t } = useTranslation(["frame", "consent"]);
  const format = useFormat();
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const state = useJournalState();
  const isSample = state.kind === "open" && state.sample;
  const [appearance, setAppearance] = useState(readAppearance);
  const [version, setVersion] = useState("");

  useEffect(() => {
    let shown = true;
    void shell.describe().then(
      ({ appVersion }) => shown && setVersion(appVersion),
      () => undefined, // a shell that cannot say its version leaves the line out
    );
    return () => {
      shown = false;
    };
  }, [shell]);

  function choose(change: Partial<Appearance>): void {
    const chosen = { ...appearance, ...change };
    setAppearance(chosen);
    chooseAppearance(chosen);
  }

  return (
    <div className="settings">
      <header className="place-head">
        <h1 className="place">{t("settings.title")}</h1>
        {!isSample && <LastUnlock />}
      </header>
      <section aria-labelledby="settings-appearance">
        <h2 id="settings-appearance" className="sect">
          {t("settings.appearance")} <span className="quiet">{t("settings.here")}</span>
        </h2>
        <RadioChips
          legend={t("settings.theme")}
          options={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
          value={appearance.theme}
          onChange={(theme) => choose({ theme })}
        />
        <RadioChips
          legend={t("settings.contrast")}
          options={CONTRASTS.map((value) => ({ value, label: t(`settings.contrasts.${value}`) }))}
          value={appearance.contrast}
          onChange={(contrast) => choose({ contrast })}
        />
        <RadioChips
          legend={t("settings.text")}
          options={TEXT_SIZES.map((value) => ({ value, label: format.percent(Number(value) / 100) }))}
          value={appearance.text}
          onChange={(text) => choose({ text })}
        />
        <RadioChips
          legend={t("settings.language")}
          options={Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }))}
          value="en"
          onChange={() => undefined}
        >
          <span className="quiet">{t("settings.languageHint")}</span>
        </RadioChips>
      </section>
      <section aria-labelledby="settings-backup">
        <h2 id="settings-backup" className="sect">
          {t("settings.backup")}
        </h2>
        {!isSample && <NewestAtDoor onRestore={onRestore} />}
        <p>
          <LinkButton onClick={onBackup}>{t("findings.toBackup")}</LinkButton>
        </p>
      </section>
      <section aria-labelledby="settings-consent">
        <h2 id="settings-consent" className="sect">
          {t("consent:title")}
        </h2>
        <ConsentChoice />
      </section>
      <MovingSettings onOpen={onMoving} />
      <KeysSettings
        onTask={onTask}
        partners={
          <>
            <p className="row">
              {pairOf(partners).map((partner) => (
                <PartnerName key={partner.id} partner={partner} />
              ))}
            </p>
            {session.kind === "one" && session.other === null && (
              <>
                <p className="says">{t("settings.join.body")}</p>
                <p>
                  <Button onClick={onJoin} icon="both">
                    {t("settings.join.start")}
                  </Button>
                </p>
              </>
            )}
          </>
        }
      />
      <KeptWordsLink onOpen={onKeptWords} />
      <section aria-labelledby="settings-about">
        <h2 id="settings-about" className="sect">
          {t("settings.about")}
        </h2>
        <p className="says">{t("settings.aboutBody")}</p>
        <p className="says">
          {t("settings.limits")} <LinkButton onClick={onSupport}>{t("settings.support")}</LinkButton>
        </p>
        <p className="row">
          <Button small icon="keys" onClick={onHelp}>
            {t("helpAndKeys")}
          </Button>
          {version !== "" && <span className="quiet">{t("settings.version", { version })}</span>}
        </p>
      </section>
    </div>
  );
}
