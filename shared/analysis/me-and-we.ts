/** M14, me and we: where the hours of the weeks went [A22]. */
import { addDays, mondayOf, type Week } from "../base/time.ts";
import type { Balance } from "../domain/balance.ts";
import type { PartnerId } from "../domain/fields.ts";
import type { Measured, TooFew } from "./evidence.ts";
import { meanOf } from "./statistics.ts";
import type { View } from "./windows.ts";

const BALANCE_WEEKS = 4;

export const TIME_KINDS = ["own", "friends", "community", "together"] as const;
export type TimeKind = (typeof TIME_KINDS)[number];

export interface BalanceWeek {
  readonly week: Week;
  readonly hours: Readonly<Record<TimeKind, number>>;
}

export interface MeAndWe {
  readonly partner: PartnerId;
  /** The weeks of which they said all four hours, in time order. */
  readonly weeks: readonly BalanceWeek[];
  /** Weeks that are left out, as some of the four were not said or all were none. */
  readonly leftOut: number;
  /** The mean over the weeks of each kind's share of these hours; the four add up to 1. */
  readonly shares: Readonly<Record<TimeKind, Measured>> | TooFew;
}

/** One's weeks while they are gathered; of two of one week the one of the smaller id. */
export type BalanceTally = readonly Map<Week, Balance>[];

export const startBalances = ({ partners }: View): BalanceTally => partners.map(() => new Map());

export function countBalance(tally: BalanceTally, seat: number, balance: Balance): void {
  const weeks = tally[seat];
  const before = weeks?.get(balance.week);
  if (before === undefined || balance.id < before.id) weeks?.set(balance.week, balance);
}

export function meAndWeOf(tally: BalanceTally, { partners, from, to, today }: View): readonly MeAndWe[] {
  const last = to < today ? to : today;
  return partners.map((partner, seat) => {
    const within = [...(tally[seat]?.values() ?? [])]
      .filter(({ week }) => addDays(mondayOf(week), 6) >= from && mondayOf(week) <= last)
      .sort((left, right) => (left.week < right.week ? -1 : 1));
    const weeks = within.flatMap(completeWeek);
    return { partner, weeks, leftOut: within.length - weeks.length, shares: sharesOf(weeks) };
  });
}

function completeWeek({ week, own, friends, community, together }: Balance): BalanceWeek[] {
  if (own === null || friends === null || community === null || together === null) return [];
  return own + friends + community + together === 0 ? [] : [{ week, hours: { own, friends, community, together } }];
}

function sharesOf(weeks: readonly BalanceWeek[]): MeAndWe["shares"] {
  if (weeks.length < BALANCE_WEEKS) return { kind: "too-few", n: weeks.length, needed: BALANCE_WEEKS };
  const of = (kind: TimeKind): Measured =>
    meanOf(
      weeks.map(({ hours }) => hours[kind] / TIME_KINDS.reduce((total, each) => total + hours[each], 0)),
      { least: 0, most: 1 },
    );
  return { own: of("own"), friends: of("friends"), community: of("community"), together: of("together") };
}
