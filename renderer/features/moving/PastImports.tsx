import { useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Unread } from "#shared/domain/import.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { Dialog } from "#renderer/ui/Dialog.tsx";
import { ErrorNote } from "#renderer/ui/ErrorNote.tsx";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { useAct } from "#renderer/ui/use-act.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { pastImports, undoing, type PastImport } from "./imports.ts";

/** How many lines of a report are shown; all of them can be copied. */
const SHOWN_LINES = 100;
/** How much of one text is shown, in UTF-16 code units: a page that lays out a whole file of somebody's stands still. */
const SHOWN_CHARACTERS = 10_000;

/** Every import there was, newest first: undone as one step, and its report read again. Nothing where there was none. */
export function PastImports(): JSX.Element | null {
  const { t } = useTranslation("moving");
  const format = useFormat();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const past = useMemo(() => pastImports(mine), [mine]);
  const [asked, setAsked] = useState<PastImport | null>(null);
  const [read, setRead] = useState<PastImport | null>(null);
  if (past.length === 0) return null;
  return (
    <section aria-labelledby="moving-past">
      <h2 className="sect" id="moving-past">
        {t("past.title")}
      </h2>
      <ul className="moving-past">
        {past.map((each) => {
          const { record, unread, unchanged, changed } = each;
          return (
            <li key={record.id}>
              <p>
                <b>{t("past.of", { app: t(`app.${record.app}`), file: record.file })}</b>{" "}
                <span className="quiet">
                  {t("past.when", { day: format.dayLong(record.on), count: unchanged.length + changed.length })}
                  {record.undoneOn !== null && `, ${t("past.undone", { day: format.dayLong(record.undoneOn) })}`}
                </span>
              </p>
              <p className="acts">
                {unread.length > 0 && (
                  <LinkButton aria-label={t("past.reportOf", { file: record.file })} onClick={() => setRead(each)}>
                    {t("past.report")}
                  </LinkButton>
                )}
                {unchanged.length > 0 && (
                  <LinkButton aria-label={t("past.undoOf", { file: record.file })} onClick={() => setAsked(each)}>
                    {t("past.undo")}
                  </LinkButton>
                )}
              </p>
            </li>
          );
        })}
      </ul>
      <Dialog opened={asked !== null} onClose={() => setAsked(null)} title={t("past.undoTitle")}>
        {asked !== null && <Undo past={asked} onDone={() => setAsked(null)} />}
      </Dialog>
      <Dialog opened={read !== null} onClose={() => setRead(null)} title={t("past.reportTitle")} wide>
        {read !== null && <Report file={read.record.file} unread={read.unread} />}
      </Dialog>
    </section>
  );
}

function Undo({ past, onDone }: { past: PastImport; onDone: () => void }): JSX.Element {
  const { t } = useTranslation("moving");
  const journal = useJournal();
  const { state, act } = useAct();
  const [done, setDone] = useState(0);
  const { unchanged, changed, record } = past;
  return (
    <div className="stack">
      <p>{t("past.undoSays", { count: unchanged.length })}</p>
      {changed.length > 0 && <p>{t("past.stays", { count: changed.length })}</p>}
      {record.app === "twofold" && <p>{t("past.othersStay")}</p>}
      {state.kind === "failed" && <ErrorNote code={state.code} />}
      {state.kind === "saving" ? (
        <ProgressLine label={t("past.undoing")} done={done} total={unchanged.length} />
      ) : (
        <p className="row">
          <Button
            kind="main"
            onClick={() =>
              void act(() =>
                journal.putAll(undoing(past, { now: journal.now(), today: journal.today() }), (written) =>
                  setDone(Math.min(written, unchanged.length)),
                ),
              ).then((worked) => worked && onDone())
            }
          >
            {t("past.undoAct")}
          </Button>
          <Button onClick={onDone}>{t("in.leave")}</Button>
        </p>
      )}
    </div>
  );
}

function Report({ file, unread }: { file: string; unread: readonly Unread[] }): JSX.Element {
  const { t } = useTranslation("moving");
  const [copied, setCopied] = useState<boolean | null>(null);
  const whole = (): string =>
    unread
      .map(({ place, why, text }) => `${place}: ${t(`why.${why}`)}\n${text === null ? "" : `${text}\n`}`)
      .join("\n");
  return (
    <div className="stack">
      <p>{t("past.reportSays", { count: unread.length, file })}</p>
      <p className="row">
        <Button
          small
          onClick={() =>
            void navigator.clipboard.writeText(whole()).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        >
          {t("past.copy")}
        </Button>
        <span role="status">{copied !== null && t(copied ? "past.copied" : "past.notCopied")}</span>
      </p>
      <ul className="moving-report">
        {unread.slice(0, SHOWN_LINES).map(({ place, why, text }, at) => (
          <li key={at}>
            <p>
              <b dir="auto">{place}</b> {t(`why.${why}`)}
            </p>
            {text !== null && (
              <pre dir="auto" tabIndex={0}>
                {text.slice(0, SHOWN_CHARACTERS)}
              </pre>
            )}
            {text !== null && text.length > SHOWN_CHARACTERS && <p className="quiet">{t("past.cut")}</p>}
          </li>
        ))}
      </ul>
      {unread.length > SHOWN_LINES && <p>{t("past.more", { count: unread.length - SHOWN_LINES })}</p>}
    </div>
  );
}
