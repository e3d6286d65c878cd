import { describe, expect, test } from "vitest";
import { type CareSources, whoTookCare } from "#shared/analysis/care.ts";
import { asDay } from "#shared/base/time.ts";
import { MET_BY, type MetBy, type Need } from "#shared/domain/need.ts";
import { aClosing, aNeed, NOA, SAM } from "../../support/builders.ts";

const MAY = { partners: [NOA, SAM], from: asDay("2026-05-01"), to: asDay("2026-05-31"), today: asDay("2026-08-31") };
const by = (metBy: MetBy, times: number): Need[] =>
  Array.from({ length: times }, () =>
    aNeed({ voicedOn: asDay("2026-05-04"), closing: aClosing({ metBy, on: asDay("2026-05-06") }) }),
  );
const noas = (needs: readonly Need[]) => whoTookCare(needs, MAY)[0]?.care;
function measured(needs: readonly Need[]): CareSources {
  const care = noas(needs);
  if (care?.kind !== "measured") throw new Error("too few needs");
  return care;
}

describe("M2, who took care", () => {
  test("[A6] of seven needs is not given", () => {
    expect(noas(by("self", 7))).toEqual({ kind: "too-few", n: 7, needed: 8 });
  });

  test("[A6] names all five sources, seen from the owner, with half a need added to each", () => {
    const { n, sources } = measured([...by("partner", 6), ...by("both", 2)]);
    expect(n).toBe(8);
    expect(sources.map((source) => source.by)).toEqual(MET_BY);
    expect(sources.map(({ count }) => count)).toEqual([0, 6, 2, 0, 0]);
    expect(sources.map(({ share }) => share.value)).toEqual([0.5, 6.5, 2.5, 0.5, 0.5].map((part) => part / 10.5));
  });

  test("[A6] an open need past its horizon has had care from nobody yet", () => {
    const waiting = Array.from({ length: 8 }, () => aNeed({ voicedOn: asDay("2026-05-04") }));
    expect(measured(waiting).sources.at(-1)).toMatchObject({ by: "nobody", count: 8 });
  });

  test("[A6] a need met late had care from whom its owner names, in the window in which it was met", () => {
    const late = aNeed({
      voicedOn: asDay("2026-04-05"),
      closing: aClosing({ metBy: "others", on: asDay("2026-05-20") }),
    });
    expect(measured([...by("self", 7), late]).sources.map(({ count }) => count)).toEqual([7, 0, 0, 1, 0]);
  });

  test("[A6] says which source came most often, and whether that is clear; a tie names none", () => {
    expect(measured([...by("partner", 4), ...by("self", 3), ...by("both", 1)]).mostOften).toEqual({
      by: "partner",
      clear: false,
    });
    expect(measured([...by("partner", 40), ...by("self", 3)]).mostOften).toEqual({ by: "partner", clear: true });
    expect(measured([...by("partner", 4), ...by("self", 4)]).mostOften).toBeNull();
  });
});
