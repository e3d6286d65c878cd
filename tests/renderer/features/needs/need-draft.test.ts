import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draftOf, EMPTY_NEED, isBlank, readNeedDraft } from "#renderer/features/needs/need-draft.ts";
import { aNeed } from "../../../support/builders.ts";

describe("the draft of a need", () => {
  it("reads back what was kept, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (noticed, need) => {
        const draft = { ...EMPTY_NEED, noticed, need, wish: "time" as const };
        expect(readNeedDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
      }),
    );
  });

  it("reads a draft of another age as far as it goes, and anything else as none", () => {
    expect(readNeedDraft({ noticed: "The lamp was on." })).toEqual({ ...EMPTY_NEED, noticed: "The lamp was on." });
    expect(readNeedDraft(undefined)).toBeNull();
    expect(readNeedDraft({ noticed: 3 })).toBeNull();
    expect(readNeedDraft({ wish: "gold" })).toBeNull();
  });

  it("of an open need has its own words", () => {
    const need = aNeed();
    expect(draftOf(need)).toEqual({
      noticed: need.noticed,
      felt: need.felt,
      need: need.need,
      request: need.request,
      wish: need.wish,
      importance: need.importance,
    });
  });

  it("is blank only when nothing would be lost", () => {
    expect(isBlank(EMPTY_NEED)).toBe(true);
    expect(isBlank({ ...EMPTY_NEED, felt: " \n" })).toBe(true);
    expect(isBlank({ ...EMPTY_NEED, request: "A line by six." })).toBe(false);
    expect(isBlank({ ...EMPTY_NEED, wish: "help" })).toBe(false);
  });
});
