import type { JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Partner } from "#renderer/store/snapshot.ts";
import { useFileUrl } from "#renderer/ui/files/use-file-url.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { sharingOf } from "#shared/analysis/entry-filter.ts";
import type { ListedEntry } from "#shared/analysis/listed-entries.ts";
import { excerptOf, marksIn, type Query } from "#shared/analysis/search.ts";
import { monthOf } from "#shared/base/time.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import type { SealedFile } from "#shared/domain/file.ts";
import { plainText } from "#shared/domain/rich-text.ts";
import { beginningOf } from "#renderer/ui/entry-words.ts";
import { Marked } from "./Marked.tsx";
import { Rows, type RowsPlace } from "./Rows.tsx";
import "./timeline.css";

/** About how much of an entry's text is shown, in UTF-16 units. */
const SHOWN = 220;
const HEIGHTS = { first: 10, other: 7 };

const idOf = ({ entry }: ListedEntry): RecordId => entry.id;

/** The entries as one quiet scroll through months and years, with the beginning of each. */
export function Timeline({
  entries,
  query,
  partners,
  readable,
  place,
  onPlace,
  onOpen,
}: {
  entries: readonly ListedEntry[];
  query: Query;
  partners: readonly Partner[];
  readable: (entry: Entry) => boolean;
  place: RowsPlace;
  onPlace: (place: RowsPlace) => void;
  onOpen: (id: RecordId) => void;
}): JSX.Element {
  const { t } = useTranslation("finding");
  const format = useFormat();
  return (
    <Rows
      items={entries}
      idOf={idOf}
      heading={({ entry }) => format.month(monthOf(entry.day))}
      kind={({ entry }, at) => {
        const before = entries[at - 1]?.entry.day;
        return before !== undefined && monthOf(before) === monthOf(entry.day) ? "other" : "first";
      }}
      heights={HEIGHTS}
      label={t("timeline")}
      className="timeline"
      current={null}
      place={place}
      onPlace={onPlace}
      scrolls="page"
      row={(listed, _, tabIndex) => (
        <TimelineEntry
          listed={listed}
          query={query}
          author={partners.find(({ id }) => id === listed.entry.author)}
          readable={readable(listed.entry)}
          tabIndex={tabIndex}
          onOpen={onOpen}
        />
      )}
    />
  );
}

function TimelineEntry({
  listed,
  query,
  author,
  readable,
  tabIndex,
  onOpen,
}: {
  listed: ListedEntry;
  query: Query;
  author: Partner | undefined;
  readable: boolean;
  tabIndex: 0 | -1;
  onOpen: (id: RecordId) => void;
}): JSX.Element {
  const { t } = useTranslation("finding");
  const { t: journal } = useTranslation("journal");
  const format = useFormat();
  const { entry } = listed;
  const sharing = sharingOf(listed);
  const small = entry.files.find(({ picture }) => picture?.small != null)?.picture?.small;
  return (
    <button type="button" className="timeline-entry" data-row="" tabIndex={tabIndex} onClick={() => onOpen(entry.id)}>
      <span className="timeline-tabs" aria-hidden="true">
        {sharing !== "unvouched" && <span className={`cov-${author?.seat ?? "a"}`} />}
      </span>
      <span className="timeline-day quiet">
        {format.dayLong(entry.day)}
        {sharing === "shared-by-other" && `, ${journal("sharedBy", { name: author?.name ?? journal("partner") })}`}
        {sharing === "unvouched" && `, ${journal("sharedByUnknown")}`}
        {readable && entry.star && (
          <>
            {" "}
            <Icon name="star" small />
            <span className="sr">{t("starred")}</span>
          </>
        )}
      </span>
      {readable ? <Words entry={entry} query={query} /> : <strong>{t("locked")}</strong>}
      {readable && small != null && <SmallPicture file={small} />}
    </button>
  );
}

/** The entry's first picture, small; the entry's words say what it is of. */
function SmallPicture({ file }: { file: SealedFile }): JSX.Element {
  const opened = useFileUrl(file);
  if (opened.kind !== "shown") return <span className="timeline-picture" />;
  return <img className="timeline-picture" src={opened.url} alt="" />;
}

function Words({ entry, query }: { entry: Entry; query: Query }): JSX.Element {
  const asked = query.terms.length > 0;
  const { text, marks, cutBefore, cutAfter } = excerptOf(
    asked ? plainText(entry.body) : beginningOf(entry, SHOWN + 1),
    query,
    SHOWN,
  );
  return (
    <>
      {entry.title !== "" && (
        <strong dir="auto">
          <Marked text={entry.title} marks={asked ? marksIn(entry.title, query) : []} />
        </strong>
      )}
      <span className="timeline-words" dir="auto">
        {cutBefore && "… "}
        <Marked text={text} marks={marks} />
        {cutAfter && " …"}
      </span>
    </>
  );
}
