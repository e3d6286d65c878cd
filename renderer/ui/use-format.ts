import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { addDays, type Day, type Instant, mondayOf, type Month, type Week } from "#shared/base/time.ts";

/** Dates, numbers and lists as the chosen language writes them. */
export interface Format {
  /** "Sunday 17 May" */
  day(day: Day): string;
  /** "17 May" */
  dayShort(day: Day): string;
  /** "17 May", or "17 May 2025" where it is not of this year */
  dayNear(day: Day, today: Day): string;
  /** "Sunday 17 May 2026" */
  dayLong(day: Day): string;
  /** "17 May 2026, 11:20", in the zone of this computer */
  moment(at: Instant): string;
  /** "11:20" */
  time(at: Instant): string;
  /** "May 2026" */
  month(month: Month): string;
  /** Short names of the week's days in the language's own order, with their numbers (1 Monday … 7 Sunday). */
  weekdays(): readonly { number: number; short: string; long: string }[];
  /** "May", or "May 26" where the year must be told: for the axis of a figure. */
  monthShort(month: Month, withYear: boolean): string;
  /** "1 Jun 2025 – 17 May 2026" */
  span(from: Day, to: Day): string;
  /** A week from its Monday to its Sunday: "11 – 17 May 2026" */
  week(week: Week): string;
  number(value: number): string;
  /** A share from 0 to 1 in whole percent. */
  percent(share: number): string;
  list(words: readonly string[]): string;
}

/** Noon in UTC of a local day, to be formatted in UTC: the same calendar day in every language. */
const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`);

function formatIn(language: string): Format {
  const days = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", ...options });
    return (day: Day) => format.format(noonOf(day));
  };
  const moments = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, options);
    return (at: Instant) => format.format(new Date(at));
  };
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const monthOf = days({ month: "long", year: "numeric" });
  const dayOf = days({ day: "numeric", month: "long" });
  const dayAndYear = days({ day: "numeric", month: "long", year: "numeric" });
  const monthAlone = days({ month: "short" });
  const monthAndYear = days({ month: "short", year: "2-digit" });
  const span = new Intl.DateTimeFormat(language, { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" });
  const weekdayShort = days({ weekday: "short" });
  const weekdayLong = days({ weekday: "long" });
  const between = (from: Day, to: Day): string => span.formatRange(noonOf(from), noonOf(to));
  return {
    day: days({ weekday: "long", day: "numeric", month: "long" }),
    dayShort: dayOf,
    dayNear: (day, today) => (day.slice(0, 4) === today.slice(0, 4) ? dayOf : dayAndYear)(day),
    dayLong: days({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    moment: moments({ day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }),
    time: moments({ hour: "2-digit", minute: "2-digit" }),
    month: (month) => monthOf(`${month}-01` as Day),
    monthShort: (month, withYear) => (withYear ? monthAndYear : monthAlone)(`${month}-01` as Day),
    span: between,
    week: (week) => between(mondayOf(week), addDays(mondayOf(week), 6)),
    weekdays: () => {
      const first = firstDayOfWeek(language);
      return Array.from({ length: 7 }, (_, at) => {
        const iso = ((first - 1 + at) % 7) + 1;
        const day = `2024-01-${String(iso).padStart(2, "0")}` as Day; // 1 January 2024 was a Monday
        return { number: iso, short: weekdayShort(day), long: weekdayLong(day) };
      });
    },
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    list: (words) => list.format(words),
  };
}

/** 1 for Monday … 7 for Sunday, as the language's region begins its week; Monday where the browser cannot say. */
function firstDayOfWeek(language: string): number {
  const locale = new Intl.Locale(language) as Intl.Locale & { getWeekInfo?: () => { firstDay: number } };
  return locale.getWeekInfo?.().firstDay ?? 1;
}

/**
 * The region of this computer for dates and numbers where it speaks the chosen language ("en" on a British computer is
 * "en-GB"), else the language alone.
 */
function localeFor(language: string): string {
  return navigator.languages.find((locale) => locale.split("-")[0] === language.split("-")[0]) ?? language;
}

const made = new Map<string, Format>();

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const locale = localeFor(i18n.language);
    const format = made.get(locale) ?? formatIn(locale);
    made.set(locale, format);
    return format;
  }, [i18n.language]);
}
