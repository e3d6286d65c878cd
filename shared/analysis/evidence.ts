/** A number never travels alone: each figure carries what it rests on, or says that there is too little [A1]. */

/** A figure with its 95% interval, all three in the same unit (shares from 0 to 1); `low <= value <= high`. */
export interface Measured {
  readonly kind: "measured";
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** How many observations it rests on. */
  readonly n: number;
}

/** A normal answer: `n` observations so far, of the `needed` below which the figure is not given. */
export interface TooFew {
  readonly kind: "too-few";
  readonly n: number;
  readonly needed: number;
}
