/**
 * How often the analysis is wrong, counted on made-up couples whose truth is known: false alarms of "worth a talk", how surely a true
 * difference is found, how often intervals hold what they speak of, and the rates for which the rules are as strict as they are.
 */
import { differences } from "#shared/analysis/difference.ts";
import {
  dirichletShares,
  meanOf,
  rankCorrelation,
  shareDifference,
  shareWithHalves,
  wilson,
} from "#shared/analysis/statistics.ts";
import { drawFrom } from "#shared/analysis/seeded.ts";
import { countWait, incidenceOf, startWaits } from "#shared/analysis/survival.ts";
import { trends } from "#shared/analysis/trend.ts";
import { addDays, addMonths, asMonth, type Day, daysBetween, daysOfMonth } from "#shared/base/time.ts";
import type { Need } from "#shared/domain/need.ts";
import { aClosing, aNeed, NOA, SAM } from "../support/builders.ts";
import type { Figures, Rate } from "./figures.mjs";
import { type Asked, seededChance, startTally } from "./tally.ts";

/** A number from 0 to below 1. */
type Uniform = () => number;

const FIRST_MONTH = asMonth("2024-01");
const FIRST_DAY = daysOfMonth(FIRST_MONTH).first; // a Monday
const QUARTERS = 8;
const endOfQuarter = (quarter: number): Day => daysOfMonth(addMonths(FIRST_MONTH, quarter * 3 + 2)).last;
const DAYS = daysBetween(FIRST_DAY, endOfQuarter(QUARTERS - 1)) + 1;

/** What is true of a made-up couple. */
interface Truth {
  /** The shares of their needs that are met, in the long run. */
  readonly shares: readonly [number, number];
  /** Needs of each in a quarter. */
  readonly perQuarter: number;
  /** The intraclass correlation of one partner's needs of one week: above 0 weeks go well or badly. */
  readonly correlation: number;
}

/**
 * Whether each of a row of needs is met, each week's by Pólya's urn: so many are met as if that week's share were drawn from a beta
 * distribution, and any two of a week are correlated by `correlation`.
 */
function outcomesOf(days: readonly number[], share: number, correlation: number, uniform: Uniform): boolean[] {
  const weeks = new Map<number, { met: number; of: number }>();
  return days.map((day) => {
    const week = weeks.get(Math.floor(day / 7)) ?? { met: 0, of: 0 };
    weeks.set(Math.floor(day / 7), week);
    const chance = (share * (1 - correlation) + week.met * correlation) / (1 - correlation + week.of * correlation);
    const isMet = uniform() < chance;
    week.of += 1;
    if (isMet) week.met += 1;
    return isMet;
  });
}

/** Two years of both, each need closed on the day it was voiced. */
function aHistory({ shares, perQuarter, correlation }: Truth, uniform: Uniform): Need[] {
  return [NOA, SAM].flatMap((author, seat) => {
    const days = Array.from({ length: perQuarter * QUARTERS }, () => Math.floor(uniform() * DAYS));
    return outcomesOf(days, shares[seat] ?? 0, correlation, uniform).map((isMet, at) => {
      const on = addDays(FIRST_DAY, days[at] ?? 0);
      const status = isMet ? "met" : "declined";
      return aNeed({ author, voicedOn: on, closing: aClosing({ status, on, metBy: "partner" }) });
    });
  });
}

/** Whether the app says "worth a talk" at any look within the two years. What it says changes only as a quarter ends. */
const isWorthATalk = (needs: readonly Need[]): boolean =>
  Array.from({ length: QUARTERS - 1 }, (_, quarter) => endOfQuarter(quarter + 1)).some((to) => {
    const found = differences(needs, { partners: [NOA, SAM], from: to, to, today: addDays(to, 1) });
    return found?.kind === "quarters" && found.word === "worth-a-talk";
  });

const holds = ({ low, high }: { low: number; high: number }, truth: number): boolean => low <= truth && truth <= high;

const metOf = (n: number, share: number, uniform: Uniform): number =>
  Array.from({ length: n }, uniform).filter((drawn) => drawn < share).length;

/** What is counted: how often `happens` is true, and the share of times it may be. */
interface Count {
  readonly what: string;
  readonly setting: string;
  /** How often in the long form; a fraction of it in the short one. */
  readonly times: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly happens: (uniform: Uniform) => boolean;
}

const percent = (share: number): string => `${(100 * share).toFixed(0)}%`;

