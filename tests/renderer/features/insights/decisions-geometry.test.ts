import { describe, expect, it } from "vitest";
import { OUTCOMES } from "#shared/analysis/decisions.ts";
import { shapeOf } from "#shared/domain/decision.ts";
import { markRadius, planeFor } from "#renderer/features/insights/decisions-geometry.ts";

describe("the plane of two outcomes [A19]", () => {
  it("has every field in the part that its shape is named by, whatever the room", () => {
    for (const available of [0, 240, 313, 640, 2_000]) {
      const { parts, column, row } = planeFor(available, 54);
      expect(parts.length).toBe(9);
      OUTCOMES.forEach((one, at) =>
        OUTCOMES.forEach((other, up) => {
          const within = parts.filter(
            ({ x, y, width, height }) =>
              column(at) > x && column(at) < x + width && row(up) > y && row(up) < y + height,
          );
          expect(within.map(({ shape }) => shape)).toEqual([shapeOf(one, other)]);
        }),
      );
    }
  });

  it("lies the same for both: as wide as it is high, without the rooms for names", () => {
    const { width, height, field, column, row } = planeFor(400, 60);
    expect(width - 60).toBe(5 * field);
    expect(column(4) - column(0)).toBe(row(0) - row(4));
    expect(height).toBeGreaterThan(row(0) + field / 2);
  });

  it("stays within its room and its fields stay readable", () => {
    expect(planeFor(313, 54).width).toBeLessThanOrEqual(313);
    expect(planeFor(2_000, 54).field).toBe(56);
    expect(planeFor(10, 54).field).toBe(34);
  });

  it("has marks whose areas go by how many they stand for, the largest within its field", () => {
    expect(markRadius(9, 9, 48) / markRadius(1, 9, 48)).toBeCloseTo(3, 9);
    expect(markRadius(9, 9, 48)).toBeLessThan(24);
    expect(markRadius(0, 0, 48)).toBe(0);
  });
});
