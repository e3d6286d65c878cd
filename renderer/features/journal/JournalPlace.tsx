import { useDeferredValue, useId, useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useJournal, useSnapshot } from "#renderer/store/use-journal.tsx";
import { Button, LinkButton } from "#renderer/ui/Button.tsx";
import { EmptyState } from "#renderer/ui/EmptyState.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { prepareSearch, search, type PreparedSearch } from "#shared/analysis/search.ts";
import { monthOf, type Month } from "#shared/base/time.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { byDay, entriesOf, type ListedEntry } from "./entries.ts";
import { EntryList } from "./EntryList.tsx";
import { MonthCalendar } from "./MonthCalendar.tsx";
import { OwnEntry, type HistoryOf } from "./OwnEntry.tsx";
import { TheirEntry } from "./TheirEntry.tsx";
import "./journal.css";

interface JournalPlaceProps {
  open: RecordId | null;
  onOpen: (id: RecordId | null) => void;
  onWrite: () => void;
  /** What an entry of one's own said before, to be read on its open page. */
  historyOf: HistoryOf;
  /** The way to the trash, at the list's foot; nothing while it is empty. */
  trash: ReactNode;
}

/** Everything written, by day, with what the other shares among it; one entry open beside the list. */
export function JournalPlace({ open, onOpen, onWrite, historyOf, trash }: JournalPlaceProps): JSX.Element {
  const { t } = useTranslation("journal");
  const journal = useJournal();
  const searchId = useId();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const partners = useSnapshot((snapshot) => snapshot.partners);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());

  const entries = useMemo(() => entriesOf(mine, shared), [mine, shared]);
  const found = useSearch(entries, asked);
  const days = useMemo(() => byDay(entries), [entries]);
  const foundDays = useMemo(() => (found === entries ? days : byDay(found)), [found, entries, days]);
  const shown = entries.find(({ entry }) => entry.id === open) ?? null;
  const today = journal.today();
  const [month, setMonth] = useState<Month>(() => monthOf(shown?.entry.day ?? today));

  if (entries.length === 0 && shown === null) {
    const session = partners[0];
    return (
      <Sheet spine={session?.seat ?? "a"} className="journal-empty">
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
      </Sheet>
    );
  }

  return (
    <div className="journal" data-open={shown !== null ? "" : undefined}>
      <section className="journal-beside" aria-label={t("beside")}>
        <h1 className="sr">{t("title")}</h1>
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
            placeholder={t("search")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && setQuery("")}
          />
        </div>
        {asked === "" ? (
          <MonthCalendar
            month={month}
            today={today}
            shown={shown?.entry.day ?? null}
            days={days}
            partners={partners}
            onMonth={setMonth}
            onDay={(day) => onOpen(days.get(day)?.[0]?.entry.id ?? null)}
          />
        ) : (
          <p className="journal-found acts" role="status">
            <span className="quiet">{found.length === 0 ? t("foundNone") : t("found", { count: found.length })}</span>
            <LinkButton onClick={() => setQuery("")}>{t("clearSearch")}</LinkButton>
          </p>
        )}
        <EntryList days={foundDays} query={asked} open={open} partners={partners} onOpen={onOpen} />
        {trash}
      </section>
      <div className="journal-page">
        <p className="journal-back">
          <LinkButton onClick={() => onOpen(null)}>{t("back")}</LinkButton>
        </p>
        <Shown key={open ?? "none"} open={open} listed={shown} onClose={() => onOpen(null)} historyOf={historyOf} />
      </div>
    </div>
  );
}

function Shown({
  open,
  listed,
  onClose,
  historyOf,
}: {
  open: RecordId | null;
  listed: ListedEntry | null;
  onClose: () => void;
  historyOf: HistoryOf;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const session = useSnapshot((snapshot) => snapshot.session);
  if (listed === null) {
    return (
      <Sheet spine={session.kind === "one" ? session.me.seat : "both"} className="journal-none">
        <p className="ask">{open === null ? t("choose") : t("gone")}</p>
      </Sheet>
    );
  }
  if (listed.kind === "theirs") return <TheirEntry entry={listed.entry} verified={listed.verified} />;
  return <OwnEntry entry={listed.entry} onGone={onClose} historyOf={historyOf} />;
}

/**
 * The entries that hold every word asked for; the very same list when nothing is asked. Texts are folded at the first
 * search, and after that only those of new entries.
 */
function useSearch(entries: readonly ListedEntry[], query: string): readonly ListedEntry[] {
  const [folding, setFolding] = useState<{ of: readonly ListedEntry[]; prepared: PreparedSearch } | null>(null);
  let prepared = folding?.of === entries ? folding.prepared : null;
  if (query !== "" && prepared === null) {
    prepared = prepareSearch(
      entries.map(({ entry }) => entry),
      folding?.prepared,
    );
    setFolding({ of: entries, prepared });
  }
  return useMemo(() => {
    if (query === "" || prepared === null) return entries;
    const found = new Set(search(prepared, query).map(({ id }) => id));
    return entries.filter(({ entry }) => found.has(entry.id));
  }, [entries, query, prepared]);
}
