/** Where what lies between the two partners is drawn: a scale that is the same to both sides of none. Lengths are figure units (1/16 rem). */

export interface CentredScale {
  /** Reaches so far to either side, as a share from 0 to 1. */
  readonly end: number;
  readonly ticks: readonly { readonly share: number; readonly x: number }[];
  /** Where a difference lies, from -1 to 1; what is further than the end lies at the end. */
  readonly at: (difference: number) => number;
}

const NEAREST_END = 0.2;

/**
 * A scale from `start` to `end` with none in its middle, so that the same two the other way round are its exact mirror. It ends at the
 * first fifth that no interval passes to either side.
 */
export function centredScale(
  intervals: readonly { readonly low: number; readonly high: number }[],
  start: number,
  end: number,
): CentredScale {
  const furthest = Math.max(NEAREST_END, ...intervals.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  const reach = Math.min(5, Math.ceil(furthest * 5 - 1e-9)) / 5;
  const middle = (start + end) / 2;
  const at = (difference: number): number =>
    middle + ((end - start) / 2) * (Math.min(Math.max(difference, -reach), reach) / reach);
  const halves =
    reach > 0.6 ? [reach / 2, reach] : Array.from({ length: Math.round(reach * 5) }, (_, step) => (step + 1) / 5);
  const shares = [...halves.map((share) => -share).reverse(), 0, ...halves];
  return { end: reach, ticks: shares.map((share) => ({ share, x: at(share) })), at };
}

/** The ends of an interval in whole points, by how far they lie from none, the nearer first: the same whichever way round the two are. */
export function pointsApart({ low, high }: { readonly low: number; readonly high: number }): {
  readonly near: number;
  readonly far: number;
  /** Whether they lie to both sides of none. */
  readonly bothWays: boolean;
} {
  const [near = 0, far = 0] = [inPoints(low), inPoints(high)].sort((one, other) => one - other);
  return { near, far, bothWays: low <= 0 && high >= 0 };
}

/** A difference in whole points, whichever way round. */
export const inPoints = (difference: number): number => Math.round(Math.abs(difference) * 100);
