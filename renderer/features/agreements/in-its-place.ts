import { type Answer, editAnswer } from "#shared/domain/answer.ts";
import type { Act, Dated } from "#shared/domain/revision.ts";
import { adoptCopy } from "#shared/domain/sharing.ts";
import type { OpenSession } from "#renderer/store/snapshot.ts";

/**
 * An answer that is given anew on the day of its author's last one, written into that one: two of one day would have no order between them.
 * Unchanged where none of that day is among `before`, and together, where nobody has originals to change [D87].
 */
export function inItsPlace(
  before: readonly Answer[],
  answer: Answer,
  { session, act }: { readonly session: OpenSession; readonly act: Act & Dated },
): Answer {
  const last = before.find(({ author, day }) => author === answer.author && day === answer.day);
  if (last === undefined || session.kind === "together") return answer;
  return editAnswer(last.original === null ? adoptCopy(last, act) : last, answer.body, act);
}
