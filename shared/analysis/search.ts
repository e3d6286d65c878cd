/** Search by scanning texts folded once (case, accents): ready at once, always right [A8]. */
import type { Entry } from "../domain/entry.ts";

/** Entries newest first, beside their folded texts. */
export interface PreparedSearch {
  readonly entries: readonly Entry[];
  readonly folded: readonly string[];
}

/** A stretch of an original text, in UTF-16 positions, `to` excluded. */
export interface Mark {
  readonly from: number;
  readonly to: number;
}

/** Where to look in a long text: a piece of it with its marks (positions within `text`). */
export interface Excerpt {
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** Folds title, text and tags of each entry once. Given what was prepared before, folds only entries that are new objects. */
export declare function prepareSearch(entries: readonly Entry[], before?: PreparedSearch): PreparedSearch;

/** The entries in which every term occurs, newest first; all of them when the query holds no term. `"…"` is a phrase. */
export declare function search(prepared: PreparedSearch, query: string): readonly Entry[];

/** Where the query's terms occur in an original text: sorted, apart, on whole characters as they are seen. */
export declare function marksIn(text: string, query: string): readonly Mark[];

/** The piece of `text` around the first mark, at most about `length` characters; the beginning when there is none. */
export declare function excerptOf(text: string, query: string, length?: number): Excerpt;
