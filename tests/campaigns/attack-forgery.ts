/** Tries every forgery of forgeries.ts and holds what comes of it to the table. */
import { sodiumReady } from "#shared/crypto/sodium.ts";
import type { Figures } from "./figures.mjs";
import { forgeries, type Forgery, lostForgeries } from "./forgeries.ts";
import { aScene, aSceneWithALostNotebook, everWrittenIn, type Seen, seenBy } from "./forgery-scene.ts";
import { type Asked, startTally } from "./tally.ts";

/** One line of the table: a kind of forgery and everything it came to. */
export interface Outcome {
  readonly what: string;
  readonly how: string;
  readonly tries: number;
  readonly answer: Seen["answer"];
  readonly by: readonly string[];
}

const CLAIM =
  "Who has all files, their own passphrase and the couple key cannot speak, write or delete as the other unnoticed";

/** Runs the campaign. Its short form tries the first of every kind and a choice of the rest. */
export async function attackForgery(asked: Asked): Promise<Figures & { readonly outcomes: readonly Outcome[] }> {
  await sodiumReady;
  const tally = startTally("attack-forgery", CLAIM, asked);
  const scene = await aScene();
  const untouched = [seenBy(scene, scene.noa, scene), seenBy(scene, scene.sam, scene)];
  for (const { answer, by } of untouched)
    if (answer !== "harmless") tally.wrong(`the untouched journal: ${answer}, ${by}`);
  const outcomes: Outcome[] = [];
  const tryAll = async (
    { what, how, expected }: Omit<Forgery, "tries">,
    seen: AsyncIterable<() => Seen>,
  ): Promise<void> => {
    const by = new Set<string>();
    let tried = 0;
    for await (const look of seen) {
      tried += 1;
      if (!asked.full && tried > 6 && tried % 29 !== 0) continue;
      const { answer, by: words } = look();
      by.add(words.replaceAll(/, \d+\)/g, ")"));
      if (answer !== expected) tally.wrong(`${what}, ${how}: ${answer} (${words}) for ${expected}`);
      else tally.count(answer);
    }
    outcomes.push({ what, how, tries: tried, answer: expected, by: [...by].sort() });
  };
  for (const forgery of forgeries) {
    await tryAll(
      forgery,
      looks(forgery.tries(scene), (attempt) => {
        if ("answer" in attempt) return attempt;
        return seenBy(scene, scene.noa, "disk" in attempt ? attempt : { disk: attempt });
      }),
    );
  }
  const lost = await aSceneWithALostNotebook();
  const truth = { disk: lost.disk, everWritten: everWrittenIn(lost.disk, lost.noa) };
  for (const forgery of lostForgeries)
    await tryAll(
      forgery,
      looks(forgery.tries(lost), (disk) => seenBy(truth, lost.noa, { disk })),
    );
  return { ...tally.figures(), outcomes };
}

async function* looks<Attempt>(
  attempts: Iterable<Attempt> | AsyncIterable<Attempt>,
  look: (attempt: Attempt) => Seen,
): AsyncGenerator<() => Seen> {
  for await (const attempt of attempts) yield () => look(attempt);
}
