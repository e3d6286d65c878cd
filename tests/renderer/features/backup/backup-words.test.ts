import { describe, expect, it } from "vitest";
import type { RestorePlan } from "#shared/backup/restore.ts";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { addDays, asInstant } from "#shared/base/time.ts";
import { countsByKind, faultsOf, replacesAnything, whoseSpace } from "#renderer/features/backup/backup-words.ts";
import { inKilobytes, sizeIn } from "#renderer/features/backup/size.ts";
import { ageOf } from "#renderer/ui/newest-backup.ts";
import { TODAY } from "../../../support/builders.ts";

const none = { entry: 0, need: 0, care: 0, answer: 0, profile: 0, version: 0, keepsake: 0 };
const report = (said: Partial<VerifyReport> = {}): VerifyReport => ({
  ok: true,
  vaultId: "A",
  writtenAt: asInstant("2026-05-10T19:10:00.000Z"),
  opener: "a",
  bytes: 1,
  spaces: [],
  records: { private: none, shared: none },
  opened: 0,
  carriedIntact: 0,
  unreadable: { rows: 0, records: 0 },
  attachments: { place: "inside", parts: 0, bytes: 0, missing: [], damaged: [] },
  unverified: 0,
  findings: [],
  ...said,
});

describe("the age of the last backup", () => {
  it("is none, fresh for a week, then due; a clock set back makes it no younger than today", () => {
    expect(ageOf(null, TODAY)).toEqual({ kind: "none" });
    expect(ageOf(TODAY, TODAY)).toEqual({ kind: "fresh", days: 0 });
    expect(ageOf(addDays(TODAY, -7), TODAY)).toEqual({ kind: "fresh", days: 7 });
    expect(ageOf(addDays(TODAY, -8), TODAY)).toEqual({ kind: "due", days: 8 });
    expect(ageOf(addDays(TODAY, 5), TODAY)).toEqual({ kind: "fresh", days: 0 });
  });
});

describe("what a report says [B8]", () => {
  it("counts by kind, each space for itself, and leaves out kinds that occur nowhere", () => {
    const counted = report({ records: { private: { ...none, entry: 3 }, shared: { ...none, need: 2, profile: 2 } } });
    expect(countsByKind(counted)).toEqual([
      { kind: "entry", private: 3, shared: 0 },
      { kind: "need", private: 0, shared: 2 },
      { kind: "profile", private: 0, shared: 2 },
    ]);
  });

  it("names every fault with its count, and none for a whole backup", () => {
    expect(faultsOf(report())).toEqual([]);
    const faulty = report({
      ok: false,
      unreadable: { rows: 2, records: 1 },
      unverified: 4,
      findings: [
        { kind: "missing", space: "private", count: 2 },
        { kind: "missing", space: "shared", count: 3 },
        { kind: "rolled-back", space: "shared", seat: "b" },
        { kind: "damaged-manifest", space: "private", seat: "a" },
      ],
    });
    expect(faultsOf(faulty)).toEqual([
      { fault: "unreadable", count: 2 },
      { fault: "unknown", count: 1 },
      { fault: "unverified", count: 4 },
      { fault: "missing", count: 5 },
      { fault: "rolledBack", count: 1 },
      { fault: "damagedManifest", count: 1 },
    ]);
  });
});

describe("what a plan does [B9]", () => {
  const plan = (replaces: number): RestorePlan =>
    ({
      spaces: [
        { act: "keep", owner: "b", space: "2", rows: 5, why: "other-private" },
        { act: "put", owner: "a", space: "1", rows: 9, replaces },
      ],
    }) as unknown as RestorePlan; // the other fields are not read here

  it("replaces something only where rows of today would go", () => {
    expect(replacesAnything(plan(0))).toBe(false);
    expect(replacesAnything(plan(1))).toBe(true);
  });

  it("says whose a space is from the opener's side", () => {
    expect(whoseSpace("a", "a")).toBe("own");
    expect(whoseSpace("b", "a")).toBe("other");
    expect(whoseSpace("shared", "b")).toBe("shared");
  });
});

describe("sizes", () => {
  it("are said in the largest unit that fits", () => {
    expect(sizeIn(812, "en")).toBe("812 byte");
    expect(sizeIn(3_123_456, "en")).toBe("3.1 MB");
    expect(sizeIn(48_200, "en")).toBe("48 kB");
  });

  it("progress counts whole kilobytes and never divides by nothing", () => {
    expect(inKilobytes(1_234_567, 3_123_456)).toEqual({ done: 1_235, total: 3_123 });
    expect(inKilobytes(0, 0)).toEqual({ done: 0, total: 1 });
  });
});