function* ruleOfTwoQuarters(): Generator<Count> {
  for (const share of [0.6, 0.8])
    for (const perQuarter of [24, 36, 60, 100])
      for (const correlation of [0, 0.05, 0.1, 0.15]) {
        if (share === 0.8 && perQuarter !== 36) continue;
        yield {
          what: "worth a talk within two years, both treated alike",
          setting: `${percent(share)} met, ${perQuarter} needs each a quarter, correlation ${correlation}`,
          times: 2_500,
          atMost: 0.02,
          happens: (uniform) => isWorthATalk(aHistory({ shares: [share, share], perQuarter, correlation }, uniform)),
        };
      }
  for (const [correlation, atLeast] of [[0, 0.75], [0.15]] as const)
    yield {
      what: "worth a talk within two years, 75% against 50%",
      setting: `36 needs each a quarter, correlation ${correlation}`,
      times: 2_000,
      ...(atLeast !== undefined && { atLeast }),
      happens: (uniform) => isWorthATalk(aHistory({ shares: [0.75, 0.5], perQuarter: 36, correlation }, uniform)),
    };
}

/** Why the rule is so strict: what looser ones would do to two who are treated alike. */
function* looserRules(): Generator<Count> {
  yield {
    what: "a month apart by 20 points, both treated alike",
    setting: "60% met, 12 needs each",
    times: 20_000,
    atLeast: 0.28,
    atMost: 0.34,
    happens: (uniform) => Math.abs(metOf(12, 0.6, uniform) - metOf(12, 0.6, uniform)) >= 0.2 * 12,
  };
  const leavesOutNone = (n: number, correlation: number, weeks: number, uniform: Uniform): number => {
    const met = (): number => {
      const days = Array.from({ length: n }, () => Math.floor(uniform() * weeks * 7));
      return outcomesOf(days, 0.6, correlation, uniform).filter(Boolean).length;
    };
    const { low, high } = shareDifference(shareWithHalves(met(), 0, n), shareWithHalves(met(), 0, n));
    return low > 0 ? 1 : high < 0 ? -1 : 0;
  };
  for (const [n, correlation] of [
    [12, 0],
    [36, 0],
    [36, 0.15],
  ] as const)
    yield {
      what: "a monthly look at the interval that leaves out none within a year, both treated alike",
      setting: `60% met, ${n} needs each a month, correlation ${correlation}`,
      times: 4_000,
      happens: (uniform) =>
        Array.from({ length: 12 }, () => leavesOutNone(n, correlation, 4, uniform)).some((side) => side !== 0),
    };
  for (const [n, correlation] of [
    [36, 0],
    [36, 0.15],
    [100, 0.15],
  ] as const)
    yield {
      what: "the rule of two quarters without the bootstrap, within two years, both treated alike",
      setting: `60% met, ${n} needs each a quarter, correlation ${correlation}`,
      times: 4_000,
      happens: (uniform) => {
        const sides = Array.from({ length: QUARTERS }, () => leavesOutNone(n, correlation, 13, uniform));
        return sides.some((side, at) => at > 0 && side !== 0 && side === sides[at - 1]);
      },
    };
  yield {
    what: "three unmet needs in a row among 20",
    setting: "60% met",
    times: 20_000,
    atLeast: 0.54,
    atMost: 0.6,
    happens: (uniform) =>
      Array.from({ length: 20 }, () => (uniform() < 0.6 ? "m" : "-"))
        .join("")
        .includes("---"),
  };
}

/** From here on an interval that is called a 95% one is not far from it, as few as it is made for. */
const COVERED = 0.92;

