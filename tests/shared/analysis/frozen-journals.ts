/** What the made-up journals of tests/vectors/analysis say, as records, and how far off a figure may be. */
import { asDay } from "#shared/base/time.ts";
import { Closing, type Need } from "#shared/domain/need.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { aClosing, aNeed, asCopy, NOA, SAM } from "../../support/builders.ts";

/** Where the formula is closed; the files hold twelve digits. */
export const CLOSED = 1e-9;
/** Where a quantile is searched for, Student's and the beta's. */
export const ELSEWHERE = 1e-6;

/** The largest distance between the figures of two lists; of lists of unlike length, or with a figure missing in one, infinite. */
export const apart = (
  one: readonly (number | null | undefined)[],
  other: readonly (number | null | undefined)[],
): number =>
  one.length !== other.length
    ? Infinity
    : Math.max(
        0,
        ...one.map((each, at) => (each === other[at] ? 0 : Math.abs((each ?? NaN) - (other[at] ?? NaN)) || Infinity)),
      );

/** A figure as the files have it: null where it is not given. */
export const figures = (
  share:
    | { readonly kind: "measured"; readonly value: number; readonly low: number; readonly high: number }
    | { readonly kind: "too-few" },
): number[] | null => (share.kind === "measured" ? [share.value, share.low, share.high] : null);

export const seatOf = (letter: string | undefined): PartnerId => (letter === "a" ? NOA : SAM);

interface FrozenView {
  readonly from: string;
  readonly to: string;
  readonly today: string;
  readonly horizonDays: number;
  readonly seasons: readonly { readonly from: string; readonly to: string | null }[];
}

export const viewOf = ({ from, to, today, horizonDays, seasons }: FrozenView) => ({
  partners: [NOA, SAM] as const,
  from: asDay(from),
  to: asDay(to),
  today: asDay(today),
  horizonDays,
  seasons: seasons.map((season) => ({ from: asDay(season.from), to: season.to === null ? null : asDay(season.to) })),
});

export const named = (name: string, { from, to, today, horizonDays, seasons }: FrozenView): string =>
  `${name}: ${from} to ${to} on ${today}, horizon ${horizonDays}, ${seasons.length} seasons`;

const Said = Closing.pick({ status: true, on: true });

/** A need from its line: whose, when voiced, its word and, closed, how and when. */
export function needOf(line: string): Need {
  const [owner, voicedOn = "", need = "", status, on] = line.split(" ");
  const closing = status === undefined ? null : aClosing(Said.parse({ status, on }));
  return aNeed({ author: seatOf(owner), voicedOn: asDay(voicedOn), need, closing, ...asCopy() });
}
