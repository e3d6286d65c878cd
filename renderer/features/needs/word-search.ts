/** Finding a word among the lists of needs or feelings, by how it is said. */

export interface WordGroup<Key extends string = string> {
  readonly key: Key;
  readonly label: string;
  readonly words: readonly string[];
}

/** Small letters without marks, so that neither case nor an accent hides a word. */
const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

/**
 * The groups with only the words that hold what is looked for, without empty ones; a group whose name holds it stays whole. All of
 * them for a blank query.
 */
export function groupsHolding<Group extends WordGroup>(
  groups: readonly Group[],
  query: string,
  say: (word: string) => string,
): Group[] {
  const sought = folded(query);
  return groups
    .map((group) =>
      folded(group.label).includes(sought)
        ? group
        : { ...group, words: group.words.filter((word) => folded(say(word)).includes(sought)) },
    )
    .filter(({ words }) => words.length > 0);
}

/** Whether two words are one to whoever reads them: spaces and case do not part them. */
export const isSameWord = (one: string, other: string): boolean =>
  one.trim().toLowerCase() === other.trim().toLowerCase();
