import { useCallback, useDeferredValue, useId, useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OpenSession } from "#renderer/store/snapshot.ts";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { RadioChips } from "#renderer/ui/Chips.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { TagsDialog } from "#renderer/ui/entry-extras/TagsDialog.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { OnThisDayYears } from "#renderer/ui/OnThisDayYears.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { choicesOf, isFiltering, NO_FILTER, type EntryFilter, type EntrySight } from "#shared/analysis/entry-filter.ts";
import { newestCopyFirst, onThisDay, type ListedEntry } from "#shared/analysis/listed-entries.ts";
import { readQuery, search, type Found, type PreparedSearch, type Query } from "#shared/analysis/search.ts";
import { monthOf, type Day, type Month } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { EntryList } from "./EntryList.tsx";
import { FilterBar, FilterPanel } from "./EntryFilters.tsx";
import { keptIn, useEntrySight, useKnownEntries, type JournalView } from "./known-entries.ts";
import { LooseAnswers } from "./LooseAnswers.tsx";
import { MonthCalendar } from "./MonthCalendar.tsx";
import { OnThisDay } from "./OnThisDay.tsx";
import { OwnEntry, type HistoryOf } from "./OwnEntry.tsx";
import { PageOfDay } from "./PageOfDay.tsx";
import type { RowsPlace } from "./Rows.tsx";
import { TheirEntry } from "./TheirEntry.tsx";
import { Timeline } from "./Timeline.tsx";
import "./journal.css";

interface JournalPlaceProps {
  open: RecordId | null;
  onOpen: (id: RecordId | null) => void;
  onWrite: () => void;
  /** What an entry of one's own said before, to be read on its open page. */
  historyOf: HistoryOf;
  /** The way to the trash, at the foot of the list; nothing while it is empty. */
  trash: ReactNode;
}

