/** Days, moments and numbers in the words of a language. Calendar days have no time zone: they are read as written. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Day, Instant, Month } from "#shared/base/time.ts";

export interface LocalFormat {
  /** "17 May" this year, "17 May 2025" in another. */
  day(day: Day, today: Day): string;
  /** "17 May 2026". */
  fullDay(day: Day): string;
  /** "May", or "May 2026". */
  month(month: Month, withYear?: boolean): string;
  /** A moment on this computer's clock: "17 May 2026, 21:10". */
  moment(instant: Instant): string;
  /** "1,204". */
  number(value: number): string;
  /** A share of 1 as "62%". */
  percent(share: number): string;
  /** Bytes as "3.1 MB". */
  size(bytes: number): string;
  /** Whole days ago as "today", "yesterday", "3 days ago". */
  daysAgo(days: number): string;
}

/** The ways of writing of one BCP 47 language. */
export function localFormat(language: string): LocalFormat {
  const utc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
  const thisYear = utc({ day: "numeric", month: "short" });
  const anyYear = utc({ day: "numeric", month: "short", year: "numeric" });
  const month = utc({ month: "short" });
  const monthOfYear = utc({ month: "short", year: "numeric" });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const unit = (name: "byte" | "kilobyte" | "megabyte") =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 1 });
  const at = (day: string): Date => new Date(`${day}T00:00:00Z`);
  return {
    day: (day, today) => (day.slice(0, 4) === today.slice(0, 4) ? thisYear : anyYear).format(at(day)),
    fullDay: (day) => anyYear.format(at(day)),
    month: (of, withYear = false) => (withYear ? monthOfYear : month).format(at(`${of}-01`)),
    moment: (instant) => moment.format(new Date(instant)),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    size: (bytes) =>
      bytes < 1_000
        ? unit("byte").format(bytes)
        : bytes < 1_000_000
          ? unit("kilobyte").format(bytes / 1_000)
          : unit("megabyte").format(bytes / 1_000_000),
    daysAgo: (days) => relative.format(-days, "day"),
  };
}

/** The ways of writing of the language the app speaks now. */
export function useLocalFormat(): LocalFormat {
  const { i18n } = useTranslation();
  return useMemo(() => localFormat(i18n.language), [i18n.language]);
}
