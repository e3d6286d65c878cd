import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import type { Day } from "#shared/base/time.ts";
import { codeOf } from "#shared/base/errors.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { useNotice } from "./notice.tsx";
import { keptPages, openPage, type OpenPage, type PageText } from "./open-page.ts";
import type { SaveState } from "./use-act.ts";

/**
 * A page for as long as a component shows it: saved when it leaves, before a lock, and when it was idle. Give the
 * component a key of the entry's id; one mounting is one opening.
 */
export function useOpenPage(opening: { entry: Entry | null; id: RecordId; day: Day; author: PartnerId }): {
  page: OpenPage;
  text: PageText;
  state: SaveState;
  recoveredAt: string | null;
} {
  const journal = useJournal();
  const notice = useNotice();
  const { t } = useTranslation(["ui", "errors"]);
  const [kept] = useState(() => keptPages(journal.drafts()).find((draft) => draft.entry === opening.id) ?? null);
  const [page] = useState(() => openPage(journal, { ...opening, kept }));

  // Another save of the same entry (sharing it, taking it back) makes a revision this page must build on.
  const saved = useSnapshot((snapshot) => snapshot.mine.find(({ id }) => id === opening.id));
  useEffect(() => {
    if (saved?.kind === "entry") page.adopt(saved);
  }, [page, saved]);

  useEffect(() => {
    const forget = journal.beforeLock(page.save);
    return () => {
      page
        .save()
        .catch((thrown: unknown) => {
          const code = codeOf(thrown);
          notice(`${t("ui:page.kept")} ${t(`errors:${code}.what`)} ${t(`errors:${code}.next`)}`);
        })
        .finally(() => {
          forget();
          page.close();
        });
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- one opening: the page leaves when the component does, not when a text changes
  }, [page, journal]);

  const text = useSyncExternalStore(page.subscribe, page.text);
  const state = useSyncExternalStore(page.subscribe, page.state);
  return { page, text, state, recoveredAt: kept?.keptAt ?? null };
}
