/** Seasons and moments as they lie in time, as pure functions of what one can read. */
import { type Day, latestFirst } from "#shared/base/time.ts";
import type { NamedSeason } from "#shared/domain/joint.ts";
import type { Moment } from "#shared/domain/moment.ts";

/** Those that were not over before a day. */
export const seasonsSince = (day: Day, seasons: readonly NamedSeason[]): NamedSeason[] =>
  seasons.filter(({ to }) => to === null || to >= day);

/** A stretch of the timeline: a season with the moments in it, or moments outside any. */
export interface Stretch {
  readonly season: NamedSeason | null;
  /** The last one first. */
  readonly moments: readonly Moment[];
}

/**
 * Moments and seasons in one line, the last first. A moment lies in the season that began last of those it falls into; a season lies
 * where its last day does, one that goes on at the top.
 */
export function timelineOf(moments: readonly Moment[], seasons: readonly NamedSeason[]): Stretch[] {
  const outside: Stretch[] = [];
  const within = new Map<NamedSeason, Moment[]>(seasons.map((season) => [season, []]));
  for (const moment of [...moments].sort((one, other) => latestFirst(one.day, other.day))) {
    const season = seasons.find(({ from, to }) => from <= moment.day && (to === null || moment.day <= to));
    if (season === undefined) outside.push({ season: null, moments: [moment] });
    else within.get(season)?.push(moment);
  }
  const stretches: Stretch[] = [...within].map(([season, inIt]) => ({ season, moments: inIt }));
  const inOrder = [...stretches, ...outside].sort((one, other) => latestFirst(endOf(one), endOf(other)));
  return inOrder.reduce<Stretch[]>((line, next) => {
    const last = line.at(-1);
    if (last?.season !== null || next.season !== null) return [...line, next];
    return [...line.slice(0, -1), { season: null, moments: [...last.moments, ...next.moments] }];
  }, []);
}

/** The day by which a stretch lies in the line; what goes on lies after every day. */
const endOf = ({ season, moments }: Stretch): string =>
  season === null ? (moments[0]?.day ?? "") : (season.to ?? "9");
