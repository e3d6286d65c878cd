import { lazy, Suspense, useEffect, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Unlock } from "#renderer/features/unlock/Unlock.tsx";
import type { JournalState } from "#renderer/store/journal.ts";
import { useJournal, useJournalState } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { assertNever } from "#shared/base/errors.ts";
import type { Host, HostCommand } from "#shared/host/host.ts";
import { Boundary } from "./Boundary.tsx";
import { BringingBack } from "./BringingBack.tsx";
import { addPlaceTexts } from "./i18n.ts";
import { applyCovers } from "./theme.ts";
import "./app.css";

// What is not needed to type a passphrase comes after it can be typed: each with the texts of all places.
const loadOpened = () => Promise.all([import("./Opened.tsx"), addPlaceTexts()]);
const Opened = lazy(async () => ({ default: (await loadOpened())[0].Opened }));
const Welcome = lazy(async () => {
  const [{ Welcome }] = await Promise.all([import("#renderer/features/welcome/Welcome.tsx"), addPlaceTexts()]);
  return { default: Welcome };
});
const Support = lazy(async () => {
  const [{ Support }] = await Promise.all([import("#renderer/features/unlock/Support.tsx"), addPlaceTexts()]);
  return { default: Support };
});
const RestoreBackup = lazy(async () => {
  const [{ RestoreBackup }] = await Promise.all([
    import("#renderer/features/backup/RestoreBackup.tsx"),
    addPlaceTexts(),
  ]);
  return { default: RestoreBackup };
});
const DoorNotes = lazy(async () => {
  const [{ DoorNotes }] = await Promise.all([import("./DoorNotes.tsx"), addPlaceTexts()]);
  return { default: DoorNotes };
});
const BackupsAtDoor = lazy(async () => {
  const [{ BackupsAtDoor }] = await Promise.all([import("#renderer/features/backup/KeptAtDoor.tsx"), addPlaceTexts()]);
  return { default: BackupsAtDoor };
});
const KeptOffer = lazy(async () => {
  const [{ KeptOffer }] = await Promise.all([import("#renderer/features/backup/KeptOffer.tsx"), addPlaceTexts()]);
  return { default: KeptOffer };
});
const Failed = lazy(async () => {
  const [{ Failed }] = await Promise.all([import("./Failed.tsx"), addPlaceTexts()]);
  return { default: Failed };
});

/**
 * The whole window, by where the journal stands.
 *
 * @param sampleFirst makes and opens the sample couple's journal before anything of one's own is shown
 */
export function App({ shell, sampleFirst = false }: { shell: Host; sampleFirst?: boolean }): JSX.Element {
  const state = useJournalState();
  const journal = useJournal();
  useCovers(state);
  useOpenedAhead(state.kind === "closed");

  useEffect(
    () =>
      shell.onCommand((command: HostCommand) => {
        if (command === "lock" && journal.state().kind === "open") void journal.lock();
      }),
    [shell, journal],
  );

  return (
    <Boundary>
      <Suspense fallback={<Waiting key={state.kind} says="looking" />}>
        <SampleFirst wanted={sampleFirst}>
          <Shown state={state} shell={shell} />
        </SampleFirst>
      </Suspense>
    </Boundary>
  );
}

/** Instead of one's own door, the sample couple's journal: a wait until it is made, or a sentence when it cannot be. */
function SampleFirst({ wanted, children }: { wanted: boolean; children: ReactNode }): ReactNode {
  const { t } = useTranslation("app");
  const journal = useJournal();
  const state = useJournalState();
  const { state: making, act } = useAct();
  const [past, setPast] = useState(!wanted);
  // A sample made before shows its own door.
  const atOwnDoor = !past && (state.kind === "empty" || (state.kind === "closed" && !state.sample));
  const isThere = !past && (state.kind === "open" || (state.kind === "closed" && state.sample));
  if (isThere) setPast(true); // leaving the sample leads to one's own door

  useEffect(() => {
    if (atOwnDoor) void act(() => journal.openSample());
  }, [atOwnDoor, act, journal]);

  if (!atOwnDoor) return children;
  if (making.kind !== "failed") return <Waiting says="looking" />;
  return (
    <main className="door-page stack">
      <h1 className="place">{t("sampleFailedTitle")}</h1>
      <ErrorNote code={making.code} />
      <p className="row">
        <Button kind="main" onClick={() => void act(() => journal.openSample())}>
          {t("tryAgain")}
        </Button>
        <Button
          onClick={() => {
            setPast(true);
            void journal.look();
          }}
        >
          {t("withoutSample")}
        </Button>
      </p>
    </main>
  );
}

function Shown({ state, shell }: { state: JournalState; shell: Host }): JSX.Element {
  // What is being restored: a kept backup by its name, or a file that is still to be chosen.
  const [restoring, setRestoring] = useState<{ readonly kept: string | null } | null>(null);
  const restore = (kept: string | null): void => setRestoring({ kept });
  const [joinNext, setJoinNext] = useState(false);

  if (restoring !== null && (state.kind === "empty" || state.kind === "closed" || state.kind === "failed")) {
    return (
      <main className="door-page">
        <RestoreBackup kept={restoring.kept} onClose={() => setRestoring(null)} />
      </main>
    );
  }
  switch (state.kind) {
    case "looking":
      return <Waiting says="looking" />;
    case "empty":
      return (
        <Welcome
          onRestore={() => restore(null)}
          kept={<KeptOffer onRestore={restore} />}
          onCovers={applyCovers}
          onJoinNext={() => setJoinNext(true)}
          support={<Support />}
        />
      );
    case "closed":
      return (
        <Unlock
          door={state.door}
          sample={state.sample}
          onRestore={() => restore(null)}
          notes={<DoorNotes onRestore={restore} />}
          backups={<BackupsAtDoor onRestore={restore} />}
          support={<Support />}
        />
      );
    case "open":
      return <Opened shell={shell} joinFirst={joinNext} />;
    case "locking":
      return <Waiting says="locking" />;
    case "failed":
      return <Failed code={state.code} onRestore={restore} />;
    default:
      return assertNever(state);
  }
}

/** A sentence while nothing can be shown; it appears only when the wait is long enough to be noticed. */
function Waiting({ says }: { says: "looking" | "locking" }): JSX.Element {
  const { t } = useTranslation("app");
  return (
    <main className="waiting" aria-busy="true">
      <p className="quiet">{t(says)}</p>
      <BringingBack />
    </main>
  );
}

/** Dresses the window in the couple's covers as soon as they are known. */
function useCovers(state: JournalState): void {
  const a =
    state.kind === "closed"
      ? state.door.seats.a.cover
      : state.kind === "open"
        ? state.snapshot.partners[0]?.cover
        : null;
  const b =
    state.kind === "closed"
      ? (state.door.seats.b?.cover ?? state.door.coverForB)
      : state.kind === "open"
        ? state.snapshot.partners[1]?.cover
        : null;
  useEffect(() => {
    if (a) applyCovers(a, b ?? null);
  }, [a, b]);
}

/** Fetches the open journal's screens while the passphrase is being typed. */
function useOpenedAhead(closed: boolean): void {
  useEffect(() => {
    if (!closed) return;
    const waiting = requestIdleCallback(() => void loadOpened().catch(() => undefined)); // asked for again when it opens
    return () => cancelIdleCallback(waiting);
  }, [closed]);
}
