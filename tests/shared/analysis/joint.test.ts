/** M14, M15 and M16 against an independent program (tests/vectors/analysis/make_measures.py). */
import { describe, expect, test } from "vitest";
import { summary } from "#shared/analysis/summary.ts";
import { asDay } from "#shared/base/time.ts";
import { agreementText } from "#shared/domain/agreement.ts";
import { Answer } from "#shared/domain/answer.ts";
import { Balance } from "#shared/domain/balance.ts";
import { BoundaryEvent } from "#shared/domain/boundary.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { Sacrifice } from "#shared/domain/sacrifice.ts";
import { aBalance, aBoundaryEvent, anAgreement, aReply, asCopy, aSacrifice, recordId } from "../../support/builders.ts";
import vectors from "../../vectors/analysis/joint.json";
import { apart, CLOSED, ELSEWHERE, figures, named, seatOf, viewOf } from "./frozen-journals.ts";

type Journal = (typeof vectors.journals)[number];
/** Records of the vectors say their ids where these decide; they lie above those that are issued. */
const idOf = (number: number) => recordId(1_000_000 + number);
const told = <Record>(record: Record): Record => ({ ...record, ...asCopy() });

function recordsOf({ balances, promises, boundaryEvents, sacrifices }: Journal): JournalRecord[] {
  const records: JournalRecord[] = [];
  for (const [by, week, number, [own, friends, community, together]] of balances as [
    string,
    string,
    number,
    (number | null)[],
  ][])
    records.push(
      Balance.parse({
        ...told(aBalance({ author: seatOf(by), id: idOf(number) })),
        ...{ week, own, friends, community, together },
      }),
    );
  for (const [due, signed, looks] of promises as [string, string, [string, string, number, string][]][]) {
    const promise = told(anAgreement({ type: "promise", goodEnough: "", due: asDay(due) }));
    const answer = (by: string | undefined, day: string, body: object, id = aReply().id) =>
      Answer.parse({
        ...told(aReply({ author: seatOf(by), id, day: asDay(day) })),
        body: { ...body, agreement: promise.id, words: "" },
      });
    records.push(promise);
    for (const by of signed)
      records.push(answer(by, "2019-06-01", { type: "signature", text: agreementText(promise) }));
    for (const [by, day, number, verdict] of looks)
      records.push(answer(by, day, { type: "agreement-review", verdict, next: null }, idOf(number)));
  }
  for (const [day, event] of boundaryEvents)
    records.push(BoundaryEvent.parse({ ...told(aBoundaryEvent()), day, event }));
  for (const [by, day, whom, steps, hasGain] of sacrifices as [string, string, string, number | null, boolean][])
    records.push(
      Sacrifice.parse({
        ...told(aSacrifice({ author: seatOf(by), reason: null, why: "", gain: hasGain ? "Calm." : "" })),
        ...{ day, for: whom, cost: steps === null ? null : { steps, told: true } },
      }),
    );
  return records;
}

const seen = vectors.journals.flatMap((journal, at) => {
  const records = recordsOf(journal);
  return journal.views.map(({ view, ...expected }) => ({
    name: named(`journal ${at}`, view),
    found: summary(at % 2 === 0 ? records : records.toReversed(), viewOf(view)),
    expected,
  }));
});

describe("M14, me and we", () => {
  test("[A22] has the mean share of each kind of hours over the weeks that say all four, from four", () => {
    let given = 0;
    for (const { name, found, expected } of seen)
      found.meAndWe.forEach(({ weeks, leftOut, shares }, seat) => {
        const lane = expected.meAndWe[seat];
        expect(
          weeks.map(({ week }) => week),
          name,
        ).toEqual(lane?.weeks);
        expect(leftOut, name).toBe(lane?.leftOut);
        if ("kind" in shares) {
          expect([shares.n, shares.needed, lane?.shares], name).toEqual([weeks.length, 4, null]);
          return;
        }
        const { own, friends, community, together } = shares;
        const shown = [own, friends, community, together].map((each) => figures(each) ?? []);
        expect(apart(shown.flat(), lane?.shares?.flat() ?? []), name).toBeLessThan(ELSEWHERE);
        given += shown.length;
      });
    expect(given).toBeGreaterThanOrEqual(200);
  });
});

describe("M15, kept", () => {
  test("[A23] counts promises both signed and looked at, and what happened at boundaries, from eight each", () => {
    let given = 0;
    for (const {
      name,
      found,
      expected: { kept },
    } of seen) {
      const { promises, boundaries } = found.kept;
      expect([promises.kept, promises.partly, promises.notKept, promises.notLookedAt], name).toEqual(kept.promises);
      expect([boundaries.kept, boundaries.crossed], name).toEqual(kept.boundaries);
      const shown = [promises.share, boundaries.share].map(figures);
      const frozen = [kept.promisesShare, kept.boundariesShare];
      expect(
        shown.map((each) => each === null),
        name,
      ).toEqual(frozen.map((each) => each === null));
      expect(
        apart(
          shown.flatMap((each) => each ?? []),
          frozen.flatMap((each) => each ?? []),
        ),
        name,
      ).toBeLessThan(CLOSED);
      given += shown.filter((each) => each !== null).length;
    }
    expect(given).toBeGreaterThanOrEqual(200);
  });
});

describe("M16, what came back", () => {
  test("[A24] counts by quarter and giver what was given up, what it cost where that was told, and what it brought", () => {
    for (const { name, found, expected } of seen) {
      const quarters = found.cameBack?.quarters.map(({ from, given }) => [
        from,
        ...given.map(({ count, costs, broughtSomething }) => [count, costs, broughtSomething]),
      ]);
      expect(quarters, name).toEqual(expected.cameBack.quarters);
    }
  });

  test("[A24] is Kaplan and Meier's curve from each of one's sacrifices to the other's next, while five still waited", () => {
    interface Waited {
      readonly n: number;
      readonly steps?: readonly (readonly number[])[];
      readonly median?: readonly (number | null)[] | null;
    }
    let given = 0;
    for (const { name, found, expected } of seen)
      found.cameBack?.waits.forEach(({ wait }, seat) => {
        const lane = (expected.cameBack.waits as readonly Waited[])[seat];
        expect([wait.n, wait.kind], name).toEqual([lane?.n, lane?.steps === undefined ? "too-few" : "measured"]);
        if (wait.kind === "too-few") return;
        const steps = wait.steps.flatMap(({ day, value, low, high, waiting }) => [day, value, low, high, waiting]);
        expect(apart(steps, (lane?.steps ?? []).flat()), name).toBeLessThan(CLOSED);
        expect(wait.median === null ? null : [wait.median.day, wait.median.low, wait.median.high], name).toEqual(
          lane?.median,
        );
        given += wait.steps.length;
      });
    expect(given).toBeGreaterThanOrEqual(200);
  });
});

test("[A24] a cost counts where it was told, and nowhere else, not on one's own page either", () => {
  const may = { from: "2026-05-01", to: "2026-05-31", today: "2026-05-31", horizonDays: 14, seasons: [] };
  const gave = (cost: Sacrifice["cost"]) => aSacrifice({ day: asDay("2026-05-04"), cost });
  const records = [
    gave({ steps: 2, told: false }),
    gave({ steps: 2, told: true }),
    gave({ steps: 0, told: true }),
    gave(null),
  ];
  const [quarter] = summary(records, viewOf(may)).cameBack?.quarters ?? [];
  expect(quarter?.given[0]).toMatchObject({ count: 4, costs: [1, 0, 1, 0] });
});
