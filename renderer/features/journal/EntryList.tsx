import { memo, useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Partner } from "#renderer/store/snapshot.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { excerptOf, marksIn, type Mark } from "#shared/analysis/search.ts";
import type { Day } from "#shared/base/time.ts";
import { plainText } from "#shared/domain/rich-text.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { changedSince } from "#shared/domain/sharing.ts";
import type { ListedEntry } from "./entries.ts";
import "./entry-list.css";

/** Entries by day. Days out of sight are not laid out (content-visibility), so that years of them stay quick. */
export const EntryList = memo(function EntryList({
  days,
  query,
  open,
  partners,
  onOpen,
}: {
  days: ReadonlyMap<Day, readonly ListedEntry[]>;
  /** Words to mark, or "". */
  query: string;
  open: RecordId | null;
  partners: readonly Partner[];
  onOpen: (id: RecordId) => void;
}): JSX.Element {
  const format = useFormat();
  return (
    <ol className="entry-list">
      {[...days].map(([day, entries]) => (
        <li key={day}>
          <h3 className="entry-list-day">{format.dayLong(day)}</h3>
          <ul>
            {entries.map((listed) => (
              <li key={listed.entry.id}>
                <EntryItem
                  listed={listed}
                  query={query}
                  current={listed.entry.id === open}
                  partners={partners}
                  onOpen={onOpen}
                />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
});

const EntryItem = memo(function EntryItem({
  listed,
  query,
  current,
  partners,
  onOpen,
}: {
  listed: ListedEntry;
  query: string;
  current: boolean;
  partners: readonly Partner[];
  onOpen: (id: RecordId) => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const format = useFormat();
  const { entry } = listed;
  const author = partners.find(({ id }) => id === entry.author);
  const shared = listed.kind === "own" ? (entry.original?.shared ?? null) : null;
  const title = entry.title || firstLine(entry) || t("untitled");

  const words = (): JSX.Element => {
    if (listed.kind === "theirs") {
      return (
        <>
          <Icon name="both" small />
          {listed.verified ? t("sharedBy", { name: author?.name ?? t("partner") }) : t("sharedByUnknown")}
        </>
      );
    }
    if (shared === null) {
      return (
        <>
          <Icon name="one" small />
          {t("onlyYou")}
        </>
      );
    }
    return (
      <>
        <Icon name="copy" small />
        {t(changedSince(entry) ? "copyChanged" : "copyOf", { day: format.dayShort(shared.on) })}
      </>
    );
  };

  return (
    <button
      type="button"
      className="entry-item"
      aria-current={current ? "true" : undefined}
      onClick={() => onOpen(entry.id)}
    >
      <span className="entry-item-tabs" aria-hidden="true">
        {listed.kind === "own" || listed.verified ? <span className={`cov-${author?.seat ?? "a"}`} /> : null}
        {shared !== null && <span className={author?.seat === "b" ? "cov-a" : "cov-b"} />}
      </span>
      <strong dir="auto">{query === "" ? title : <Marked text={title} marks={marksIn(title, query)} />}</strong>
      {query !== "" && <Found entry={entry} query={query} />}
      <span className="entry-item-where quiet">{words()}</span>
    </button>
  );
});

/** The first words of an entry that has no title. */
function firstLine(entry: ListedEntry["entry"]): string {
  const line = plainText(entry.body).trim().split("\n", 1)[0] ?? "";
  return line.length > 60 ? `${line.slice(0, 60).replace(/\s+\S*$/, "")} …` : line;
}

function Found({ entry, query }: { entry: ListedEntry["entry"]; query: string }): JSX.Element | null {
  const excerpt = useMemo(() => excerptOf(plainText(entry.body), query, 110), [entry.body, query]);
  if (excerpt.marks.length === 0) return null;
  return (
    <span className="entry-item-found" dir="auto">
      {excerpt.cutBefore && "… "}
      <Marked text={excerpt.text} marks={excerpt.marks} />
      {excerpt.cutAfter && " …"}
    </span>
  );
}

function Marked({ text, marks }: { text: string; marks: readonly Mark[] }): JSX.Element {
  return (
    <>
      {marks.map(({ from, to }, at) => (
        <span key={from}>
          {text.slice(marks[at - 1]?.to ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </span>
      ))}
      {text.slice(marks.at(-1)?.to ?? 0)}
    </>
  );
}
