/** What a backup, a report and a plan hold, as the numbers and choices their sentences are made of. */
import type { Owner } from "#shared/backup/backup-header.ts";
import type { RestorePlan, SpaceFate } from "#shared/backup/restore.ts";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { type Day, daysBetween } from "#shared/base/time.ts";
import { RECORD_KINDS, type RecordKind } from "#shared/domain/record.ts";
import type { Seat } from "#shared/vault/header.ts";

/** After this many days without one, the place suggests a backup. */
const SUGGESTED_EVERY_DAYS = 7;

/** How the last backup stands on a day. */
export type BackupAge =
  | { readonly kind: "none" }
  | { readonly kind: "fresh"; readonly days: number }
  | { readonly kind: "due"; readonly days: number };

export function ageOf(lastOn: Day | null, today: Day): BackupAge {
  if (lastOn === null) return { kind: "none" };
  const days = Math.max(0, daysBetween(lastOn, today));
  return { kind: days > SUGGESTED_EVERY_DAYS ? "due" : "fresh", days };
}

/** The kinds of record a report counted, with how many stand in each space; kinds that occur nowhere are left out. */
export function countsByKind(
  report: VerifyReport,
): readonly { readonly kind: RecordKind; readonly private: number; readonly shared: number }[] {
  return (Object.keys(RECORD_KINDS) as RecordKind[])
    .map((kind) => ({ kind, private: report.records.private[kind], shared: report.records.shared[kind] }))
    .filter((counts) => counts.private + counts.shared > 0);
}

/** What a report found wrong, as counts by sentence; empty when the backup is whole. */
export function faultsOf(report: VerifyReport): readonly { readonly fault: Fault; readonly count: number }[] {
  const found = (kind: VerifyReport["findings"][number]["kind"]): number =>
    report.findings.filter((finding) => finding.kind === kind).length;
  const counted = (kind: "missing" | "unlisted"): number =>
    report.findings.reduce((sum, finding) => sum + (finding.kind === kind ? finding.count : 0), 0);
  const faults: { fault: Fault; count: number }[] = [
    { fault: "unreadable", count: report.unreadable.rows },
    { fault: "unknown", count: report.unreadable.records },
    { fault: "unverified", count: report.unverified },
    { fault: "missing", count: counted("missing") },
    { fault: "unlisted", count: counted("unlisted") },
    { fault: "rolledBack", count: found("rolled-back") },
    { fault: "damagedManifest", count: found("damaged-manifest") },
  ];
  return faults.filter(({ count }) => count > 0);
}
export type Fault = "unreadable" | "unknown" | "unverified" | "missing" | "unlisted" | "rolledBack" | "damagedManifest";

/** Whose a space is, seen by the one who opened the backup. */
export const whoseSpace = (owner: Owner, opener: Seat): "own" | "shared" | "other" =>
  owner === "shared" ? "shared" : owner === opener ? "own" : "other";

/** Whether a plan takes the place of anything that is here now. */
export const replacesAnything = ({ spaces }: RestorePlan): boolean =>
  spaces.some((space: SpaceFate) => space.act === "put" && space.replaces > 0);
