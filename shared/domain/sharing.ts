/**
 * Sharing publishes a copy. A copy is a record of the same kind that says only what its kind shares, under a number that counts copies:
 * no time, no private revision, no private field reaches it [D3]. Everything here is pure; the journal writes what comes out.
 */
import { codeOf } from "../base/errors.ts";
import type { Day } from "../base/time.ts";
import type { PartnerId, RecordId } from "./fields.ts";
import { type JournalRecord, type Reading, RECORD_KINDS, writeRecord } from "./record.ts";
import { isSharedNow } from "./related.ts";
import { type Act, allow, type Dated, fitting } from "./revision.ts";
import type { IsShared } from "./shared-fields.ts";

/** The ids of every record that stands in the shared space now. */
export type SharedIds = Pick<ReadonlySet<RecordId>, "has">;

/** Whether a copy of a record would tell anything: of an inventory without an item that is told it would say the day and the part alone [D80]. */
export const hasToTell = (record: JournalRecord): boolean =>
  record.kind !== "inventory" || record.items.some(({ told }) => told);

/**
 * The copy of an original that goes into the shared space as number `copy` [D3]. Throws "not-allowed" for a record that is a copy
 * itself, for an answer to something that is not shared [D24], and for an inventory of which no item is told [D80].
 */
export function sharedCopyOf<R extends JournalRecord>(
  original: R,
  numbered: { readonly copy: number; readonly sharedIds: SharedIds },
): R {
  allow(hasToTell(original), "D80 an inventory of which nothing is told is not shared");
  return copyOf(original, numbered);
}

function copyOf<R extends JournalRecord>(
  original: R,
  { copy, sharedIds }: { readonly copy: number; readonly sharedIds: SharedIds },
): R {
  allow(original.original !== null, "D3 only an original is copied");
  const { schema, version, sharing }: Reading & { readonly sharing: object } = RECORD_KINDS[original.kind];
  const isShared: IsShared = (id) => sharedIds.has(id);
  // The registry pairs each kind's rules with its fields; the union cannot say so, and the schema below checks the result.
  const rules = Object.entries(sharing) as [keyof R, (value: unknown, isShared: IsShared) => unknown][];
  const { kind, id, author } = original;
  return fitting(schema, {
    kind,
    v: version,
    id,
    author,
    revision: copy,
    original: null,
    ...Object.fromEntries(rules.map(([field, rule]) => [field, rule(original[field], isShared)])),
  }) as R;
}

/** What the other would read if this original were shared now, whether it can be or not [D80]. Nothing is shared by it. */
export const previewOf = <R extends JournalRecord>(original: R, sharedIds: SharedIds): R =>
  copyOf(original, { copy: (original.original?.copies ?? 0) + 1, sharedIds });

/**
 * Shares an original, for the first time or again: the copy to publish, and the original that knows of it. Both are to be written in one
 * step. Throws "not-allowed" for anyone but the author [D4], and wherever `sharedCopyOf` does.
 */
export function shareRecord<R extends JournalRecord>(
  original: R,
  { author, today, sharedIds }: { author: PartnerId; today: Day; sharedIds: SharedIds },
): { readonly original: R; readonly copy: R } {
  allow(original.original !== null, "D3 only an original is copied");
  allow(original.author === author, "D4 only its author shares a record");
  allow(original.kind !== "entry" || original.trashedOn === null, "D63 nothing in the trash is shared");
  const copies = original.original.copies + 1;
  const revision = original.revision + 1;
  return {
    original: {
      ...original,
      revision,
      original: { ...original.original, copies, shared: { ofRevision: revision, on: today } },
    },
    copy: sharedCopyOf(original, { copy: copies, sharedIds }),
  };
}

/**
 * The original after its copy was taken back; the same record when none stands. The count of copies stays, so that no number is used
 * twice [D5]. Throws "not-allowed" for anyone but the author [D4], and for a copy.
 */
export function takeBackRecord<R extends JournalRecord>(original: R, { author }: { author: PartnerId }): R {
  allow(original.original !== null, "D3 only an original is taken back");
  allow(original.author === author, "D4 only its author takes a copy back");
  if (original.original.shared === null) return original;
  return { ...original, revision: original.revision + 1, original: { ...original.original, shared: null } };
}

/**
 * The original of a copy that has none, as it was written with both at the screen: its author's, in step with the copy that stands, and
 * from then on changed, closed and taken back as any original [D87]. The copy's number stays counted [D5]. Throws "not-allowed" for an
 * original, and for anyone but the author [D4].
 */
export function adoptCopy<R extends JournalRecord>(copy: R, { author, now, today }: Act & Dated): R {
  allow(copy.original === null, "D87 only a copy is adopted");
  allow(copy.author === author, "D4 only its author adopts a copy");
  const shared = { ofRevision: 1, on: today };
  return { ...copy, revision: 1, original: { createdAt: now, updatedAt: now, copies: copy.revision, shared } };
}

/** Whether the standing copy says something else than sharing again would say [D6]. False when nothing is shared. */
export const changedSince = ({ original, revision }: JournalRecord): boolean =>
  original !== null && original.shared !== null && revision > original.shared.ofRevision;

/** Whether both read a record as it is: a copy of it stands, and nothing has changed since that it would say. */
export const isTold = (record: JournalRecord): boolean => isSharedNow(record) && !changedSince(record);

/** What stands in the shared space under the id of an original: the number of its newest copy, and that copy, or null once it is taken back. */
export interface Standing<R extends JournalRecord> {
  readonly number: number;
  readonly copy: R | null;
}

/** Whether sharing an original makes this very text. An older original may stand beside a newer copy, and may not be shared as it is. */
function makesCopy(original: JournalRecord, numbered: Parameters<typeof sharedCopyOf>[1], text: string): boolean {
  try {
    return writeRecord(sharedCopyOf(original, numbered)) === text;
  } catch (thrown) {
    if (codeOf(thrown) === "not-allowed") return false;
    throw thrown;
  }
}

/**
 * The original as what stands in the shared space makes it [D53]: whether it is shared, whether it changed since, and the count above which
 * the next copy is numbered. A merge chooses originals and copies each by their own rule, so the two may have parted; this
 * is how they are read together. The very same record where they agree, as they do in a journal that was never merged or restored. Null for `standing`
 * says that nothing is there. Nothing is written by it: the original's next save takes it along. Throws "not-allowed" for a copy.
 */
export function inStep<R extends JournalRecord>(original: R, standing: Standing<R> | null): R {
  allow(original.original !== null, "D53 only an original has copies");
  const { copies, shared, updatedAt } = original.original;
  const { number, copy } = standing ?? { number: copies, copy: null };
  const next = (changes: Partial<typeof original.original>): R => ({
    ...original,
    original: { ...original.original, copies: Math.max(copies, number), ...changes },
  });
  if (copy === null) return shared === null && number <= copies ? original : next({ shared: null });
  const isOwn = shared !== null && number === copies; // as far as numbers tell
  if (isOwn && changedSince(original)) return original;
  const text = writeRecord(copy);
  // A link is in a copy or not by what was shared on that day: it is no news of the original.
  const words = text.replace(`"id":"${original.id}"`, "");
  const linked = { has: (id: RecordId) => words.includes(id) };
  const isSame = makesCopy(original, { copy: number, sharedIds: linked }, text);
  if (isOwn && isSame) return original;
  const ofRevision = isSame ? original.revision : Math.max(1, original.revision - 1);
  // The day of that copy is on the line that lost; the last change's stands in.
  return next({ shared: { ofRevision, on: shared?.on ?? (updatedAt.slice(0, 10) as Day) } });
}
