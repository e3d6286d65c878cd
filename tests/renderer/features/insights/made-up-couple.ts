/** A made-up couple's decisions, sacrifices, weeks and promises, by turns as told, and the very same couple the other way round. */
import { summary, type Summary } from "#shared/analysis/summary.ts";
import { addDays, asDay, type Day, weekOf } from "#shared/base/time.ts";
import { agreementText } from "#shared/domain/agreement.ts";
import type { Outcome } from "#shared/domain/decision.ts";
import type { PartnerId } from "#shared/domain/fields.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import type { Sacrifice } from "#shared/domain/sacrifice.ts";
import type { Journal, JournalState } from "#renderer/store/journal.ts";
import { lanesOf, type Lanes } from "#renderer/features/insights/lanes.ts";
import {
  aBalance,
  aBoundaryEvent,
  aDecision,
  anAgreement,
  aReply,
  asCopy,
  aSacrifice,
  aSeason,
  NOA,
  SAM,
  TODAY,
} from "../../../support/builders.ts";

const noa = { id: NOA, name: "Noa", cover: "tide" as const };
const sam = { id: SAM, name: "Sam", cover: "wheat" as const };
export const COUPLE = [noa, sam] as const;
export const OTHER_ORDER = [sam, noa] as const;
export type Partners = readonly (typeof noa | typeof sam)[];

/** They sit in the order in which they are named. */
export const seated = <P extends object>(partners: readonly P[]): readonly (P & { readonly seat: "a" | "b" })[] =>
  partners.map((partner, at) => ({ ...partner, seat: at === 0 ? "a" : "b" }));

const FIRST = asDay("2025-06-01");

/** What a view gets: the summary of these records over a year, and the lanes of these partners. */
export const seenBy = (
  records: readonly JournalRecord[],
  partners: Partners = COUPLE,
): { seen: Summary; lanes: Lanes } => ({
  seen: summary(records, { from: FIRST, to: TODAY, today: TODAY, partners: partners.map(({ id }) => id) }),
  lanes: lanesOf(seated(partners)) as Lanes,
});

/** An open journal of these shared records, as far as a figure reads it. */
export function reading(records: readonly JournalRecord[]): Journal {
  const shared = records.map((record) => ({ record, verified: true }));
  const state = { kind: "open", sample: false, snapshot: { mine: [], shared } } as unknown as JournalState;
  return { subscribe: () => () => undefined, state: () => state } as unknown as Journal;
}

/** A season Noa named and Sam named too. */
export function namedByBoth(name: string, from: Day, to: Day): JournalRecord[] {
  const season = aSeason({ name, from, to, ...asCopy() });
  const named = aReply({
    author: SAM,
    body: { type: "season-named", season: season.id, name, from, to, words: "" },
    ...asCopy(),
  });
  return [season, named];
}

/** Decisions that came out so for Noa and for Sam, made a week apart up to today. */
export const decided = (outcomes: readonly (readonly [Outcome, Outcome])[]): JournalRecord[] =>
  outcomes.flatMap(([noas, sams], at) => {
    const decision = aDecision({ decidedOn: addDays(TODAY, -7 * at), ...asCopy() });
    const said = (author: PartnerId, outcome: Outcome) =>
      aReply({
        author,
        body: { type: "decision-outcome", decision: decision.id, outcome, say: 3, words: "" },
        ...asCopy(),
      });
    return [decision, said(NOA, noas), said(SAM, sams)];
  });

/** Outcomes for both, `count` of them, that go round these. */
export const rounds = (
  count: number,
  outcomes: readonly (readonly [Outcome, Outcome])[] = [
    [2, 1],
    [1, 1],
    [1, 2],
    [-1, 2],
    [2, 2],
    [-2, -1],
    [0, 1],
  ],
): (readonly [Outcome, Outcome])[] =>
  Array.from({ length: count }, (_, at) => outcomes[at % outcomes.length] ?? [0, 0]);

