/**
 * Moments and calendar days as branded strings. Days are local calendar days as they were written, never UTC;
 * weeks are ISO 8601 weeks. Strings of one brand sort in time order. The clock is always an argument.
 */
import { Temporal } from "temporal-polyfill";
import { z } from "./zod.ts";
import { TwofoldError } from "./errors.ts";

/** A moment, as "2026-05-17T08:30:00.000Z". */
export const Instant = z.iso.datetime({ precision: 3 }).brand<"Instant">();
export type Instant = z.infer<typeof Instant>;

/** A local calendar day, as "2026-05-17". */
export const Day = z.iso.date().brand<"Day">();
export type Day = z.infer<typeof Day>;

/** A local time of day, as "08:30". */
export const LocalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .brand<"LocalTime">();
export type LocalTime = z.infer<typeof LocalTime>;

/** An ISO week, as "2026-W20". */
export const Week = z
  .string()
  .regex(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/)
  .brand<"Week">();
export type Week = z.infer<typeof Week>;

/** A calendar month, as "2026-05". */
export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .brand<"Month">();
export type Month = z.infer<typeof Month>;

function parsed<Schema extends z.ZodType>(schema: Schema, text: string, name: string): z.output<Schema> {
  const result = schema.safeParse(text);
  if (!result.success) throw new TwofoldError("malformed", name);
  return result.data;
}

/** Of two days, two weeks, two months or two moments the latest first, as `sort` asks; 0 for the same, which stay as they lie. */
export const latestFirst = (one: string, other: string): number => (one > other ? -1 : one < other ? 1 : 0);

/** Reads a day. Throws "malformed" for anything that is not a real calendar day. */
export const asDay = (text: string): Day => parsed(Day, text, "day");
/** Reads a month. Throws "malformed". */
export const asMonth = (text: string): Month => parsed(Month, text, "month");
/** Reads a moment written in UTC with milliseconds. Throws "malformed". */
export const asInstant = (text: string): Instant => parsed(Instant, text, "instant");

/** The moment `milliseconds` after 1970-01-01T00:00Z. */
export const instantAt = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant;

/** The local day of a moment in an IANA time zone. */
export function dayIn(instant: Instant, timeZone: string): Day {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString() as Day;
}

/** The local time of day of a moment in an IANA time zone. */
export const timeIn = (instant: Instant, timeZone: string): LocalTime =>
  Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: "minute" }) as LocalTime;

const plain = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day);

/** The day `days` later (earlier when negative). */
export const addDays = (day: Day, days: number): Day => plain(day).add({ days }).toString() as Day;

/** Whole days from `from` to `to`; negative when `to` comes first. */
export const daysBetween = (from: Day, to: Day): number => plain(from).until(plain(to), { largestUnit: "day" }).days;

/** The ISO week a day lies in; its year may differ from the day's near New Year. */
export function weekOf(day: Day): Week {
  const date = plain(day);
  return `${String(date.yearOfWeek).padStart(4, "0")}-W${String(date.weekOfYear).padStart(2, "0")}` as Week;
}

/** The Monday of an ISO week. */
export function mondayOf(week: Week): Day {
  const fourth = Temporal.PlainDate.from(`${week.slice(0, 4)}-01-04`); // always in week 1
  const monday = fourth.subtract({ days: fourth.dayOfWeek - 1 });
  return monday.add({ days: (Number(week.slice(6)) - 1) * 7 }).toString() as Day;
}

/** All weeks from one to another, both included, in time order. */
export function weeksFrom(first: Week, last: Week): Week[] {
  const weeks: Week[] = [];
  for (let monday = plain(mondayOf(first)); ; monday = monday.add({ days: 7 })) {
    const week = weekOf(monday.toString() as Day);
    if (week > last) return weeks;
    weeks.push(week);
  }
}

/** The month a day lies in. */
export const monthOf = (day: Day): Month => day.slice(0, 7) as Month;

/** The first and last day of a month. */
export function daysOfMonth(month: Month): { first: Day; last: Day } {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return { first: `${month}-01` as Day, last: `${month}-${daysInMonth}` as Day };
}

/** The month `months` later (earlier when negative). */
export const addMonths = (month: Month, months: number): Month =>
  Temporal.PlainYearMonth.from(month).add({ months }).toString() as Month;
