/** Days, times and zones as other apps write them. Nothing is guessed: what is not plainly a date is none. */
import { Day, dayIn, Instant, instantAt, LocalTime, timeIn } from "#shared/base/time.ts";

/** A local day, the time where it is said, and the moment where a zone or offset is said too. */
export interface WrittenTime {
  readonly day: Day;
  readonly time: LocalTime | null;
  readonly at: Instant | null;
  /** The offset as it was written, as "+01:00"; null for none and for UTC. */
  readonly offset: string | null;
}

const WRITTEN =
  /^(\d{4})[-/._]?(\d\d)[-/._]?(\d\d)(?:[T ,]+(\d\d?)[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)?\s*([AaPp][Mm])?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$/;

/** Reads "2024-01-05", "20240105", "2024-01-05T09:30:00Z", "2024-01-05 09:30 +0100" and the like: the local day and time as written. */
export function writtenTime(text: unknown): WrittenTime | null {
  if (typeof text !== "string" || text.length > 60) return null;
  const [, year, month, date, hour, minute, second, fraction, half, offset] = WRITTEN.exec(text.trim()) ?? [];
  const day = Day.safeParse(`${year}-${month}-${date}`);
  if (!day.success) return null;
  if (hour === undefined || minute === undefined) return { day: day.data, time: null, at: null, offset: null };
  const twelve = half?.toLowerCase();
  const hours = twelve === undefined ? Number(hour) : (Number(hour) % 12) + (twelve === "pm" ? 12 : 0);
  const time = LocalTime.safeParse(`${String(hours).padStart(2, "0")}:${minute}`);
  if (!time.success || (twelve !== undefined && Number(hour) > 12)) return null;
  return {
    day: day.data,
    time: time.data,
    at: offset === undefined ? null : momentOf(day.data, time.data, second ?? "00", fraction ?? "0", offset),
    offset: offset !== undefined && /^[+-]/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(-2)}` : null,
  };
}

function momentOf(day: Day, time: LocalTime, second: string, fraction: string, offset: string): Instant | null {
  const zone = /^[+-]/.test(offset) ? `${offset.slice(0, 3)}:${offset.slice(-2)}` : "Z";
  const milliseconds = Date.parse(`${day}T${time}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}${zone}`);
  if (Number.isNaN(milliseconds)) return null;
  const instant = Instant.safeParse(instantAt(milliseconds));
  return instant.success ? instant.data : null;
}

/** A moment written with its zone or offset; also as JavaScript shows dates ("Sun Feb 15 2026 15:15:23 GMT+0100 …"). */
export function writtenMoment(text: unknown): Instant | null {
  if (typeof text !== "string" || text.length > 120) return null;
  const [, month, date, year, clock, offset] =
    /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})/.exec(text) ?? [];
  if (month === undefined) return writtenTime(text)?.at ?? null;
  const number = "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(month) / 3 + 1;
  return writtenTime(`${year}-${String(number).padStart(2, "0")}-${date} ${clock} ${offset}`)?.at ?? null;
}

const ANY_MOMENT = instantAt(0);

/** A time zone we know, as written or behind escapes: "Europe/Lisbon", "Europe\/Lisbon", "GMT+0200". Null for any other. */
export function writtenZone(text: unknown): string | null {
  if (typeof text !== "string") return null;
  const name = text.replaceAll("\\", "").trim();
  const offset = /^(?:GMT|UTC)?([+-]\d\d):?(\d\d)$/.exec(name);
  const zone = offset === null ? name : `${offset[1]}:${offset[2]}`;
  if (zone === "" || zone.length > 64) return null;
  try {
    dayIn(ANY_MOMENT, zone);
    return zone;
  } catch {
    return null; // not a zone of this machine's table: the answer says so
  }
}

/** The local day and time of a moment; null where its day is none we can write. */
export function localTime(at: Instant, timeZone: string): { readonly day: Day; readonly time: LocalTime } | null {
  const day = Day.safeParse(dayIn(at, timeZone));
  return day.success ? { day: day.data, time: timeIn(at, timeZone) } : null;
}
