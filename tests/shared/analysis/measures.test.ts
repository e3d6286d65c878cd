/** M0, M1 and M2 against an independent program that lives through every day (tests/vectors/analysis/make.py). */
import { describe, expect, test } from "vitest";
import { whoTookCare } from "#shared/analysis/care.ts";
import { summary } from "#shared/analysis/summary.ts";
import { metShare } from "#shared/analysis/needs.ts";
import { weeksStrip } from "#shared/analysis/weeks.ts";
import { asDay } from "#shared/base/time.ts";
import { Closing, type Need } from "#shared/domain/need.ts";
import { aClosing, aNeed, NOA, SAM } from "../../support/builders.ts";
import vectors from "../../vectors/analysis/measures.json";

type Journal = (typeof vectors.journals)[number];

const needOf = ({ owner, voicedOn, status, on, metBy }: Journal["needs"][number]): Need =>
  aNeed({
    author: owner === "a" ? NOA : SAM,
    voicedOn: asDay(voicedOn),
    closing:
      status === null
        ? null
        : aClosing(Closing.pick({ status: true, on: true, metBy: true }).parse({ status, on, metBy })),
  });

const seen = vectors.journals.flatMap((journal) =>
  journal.views.map(({ view, expected }) => ({
    name: `${journal.name}, ${view.from} to ${view.to} on ${view.today}, horizon ${view.horizonDays}`,
    needs: journal.needs.map(needOf),
    expected,
    view: {
      partners: [NOA, SAM],
      from: asDay(view.from),
      to: asDay(view.to),
      today: asDay(view.today),
      horizonDays: view.horizonDays,
    },
  })),
);

describe.each(seen)("$name", ({ needs, view, expected }) => {
  test("[A4] the weeks are those lived through day by day", () => {
    const strip = weeksStrip(needs, view);
    expect(strip.weeks.map(({ week }) => week)).toEqual(expected.weeks);
    const cells = strip.lanes.map((lane) =>
      lane.cells.map((cell) => [cell.state, cell.settled, cell.state === "too-little" ? null : cell.mean]),
    );
    expect(cells).toEqual(expected.lanes);
  });

  test("[A3] [A5] the met shares count each need that settled, once", () => {
    const shares = metShare(needs, view);
    expected.met.forEach((met, seat) => {
      expect(shares[seat]?.outcomes).toEqual(met.outcomes);
      const share = shares[seat]?.share;
      if (share === undefined || share.kind === "unheard") throw new Error("both are heard in these journals");
      expect(share.n).toBe(met.n);
      const figures = share.kind === "measured" ? [share.value, share.low, share.high] : null;
      expect(figures === null).toBe(met.share === null);
      figures?.forEach((figure, at) => expect(figure).toBeCloseTo(met.share?.[at] ?? NaN, 12));
    });
  });

  test("[A6] care is counted from where the owner says it came", () => {
    whoTookCare(needs, view).forEach(({ care }, seat) => {
      const { counts, shares } = expected.care[seat] ?? { counts: [], shares: null };
      expect(care.n).toBe(counts.reduce((total, count) => total + count, 0));
      expect(care.kind === "too-few").toBe(shares === null);
      if (care.kind === "too-few") return;
      expect(care.sources.map(({ count }) => count)).toEqual(counts);
      care.sources.forEach(({ share }, at) => {
        const [value = NaN, low = NaN, high = NaN] = shares?.[at] ?? [];
        expect(share.value).toBeCloseTo(value, 12);
        expect(share.low).toBeCloseTo(low, 9);
        expect(share.high).toBeCloseTo(high, 9);
      });
    });
  });

  test("[A7] the summary's one pass gives what each measure gives by itself", () => {
    const { weeks, met, care } = summary(needs, view);
    expect(weeks).toEqual(weeksStrip(needs, view));
    expect(met).toEqual(metShare(needs, view));
    expect(care).toEqual(whoTookCare(needs, view));
  });
});
