import { useEffect, useMemo, useRef, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { ReadableTexts } from "#shared/exchange/markdown-files.ts";
import type { Host } from "#shared/host/host.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { ConfirmSecret } from "#renderer/ui/ConfirmSecret.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { inKilobytes } from "#renderer/ui/size.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { type Confirmed, ConfirmedAct } from "./ConfirmedAct.tsx";
import { fileBytesOf, jsonParts, markdownParts, withoutLocked } from "./own-export.ts";
import { writeZip, type ZipPart } from "./zip-file.ts";

type ExportState =
  | { readonly kind: "choosing" }
  | { readonly kind: "writing"; readonly done: number }
  | { readonly kind: "cancelled" }
  | { readonly kind: "done"; readonly file: string; readonly lost: number; readonly isDownload: boolean }
  | { readonly kind: "failed"; readonly code: ErrorCode };

/**
 * Taking one's own part out, as JSON or as Markdown: written as a zip, read back, and only then given its name.
 *
 * @param readableTexts the words Markdown is written with, asked for when they are needed
 */
export function ExportFlow({
  host,
  readableTexts,
  confirmed,
}: {
  host: Host;
  readableTexts: () => Promise<ReadableTexts>;
  confirmed: Confirmed;
}): JSX.Element {
  const { t } = useTranslation("moving");
  const format = useFormat();
  const journal = useJournal();
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const [as, setAs] = useState<"json" | "markdown">("json");
  const [withTheirs, setWithTheirs] = useState(false);
  const [locked, setLocked] = useState<"without" | "asked" | "with">("without");
  const [state, setState] = useState<ExportState>({ kind: "choosing" });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const lockedCount = useMemo(
    () => mine.filter((record) => record.kind === "entry" && record.secondLock).length,
    [mine],
  );
  const other = session.kind === "one" ? session.other : null;

  async function write(signal: AbortSignal, onDone: (done: number) => void): Promise<ExportState> {
    if (session.kind !== "one") return { kind: "choosing" };
    await journal.settled();
    const own = locked === "with" ? mine : withoutLocked(mine);
    const theirs =
      as === "markdown" && withTheirs
        ? shared.flatMap(({ record, verified }) => (verified && record.author !== session.me.id ? [record] : []))
        : [];
    const records: readonly JournalRecord[] = [...own, ...theirs];
    const day = journal.today();
    const created = await host.createFile({ suggestedName: t("out.name", { day }), purpose: "export" });
    if (created === "cancelled") return { kind: "cancelled" };
    const { file } = created;
    try {
      let lost = 0;
      const { name } = session.me;
      const readme = t(as === "json" ? "out.readmeJson" : "out.readmeMarkdown", { name, day: format.dayLong(day) });
      const common = { records, readme, readFile: journal.readFile, onLost: () => (lost += 1) };
      const parts: AsyncIterable<ZipPart> =
        as === "json"
          ? jsonParts({ ...common, author: { id: session.me.id, name }, day })
          : markdownParts({
              ...common,
              partners,
              texts: await readableTexts(),
            });
      await writeZip(host, file, parts, { now: new Date(journal.now()), signal, onWritten: onDone });
      const kept = await host.keepFile(file);
      const { nativeDialogs } = await host.describe();
      return { kind: "done", file: kept.name, lost, isDownload: !nativeDialogs };
    } catch (thrown) {
      await host.dropFile(file).catch(() => undefined); // what went wrong first is what is told
      if (signal.aborted) return { kind: "cancelled" };
      throw thrown;
    }
  }

  function begin(): void {
    const control = new AbortController();
    running.current = control;
    setState({ kind: "writing", done: 0 });
    const show = (next: ExportState): void => {
      if (running.current === control) setState(next);
    };
    write(control.signal, (done) => show({ kind: "writing", done })).then(show, (thrown: unknown) =>
      show({ kind: "failed", code: codeOf(thrown) }),
    );
  }

  if (state.kind === "writing") {
    // Every file goes in once and is read back once; the text beside them is small.
    const total = Math.max(2 * fileBytesOf(locked === "with" ? mine : withoutLocked(mine)), state.done);
    return (
      <>
        <ProgressLine label={t("out.writing")} {...inKilobytes(state.done, total)} />
        <p>
          <Button small onClick={() => running.current?.abort()}>
            {t("out.stop")}
          </Button>
        </p>
      </>
    );
  }

  return (
    <>
      <RadioChips
        legend={t("out.format")}
        options={[
          { value: "json" as const, label: t("out.json") },
          { value: "markdown" as const, label: t("out.markdown") },
        ]}
        value={as}
        onChange={setAs}
      />
      <p className="quiet">{t(as === "json" ? "out.jsonSays" : "out.markdownSays")}</p>
      {as === "markdown" && other !== null && (
        <label className="moving-check">
          <input type="checkbox" checked={withTheirs} onChange={(event) => setWithTheirs(event.target.checked)} />
          {t("out.theirs", { name: other.name })}
        </label>
      )}
      {lockedCount > 0 && (
        <div className="stack-close">
          <p>{t("out.locked", { count: lockedCount })}</p>
          <RadioChips
            legend={t("out.lockedLegend")}
            legendHidden
            options={[
              { value: "without" as const, label: t("out.lockedWithout") },
              { value: "with" as const, label: t("out.lockedWith") },
            ]}
            value={locked === "asked" ? "with" : locked}
            onChange={(choice) => setLocked(choice === "with" && locked !== "with" ? "asked" : choice)}
          />
          {locked === "asked" && (
            <div className="stack-close">
              <p>{t("out.confirm")}</p>
              <ConfirmSecret
                act={t("out.confirmAct")}
                onRight={() => {
                  setLocked("with");
                  confirmed.set();
                }}
              />
            </div>
          )}
        </div>
      )}
      <p className="moving-caution">
        <Icon name="note" />
        <span>{t("out.says")}</span>
      </p>
      {locked !== "asked" && <ConfirmedAct label={t("out.act")} icon="file" confirmed={confirmed} onAct={begin} />}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      <div role="status" className="stack-close">
        {state.kind === "cancelled" && <p>{t("out.cancelled")}</p>}
        {state.kind === "done" && (
          <>
            <p>{t(state.isDownload ? "out.doneInBrowser" : "out.done", { file: state.file })}</p>
            {state.lost > 0 && <p>{t("out.lost", { count: state.lost })}</p>}
          </>
        )}
      </div>
    </>
  );
}
