import { describe, expect, test } from "vitest";
import { attackBytes } from "./attack-bytes.ts";
import { attackForgery } from "./attack-forgery.ts";
import { chance } from "./chance.ts";
import { hostileText } from "./hostile-text.ts";
import { limits } from "./limits.ts";
import { mutations } from "./mutations.ts";

/** The short form of the campaigns that need nothing but Node; `npm run campaign -- --full` runs the long one of all. */
const SHORT = { full: false, seed: 1 };

describe("the campaigns, in their short form", () => {
  test("[B1] to [B7] [V3] [V7] [V10] [V12] [V17] whatever byte is changed is refused, and nothing is written", async () => {
    const { cases, refused, noticed, wrong } = await attackBytes(SHORT);
    expect(wrong).toBe(0);
    expect(refused + (noticed ?? 0)).toBe(cases);
    expect(cases).toBeGreaterThan(3000);
  }, 120_000);

  test("[V3] to [V22] a partner with all files and the couple key is refused, noticed or shown as unverified", async () => {
    const { wrong, outcomes, undefended } = await attackForgery(SHORT);
    expect(wrong).toBe(0);
    // What is not defended is said in SECURITY.md, and is no more than this.
    expect(outcomes.filter(({ answer }) => answer === "not defended").map(({ what }) => what)).toEqual([
      "a draft of Noa’s",
      "everything",
      "Noa’s private space with her keyring",
      "a session that ended in a crash",
    ]);
    expect(undefended).toBe(4);
  }, 120_000);

  test("[B3] [F6] [V2] [V30] [L3] what claims to be too much is refused before a derivation and without room for it", async () => {
    const { cases, wrong } = await limits(SHORT);
    expect([wrong, cases]).toEqual([0, 27]);
  }, 120_000);

  test("[D1] [D7] [D40] [D44] hostile texts in every field are refused, or kept and exported as words", async () => {
    const { cases, wrong } = await hostileText(SHORT);
    expect(wrong).toBe(0);
    expect(cases).toBeGreaterThan(1000);
  }, 120_000);

  test("[D14] [D76] [D88] [A20] a rule that is broken fails a test that cites it", async () => {
    const { cases, noticed, wrong } = await mutations(SHORT);
    expect([wrong, cases]).toEqual([0, 4]);
    expect(noticed).toBe(4);
  }, 120_000);

  test("[A1] [A5] [A6] [A15] [A16] [A18] [A19] words are no more often wrong than they may be, and intervals hold what they speak of", () => {
    const { cases, wrong, rates } = chance(SHORT);
    expect([wrong, cases]).toEqual([0, rates.length]);
    expect(rates.length).toBeGreaterThan(50);
  }, 300_000);
});