function* intervals(): Generator<Count> {
  for (const [n, share] of [
    [8, 0.5],
    [8, 0.75],
    [20, 0.6],
    [50, 0.75],
    [200, 0.6],
  ] as const)
    yield {
      what: "Wilson’s interval holds the share",
      setting: `n ${n}, ${percent(share)}`,
      times: 20_000,
      atLeast: COVERED,
      happens: (uniform) => holds(wilson(metOf(n, share, uniform), n), share),
    };
  for (const [n, one, other] of [
    [20, 0.6, 0.6],
    [20, 0.75, 0.5],
    [36, 0.75, 0.5],
    [100, 0.9, 0.6],
  ] as const)
    yield {
      what: "Newcombe’s interval holds the difference",
      setting: `n ${n} each, ${percent(one)} and ${percent(other)}`,
      times: 20_000,
      atLeast: COVERED,
      happens: (uniform) =>
        holds(
          shareDifference(
            shareWithHalves(metOf(n, one, uniform), 0, n),
            shareWithHalves(metOf(n, other, uniform), 0, n),
          ),
          one - other,
        ),
    };
  for (const correlation of [0, 0.05, 0.15])
    yield {
      what: "a quarter’s interval of the difference holds it",
      setting: `36 needs each, 75% and 50%, correlation ${correlation}`,
      times: 4_000,
      atLeast: 0.9,
      happens: (uniform) => {
        const needs = aHistory({ shares: [0.75, 0.5], perQuarter: 36, correlation }, uniform);
        const to = endOfQuarter(1);
        const found = differences(needs, { partners: [NOA, SAM], from: to, to, today: addDays(to, 1) });
        const quarter = found?.kind === "quarters" ? found.quarters.at(-1)?.difference : undefined;
        return quarter?.kind !== "measured" || holds(quarter, 0.25);
      },
    };
  const sources = [0.25, 0.35, 0.2, 0.1, 0.1] as const;
  for (const n of [8, 30, 200])
    yield {
      what: "the intervals of who took care hold their shares (each of the five)",
      setting: `n ${n}, ${sources.map(percent).join(", ")}`,
      times: 4_000,
      atLeast: COVERED,
      happens: (uniform) => {
        const counts = sources.map(() => 0);
        for (let at = 0; at < n; at++) {
          const drawn = uniform();
          let [of, sum] = [0, sources[0] as number];
          while (drawn >= sum && of < sources.length - 1) sum += sources[++of] ?? 0;
          counts[of] = (counts[of] ?? 0) + 1;
        }
        const at = Math.floor(uniform() * sources.length);
        return holds(dirichletShares(counts)[at] ?? { low: 1, high: 0 }, sources[at] ?? 0);
      },
    };
  for (const n of [8, 20, 60])
    yield {
      what: "Student’s interval holds the mean of outcomes",
      setting: `n ${n}, five steps, mean 0.5`,
      times: 20_000,
      atLeast: COVERED,
      happens: (uniform) => {
        const outcomes = Array.from({ length: n }, () => step(uniform()));
        return holds(meanOf(outcomes, { least: -2, most: 2 }), 0.5);
      },
    };
  for (const [n, latent, atLeast] of [
    [12, 0, COVERED],
    [12, 0.6, COVERED],
    [40, 0.6, COVERED],
  ] as const) {
    const truth = rankCorrelationOf(latent);
    yield {
      what: "Fisher’s interval holds the rank correlation",
      setting: `n ${n}, normal underneath, ${latent.toFixed(1)}, seen in five steps`,
      times: 4_000,
      atLeast,
      happens: (uniform) => holdsCorrelation(n, truth, () => normalPair(latent, uniform).map(stepOfNormal), uniform),
    };
  }
  for (const n of [12, 40])
    yield {
      what: "Fisher’s interval holds a rank correlation it is not made for",
      setting: `n ${n}, the same outcome for both in 60% of decisions, independent in the others`,
      times: 4_000,
      happens: (uniform) =>
        holdsCorrelation(
          n,
          0.6,
          () => {
            const one = step(uniform());
            return [one, uniform() < 0.6 ? one : step(uniform())];
          },
          uniform,
        ),
    };
  for (const n of [12, 40, 150])
    yield {
      what: "the interval of time to care holds the share by a day",
      setting: `n ${n}, the tenth day, some declined, some still open`,
      times: 10_000,
      atLeast: COVERED,
      happens: (uniform) => holdsIncidence(n, uniform),
    };
  for (const perQuarter of [24, 60])
    yield {
      what: "the trend’s last interval holds a share that stays the same",
      setting: `60% met, ${perQuarter} needs a quarter`,
      times: 4_000,
      atLeast: COVERED,
      happens: (uniform) => {
        const needs = aHistory({ shares: [0.6, 0.6], perQuarter, correlation: 0 }, uniform);
        const to = endOfQuarter(QUARTERS - 1);
        const [of] = trends(needs, { partners: [NOA, SAM], from: addDays(to, -20), to, today: addDays(to, 1) });
        const last = of?.points.at(-1)?.share;
        return last?.kind !== "measured" || holds(last, 0.6);
      },
    };
}

/** An outcome from -2 to 2 with the mean 0.5. */
const step = (drawn: number): number => (drawn < 0.1 ? -2 : drawn < 0.25 ? -1 : drawn < 0.45 ? 0 : drawn < 0.7 ? 1 : 2);

function holdsCorrelation(n: number, truth: number, pair: () => readonly number[], uniform: Uniform): boolean {
  const pairs = Array.from({ length: n }, (): [number, number] => {
    const [one = 0, other = 0] = pair();
    return [one, other];
  });
  const found = rankCorrelation(pairs, drawFrom(Math.floor(uniform() * 1e9)));
  return found.kind === "no-spread" || holds(found, truth);
}

