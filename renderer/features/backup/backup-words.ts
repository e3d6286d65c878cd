/** What a backup, a report and a plan hold, as the numbers and choices their sentences are made of. */
import type { Owner } from "#shared/backup/backup-header.ts";
import type { RestorePlan, SpaceFate } from "#shared/backup/restore.ts";
import type { MergeCounts } from "#shared/backup/merge.ts";
import type { VerifyReport } from "#shared/backup/verify.ts";
import type { ErrorCode } from "#shared/base/errors.ts";
import { RECORD_KINDS, type RecordKind } from "#shared/domain/record.ts";
import type { Seat } from "#shared/vault/header.ts";
import type { MergeSummary } from "#renderer/worker/calls.ts";

/** The kinds of record a report counted, with how many stand in each space; kinds that occur nowhere are left out. */
export function countsByKind(
  report: VerifyReport,
): readonly { readonly kind: RecordKind; readonly private: number; readonly shared: number }[] {
  return (Object.keys(RECORD_KINDS) as RecordKind[])
    .map((kind) => ({ kind, private: report.records.private[kind], shared: report.records.shared[kind] }))
    .filter(({ kind, ...counts }) => kind !== "consent" && counts.private + counts.shared > 0); // who said something of it is told nowhere [D83]
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

/** What comes of records in a merge, those that change something first. */
const OUTCOMES = ["new", "newer", "conflict", "gone", "older", "same"] as const satisfies (keyof MergeCounts)[];
type Outcome = (typeof OUTCOMES)[number];

/** What a merge would do to one's private records or one's shared copies. */
export interface MergeOutcome {
  readonly outcome: Outcome;
  readonly count: number;
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
}

/** The outcomes that occur in a space, each with its kinds; empty when the backup holds nothing for it. */
export function outcomesIn(byKind: MergeSummary["byKind"]["private"]): readonly MergeOutcome[] {
  return OUTCOMES.map((outcome) => {
    const kinds = Object.entries(byKind)
      .map(([kind, counts]) => ({ kind, count: counts[outcome] }))
      .filter(({ count }) => count > 0);
    return { outcome, kinds, count: kinds.reduce((sum, { count }) => sum + count, 0) };
  }).filter(({ count }) => count > 0);
}

/** Whether a merge would change anything here. */
export const mergeChanges = ({ byKind }: MergeSummary): boolean =>
  [byKind.private, byKind.shared].some((space) =>
    outcomesIn(space).some(({ outcome }) => outcome !== "same" && outcome !== "older"),
  );

/** What is wrong with the place where backups are kept, by what reading or writing it said. */
export function troubleOf(code: ErrorCode): "unreachable" | "full" | "failed" {
  if (code === "storage-full") return "full";
  return code === "file-failed" || code === "not-found" ? "unreachable" : "failed";
}

/** Whether a kind is one that this Twofold has a word for. */
export const isKind = (kind: string): kind is RecordKind => Object.hasOwn(RECORD_KINDS, kind);
