import { describe, expect, it } from "vitest";
import { unitsFor } from "#renderer/features/insights/unit-geometry.ts";

describe("squares, one for each, all rows on one scale [A23] [A24]", () => {
  it("are as large as they may be while the longest row has room, else all smaller alike", () => {
    expect(unitsFor(4, 400)).toEqual({ pitch: 18, size: 14 });
    const { pitch, size } = unitsFor(100, 400);
    expect(pitch * 100).toBeLessThanOrEqual(400);
    expect(size).toBeLessThan(pitch);
    expect(size).toBeGreaterThanOrEqual(1);
    expect(unitsFor(0, 400)).toEqual({ pitch: 18, size: 14 });
  });
});
