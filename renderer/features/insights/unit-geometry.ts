/** Where units lie: one square for one of something, all rows of a figure on one scale. Lengths are figure units (1/16 rem). */

const WIDEST_PITCH = 18;
/** What lies between two squares, while there is room for it. */
const GAP = 4;

/** From one square to the next, and how large each is, so that the longest row has room. */
export function unitsFor(most: number, room: number): { readonly pitch: number; readonly size: number } {
  const pitch = Math.min(WIDEST_PITCH, room / Math.max(1, most));
  return { pitch, size: Math.max(1, pitch - Math.min(GAP, pitch / 4)) };
}
