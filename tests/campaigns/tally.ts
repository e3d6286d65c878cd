/** Counting the cases of a campaign, and its chance. */
import process from "node:process";
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";
import type { Figures } from "./figures.mjs";

/** How a campaign is asked to run. */
export interface Asked {
  /** The long form. */
  readonly full: boolean;
  readonly seed: number;
}

/** What a single case ended in. */
export type Answered = "refused" | "noticed" | "unverified" | "harmless" | "not defended";

export interface Tally {
  /** A case that ended as it must. */
  count(answer: Answered, cases?: number): void;
  /** A case that did not; `what` says which, on stderr. */
  wrong(what: string): void;
  figures(): Figures;
}

const MOST_SAID = 20;

export function startTally(campaign: string, claim: string, { full }: Asked): Tally {
  const began = performance.now();
  const counts: Record<Answered, number> = { refused: 0, noticed: 0, unverified: 0, harmless: 0, "not defended": 0 };
  let wrong = 0;
  return {
    count(answer, cases = 1) {
      counts[answer] += cases;
    },
    wrong(what) {
      wrong += 1;
      if (wrong <= MOST_SAID) process.stderr.write(`  wrong: ${what}\n`);
    },
    figures() {
      const { refused, noticed, unverified, harmless, "not defended": undefended } = counts;
      return {
        campaign,
        claim,
        cases: refused + noticed + unverified + harmless + undefended + wrong,
        refused,
        ...(noticed > 0 ? { noticed } : {}),
        ...(unverified > 0 ? { unverified } : {}),
        ...(harmless > 0 ? { harmless } : {}),
        ...(undefended > 0 ? { undefended } : {}),
        lost: 0,
        wrong,
        seconds: Math.round((performance.now() - began) / 100) / 10,
        form: full ? "full" : "short",
      };
    },
  };
}

/** The code something is refused with; "accepted" when it is not, and "bug" for whatever is no typed refusal. */
export async function refusalOf(work: () => unknown): Promise<ErrorCode | "accepted"> {
  try {
    await work();
    return "accepted";
  } catch (thrown) {
    return codeOf(thrown);
  }
}

/** Whole numbers from a seed, the same ones every time: mulberry32. For choosing cases, never for keys. */
export function seededChance(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
