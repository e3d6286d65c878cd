import { describe, expect, it } from "vitest";
import type { RestorePlan } from "#shared/backup/restore.ts";
import type { VerifyReport } from "#shared/backup/verify.ts";
import { asInstant } from "#shared/base/time.ts";
import { noRecords } from "#shared/domain/record.ts";
import {
  countsByKind,
  faultsOf,
  mergeChanges,
  outcomesIn,
  replacesAnything,
  troubleOf,
  whoseSpace,
} from "#renderer/features/backup/backup-words.ts";
import { inKilobytes, sizeIn } from "#renderer/ui/size.ts";

const none = noRecords();
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

describe("what a merge would do", () => {
  const none = { new: 0, newer: 0, same: 0, conflict: 0, gone: 0, older: 0 };
  const summary = (byKind: Parameters<typeof mergeChanges>[0]["byKind"]) => ({
    counts: none,
    byKind,
    waits: 0,
    setAside: { here: 0, inBackup: 0 },
  });

  it("is told by what comes of records, what changes something first, with the kinds that occur", () => {
    const byKind = { entry: { ...none, same: 7, new: 2 }, need: { ...none, new: 1, conflict: 1 }, care: none };
    expect(outcomesIn(byKind)).toEqual([
      {
        outcome: "new",
        count: 3,
        kinds: [
          { kind: "entry", count: 2 },
          { kind: "need", count: 1 },
        ],
      },
      { outcome: "conflict", count: 1, kinds: [{ kind: "need", count: 1 }] },
      { outcome: "same", count: 7, kinds: [{ kind: "entry", count: 7 }] },
    ]);
  });

  it("changes nothing where all is the same or older, and something for any other outcome, in either space", () => {
    expect(mergeChanges(summary({ private: { entry: { ...none, same: 3, older: 2 } }, shared: {} }))).toBe(false);
    for (const outcome of ["new", "newer", "conflict", "gone"] as const) {
      expect(mergeChanges(summary({ private: { entry: { ...none, [outcome]: 1 } }, shared: {} }))).toBe(true);
      expect(mergeChanges(summary({ private: {}, shared: { need: { ...none, [outcome]: 1 } } }))).toBe(true);
    }
  });
});

describe("trouble with the folder", () => {
  it("is a folder out of reach, one that is full, or a backup that failed", () => {
    expect(troubleOf("file-failed")).toBe("unreachable");
    expect(troubleOf("not-found")).toBe("unreachable");
    expect(troubleOf("storage-full")).toBe("full");
    expect(troubleOf("damaged")).toBe("failed");
  });
});
