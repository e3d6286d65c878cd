/** M5, M8, M11 and M12 against an independent program (tests/vectors/analysis/make_measures.py). The page is Noa's. */
import { describe, expect, test } from "vitest";
import { ownSummary } from "#shared/analysis/own.ts";
import { asDay } from "#shared/base/time.ts";
import { Care } from "#shared/domain/care.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { Sacrifice } from "#shared/domain/sacrifice.ts";
import {
  aCare,
  aClosing,
  aFelt,
  aNeed,
  asCopy,
  aSacrifice,
  NOA,
  NOW,
  recordId,
  SAM,
  TODAY,
} from "../../support/builders.ts";
import vectors from "../../vectors/analysis/own.json";
import { apart, CLOSED, figures, named, seatOf, viewOf } from "./frozen-journals.ts";

type Journal = (typeof vectors.journals)[number];
const idOf = (number: number) => recordId(1_000_000 + number);

/** What is Noa's as she wrote it, and its copy where she shared it; what is Sam's as his copies. */
function recordsOf({ needs, cares, felt, sacrifices }: Journal): JournalRecord[] {
  const records: JournalRecord[] = [];
  for (const [number, by, voicedOn, on, isShared] of needs as [number, string, string, string | null, boolean][]) {
    const need = aNeed({
      author: seatOf(by),
      id: idOf(number),
      voicedOn: asDay(voicedOn),
      closing: on === null ? null : aClosing({ on: asDay(on) }),
    });
    const copy = { ...need, ...asCopy() };
    const shared = { ofRevision: 1, on: TODAY };
    if (by === "b") records.push(copy);
    else if (!isShared) records.push(need);
    else records.push(copy, aNeed({ ...need, original: { createdAt: NOW, updatedAt: NOW, copies: 1, shared } }));
  }
  for (const [number, by, giver, receiver, day, need] of cares as [
    number,
    string,
    string,
    string,
    string,
    number | null,
  ][]) {
    const care = Care.parse({
      ...aCare({ author: seatOf(by), id: idOf(number), day: asDay(day), need: need === null ? null : idOf(need) }),
      ...{ giver: seatOf(giver), receiver: seatOf(receiver), cost: null, reason: "" },
    });
    records.push(by === "a" ? care : { ...care, ...asCopy() });
  }
  for (const number of felt)
    records.push(
      aFelt({ author: SAM, ...asCopy(), body: { type: "care-felt", care: idOf(number), felt: 3, words: "" } }),
    );
  for (const [by, day, steps, reason] of sacrifices as [string, string, number | null, string | null][]) {
    const cost = steps === null ? null : { steps, told: by === "b" };
    const sacrifice = Sacrifice.parse({ ...aSacrifice({ author: seatOf(by) }), day, cost, reason });
    records.push(by === "a" ? sacrifice : { ...sacrifice, ...asCopy() });
  }
  return records;
}

const seen = vectors.journals.flatMap((journal, at) => {
  const records = recordsOf(journal);
  return journal.views.map(({ view, expected }) => ({
    name: named(`journal ${at}`, view),
    found: ownSummary(records, NOA, viewOf(view)),
    expected,
  }));
});

describe("one's own page", () => {
  test("[A17] lists one's own open needs, the longest open first", () => {
    expect(seen.length).toBeGreaterThanOrEqual(200);
    for (const { name, found, expected } of seen) {
      expect(
        found.longestOpen.map(({ days, id }) => [days, id]),
        name,
      ).toEqual((expected.longestOpen as [number, number][]).map(([days, number]) => [days, idOf(number)]));
    }
  });

  test("[A20] counts which of one's needs of the window the other can read", () => {
    for (const { name, found, expected } of seen) {
      expect([found.voice.shared, found.voice.private], name).toEqual(expected.voice);
    }
  });

  test("[A21] has the share of the care one gave that its receiver noted, from eight", () => {
    let given = 0;
    for (const {
      name,
      found: { seen: share },
      expected,
    } of seen) {
      if (share === null) throw new Error("these are views of two");
      expect(share.n, name).toBe(expected.given);
      expect(apart(figures(share) ?? [], expected.seen ?? []), name).toBeLessThan(CLOSED);
      if (share.kind === "measured") given += 1;
    }
    expect(given).toBeGreaterThan(130);
  });

  test("[A25] counts what cost more than a little out of fear or to avoid a quarrel, and has a word past three in ten", () => {
    let words = 0;
    for (const {
      name,
      found: { giving },
      expected,
    } of seen) {
      expect([giving.n, giving.costly, giving.isWorthANote], name).toEqual(expected.giving);
      if (giving.isWorthANote) words += 1;
    }
    expect(words).toBeGreaterThan(5);
  });
});
