/** What of the open snapshot a screen may show as somebody's words, as pure functions of it. */
import type { RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { withoutCopies } from "#shared/domain/related.ts";
import type { Act, Dated } from "#shared/domain/revision.ts";
import { adoptCopy } from "#shared/domain/sharing.ts";
import type { Snapshot } from "./snapshot.ts";

/** Each record one may read, once: own originals, and copies by the other that are vouched for. */
export const recordsInView = (snapshot: Pick<Snapshot, "mine" | "shared">): JournalRecord[] =>
  withoutCopies(readableRecords(snapshot));

/** All one may read: own originals, and copies that are vouched for, those of one's own originals among them. */
export const readableRecords = ({ mine, shared }: Pick<Snapshot, "mine" | "shared">): JournalRecord[] => [
  ...mine,
  ...shared.flatMap(({ record, verified }) => (verified ? [record] : [])),
];

/**
 * The records as their author sees them: what was written with both here has only its copy, and reads as the original it becomes once it is
 * changed [D87]. Answers are neither changed nor closed, and stay as they are. `act` is the open partner's; null together, where nobody has originals.
 */
export const withOwnOriginals = <R extends JournalRecord>(records: readonly R[], act: (Act & Dated) | null): R[] =>
  records.map((record) =>
    act !== null && record.kind !== "answer" && record.original === null && record.author === act.author
      ? adoptCopy(record, act)
      : record,
  );

/** Ids of everything that stands in the shared space. */
export const sharedIdsOf = ({ shared }: Pick<Snapshot, "shared">): ReadonlySet<RecordId> =>
  new Set(shared.map(({ record }) => record.id));
