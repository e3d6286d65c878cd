import { useMemo, type JSX } from "react";
import { useTranslation } from "react-i18next";
import type { Partner } from "#renderer/store/snapshot.ts";
import { Icon } from "#renderer/ui/Icon.tsx";
import { useFormat } from "#renderer/ui/use-format.ts";
import { addDays, addMonths, daysBetween, daysOfMonth, type Day, type Month } from "#shared/base/time.ts";
import type { ListedEntry } from "./entries.ts";
import "./month-calendar.css";

/** A month with a mark in the writer's cover on each day that has entries; marked days open theirs. */
export function MonthCalendar({
  month,
  today,
  shown,
  days,
  partners,
  onMonth,
  onDay,
}: {
  month: Month;
  today: Day;
  /** The day of the open entry. */
  shown: Day | null;
  days: ReadonlyMap<Day, readonly ListedEntry[]>;
  partners: readonly Partner[];
  onMonth: (month: Month) => void;
  onDay: (day: Day) => void;
}): JSX.Element {
  const { t } = useTranslation("journal");
  const format = useFormat();
  const weekdays = useMemo(() => format.weekdays(), [format]);
  const weeks = useMemo(() => weeksOf(month, weekdays[0]?.number ?? 1), [month, weekdays]);

  function cell(day: Day): JSX.Element {
    const entries = days.get(day) ?? [];
    const number = Number(day.slice(8));
    const current = day === today ? "date" : undefined;
    if (entries.length === 0) {
      return (
        <span className="calendar-day" aria-current={current}>
          <span aria-hidden="true">{number}</span>
          <span className="sr">
            {day === today ? t("dayToday", { day: format.dayLong(day) }) : format.dayLong(day)}
          </span>
        </span>
      );
    }
    const seats = new Set(entries.map(({ entry }) => partners.find(({ id }) => id === entry.author)?.seat ?? null));
    return (
      <button
        type="button"
        className="calendar-day"
        aria-current={current}
        aria-pressed={day === shown}
        aria-label={t("dayWith", { day: format.dayLong(day), count: entries.length })}
        onClick={() => onDay(day)}
      >
        {number}
        <span className="calendar-marks" aria-hidden="true">
          {seats.has("a") && <i className="cov-a" />}
          {seats.has("b") && <i className="cov-b" />}
        </span>
      </button>
    );
  }

  return (
    <section className="calendar" aria-label={t("months")}>
      <header>
        <h2 className="sect" aria-live="polite">
          {format.month(month)}
        </h2>
        <span>
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
      <table>
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
                <td key={day}>{day.startsWith(month) && cell(day)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The weeks that cover a month, each from the language's first weekday (1 Monday … 7 Sunday). */
function weeksOf(month: Month, firstWeekday: number): Day[][] {
  const { first, last } = daysOfMonth(month);
  const monday = "2024-01-01" as Day; // any Monday
  const weekday = ((((daysBetween(monday, first) % 7) + 7) % 7) + 1 - firstWeekday + 7) % 7;
  const weeks: Day[][] = [];
  for (let start = addDays(first, -weekday); start <= last; start = addDays(start, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, at) => addDays(start, at)));
  }
  return weeks;
}
