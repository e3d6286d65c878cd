import { useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { PageDay } from "#renderer/ui/entry-extras/PageDay.tsx";
import { EntryPage } from "#renderer/ui/EntryPage.tsx";
import type { OpenPage } from "#renderer/ui/open-page.ts";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { isHidden, useOpenedLocks, useOpenWhileShown } from "#renderer/ui/second-lock.ts";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useOpenPage } from "#renderer/ui/use-open-page.ts";
import { Where } from "#renderer/ui/Where.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import { DeleteEntry } from "./DeleteEntry.tsx";
import { DraftNotes } from "./DraftNotes.tsx";
import { EntryAnswers } from "./EntryAnswers.tsx";
import { LockedEntry } from "./LockedEntry.tsx";
import { SecondLock } from "./SecondLock.tsx";
import { SharedCopyNote } from "./SharedCopyNote.tsx";
import { CopyDialog, ShareDialog } from "./ShareEntry.tsx";

/** What an entry said before, beside its open page; where a text was brought back, the page shows it from there on. */
export type HistoryOf = (of: { entry: Entry; page: OpenPage; onBroughtBack: () => void }) => ReactNode;

interface OwnEntryProps {
  entry: Entry;
  onGone: () => void;
  historyOf: HistoryOf;
}

/** One's own entry; one that asks for the passphrase again does so first. */
export function OwnEntry(props: OwnEntryProps): JSX.Element {
  const opened = useOpenedLocks();
  const hidden = isHidden(props.entry, opened);
  const [wasHidden] = useState(hidden);
  return hidden ? <LockedEntry entry={props.entry} /> : <ShownEntry {...props} focused={wasHidden} />;
}

/** Open to be read and gone on with, and beside it what stands on the shared page. */
function ShownEntry({ entry, onGone, historyOf, focused }: OwnEntryProps & { focused: boolean }): JSX.Element {
  const { t } = useTranslation("journal");
  const format = useFormat();
  const session = useSnapshot((snapshot) => snapshot.session);
  const { page, text, state, recoveredAt, offered } = useOpenPage({
    entry,
    id: entry.id,
    day: entry.day,
    author: entry.author,
  });
  const [opening, setOpening] = useState(0);
  const [asked, setAsked] = useState<"share" | "copy" | null>(null);
  useOpenWhileShown(entry.id);
  const beginAnew = (): void => setOpening((before) => before + 1);
  const name = (session.kind === "one" ? session.other?.name : undefined) ?? t("partner");

  return (
    <Sheet spine={session.kind === "one" ? session.me.seat : "a"} className="journal-sheet">
      <header className="journal-head">
        <div className="page-day-shown">
          <span className="quiet">
            {format.dayLong(text.day)}
            {text.time !== null && `, ${text.time}`}
          </span>
          <PageDay page={page} text={text} />
        </div>
        <span className="row">
          <SavedMark state={state} />
          <Where privacy="one">
            {t("pageOnlyYou")} <b>{t("onlyYou")}</b>
          </Where>
        </span>
      </header>
      <DraftNotes page={page} recoveredAt={recoveredAt} offered={offered} onBeginAnew={beginAnew} />
      <SharedCopyNote entry={entry} page={page} text={text} name={name} onAsk={setAsked} />
      <h2 className="sr">{entry.title || t("untitled")}</h2>
      <EntryPage key={opening} page={page} text={text} focused={focused} />
      <EntryAnswers entry={entry} />
      <footer className="journal-foot">
        {entry.original?.shared == null && (
          <Button small icon="both" onClick={() => setAsked("share")}>
            {t("share")}
          </Button>
        )}
        {historyOf({ entry, page, onBroughtBack: beginAnew })}
        <SecondLock entry={entry} page={page} name={name} />
        <DeleteEntry entry={entry} page={page} name={name} onGone={onGone} />
      </footer>
      <ShareDialog opened={asked === "share"} entry={entry} page={page} name={name} onClose={() => setAsked(null)} />
      <CopyDialog opened={asked === "copy"} entry={entry} name={name} onClose={() => setAsked(null)} />
    </Sheet>
  );
}
