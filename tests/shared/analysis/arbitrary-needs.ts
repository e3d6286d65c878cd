/** Needs a couple could have voiced in a year or so, many of them closed on and around the horizon. */
import * as fc from "fast-check";
import { addDays, asDay, type Day } from "#shared/base/time.ts";
import { CLOSED_STATUSES, MET_BY, type Need } from "#shared/domain/need.ts";
import { aClosing, aNeed, NOA, SAM } from "../../support/builders.ts";

const FIRST = asDay("2025-11-01");

const aDayOfTheYear: fc.Arbitrary<Day> = fc.nat({ max: 400 }).map((days) => addDays(FIRST, days));

const closing = fc.record({
  after: fc.oneof(fc.nat({ max: 90 }), fc.integer({ min: 13, max: 16 })),
  status: fc.constantFrom(...CLOSED_STATUSES),
  metBy: fc.constantFrom(...MET_BY),
});

const someNeed: fc.Arbitrary<Need> = fc
  .record({ author: fc.constantFrom(NOA, SAM), voicedOn: aDayOfTheYear, closed: fc.option(closing) })
  .map(({ author, voicedOn, closed }) =>
    aNeed({
      author,
      voicedOn,
      closing:
        closed === null
          ? null
          : aClosing({ status: closed.status, metBy: closed.metBy, on: addDays(voicedOn, closed.after) }),
    }),
  );

export const someNeeds = fc.array(someNeed, { maxLength: 60 });

/** A view on Noa and Sam: any two days, looked at on any day, over or not. */
export const someView = fc
  .record({
    days: fc.tuple(aDayOfTheYear, aDayOfTheYear),
    today: aDayOfTheYear,
    horizonDays: fc.constantFrom(0, 7, 14),
  })
  .map(({ days: [one, other], today, horizonDays }) => ({
    partners: [NOA, SAM] as const,
    from: one < other ? one : other,
    to: one < other ? other : one,
    today,
    horizonDays,
  }));