/** Everything written, by day, with what the other shares among it; one entry open beside the list. */
export function JournalPlace({ open, onOpen, onWrite, historyOf, trash }: JournalPlaceProps): JSX.Element {
  const { t } = useTranslation("journal");
  const { t: finding } = useTranslation("finding");
  const journal = useJournal();
  const searchId = useId();
  const panelId = useId();
  const session = useSnapshot((snapshot) => snapshot.session);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const { entries, prepared } = useKnownEntries();
  const sight = useEntrySight();

  const [typed, setTyped] = useState("");
  const [filter, setFilter] = useState<EntryFilter>(NO_FILTER);
  const [filtering, setFiltering] = useState(false);
  const [tags, setTags] = useState(false);
  const [view, setView] = useState<JournalView>(() => keptIn(journal).view);
  const [writing, setWriting] = useState<{ id: RecordId; day: Day } | null>(null);
  const asked = useDeferredValue(typed);
  const query = useMemo(() => readQuery(asked), [asked]);
  const found = useFound(entries, prepared, query, filter, sight);
  const isNarrowed = query.terms.length > 0 || isFiltering(filter);
  const isRestShown = useDeferredValue(true, false); // the list, of whatever length, is laid out after the rest is on the screen

  const shown = useMemo(() => entries.find(({ entry }) => entry.id === open) ?? null, [entries, open]);
  const today = journal.today();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const before = useMemo(() => onThisDay(mine, today), [mine, today]);
  const [month, setMonth] = useState<Month>(() => monthOf(shown?.entry.day ?? today));
  const [frame, isNarrow] = useNarrow();
  const choices = useMemo(() => (filtering ? choicesOf(entries, sight) : null), [filtering, entries, sight]);

  const openEntry = useCallback(
    (id: RecordId | null) => {
      setWriting(null);
      onOpen(id);
    },
    [onOpen],
  );
  const keepPlace = useCallback((left: RowsPlace) => (keptIn(journal).places.list = left), [journal]);
  const show = (next: JournalView): void => {
    keptIn(journal).view = next;
    setView(next);
    openEntry(null);
  };
  const writeOn = (day: Day): void => {
    if (day === today) return onWrite();
    onOpen(null);
    setWriting({ id: journal.newId(), day });
  };
  const clear = (): void => {
    setTyped("");
    setFilter(NO_FILTER);
  };

  if (entries.length === 0 && open === null && writing === null) {
    return (
      <Sheet spine={partners[0]?.seat ?? "a"} className="journal-empty">
        <h1 className="place">{t("title")}</h1>
        <EmptyState
          action={
            <Button kind="main" onClick={onWrite}>
              {t("emptyAction")}
            </Button>
          }
        >
          {t("empty")}
        </EmptyState>
        <LooseAnswers />
        {trash}
      </Sheet>
    );
  }

  const isOpen = open !== null || writing !== null;
  const isListed = view === "list" && !(isNarrow && isOpen);
  return (
    <div className="journal" ref={frame} data-open={isOpen ? "" : undefined} data-view={view}>
      <h1 className="sr">{t("title")}</h1>
      <section className="journal-beside" aria-label={t("beside")} aria-busy={asked !== typed}>
        <div className="journal-search">
          <label htmlFor={searchId} className="sr">
            {t("search")}
          </label>
          <Icon name="search" />
          <input
            id={searchId}
            className="field-input"
            type="search"
            dir="auto"
            autoComplete="off"
            spellCheck={false} // a browser's own checker may send what is typed to its maker
            placeholder={t("search")}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && setTyped("")}
          />
        </div>
        <FilterBar
          panelId={panelId}
          opened={filtering}
          filter={filter}
          session={session}
          onOpened={setFiltering}
          onFilter={setFilter}
        >
          <RadioChips
            legend={finding("view")}
            legendHidden
            options={[
              { value: "list", label: finding("list") },
              { value: "timeline", label: finding("timeline") },
            ]}
            value={view}
            onChange={show}
          />
        </FilterBar>
        {filtering && choices !== null && (
          <FilterPanel id={panelId} filter={filter} choices={choices} session={session} onFilter={setFilter} />
        )}
        {isNarrowed ? (
          <p className="journal-found acts">
            <span className="quiet" role="status">
              <FoundWords found={found} narrowedByWords={query.terms.length > 0} />
            </span>
            <LinkButton onClick={clear}>{t("clearSearch")}</LinkButton>
          </p>
        ) : (
          !filtering && (
            <>
              <MonthCalendar
                month={month}
                today={today}
                shown={shown?.entry.day ?? writing?.day ?? null}
                entries={entries}
                partners={partners}
                readable={sight.readable}
                onMonth={setMonth}
                onOpen={openEntry}
                onWrite={writeOn}
              />
              <OnThisDayYears entries={before} onOpen={openEntry} />
            </>
          )
        )}
        {isRestShown && isListed && (
          <EntryList
            key={isNarrowed ? "found" : "all"}
            entries={found?.entries ?? entries}
            query={found?.query ?? NO_QUERY}
            byDay={!isByCopy(filter)}
            open={open ?? writing?.id ?? null}
            partners={partners}
            readable={sight.readable}
            scrolls={isNarrow ? "page" : "box"}
            place={isNarrowed ? ANEW : keptIn(journal).places.list}
            onPlace={isNarrowed ? forget : keepPlace}
            onOpen={openEntry}
          />
        )}
        {isRestShown && (
          <footer className="journal-foot-links">
            <LinkButton onClick={() => setTags(true)}>{finding("tags")}</LinkButton>
            <LooseAnswers />
            {trash}
          </footer>
        )}
        <TagsDialog opened={tags} onClose={() => setTags(false)} />
      </section>
      <div className="journal-page">
        <p className="journal-back">
          <LinkButton onClick={() => openEntry(null)}>{t(view === "timeline" ? "backToTimeline" : "back")}</LinkButton>
        </p>
        {writing !== null && session.kind === "one" ? (
          <PageOfDay key={writing.id} me={session.me} id={writing.id} day={writing.day} />
        ) : open === null && view === "timeline" ? (
          <Sheet spine={spineOf(session)} className="journal-timeline" as="section" label={finding("timeline")}>
            {isRestShown && (
              <Timeline
                key={isNarrowed ? "found" : "all"}
                entries={found?.entries ?? entries}
                query={found?.query ?? NO_QUERY}
                partners={partners}
                readable={sight.readable}
                place={isNarrowed ? ANEW : keptIn(journal).places.timeline}
                onPlace={isNarrowed ? forget : (left) => (keptIn(journal).places.timeline = left)}
                onOpen={openEntry}
              />
            )}
          </Sheet>
        ) : open === null ? (
          <Sheet spine={spineOf(session)} className="journal-none">
            <p className="ask">{t("choose")}</p>
            <OnThisDay entries={before} readable={sight.readable} onOpen={openEntry} />
          </Sheet>
        ) : (
          <Shown key={open} listed={shown} onClose={() => openEntry(null)} historyOf={historyOf} />
        )}
      </div>
    </div>
  );
}

