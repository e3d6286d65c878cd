import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type MetShare, metShare } from "#shared/analysis/needs.ts";
import { weeksStrip } from "#shared/analysis/weeks.ts";
import { addDays, asDay } from "#shared/base/time.ts";
import type { ClosedStatus, Need } from "#shared/domain/need.ts";
import { aClosing, aNeed, asCopy, NOA, SAM } from "../../support/builders.ts";
import { someNeeds, someView } from "./arbitrary-needs.ts";

const month = (from: string, to: string, today = "2026-08-31") => ({
  partners: [NOA, SAM],
  from: asDay(from),
  to: asDay(to),
  today: asDay(today),
});
const APRIL = month("2026-04-01", "2026-04-30");
const MAY = month("2026-05-01", "2026-05-31");
const closed = (status: ClosedStatus, voicedOn: string, on: string): Need =>
  aNeed({ voicedOn: asDay(voicedOn), closing: aClosing({ status, on: asDay(on) }) });
/** Noa's share with Sam's needs beside it, as many as she voiced in the window, so that both are heard. */
function noa(needs: readonly Need[], view: typeof MAY) {
  const sams = needs.map((need) => ({ ...need, author: SAM, id: aNeed().id }));
  return metShare([...needs, ...sams], view)[0];
}
const nOf = (share: MetShare["share"] | undefined): number | null =>
  share === undefined || share.kind === "unheard" ? null : share.n;

describe("which needs count", () => {
  test("[A3] fresh needs and needs let go do not", () => {
    const fresh = aNeed({ voicedOn: asDay("2026-05-10") });
    const letGo = closed("let-go", "2026-04-01", "2026-05-10");
    expect(nOf(noa([fresh, letGo], month("2026-05-01", "2026-05-31", "2026-05-24"))?.share)).toBe(0);
  });

  test("[A3] an open need counts from the day after its horizon", () => {
    const need = aNeed({ voicedOn: asDay("2026-05-10") });
    expect(noa([need], month("2026-05-01", "2026-05-31", "2026-05-25"))?.outcomes?.stillOpen).toBe(1);
  });

  test("[A3] a need met late is still open in the month before, met in its month, and met once in both together", () => {
    const late = closed("met", "2026-04-05", "2026-05-09");
    expect(noa([late], APRIL)?.outcomes).toEqual({ met: 0, partly: 0, declined: 0, stillOpen: 1 });
    expect(noa([late], MAY)?.outcomes).toEqual({ met: 1, partly: 0, declined: 0, stillOpen: 0 });
    expect(noa([late], { ...MAY, from: APRIL.from })?.outcomes).toEqual({
      met: 1,
      partly: 0,
      declined: 0,
      stillOpen: 0,
    });
  });

  test("[A3] a month that is over does not change when later days are looked back from, needs let go apart", () => {
    const settledForGood = someNeeds.map((needs) => needs.filter(({ closing }) => closing?.status !== "let-go"));
    fc.assert(
      fc.property(settledForGood, someView, fc.nat({ max: 200 }), (needs, view, later) => {
        const over = { ...view, today: addDays(view.to, 1) };
        const after = { ...over, today: addDays(over.today, later) };
        expect(metShare(needs, after)).toEqual(metShare(needs, over));
      }),
    );
  });

  test("[A3] records by neither partner are left out", () => {
    const bySam = aNeed({ author: SAM, voicedOn: asDay("2026-05-04"), closing: aClosing({ on: asDay("2026-05-05") }) });
    expect(metShare([bySam], { ...MAY, partners: [NOA] })).toMatchObject([{ share: { n: 0 } }]);
  });
});

