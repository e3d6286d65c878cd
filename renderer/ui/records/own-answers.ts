import { answeredBy } from "#shared/domain/answer.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { adoptCopy } from "#shared/domain/sharing.ts";
import type { Journal } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";

/** Whether a record is an answer to another, or says that there is one: it goes with it [D24]. */
export const isAnswerTo = (id: RecordId, record: JournalRecord): boolean =>
  (record.kind === "answer" && answeredBy(record) === id) || (record.kind === "commitment" && record.subject === id);

/**
 * Takes the copies of one's own answers to a record back, before the record itself is: alone they would say that something private exists
 * [D24]. What was written with both at the screen has only its copy: its words stay with their author, as an original [D87]. May be tried
 * again after it failed half way.
 */
export async function takeOwnAnswersBack(
  journal: Pick<Journal, "takeBack" | "put" | "now" | "today">,
  { mine, shared }: Pick<Snapshot, "mine" | "shared">,
  { id, author }: { readonly id: RecordId; readonly author: PartnerId },
): Promise<void> {
  const act = { author, now: journal.now(), today: journal.today() };
  const kept = new Set(mine.map((record) => record.id));
  for (const { record } of shared) {
    if (record.author !== author || !isAnswerTo(id, record)) continue;
    if (record.kind === "answer" && !kept.has(record.id)) await journal.put(adoptCopy(record, act));
    await journal.takeBack(record.id);
  }
}

/** Deletes one's own answers to a record, before the record itself is. May be tried again after it failed half way. */
export async function removeOwnAnswers(
  journal: Pick<Journal, "takeBack" | "remove">,
  { mine, shared }: Pick<Snapshot, "mine" | "shared">,
  { id, author }: { readonly id: RecordId; readonly author: PartnerId },
): Promise<void> {
  const kept = new Set(mine.map((record) => record.id));
  for (const own of mine) if (isAnswerTo(id, own)) await journal.remove(own.id); // its copy goes with it
  for (const { record } of shared)
    if (record.author === author && isAnswerTo(id, record) && !kept.has(record.id)) await journal.takeBack(record.id);
}
