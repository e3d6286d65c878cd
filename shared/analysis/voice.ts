/** M11, the voice check [A20]: whether figures that speak of both can speak for both. */

/** Above this many needs of one for each of the other, figures that compare are not given. */
const MOST_TO_ONE = 3;

/** Whether neither voiced more than three times as many needs as the other. True for one alone. */
export function isHeard(voiced: readonly number[]): boolean {
  return voiced.length < 2 || Math.max(...voiced) <= MOST_TO_ONE * Math.min(...voiced);
}
