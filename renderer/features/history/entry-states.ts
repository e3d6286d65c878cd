/** What an entry said over time, from its earlier texts and the versions a merge kept: newest first. */
import type { Instant } from "#shared/base/time.ts";
import { canonicalJson } from "#shared/domain/canonical-json.ts";
import type { Earlier } from "#shared/domain/earlier.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { type JournalRecord, keptRecord } from "#shared/domain/record.ts";
import { plainText } from "#shared/domain/rich-text.ts";
import type { Version } from "#shared/domain/version.ts";

/** An earlier text, or a version that a merge kept beside it. */
export interface EntryState {
  readonly id: RecordId;
  readonly kind: "earlier" | "version";
  /** When it was saved. */
  readonly at: Instant | null;
  /** What it said; null where this Twofold cannot read it, or it said nothing. */
  readonly entry: Entry | null;
}

type Kept = Earlier | Version;

/** What was kept of an entry, not yet read, newest first: a change's earlier text by the moment of the change, a version by its own. */
export const keptOf = (mine: readonly JournalRecord[], of: RecordId): Kept[] =>
  mine
    .filter(
      (record): record is Kept =>
        (record.kind === "earlier" || (record.kind === "version" && record.record !== null)) && record.of === of,
    )
    .sort((one, other) => compare(createdAt(other), createdAt(one)) || other.ofRevision - one.ofRevision);

const createdAt = ({ original }: Kept): string => original?.createdAt ?? "";
const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Reads what was kept. */
export function stateOf(kept: Kept): EntryState {
  const parsed = keptRecord(kept);
  const entry = parsed?.kind === "record" && parsed.record.kind === "entry" ? parsed.record : null;
  return { id: kept.id, kind: kept.kind, at: entry?.original?.updatedAt ?? null, entry };
}

/** What of an entry differs between two of its states. "look": the words of its text are the same, but not how they look. */
type Part = "title" | "text" | "look" | "files" | "tags" | "mood" | "feelings" | "day";

/** What differs, in the order it is said. */
export function partsBetween(before: Entry, after: Entry): Part[] {
  const differ = (field: keyof Entry): boolean => canonicalJson(before[field]) !== canonicalJson(after[field]);
  const parts: Part[] = [];
  if (differ("title")) parts.push("title");
  if (differ("body")) parts.push(plainText(before.body) === plainText(after.body) ? "look" : "text");
  for (const field of ["files", "tags", "mood", "feelings", "day"] as const) if (differ(field)) parts.push(field);
  return parts;
}

/** What two lists do not have in common. */
export const listChange = (
  before: readonly string[],
  after: readonly string[],
): { readonly out: readonly string[]; readonly in: readonly string[] } => ({
  out: before.filter((word) => !after.includes(word)),
  in: after.filter((word) => !before.includes(word)),
});
