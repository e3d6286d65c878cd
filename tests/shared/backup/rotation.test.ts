import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ListedPart } from "#shared/backup/part-list.ts";
import {
  backupName,
  BROWSER_ROTATION,
  FOLDER_ROTATION,
  isBackupDue,
  parseBackupName,
  type RotationPlan,
  type RotationPolicy,
  rotationPlan,
  unreferencedParts,
} from "#shared/backup/rotation.ts";
import { asInstant, dayIn, type Instant, instantAt, monthOf, weekOf } from "#shared/base/time.ts";

const BERLIN = "Europe/Berlin";
const NONE: ReadonlySet<string> = new Set();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Thursday. */
const NOW = asInstant("2026-11-26T21:00:00.000Z");

const at = (text: string): string => backupName(asInstant(`${text}:00.000Z`));
const ago = (milliseconds: number, from = NOW): string => backupName(instantAt(Date.parse(from) - milliseconds));

function plan(
  names: readonly string[],
  policy: RotationPolicy = FOLDER_ROTATION,
  { now = NOW, timeZone = BERLIN, verified = NONE }: Partial<Parameters<typeof rotationPlan>[2]> = {},
): RotationPlan {
  return rotationPlan(names, policy, { now, timeZone, verified });
}

const kept = ({ keep }: RotationPlan): string[] => keep.map(({ name }) => name);
const whyOf = ({ keep }: RotationPlan, name: string) => keep.find((backup) => backup.name === name)?.why;

describe("the name of a backup", () => {
  test("[B13] is its moment in UTC, and reads back to the second", () => {
    const name = "Twofold 2026-11-22 22-31-05Z.twofold";
    expect(backupName(asInstant("2026-11-22T22:31:05.678Z"))).toBe(name);
    expect(parseBackupName(name)).toBe("2026-11-22T22:31:05.000Z");
    const moments = fc.integer({ min: 0, max: Date.parse("9999-12-31T23:59:59Z") / 1000 });
    fc.assert(
      fc.property(moments, (seconds) => {
        const instant = instantAt(seconds * 1000);
        expect(parseBackupName(backupName(instant))).toBe(instant);
      }),
    );
  });

  test.each([
    "Twofold 2026-02-30 10-00-00Z.twofold",
    "Twofold 2026-13-01 10-00-00Z.twofold",
    "Twofold 2026-11-22 24-00-00Z.twofold",
    "Twofold 2026-11-22 22-31-05.twofold",
    "Twofold 2026-11-22 22-31-05Z.twofold.part",
    "twofold 2026-11-22 22-31-05Z.twofold",
    "our photos.zip",
    "",
  ])("[B13] %s is none", (name) => {
    expect(parseBackupName(name)).toBeNull();
    const backup = ago(0);
    expect(plan([name, backup])).toEqual({ keep: [{ name: backup, why: expect.any(Array) as unknown }], remove: [] });
  });
});

