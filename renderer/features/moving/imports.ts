/** The imports of an open journal: what came in with each, and what undoing one takes away. */
import type { Day, Instant } from "#shared/base/time.ts";
import { type Entry, isInJournal, trashEntry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { editImport, type Import, type Unread } from "#shared/domain/import.ts";
import type { JournalRecord } from "#shared/domain/record.ts";

/** One import as it is listed. */
export interface PastImport {
  readonly record: Import;
  /** All that could not be read, of every record of its report. */
  readonly unread: readonly Unread[];
  /** Entries that stand as they came in: undoing it puts them into the trash. */
  readonly unchanged: readonly Entry[];
  /** Entries that were changed here or shared since: undoing it leaves them. */
  readonly changed: readonly Entry[];
}

/** Every import of these records, newest first. */
export function pastImports(mine: readonly JournalRecord[]): readonly PastImport[] {
  const entries = new Map<RecordId, Entry[]>();
  const reports = new Map<string, Import[]>();
  for (const record of mine) {
    if (record.kind === "entry" && record.source !== null && isInJournal(record)) {
      const of = entries.get(record.source.import);
      if (of === undefined) entries.set(record.source.import, [record]);
      else of.push(record);
    } else if (record.kind === "import") {
      const key = `${record.app} ${begun(record)} ${record.file}`;
      reports.set(key, [...(reports.get(key) ?? []), record]);
    }
  }
  return [...reports.values()]
    .flatMap((parts): PastImport[] => {
      // Further parts of a report name no entry; their lines stand with those of the first.
      const record = parts.find(({ id }) => entries.has(id)) ?? parts.find((part) => part.entries > 0) ?? parts.at(-1);
      if (record === undefined) return [];
      const came = entries.get(record.id) ?? [];
      return [
        {
          record,
          unread: parts.flatMap((part) => part.unread),
          unchanged: came.filter((entry) => isUnchanged(entry, record)),
          changed: came.filter((entry) => !isUnchanged(entry, record)),
        },
      ];
    })
    .toSorted((one, other) => (begun(one.record) < begun(other.record) ? 1 : -1));
}

const begun = ({ original }: Import): string => original?.createdAt ?? "";

/** Whether an entry stands as it came in: what comes in is changed no later than the moment of its import [D66]. */
const isUnchanged = ({ original }: Entry, { original: came }: Import): boolean =>
  original !== null && came !== null && original.shared === null && original.updatedAt <= came.createdAt;

/** What undoing an import writes, its own record last: until that is written it can be asked for again. */
export const undoing = (
  { record, unchanged }: PastImport,
  { now, today }: { readonly now: Instant; readonly today: Day },
): JournalRecord[] => [
  ...unchanged.map((entry) => trashEntry(entry, { author: entry.author, now, today })),
  editImport(record, { undoneOn: today }, { author: record.author, now }),
];
