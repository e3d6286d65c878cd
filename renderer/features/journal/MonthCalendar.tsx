import { useEffect, useId, useMemo, useRef, useState, type JSX, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Partner } from "#renderer/store/snapshot.ts";
import { LinkButton } from "#renderer/ui/Button.tsx";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { daysOf, daysWritten, type ListedEntry } from "#shared/analysis/listed-entries.ts";
import { addDays, addMonths, daysBetween, daysOfMonth, monthOf, type Day, type Month } from "#shared/base/time.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import "./month-calendar.css";

/** A month with a mark in the writer's cover on each day that has entries; marked days open theirs. */
export function MonthCalendar({
  month,
  today,
  shown,
  entries,
  partners,
  readable,
  onMonth,
  onOpen,
  onWrite,
}: {
  month: Month;
  today: Day;
  /** The day of the open entry. */
  shown: Day | null;
  /** All there are, in the order of the list. */
  entries: readonly ListedEntry[];
  partners: readonly Partner[];
  readable: (entry: Entry) => boolean;
  onMonth: (month: Month) => void;
  onOpen: (id: RecordId) => void;
  /** A page is to be written on a day that has none. */
  onWrite: (day: Day) => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const format = useFormat();
  const titleId = useId();
  const weekdays = useMemo(() => format.weekdays(), [format]);
  const weeks = useMemo(() => weeksOf(month, weekdays[0]?.number ?? 1), [month, weekdays]);
  const days = useMemo(() => daysOf(entries, month), [entries, month]);
  const written = daysWritten(days);
  const years = yearsOf(entries, today, month);
  const grid = useRef<HTMLTableElement>(null);
  const [walked, setWalked] = useState<Day | null>(null);
  const [picked, setPicked] = useState<Day | null>(null);
  const focusNext = useRef(false);

  const { first, last } = daysOfMonth(month);
  const tabStop = [walked, shown, today].find((day) => day?.startsWith(month) === true) ?? first;
  const empty = picked !== null && picked.startsWith(month) && !days.has(picked) ? picked : null;

  useEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }, [tabStop]);

  function walkTo(day: Day): void {
    focusNext.current = true;
    setWalked(day);
    if (!day.startsWith(month)) onMonth(monthOf(day));
  }

  function onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = dayByKey(event, tabStop, weekdays[0]?.number ?? 1);
    if (to === null) return;
    event.preventDefault();
    if (to !== tabStop) walkTo(to);
  }

  function choose(day: Day): void {
    setWalked(day);
    const [newest] = days.get(day) ?? [];
    if (newest !== undefined) {
      setPicked(null);
      onOpen(newest.entry.id);
    } else if (day <= today) {
      setPicked(day);
    }
  }

  function cell(day: Day): JSX.Element {
    const listed = days.get(day) ?? [];
    const seats = new Set(
      listed.map((each) =>
        each.kind === "theirs" && !each.verified
          ? null
          : (partners.find(({ id }) => id === each.entry.author)?.seat ?? null),
      ),
    );
    const starred = listed.some(({ entry }) => entry.star && readable(entry));
    const says = [
      listed.length === 0 ? format.dayLong(day) : t("dayWith", { day: format.dayLong(day), count: listed.length }),
      ...(starred ? [t("dayStarred")] : []),
      ...(day === today ? [t("dayToday")] : []),
    ];
    return (
      <button
        type="button"
        className="calendar-day"
        tabIndex={day === tabStop ? 0 : -1}
        data-written={listed.length > 0 ? "" : undefined}
        aria-current={day === today ? "date" : undefined}
        aria-pressed={day === shown}
        aria-disabled={listed.length === 0 && day > today ? true : undefined}
        aria-label={says.join(", ")}
        onClick={() => choose(day)}
      >
        {Number(day.slice(8))}
        <span className="calendar-marks" aria-hidden="true">
          {seats.has("a") && <i className="cov-a" />}
          {seats.has("b") && <i className="cov-b" />}
          {seats.has(null) && <i className="calendar-unvouched" />}
          {starred && <i className="calendar-star" />}
        </span>
      </button>
    );
  }

  const year = month.slice(0, 4);
  return (
    <section className="calendar" aria-label={t("months")}>
      <header>
        <h2 className="sr" id={titleId} aria-live="polite">
          {format.month(month)}
        </h2>
        <span className="calendar-jump">
          <select
            aria-label={t("jumpMonth")}
            value={month.slice(5)}
            onChange={(event) => onMonth(`${year}-${event.target.value}` as Month)}
          >
            {MONTHS.map((number) => (
              <option key={number} value={number}>
                {format.monthShort(`${year}-${number}` as Month, false)}
              </option>
            ))}
          </select>
          <select
            aria-label={t("jumpYear")}
            value={year}
            onChange={(event) => onMonth(`${event.target.value}${month.slice(4)}` as Month)}
          >
            {years.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </span>
        <span>
          {month !== monthOf(today) && (
            <LinkButton className="calendar-today" onClick={() => onMonth(monthOf(today))}>
              {t("thisMonth")}
            </LinkButton>
          )}
          <button
            type="button"
            className="calendar-turn"
            aria-label={t("monthBefore")}
            onClick={() => onMonth(addMonths(month, -1))}
          >
            <Icon name="left" />
          </button>
          <button
            type="button"
            className="calendar-turn"
            aria-label={t("monthAfter")}
            onClick={() => onMonth(addMonths(month, 1))}
          >
            <Icon name="right" />
          </button>
        </span>
      </header>
      <table ref={grid} role="grid" aria-labelledby={titleId} onKeyDown={onKey}>
        <thead>
          <tr>
            {weekdays.map(({ number, short, long }) => (
              <th key={number} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>{day >= first && day <= last && cell(day)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {written > 0 && (
        <p className="quiet">
          {month === monthOf(today)
            ? t("daysWritten", { count: written })
            : t("daysWrittenIn", { count: written, month: format.month(month) })}
        </p>
      )}
      <p className="calendar-empty quiet" role="status">
        {empty !== null && (
          <>
            {t("dayEmpty", { day: format.dayLong(empty) })}{" "}
            <LinkButton
              onClick={() => {
                setPicked(null);
                onWrite(empty);
              }}
            >
              {t("dayWrite")}
            </LinkButton>
          </>
        )}
      </p>
    </section>
  );
}

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, "0"));

/** The years one may want to jump to, the latest first: from the first entry's to this one's. */
function yearsOf(entries: readonly ListedEntry[], today: Day, month: Month): string[] {
  const [newest, oldest] = [entries[0]?.entry.day ?? today, entries.at(-1)?.entry.day ?? today];
  const years = [today, month, newest, oldest].map((day) => Number(day.slice(0, 4)));
  const [from, to] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: to - from + 1 }, (_, at) => String(to - at).padStart(4, "0"));
}

