import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  daysOf,
  daysWritten,
  listEntries,
  type ListedEntry,
  newestCopyFirst,
  onThisDay,
} from "#shared/analysis/listed-entries.ts";
import { asDay, asInstant, asMonth, LocalTime } from "#shared/base/time.ts";
import type { Entry } from "#shared/domain/entry.ts";
import { aNeed, anEntry, asCopy, NOW, recordId, SAM, TODAY } from "../../support/builders.ts";

const begun = (at: string) => ({ createdAt: asInstant(at), updatedAt: NOW, copies: 0, shared: null });
const sharedOn = (day: string) => ({
  createdAt: NOW,
  updatedAt: NOW,
  copies: 1,
  shared: { ofRevision: 1, on: asDay(day) },
});
const copy = (said: Partial<Entry> = {}, verified = true) => ({
  record: anEntry({ author: SAM, ...asCopy(), ...said }),
  verified,
});
const entriesOf = (listed: readonly ListedEntry[]): readonly Entry[] => listed.map(({ entry }) => entry);

describe("the list", () => {
  test("[A12] goes from the newest day back, within a day from what was begun last, whatever the order given", () => {
    const at = (time: string) => ({ time: LocalTime.parse(time) });
    const entries = [
      anEntry({ day: asDay("2026-05-17"), ...at("20:00") }),
      anEntry({ day: asDay("2026-05-17"), ...at("08:00") }),
      anEntry({ day: asDay("2026-05-17"), time: null, original: begun("2026-05-17T20:00:00.000Z") }),
      anEntry({ day: asDay("2026-05-17"), time: null, original: begun("2026-05-17T08:00:00.000Z") }),
      anEntry({ id: recordId(90_003), day: asDay("2026-05-16") }),
      anEntry({ id: recordId(90_002), day: asDay("2026-05-16") }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: 6 }), (shuffled) => {
        expect(entriesOf(listEntries(shuffled, []))).toEqual(entries);
      }),
    );
  });

  test("[A12] holds one's own entries and the other's copies; nothing in the trash, no copy of one's own, no other kind", () => {
    const [own, gone] = [anEntry(), anEntry({ trashedOn: TODAY })];
    const [theirs, unvouched] = [copy(), copy({}, false)];
    const mine = [own, gone, aNeed()];
    const shared = [theirs, unvouched, { record: anEntry({ ...own, ...asCopy() }), verified: true }];
    const listed = listEntries(mine, shared);
    expect(new Set(listed)).toEqual(
      new Set([
        { kind: "own", entry: own },
        { kind: "theirs", entry: theirs.record, verified: true },
        { kind: "theirs", entry: unvouched.record, verified: false },
      ]),
    );
  });

  test("[A12] after a change is as if made anew, and what did not change is the same object", () => {
    const entries = Array.from({ length: 12 }, (_, at) => anEntry({ day: asDay(`2026-05-${10 + (at % 4)}`) }));
    fc.assert(
      fc.property(fc.subarray(entries), fc.subarray(entries), fc.subarray(entries), (first, second, edited) => {
        const before = listEntries(first, []);
        const now = second.map((entry) => (edited.includes(entry) ? { ...entry, day: asDay("2026-06-01") } : entry));
        const after = listEntries(now, [], before);
        expect(after).toEqual(listEntries(now, []));
        for (const listed of before) if (now.includes(listed.entry)) expect(after).toContain(listed);
      }),
    );
    const many = Array.from({ length: 80 }, (_, at) => anEntry({ day: asDay(`2026-05-${10 + (at % 9)}`) }));
    expect(listEntries([...many, ...entries], [], listEntries(entries, []))).toEqual(
      listEntries([...entries, ...many], []),
    );
    const listed = listEntries(entries, []);
    expect(listEntries([...entries, aNeed()], [], listed)).toBe(listed);
    const unverified = listEntries([], [copy({ id: recordId(90_010) }, false)]);
    const [known] = unverified;
    if (known === undefined) throw new Error("nothing listed");
    expect(listEntries([], [{ record: known.entry, verified: true }], unverified)).toEqual([
      { ...known, verified: true },
    ]);
  });

  test("[A12] by copies goes from what was shared last, the other's in the order of the shared space", () => {
    const [older, newer] = [
      anEntry({ original: sharedOn("2026-05-01") }),
      anEntry({ original: sharedOn("2026-05-09") }),
    ];
    expect(entriesOf(newestCopyFirst(listEntries([older, newer], []), []))).toEqual([newer, older]);
    const shared = [copy({ day: asDay("2026-01-01") }), copy({ day: asDay("2026-03-01") })];
    expect(entriesOf(newestCopyFirst(listEntries([], shared), shared))).toEqual(shared.map(({ record }) => record));
  });
});

describe("the days of a month", () => {
  const entries = listEntries(
    [
      anEntry({ day: asDay("2026-01-31") }),
      anEntry({ day: asDay("2026-02-01") }),
      anEntry({ day: asDay("2026-02-01") }),
      anEntry({ day: asDay("2026-02-28") }),
      anEntry({ day: asDay("2026-03-01") }),
      anEntry({ day: asDay("2026-02-03"), trashedOn: TODAY }),
    ],
    [copy({ day: asDay("2026-02-02") })],
  );

  test("[A12] hold its entries and no others, in the order of the list", () => {
    const days = daysOf(entries, asMonth("2026-02"));
    expect([...days.keys()]).toEqual(["2026-02-28", "2026-02-02", "2026-02-01"]);
    expect([...days.values()].flat()).toEqual(entries.filter(({ entry }) => entry.day.startsWith("2026-02")));
    expect(daysOf(entries, asMonth("2025-12")).size).toBe(0);
    expect(daysOf(entries, asMonth("2026-04")).size).toBe(0);
  });

  test("[A12] count as written where an entry of one's own is, each once", () => {
    expect(daysWritten(daysOf(entries, asMonth("2026-02")))).toBe(2);
    expect(daysWritten(daysOf(entries, asMonth("2025-12")))).toBe(0);
  });
});

describe("on this day", () => {
  const on = (...days: string[]) => days.map((day) => anEntry({ day: asDay(day) }));
  const years = (entries: readonly Entry[], today: string) =>
    onThisDay([aNeed(), ...entries], asDay(today)).map(({ day }) => day);

  test("[A12] shows one's own entries of the same day of earlier years, the latest year first", () => {
    const entries = on("2024-05-17", "2025-05-17", "2026-05-17", "2025-05-16", "2027-05-17", "2025-06-17");
    const gone = anEntry({ day: asDay("2023-05-17"), trashedOn: TODAY });
    expect(years([...entries, gone], "2026-05-17")).toEqual(["2025-05-17", "2024-05-17"]);
  });

  test("[A12] shows what was written on 29 February on the 28th of years without one, and on no other day", () => {
    const entries = on("2024-02-29", "2023-02-28", "2023-03-01");
    expect(years(entries, "2026-02-28")).toEqual(["2024-02-29", "2023-02-28"]);
    expect(years(entries, "2028-02-29")).toEqual(["2024-02-29"]);
    expect(years(entries, "2028-02-28")).toEqual(["2023-02-28"]);
    expect(years(entries, "2026-03-01")).toEqual(["2023-03-01"]);
  });
});