describe("rotating", () => {
  test("[B14] a year and a half of daily backups leaves 7 days, 4 weeks and 12 months", () => {
    const names = Array.from({ length: 550 }, (_, days) => ago(days * DAY));
    const result = plan(names);
    const days = kept(result).map((name) => dayIn(parseBackupName(name)!, BERLIN));
    expect(days).toEqual([
      ...["2026-11-26", "2026-11-25", "2026-11-24", "2026-11-23", "2026-11-22", "2026-11-21", "2026-11-20"],
      ...["2026-11-15", "2026-11-08"], // the Sundays of four ISO weeks, with 26 and 22 November
      ...["2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31"],
      ...["2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31", "2025-12-31"],
    ]);
    expect(result.remove).toHaveLength(550 - days.length);
    expect(whyOf(result, names[0]!)).toEqual(["newest", "daily", "weekly", "monthly"]);
  });

  test("[B14] of one local day the newest stays; the day is the one it was here, not in UTC", () => {
    // 23:30 and 00:30 in Berlin: one UTC day, two days here.
    const [late, early] = [at("2026-11-24T22:30"), at("2026-11-24T23:30")];
    expect(plan([late, early]).remove).toEqual([]);
    expect(plan([late, early], FOLDER_ROTATION, { timeZone: "UTC" }).remove).toEqual([late]);
  });

  test("[B14] where the clock goes back an hour, a day has 25 and still one backup", () => {
    // 25 October 2026: 02:30 comes twice in Berlin.
    const hours = Array.from({ length: 25 }, (_, hour) =>
      backupName(instantAt(Date.parse("2026-10-24T22:30:00Z") + hour * HOUR)),
    );
    expect(new Set(hours.map((name) => dayIn(parseBackupName(name)!, BERLIN)))).toEqual(new Set(["2026-10-25"]));
    expect(kept(plan(hours))).toEqual([hours.at(-1)]);
  });

  test("[B14] weeks are ISO weeks: week 53 holds New Year, and is one week", () => {
    const now = asInstant("2027-01-20T12:00:00.000Z");
    const [monday, newYear, sunday, next] = [
      "2026-12-28T12:00",
      "2027-01-01T12:00",
      "2027-01-03T12:00",
      "2027-01-04T12:00",
    ].map(at);
    const weekly = { daily: 0, weekly: 2, monthly: 0 };
    const result = plan([monday!, newYear!, sunday!, next!], weekly, { now });
    expect([monday, sunday].map((name) => weekOf(dayIn(parseBackupName(name!)!, BERLIN)))).toEqual([
      "2026-W53",
      "2026-W53",
    ]);
    expect(kept(result)).toEqual([next, sunday]);
    expect(kept(plan([monday!, newYear!], { daily: 0, weekly: 0, monthly: 2 }, { now }))).toEqual([newYear, monday]);
  });

  test("[B14] counts the days that have a backup: after months away the old ones are still there", () => {
    const names = Array.from({ length: 7 }, (_, days) => ago(200 * DAY + days * DAY));
    expect(plan([...names, ago(0)]).remove).toEqual([names[6]]);
    expect(kept(plan(names))).toEqual(names);
  });

  test("[B14] what lies in the future of a clock set back is neither removed nor counted", () => {
    const future = Array.from({ length: 20 }, (_, days) => ago(-(days + 1) * DAY));
    const past = Array.from({ length: 7 }, (_, days) => ago(days * DAY));
    const result = plan([...future, ...past]);
    expect(result.remove).toEqual([]);
    for (const name of future) expect(whyOf(result, name)).toEqual(["future"]);
    // And when their time has come, they are as any others.
    expect(plan([...future, ...past], { newest: 2 }, { now: asInstant("2027-06-01T00:00:00.000Z") }).keep).toHaveLength(
      2,
    );
  });

  test("[B14] the newest that was verified stays, also when newer ones were not", () => {
    const names = Array.from({ length: 40 }, (_, days) => ago(days * DAY));
    const verified = new Set([names[30]!, names[39]!]);
    const result = plan(names, { newest: 2 }, { verified });
    expect(kept(result)).toEqual([names[0], names[1], names[30]]);
    expect(whyOf(result, names[30]!)).toEqual(["newest-verified"]);
    // Of one day, the verified one is that day's; the newest of all stays beside it.
    const today = [ago(0), ago(HOUR), ago(2 * HOUR)] as const;
    expect(kept(plan(today, FOLDER_ROTATION, { verified: new Set([today[1]]) }))).toEqual([today[0], today[1]]);
  });

  test("[B14] in a browser the newest two stay", () => {
    const names = Array.from({ length: 5 }, (_, days) => ago(days * DAY));
    expect(plan(names.toReversed(), BROWSER_ROTATION)).toMatchObject({ remove: [names[4], names[3], names[2]] });
  });
});

