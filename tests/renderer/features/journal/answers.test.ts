import { expect, test } from "vitest";
import { looseAnswers, repliesInView } from "#renderer/features/journal/answers.ts";
import type { Answer } from "#shared/domain/answer.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { anEntry, aReply, asCopy, NOA, SAM } from "../../../support/builders.ts";

const answerTo = (entry: RecordId, said: Partial<Answer> & { words: string }): Answer => {
  const { words, ...rest } = said;
  return aReply({ body: { type: "entry-reply", entry, words }, ...rest });
};

test("[D23] [D25] an entry has the answers of the other, each once and oldest first; what nobody vouches for is none", () => {
  const entry = anEntry({ ...asCopy() });
  const own = answerTo(entry.id, { words: "First.", day: "2026-05-01" as Answer["day"] });
  const later = answerTo(entry.id, { words: "Later." });
  const planted = answerTo(entry.id, { words: "Planted.", ...asCopy() });
  const byAuthor = answerTo(entry.id, { words: "By its author.", author: NOA });
  const elsewhere = answerTo(anEntry().id, { words: "Elsewhere." });
  const shared = [
    { record: { ...own, ...asCopy() }, verified: true },
    { record: planted, verified: false },
    { record: entry, verified: true },
  ];
  const answers = repliesInView(entry, { mine: [later, own, byAuthor, elsewhere], shared });
  expect(answers).toEqual([own, later]);
});

test("[D24] an answer is loose where its entry does not stand in the shared space, or nobody vouches for it there", () => {
  const standing = anEntry({ ...asCopy() });
  const planted = anEntry({ ...asCopy() });
  const [there, gone, unsure] = [
    answerTo(standing.id, { words: "There." }),
    answerTo(anEntry().id, { words: "Gone." }),
    answerTo(planted.id, { words: "Unsure." }),
  ];
  const shared = [
    { record: standing, verified: true },
    { record: planted, verified: false },
  ];
  const loose = looseAnswers({ mine: [unsure, gone, there, aReply({ author: SAM })], shared });
  expect(loose).toEqual([gone, unsure]);
});
