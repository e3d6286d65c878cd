import { describe, expect, it } from "vitest";
import { asDay } from "#shared/base/time.ts";
import { coversOf, lanesOf } from "#renderer/features/insights/lanes.ts";
import { recordsInView } from "#renderer/store/in-view.ts";
import { sharedView, windowOf } from "#renderer/features/insights/views.ts";
import { aNeed, asCopy, NOA, recordId, SAM, TODAY } from "../../../support/builders.ts";

const id = recordId(900);
const original = aNeed({ id, author: NOA, request: "as it is now" });
const copy = aNeed({ id, author: NOA, request: "as it was shared", ...asCopy() });
const hers = aNeed({ id: recordId(901), author: NOA });
const his = aNeed({ id: recordId(902), author: SAM, ...asCopy() });
const forged = aNeed({ id: recordId(903), author: SAM, ...asCopy() });
const shared = [
  { record: copy, verified: true },
  { record: his, verified: true },
  { record: forged, verified: false },
];

describe("what a view counts", () => {
  it("[A10] both see shared copies that are vouched for and nothing else, so that both get the same numbers", () => {
    expect(sharedView(shared)).toEqual([copy, his]);
  });

  it("[A10] one partner's own view adds their private needs and takes their originals for their copies", () => {
    expect(recordsInView({ mine: [original, hers], shared })).toEqual([original, hers, his]);
  });

  it("a span is whole calendar months, and begins no earlier than the first need", () => {
    const long = [aNeed({ voicedOn: asDay("2024-02-03") })];
    expect(windowOf("month", long, TODAY)).toEqual({ from: "2026-05-01", to: "2026-05-31" });
    expect(windowOf("quarter", long, TODAY)).toEqual({ from: "2026-03-01", to: "2026-05-31" });
    expect(windowOf("year", long, TODAY)).toEqual({ from: "2025-06-01", to: "2026-05-31" });
    expect(windowOf("all", long, TODAY)).toEqual({ from: "2024-02-03", to: TODAY });
    expect(windowOf("year", [aNeed({ voicedOn: asDay("2026-04-09") })], TODAY).from).toBe("2026-04-09");
    expect(windowOf("month", [aNeed({ voicedOn: asDay("2026-04-09") })], TODAY).from).toBe("2026-05-01");
  });

  it("lanes keep the order of the journal, and each the side of their seat, also alone", () => {
    const noa = { id: NOA, seat: "a" as const, name: "Noa", cover: "tide" as const };
    const sam = { id: SAM, seat: "b" as const, name: "Sam", cover: "wheat" as const };
    const lanes = lanesOf([noa, sam]);
    expect(lanes?.map(({ name, side }) => `${side} ${name}`)).toEqual(["a Noa", "b Sam"]);
    expect(lanes && coversOf(lanes)).toEqual({ a: "tide", b: "wheat" });
    const alone = lanesOf([sam]);
    expect(alone).toMatchObject([{ side: "b", name: "Sam" }]);
    expect(alone && coversOf(alone)).toEqual({ a: "tide", b: "wheat" });
    expect(lanesOf([])).toBeNull();
  });
});