describe("any rotation", () => {
  const START = Date.parse("2024-12-20T00:00:00Z") / 1000; // over two year ends and four changes of the clock
  const seconds = fc.integer({ min: START, max: START + 800 * 86_400 });
  const someNames = fc
    .uniqueArray(seconds, { maxLength: 120 })
    .map((all) => all.map((one) => backupName(instantAt(one * 1000))));
  const somePolicy = fc.oneof(
    fc.record({ daily: fc.nat(9), weekly: fc.nat(6), monthly: fc.nat(14) }),
    fc.record({ newest: fc.nat(5) }),
  );
  const someZone = fc.constantFrom(BERLIN, "UTC", "America/St_Johns", "Pacific/Kiritimati", "Australia/Lord_Howe");
  const someTime = seconds.map((one): Instant => instantAt(one * 1000));
  const case_ = fc
    .record({
      names: someNames,
      policy: somePolicy,
      timeZone: someZone,
      now: someTime,
      every: fc.integer({ min: 1, max: 9 }),
    })
    .map(({ every, ...rest }) => ({
      ...rest,
      verified: new Set(rest.names.filter((_, index) => index % every === 0)),
    }));

  test("[B14] parts all backups into kept and removed, keeps one if there is one, and the newest, a verified one and the future", () => {
    fc.assert(
      fc.property(case_, ({ names, policy, ...around }) => {
        const result = plan(names, policy, around);
        expect([...kept(result), ...result.remove].sort()).toEqual([...names].sort());
        const sorted = [...names].sort();
        const past = sorted.filter((name) => parseBackupName(name)! <= around.now);
        const staying = new Set(kept(result));
        expect(staying.size > 0).toBe(names.length > 0);
        for (const name of sorted) if (!past.includes(name)) expect(staying).toContain(name);
        if (past.length > 0) expect(staying).toContain(past.at(-1));
        const verified = past.filter((name) => around.verified.has(name));
        if (verified.length > 0) expect(staying).toContain(verified.at(-1));
        expect(result.remove).toEqual([...result.remove].sort()); // oldest first
        for (const { why } of result.keep) expect(why.length).toBeGreaterThan(0);
      }),
    );
  });

  test("[B14] is idempotent, and does not depend on the order of names", () => {
    fc.assert(
      fc.property(case_, ({ names, policy, ...around }) => {
        const once = plan(names, policy, around);
        const twice = plan(kept(once), policy, around);
        expect(twice).toEqual({ keep: once.keep, remove: [] });
        expect(plan(names.toReversed(), policy, around)).toEqual(once);
      }),
    );
  });

  test("[B14] is monotone: who keeps more days, weeks and months keeps all that was kept", () => {
    fc.assert(
      fc.property(case_, fc.nat(3), ({ names, policy, ...around }, more) => {
        const wider =
          "newest" in policy
            ? { newest: policy.newest + more }
            : { daily: policy.daily + more, weekly: policy.weekly + more, monthly: policy.monthly + more };
        expect(kept(plan(names, wider, around))).toEqual(expect.arrayContaining(kept(plan(names, policy, around))));
      }),
    );
  });

  test("[B14] after each backup keeps what one rotation at the end would keep", () => {
    const daysAndMore = fc.record({ daily: fc.nat(9), weekly: fc.nat(6), monthly: fc.nat(14) });
    fc.assert(
      fc.property(case_, daysAndMore, ({ names, timeZone, verified }, policy) => {
        let folder: string[] = [];
        const inOrder = [...names].sort();
        for (const name of inOrder) {
          folder = kept(plan([...folder, name], policy, { now: parseBackupName(name)!, timeZone, verified }));
        }
        const now = parseBackupName(inOrder.at(-1) ?? "") ?? NOW;
        expect(folder).toEqual(kept(plan(names, policy, { now, timeZone, verified })));
      }),
      { numRuns: 60 },
    );
  });

  test("[B14] never keeps fewer days, weeks or months than asked, while there are that many", () => {
    fc.assert(
      fc.property(someNames, someZone, (names, timeZone) => {
        const now = asInstant("2027-12-31T00:00:00.000Z");
        const days = (all: readonly string[]) => all.map((name) => dayIn(parseBackupName(name)!, timeZone));
        const staying = days(kept(plan(names, FOLDER_ROTATION, { now, timeZone })));
        for (const [periodOf, count] of [
          [String, 7],
          [weekOf, 4],
          [monthOf, 12],
        ] as const) {
          const newest = (all: ReturnType<typeof days>) =>
            [...new Set(all.map((day) => periodOf(day)))].sort().slice(-count);
          expect(newest(staying)).toEqual(newest(days(names)));
        }
      }),
    );
  });
});

describe("the next backup", () => {
  test("[B13] is due when there is none of today, the day here", () => {
    const clock = { now: asInstant("2026-11-25T23:30:00.000Z"), timeZone: BERLIN }; // 00:30 on the 26th
    expect(isBackupDue([], clock)).toBe(true);
    expect(isBackupDue([at("2026-11-25T22:59")], clock)).toBe(true);
    expect(isBackupDue([at("2026-11-25T23:00")], clock)).toBe(false);
    expect(isBackupDue(["notes from today"], clock)).toBe(true);
  });

  test("[B13] is due on a clock set back, though later ones are there, and not twice a day", () => {
    const names = Array.from({ length: 5 }, (_, days) => ago(-(days + 2) * DAY));
    expect(isBackupDue(names, { now: NOW, timeZone: BERLIN })).toBe(true);
    expect(isBackupDue([...names, ago(-HOUR)], { now: NOW, timeZone: BERLIN })).toBe(false);
  });
});

describe("parts beside the backups", () => {
  const part = (name: string): ListedPart => ({ attachment: "a", part: 0, name, bytes: 1 });

  test("[B15] that no kept backup lists may go, the others stay", () => {
    const lists = [[part("one"), part("two")], [part("two"), part("three")], []];
    expect(unreferencedParts(lists, ["one", "two", "three", "four"])).toEqual(["four"]);
    expect(unreferencedParts([], ["one"])).toEqual([]); // with no backup at all, nothing is known of them
  });

  test("[B15] none may go while the list of one kept backup could not be read", () => {
    expect(unreferencedParts([[part("one")], "unreadable"], ["one", "two"])).toEqual([]);
  });
});
