import { describe, expect, it } from "vitest";
import { createKeepsake } from "#shared/domain/keepsake.ts";
import { keptRecord, writeRecord } from "#shared/domain/record.ts";
import { createVersion, emptyVersion } from "#shared/domain/version.ts";
import { aKeepsake, anEntry, asCopy, aVersion, nextId, NOA, NOW, SAM, TODAY } from "../../support/builders.ts";

describe("versions", () => {
  const lost = anEntry({ revision: 4, title: "A quick morning" });
  const state = {
    of: lost.id,
    ofKind: "entry",
    ofRevision: 4,
    node: { tag: "c2Vzc2lvbiE", hash: "A".repeat(43) },
    lineage: "",
    record: writeRecord(lost),
  };

  it("[D50] hold what was said, to the letter", () => {
    const version = createVersion(state, { id: nextId(), author: NOA, now: NOW });
    expect(version).toMatchObject({ ...state, revision: 1, original: { createdAt: NOW, shared: null } });
    expect(keptRecord(version)).toEqual({ kind: "record", record: lost });
  });

  it("[D50] of one state are one record, byte for byte", () => {
    const id = nextId();
    const [one, other] = [1, 2].map(() => createVersion(state, { id, author: NOA, now: NOW }));
    expect(one && writeRecord(one)).toBe(other && writeRecord(other));
  });

  it("[D50] can be emptied by their author, once, and then hold no words but still which state it was", () => {
    const version = aVersion();
    expect(() => emptyVersion(version, { author: SAM })).toThrow("not-allowed: D4");
    const emptied = emptyVersion(version, { author: NOA });
    expect(emptied).toEqual({ ...version, revision: 2, record: null });
    expect(keptRecord(emptied)).toBeNull();
    expect(emptyVersion(emptied, { author: NOA })).toBe(emptied);
  });

  it("[D50] keep what a later Twofold wrote, which an older one cannot read but must not lose", () => {
    const record = writeRecord(lost).replace('"v":2', '"v":9');
    expect(keptRecord(aVersion({ record }))).toEqual({ kind: "unreadable", reason: "newer-version" });
    expect(keptRecord(aVersion({ record: "no JSON" }))).toEqual({ kind: "unreadable", reason: "malformed" });
    expect(() => createVersion({ ...state, ofRevision: 0 }, { id: nextId(), author: NOA, now: NOW })).toThrow(
      "malformed",
    );
  });
});

describe("keepsakes", () => {
  const copy = anEntry({ author: SAM, timeZone: "UTC", ...asCopy(2) });
  const keep = { copy, json: writeRecord(copy), from: " Sam\n", on: TODAY };
  const act = { id: nextId(), author: NOA, now: NOW };

  it("[D51] hold a copy to the letter, whose it was and when it was kept", () => {
    const keepsake = createKeepsake(keep, act);
    expect(keepsake).toMatchObject({ from: "Sam", ofKind: "entry", on: TODAY, author: NOA, record: writeRecord(copy) });
    expect(keptRecord(keepsake)).toEqual({ kind: "record", record: copy });
    expect(keptRecord(aKeepsake())).toMatchObject({ record: { author: SAM, title: "The long way home" } });
  });

  it("[D51] are made of the other's copies alone: no original, and nothing of one's own", () => {
    for (const refused of [anEntry({ author: SAM }), anEntry(asCopy()), anEntry()])
      expect(() => createKeepsake({ ...keep, copy: refused }, act)).toThrow("not-allowed: D51");
  });
});