/** What one gave up, every so many days back from today; what it cost is told by turns. */
export const gaveUp = (
  author: PartnerId,
  count: number,
  every: number,
  costs: readonly Sacrifice["cost"][] = [null, { steps: 2, told: true }, { steps: 0, told: true }],
): JournalRecord[] =>
  Array.from({ length: count }, (_, at) =>
    aSacrifice({
      author,
      day: addDays(TODAY, -every * at),
      for: at % 2 === 0 ? "both" : "partner",
      cost: costs[at % costs.length] ?? null,
      gain: at % 3 === 0 ? "A calm week." : "",
      ...asCopy(),
    }),
  );

/** Weeks of hours of one, back from today; `whole` says of which all four kinds were told. */
export const told = (
  author: PartnerId,
  count: number,
  hours: readonly number[],
  whole = (_: number) => true,
): JournalRecord[] =>
  Array.from({ length: count }, (_, at) =>
    aBalance({
      author,
      week: weekOf(addDays(TODAY, -7 * at)),
      own: (hours[0] ?? 0) + (at % 3),
      friends: hours[1] ?? 0,
      community: whole(at) ? (hours[2] ?? 0) : null,
      together: hours[3] ?? 0,
      ...asCopy(),
    }),
  );

/** Promises both signed that came due, looked at by one with this verdict; null for not yet. */
export const promised = (
  verdicts: readonly ("kept" | "partly" | "not-kept" | null)[],
  owner: PartnerId = NOA,
): JournalRecord[] =>
  verdicts.flatMap((verdict, at) => {
    const due = addDays(TODAY, -10 * (at + 1));
    const promise = anAgreement({ author: owner, type: "promise", owner, due, reviewOn: null, ...asCopy() });
    const sign = (author: PartnerId) =>
      aReply({
        author,
        day: addDays(due, -30),
        body: { type: "signature", agreement: promise.id, text: agreementText(promise), words: "" },
        ...asCopy(),
      });
    const review = aReply({
      author: owner,
      body: { type: "agreement-review", agreement: promise.id, verdict: verdict ?? "kept", next: null, words: "" },
      ...asCopy(),
    });
    return [promise, sign(NOA), sign(SAM), ...(verdict === null ? [] : [review])];
  });

/** What happened at boundaries: kept, a no respected and crossed by turns. */
export const atBoundaries = (count: number, author: PartnerId = NOA): JournalRecord[] =>
  Array.from({ length: count }, (_, at) =>
    aBoundaryEvent({
      author,
      day: addDays(TODAY, -5 * at),
      event: (["kept", "no-respected", "crossed"] as const)[at % 3] ?? "kept",
      ...asCopy(),
    }),
  );

/** A year of everything the two views draw, unlike for the two. */
export const aYear = (): JournalRecord[] => [
  ...decided(rounds(15)),
  ...gaveUp(NOA, 12, 21),
  ...gaveUp(SAM, 9, 33, [
    { steps: 1, told: true },
    { steps: 3, told: true },
  ]),
  ...told(NOA, 14, [6, 3, 2, 12], (at) => at % 5 !== 4),
  ...told(SAM, 9, [12, 1, 4, 8]),
  ...promised(["kept", "kept", "partly", "kept", "not-kept", "kept", "kept", "kept", null]),
  ...promised(["kept", "not-kept"], SAM),
  ...atBoundaries(10),
  ...atBoundaries(5, SAM),
];

/** The same records with everything of Noa's Sam's, and everything of Sam's Noa's; what they signed names the other owner too. */
export const theOtherWayRound = (records: readonly JournalRecord[]): JournalRecord[] => {
  const swapped = (text: string): string =>
    text.replace(new RegExp(`${NOA}|${SAM}`, "g"), (id) => (id === NOA ? SAM : NOA));
  return records.map((record) => JSON.parse(swapped(JSON.stringify(record))) as JournalRecord);
};

/** The names in a text exchanged. */
export const renamed = (text: string): string => text.replace(/Noa|Sam/g, (name) => (name === "Noa" ? "Sam" : "Noa"));
