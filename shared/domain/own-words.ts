import { z } from "../base/zod.ts";
import { line, type OwnFields, recordFields } from "./fields.ts";
import { writing } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

/**
 * The words its author added to the lists of needs, feelings and judging phrases, and the phrases they do not want to be told of. For
 * themselves alone. One such record is enough; of several, each counts [D84].
 */
export const OwnWords = z.strictObject({
  kind: z.literal("own-words"),
  v: z.literal(1),
  ...recordFields,
  needs: z.array(line(80).min(1)).max(200),
  feelings: z.array(line(60).min(1)).max(200),
  /** Phrases that are to be told of as well. */
  judging: z.array(line(80).min(1)).max(200),
  /** Phrases of the list that are not. */
  quiet: z.array(line(80).min(1)).max(200),
});
export type OwnWords = z.infer<typeof OwnWords>;

export const ownWordsSharing: Sharing<OwnWords> = {
  needs: withheld,
  feelings: withheld,
  judging: withheld,
  quiet: withheld,
};

/** What all such records of one partner say. */
export type OwnWordLists = OwnFields<OwnWords>;

export const NO_OWN_WORDS: OwnWordLists = { needs: [], feelings: [], judging: [], quiet: [] };

/** What several such records say together: a merge may have left two [D84]. */
export function ownWordsIn(records: readonly OwnWords[]): OwnWordLists {
  const all = (list: keyof OwnWordLists): string[] => [...new Set(records.flatMap((record) => record[list]))];
  return { needs: all("needs"), feelings: all("feelings"), judging: all("judging"), quiet: all("quiet") };
}

export const { create: createOwnWords, edit: editOwnWords } = writing<OwnWords>({
  kind: "own-words",
  v: 1,
  schema: OwnWords,
  sharing: ownWordsSharing,
  lines: ["needs", "feelings", "judging", "quiet"],
});
