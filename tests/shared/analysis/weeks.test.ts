import { describe, expect, test } from "vitest";
import { weeksStrip } from "#shared/analysis/weeks.ts";
import { asDay } from "#shared/base/time.ts";
import type { ClosedStatus, Need } from "#shared/domain/need.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import { aClosing, aNeed, NOA, SAM } from "../../support/builders.ts";

const TODAY = asDay("2026-08-31");
const view = (from: string, to: string, today = TODAY) => ({
  partners: [NOA, SAM],
  from: asDay(from),
  to: asDay(to),
  today,
});
const closed = (status: ClosedStatus, on: string, author: PartnerId = NOA, voicedOn = on): Need =>
  aNeed({ author, voicedOn: asDay(voicedOn), closing: aClosing({ status, on: asDay(on) }) });
/** The cells of Noa's lane: state and how often something settled. */
const cells = (needs: readonly Need[], seen: ReturnType<typeof view>) =>
  weeksStrip(needs, seen).lanes[0]?.cells.map(({ state, settled }) => [state, settled]);

describe("a cell", () => {
  const WEEK = view("2026-05-11", "2026-05-17");
  const settledAs = (...statuses: readonly ClosedStatus[]) =>
    weeksStrip(
      statuses.map((status) => closed(status, "2026-05-13")),
      WEEK,
    ).lanes[0]?.cells[0];

  test("[A4] in which nothing settled says too little, and no number", () => {
    expect(settledAs()).toEqual({ week: "2026-W20", state: "too-little", settled: 0 });
  });

  test.each([
    [["met"], "cared-for", 1],
    [["met", "met", "declined"], "cared-for", 2 / 3],
    [["met", "partly", "partly"], "cared-for", 2 / 3],
    [["met", "declined"], "partly", 1 / 2],
    [["partly"], "partly", 1 / 2],
    [["met", "declined", "declined"], "not", 1 / 3],
    [["partly", "declined"], "not", 1 / 4],
    [["declined"], "not", 0],
  ] as const)("[A4] of %j is %s: from 2/3 on cared for, above 1/3 partly, else not", (statuses, state, mean) => {
    expect(settledAs(...statuses)).toMatchObject({ state, settled: statuses.length, mean });
  });

  test("[A3] a need let go settles nothing, even if it had reached the horizon", () => {
    expect(cells([closed("let-go", "2026-05-13", NOA, "2026-04-01")], view("2026-04-01", "2026-05-17"))).toEqual(
      Array.from({ length: 7 }, () => ["too-little", 0]),
    );
  });
});

describe("a need that reaches the horizon", () => {
  const MAY = view("2026-05-01", "2026-05-31");

  test("[A4] still open counts once, in that week, and not in every week after", () => {
    const need = aNeed({ voicedOn: asDay("2026-05-01") }); // its horizon is 15 May, in the third week
    expect(cells([need], MAY)?.map(([, settled]) => settled)).toEqual([0, 0, 1, 0, 0]);
  });

  test("[A4] and is met later counts twice: open in one week, met in the other", () => {
    expect(cells([closed("met", "2026-05-27", NOA, "2026-05-01")], MAY)).toEqual([
      ["too-little", 0],
      ["too-little", 0],
      ["not", 1],
      ["too-little", 0],
      ["cared-for", 1],
    ]);
  });

  test("[A3] and is closed on that very day was not open as the day ended", () => {
    expect(cells([closed("met", "2026-05-15", NOA, "2026-05-01")], MAY)?.[2]).toEqual(["cared-for", 1]);
    expect(cells([closed("met", "2026-05-16", NOA, "2026-05-01")], MAY)?.[2]).toEqual(["partly", 2]);
  });

  test("[A3] has not reached it before the day is over", () => {
    const need = aNeed({ voicedOn: asDay("2026-05-01") });
    expect(cells([need], view("2026-05-11", "2026-05-31", asDay("2026-05-15")))).toEqual([["too-little", 0]]);
    expect(cells([need], view("2026-05-11", "2026-05-31", asDay("2026-05-16")))).toEqual([["not", 1]]);
  });
});

describe("the strip", () => {
  test("[A2] holds whole weeks: a week reads the same in every view that touches it", () => {
    const monday = closed("met", "2026-04-27");
    const [inMay] = weeksStrip([monday], view("2026-05-01", "2026-05-31")).lanes[0]?.cells ?? [];
    expect(inMay).toEqual({ week: "2026-W18", state: "cared-for", settled: 1, mean: 1 });
  });

  test("[A2] has the 53rd week of 2020, with New Year's first days in it", () => {
    const strip = weeksStrip([closed("met", "2021-01-03")], view("2020-12-28", "2021-01-10"));
    expect(strip.weeks.map(({ week, monday }) => [week, monday])).toEqual([
      ["2020-W53", "2020-12-28"],
      ["2021-W01", "2021-01-04"],
    ]);
    expect(strip.lanes[0]?.cells.map(({ settled }) => settled)).toEqual([1, 0]);
  });

  test("[A2] knows leap days: 29 February counts, and lengthens the way to the horizon", () => {
    const need = aNeed({ voicedOn: asDay("2024-02-20") }); // horizon 5 March; 6 March in a common year
    const weeks = weeksStrip([need, closed("met", "2024-02-29")], view("2024-02-26", "2024-03-10"));
    expect(weeks.lanes[0]?.cells.map(({ state }) => state)).toEqual(["cared-for", "not"]);
  });

  test("[A4] ends with today's week, and holds none when the window lies ahead", () => {
    const strip = (today: string) => weeksStrip([], view("2026-05-04", "2026-06-30", asDay(today)));
    expect(strip("2026-05-13").weeks.map(({ week }) => week)).toEqual(["2026-W19", "2026-W20"]);
    expect(strip("2026-05-03").weeks).toEqual([]);
    expect(strip("2026-05-03").facts).toEqual({ weeks: 0, both: 0, tooLittle: 0 });
    expect(
      weeksStrip([closed("met", "2026-05-04")], view("2026-05-06", "2026-06-30", asDay("2026-05-05"))).weeks,
    ).toEqual([]);
  });

  test("[A4] a week stands out as both only when both lanes are full", () => {
    const needs = [
      closed("met", "2026-05-04"),
      closed("met", "2026-05-05", SAM),
      closed("met", "2026-05-12"),
      closed("partly", "2026-05-13", SAM),
      closed("met", "2026-05-20", SAM),
    ];
    const strip = weeksStrip(needs, view("2026-05-04", "2026-05-31"));
    expect(strip.weeks.map(({ both }) => both)).toEqual([true, false, false, false]);
    expect(strip.facts).toEqual({ weeks: 4, both: 1, tooLittle: 2 });
  });

  test("[A4] of a partner who keeps the journal alone has one lane and no both", () => {
    const strip = weeksStrip([closed("met", "2026-05-04"), closed("met", "2026-05-05", SAM)], {
      ...view("2026-05-04", "2026-05-10"),
      partners: [NOA],
    });
    expect(strip.lanes).toHaveLength(1);
    expect(strip.weeks.map(({ both }) => both)).toEqual([false]);
    expect(strip.lanes[0]?.cells[0]).toMatchObject({ settled: 1 });
  });
});
