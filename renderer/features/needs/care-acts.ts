/** Taking back and deleting one's own care and answers. Each may be tried again after it failed half way. */
import type { Answer } from "#shared/domain/answer.ts";
import type { Care } from "#shared/domain/care.ts";
import { type Journal, standingIn } from "#renderer/store/journal.ts";
import { removeOwnAnswers, takeOwnAnswersBack } from "#renderer/ui/records/own-answers.ts";
import { keepOriginal } from "#renderer/ui/records/own-originals.ts";

/** Deletes one's own answer, original and copy; one given while both were here has only its copy. */
export async function takeAnswerBack(journal: Journal, answer: Answer): Promise<void> {
  if (answer.original === null) await journal.takeBack(answer.id);
  else await journal.remove(answer.id);
}

/** Removes the copy of one's own care, and before it those of one's own words on how it felt [D24]. The original stays [D87]. */
export async function takeCareBack(journal: Journal, care: Care): Promise<void> {
  await keepOriginal(journal, care);
  await takeOwnAnswersBack(journal, standingIn(journal.state()), care);
  await journal.takeBack(care.id);
}

/** Shares one's own care, and after it one's own word on how it felt [D24]. */
export async function shareCare(journal: Journal, care: Care, felt: Answer | null): Promise<void> {
  await journal.share(care.id);
  if (felt !== null && felt.author === care.author) await journal.share(felt.id);
}

/** Deletes one's own care for good, with one's own words on how it felt: nothing would show them any more. */
export async function removeCare(journal: Journal, care: Care): Promise<void> {
  await keepOriginal(journal, care);
  await removeOwnAnswers(journal, standingIn(journal.state()), care);
  await journal.remove(care.id);
}
