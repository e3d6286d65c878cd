import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, asDay, asMonth, type Day } from "#shared/base/time.ts";
import { dayShare, monthsCovered, monthStarts, spanStart, stretchShare } from "#renderer/ui/figure/time-geometry.ts";

const FIRST = asDay("2020-02-28");
const anyDay = fc.integer({ min: 0, max: 3_000 }).map((days): Day => addDays(FIRST, days));
const span = fc
  .tuple(anyDay, anyDay)
  .map(([one, other]) => (one <= other ? { from: one, to: other } : { from: other, to: one }));

describe("where days lie in a figure over time", () => {
  it("a span begins with a whole month, and all of them with the month of the first day, or like three months where that is later", () => {
    const today = asDay("2026-05-17");
    expect(spanStart("quarter", [], today)).toBe("2026-03-01");
    expect(spanStart("year", [], today)).toBe("2025-06-01");
    expect(spanStart("all", [asDay("2024-11-20"), asDay("2026-01-01")], today)).toBe("2024-11-01");
    expect(spanStart("all", [asDay("2026-05-16")], today)).toBe("2026-03-01");
  });

  it("days lie in their order, apart, within the figure, and as far from its start as from its end when turned round", () => {
    fc.assert(
      fc.property(span, anyDay, anyDay, ({ from, to }, one, other) => {
        fc.pre(one >= from && one < other && other <= to);
        const [at, next] = [dayShare(one, from, to), dayShare(other, from, to)];
        expect(at).toBeGreaterThan(0);
        expect(at).toBeLessThan(next);
        expect(next).toBeLessThan(1);
      }),
    );
    const [from, to] = [asDay("2026-05-01"), asDay("2026-05-31")];
    expect(dayShare(from, from, to)).toBeCloseTo(1 - dayShare(to, from, to), 12);
  });

  it("[D76] a season is drawn from its first day to its last, to the end where it goes on, and not outside the figure", () => {
    const [from, to] = [asDay("2026-05-01"), asDay("2026-05-31")];
    expect(stretchShare({ from: asDay("2026-01-01"), to: null }, from, to)).toEqual({ start: 0, end: 1 });
    const within = stretchShare({ from: asDay("2026-05-02"), to: asDay("2026-05-02") }, from, to);
    expect(within?.start).toBeCloseTo(1 / 31, 12);
    expect(within?.end).toBeCloseTo(2 / 31, 12);
    expect(stretchShare({ from: asDay("2026-04-01"), to: asDay("2026-04-30") }, from, to)).toBeNull();
    expect(stretchShare({ from: asDay("2026-06-01"), to: null }, from, to)).toBeNull();
  });

  it("[D76] a season covers months of one length each from its first day to its last, and none it has no day in", () => {
    const months = ["2026-03", "2026-04", "2026-05"].map(asMonth);
    expect(monthsCovered({ from: asDay("2025-11-01"), to: null }, months)).toEqual({ start: 0, end: 3 });
    const within = monthsCovered({ from: asDay("2026-04-16"), to: asDay("2026-05-31") }, months);
    expect(within?.start).toBeCloseTo(1.5, 12);
    expect(within?.end).toBeCloseTo(3, 12);
    expect(monthsCovered({ from: asDay("2026-06-01"), to: null }, months)).toBeNull();
    expect(monthsCovered({ from: asDay("2025-06-01"), to: asDay("2026-02-28") }, months)).toBeNull();
  });

  it("every month begins once, and no two names run into each other", () => {
    fc.assert(
      fc.property(span, fc.integer({ min: 200, max: 640 }), ({ from, to }, width) => {
        const starts = monthStarts(from, to, width);
        const months = starts.map(({ month }) => month);
        expect(months).toEqual([...new Set(months)].sort());
        expect(months[0]).toBe(from.slice(0, 7));
        expect(months.at(-1)).toBe(to.slice(0, 7));
        const named = starts.filter((start) => start.named).map(({ share }) => share * width);
        for (const [at, x] of named.entries()) if (at > 0) expect(x - (named[at - 1] ?? 0)).toBeGreaterThanOrEqual(44);
      }),
    );
  });
});
