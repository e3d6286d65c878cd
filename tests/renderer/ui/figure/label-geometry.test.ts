import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeLabels, roughWidth, shortened } from "#renderer/ui/figure/label-geometry.ts";

describe("labels in figures", () => {
  it("keep a name that fits, and cut a long one where people see a letter end", () => {
    expect(shortened("Noa", 60)).toBe("Noa");
    const cut = shortened("Alexandra-Maximiliane", 100);
    expect(cut.endsWith("…")).toBe(true);
    expect(roughWidth(cut)).toBeLessThanOrEqual(110);
    expect(shortened("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 110)).toBe("👩‍👩‍👧‍👦…");
  });

  it("give wide scripts more room", () => {
    expect(roughWidth("愛")).toBeGreaterThan(roughWidth("a"));
  });

  it("move just enough that none overlaps the next and none leaves the figure, as long as all of them fit", () => {
    const labels = fc.array(
      fc.record({ wanted: fc.integer({ min: 0, max: 700 }), width: fc.integer({ min: 10, max: 110 }) }),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(labels, (unsorted) => {
        const wanted = [...unsorted].sort((left, right) => left.wanted - right.wanted);
        const starts = placeLabels(wanted, 8, 820);
        starts.forEach((start, at) => {
          const end = start + (wanted[at]?.width ?? 0);
          expect(end).toBeLessThanOrEqual(820);
          expect(start).toBeGreaterThanOrEqual(0);
          const next = starts[at + 1];
          if (next !== undefined) expect(end + 8).toBeLessThanOrEqual(next);
        });
      }),
    );
  });

  it("stay where they want to be when nothing is in the way", () => {
    expect(
      placeLabels(
        [
          { wanted: 0, width: 50 },
          { wanted: 100, width: 50 },
        ],
        8,
        400,
      ),
    ).toEqual([0, 100]);
  });
});
