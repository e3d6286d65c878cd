/** What is measured for one partner alone, from what only they can read: M5, M8, M11 and M12. Nothing of it may reach the other. */
import { type Day, daysBetween } from "../base/time.ts";
import type { PartnerId, RecordId } from "../domain/fields.ts";
import type { Need } from "../domain/need.ts";
import type { JournalRecord } from "../domain/record.ts";
import { careGivenBy, withoutCopies } from "../domain/related.ts";
import type { Measured, TooFew } from "./evidence.ts";
import { wilson } from "./statistics.ts";
import type { View } from "./windows.ts";

const SEEN_CARE = 8;
const GIVEN_LEAST = 8;
/** From this step on something cost more than a little. */
const COSTLY = 2;
/** Past this share of what was given a word is said. */
const GIVING_SHARE = 0.3;

/** M5. A need of one's own that is open, and for how long. */
export interface OpenFor {
  readonly id: RecordId;
  readonly word: string;
  readonly voicedOn: Day;
  readonly days: number;
}

export interface OwnSummary {
  readonly partner: PartnerId;
  /** M5, on the day of looking whatever the window: the one that has been open longest first. */
  readonly longestOpen: readonly OpenFor[];
  /** M8: of the care one wrote down as given to the other in the window, the share they noted; null where the view is of one alone. */
  readonly seen: Measured | TooFew | null;
  /** M11: how many of one's needs voiced in the window the other can read. */
  readonly voice: { readonly shared: number; readonly private: number };
  /** M12: of one's sacrifices of the window that say what they cost and why, those that cost more than a little, out of fear or to avoid a quarrel. */
  readonly giving: {
    readonly n: number;
    readonly needed: number;
    readonly costly: number;
    readonly isWorthANote: boolean;
  };
}

/**
 * One partner's own page over a window. For: their own eyes. Not for: showing the other, in any form, nor for saying that anybody should
 * have noticed. Source: M8 Visserman et al. 2019 (unseen sacrifice) and Wilson 1927; M12 Impett, Gable & Peplau 2005 (motives for
 * sacrifice); the others are our own.
 *
 * @param records all that `me` can read; copies of their own may be among them
 */
export function ownSummary(records: Iterable<JournalRecord>, me: PartnerId, view: View): OwnSummary {
  const last = view.to < view.today ? view.to : view.today;
  const isWithin = (day: Day): boolean => view.from <= day && day <= last;
  const known = withoutCopies(records);
  const needs = known.filter((record): record is Need => record.kind === "need" && record.author === me);
  const voiced = needs.filter(({ voicedOn }) => isWithin(voicedOn));
  const shared = voiced.filter(({ original }) => original === null || original.shared !== null).length;
  const given = careGivenBy(me, known).filter(
    ({ care }) => isWithin(care.day) && view.partners.some((partner) => partner === care.receiver),
  );
  return {
    partner: me,
    longestOpen: needs
      .filter(({ closing, voicedOn }) => voicedOn <= view.today && (closing === null || closing.on > view.today))
      .map(({ id, need, voicedOn }) => ({ id, word: need, voicedOn, days: daysBetween(voicedOn, view.today) }))
      .sort((one, other) => other.days - one.days || (one.id < other.id ? -1 : 1)),
    seen: view.partners.length < 2 ? null : shareOf(given.filter(({ noted }) => noted).length, given.length, SEEN_CARE),
    voice: { shared, private: voiced.length - shared },
    giving: givingOf(known, me, isWithin),
  };
}

function givingOf(
  known: readonly JournalRecord[],
  me: PartnerId,
  isWithin: (day: Day) => boolean,
): OwnSummary["giving"] {
  let [n, costly] = [0, 0];
  for (const record of known) {
    if (record.kind !== "sacrifice" || record.author !== me || !isWithin(record.day)) continue;
    if (record.cost === null || record.reason === null) continue;
    n += 1;
    const outOfFear = record.reason === "afraid" || record.reason === "avoid-quarrel";
    if (outOfFear && record.cost.steps >= COSTLY) costly += 1;
  }
  return { n, needed: GIVEN_LEAST, costly, isWorthANote: n >= GIVEN_LEAST && costly / n > GIVING_SHARE };
}

const shareOf = (part: number, n: number, needed: number): Measured | TooFew =>
  n < needed ? { kind: "too-few", n, needed } : { kind: "measured", value: part / n, ...wilson(part, n), n };
