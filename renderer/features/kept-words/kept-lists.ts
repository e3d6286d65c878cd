/** What was kept beside the journal's own records, as the lists its screens show. */
import type { RecordId } from "#shared/domain/fields.ts";
import type { Keepsake } from "#shared/domain/keepsake.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { Version } from "#shared/domain/version.ts";

/** Kinds without words to read: who paused is told nowhere [D83], and a commitment says nothing. */
const WORDLESS: ReadonlySet<string> = new Set(["consent", "commitment"]);

const newestFirst = (one: Version, other: Version): number =>
  (one.original?.createdAt ?? "") < (other.original?.createdAt ?? "") ? 1 : -1;

/** Versions with something to read, the newest first; of one record, or of all. */
export const versionsOf = (mine: readonly JournalRecord[], of: RecordId | null): readonly Version[] =>
  mine
    .filter(
      (record): record is Version =>
        record.kind === "version" && record.record !== null && (of === null || record.of === of),
    )
    .sort(newestFirst);

/** Versions that no page shows: of records that have none of their own, or that are no longer here. */
export function looseVersions(mine: readonly JournalRecord[]): readonly Version[] {
  const pages = new Set(mine.flatMap(({ id, kind }) => (kind === "entry" || kind === "need" ? [id] : [])));
  return versionsOf(mine, null).filter((version) => !pages.has(version.of) && !WORDLESS.has(version.ofKind));
}

/** Keepsakes, the last kept first. */
export const keepsakesOf = (mine: readonly JournalRecord[]): readonly Keepsake[] =>
  mine
    .filter((record): record is Keepsake => record.kind === "keepsake" && !WORDLESS.has(record.ofKind))
    .sort((one, other) => (one.on < other.on ? 1 : -1));
