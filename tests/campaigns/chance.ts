/**
 * How often the analysis is wrong, counted on made-up couples whose truth is known: false alarms of "worth a talk", how surely a true
 * difference is found, and how often intervals hold what they speak of. Needs cluster by partner and week, as good and bad weeks do.
 */
import { differences } from "#shared/analysis/difference.ts";
import { addDays, addMonths, asDay, asMonth, type Day, daysBetween, daysOfMonth } from "#shared/base/time.ts";
import type { Need } from "#shared/domain/need.ts";
import { aClosing, aNeed, NOA, SAM } from "../support/builders.ts";
import { seededChance } from "./tally.ts";

const FIRST = asMonth("2024-01");
const QUARTERS = 8;
export type Uniform = () => number;
export const uniformFrom = (seed: number): Uniform => {
  const draw = seededChance(seed);
  return () => draw(4294967295) / 4294967295;
};

interface Truth {
  readonly shares: readonly [number, number];
  readonly perQuarter: number;
  readonly correlation: number;
}

const ends = (quarter: number): Day => daysOfMonth(addMonths(FIRST, quarter * 3 + 2)).last;

/** Needs of two years. */
export function aHistory({ shares, perQuarter, correlation }: Truth, uniform: Uniform): Need[] {
  const first = asDay("2024-01-01"); // a Monday
  const days = daysBetween(first, ends(QUARTERS - 1)) + 1;
  const needs: Need[] = [];
  for (const [seat, author] of [NOA, SAM].entries()) {
    const share = shares[seat] ?? 0;
    const urns = new Map<number, { met: number; of: number }>();
    for (let at = 0; at < perQuarter * QUARTERS; at++) {
      const day = Math.floor(uniform() * days);
      const week = Math.floor(day / 7);
      const urn = urns.get(week) ?? { met: 0, of: 0 };
      urns.set(week, urn);
      const strength = correlation === 0 ? Infinity : (1 - correlation) / correlation;
      const chance = strength === Infinity ? share : (share * strength + urn.met) / (strength + urn.of);
      const met = uniform() < chance;
      urn.of += 1;
      if (met) urn.met += 1;
      const on = addDays(first, day);
      needs.push(
        aNeed({ author, voicedOn: on, closing: aClosing({ status: met ? "met" : "declined", on, metBy: "partner" }) }),
      );
    }
  }
  return needs;
}

export function alarmsIn(needs: readonly Need[]): boolean {
  for (let quarter = 1; quarter < QUARTERS; quarter++) {
    const to = ends(quarter);
    const found = differences(needs, { partners: [NOA, SAM], from: to, to, today: addDays(to, 1) });
    if (found?.kind === "quarters" && found.word === "worth-a-talk") return true;
  }
  return false;
}
