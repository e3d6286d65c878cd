/** Which backup is the newest that counts, and how old it is: for Today, the covers and the Backup place alike. */
import { dayIn, daysBetween, type Day, type Instant } from "#shared/base/time.ts";
import type { Kept } from "#renderer/store/journal.ts";
import type { KeptBackup, LastBackup } from "#renderer/worker/calls.ts";

/** After this many days without one, a backup is suggested. */
const SUGGESTED_EVERY_DAYS = 7;

/** How the newest backup stands on a day. */
export type BackupAge =
  | { readonly kind: "none" }
  | { readonly kind: "fresh"; readonly days: number }
  | { readonly kind: "due"; readonly days: number };

/** The age of a backup written on `lastOn`; one from a clock that was ahead is of today. */
export function ageOf(lastOn: Day | null, today: Day): BackupAge {
  if (lastOn === null) return { kind: "none" };
  const days = Math.max(0, daysBetween(lastOn, today));
  return { kind: days > SUGGESTED_EVERY_DAYS ? "due" : "fresh", days };
}

/** Whole days since an instant, in a zone; none for one that is still to come. */
export const daysSince = (at: Instant, today: Day, timeZone: string): number =>
  Math.max(0, daysBetween(dayIn(at, timeZone), today));

export interface NewestBackup {
  readonly at: Instant;
  readonly health: KeptBackup["health"];
}

/**
 * The newest backup that outlives the journal's own storage: in a folder those kept by themselves count, inside a browser
 * only those that were made outside it.
 */
export function newestBackup(kept: Kept | null, last: LastBackup | null): NewestBackup | null {
  const [newest] = kept?.canChoose === true ? kept.backups : [];
  const made: NewestBackup | null =
    last === null ? null : { at: last.at, health: last.verified ? "verified" : "unread" };
  if (newest === undefined) return made;
  const own: NewestBackup = { at: newest.writtenAt, health: newest.health };
  return made !== null && made.at > own.at ? made : own;
}