/** Where a key leads from a day: a day, a week, the week's ends, a month or, with Shift, a year; null for any other key. */
function dayByKey({ key, shiftKey, currentTarget }: KeyboardEvent, from: Day, firstWeekday: number): Day | null {
  const forward = getComputedStyle(currentTarget).direction === "rtl" ? -1 : 1;
  const inWeek = weekdayOf(from, firstWeekday);
  switch (key) {
    case "ArrowLeft":
      return addDays(from, -forward);
    case "ArrowRight":
      return addDays(from, forward);
    case "ArrowUp":
      return addDays(from, -7);
    case "ArrowDown":
      return addDays(from, 7);
    case "Home":
      return addDays(from, -inWeek);
    case "End":
      return addDays(from, 6 - inWeek);
    case "PageUp":
      return dayInMonth(addMonths(monthOf(from), shiftKey ? -12 : -1), from);
    case "PageDown":
      return dayInMonth(addMonths(monthOf(from), shiftKey ? 12 : 1), from);
    default:
      return null;
  }
}

/** The same number in another month, or its last day where that is shorter. */
function dayInMonth(month: Month, like: Day): Day {
  const { last } = daysOfMonth(month);
  const day = `${month}-${like.slice(8)}` as Day;
  return day > last ? last : day;
}

/** 0 for the language's first weekday (1 Monday … 7 Sunday) up to 6. */
function weekdayOf(day: Day, firstWeekday: number): number {
  const monday = "2024-01-01" as Day; // any Monday
  return ((((daysBetween(monday, day) % 7) + 7) % 7) + 1 - firstWeekday + 7) % 7;
}

/** The weeks that cover a month, each from the language's first weekday. */
function weeksOf(month: Month, firstWeekday: number): Day[][] {
  const { first, last } = daysOfMonth(month);
  const weeks: Day[][] = [];
  for (let start = addDays(first, -weekdayOf(first, firstWeekday)); start <= last; start = addDays(start, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(start, at)));
  }
  return weeks;
}
