import { useCallback, useEffect, useRef, useState } from "react";
import type { OpenedBackupFile } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { useAct, type SaveState } from "#renderer/ui/use-act.ts";

/** A backup file chosen in the system's dialog, or one that is kept here; held while this is shown and let go of afterwards. */
export function useBackupFile(): {
  file: OpenedBackupFile | null;
  choosing: SaveState;
  choose: () => void;
  /** Opens a backup that is kept here, by its name. */
  openKept: (name: string) => void;
  letGo: () => void;
  /** Runs what uses the file up, and so lets go of it itself; holds the file again when that fails. */
  spend: (work: (file: OpenedBackupFile) => Promise<unknown>) => Promise<void>;
} {
  const journal = useJournal();
  const { state, act, forget } = useAct();
  const [file, setFile] = useState<OpenedBackupFile | null>(null);
  const held = useRef<OpenedBackupFile | null>(null);

  const letGo = useCallback(() => {
    const before = held.current;
    held.current = null;
    setFile(null);
    // Nothing is written through it: one that does not close is closed with the window.
    before?.close().catch(() => undefined);
  }, []);
  useEffect(() => () => letGo(), [letGo]);

  const take = useCallback(
    (from: () => Promise<"cancelled" | OpenedBackupFile>): void => {
      forget();
      void act(async () => {
        letGo();
        const chosen = await from();
        if (chosen === "cancelled") return;
        held.current = chosen;
        setFile(chosen);
      });
    },
    [act, forget, letGo],
  );
  const choose = useCallback(() => take(() => journal.chooseBackup()), [take, journal]);
  const openKept = useCallback((name: string) => take(() => journal.openKept(name)), [take, journal]);
  const spend = async (work: (file: OpenedBackupFile) => Promise<unknown>): Promise<void> => {
    const spent = held.current;
    if (spent === null) return;
    held.current = null;
    try {
      await work(spent);
    } catch (thrown) {
      held.current = spent;
      throw thrown;
    }
  };
  return { file, choosing: state, choose, openKept, letGo, spend };
}
