import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { codeOf, TwofoldError, type ErrorCode } from "#shared/base/errors.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { StoredFile } from "#shared/domain/file.ts";
import type { ImportPreview } from "#shared/exchange/import/import-item.ts";
import type { Host } from "#shared/host/host.ts";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { keepPrepared, prepareFile } from "#renderer/ui/files/prepare-file.ts";
import type { ImportRefusal } from "#renderer/worker/import-calls.ts";
import type { openImport } from "#renderer/worker/import-client.ts";
import { bringIn, type Brought, type LostFile } from "./bring-in.ts";
import { chooseFiles, type Chosen } from "./chosen-files.ts";
import { lookThrough, type LookedThrough } from "./look-through.ts";

export type ImportState =
  | { readonly kind: "idle" }
  | { readonly kind: "reading"; readonly done: number; readonly of: number }
  | { readonly kind: "refused"; readonly why: ImportRefusal }
  | { readonly kind: "others"; readonly name: string }
  | {
      readonly kind: "preview";
      readonly chosen: Chosen;
      readonly preview: ImportPreview;
      readonly looked: LookedThrough;
    }
  | { readonly kind: "bringing"; readonly done: number; readonly of: number; readonly isStopping: boolean }
  | { readonly kind: "done"; readonly brought: Brought }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly hasBegun: boolean };

/** How files of another journal are read; a test gives its own. */
export type OpenImportOf = typeof openImport;

/** One import from the choice of a file to its end. Leaving the screen ends it where it is: what is in stays. */
export function useImport(
  host: Host,
  open: OpenImportOf,
): {
  state: ImportState;
  choose: (what: "file" | "folder") => void;
  /** From the preview: writes. */
  begin: () => void;
  /** Ends what is under way, and forgets what was chosen. */
  leave: () => void;
  /** Ends the writing at the next entry. */
  stop: () => void;
} {
  const { t } = useTranslation("moving");
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const [state, setState] = useState<ImportState>({ kind: "idle" });
  const running = useRef<AbortController | null>(null);
  const held = useRef<Chosen | null>(null);

  /** What is under way closes its files by itself, once it has come to its end. */
  const letGo = useCallback(() => {
    if (running.current === null) held.current?.drop();
    else running.current.abort();
    running.current = null;
    held.current = null;
  }, []);
  useEffect(() => letGo, [letGo]);

  /** Runs a piece of work that `leave` ends; what it comes to is shown unless it was left. */
  function run(
    before: Chosen | null,
    work: (signal: AbortSignal, hold: (chosen: Chosen) => void) => Promise<ImportState>,
  ): void {
    const control = new AbortController();
    running.current = control;
    let chosen = before;
    work(control.signal, (next) => (chosen = next))
      .catch((thrown: unknown): ImportState => ({ kind: "failed", code: codeOf(thrown), hasBegun: before !== null }))
      .then(
        (next) => {
          const isShown = running.current === control;
          if (isShown) running.current = null;
          if (isShown && next.kind === "preview") held.current = next.chosen;
          else chosen?.drop();
          if (isShown) setState(next);
        },
        () => undefined,
      ); // neither closing nor setting a state throws
  }

  const partnerNamed = (id: PartnerId): string | null =>
    session.kind === "one" && session.other?.id === id ? session.other.name : null;

  const wanted = (chosen: Chosen, signal: AbortSignal) => ({
    files: chosen.files,
    timeZone: journal.timeZone(),
    signal,
    onProgress: (done: number, of: number): void => {
      if (!signal.aborted) setState({ kind: "reading", done, of });
    },
  });

  function choose(what: "file" | "folder"): void {
    if (session.kind !== "one") return;
    letGo();
    const { me } = session;
    run(null, async (signal, hold) => {
      const chosen = await chooseFiles(host, what);
      if (chosen === null) return { kind: "idle" };
      hold(chosen);
      if (signal.aborted) return { kind: "idle" };
      setState({ kind: "reading", done: 0, of: 0 });
      const opened = await open(wanted(chosen, signal));
      if (opened.kind === "refused") return opened;
      try {
        const { preview } = opened;
        const looked = await lookThrough(opened, { app: preview.app, mine: mineOf(journal), me: me.id });
        const name = [...looked.others].map(partnerNamed).find((known) => known !== null);
        return name === undefined ? { kind: "preview", chosen, preview, looked } : { kind: "others", name };
      } finally {
        opened.end();
      }
    });
  }

  function begin(): void {
    if (state.kind !== "preview" || session.kind !== "one") return;
    const { chosen, preview } = state;
    const of = preview.items;
    const { me } = session;
    run(chosen, async (signal) => {
      const reading = new AbortController();
      const endReading = (): void => reading.abort();
      signal.addEventListener("abort", endReading);
      const opened = await open(wanted(chosen, reading.signal));
      if (opened.kind === "refused") return opened;
      signal.removeEventListener("abort", endReading); // from here on it ends at an entry's end, and not within one
      setState({ kind: "bringing", done: 0, of, isStopping: false });
      try {
        const brought = await bringIn({
          source: opened,
          app: preview.app,
          file: chosen.name,
          mine: mineOf(journal),
          me: me.id,
          now: journal.now(),
          today: journal.today(),
          newId: journal.newId,
          putAll: (records) => journal.putAll(records),
          keep: (file) => keepFor(journal, file),
          wordsFor: ({ name, why }) => t(`lost.${why}`, { name }),
          onProgress: (done) => {
            if (!signal.aborted) setState({ kind: "bringing", done, of, isStopping: false });
          },
          signal,
        });
        return { kind: "done", brought };
      } finally {
        opened.end();
      }
    });
  }

  return {
    state,
    choose,
    begin,
    leave() {
      letGo();
      setState({ kind: "idle" });
    },
    stop() {
      if (state.kind !== "bringing") return;
      running.current?.abort();
      setState({ ...state, isStopping: true });
    },
  };
}

function mineOf(journal: Journal) {
  const state = journal.state();
  if (state.kind !== "open") throw new TwofoldError("locked", state.kind);
  return state.snapshot.mine;
}

async function keepFor(
  journal: Journal,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<StoredFile | LostFile["why"]> {
  const prepared = await prepareFile(file);
  if (prepared.kind === "prepared") return keepPrepared(journal, prepared);
  if (prepared.why === "too-big") return "file-too-big";
  return prepared.why === "empty" ? "missing-file" : "file-kind";
}
