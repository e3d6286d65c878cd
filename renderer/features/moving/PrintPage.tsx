import { useCallback, useEffect, useMemo, useState, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Entry } from "#shared/domain/entry.ts";
import type { StoredFile } from "#shared/domain/file.ts";
import { imagesIn, type RichBlock } from "#shared/domain/rich-text.ts";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { useFileUrl } from "#renderer/ui/files/use-file-url.ts";
import { ProgressLine } from "#renderer/ui/ProgressLine.tsx";
import { RichTextView } from "#renderer/ui/RichTextView.tsx";
import { isHidden, useOpenedLocks } from "#renderer/ui/second-lock.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { usePageFeet } from "./page-feet.ts";
import type { PrintableRecord } from "./printable.ts";
import { PrintedRecords, useKindName } from "./PrintedRecords.tsx";
import "./print.css";

/**
 * Entries and records as pages of paper, to be printed or saved as a PDF by the dialog of the shell. Entries behind a closed second lock are
 * left out.
 */
export function PrintPage({
  entries,
  records = NO_RECORDS,
  onClose,
}: {
  entries: readonly Entry[];
  records?: readonly PrintableRecord[];
  onClose: () => void;
}): JSX.Element {
  const { t } = useTranslation("moving");
  const format = useFormat();
  const kindName = useKindName();
  const opened = useOpenedLocks();
  const shown = useMemo(
    () =>
      entries
        .filter((entry) => !isHidden(entry, opened))
        .toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1)),
    [entries, opened],
  );
  const pictures = useMemo(
    () => new Set(shown.flatMap(({ id, files }) => files.filter(isPicture).map(({ sealed }) => `${id} ${sealed.id}`))),
    [shown],
  );
  const [ready, setReady] = useState<ReadonlySet<string>>(new Set());
  const onReady = useCallback((key: string) => setReady((before) => new Set([...before, key])), []);
  const left = [...pictures].filter((key) => !ready.has(key)).length;
  usePageFeet(
    useMemo(
      () =>
        new Map<string, string>([
          ...shown.map(({ id, day }) => [id, format.dayLong(day)] as const),
          ...records.map(({ kind }) => [kind, kindName(kind)] as const),
        ]),
      [shown, records, format, kindName],
    ),
  );

  return (
    <div className="print">
      <div className="print-bar">
        <p>
          <LinkButton onClick={onClose}>{t("print.close")}</LinkButton>
        </p>
        <h1 className="place">{t("print.pages")}</h1>
        {left > 0 ? (
          <ProgressLine label={t("print.opening")} done={pictures.size - left} total={pictures.size} />
        ) : (
          <p>
            <Button kind="main" icon="print" onClick={() => window.print()}>
              {t("print.act")}
            </Button>
          </p>
        )}
      </div>
      <section className="print-pages" aria-label={t("print.pages")}>
        {shown.map((entry) => (
          <PrintedEntry key={entry.id} entry={entry} onReady={onReady} />
        ))}
        <PrintedRecords records={records} />
      </section>
    </div>
  );
}

const NO_RECORDS: readonly PrintableRecord[] = [];

const placeOf = ({ day, time, id }: Entry): string => `${day} ${time ?? ""} ${id}`;

const isPicture = ({ picture }: StoredFile): boolean => picture !== null;

function PrintedEntry({ entry, onReady }: { entry: Entry; onReady: (key: string) => void }): JSX.Element {
  const { t } = useTranslation("moving");
  const format = useFormat();
  const inText = new Set(imagesIn(entry.body));
  const atTop = new Set(entry.body.content.flatMap((block) => (block.type === "image" ? [block.attrs.file] : [])));
  const below = entry.files.filter((file) => isPicture(file) && !atTop.has(file.sealed.id));
  const others = entry.files.filter((file) => !isPicture(file) && !inText.has(file.sealed.id));
  return (
    <article className="print-entry" data-page={entry.id}>
      <header>
        <p className="print-day">
          {format.dayLong(entry.day)}
          {entry.time !== null && `, ${entry.time}`}
        </p>
        {entry.title !== "" && (
          <h2 className="print-title" dir="auto">
            {entry.title}
          </h2>
        )}
      </header>
      {runsOf(entry.body.content).map((run, at) =>
        run.kind === "words" ? (
          <RichTextView key={at} value={{ type: "doc", content: run.blocks }} />
        ) : (
          <PictureInText key={at} entry={entry} id={run.file} alt={run.alt} onReady={onReady} />
        ),
      )}
      {below.map((file) => (
        <PrintedPicture key={file.sealed.id} of={entry.id} file={file} alt={file.name} onReady={onReady} />
      ))}
      {others.length > 0 && (
        <p className="print-files">{t("print.files", { files: format.list(others.map(({ name }) => name)) })}</p>
      )}
    </article>
  );
}

/** A picture where it stands in the text; one whose file is not among the entry's is its words [D60]. */
function PictureInText({
  entry,
  id,
  alt,
  onReady,
}: {
  entry: Entry;
  id: string;
  alt: string;
  onReady: (key: string) => void;
}): JSX.Element | null {
  const file = entry.files.find(({ sealed }) => sealed.id === id);
  if (file !== undefined) return <PrintedPicture of={entry.id} file={file} alt={alt} onReady={onReady} />;
  return alt === "" ? null : (
    <p className="print-files" dir="auto">
      {alt}
    </p>
  );
}

type Run =
  | { readonly kind: "words"; readonly blocks: RichBlock[] }
  | { readonly kind: "picture"; readonly file: string; readonly alt: string };

/** A text as runs of words and the pictures between them. A picture inside a list or a quotation stands below, with those of no place. */
function runsOf(blocks: readonly RichBlock[]): readonly Run[] {
  const runs: Run[] = [];
  for (const block of blocks) {
    const last = runs.at(-1);
    if (block.type === "image") runs.push({ kind: "picture", file: block.attrs.file, alt: block.attrs.alt });
    else if (last?.kind === "words") last.blocks.push(block);
    else runs.push({ kind: "words", blocks: [block] });
  }
  return runs;
}

/** A photo, whole and opened at once: what is not on the screen is printed too. */
function PrintedPicture({
  of,
  file,
  alt,
  onReady,
}: {
  of: string;
  file: StoredFile;
  alt: string;
  onReady: (key: string) => void;
}): JSX.Element {
  const { t } = useTranslation("moving");
  const url = useFileUrl(file.sealed);
  const key = `${of} ${file.sealed.id}`;
  useEffect(() => {
    if (url.kind === "trouble") onReady(key);
  }, [url.kind, key, onReady]);
  if (url.kind === "opening") return <p className="quiet">{t("print.opening")}</p>;
  if (url.kind === "trouble") return <p className="print-files">{t("print.photoLost", { name: file.name })}</p>;
  return <img src={url.url} alt={alt} onLoad={() => onReady(key)} onError={() => onReady(key)} />;
}
