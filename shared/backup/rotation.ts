/**
 * Which of the backups kept by themselves stay and which may go, when the next one is due, and which attachment parts
 * nobody needs any more: from names alone, with the clock as an argument [B13] to [B15].
 */
import { type Day, dayIn, Instant, monthOf, weekOf } from "../base/time.ts";
import type { ListedPart } from "./part-list.ts";

const NAME = /^Twofold (\d{4}-\d\d-\d\d) (\d\d)-(\d\d)-(\d\d)Z\.twofold$/;

/** The name of a backup written then: "Twofold 2026-11-22 22-31-05Z.twofold", in UTC and whole seconds. */
export function backupName(writtenAt: Instant): string {
  return `Twofold ${writtenAt.slice(0, 10)} ${writtenAt.slice(11, 19).replaceAll(":", "-")}Z.twofold`;
}

/** When the backup of this name was written, to the second; null when it is no such name. */
export function parseBackupName(name: string): Instant | null {
  const [, day, hours, minutes, seconds] = NAME.exec(name) ?? [];
  const instant = Instant.safeParse(`${day ?? ""}T${hours ?? ""}:${minutes ?? ""}:${seconds ?? ""}.000Z`);
  return instant.success ? instant.data : null;
}

/** How many to keep: of the newest days, ISO weeks and months that have one, or simply the newest. */
export type RotationPolicy =
  { readonly daily: number; readonly weekly: number; readonly monthly: number } | { readonly newest: number };

/** On a disk of one's own. */
export const FOLDER_ROTATION: RotationPolicy = { daily: 7, weekly: 4, monthly: 12 };
/** Inside a browser, whose storage is small. */
export const BROWSER_ROTATION: RotationPolicy = { newest: 2 };

export type WhyKept =
  | "newest"
  /** The newest that was read back and found in order. */
  | "newest-verified"
  | "daily"
  | "weekly"
  | "monthly"
  /** Written later than it is now: the clock was set back, and nothing can be said of its age. */
  | "future";

export interface RotationPlan {
  /** Newest first. */
  readonly keep: readonly { readonly name: string; readonly why: readonly WhyKept[] }[];
  /** Oldest first, which is also the order to remove them in. */
  readonly remove: readonly string[];
}

export interface RotationClock {
  readonly now: Instant;
  /** IANA name of the zone whose days are counted. */
  readonly timeZone: string;
}

/**
 * `names` are those of one journal's backups: whose a file is, its header says. Names that are no backup's are in neither list. Of each day, week and month the newest verified one is kept, or the newest
 * when none was verified. Applying a plan and planning again removes nothing more.
 */
export function rotationPlan(
  names: readonly string[],
  policy: RotationPolicy,
  { now, timeZone, verified }: RotationClock & { readonly verified: ReadonlySet<string> },
): RotationPlan {
  const newestFirst = datedBackups(names, timeZone).sort((left, right) => (left.at < right.at ? 1 : -1));
  const whys = new Map<string, WhyKept[]>(newestFirst.map(({ name }) => [name, []]));
  const keep = (backup: Dated | undefined, why: WhyKept): void => void (backup && whys.get(backup.name)?.push(why));

  const past = newestFirst.filter(({ at }) => at <= now);
  for (const backup of newestFirst) if (backup.at > now) keep(backup, "future");
  keep(past[0], "newest");
  keep(
    past.find(({ name }) => verified.has(name)),
    "newest-verified",
  );
  if ("newest" in policy) {
    for (const backup of past.slice(1, policy.newest)) keep(backup, "newest");
  } else {
    const best = (backups: readonly Dated[]): Dated | undefined =>
      backups.find(({ name }) => verified.has(name)) ?? backups[0];
    const keepOf = (count: number, periodOf: (day: Day) => string, why: WhyKept): void => {
      const periods = [...new Set(past.map(({ day }) => periodOf(day)))].slice(0, count);
      for (const period of periods) keep(best(past.filter(({ day }) => periodOf(day) === period)), why);
    };
    keepOf(policy.daily, (day) => day, "daily");
    keepOf(policy.weekly, weekOf, "weekly");
    keepOf(policy.monthly, monthOf, "monthly");
  }
  const isKept = ({ name }: Dated): boolean => (whys.get(name) ?? []).length > 0;
  return {
    keep: newestFirst.filter(isKept).map(({ name }) => ({ name, why: whys.get(name) ?? [] })),
    remove: newestFirst
      .filter((backup) => !isKept(backup))
      .map(({ name }) => name)
      .reverse(),
  };
}

/** Whether no backup is of the local day it is now. */
export function isBackupDue(names: readonly string[], { now, timeZone }: RotationClock): boolean {
  const today = dayIn(now, timeZone);
  return !datedBackups(names, timeZone).some(({ day }) => day === today);
}

/**
 * Names of the parts that none of the kept backups lists: they may be removed. `kept` holds the list of each kept backup as
 * `partListOf` gives it. None may go while no backup is kept, or while one's list could not be read.
 */
export function unreferencedParts(
  kept: readonly (readonly ListedPart[] | "unreadable")[],
  parts: readonly string[],
): readonly string[] {
  if (kept.length === 0) return [];
  const needed = new Set<string>();
  for (const list of kept) {
    if (list === "unreadable") return [];
    for (const { name } of list) needed.add(name);
  }
  return parts.filter((name) => !needed.has(name));
}

interface Dated {
  readonly name: string;
  readonly at: Instant;
  readonly day: Day;
}

function datedBackups(names: readonly string[], timeZone: string): Dated[] {
  return [...new Set(names)].flatMap((name) => {
    const at = parseBackupName(name);
    return at === null ? [] : [{ name, at, day: dayIn(at, timeZone) }];
  });
}
