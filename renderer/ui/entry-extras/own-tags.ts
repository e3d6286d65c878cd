/** One's own tags, as pure functions of one's own entries: what there is, and each change of one as the entries to save. */
import type { Instant } from "#shared/base/time.ts";
import { editEntry, type Entry, renameTag } from "#shared/domain/entry.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";

export interface OwnTag {
  readonly tag: string;
  /** How many entries have it, those in the trash included. */
  readonly entries: number;
  readonly trashed: number;
}

const ownEntries = (mine: readonly JournalRecord[]): Entry[] =>
  mine.filter((record): record is Entry => record.kind === "entry");

/** Every tag of one's own entries, those of most entries first. A tag that only entries behind `isHidden` have is not told. */
export function ownTags(mine: readonly JournalRecord[], isHidden: (entry: Entry) => boolean): OwnTag[] {
  const counted = new Map<string, { entries: number; trashed: number; told: boolean }>();
  for (const entry of ownEntries(mine)) {
    for (const tag of entry.tags) {
      const count = counted.get(tag) ?? { entries: 0, trashed: 0, told: false };
      count.entries += 1;
      if (entry.trashedOn !== null) count.trashed += 1;
      if (!isHidden(entry)) count.told = true;
      counted.set(tag, count);
    }
  }
  return [...counted]
    .flatMap(([tag, { told, ...count }]): OwnTag[] => (told ? [{ tag, ...count }] : []))
    .sort((one, two) => two.entries - one.entries || one.tag.localeCompare(two.tag));
}

/** What becomes of a tag: another name, which may be there already, or null to take it away. */
export interface TagChange {
  readonly tag: string;
  readonly to: string | null;
}

/** The entries a change of a tag rewrites, as they are to be saved. Any order of doing it again goes on with those that are left. */
export const changedByTag = (
  mine: readonly JournalRecord[],
  { tag, to }: TagChange,
  act: { author: PartnerId; now: Instant },
): Entry[] =>
  ownEntries(mine)
    .filter((entry) => entry.tags.includes(tag))
    .map((entry) =>
      to === null
        ? editEntry(entry, { tags: entry.tags.filter((other) => other !== tag) }, act)
        : renameTag(entry, { from: tag, to }, act),
    );
