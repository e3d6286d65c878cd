import { describe, expect, it } from "vitest";
import { asDay } from "#shared/base/time.ts";
import { draftOf, NOTHING_SAID, pulseOf, saysNothing } from "#renderer/features/pulse/pulse-questions.ts";
import { weeksToWrite } from "#renderer/features/pulse/weeks-to-write.ts";
import { aBalance, anEntry, aPulse, NOA, recordId, SAM } from "../../../support/builders.ts";

const TODAY = asDay("2026-05-17"); // a Sunday, of week 20

describe("days and weeks one may still say something of", () => {
  it("[D78] there is one pulse a day: of two that a merge brought together, the one saved last", () => {
    const saved = aPulse({ id: recordId(1), day: TODAY });
    const other = aPulse({ id: recordId(2), day: TODAY });
    expect(pulseOf(TODAY, [anEntry({ day: TODAY }), saved, other])).toBe(saved);
    expect(pulseOf(asDay("2026-05-16"), [saved, other])).toBeNull();
  });

  it("[D78] each part of a pulse may be left out, and one of none says nothing", () => {
    expect(saysNothing(NOTHING_SAID)).toBe(true);
    expect(saysNothing({ ...NOTHING_SAID, words: " \n" })).toBe(true);
    expect(saysNothing({ ...NOTHING_SAID, words: "Rain." })).toBe(false);
    expect(saysNothing({ ...NOTHING_SAID, closeness: 0 })).toBe(false);
    expect(draftOf(null)).toEqual(NOTHING_SAID);
    const { mood, closeness, lookedAfter, ownTime, words } = aPulse();
    expect(draftOf(aPulse())).toEqual({ mood, closeness, lookedAfter, ownTime, words });
  });

  it("[D79] a week is written down once by each: those that one has are not offered again, those of the other are", () => {
    expect(weeksToWrite(TODAY, NOA, [])).toEqual(["2026-W20", "2026-W19", "2026-W18", "2026-W17", "2026-W16"]);
    const written = [
      aBalance({ author: NOA, week: "2026-W20" as never }),
      aBalance({ author: NOA, week: "2026-W17" as never }),
      aBalance({ author: SAM, week: "2026-W19" as never }),
    ];
    expect(weeksToWrite(TODAY, NOA, written)).toEqual(["2026-W19", "2026-W18", "2026-W16"]);
    expect(weeksToWrite(TODAY, SAM, written)).toEqual(["2026-W20", "2026-W18", "2026-W17", "2026-W16"]);
  });
});
