import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Difference } from "#shared/analysis/difference.ts";
import type { TooFew } from "#shared/analysis/evidence.ts";
import { ownPageSummary, type Summary, summary } from "#shared/analysis/summary.ts";
import { allWindow, monthWindow, quarterWindow, type View, type Window, yearWindow } from "#shared/analysis/windows.ts";
import { asDay, asMonth, type Month } from "#shared/base/time.ts";
import { PartnerId } from "#shared/domain/fields.ts";
import { type JournalRecord, writeRecord } from "#shared/domain/record.ts";
import {
  aCare,
  aClosing,
  aFelt,
  aKeepsake,
  aNeed,
  anEntry,
  aProfile,
  aReply,
  asCopy,
  aSacrifice,
  aVersion,
  NOA,
  NOW,
  SAM,
} from "../../support/builders.ts";
import { someLongView, someRecords } from "./arbitrary-records.ts";
import { someNeeds, someView } from "./arbitrary-needs.ts";

type Asked = Omit<View, keyof Window> & { readonly month: Month };
const monthSummary = (records: Iterable<JournalRecord>, { month, ...asked }: Asked) =>
  summary(records, { ...asked, ...monthWindow(month) });

const MAY = { partners: [NOA, SAM], month: asMonth("2026-05"), today: asDay("2026-06-20") } as const;
const on = (day: string) => ({ day: asDay(day), ...asCopy() });
const voiced = (day: string) => aNeed({ voicedOn: asDay(day), ...asCopy() });

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The same with the two partners exchanged, in everything that names them. */
const exchanged = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value).replaceAll(NOA, "*").replaceAll(SAM, NOA).replaceAll("*", SAM)) as Value;

/** A summary as it would be if the partners were named the other way round: lists turned, differences on the other side of none. */
function mirrored({ differences, decisions, cameBack, weeks, ...rest }: Summary): Summary {
  const turned = (difference: Difference | TooFew): Difference | TooFew =>
    difference.kind === "too-few"
      ? difference
      : {
          ...difference,
          value: -difference.value,
          low: -difference.high,
          high: -difference.low,
          n: [difference.n[1], difference.n[0]],
        };
  return {
    ...rest,
    weeks: { ...weeks, lanes: weeks.lanes.toReversed() },
    met: rest.met.toReversed(),
    care: rest.care.toReversed(),
    differences:
      differences?.kind !== "quarters"
        ? differences
        : {
            ...differences,
            quarters: differences.quarters.map((each) => ({ ...each, difference: turned(each.difference) })),
            all: turned(differences.all),
          },
    timeToCare: rest.timeToCare.toReversed(),
    trends: "kind" in rest.trends ? rest.trends : rest.trends.toReversed(),
    decisions: decisions && {
      ...decisions,
      plane: decisions.plane.map((row, at) => row.map((_, there) => decisions.plane[there]?.[at] ?? NaN)),
      means: decisions.means.toReversed(),
    },
    meAndWe: rest.meAndWe.toReversed(),
    cameBack: cameBack && {
      quarters: cameBack.quarters.map((each) => ({ ...each, given: each.given.toReversed() })),
      waits: cameBack.waits.toReversed(),
    },
  };
}

describe("the windows", () => {
  test("[A2] are whole calendar months that end with the one asked for, across years and leap days", () => {
    expect(monthWindow(asMonth("2024-02"))).toEqual({ from: "2024-02-01", to: "2024-02-29" });
    expect(quarterWindow(asMonth("2026-01"))).toEqual({ from: "2025-11-01", to: "2026-01-31" });
    expect(yearWindow(asMonth("2024-02"))).toEqual({ from: "2023-03-01", to: "2024-02-29" });
  });

  test("[A2] all begins with the first need, in whatever order they come, and ends today", () => {
    const today = asDay("2026-05-17");
    expect(allWindow([voiced("2026-03-02"), voiced("2024-02-29"), voiced("2025-01-01")], today)).toEqual({
      from: "2024-02-29",
      to: today,
    });
    expect(allWindow([], today)).toEqual({ from: today, to: today });
  });
});