/** Two standard normal numbers with a correlation (Box & Muller). */
function normalPair(correlation: number, uniform: Uniform): number[] {
  const reach = Math.sqrt(-2 * Math.log(1 - uniform()));
  const angle = 2 * Math.PI * uniform();
  const [one, free] = [reach * Math.cos(angle), reach * Math.sin(angle)];
  return [one, correlation * one + Math.sqrt(1 - correlation * correlation) * free];
}

/** Five steps, the cut points at which `step` has its shares. */
const stepOfNormal = (value: number): number =>
  value < -1.2816 ? -2 : value < -0.6745 ? -1 : value < -0.1257 ? 0 : value < 0.5244 ? 1 : 2;

/** The rank correlation of such steps in the long run, from many pairs. */
function rankCorrelationOf(latent: number): number {
  const draw = seededChance(1);
  const uniform: Uniform = () => draw(0xffff_ffff) / 0xffff_ffff;
  const pairs = Array.from({ length: 200_000 }, () => normalPair(latent, uniform).map(stepOfNormal));
  const middle = (at: number): ((value: number) => number) => {
    const values = pairs.map((pair) => pair[at] ?? 0);
    const below = (value: number): number => values.filter((each) => each < value).length / values.length;
    const ranks = new Map([-2, -1, 0, 1, 2].map((value) => [value, (below(value) + below(value + 1)) / 2 - 0.5]));
    return (value) => ranks.get(value) ?? 0;
  };
  const [one, other] = [middle(0), middle(1)];
  const sum = (of: (pair: number[]) => number): number => pairs.reduce((total, pair) => total + of(pair), 0);
  const first = ([value = 0]: number[]): number => one(value);
  const second = ([, value = 0]: number[]): number => other(value);
  return (
    sum((pair) => first(pair) * second(pair)) /
    Math.sqrt(sum((pair) => first(pair) ** 2) * sum((pair) => second(pair) ** 2))
  );
}

/** Each day care comes with 6% and is ruled out with 1%; a wait is seen for 5 to 44 days. */
function holdsIncidence(n: number, uniform: Uniform): boolean {
  const [care, out, day] = [0.06, 0.01, 10];
  const waits = startWaits();
  for (let at = 0; at < n; at++) {
    const seen = 5 + Math.floor(uniform() * 40);
    let waited = 0;
    let ended: "came" | "ruledOut" | null = null;
    for (; waited < seen && ended === null; waited++) {
      const drawn = uniform();
      ended = drawn < care ? "came" : drawn < care + out ? "ruledOut" : null;
    }
    countWait(waits, waited, ended ?? "stillWaiting");
  }
  const truth = (care / (care + out)) * (1 - (1 - care - out) ** day);
  const last = incidenceOf(waits).findLast((each) => each.day <= day);
  return last === undefined || holds(last, truth);
}

/** In the short form so many times fewer. */
const SHORTER = 50;
/** Standard errors: chance puts one rate in thirty thousand so far off. */
const FAR = 4;

/**
 * Counts all of them. A rate is wrong when it lies beyond what it may be; in the short form, which sees few of each and many of them, only
 * when it lies further beyond than chance ever would put one of them.
 */
export function chance(asked: Asked): Figures & { readonly rates: readonly Rate[] } {
  const tally = startTally(
    "chance",
    "wrong words and intervals that miss, on made-up couples whose truth is known",
    asked,
  );
  const rates: Rate[] = [];
  for (const [at, count] of [...ruleOfTwoQuarters(), ...looserRules(), ...intervals()].entries()) {
    const draw = seededChance(asked.seed * 1_000 + at);
    const uniform: Uniform = () => draw(0xffff_ffff) / 0xffff_ffff;
    const times = asked.full ? count.times : Math.ceil(count.times / SHORTER);
    let hits = 0;
    for (let time = 0; time < times; time++) if (count.happens(uniform)) hits += 1;
    const { low, high } = wilson(hits, times);
    const { what, setting, atLeast = 0, atMost = 1 } = count;
    const rate = hits / times;
    rates.push({ what, setting, times, rate, low, high, atLeast, atMost });
    const beyond = Math.max(atLeast - rate, rate - atMost);
    const error = Math.sqrt((atLeast > rate ? atLeast * (1 - atLeast) : atMost * (1 - atMost)) / times);
    if (beyond > (asked.full ? 0 : FAR * error)) tally.wrong(`${what}, ${setting}: ${hits} of ${times}`);
    else tally.count("harmless", 1);
  }
  return { ...tally.figures(), rates };
}
