import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { ShownFiles } from "#renderer/ui/files/ShownFiles.tsx";
import { useAnnounce } from "#renderer/ui/notice.tsx";
import type { OpenPage } from "#renderer/ui/open-page.ts";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { Where } from "#renderer/ui/Where.tsx";
import type { Entry } from "#shared/domain/entry.ts";
import type { JournalRecord } from "#shared/domain/record.ts";

/** The entry among records, for the page that goes on with it. */
export async function entryOf(asked: Promise<JournalRecord | null>): Promise<Entry | null> {
  const record = await asked;
  return record?.kind === "entry" ? record : null;
}

/** What the other will read, before it is shared. */
export function ShareDialog({
  opened,
  entry,
  page,
  name,
  onClose,
}: {
  opened: boolean;
  entry: Entry;
  page: OpenPage;
  name: string;
  onClose: () => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const { t: common } = useTranslation("ui");
  const journal = useJournal();
  const announce = useAnnounce();
  const { state, act } = useAct();
  const { day, title, body, files } = page.text();

  async function share(): Promise<void> {
    const worked = await act(async () => {
      await page.saveAround(() => entryOf(journal.share(entry.id)));
    });
    if (!worked) return;
    announce(t("sharedNow", { name }));
    onClose();
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={t("shareTitle", { name })} wide>
      <div className="stack">
        <Sheet spine="both" as="div" className="journal-preview">
          <Preview entry={{ ...entry, day, title, body, files }} />
        </Sheet>
        <p>{t("shareAbout")}</p>
        {entry.secondLock && <p>{t("shareLocked", { name })}</p>}
        {state.kind === "failed" && <ErrorNote code={state.code} />}
        <p className="row">
          <Button kind="main" icon="both" busy={state.kind === "saving"} onClick={() => void share()}>
            {entry.original?.shared ? t("shareAgainDo") : t("shareDo")}
          </Button>
          <Button onClick={onClose}>{common("cancel")}</Button>
        </p>
      </div>
    </Dialog>
  );
}

/** The copy that the other reads now. */
export function CopyDialog({
  opened,
  entry,
  name,
  onClose,
}: {
  opened: boolean;
  entry: Entry;
  name: string;
  onClose: () => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  // An id is only its author's: the other's copy of the same id says nothing of this entry.
  const copy = useSnapshot(
    ({ shared }) => shared.find(({ record }) => record.id === entry.id && record.author === entry.author)?.record,
  );
  return (
    <Dialog opened={opened} onClose={onClose} title={t("copyTitle", { name })} wide>
      {copy?.kind === "entry" && (
        <Sheet spine="both" as="div" className="journal-preview">
          <Preview entry={copy} />
        </Sheet>
      )}
    </Dialog>
  );
}

function Preview({ entry }: { entry: Entry }): JSX.Element {
  const { t } = useTranslation("journal");
  const format = useFormat();
  return (
    <>
      <p className="journal-head">
        <span className="quiet">{format.dayLong(entry.day)}</span>
        <Where privacy="both" quiet />
      </p>
      <h3 className="journal-title" dir="auto">
        {entry.title || t("untitled")}
      </h3>
      <div dir="auto">
        <RichTextView value={entry.body} files={entry.files} />
        <ShownFiles files={entry.files} text={entry.body} />
      </div>
    </>
  );
}
