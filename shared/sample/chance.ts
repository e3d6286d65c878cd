/** Seeded chance for made-up records: the same seed draws the same things in the same order, on every machine. */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { TwofoldError } from "../base/errors.ts";

/** How likely each key is, in any unit. */
export type Weights<K extends string> = Readonly<Record<K, number>>;

export interface Chance {
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  /** True `share` of the time, 0 never to 1 always. */
  happens(share: number): boolean;
  /** One of `choices`, each as likely. Throws "bug" when there is none. */
  pick<T>(choices: readonly T[]): T;
  /** One key of `weights`, as likely as its weight. */
  weighed<K extends string>(weights: Weights<K>): K;
  /** 16 bytes as an id: 22 characters of base64url without padding. */
  id(): string;
  /**
   * The next card of a deck made of `cards`: each comes up once before any comes up again. A deck belongs to
   * `cards` itself, so ask with the same array each time.
   */
  deal<T>(cards: readonly T[]): T;
}

const ID_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Chance drawn from `seed` (whole numbers only; xoroshiro128+ of pure-rand). Never for keys: it can be guessed. */
export function chanceFrom(seed: number): Chance {
  const generator = xoroshiro128plus(seed);
  const decks = new Map<unknown, { left: unknown[]; last: unknown }>();

  const whole = (least: number, most: number): number => uniformInt(generator, least, most);

  function pick<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new TwofoldError("bug", "nothing to pick from");
    return choices[whole(0, choices.length - 1)] as T;
  }

  function weighed<K extends string>(weights: Weights<K>): K {
    const keys = Object.keys(weights) as K[];
    let left = whole(1, Math.round(1_000 * keys.reduce((total, key) => total + weights[key], 0)));
    for (const key of keys) {
      left -= Math.round(1_000 * weights[key]);
      if (left <= 0) return key;
    }
    return pick(keys);
  }

  function deal<T>(cards: readonly T[]): T {
    const deck = decks.get(cards) ?? { left: [], last: undefined };
    decks.set(cards, deck);
    if (deck.left.length === 0) deck.left = [...cards];
    let at = whole(0, deck.left.length - 1);
    // A fresh deck must not begin with the card that ended the one before.
    if (deck.left.length > 1 && deck.left[at] === deck.last) at = (at + 1) % deck.left.length;
    const [card] = deck.left.splice(at, 1) as [T];
    deck.last = card;
    return card;
  }

  return {
    whole,
    happens: (share) => whole(1, 1_000_000) <= share * 1_000_000,
    pick,
    weighed,
    // 21 characters carry six bits each, the last one two.
    id: () =>
      Array.from({ length: 21 }, () => ID_CHARACTERS.charAt(whole(0, 63))).join("") + pick(["A", "Q", "g", "w"]),
    deal,
  };
}
