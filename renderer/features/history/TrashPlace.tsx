import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useJournalState, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { DeleteForGood } from "#renderer/ui/DeleteForGood.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { isHidden, useOpenedLocks } from "#renderer/ui/second-lock.ts";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { addDays } from "#shared/base/time.ts";
import { isTrashDue, restoreEntry, TRASH_DAYS, type Entry } from "#shared/domain/entry.ts";
import { entriesInTrash } from "./trash.ts";
import "./history.css";

/** The entries that were deleted, each with the day it goes for good. */
export function TrashPlace({ onBack }: { onBack: () => void }): JSX.Element {
  const { t } = useTranslation("history");
  const { t: keys } = useTranslation("keys");
  const format = useFormat();
  const journal = useJournal();
  const announce = useAnnounce();
  const journalState = useJournalState();
  const session = useSnapshot((snapshot) => snapshot.session);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const opened = useOpenedLocks();
  const entries = useMemo(() => entriesInTrash(mine), [mine]);
  const [asked, setAsked] = useState<Entry | "all" | null>(null);
  const { state, act } = useAct();
  const isSample = journalState.kind === "open" && journalState.sample;
  const titleOf = (entry: Entry): string =>
    isHidden(entry, opened) ? t("lock.locked") : entry.title || t("trash.untitled");

  return (
    <Sheet spine={session.kind === "one" ? session.me.seat : "both"} labelledBy="trash-title">
      <p className="trash-back">
        <LinkButton onClick={onBack}>{t("trash.back")}</LinkButton>
      </p>
      <header className="place-head">
        <h1 className="place" id="trash-title" tabIndex={-1}>
          {t("trash.title")}
        </h1>
        <Where privacy="one" />
      </header>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      {entries.length === 0 ? (
        <EmptyState action={<Button onClick={onBack}>{t("trash.back")}</Button>}>{t("trash.none")}</EmptyState>
      ) : (
        <>
          <p>{t("trash.says", { count: TRASH_DAYS })}</p>
          <ul className="trash-list">
            {entries.map((entry) => (
              <li key={entry.id}>
                <strong dir="auto">{titleOf(entry)}</strong>
                <span className="quiet">{t("trash.of", { day: format.dayLong(entry.day) })}</span>
                <span className="quiet">{goes(entry)}</span>
                <p className="row">
                  <Button small icon="undo" busy={state.kind === "saving"} onClick={() => restore(entry)}>
                    {t("trash.restore")}
                  </Button>
                  {!isSample && (
                    <Button small kind="plain" icon="trash" onClick={() => setAsked(entry)}>
                      {t("trash.forGood")}
                    </Button>
                  )}
                </p>
              </li>
            ))}
          </ul>
          <p className="trash-foot">
            <Button small icon="trash" onClick={() => setAsked("all")}>
              {t("trash.empty")}
            </Button>
          </p>
        </>
      )}
      <EmptyTrash opened={asked === "all"} entries={entries} onClose={() => setAsked(null)} />
      {asked !== null && asked !== "all" && (
        <DeleteForGood
          opened
          record={asked}
          what={keys("forGood.entry", { title: titleOf(asked), day: format.dayLong(asked.day) })}
          before={() => Promise.resolve()}
          onClose={() => setAsked(null)}
          onGone={() => setAsked(null)}
        />
      )}
    </Sheet>
  );

  function goes(entry: Entry): string {
    if (entry.trashedOn === null) return "";
    if (isTrashDue(entry, journal.today())) return t("trash.due");
    return t("trash.goes", { day: format.dayLong(addDays(entry.trashedOn, TRASH_DAYS)) });
  }

  function restore(entry: Entry): void {
    void act(async () => {
      await journal.put(restoreEntry(entry, { author: entry.author, now: journal.now() }));
      announce(t("trash.restored"));
    });
  }
}

function EmptyTrash({
  opened,
  entries,
  onClose,
}: {
  opened: boolean;
  entries: readonly Entry[];
  onClose: () => void;
}): JSX.Element {
  const { t } = useTranslation("history");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const [total, setTotal] = useState<number | null>(null);
  const isBusy = state.kind === "saving";

  async function empty(): Promise<void> {
    setTotal(entries.length);
    const worked = await act(async () => {
      for (const { id } of entries) await journal.remove(id);
    });
    setTotal(null);
    if (!worked) return;
    announce(t("trash.emptied"));
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={() => !isBusy && onClose()} title={t("trash.emptyTitle")}>
      <div className="stack">
        <p>{t("trash.emptySays", { count: total ?? entries.length })}</p>
        <p>{t("trash.emptyHeld")}</p>
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        {isBusy && total !== null && (
          <ProgressLine label={t("trash.emptying")} done={total - entries.length} total={total} />
        )}
        <p className="row">
          <Button kind="danger" icon="trash" busy={isBusy} onClick={() => void empty()}>
            {t("trash.emptyDo")}
          </Button>
          {!isBusy && <Button onClick={onClose}>{common("cancel")}</Button>}
        </p>
      </div>
    </Dialog>
  );
}