describe("the summary", () => {
  test("[A7] of a journal with nothing in it is whole, and says that it is too early", () => {
    const empty = monthSummary([], MAY);
    expect(empty.ready).toEqual({ kind: "too-early", days: 0, needed: 14 });
    expect(empty.held).toEqual({ entries: 0, needs: 0, care: 0 });
    expect(empty.weeks.facts).toEqual({ weeks: 5, both: 0, tooLittle: 5 });
    expect(empty.met.map(({ partner, share }) => [partner, share])).toEqual(
      [NOA, SAM].map((partner) => [partner, { kind: "too-few", n: 0, needed: 8 }]),
    );
    expect(empty.care.map(({ owner, care }) => [owner, care])).toEqual(
      [NOA, SAM].map((owner) => [owner, { kind: "too-few", n: 0, needed: 8 }]),
    );
  });

  test("[A7] counts what the month holds by day, both partners together, and nothing of other kinds or days", () => {
    const records = [
      anEntry(on("2026-05-01")),
      anEntry({ ...on("2026-05-31"), author: SAM }),
      anEntry(on("2026-04-30")),
      aCare(on("2026-05-12")),
      aCare(on("2026-06-01")),
      voiced("2026-05-09"),
      voiced("2026-06-09"),
      aReply(on("2026-05-09")),
      aFelt(on("2026-05-09")),
      aProfile(asCopy()),
      aVersion({ ofKind: "need", record: writeRecord(voiced("2026-05-10")) }),
      aKeepsake({ ofKind: "need", record: writeRecord(voiced("2026-05-11")) }),
    ];
    expect(monthSummary(records, MAY).held).toEqual({ entries: 2, needs: 1, care: 1 });
  });

  test("[A7] counts nothing later than today", () => {
    const records = [anEntry(on("2026-05-20")), aCare(on("2026-05-20")), voiced("2026-05-20")];
    expect(monthSummary(records, { ...MAY, today: asDay("2026-05-19") }).held).toEqual({
      entries: 0,
      needs: 0,
      care: 0,
    });
    expect(monthSummary(records, { ...MAY, today: asDay("2026-05-20") }).held).toEqual({
      entries: 1,
      needs: 1,
      care: 1,
    });
  });

  test("[A7] is ready to draw from two weeks after the first need, wherever that lies", () => {
    const needs = [voiced("2026-05-09"), voiced("2026-05-03"), voiced("2026-05-05")];
    const readyOn = (today: string) => monthSummary(needs, { ...MAY, today: asDay(today) }).ready;
    expect(readyOn("2026-05-16")).toEqual({ kind: "too-early", days: 13, needed: 14 });
    expect(readyOn("2026-05-17")).toEqual({ kind: "ready", since: "2026-05-03" });
    expect(readyOn("2026-05-02")).toEqual({ kind: "too-early", days: 0, needed: 14 });
  });

  test("[A7] of a month to come holds no week and no count", () => {
    const ahead = monthSummary([voiced("2026-05-03")], { ...MAY, month: asMonth("2026-08") });
    expect(ahead.weeks.weeks).toEqual([]);
    expect(ahead.met).toMatchObject([{ share: { n: 0 } }, { share: { n: 0 } }]);
  });

  test("[A7] is plain JSON, and needs no array: records may come one by one", () => {
    fc.assert(
      fc.property(someNeeds, someView, (needs, view) => {
        const whole = summary(needs, view);
        expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
        expect(summary(needs.values(), view)).toEqual(whole);
      }),
    );
  });

  test("[A9] is the same of partners who exchanged all they are and did", () => {
    fc.assert(
      fc.property(someRecords, someLongView, (records, view) => {
        const other = summary(exchanged(records), { ...view, partners: [SAM, NOA] });
        // Whoever was Noa is now Sam and is still drawn first: only the two ids may differ.
        expect(exchanged(other)).toEqual(asJson(summary(records, view)));
      }),
      { numRuns: 40 },
    );
  });

  test("[A9] mirrors every figure exactly when the partners are swapped", () => {
    const measured = new Set<string>();
    const note = (name: string, isMeasured: boolean | undefined) => isMeasured === true && measured.add(name);
    fc.assert(
      fc.property(someRecords, someLongView, (records, view) => {
        const one = summary(records, view);
        expect(asJson(summary(records, { ...view, partners: [SAM, NOA] }))).toEqual(asJson(mirrored(one)));
        note("met", one.met[0]?.share.kind === "measured");
        note("difference", one.differences?.kind === "quarters" && one.differences.all.kind === "measured");
        note("trend", !("kind" in one.trends) && one.trends[0]?.points.some(({ share }) => share.kind === "measured"));
        note("wait", one.timeToCare[1]?.care.kind === "measured" && one.timeToCare[1].care.steps.length > 0);
        note("together", one.decisions?.together.kind === "measured");
        note("hours", one.meAndWe[0] !== undefined && !("kind" in one.meAndWe[0].shares));
        note("promises", one.kept.promises.share.kind === "measured");
        note("came back", one.cameBack?.waits[0]?.wait.kind === "measured");
        note("word", one.littleCare.length > 0);
        note("season", one.seasons.length > 0);
      }),
      { numRuns: 60 },
    );
    expect([...measured].sort()).toEqual([
      "came back",
      "difference",
      "hours",
      "met",
      "promises",
      "season",
      "together",
      "trend",
      "wait",
      "word",
    ]);
  });

  test("[A9] one partner's figures do not move with the other's needs", () => {
    fc.assert(
      fc.property(someNeeds, someView, (needs, view) => {
        const noas = needs.filter(({ author }) => author === NOA);
        const [together, alone] = [summary(needs, view), summary(noas, view)];
        expect(together.weeks.lanes[0]).toEqual(alone.weeks.lanes[0]);
        if (together.met[0]?.share.kind !== "unheard") expect(together.met[0]).toEqual(alone.met[0]);
        expect(together.care[0]).toEqual(alone.care[0]);
      }),
    );
  });

  test("[A7] does not depend on the order of the records", () => {
    fc.assert(
      fc.property(someRecords, someLongView, (records, view) => {
        expect(summary(records.toReversed(), view)).toEqual(summary(records, view));
      }),
      { numRuns: 40 },
    );
  });
});

