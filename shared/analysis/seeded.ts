import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws whole numbers from 0 to `below - 1`, each as likely. */
export type Draw = (below: number) => number;

/** The chance of resampling: the same seed draws the same numbers on every machine (xoroshiro128+ of pure-rand). Never for keys. */
export function drawFrom(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  return (below) => uniformInt(generator, 0, below - 1);
}

/** Puts the numbers of `order` into an order drawn by chance, each as likely (Fisher & Yates). */
export function shuffle(order: Uint32Array, draw: Draw): void {
  for (let last = order.length - 1; last > 0; last--) {
    const at = draw(last + 1);
    const moved = order[last] ?? 0;
    order[last] = order[at] ?? 0;
    order[at] = moved;
  }
}