describe("M1, the met share", () => {
  const ofEach = (counts: Readonly<Record<Exclude<ClosedStatus, "let-go">, number>>) =>
    (["met", "partly", "declined"] as const).flatMap((status) =>
      Array.from({ length: counts[status] }, () => closed(status, "2026-05-04", "2026-05-06")),
    );

  test("[A5] of seven needs is not given, of eight it is", () => {
    expect(noa(ofEach({ met: 7, partly: 0, declined: 0 }), MAY)?.share).toEqual({ kind: "too-few", n: 7, needed: 8 });
    expect(noa(ofEach({ met: 8, partly: 0, declined: 0 }), MAY)?.share).toMatchObject({
      kind: "measured",
      value: 1,
      high: 1,
      n: 8,
    });
    expect(noa(ofEach({ met: 0, partly: 0, declined: 8 }), MAY)?.share).toMatchObject({
      kind: "measured",
      value: 0,
      low: 0,
      n: 8,
    });
  });

  test("[A5] counts partly as half, and no more certain than it is", () => {
    const share = noa(ofEach({ met: 7, partly: 2, declined: 3 }), MAY)?.share;
    expect(share).toMatchObject({ kind: "measured", value: 8 / 12, n: 12 });
    const [low, high] = share?.kind === "measured" ? [share.low, share.high] : [NaN, NaN];
    expect(low).toBeCloseTo(0.3195, 4); // Wilson 7 of 12
    expect(high).toBeCloseTo(0.9111, 4); // Wilson 9 of 12
  });

  test("[A5] lies within its interval, within 0 and 1, and its outcomes add up to n", () => {
    fc.assert(
      fc.property(someNeeds, someView, (needs, view) => {
        for (const { share, outcomes } of metShare(needs, view)) {
          if (share.kind === "unheard" || outcomes === null) {
            expect([share.kind, outcomes]).toEqual(["unheard", null]);
            continue;
          }
          expect(outcomes.met + outcomes.partly + outcomes.declined + outcomes.stillOpen).toBe(share.n);
          expect(share.kind).toBe(share.n < 8 ? "too-few" : "measured");
          if (share.kind === "too-few") continue;
          expect(share.low).toBeGreaterThanOrEqual(0);
          expect(share.low).toBeLessThanOrEqual(share.value);
          expect(share.value).toBeLessThanOrEqual(share.high);
          expect(share.high).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("[A20] is not given where one voiced more than three times as many needs, whichever of the two it was, nor are its counts", () => {
    const of = (noas: number, sams: number) =>
      Array.from({ length: noas + sams }, (_, at) => ({
        ...closed("met", "2026-05-04", "2026-05-06"),
        ...asCopy(),
        author: at < noas ? NOA : SAM,
        id: aNeed().id,
      }));
    expect(metShare(of(24, 8), MAY).map(({ share }) => share.kind)).toEqual(["measured", "measured"]);
    for (const needs of [of(25, 8), of(8, 25)])
      for (const { share, outcomes } of metShare(needs, MAY))
        expect([share, outcomes]).toEqual([{ kind: "unheard" }, null]);
    expect(metShare(of(25, 0), MAY).map(({ share }) => share)).toEqual([
      { kind: "unheard" },
      { kind: "too-few", n: 0, needed: 8 },
    ]);
    expect(metShare(of(25, 0), { ...MAY, partners: [NOA] })).toMatchObject([{ share: { kind: "measured", n: 25 } }]);
  });

  test("[A20] counts what both can read: one's private needs silence no figure of one's own page", () => {
    const mine = Array.from({ length: 25 }, () => closed("met", "2026-05-04", "2026-05-06"));
    const theirs = Array.from({ length: 8 }, () => ({ ...closed("met", "2026-05-04", "2026-05-06"), author: SAM }));
    expect(mine.every(({ original }) => original?.shared === null)).toBe(true);
    const shared = mine.slice(0, 8).map((need) => ({ ...need, ...asCopy() }));
    const view = [...shared, ...mine.slice(8), ...theirs.map((need) => ({ ...need, ...asCopy() }))];
    expect(metShare(view, MAY).map(({ share }) => share.kind)).toEqual(["measured", "measured"]);
  });

  test("[A5] never falls when one need comes out better", () => {
    const better = { "let-go": "let-go", declined: "partly", partly: "met", met: "met" } as const;
    fc.assert(
      fc.property(someNeeds, someView, fc.nat(), (needs, view, pick) => {
        const at = needs.length === 0 ? 0 : pick % needs.length;
        const improved = needs.map((need, which) =>
          which === at && need.closing
            ? { ...need, closing: { ...need.closing, status: better[need.closing.status] } }
            : need,
        );
        const after = metShare(improved, view);
        metShare(needs, view).forEach(({ share }, seat) => {
          const then = after[seat]?.share;
          if (share.kind !== "measured" || then?.kind !== "measured") return;
          expect(then.value).toBeGreaterThanOrEqual(share.value);
          expect(then.low).toBeGreaterThanOrEqual(share.low);
          expect(then.high).toBeGreaterThanOrEqual(share.high);
        });
      }),
    );
  });

  test("[A3] [A4] in a window of whole weeks the lanes hold at least what the share counts, and more only for needs met late", () => {
    fc.assert(
      fc.property(someNeeds, someView, (needs, view) => {
        const strip = weeksStrip(needs, view);
        const [first, last] = [strip.weeks[0]?.monday, strip.weeks.at(-1)?.monday];
        if (first === undefined || last === undefined) return;
        const whole = { ...view, from: first, to: addDays(last, 6) };
        metShare(needs, whole).forEach(({ share }, seat) => {
          const settled = strip.lanes[seat]?.cells.reduce((total, cell) => total + cell.settled, 0) ?? 0;
          if (share.kind === "unheard") return;
          const closedIn = needs.filter(({ closing }) => closing !== null).length;
          expect(settled).toBeGreaterThanOrEqual(share.n);
          expect(settled - share.n).toBeLessThanOrEqual(closedIn);
        });
      }),
    );
  });
});
