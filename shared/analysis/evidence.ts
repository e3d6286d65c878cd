/** A number never travels alone: each figure carries what it rests on, or says why it is not given [A1]. */

/** A figure with its 95% interval, all three in the same unit; `low <= value <= high`. */
export interface Measured {
  readonly kind: "measured";
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** How many observations it rests on; of weighted ones the number of equal ones that would say as much. */
  readonly n: number;
}

/** A normal answer: `n` observations so far, of the `needed` below which the figure is not given. */
export interface TooFew {
  readonly kind: "too-few";
  readonly n: number;
  readonly needed: number;
}

/** One of the two has voiced few needs: a figure of both cannot speak for needs that were not said [A20]. */
export interface Unheard {
  readonly kind: "unheard";
}
