import { useCallback, useEffect, useState } from "react";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { keepDraftOf } from "./kept-draft.ts";
import type { SaveState } from "./use-act.ts";

/**
 * What is typed in a form, kept as a sealed draft at most a second behind, before a lock and on leaving. `read` parses
 * what was kept; `blank` tells what need not be kept. `forget` empties the form and drops the draft, once what it held
 * is saved as a record, or to be thrown away. `isChanged` tells whether what stands there, and is kept, is not what the form begins with;
 * values are such that JSON holds. A place of null keeps nothing; a form's place is one for as long as it is shown.
 */
export function useKeptDraft<T>(
  place: string | null,
  { start, read, blank }: { start: T; read: (kept: unknown) => T | null; blank: (value: T) => boolean },
): { value: T; change: (value: T) => void; state: SaveState; isChanged: boolean; forget: () => Promise<void> } {
  const journal = useJournal();
  const [value, setValue] = useState(() => (place === null ? null : read(journal.drafts().get(place))) ?? start);
  const [state, setState] = useState<SaveState>({ kind: "untouched" });
  const [draft] = useState(() => (place === null ? null : keepDraftOf(journal, place, { blank, onState: setState })));

  useEffect(() => draft?.attend(), [draft]);

  const change = useCallback(
    (next: T) => {
      setValue(next);
      draft?.change(next);
    },
    [draft],
  );
  const forget = useCallback(async () => {
    setValue(start);
    await draft?.forget();
  }, [draft, start]);

  const isChanged = place !== null && JSON.stringify(value) !== JSON.stringify(start);
  return { value, change, state, isChanged, forget };
}
