import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";
import type { StoredFile } from "#shared/domain/file.ts";
import { useAnnounce, useNotice } from "../notice.tsx";
import type { OpenPage } from "../open-page.ts";
import { keepPrepared, prepareFile, type RefusedFile } from "./prepare-file.ts";

/** The most files a page holds: as many as an entry does [D60]. */
export const MOST_FILES = 100;

/** What is to be said of files that were added, or were not. */
export interface Told {
  readonly refused: readonly RefusedFile[];
  /** Names of those that said where they were taken. */
  readonly placeTakenOut: readonly string[];
  readonly madeAnew: readonly string[];
  /** How many were left because the page is full. */
  readonly noRoom: number;
  /** What could not be kept, and why; it and those after it were not added. */
  readonly failed: { readonly name: string; readonly count: number; readonly code: ErrorCode } | null;
}

const NOTHING_TOLD: Told = { refused: [], placeTakenOut: [], madeAnew: [], noRoom: 0, failed: null };

export interface Adding {
  /** How many of those being added are done; null when none are. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly told: Told | null;
  /** Adds files to the page, one after the other, each as soon as it is kept. Answers those that were added. Never rejects. */
  add(files: readonly File[]): Promise<StoredFile[]>;
  forget(): void;
}

/** Adding files to a page for as long as it is shown: a page that is left keeps those that were added, and the rest are told. */
export function useAdding(page: OpenPage): Adding {
  const { t } = useTranslation("files");
  const journal = useJournal();
  const announce = useAnnounce();
  const notice = useNotice();
  const [progress, setProgress] = useState<Adding["progress"]>(null);
  const [told, setTold] = useState<Told | null>(null);
  const waiting = useRef<{ queue: Promise<unknown>; done: number; total: number; isLeft: boolean }>({
    queue: Promise.resolve(),
    done: 0,
    total: 0,
    isLeft: false,
  });

  useEffect(() => {
    const state = waiting.current;
    state.isLeft = false;
    return () => {
      state.isLeft = true;
      const count = state.total - state.done;
      if (count > 0) notice(t("endedEarly", { count }));
    };
  }, [page, notice, t]);

  const add = useCallback(
    (files: readonly File[]): Promise<StoredFile[]> => {
      const state = waiting.current;
      const isFirst = state.total === 0;
      if (isFirst) setTold(null);
      state.total += files.length;
      setProgress({ done: state.done, total: state.total });
      const step = (count = 1): void => {
        state.done += count;
        setProgress({ done: state.done, total: state.total });
      };
      const tell = (part: (told: Told) => Partial<Told>): void =>
        setTold((before) => {
          const so = before ?? NOTHING_TOLD;
          return { ...so, ...part(so) };
        });

      async function addAll(): Promise<StoredFile[]> {
        const added: StoredFile[] = [];
        for (const [at, file] of files.entries()) {
          if (state.isLeft) return added;
          const left = files.length - at;
          if (page.text().files.length >= MOST_FILES) {
            tell(({ noRoom }) => ({ noRoom: noRoom + left }));
            step(left);
            break;
          }
          try {
            const prepared = await prepareFile(file);
            if (prepared.kind === "refused") {
              tell(({ refused }) => ({ refused: [...refused, prepared] }));
            } else {
              const stored = await keepPrepared(journal, prepared);
              if (state.isLeft) return added; // it is nobody's, and cleared later
              page.change({ files: [...page.text().files, stored] });
              added.push(stored);
              const { name } = stored;
              if (prepared.placeTakenOut) tell(({ placeTakenOut }) => ({ placeTakenOut: [...placeTakenOut, name] }));
              if (prepared.madeAnew) tell(({ madeAnew }) => ({ madeAnew: [...madeAnew, file.name] }));
            }
            step();
          } catch (thrown) {
            tell(() => ({ failed: { name: file.name, count: left, code: codeOf(thrown) } }));
            step(left);
            break;
          }
        }
        const [first] = added;
        if (first !== undefined) announce(t("added", { count: added.length, name: first.name }));
        return added;
      }

      const adding = state.queue.then(addAll);
      state.queue = adding.finally(() => {
        if (state.done < state.total) return;
        state.done = state.total = 0;
        setProgress(null);
      });
      return adding;
    },
    [page, journal, announce, t],
  );

  return { progress, told, add, forget: useCallback(() => setTold(null), []) };
}
