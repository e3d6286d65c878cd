import { useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { useMoodWords } from "#renderer/ui/entry-extras/use-mood-words.ts";
import { useFormat } from "#renderer/ui/use-format.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { richTextFromParagraphs } from "#shared/domain/rich-text.ts";
import { listChange, partsBetween } from "./entry-states.ts";
import { folded, type Fold } from "./folds.ts";
import { compareTexts, splitWordsIn, type ComparedLine, type Look, type Stretch } from "./text-diff.ts";
import type { Line } from "./text-lines.ts";

/** What differs between two states of an entry, each part for itself: words put in and taken out are marked, and said. */
export function Comparison({ before, after, says }: { before: Entry; after: Entry; says: string }): JSX.Element {
  const { t, i18n } = useTranslation("history");
  const format = useFormat();
  const vocabulary = useVocabulary();
  const moods = useMoodWords();
  const splitWords = useMemo(() => splitWordsIn(i18n.language), [i18n.language]);
  const lines = useMemo(() => compareTexts(before.body, after.body, splitWords), [before, after, splitWords]);
  const title = useMemo(
    () => compareTexts(richTextFromParagraphs([before.title]), richTextFromParagraphs([after.title]), splitWords),
    [before, after, splitWords],
  );
  const parts = partsBetween(before, after);
  if (parts.length === 0) return <p>{t("same")}</p>;

  const counted = (kind: ComparedLine["kind"]): number => lines.filter((line) => line.kind === kind).length;
  const told = (["changed", "in", "out"] as const)
    .filter((kind) => counted(kind) > 0)
    .map((kind) => t(`count.${kind}`, { count: counted(kind) }));
  const ofLists = {
    tags: [before.tags, after.tags],
    feelings: [before.feelings.map(vocabulary.feeling), after.feelings.map(vocabulary.feeling)],
    files: [before.files.map(({ name }) => name), after.files.map(({ name }) => name)],
    mood: [before, after].map(({ mood }) => (mood === null ? [] : [moods[mood]])),
    day: [[format.dayLong(before.day)], [format.dayLong(after.day)]],
  } as const;
  const lists = (["files", "tags", "mood", "feelings", "day"] as const).filter((part) => parts.includes(part));
  const isOfText = parts.includes("text") || parts.includes("look");

  return (
    <div className="stack">
      <p className="quiet">
        {says} {told.length > 0 && t("counted", { told: format.list(told) })}
      </p>
      {(parts.includes("title") || lists.length > 0) && (
        <dl className="history-parts">
          {parts.includes("title") && (
            <div>
              <dt>{t("named.title")}</dt>
              <dd dir="auto">
                {title.map((line, at) => (
                  <Compared key={at} line={line} />
                ))}
              </dd>
            </div>
          )}
          {lists.map((part) => (
            <div key={part}>
              <dt>{t(`named.${part}`)}</dt>
              <dd dir="auto">
                <ListChange {...listChange(ofLists[part][0] ?? [], ofLists[part][1] ?? [])} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {isOfText && <ComparedText lines={lines} />}
    </div>
  );
}

function ListChange(change: ReturnType<typeof listChange>): JSX.Element {
  const { t } = useTranslation("history");
  if (change.out.length + change.in.length === 0) return <span>{t("order")}</span>;
  return (
    <>
      {change.out.map((word) => (
        <span key={`out ${word}`}>
          <Out>{word}</Out>{" "}
        </span>
      ))}
      {change.in.map((word) => (
        <span key={`in ${word}`}>
          <In>{word}</In>{" "}
        </span>
      ))}
    </>
  );
}

/** As many pieces of a comparison as are shown at once. */
const SHOWN = 300;

function ComparedText({ lines }: { lines: readonly ComparedLine[] }): JSX.Element {
  const { t } = useTranslation("history");
  const folds = useMemo(() => folded(lines), [lines]);
  const [most, setMost] = useState(SHOWN);
  if (lines.every((line) => line.kind === "both" && line.looks.length === 0)) return <p>{t("blankLines")}</p>;
  return (
    <div className="history-text read">
      {folds.slice(0, most).map((fold, at) => (
        <Folded key={at} fold={fold} />
      ))}
      {folds.length > most && (
        <LinkButton onClick={() => setMost(most + SHOWN)}>{t("moreLines", { count: folds.length - most })}</LinkButton>
      )}
    </div>
  );
}

function Folded({ fold }: { fold: Fold }): JSX.Element {
  const { t } = useTranslation("history");
  const [open, setOpen] = useState(false);
  if (fold.kind === "line") return <ComparedLineView line={fold.line} />;
  if (open)
    return (
      <>
        {fold.lines.map((line, at) => (
          <ComparedLineView key={at} line={line} />
        ))}
      </>
    );
  return (
    <p className="history-fold">
      <LinkButton onClick={() => setOpen(true)}>{t("folded", { count: fold.lines.length })}</LinkButton>
    </p>
  );
}

/** A line in its place: how deep it stands, what it is, and what changed of it. */
function ComparedLineView({ line }: { line: ComparedLine }): JSX.Element {
  const { kind, depth, isQuoted } = line.line;
  return (
    <div
      className="history-line"
      dir="auto"
      data-kind={kind}
      data-change={line.kind}
      data-quoted={isQuoted || undefined}
      style={{ ["--depth" as string]: Math.min(depth, 6) }}
    >
      <Mark kind={kind} />
      <Compared line={line} />
    </div>
  );
}

/** What stands before an item. */
function Mark({ kind }: { kind: Line["kind"] }): JSX.Element | null {
  const { t } = useTranslation("history");
  if (kind === "bullet" || kind === "number") return <span aria-hidden="true">{kind === "bullet" ? "• " : "– "}</span>;
  if (kind !== "ticked" && kind !== "unticked") return null;
  return (
    <span>
      <span aria-hidden="true">{kind === "ticked" ? "☑ " : "☐ "}</span>
      <span className="sr">{t(`task.${kind}`)}</span>
    </span>
  );
}

/** The words of a compared line. */
function Compared({ line }: { line: ComparedLine }): JSX.Element {
  const { t } = useTranslation("history");
  const words = (of: Line): string => {
    if (of.kind === "rule") return t("rule");
    if (of.kind === "image") return of.text === "" ? t("picture") : t("pictureOf", { what: of.text });
    return of.text;
  };
  switch (line.kind) {
    case "both":
      return (
        <>
          {words(line.line)}
          <Looks looks={line.looks} />
        </>
      );
    case "out":
      return <Out>{words(line.line)}</Out>;
    case "in":
      return <In>{words(line.line)}</In>;
    case "changed":
      return (
        <>
          {line.stretches.map((stretch, at) => (
            <StretchView key={at} stretch={stretch} />
          ))}
          <Looks looks={line.looks} />
        </>
      );
  }
}

function StretchView({ stretch: { kind, text } }: { stretch: Stretch }): ReactNode {
  if (kind === "both") return text;
  return kind === "out" ? <Out>{text}</Out> : <In>{text}</In>;
}

/** A change of the look is said in words: it has none of its own to mark. */
function Looks({ looks }: { looks: readonly Look[] }): JSX.Element | null {
  const { t } = useTranslation("history");
  const format = useFormat();
  if (looks.length === 0) return null;
  return (
    <span className="history-look">{t("looks", { looks: format.list(looks.map((look) => t(`look.${look}`))) })}</span>
  );
}

function Out({ children }: { children: ReactNode }): JSX.Element {
  const { t } = useTranslation("history");
  return (
    <del>
      <span className="sr">{t("out")} </span>
      {children}
      <span className="sr"> {t("end")}</span>
    </del>
  );
}

function In({ children }: { children: ReactNode }): JSX.Element {
  const { t } = useTranslation("history");
  return (
    <ins>
      <span className="sr">{t("in")} </span>
      {children}
      <span className="sr"> {t("end")}</span>
    </ins>
  );
}
