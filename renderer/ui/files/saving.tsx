import { createContext, useContext, useEffect, useRef, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Journal } from "#renderer/store/journal.ts";
import { useJournal } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { sameBytes } from "#shared/base/bytes.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import type { StoredFile } from "#shared/domain/file.ts";
import { MAX_CHUNK_BYTES, type Host } from "#shared/host/host.ts";
import { TURNING } from "./prepare-file.ts";

type Saver = Pick<Host, "createFile" | "writeFile" | "syncFile" | "readFile" | "keepFile" | "dropFile">;

const SaverContext = createContext<Saver | null>(null);

/** Says where copies of files are saved. Without one, nothing offers to save any. */
export function SavesFiles({ host, children }: { host: Saver; children: ReactNode }): JSX.Element {
  return <SaverContext value={host}>{children}</SaverContext>;
}

/** Offers to save a copy of a file outside the journal: it asks first, as the copy is no longer encrypted. */
export function SaveCopy({ file }: { file: StoredFile }): JSX.Element | null {
  const { t } = useTranslation("files");
  const { t: common } = useTranslation("ui");
  const host = useContext(SaverContext);
  const journal = useJournal();
  const { state, act, forget } = useAct();
  const [asked, setAsked] = useState<"no" | "yes" | "answered">("no");
  const [savedAs, setSavedAs] = useState<string | null>(null);
  const offer = useRef<HTMLButtonElement>(null);
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asked !== "no") (asked === "yes" ? confirm : offer).current?.focus();
  }, [asked]);
  if (host === null) return null;
  const name = file.name || t("unnamed");

  async function save(saver: Saver): Promise<void> {
    const worked = await act(async () => {
      const saved = await saveCopy(journal, saver, file, nameToSave(file.name, t("unnamed")));
      setSavedAs(saved === "cancelled" ? null : saved.name);
    });
    if (worked) setAsked("answered");
  }

  if (asked !== "yes")
    return (
      <>
        <LinkButton
          ref={offer}
          aria-label={t("saveNamed", { name })}
          onClick={() => {
            setSavedAs(null);
            setAsked("yes");
          }}
        >
          {t("save")}
        </LinkButton>
        <span className="quiet" role="status">
          {savedAs !== null && t("saved", { name: savedAs })}
        </span>
      </>
    );
  return (
    <div className="file-ask" role="group" aria-label={t("saveNamed", { name })}>
      <p>{t("saveSays")}</p>
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <p className="row">
        <Button ref={confirm} small busy={state.kind === "saving"} onClick={() => void save(host)}>
          {t("saveDo")}
        </Button>
        <Button
          small
          kind="plain"
          onClick={() => {
            forget();
            setAsked("answered");
          }}
        >
          {common("cancel")}
        </Button>
      </p>
    </div>
  );
}

/** What file systems of the three desktops refuse in a name, is a dash; what turns a name around, so that it seems to end otherwise, goes. */
function nameToSave(given: string, unnamed: string): string {
  const name = given.replace(TURNING, "");
  const ending = /\.[^.]{1,20}$/.exec(name)?.[0] ?? "";
  const stem = name.slice(0, name.length - ending.length).slice(0, 120 - ending.length);
  const plain = `${stem}${ending}`
    .replace(/[\u0000-\u001f\u007f/\\:*?"<>|]/g, "-") // eslint-disable-line no-control-regex -- control characters are among them
    .replace(/^[ .]+|[ .]+$/g, "");
  return plain === "" ? unnamed : plain;
}

/** Writes a file outside the journal, reads it back, and only then gives it its name. */
async function saveCopy(
  journal: Pick<Journal, "readFile">,
  host: Saver,
  { sealed }: StoredFile,
  suggestedName: string,
): Promise<"cancelled" | { name: string }> {
  const bytes = await journal.readFile(sealed);
  const created = await host.createFile({ suggestedName, purpose: "file" });
  if (created === "cancelled") return created;
  const { file } = created;
  try {
    const eachChunk = async (work: (chunk: Uint8Array, at: number) => Promise<void>): Promise<void> => {
      for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES)
        await work(bytes.subarray(at, at + MAX_CHUNK_BYTES), at);
    };
    await eachChunk((chunk) => host.writeFile(file, chunk));
    await host.syncFile(file);
    await eachChunk(async (chunk, at) => {
      if (!sameBytes(await host.readFile(file, at, chunk.length), chunk)) throw new TwofoldError("file-failed", "copy");
    });
    return await host.keepFile(file);
  } catch (thrown) {
    await host.dropFile(file).catch(() => {}); // what went wrong first is what is told
    throw thrown;
  }
}
