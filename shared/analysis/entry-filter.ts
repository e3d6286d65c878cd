/** What narrows the journal's list beside words: each thing asked for must hold [A13]. */
import type { Day } from "../base/time.ts";
import type { Entry } from "../domain/entry.ts";
import type { FiveSteps, RecordId } from "../domain/fields.ts";
import type { ListedEntry } from "./listed-entries.ts";

/** Whose an entry is, and who can read it. `unvouched` are copies of which nothing says who wrote them. */
export type Sharing = "private" | "shared-by-me" | "shared-by-other" | "unvouched";

/** What is asked for: null, false and empty ask for nothing. */
export interface EntryFilter {
  /** Every one of these must be among an entry's own, letter by letter. */
  readonly tags: readonly string[];
  readonly feelings: readonly string[];
  /** Words for needs, as NEED_WORDS names them, or one's own; an entry must speak of a need of each. */
  readonly needs: readonly string[];
  /** Both ends included. */
  readonly mood: { readonly from: FiveSteps; readonly to: FiveSteps } | null;
  readonly starred: boolean;
  readonly photos: boolean;
  /** Files that are not photos. */
  readonly files: boolean;
  readonly sharing: Sharing | null;
  /** Both ends included. */
  readonly from: Day | null;
  readonly to: Day | null;
}

export const NO_FILTER: EntryFilter = {
  tags: [],
  feelings: [],
  needs: [],
  mood: null,
  starred: false,
  photos: false,
  files: false,
  sharing: null,
  from: null,
  to: null,
};

/** What must be known beside an entry to judge it. */
export interface EntrySight {
  /** Whether its words may be used: false for one with a second lock that is not unlocked [D62]. */
  readonly readable: (entry: Entry) => boolean;
  /** The word of a need one's entry may name; null where there is no such need. */
  readonly needWord: (need: RecordId) => string | null;
}

const isEmpty = (filter: EntryFilter): boolean =>
  filter.tags.length + filter.feelings.length + filter.needs.length === 0 &&
  filter.mood === null &&
  !filter.starred &&
  !filter.photos &&
  !filter.files &&
  filter.sharing === null;

/** Whether anything is asked for. */
export const isFiltering = (filter: EntryFilter): boolean =>
  !isEmpty(filter) || filter.from !== null || filter.to !== null;

/** Whether an entry is what the filter asks for. One that may not be read is found by its day alone. */
export function passes(listed: ListedEntry, filter: EntryFilter, { readable, needWord }: EntrySight): boolean {
  const { entry } = listed;
  if (filter.from !== null && entry.day < filter.from) return false;
  if (filter.to !== null && entry.day > filter.to) return false;
  if (isEmpty(filter)) return true;
  return (
    readable(entry) &&
    filter.tags.every((tag) => entry.tags.includes(tag)) &&
    filter.feelings.every((feeling) => entry.feelings.includes(feeling)) &&
    filter.needs.every((word) => entry.needs.some((need) => needWord(need) === word)) &&
    (filter.mood === null || (entry.mood !== null && entry.mood >= filter.mood.from && entry.mood <= filter.mood.to)) &&
    (!filter.starred || entry.star) &&
    (!filter.photos || entry.files.some(({ picture }) => picture !== null)) &&
    (!filter.files || entry.files.some(({ picture }) => picture === null)) &&
    (filter.sharing === null || sharingOf(listed) === filter.sharing)
  );
}

/** Who can read a listed entry, and who may be told as its author. */
export function sharingOf(listed: ListedEntry): Sharing {
  if (listed.kind === "theirs") return listed.verified ? "shared-by-other" : "unvouched";
  return listed.entry.original?.shared == null ? "private" : "shared-by-me";
}

/** What there is to ask for among entries, each once: the most used first, then by its letters. */
export interface Choices {
  readonly tags: readonly string[];
  readonly feelings: readonly string[];
  readonly needs: readonly string[];
  /** Whether a copy stands of which nothing says who wrote it. */
  readonly unvouched: boolean;
}

/** Collects what entries that may be read have to ask for. */
export function choicesOf(entries: readonly ListedEntry[], { readable, needWord }: EntrySight): Choices {
  const [tags, feelings, needs] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const count = (words: Map<string, number>, word: string): unknown => words.set(word, (words.get(word) ?? 0) + 1);
  let unvouched = false;
  for (const listed of entries) {
    const { entry } = listed;
    unvouched ||= sharingOf(listed) === "unvouched";
    if (!readable(entry)) continue;
    for (const tag of entry.tags) count(tags, tag);
    for (const feeling of entry.feelings) count(feelings, feeling);
    for (const need of entry.needs) {
      const word = needWord(need);
      if (word !== null) count(needs, word);
    }
  }
  const inOrder = (words: Map<string, number>): string[] =>
    [...words].sort(([one, uses], [two, others]) => others - uses || (one < two ? -1 : 1)).map(([word]) => word);
  return { tags: inOrder(tags), feelings: inOrder(feelings), needs: inOrder(needs), unvouched };
}
