import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "#shared/base/time.ts";
import type { Care } from "#shared/domain/care.ts";
import { feltAnswer, unseenCare } from "#shared/domain/related.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { aCare, aFelt, asCopy, NOA, recordId, SAM, TODAY } from "../../support/builders.ts";

const YESTERDAY = addDays(TODAY, -1);
const REST = recordId(900);
const ORDER = recordId(901);
/** Sam's own record of care by Noa, as Noa reads its copy. */
const noted = (said: Partial<Care> = {}) =>
  aCare({ author: SAM, giver: NOA, receiver: SAM, cost: null, reason: "", day: YESTERDAY, ...asCopy(), ...said });
const feltBy = (author: typeof NOA, care: Care) =>
  aFelt({ author, body: { type: "care-felt", care: care.id, felt: 3, words: "" } });

describe("[D20] [D23] care that may have gone unseen", () => {
  const kept = aCare();

  it("is what its giver recorded of care for the other and kept to themselves", () => {
    expect(unseenCare(NOA, [kept])).toEqual([kept]);
    expect(unseenCare(SAM, [kept])).toEqual([]);
    const shared = aCare({ original: { ...kept.original!, copies: 1, shared: { ofRevision: 1, on: TODAY } } });
    const forMyself = aCare({ receiver: NOA });
    const had = aCare({ author: SAM, giver: SAM, receiver: NOA, cost: null, reason: "", ...asCopy() });
    const fromOthers = aCare({ giver: "others", receiver: NOA, cost: null, reason: "" });
    expect(unseenCare(NOA, [shared, forMyself, had, fromOthers])).toEqual([]);
  });

  it("ends when its receiver says how it felt, and when nobody else does", () => {
    expect(unseenCare(NOA, [kept, feltBy(SAM, kept)])).toEqual([]);
    expect(unseenCare(NOA, [kept, feltBy(NOA, kept), feltBy(SAM, aCare())])).toEqual([kept]);
  });

  it("ends when its receiver wrote of care by the giver on that day, or for that need; not by any other note", () => {
    const forRest = aCare({ need: REST });
    expect(unseenCare(NOA, [kept, noted({ day: TODAY })])).toEqual([]);
    expect(unseenCare(NOA, [forRest, noted({ need: REST })])).toEqual([]);
    expect(unseenCare(NOA, [kept, forRest, noted({ need: ORDER })])).toEqual([kept, forRest]);
    expect(unseenCare(NOA, [kept, noted({ day: TODAY, giver: SAM })])).toEqual([kept]);
  });

  it("is, for any care and answers, what the three sentences say one record at a time", () => {
    const who = fc.constantFrom(NOA, SAM);
    const need = fc.constantFrom(null, REST, ORDER);
    const cares = fc.array(
      fc.record({ author: who, giver: who, receiver: who, day: fc.constantFrom(TODAY, YESTERDAY), need }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(cares, fc.array(fc.tuple(fc.nat(7), who), { maxLength: 4 }), (drafts, says) => {
        const written = drafts.map((draft) => aCare({ ...draft, cost: null, reason: "" }));
        const answers = says.flatMap(([at, by]) => (written[at] === undefined ? [] : [feltBy(by, written[at])]));
        const records: JournalRecord[] = [...written, ...answers];
        const isNoted = (care: Care): boolean =>
          written.some(
            (other) =>
              other.author === care.receiver &&
              other.giver === NOA &&
              other.receiver !== NOA &&
              (other.day === care.day || (care.need !== null && other.need === care.need)),
          );
        expect(unseenCare(NOA, records)).toEqual(
          written.filter(
            (care) =>
              care.author === NOA &&
              care.giver === NOA &&
              care.receiver !== NOA &&
              feltAnswer(care, records) === null &&
              !isNoted(care),
          ),
        );
      }),
    );
  });
});
