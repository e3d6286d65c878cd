import { type Answer, answeredBy } from "#shared/domain/answer.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { answersAbout } from "#shared/domain/joint.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { sharedCopyOf } from "#shared/domain/sharing.ts";
import { sharedIdsOf } from "#renderer/store/in-view.ts";
import type { Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";

/**
 * An answer behind its author's last one of the same day to the same thing, which it takes the place of in what is read last: of one day
 * the order of ids is all there is. `idBehind` draws such an id.
 */
export function behindItsLast(
  answer: Answer,
  records: Iterable<JournalRecord>,
  idBehind: (last: RecordId) => RecordId,
): Answer {
  const last = answersAbout(answeredBy(answer), answer.body.type, records).findLast(
    ({ author, day }) => author === answer.author && day === answer.day,
  );
  return last === undefined || last.id === answer.id ? answer : { ...answer, id: idBehind(last.id) };
}

/**
 * Writes an answer for both to read, as it is given: the open partner's original with its copy, or together the copy alone. Throws
 * "not-allowed" where what it answers does not stand in the shared space [D24].
 */
export async function giveAnswer(
  journal: Pick<Journal, "putAndShare" | "putShared">,
  { session, shared }: Pick<Snapshot, "session" | "shared">,
  answer: Answer,
): Promise<void> {
  if (session.kind === "one") await journal.putAndShare(answer);
  else await journal.putShared([sharedCopyOf(answer, { copy: 1, sharedIds: sharedIdsOf({ shared }) })]);
}
