import { useCallback, useEffect, useMemo, useState, type JSX, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { recordsInView } from "#renderer/store/in-view.ts";
import { useJournal, useJournalState, useKept, useSnapshot } from "#renderer/store/use-journal.tsx";
import type { OpenSession, Partner } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { CoverTab } from "#renderer/ui/CoverBook.tsx";
import { PageDay } from "#renderer/ui/entry-extras/PageDay.tsx";
import { EntryPage } from "#renderer/ui/EntryPage.tsx";
import { firstLine } from "#renderer/ui/entry-words.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { ageOf, newestBackup } from "#renderer/ui/newest-backup.ts";
import type { KeptPage } from "#renderer/ui/open-page.ts";
import { OnThisDayYears } from "#renderer/ui/OnThisDayYears.tsx";
import { SavedMark } from "#renderer/ui/SavedMark.tsx";
import { isHidden, useOpenedLocks } from "#renderer/ui/second-lock.ts";
import { Sheet } from "#renderer/ui/Sheet.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { unsavedPages, useOpenPage } from "#renderer/ui/use-open-page.ts";
import { useVocabulary } from "#renderer/ui/use-vocabulary.ts";
import { Where } from "#renderer/ui/Where.tsx";
import { onThisDay } from "#shared/analysis/listed-entries.ts";
import { type Day, dayIn, latestFirst } from "#shared/base/time.ts";
import type { Due } from "#shared/domain/due.ts";
import { isInJournal, type Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { isOpen, needTitle, type Need } from "#shared/domain/need.ts";
import { DueHere } from "./DueHere.tsx";
import { TodayPrompt } from "./TodayPrompt.tsx";
import "./today.css";

interface TodayProps {
  onOpenEntry: (id: RecordId) => void;
  onOpenNeed: (id: RecordId | null) => void;
  onOpenDue: (due: Due) => void;
  onBackup: () => void;
  /** The private minute of the day, beside the page. */
  pulse: ReactNode;
}

/** A blank page for today, and in its margin what may want a look. Never opens on something already written. */
export function Today(props: TodayProps): JSX.Element | null {
  const session = useSnapshot((snapshot) => snapshot.session);
  return session.kind === "one" ? <TodayOf me={session.me} other={session.other} {...props} /> : null;
}

type OneSession = Extract<OpenSession, { kind: "one" }>;

function TodayOf({ me, other, onOpenEntry, ...props }: TodayProps & Omit<OneSession, "kind">): JSX.Element {
  const { t } = useTranslation(["today", "history"]);
  const format = useFormat();
  const journal = useJournal();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const opened = useOpenedLocks();
  const today = journal.today();
  // A page keeps its id from the first key on, so that its draft and its entry are one. Its day is where it stands now.
  const [page, setPage] = useState<{ id: RecordId; day: Day }>(() => ({ id: journal.newId(), day: today }));
  const follow = useCallback((day: Day) => setPage((open) => (open.day === day ? open : { ...open, day })), []);
  const written = useMemo(
    () =>
      mine.filter(
        (record): record is Entry =>
          record.kind === "entry" && isInJournal(record) && record.day === today && record.id !== page.id,
      ),
    [mine, today, page.id],
  );
  const before = useMemo(() => onThisDay(mine, today), [mine, today]);

  return (
    <div className="with-margin today">
      <TodayPage key={page.id} me={me} id={page.id} day={page.day} onDay={follow} />
      <aside className="margin" aria-label={t("beside")}>
        <Kept except={page.id} onOpenEntry={onOpenEntry} onGoOn={(id, day) => setPage({ id, day })} />
        {page.day !== today && (
          <section aria-labelledby="today-elsewhere">
            <h2 className="sect" id="today-elsewhere">
              {t("elsewhere")}
            </h2>
            <p className="today-note">{t("elsewhereBody", { day: format.dayLong(page.day) })}</p>
            <LinkButton onClick={() => setPage({ id: journal.newId(), day: today })}>{t("elsewhereBlank")}</LinkButton>
          </section>
        )}
        {props.pulse}
        {written.length > 0 && (
          <section aria-labelledby="today-written">
            <h2 className="sect" id="today-written">
              {t("written")}
            </h2>
            <ul>
              {written.map((entry) => (
                <li className="need-line" key={entry.id}>
                  <CoverTab seat={me.seat} />
                  <p dir="auto">
                    {isHidden(entry, opened)
                      ? t("history:lock.locked")
                      : entry.title || firstLine(entry) || t("untitled")}
                  </p>
                  <span className="acts">
                    <LinkButton onClick={() => onOpenEntry(entry.id)}>{t("goOn")}</LinkButton>
                  </span>
                </li>
              ))}
            </ul>
          </section>
        )}
        <OnThisDayYears entries={before} onOpen={onOpenEntry} />
        <DueHere me={me} other={other} onOpen={props.onOpenDue} />
        <OpenNeeds me={me} other={other} onOpenNeed={props.onOpenNeed} />
        <BackupNote onBackup={props.onBackup} />
      </aside>
    </div>
  );
}

function TodayPage({
  me,
  id,
  day,
  onDay,
}: {
  me: Partner;
  id: RecordId;
  day: Day;
  /** The page stands on this day. */
  onDay: (day: Day) => void;
}): JSX.Element {
  const format = useFormat();
  const { page, text, state } = useOpenPage({ entry: null, id, day, author: me.id });
  const isThisYear = text.day.slice(0, 4) === useJournal().today().slice(0, 4);
  const [firstDay] = useState(text.day); // the line offered stays while the page moves
  useEffect(() => onDay(text.day), [onDay, text.day]);
  return (
    <Sheet spine={me.seat} className="today-page" labelledBy="today-day">
      <header className="today-head">
        <div className="page-day-shown">
          <h1 className="today-day" id="today-day">
            {isThisYear ? format.day(text.day) : format.dayLong(text.day)}
          </h1>
          <PageDay page={page} text={text} />
        </div>
        <span className="row">
          <SavedMark state={state} />
          <Where privacy="one" />
        </span>
      </header>
      <EntryPage
        page={page}
        text={text}
        ruled
        focused
        above={(editor) => <TodayPrompt day={firstDay} onInsert={(blocks) => editor.insert(blocks)} />}
      />
    </Sheet>
  );
}

/** Pages that hold words which are not saved to them: the window closed under them, or the disk refused. */
function Kept({
  except,
  onOpenEntry,
  onGoOn,
}: {
  except: RecordId;
  onOpenEntry: (id: RecordId) => void;
  onGoOn: (id: RecordId, day: Day) => void;
}): JSX.Element | null {
  const { t } = useTranslation(["today", "history"]);
  const format = useFormat();
  const journal = useJournal();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const complete = useSnapshot((snapshot) => snapshot.complete);
  const entryOf = (id: RecordId): Entry | undefined =>
    mine.find((record): record is Entry => record.kind === "entry" && record.id === id);
  const waiting = unsavedPages(journal).filter(({ entry: id }) => {
    const entry = entryOf(id);
    return id !== except && (entry === undefined || isInJournal(entry)); // what was typed on a page in the trash waits with it
  });
  const isLocked = (draft: KeptPage): boolean => draft.secondLock || entryOf(draft.entry)?.secondLock === true;
  if (waiting.length === 0 || !complete) return null; // an entry still to be opened would be taken for a page never saved
  return (
    <section aria-labelledby="today-kept">
      <h2 className="sect" id="today-kept">
        {t("kept")}
      </h2>
      <p className="today-note">{t("keptBody", { count: waiting.length })}</p>
      <ul>
        {waiting.map((draft) => (
          <li className="today-kept" key={draft.entry}>
            <p dir="auto">
              {isLocked(draft)
                ? `${t("history:lock.locked")}, ${format.day(draft.day)}`
                : draft.title || format.day(draft.day)}
            </p>
            <span className="acts">
              <span className="quiet">{t("keptOf", { when: format.moment(draft.keptAt) })}</span>
              <LinkButton
                onClick={() =>
                  mine.some(({ id }) => id === draft.entry) ? onOpenEntry(draft.entry) : onGoOn(draft.entry, draft.day)
                }
              >
                {t("goOn")}
              </LinkButton>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const NEEDS_SHOWN = 4;

function OpenNeeds({
  me,
  other,
  onOpenNeed,
}: {
  me: Partner;
  other: Partner | null;
  onOpenNeed: (id: RecordId | null) => void;
}): JSX.Element {
  const { t } = useTranslation("today");
  const format = useFormat();
  const words = useVocabulary();
  const today = useJournal().today();
  const mine = useSnapshot((snapshot) => snapshot.mine);
  const shared = useSnapshot((snapshot) => snapshot.shared);
  const open = useMemo(() => {
    // Copies that nobody vouches for ask nothing of anyone: the Needs place lists them apart.
    return recordsInView({ mine, shared })
      .filter((record): record is Need => record.kind === "need" && isOpen(record))
      .sort((one, two) => latestFirst(one.voicedOn, two.voicedOn));
  }, [mine, shared]);

  const said = (need: Need): string => {
    const day = format.dayNear(need.voicedOn, today);
    return need.author === me.id ? t("yours", { day }) : t("theirs", { name: other?.name ?? t("someone"), day });
  };

  return (
    <section aria-labelledby="today-needs">
      <h2 className="sect" id="today-needs">
        {t("needs")}
        <LinkButton onClick={() => onOpenNeed(null)}>{t("sayNeed")}</LinkButton>
      </h2>
      {open.length === 0 && <p className="today-note">{t("needsNone")}</p>}
      <ul>
        {open.slice(0, NEEDS_SHOWN).map((need) => (
          <li className="need-line" key={need.id}>
            <CoverTab seat={need.author === me.id ? me.seat : (other?.seat ?? me.seat)} />
            <p dir="auto">{needTitle(need) ?? words.need(need.need)}</p>
            <span className="acts">
              <span className="quiet">{said(need)}</span>
              <LinkButton onClick={() => onOpenNeed(need.id)}>
                {need.author === me.id ? t("close") : t("answer")}
              </LinkButton>
            </span>
          </li>
        ))}
      </ul>
      {open.length > NEEDS_SHOWN && <LinkButton onClick={() => onOpenNeed(null)}>{t("needsAll")}</LinkButton>}
    </section>
  );
}

function BackupNote({ onBackup }: { onBackup: () => void }): JSX.Element {
  const { t } = useTranslation("today");
  const format = useFormat();
  const journal = useJournal();
  const state = useJournalState();
  const keptHere = useKept();
  const kept = state.kind === "open" && state.sample ? null : keptHere; // what is kept is of one's own journal
  const newest = newestBackup(kept, journal.lastBackup());
  const age = ageOf(newest === null ? null : dayIn(newest.at, journal.timeZone()), journal.today());
  const says = (): string => {
    if (kept?.canChoose === true && kept.trouble !== null) return t("backupTrouble");
    if (newest === null) return t("backupNoneBody");
    if (newest.health === "damaged") return t("backupDamaged");
    if (age.kind === "due") return t(kept?.canChoose === true ? "backupDue" : "backupOutside");
    return t(newest.health === "verified" ? "backupVerified" : "backupUnverified");
  };
  return (
    <section aria-labelledby="today-backup">
      <h2 className="sect" id="today-backup">
        {t("backup")} <span className="quiet">{newest === null ? t("backupNone") : format.moment(newest.at)}</span>
      </h2>
      <p className="today-note today-backup">
        <Icon name="safe" />
        <span>{says()}</span>
      </p>
      <LinkButton onClick={onBackup}>
        {t(newest === null || age.kind === "due" ? "backupMake" : "backupSee")}
      </LinkButton>
    </section>
  );
}
