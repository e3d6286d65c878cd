import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, asDay } from "#shared/base/time.ts";
import { nameSeason } from "#shared/domain/answer.ts";
import { type NamedSeason, seasonsOfBoth } from "#shared/domain/joint.ts";
import type { Moment } from "#shared/domain/moment.ts";
import type { Season } from "#shared/domain/season.ts";
import { timelineOf } from "#renderer/features/moments/seasons.ts";
import { aMoment, asCopy, aSeason, nextId, NOW, SAM, TODAY } from "../../../support/builders.ts";

const on = (day: string, words: string): Moment => aMoment({ day: asDay(day), words });
const named = (season: Season, to: string | null = null) =>
  nameSeason(
    season,
    { to: to === null ? null : asDay(to), words: "" },
    { id: nextId(), author: SAM, now: NOW, today: TODAY },
  );

/** The line as it reads: the names of seasons, and the words of the moments in and between them. */
const read = (moments: readonly Moment[], seasons: readonly NamedSeason[]) =>
  timelineOf(moments, seasons).map(({ season, moments: inIt }) => [
    season?.season.name ?? null,
    ...inIt.map(({ words }) => words),
  ]);

describe("[D76] seasons in the line", () => {
  const move = aSeason({ ...asCopy(), name: "The move", from: asDay("2026-01-01"), to: asDay("2026-02-28") });
  const baby = aSeason({ ...asCopy(), name: "The baby", from: asDay("2026-02-10"), to: null });

  it("are those both named, each with the days both gave it, the one that began last first", () => {
    expect(seasonsOfBoth([move, baby, named(move)])).toEqual([{ season: move, from: move.from, to: move.to }]);
    const both = seasonsOfBoth([move, named(move, "2026-02-20"), baby, named(baby)]);
    expect(both.map(({ season, to }) => [season.name, to])).toEqual([
      ["The baby", null],
      ["The move", "2026-02-20"],
    ]);
  });

  it("hold the moments of their days, the later season of two, and stand where they end", () => {
    const seasons = seasonsOfBoth([move, named(move), baby, named(baby)]);
    const moments = [
      on("2025-12-31", "before"),
      on("2026-01-01", "first"),
      on("2026-02-12", "both"),
      on("2026-05-01", "now"),
    ];
    expect(read(moments, seasons)).toEqual([
      ["The baby", "now", "both"],
      ["The move", "first"],
      [null, "before"],
    ]);
    expect(read(moments, [])).toEqual([[null, "now", "both", "first", "before"]]);
  });
});

it("every moment is in the line once, within the days of its season, and the last one first", () => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => addDays(asDay("2025-06-01"), days));
  const span = fc
    .tuple(day, fc.option(fc.integer({ min: 0, max: 90 })))
    .map(([from, length]) => ({ from, to: length === null ? null : addDays(from, length) }));
  fc.assert(
    fc.property(fc.array(day), fc.array(span, { maxLength: 4 }), (days, spans) => {
      const moments = days.map((each) => aMoment({ day: each }));
      const seasons = spans
        .map((each): NamedSeason => ({ season: aSeason(each), ...each }))
        .sort((one, other) => (one.from > other.from ? -1 : 1));
      const line = timelineOf(moments, seasons);
      const all = line.flatMap(({ moments: inIt }) => inIt.map(({ id }) => id));
      expect([...all].sort()).toEqual(moments.map(({ id }) => id).sort());
      expect(line.filter(({ season }) => season !== null)).toHaveLength(seasons.length);
      for (const { season, moments: inIt } of line) {
        expect(inIt.map((moment) => moment.day)).toEqual(
          inIt
            .map((moment) => moment.day)
            .sort()
            .reverse(),
        );
        for (const moment of inIt)
          expect(
            season === null || (season.from <= moment.day && (season.to === null || moment.day <= season.to)),
          ).toBe(true);
      }
    }),
  );
});
