import { useCallback, useEffect, useRef, useState } from "react";
import { codeOf } from "#shared/base/errors.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import type { SaveState } from "#renderer/ui/use-act.ts";

const PAUSE_MS = 600;

/**
 * What is typed in one place, kept as a sealed draft a moment after the last key and before a lock. `read` parses what
 * was kept; `blank` tells what need not be kept. `forget` drops the draft, once what it held is saved as a record.
 */
export function useKeptDraft<T>(
  place: string,
  { start, read, blank }: { start: T; read: (kept: unknown) => T | null; blank: (value: T) => boolean },
): { value: T; change: (value: T) => void; state: SaveState; forget: () => Promise<void> } {
  const journal = useJournal();
  const [value, setValue] = useState(() => read(journal.drafts().get(place)) ?? start);
  const [state, setState] = useState<SaveState>({ kind: "untouched" });
  const waiting = useRef<{ value: T; timer: number } | null>(null);

  const keep = useCallback(async () => {
    const due = waiting.current;
    if (due === null) return;
    waiting.current = null;
    window.clearTimeout(due.timer);
    try {
      if (blank(due.value)) await journal.dropDraft(place);
      else await journal.keepDraft(place, due.value);
      if (waiting.current === null) setState({ kind: "saved" });
    } catch (thrown) {
      setState({ kind: "failed", code: codeOf(thrown) });
    }
  }, [journal, place, blank]);

  useEffect(() => {
    const unregister = journal.beforeLock(keep);
    return () => {
      unregister();
      void keep();
    };
  }, [journal, keep]);

  const change = useCallback(
    (next: T) => {
      setValue(next);
      setState({ kind: "saving" });
      if (waiting.current !== null) window.clearTimeout(waiting.current.timer);
      waiting.current = { value: next, timer: window.setTimeout(() => void keep(), PAUSE_MS) };
    },
    [keep],
  );

  const forget = useCallback(async () => {
    if (waiting.current !== null) window.clearTimeout(waiting.current.timer);
    waiting.current = null;
    setValue(start);
    setState({ kind: "untouched" });
    await journal.dropDraft(place);
  }, [journal, place, start]);

  return { value, change, state, forget };
}
