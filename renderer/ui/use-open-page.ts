import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import type { Day, Instant } from "#shared/base/time.ts";
import { codeOf } from "#shared/base/errors.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { useNotice } from "./notice.tsx";
import { keptPages, openPage, type KeptPage, type OpenPage, type PageText } from "./open-page.ts";
import type { SaveState } from "./use-act.ts";

/** Pages that were left and are not saved yet. One the disk refused lives on, tries again, and goes on when it is opened again. */
const leftUnsaved = new WeakMap<Journal, Map<RecordId, Left>>();

interface Left {
  readonly page: OpenPage;
  /** Takes back what must run before a lock. */
  readonly unregister: () => void;
}

function leftIn(journal: Journal): Map<RecordId, Left> {
  const left = leftUnsaved.get(journal) ?? new Map<RecordId, Left>();
  leftUnsaved.set(journal, left);
  return left;
}

/** What was typed and is not saved to its page: drafts of an earlier session, and pages left when the disk refused them. */
export function unsavedPages(journal: Journal): KeptPage[] {
  const left = leftIn(journal);
  return [
    ...[...left.values()].filter(({ page }) => page.state().kind === "failed").map(({ page }) => page.asKept()),
    ...keptPages(journal.drafts()).filter(({ entry }) => !left.has(entry)),
  ];
}

/**
 * A page for as long as a component shows it: saved when it leaves, before a lock, and when it was idle. Give the
 * component a key of the entry's id; one mounting is one opening.
 */
export function useOpenPage(opening: { entry: Entry | null; id: RecordId; day: Day; author: PartnerId }): {
  page: OpenPage;
  text: PageText;
  state: SaveState;
  /** When the draft that is shown was typed; null when the saved text is shown, with an older draft to offer or without. */
  recoveredAt: Instant | null;
  offered: KeptPage | null;
} {
  const journal = useJournal();
  const notice = useNotice();
  const { t } = useTranslation(["writing", "errors"]);
  const [{ page, recoveredAt }] = useState(() => {
    const kept = unsavedPages(journal).find((unsaved) => unsaved.entry === opening.id) ?? null;
    const left = leftIn(journal).get(opening.id)?.page; // with a save under way, perhaps: two pages of one entry would race
    const opened = left ?? openPage(journal, { ...opening, kept });
    return { page: opened, recoveredAt: opened.offered() === null ? (kept?.keptAt ?? null) : null };
  });

  // Another save of the same entry (sharing it, taking it back) makes a revision this page must build on.
  const saved = useSnapshot((snapshot) => snapshot.mine.find(({ id }) => id === opening.id));
  useEffect(() => {
    if (saved?.kind === "entry") page.adopt(saved);
  }, [page, saved]);

  useEffect(() => {
    const left = leftIn(journal);
    const unregister = journal.beforeLock(page.keepAndSave);
    left.get(page.id)?.unregister(); // only now: between the two it would not be kept
    left.delete(page.id);
    const keepWhenHidden = (): void => {
      if (document.visibilityState === "hidden") void page.keep(); // a hidden page may be ended without a word
    };
    document.addEventListener("visibilitychange", keepWhenHidden);
    return () => {
      document.removeEventListener("visibilitychange", keepWhenHidden);
      const leaving: Left = { page, unregister };
      left.set(page.id, leaving); // until it is saved; opened again meanwhile, it goes on as it is
      page.save().then(
        () => {
          if (left.get(page.id) !== leaving) return;
          left.delete(page.id);
          unregister();
          page.close();
        },
        (thrown: unknown) => {
          const code = codeOf(thrown);
          notice(`${t("writing:page.kept")} ${t(`errors:${code}.what`)} ${t(`errors:${code}.next`)}`);
        },
      );
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- one opening: the page leaves when the component does, not when a text changes
  }, [page, journal]);

  const text = useSyncExternalStore(page.subscribe, page.text);
  const state = useSyncExternalStore(page.subscribe, page.state);
  const offered = useSyncExternalStore(page.subscribe, page.offered);
  return { page, text, state, recoveredAt, offered };
}
