/** What the open session may see, as one immutable value. Screens, search and analysis are functions of it. */
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import type { Profile } from "#shared/domain/profile.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { CoverName } from "#shared/vault/cover.ts";
import type { Seat } from "#shared/vault/header.ts";
import type { Finding } from "#shared/vault/session.ts";
import type { OpenedAs, Unreadable } from "../worker/calls.ts";

export interface Partner {
  readonly id: PartnerId;
  readonly seat: Seat;
  readonly cover: CoverName;
  /** From the partner's shared profile; empty until that is read. */
  readonly name: string;
}

export type OpenSession =
  | { readonly kind: "one"; readonly me: Partner; readonly other: Partner | null }
  | { readonly kind: "together"; readonly partners: readonly [Partner, Partner] };

/** The one or two whose notebooks these are now, in the order of the journal: nobody whose place was given anew [V21]. */
export const pairOf = (partners: readonly Partner[]): readonly Partner[] => partners.slice(0, 2);

/**
 * Who now has the place beside that of a partner, or of one whose place was given anew: who answers what they wrote. Null while nobody is
 * there, and for somebody who is no partner.
 */
export function otherThan(id: PartnerId, partners: readonly Partner[]): Partner | null {
  const seat = partners.find((partner) => partner.id === id)?.seat;
  if (seat === undefined) return null;
  return pairOf(partners).find((partner) => partner.seat !== seat) ?? null;
}

export interface SharedCopy {
  /** A record whose `original` is null and whose private fields are empty. */
  readonly record: JournalRecord;
  /** False when neither its author's signed root nor its own signature vouches for it: show it as such, attribute it to nobody. */
  readonly verified: boolean;
}

/** What has been read so far, and what was saved since. */
export interface Known {
  /** The open partner's originals, newest save first; empty when together. */
  readonly mine: readonly JournalRecord[];
  /** Copies by either, newest first. */
  readonly shared: readonly SharedCopy[];
  readonly unreadable: readonly Unreadable[];
  readonly findings: readonly Finding[];
  /** False while older pages still stream in after unlock. */
  readonly complete: boolean;
}

export interface Snapshot extends Known {
  readonly session: OpenSession;
  /** In the order of the journal; behind them those whose place was given anew. */
  readonly partners: readonly Partner[];
}

/** Names come from verified profiles alone: an unverified copy names nobody. */
function nameOf(id: string, mine: readonly JournalRecord[], shared: readonly SharedCopy[]): string {
  const isProfile = (record: JournalRecord): record is Profile => record.kind === "profile" && record.author === id;
  const own = mine.find(isProfile);
  const published = shared.find((copy) => copy.verified && isProfile(copy.record))?.record as Profile | undefined;
  return own?.name ?? published?.name ?? "";
}

export function snapshotOf(as: OpenedAs, known: Known): Snapshot {
  const partners = as.partners.map(({ id, seat, cover }): Partner => ({
    id: id as PartnerId,
    seat,
    cover,
    name: nameOf(id, known.mine, known.shared),
  }));
  return { ...known, partners, session: sessionOf(as, partners) };
}

function sessionOf(as: OpenedAs, partners: readonly Partner[]): OpenSession {
  const [a, b] = partners as [Partner, Partner | undefined];
  if (as.kind === "together" && b !== undefined) return { kind: "together", partners: [a, b] };
  const me = as.seat === "b" && b !== undefined ? b : a;
  return { kind: "one", me, other: partners.find((partner) => partner !== me) ?? null };
}

/** The list with `record` first and any older form of it gone. */
export function withRecord(records: readonly JournalRecord[], record: JournalRecord): JournalRecord[] {
  return [record, ...records.filter(({ id }) => id !== record.id)];
}

/** The list with `records` first, the last of them foremost, and any older form of them gone. */
export function withRecords(records: readonly JournalRecord[], put: readonly JournalRecord[]): JournalRecord[] {
  const ids = new Set(put.map(({ id }) => id));
  return [...put.toReversed(), ...records.filter(({ id }) => !ids.has(id))];
}

export function withCopy(copies: readonly SharedCopy[], record: JournalRecord): SharedCopy[] {
  return [{ record, verified: true }, ...withoutCopy(copies, record.id, record.author)];
}

/** An id is only its author's: a copy planted under somebody else's name does not take theirs away. */
export const withoutCopy = (copies: readonly SharedCopy[], id: RecordId, author: string): SharedCopy[] =>
  copies.filter((copy) => copy.record.id !== id || copy.record.author !== author);
