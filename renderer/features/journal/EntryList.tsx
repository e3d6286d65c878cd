import { memo, useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Partner } from "#renderer/store/snapshot.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { sharingOf } from "#shared/analysis/entry-filter.ts";
import type { ListedEntry } from "#shared/analysis/listed-entries.ts";
import { excerptOf, marksIn, type Query } from "#shared/analysis/search.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { plainText } from "#shared/domain/rich-text.ts";
import { changedSince } from "#shared/domain/sharing.ts";
import { firstLine } from "#renderer/ui/entry-words.ts";
import { Marked } from "./Marked.tsx";
import { Rows, type RowsPlace } from "./Rows.tsx";
import "./entry-list.css";

/** How high rows are, in rem: a day's first, and any other; more where words were found in it. */
const HEIGHTS = { first: 5.8125, other: 3.625, firstFound: 11.0625, otherFound: 8.875 };

const idOf = ({ entry }: ListedEntry): RecordId => entry.id;

interface EntryListProps {
  entries: readonly ListedEntry[];
  query: Query;
  /** Whether the list goes by days; otherwise each entry says its own. */
  byDay: boolean;
  open: RecordId | null;
  partners: readonly Partner[];
  readable: (entry: Entry) => boolean;
  scrolls: "box" | "page";
  place: RowsPlace;
  onPlace: (place: RowsPlace) => void;
  onOpen: (id: RecordId) => void;
}

/** Entries one below the other, by day. Stands still while its properties do, so that a key typed above it is shown at once. */
export const EntryList = memo(function EntryList(props: EntryListProps): JSX.Element {
  const { entries, query, byDay, open, scrolls, place, onPlace } = props;
  const { t } = useTranslation("journal");
  const format = useFormat();
  return (
    <Rows
      items={entries}
      idOf={idOf}
      heading={byDay ? ({ entry }) => format.dayLong(entry.day) : null}
      kind={({ entry }, at) => {
        const isFirst = !byDay || entries[at - 1]?.entry.day !== entry.day;
        if (query.terms.length > 0) return isFirst ? "firstFound" : "otherFound";
        return isFirst ? "first" : "other";
      }}
      heights={HEIGHTS}
      label={t("beside")}
      className="entry-list"
      current={open}
      place={place}
      onPlace={onPlace}
      scrolls={scrolls}
      row={(listed, _, tabIndex) => (
        <EntryItem
          listed={listed}
          query={query}
          withDay={!byDay}
          current={listed.entry.id === open}
          readable={props.readable(listed.entry)}
          partners={props.partners}
          tabIndex={tabIndex}
          onOpen={props.onOpen}
        />
      )}
    />
  );
});

const EntryItem = memo(function EntryItem({
  listed,
  query,
  withDay,
  current,
  readable,
  partners,
  tabIndex,
  onOpen,
}: {
  listed: ListedEntry;
  query: Query;
  withDay: boolean;
  current: boolean;
  readable: boolean;
  partners: readonly Partner[];
  tabIndex: 0 | -1;
  onOpen: (id: RecordId) => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const { t: finding } = useTranslation("finding");
  const format = useFormat();
  const { entry } = listed;
  const author = partners.find(({ id }) => id === entry.author);
  const shared = listed.kind === "own" ? (entry.original?.shared ?? null) : null;
  const sharing = sharingOf(listed);
  const title = readable ? entry.title || firstLine(entry) || t("untitled") : finding("locked");

  const words = (): JSX.Element => {
    switch (sharing) {
      case "shared-by-other":
        return (
          <>
            <Icon name="both" small />
            {t("sharedBy", { name: author?.name ?? t("partner") })}
          </>
        );
      case "unvouched":
        return (
          <>
            <Icon name="both" small />
            {t("sharedByUnknown")}
          </>
        );
      case "private":
        return (
          <>
            <Icon name={readable ? "one" : "lock"} small />
            {t("onlyYou")}
          </>
        );
      case "shared-by-me":
        return (
          <>
            <Icon name="copy" small />
            {t(changedSince(entry) ? "copyChanged" : "copyOf", { day: format.dayShort(shared?.on ?? entry.day) })}
          </>
        );
    }
  };

  return (
    <button
      type="button"
      className="entry-item"
      data-row=""
      tabIndex={tabIndex}
      aria-current={current ? "true" : undefined}
      onClick={() => onOpen(entry.id)}
    >
      <span className="entry-item-tabs" aria-hidden="true">
        {sharing !== "unvouched" && <span className={`cov-${author?.seat ?? "a"}`} />}
        {shared !== null && <span className={author?.seat === "b" ? "cov-a" : "cov-b"} />}
      </span>
      {withDay && <span className="quiet">{format.dayLong(entry.day)}</span>}
      <strong dir="auto">
        {query.terms.length === 0 || !readable ? title : <Marked text={title} marks={marksIn(title, query)} />}
      </strong>
      {query.terms.length > 0 && readable && <Found entry={entry} query={query} />}
      <span className="entry-item-where quiet">
        {words()}
        {readable && entry.star && (
          <span className="entry-item-star">
            <Icon name="star" small />
            <span className="sr">{finding("starred")}</span>
          </span>
        )}
      </span>
    </button>
  );
});

/** Where the words stand in the text; else in a tag or the name of a file, which the list would not show otherwise. */
function Found({ entry, query }: { entry: Entry; query: Query }): JSX.Element | null {
  const excerpt = useMemo(() => excerptOf(plainText(entry.body), query, 110), [entry.body, query]);
  const beside = useMemo(
    () => [...entry.tags, ...entry.files.map(({ name }) => name)].filter((text) => marksIn(text, query).length > 0),
    [entry.tags, entry.files, query],
  );
  return (
    <>
      {excerpt.marks.length > 0 && (
        <span className="entry-item-found" dir="auto">
          {excerpt.cutBefore && "… "}
          <Marked text={excerpt.text} marks={excerpt.marks} />
          {excerpt.cutAfter && " …"}
        </span>
      )}
      {beside.map((text) => (
        <span className="entry-item-beside" dir="auto" key={text}>
          <Marked text={text} marks={marksIn(text, query)} />
        </span>
      ))}
    </>
  );
}
