import type { JournalRecord } from "#shared/domain/record.ts";
import { isTold } from "#shared/domain/sharing.ts";
import { type Journal, standingIn } from "#renderer/store/journal.ts";

/** Saves the original of one's own record that was written with both here: until it is changed there is only its copy [D87]. */
export async function keepOriginal(journal: Pick<Journal, "state" | "put">, record: JournalRecord): Promise<void> {
  if (!standingIn(journal.state()).mine.some(({ id }) => id === record.id)) await journal.put(record);
}

/**
 * Saves one's own record as it is after a change that is shown as it is made, `before` being what it was: where both read that, the other
 * reads the change at once. A copy that has other changes waiting stays as it is until they were seen and shared.
 */
export async function putAsTold<R extends JournalRecord>(
  journal: Pick<Journal, "put" | "putAndShare">,
  before: R,
  after: R,
): Promise<void> {
  await (isTold(before) ? journal.putAndShare(after) : journal.put(after));
}
