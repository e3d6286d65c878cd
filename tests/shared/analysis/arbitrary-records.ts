/** What a couple could have shared of every kind that is measured, in half a year or so, with the answers to it. */
import * as fc from "fast-check";
import { addDays, asDay, type Day, weekOf } from "#shared/base/time.ts";
import { AGREEMENT_TYPES, agreementText } from "#shared/domain/agreement.ts";
import { AGREEMENT_VERDICTS, type Answer } from "#shared/domain/answer.ts";
import { BOUNDARY_EVENTS } from "#shared/domain/boundary.ts";
import { CLOSED_STATUSES, MET_BY } from "#shared/domain/need.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import {
  aBalance,
  aBoundaryEvent,
  aCare,
  aClosing,
  aDecision,
  aNeed,
  anAgreement,
  anEntry,
  aReply,
  asCopy,
  aSacrifice,
  NOA,
  SAM,
} from "../../support/builders.ts";

const FIRST = asDay("2025-11-01");
const LENGTH = 280;

const aDay: fc.Arbitrary<Day> = fc.nat({ max: LENGTH }).map((days) => addDays(FIRST, days));
const whose = fc.constantFrom(NOA, SAM);
const both = [NOA, SAM] as const;
const outcome = fc.constantFrom(-2 as const, -1 as const, 0 as const, 1 as const, 2 as const);
const hours = fc.option(fc.nat({ max: 40 }), { freq: 9 });
const some = <T>(one: fc.Arbitrary<T>, most: number) => fc.array(one, { maxLength: most, size: "max" });

const someNeeds = some(
  fc
    .record({
      author: whose,
      voicedOn: aDay,
      need: fc.constantFrom("rest", "quiet", "company"),
      closed: fc.option(
        fc.record({
          after: fc.oneof(fc.nat({ max: 70 }), fc.nat({ max: 16 })),
          status: fc.constantFrom(...CLOSED_STATUSES, "met" as const, "met" as const),
          metBy: fc.constantFrom(...MET_BY),
        }),
        { freq: 9 },
      ),
    })
    .map(({ closed, ...said }) =>
      aNeed({
        ...said,
        closing:
          closed === null
            ? null
            : aClosing({ status: closed.status, metBy: closed.metBy, on: addDays(said.voicedOn, closed.after) }),
        ...asCopy(),
      }),
    ),
  260,
);

const someDecisions = some(
  fc
    .record({
      author: whose,
      decidedOn: fc.option(aDay),
      said: fc.array(fc.tuple(whose, aDay, outcome), { maxLength: 4 }),
    })
    .map(({ said, ...of }): JournalRecord[] => {
      const decision = aDecision({ ...of, ...asCopy() });
      const bodyOf = (value: (typeof said)[number][2]): Answer["body"] => ({
        type: "decision-outcome",
        decision: decision.id,
        outcome: value,
        say: 3,
        words: "",
      });
      return [
        decision,
        ...said.map(([author, day, value]) => aReply({ author, day, body: bodyOf(value), ...asCopy() })),
      ];
    }),
  50,
);

const someAgreements = some(
  fc
    .record({
      author: whose,
      owner: fc.constantFrom(NOA, SAM, "both" as const),
      type: fc.constantFrom(...AGREEMENT_TYPES, "promise" as const, "promise" as const),
      due: aDay,
      signed: fc.constantFrom([NOA, SAM], [SAM, NOA], [SAM, NOA], [SAM]),
      looks: fc.array(fc.tuple(whose, aDay, fc.constantFrom(...AGREEMENT_VERDICTS)), { minLength: 1, maxLength: 3 }),
    })
    .map(({ signed, looks, due, owner, type, author }): JournalRecord[] => {
      const agreement = anAgreement({
        ...{ author, type, goodEnough: "", due: type === "promise" ? due : null },
        owner: type === "principle" ? "both" : owner,
        ...asCopy(),
      });
      const about = { agreement: agreement.id, words: "" };
      const text = agreementText(agreement);
      return [
        agreement,
        ...signed.map((by) =>
          aReply({ author: by, day: FIRST, body: { type: "signature", text, ...about }, ...asCopy() }),
        ),
        ...looks.map(([by, day, verdict]) =>
          aReply({ author: by, day, body: { type: "agreement-review", verdict, next: null, ...about }, ...asCopy() }),
        ),
      ];
    }),
  70,
);

const someSacrifices = some(
  fc
    .record({
      author: whose,
      day: aDay,
      for: fc.constantFrom("partner" as const, "both" as const, "others" as const),
      cost: fc.option(fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const)),
      gain: fc.constantFrom("", "Calm."),
    })
    .map(({ cost, ...said }) =>
      aSacrifice({
        ...said,
        ...{ cost: cost === null ? null : { steps: cost, told: true }, reason: null, why: "" },
        ...asCopy(),
      }),
    ),
  60,
);

const someBalances = some(
  fc
    .record({ author: whose, day: aDay, own: hours, friends: hours, community: hours, together: hours })
    .map(({ day, ...said }) => aBalance({ ...said, week: weekOf(day), ...asCopy() })),
  60,
);

const someOthers = some(
  fc.tuple(whose, aDay, fc.constantFrom(...BOUNDARY_EVENTS)).chain(([author, day, event]) => {
    const other = author === NOA ? SAM : NOA;
    return fc.constantFrom<JournalRecord>(
      aBoundaryEvent({ author, day, event, ...asCopy() }),
      anEntry({ author, day, ...asCopy() }),
      aCare({ author, giver: author, receiver: other, day, ...asCopy(), cost: null, reason: "" }),
    );
  }),
  60,
);

/** Shared copies of every measured kind, in an order that is nobody's. */
export const someRecords: fc.Arbitrary<readonly JournalRecord[]> = fc
  .tuple(someNeeds, someDecisions, someAgreements, someSacrifices, someBalances, someOthers)
  .map(([needs, decisions, agreements, ...others]) => [
    ...needs,
    ...decisions.flat(),
    ...agreements.flat(),
    ...others.flat(),
  ])
  .chain((records) => fc.shuffledSubarray([...records], { minLength: records.length }));

const aSeason = fc
  .tuple(aDay, fc.option(fc.nat({ max: 40 })))
  .map(([from, days]) => ({ from, to: days === null ? null : addDays(from, days) }));

/** A view on both that holds enough for figures more often than not, with the seasons both named. */
export const someLongView = fc
  .record({
    from: fc.nat({ max: 90 }),
    length: fc.integer({ min: 20, max: LENGTH }),
    today: fc.integer({ min: 150, max: LENGTH + 120 }),
    horizonDays: fc.constantFrom(0, 7, 14),
    seasons: fc.array(aSeason, { maxLength: 2 }),
  })
  .map(({ from, length, today, ...asked }) => ({
    partners: both,
    from: addDays(FIRST, from),
    to: addDays(FIRST, from + length),
    today: addDays(FIRST, today),
    ...asked,
  }));