const NO_QUERY: Query = readQuery("");
/** A list that was narrowed begins at its top each time. */
const ANEW = { offset: 0, first: null };
const forget = (): undefined => undefined;

const spineOf = (session: OpenSession) => (session.kind === "one" ? session.me.seat : "both");

/** The other's copies, and one's own, in the order in which they were shared. */
const isByCopy = ({ sharing }: EntryFilter): boolean => sharing === "shared-by-me" || sharing === "shared-by-other";

function FoundWords({ found, narrowedByWords }: { found: Found | null; narrowedByWords: boolean }): JSX.Element {
  const { t } = useTranslation("journal");
  const { t: finding } = useTranslation("finding");
  if (found === null) return <>{finding("reading")}</>;
  if (found.entries.length === 0) return <>{narrowedByWords ? t("foundNone") : finding("foundNone")}</>;
  return (
    <>
      {t("found", { count: found.entries.length })}
      {found.query.within && <> {finding("within")}</>}
    </>
  );
}

function Shown({
  listed,
  onClose,
  historyOf,
}: {
  listed: ListedEntry | null;
  onClose: () => void;
  historyOf: HistoryOf;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const session = useSnapshot((snapshot) => snapshot.session);
  if (listed === null) {
    return (
      <Sheet spine={spineOf(session)} className="journal-none">
        <p className="ask">{t("gone")}</p>
      </Sheet>
    );
  }
  if (listed.kind === "theirs") return <TheirEntry entry={listed.entry} verified={listed.verified} />;
  return <OwnEntry entry={listed.entry} onGone={onClose} historyOf={historyOf} />;
}

/**
 * The entries that hold every word and pass the filter; the very same list when nothing is asked. Null while words are asked for and
 * the texts are not read yet.
 */
function useFound(
  entries: readonly ListedEntry[],
  prepared: PreparedSearch | null,
  query: Query,
  filter: EntryFilter,
  sight: EntrySight,
): Found | null {
  const shared = useSnapshot((snapshot) => snapshot.shared);
  return useMemo(() => {
    if (query.terms.length === 0 && !isFiltering(filter)) return { entries, query };
    if (query.terms.length > 0 && prepared === null) return null;
    const all = query.terms.length > 0 && prepared !== null ? prepared : { entries, folded: [] };
    const found = search(all, query, sight, filter);
    return isByCopy(filter) ? { ...found, entries: newestCopyFirst(found.entries, shared) } : found;
  }, [entries, prepared, query, filter, sight, shared]);
}

/** Whether the window has room for one thing at a time, as journal.css decides it. */
function useNarrow(): [(frame: HTMLDivElement) => () => void, boolean] {
  const [isNarrow, setNarrow] = useState(false);
  const frame = useCallback((element: HTMLDivElement) => {
    const observer = new ResizeObserver(() =>
      setNarrow(getComputedStyle(element).gridTemplateColumns.trim().split(/\s+/).length === 1),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, isNarrow];
}
