import { lazy, Suspense, useCallback, useEffect, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { BringInLink, PrintLink } from "#renderer/features/moving/MovingLink.tsx";
import { TrashLink } from "#renderer/features/history/TrashLink.tsx";
import { PulseToday } from "#renderer/features/pulse/PulseToday.tsx";
import { Today } from "#renderer/features/today/Today.tsx";
import { useJournal, useJournalState, useSnapshot } from "#renderer/store/use-journal.tsx";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { SavesFiles } from "#renderer/ui/files/saving.tsx";
import { NeedOpener } from "#renderer/ui/entry-extras/need-opener.tsx";
import { SupportOpener } from "#renderer/ui/support-link.tsx";
import { UnseenCareOpener } from "#renderer/ui/unseen-care-link.tsx";
import { Voiced } from "#renderer/ui/notice.tsx";
import { assertNever } from "#shared/base/errors.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { ReadableTexts } from "#shared/exchange/markdown-files.ts";
import type { Host, HostCommand } from "#shared/host/host.ts";
import { Boundary } from "./Boundary.tsx";
import { Frame } from "./Frame.tsx";
import { MePlace, TogetherPlace } from "./Parts.tsx";
import { KeysSheet } from "./KeysSheet.tsx";
import { placeNamed, placeOfDue, placesOf, startOf, type Place } from "./routes.ts";
import { Settings } from "./Settings.tsx";
import { Together } from "./Together.tsx";
import { useKeys } from "./use-keys.ts";

const JournalPlace = lazy(async () => ({
  default: (await import("#renderer/features/journal/JournalPlace.tsx")).JournalPlace,
}));
const NeedsPlace = lazy(async () => ({
  default: (await import("#renderer/features/needs/NeedsPlace.tsx")).NeedsPlace,
}));
const InsightsPlace = lazy(async () => ({
  default: (await import("#renderer/features/insights/InsightsPlace.tsx")).InsightsPlace,
}));
const BackupPlace = lazy(async () => ({
  default: (await import("#renderer/features/backup/BackupPlace.tsx")).BackupPlace,
}));
const RestoreBackup = lazy(async () => ({
  default: (await import("#renderer/features/backup/RestoreBackup.tsx")).RestoreBackup,
}));
const KeptVersions = lazy(async () => ({
  default: (await import("#renderer/features/kept-words/KeptVersions.tsx")).KeptVersions,
}));
const KeptWordsPlace = lazy(async () => ({
  default: (await import("#renderer/features/kept-words/KeptWordsPlace.tsx")).KeptWordsPlace,
}));
const EntryHistory = lazy(async () => ({
  default: (await import("#renderer/features/history/EntryHistory.tsx")).EntryHistory,
}));
const MovingPlace = lazy(async () => ({
  default: (await import("#renderer/features/moving/MovingPlace.tsx")).MovingPlace,
}));
const TrashPlace = lazy(async () => ({
  default: (await import("#renderer/features/history/TrashPlace.tsx")).TrashPlace,
}));
const PassphraseOffer = lazy(async () => ({
  default: (await import("#renderer/features/keys/PassphraseOffer.tsx")).PassphraseOffer,
}));
const Support = lazy(async () => ({
  default: (await import("#renderer/features/unlock/Support.tsx")).Support,
}));
const JoinPartner = lazy(async () => ({
  default: (await import("#renderer/features/welcome/JoinPartner.tsx")).JoinPartner,
}));

/** The words a Markdown export is written with, in the language of the screens. */
const readableTexts = async (): Promise<ReadableTexts> => ({
  vocabulary: (await import("./text/en/vocabulary.json")).default,
  readableExport: (await import("./text/en/readable-export.json")).default,
  records: (await import("./text/en/records.json")).default,
});

/** An open journal: the frame, and in it one place at a time. */
export function Opened({ shell, joinFirst }: { shell: Host; joinFirst: boolean }): JSX.Element {
  const { t } = useTranslation("frame");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const state = useJournalState();
  const [place, setPlace] = useState<Place>(() => (joinFirst ? { name: "join" } : startOf(session)));
  const [help, setHelp] = useState(false);
  const [offersPassphrase, setOffersPassphrase] = useState(true);
  const changePassphrase = (): void => {
    setOffersPassphrase(false);
    setPlace({ name: "settings", task: "change-passphrase" });
  };

  const openNeed = useCallback((need: RecordId) => setPlace({ name: "needs", need }), []);
  const lock = (): void => void journal.lock();
  useKeys({
    onLock: lock,
    onHelp: () => setHelp(true),
    onPlace: (number) => {
      const name = placesOf(session)[number - 1];
      if (name !== undefined) setPlace(placeNamed(name));
    },
  });

  useEffect(
    () =>
      shell.onCommand((command: HostCommand) => {
        switch (command) {
          case "lock":
            return; // App hears it, in every state
          case "new-entry":
            return setPlace(startOf(session));
          case "new-need":
            return setPlace({ name: "needs", need: null });
          case "export-backup":
            return setPlace({ name: "backup" });
          case "restore-backup":
            return setPlace(placeNamed("restore"));
          case "open-settings":
            return setPlace(placeNamed("settings"));
          default:
            return assertNever(command);
        }
      }),
    [shell, session],
  );

  return (
    <Voiced>
      <Frame
        place={place}
        onPlace={setPlace}
        onLock={lock}
        onHelp={() => setHelp(true)}
        sample={state.kind === "open" && state.sample}
      >
        <Boundary key={"part" in place ? `${place.name} ${place.part}` : place.name}>
          <Suspense fallback={<p className="quiet">{t("loadingPlace")}</p>}>
            {place.name === "today" && offersPassphrase && journal.isOpenByWords() && (
              <PassphraseOffer onChange={changePassphrase} onLater={() => setOffersPassphrase(false)} />
            )}
            <SavesFiles host={shell}>
              <NeedOpener onOpen={openNeed}>
                <SupportOpener onOpen={() => setPlace({ name: "support", from: place })}>
                  <UnseenCareOpener onOpen={() => setPlace({ name: "needs", need: null, care: "unseen" })}>
                    <ShownPlace place={place} onPlace={setPlace} onHelp={() => setHelp(true)} shell={shell} />
                  </UnseenCareOpener>
                </SupportOpener>
              </NeedOpener>
            </SavesFiles>
          </Suspense>
        </Boundary>
      </Frame>
      <KeysSheet
        opened={help}
        onClose={() => setHelp(false)}
        places={placesOf(session)}
        onSupport={() => {
          setHelp(false);
          setPlace({ name: "support" });
        }}
      />
    </Voiced>
  );
}

function ShownPlace({
  place,
  onPlace,
  onHelp,
  shell,
}: {
  place: Place;
  onPlace: (place: Place) => void;
  onHelp: () => void;
  shell: Host;
}): JSX.Element {
  const { t } = useTranslation("frame");
  const versionsOf = (id: RecordId): JSX.Element => (
    <Suspense fallback={null}>
      <KeptVersions of={id} />
    </Suspense>
  );
  const toRepair = (open: RecordId): void => onPlace({ name: "together", part: "repairs", open });
  switch (place.name) {
    case "today":
      return (
        <Today
          onOpenEntry={(entry) => onPlace({ name: "journal", entry })}
          onOpenNeed={(need) => onPlace({ name: "needs", need })}
          onOpenDue={(due) => onPlace(placeOfDue(due))}
          onBackup={() => onPlace({ name: "backup" })}
          pulse={<PulseToday onOpen={() => onPlace({ name: "me", part: "pulse", open: null })} />}
        />
      );
    case "together":
      return (
        <TogetherPlace
          part={place.part}
          open={place.open}
          onPart={(part) => onPlace({ name: "together", part, open: null })}
          onRepair={toRepair}
          bothOpen={
            <Together
              onNeeds={() => onPlace({ name: "needs", need: null })}
              onInsights={() => onPlace({ name: "insights" })}
            />
          }
        />
      );
    case "me":
      return (
        <MePlace
          part={place.part}
          open={place.open}
          onPart={(part) => onPlace({ name: "me", part, open: null })}
          onRepair={toRepair}
          onSayNeed={(prefill) => onPlace({ name: "needs", need: null, prefill })}
          onGiven={(kind, id) =>
            onPlace(
              kind === "care"
                ? { name: "needs", need: null, care: id }
                : { name: "together", part: "sacrifices", open: id },
            )
          }
        />
      );
    case "journal":
      return (
        <JournalPlace
          open={place.entry}
          onOpen={(entry) => onPlace({ name: "journal", entry })}
          onWrite={() => onPlace({ name: "today" })}
          historyOf={(of) => (
            <Suspense fallback={null}>
              <EntryHistory {...of} />
              <PrintLink onPrint={() => onPlace({ name: "moving", print: of.entry.id })} />
            </Suspense>
          )}
          trash={
            <>
              <TrashLink onOpen={() => onPlace({ name: "trash" })} />
              <BringInLink onOpen={() => onPlace(placeNamed("moving"))} />
            </>
          }
        />
      );
    case "needs":
      return (
        <NeedsPlace
          open={place.need}
          prefill={place.prefill}
          care={place.care}
          onOpenEntry={(entry) => onPlace({ name: "journal", entry })}
          versionsOf={versionsOf}
        />
      );
    case "insights":
      return <InsightsPlace onWrite={() => onPlace({ name: "today" })} />;
    case "backup":
      return <BackupPlace shell={shell} />;
    case "restore":
      return <RestoreBackup key={place.kept} kept={place.kept} onClose={() => onPlace({ name: "backup" })} />;
    case "join":
      return <JoinPartner onClose={() => onPlace(placeNamed("settings"))} />;
    case "settings":
      return (
        <Settings
          shell={shell}
          task={place.task}
          onTask={(task) => onPlace({ name: "settings", task })}
          onJoin={() => onPlace({ name: "join" })}
          onBackup={() => onPlace({ name: "backup" })}
          onRestore={(kept) => onPlace({ name: "restore", kept })}
          onHelp={onHelp}
          onSupport={() => onPlace({ name: "support" })}
          onKeptWords={() => onPlace({ name: "kept-words" })}
          onMoving={() => onPlace(placeNamed("moving"))}
        />
      );
    case "support":
      return (
        <Support
          back={
            <p>
              <LinkButton onClick={() => onPlace(place.from ?? placeNamed("settings"))}>
                {t(place.from === undefined ? "settings.back" : "settings.backToPlace")}
              </LinkButton>
            </p>
          }
        />
      );
    case "kept-words":
      return <KeptWordsPlace onBack={() => onPlace(placeNamed("settings"))} />;
    case "moving":
      return (
        <MovingPlace
          shell={shell}
          readableTexts={readableTexts}
          print={place.print}
          onBack={() =>
            onPlace(place.print === null ? placeNamed("settings") : { name: "journal", entry: place.print })
          }
        />
      );
    case "trash":
      return <TrashPlace onBack={() => onPlace(placeNamed("journal"))} />;
    default:
      return assertNever(place);
  }
}