describe("whose records count", () => {
  test("[A3] [A10] one by neither partner counts nowhere", () => {
    const stranger = PartnerId.parse("AAAAAAAAAAAAAAAAAAAAAQ");
    fc.assert(
      fc.property(someRecords, someLongView, (records, view) => {
        const theirs = records.map((record) => ({ ...record, author: stranger }));
        expect(asJson(summary([...theirs, ...records], view))).toEqual(asJson(summary(records, view)));
      }),
      { numRuns: 25 },
    );
  });

  test("[A10] one's own page adds one's private needs, and leaves what speaks of both together as both see it", () => {
    const met = (author: PartnerId) =>
      aNeed({ author, voicedOn: asDay("2026-05-04"), closing: aClosing({ on: asDay("2026-05-06") }) });
    const original = { createdAt: NOW, updatedAt: NOW, copies: 1, shared: { ofRevision: 1, on: asDay("2026-05-06") } };
    const mine = Array.from({ length: 9 }, (_, at) => ({ ...met(NOA), ...(at < 3 && { original }) }));
    const theirs = Array.from({ length: 8 }, () => ({ ...met(SAM), ...asCopy() }));
    const kept = Array.from({ length: 9 }, () => aSacrifice({ author: NOA, day: asDay("2026-05-05") }));
    const waiting = aNeed({ author: NOA, need: "quiet", voicedOn: asDay("2026-02-01") });
    const copies = [...mine.slice(0, 3), ...kept.slice(0, 1)].map((record) => ({ ...record, ...asCopy() }));
    const view = {
      partners: [NOA, SAM],
      from: asDay("2026-05-01"),
      to: asDay("2026-05-31"),
      today: asDay("2026-06-30"),
    };
    const own = ownPageSummary([...mine, ...kept, waiting, ...theirs], [...copies, ...theirs], view);
    const both = summary([...copies, ...theirs], view);
    expect(own.met[0]?.outcomes?.met).toBe(9);
    expect(both.met[0]?.outcomes?.met).toBe(3);
    expect(own.differences).toBeNull();
    for (const together of ["decisions", "littleCare", "kept", "cameBack"] as const)
      expect(own[together]).toEqual(both[together]);
    expect(own.cameBack?.quarters[0]?.given[0]?.count).toBe(1);
  });
});
