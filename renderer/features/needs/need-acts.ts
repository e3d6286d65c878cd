/** Taking one's own needs back and deleting them. Each may be tried again after it failed half way. */
import type { RecordId } from "#shared/domain/fields.ts";
import type { Need } from "#shared/domain/need.ts";
import { type Journal, standingIn } from "#renderer/store/journal.ts";
import type { Snapshot } from "#renderer/store/snapshot.ts";
import { removeOwnAnswers, takeOwnAnswersBack } from "#renderer/ui/records/own-answers.ts";
import { keepOriginal } from "#renderer/ui/records/own-originals.ts";

/** The answers to a need. What its owner said of one of them stands with the need, and goes where it goes. */
const repliesTo = (need: RecordId, { mine, shared }: Pick<Snapshot, "mine" | "shared">): RecordId[] =>
  [...mine, ...shared.map(({ record }) => record)].flatMap((record) =>
    record.kind === "answer" && record.body.type === "need-reply" && record.body.need === need ? [record.id] : [],
  );

/** Removes the copy of one's own need, and before it those of what one said of answers to it [D24]. */
export async function takeNeedBack(journal: Journal, need: Need): Promise<void> {
  const { id, author } = need;
  await keepOriginal(journal, need);
  for (const reply of repliesTo(id, standingIn(journal.state())))
    await takeOwnAnswersBack(journal, standingIn(journal.state()), { id: reply, author });
  await journal.takeBack(id);
}

/** Deletes one's own need, and before it what one said of answers to it: nothing would show that any more [D24]. */
export async function removeNeed(journal: Journal, need: Need): Promise<void> {
  const { id, author } = need;
  await keepOriginal(journal, need);
  for (const reply of repliesTo(id, standingIn(journal.state())))
    await removeOwnAnswers(journal, standingIn(journal.state()), { id: reply, author });
  await journal.remove(id);
}
