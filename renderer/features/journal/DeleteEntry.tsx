import { useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { DeleteForGood, ForGoodOffer } from "#renderer/ui/DeleteForGood.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { countOf } from "#renderer/ui/editor/count.ts";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAnnounce, useNotice } from "#renderer/ui/notice.tsx";
import { type OpenPage, pagePlace } from "#renderer/ui/open-page.ts";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { codeOf } from "#shared/base/errors.ts";
import { isInJournal, restoreEntry, TRASH_DAYS, type Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { plainText } from "#shared/domain/rich-text.ts";

/** Puts an entry into the trash once asked, with a way back; or deletes it for good. */
export function DeleteEntry({
  entry,
  page,
  name,
  onGone,
}: {
  entry: Entry;
  page: OpenPage;
  /** The other partner. */
  name: string;
  onGone: () => void;
}): JSX.Element {
  const { t } = useTranslation(["history", "journal", "keys", "ui"]);
  const format = useFormat();
  const journal = useJournal();
  const { state, act } = useAct();
  const sayTrashed = useTrashNotice();
  const [asked, setAsked] = useState<"trash" | "for-good" | null>(null);
  const { day, title, body } = page.text();
  const named = title || t("journal:untitled");

  async function trash(): Promise<void> {
    const worked = await act(() => page.saveAround(() => journal.trash(entry.id)));
    if (!worked) return;
    sayTrashed(entry.id);
    onGone();
  }

  return (
    <>
      <Button small kind="plain" icon="trash" onClick={() => setAsked("trash")}>
        {t("journal:delete")}
      </Button>
      <Dialog opened={asked === "trash"} onClose={() => setAsked(null)} title={t("trash.askTitle")}>
        <div className="stack">
          <p>
            {t("trash.askSays", {
              title: named,
              day: format.dayLong(day),
              words: format.number(countOf(plainText(body)).words),
              count: TRASH_DAYS,
            })}
          </p>
          {entry.original?.shared != null && <p>{t("trash.askCopy", { name })}</p>}
          {state.kind === "failed" && <ErrorNote code={state.code} />}
          <p className="row">
            <Button kind="main" icon="trash" busy={state.kind === "saving"} onClick={() => void trash()}>
              {t("trash.askDo")}
            </Button>
            <Button onClick={() => setAsked(null)}>{t("ui:cancel")}</Button>
          </p>
          <ForGoodOffer onForGood={() => setAsked("for-good")} />
        </div>
      </Dialog>
      <DeleteForGood
        opened={asked === "for-good"}
        record={entry}
        what={t("keys:forGood.entry", { title: named, day: format.dayLong(day) })}
        before={async () => {
          await page.save(); // so that nothing is left to save when the page goes with its entry
          await journal.dropDraft(pagePlace(entry.id)); // an older one that was offered
        }}
        onClose={() => setAsked(null)}
        onGone={onGone}
      />
    </>
  );
}

/** Says that an entry is in the trash, and offers it back for as long as that stands there. */
function useTrashNotice(): (id: RecordId) => void {
  const { t } = useTranslation(["history", "errors"]);
  const journal = useJournal();
  const notice = useNotice();
  const announce = useAnnounce();
  return (id) => {
    const undo = async (): Promise<void> => {
      try {
        const entry = entryNow(journal, id);
        if (entry === null || isInJournal(entry)) return; // it went for good, or was put back from the trash
        await journal.put(restoreEntry(entry, { author: entry.author, now: journal.now() }));
        announce(t("trash.undone"));
      } catch (thrown) {
        const code = codeOf(thrown);
        notice(`${t(`errors:${code}.what`)} ${t(`errors:${code}.next`)}`);
      }
    };
    notice(t("trash.put"), { label: t("trash.undo"), act: () => void undo() });
  };
}

/** The entry as it stands now, whatever page is shown; null once it is gone for good. */
function entryNow(journal: Journal, id: RecordId): Entry | null {
  const state = journal.state();
  const record = state.kind === "open" ? state.snapshot.mine.find((mine) => mine.id === id) : undefined;
  return record?.kind === "entry" ? record : null;
}
