import { describe, expect, test } from "vitest";
import { attackBytes } from "./attack-bytes.ts";

/** The short form of the campaigns that need nothing but Node; `npm run campaign -- --full` runs the long one of all. */
const SHORT = { full: false, seed: 1 };

describe("the campaigns, in their short form", () => {
  test("[B1] to [B7] [V3] [V7] [V10] [V12] [V17] whatever byte is changed is refused, and nothing is written", async () => {
    const { cases, refused, noticed, wrong } = await attackBytes(SHORT);
    expect(wrong).toBe(0);
    expect(refused + (noticed ?? 0)).toBe(cases);
    expect(cases).toBeGreaterThan(3000);
  }, 120_000);
});
