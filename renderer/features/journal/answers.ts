/** Answers to entries among what one can read, as pure functions of the snapshot. Copies nobody vouches for answer nothing. */
import { readableRecords } from "#renderer/store/in-view.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import type { Answer } from "#shared/domain/answer.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { repliesToEntry, withoutCopies } from "#shared/domain/related.ts";

type Known = Pick<Snapshot, "mine" | "shared">;

/** The answers to an entry: the other's as they are shared, one's own as they are, shared or taken back. Oldest first. */
export const repliesInView = (entry: Entry, known: Known): Answer[] => repliesToEntry(entry, readableRecords(known));

/** One's own answers to entries that do not stand in the shared space, oldest first. */
export function looseAnswers({ mine, shared }: Known): Answer[] {
  const there = new Set(shared.flatMap(({ record, verified }) => (verified ? [record.id] : [])));
  return withoutCopies(mine.filter((record): record is Answer => record.kind === "answer"))
    .filter(({ body }) => body.type === "entry-reply" && !there.has(body.entry))
    .sort((one, two) => (one.day < two.day || (one.day === two.day && one.id < two.id) ? -1 : 1));
}
