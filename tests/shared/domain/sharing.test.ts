import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asDay, asInstant, type LocalTime } from "#shared/base/time.ts";
import { answeredBy } from "#shared/domain/answer.ts";
import { editCare } from "#shared/domain/care.ts";
import { editEntry } from "#shared/domain/entry.ts";
import type { RecordId } from "#shared/domain/fields.ts";
import { closeNeed, editNeed } from "#shared/domain/need.ts";
import { type JournalRecord, parseRecord, writeRecord } from "#shared/domain/record.ts";
import {
  adoptCopy,
  changedSince,
  hasToTell,
  inStep,
  isTold,
  previewOf,
  sharedCopyOf,
  shareRecord,
  takeBackRecord,
} from "#shared/domain/sharing.ts";
import { arbitraryOriginal, arbitraryRecord } from "../../support/arbitrary-records.ts";
import {
  aCare,
  aClosing,
  aFelt,
  aKeepsake,
  aNeed,
  anInventory,
  anEntry,
  aReply,
  asCopy,
  aVersion,
  nextId,
  NOA,
  oneOfEachShared,
  SAM,
  TODAY,
} from "../../support/builders.ts";

const NOTHING: ReadonlySet<RecordId> = new Set();
const later = { author: NOA, now: asInstant("2026-05-18T21:00:00.000Z") };
const share = <R extends JournalRecord>(record: R, ...sharedIds: RecordId[]) =>
  shareRecord(record, { author: record.author, today: TODAY, sharedIds: new Set(sharedIds) });
/** The ids a record must find shared to be shared itself. */
function needed(record: JournalRecord): RecordId[] {
  if (record.kind === "commitment") return [record.subject];
  if (record.kind !== "answer") return [];
  const { commitment, met } = record.sealed ?? { commitment: null, met: null };
  return [answeredBy(record), commitment, met?.commitment ?? null].filter((id) => id !== null);
}

describe("what a shared copy says", () => {
  it("[D3] of an entry: its day, title and words", () => {
    const entry = anEntry({ needs: [nextId()], revision: 9 });
    expect(sharedCopyOf(entry, { copy: 2, sharedIds: new Set(entry.needs) })).toEqual({
      ...entry,
      ...asCopy(2),
      time: null,
      timeZone: "UTC",
      mood: null,
      feelings: [],
      tags: [],
      needs: [],
    });
  });

  it("[D3] [D14] of a need: all but the owner's words at its closing", () => {
    const need = aNeed({ closing: aClosing({ words: "Only for me." }) });
    expect(sharedCopyOf(need, { copy: 1, sharedIds: NOTHING })).toEqual({
      ...need,
      ...asCopy(),
      closing: aClosing({ words: "" }),
    });
  });

  it("[D21] of care: never its cost or reason", () => {
    const care = aCare({ cost: 3, reason: "So that there was no quarrel." });
    expect(sharedCopyOf(care, { copy: 1, sharedIds: NOTHING })).toEqual({
      ...care,
      ...asCopy(),
      cost: null,
      reason: "",
    });
  });

  it("[D22] a link to a need only while that need is shared", () => {
    const need = nextId();
    for (const record of [aCare({ need }), aNeed({ continues: need })]) {
      const linkIn = (of: JournalRecord) => (of.kind === "care" ? of.need : of.kind === "need" ? of.continues : null);
      expect(linkIn(sharedCopyOf(record, { copy: 1, sharedIds: NOTHING }))).toBeNull();
      expect(linkIn(sharedCopyOf(record, { copy: 1, sharedIds: new Set([need]) }))).toBe(need);
    }
  });

  it("[D24] an answer is shared whole, and not at all while what it answers is not shared", () => {
    for (const answer of [aReply(), aFelt()]) {
      const copy = sharedCopyOf(answer, { copy: 1, sharedIds: new Set([answeredBy(answer)]) });
      expect(copy).toEqual({ ...answer, ...asCopy() });
      expect(() => sharedCopyOf(answer, { copy: 1, sharedIds: NOTHING })).toThrow("not-allowed: D24");
    }
  });

  it("[D3] is a record of the same kind that reads back, and is not copied again", () => {
    for (const record of oneOfEachShared()) {
      const copy = sharedCopyOf(record, { copy: 1, sharedIds: new Set(needed(record)) });
      expect(parseRecord(JSON.parse(writeRecord(copy)))).toEqual({ kind: "record", record: copy });
      expect(() => sharedCopyOf(copy, { copy: 2, sharedIds: new Set(needed(record)) })).toThrow("not-allowed: D3");
    }
  });

  it("[D3] two originals that differ only in what is private have the same copy, byte for byte", () => {
    fc.assert(
      fc.property(arbitraryOriginal, fc.integer({ min: 1, max: 50 }), (record, copy) => {
        fc.pre(hasToTell(record)); // what tells nothing has no copy [D80]
        const sharedIds = new Set(needed(record));
        const [one, other] = [record, privatelyOtherwise(record)].map((of) => sharedCopyOf(of, { copy, sharedIds }));
        expect(writeRecord(privatelyOtherwise(record))).not.toBe(writeRecord(record));
        expect(one && other && writeRecord(other)).toBe(one && writeRecord(one));
      }),
    );
  });

  it("[D3] holds no canary of a private field", () => {
    const canary = "canary-7f3a";
    const records = [
      anEntry({ timeZone: canary, feelings: [canary], tags: [canary] }),
      aNeed({ closing: aClosing({ words: canary }) }),
      aCare({ reason: canary }),
    ];
    for (const record of records) {
      expect(writeRecord(record)).toContain(canary);
      expect(writeRecord(sharedCopyOf(record, { copy: 1, sharedIds: NOTHING }))).not.toContain(canary);
    }
  });
});

/** The same record with everything private about it different: its history, and each field no copy carries. */
function privatelyOtherwise(record: JournalRecord): JournalRecord {
  const at = asInstant("2001-02-03T04:05:06.789Z");
  const past = { revision: record.revision + 7, original: { createdAt: at, updatedAt: at, copies: 60, shared: null } };
  switch (record.kind) {
    case "entry":
      return {
        ...record,
        ...past,
        timeZone: "Asia/Tokyo",
        mood: 0,
        feelings: ["torn"],
        tags: ["x"],
        needs: [nextId()],
        time: "23:45" as LocalTime,
        star: !record.star,
        secondLock: !record.secondLock,
        trashedOn: asDay("2001-02-03"),
        source: { app: "jrnl", id: "elsewhere", import: nextId() },
      };
    case "need": {
      const closing = record.closing === null ? null : { ...record.closing, words: "Only for me." };
      return { ...record, ...past, closing, continues: nextId() };
    }
    case "care":
      return { ...record, ...past, cost: 3, reason: "Only for me.", need: nextId() };
    case "sacrifice":
      return {
        ...record,
        ...past,
        cost: record.cost?.told === true ? record.cost : { steps: 3, told: false },
        reason: "afraid",
        why: "Only for me.",
        decision: nextId(),
      };
    case "boundary":
      return { ...record, ...past, noticed: "Only for me.", body: "Only for me.", reviewOn: asDay("2001-02-03") };
    case "boundary-event":
      return { ...record, ...past, boundary: nextId() };
    case "repair":
      return { ...record, ...past, of: nextId() };
    case "agreement":
      return { ...record, ...past, continues: nextId() };
    case "inventory": {
      const told = record.items.filter((each) => each.told);
      return {
        ...record,
        ...past,
        items: [...told, { item: "control-1", steps: 4, told: false }],
        words: "Only for me.",
      };
    }
    case "answer":
    case "goal":
    case "decision":
    case "season":
    case "moment":
    case "balance":
    case "check-in":
    case "consent":
    case "commitment":
    case "pulse":
    case "intention":
    case "person":
    case "early-need":
    case "own-words":
    case "profile":
    case "version":
    case "keepsake":
    case "earlier":
    case "import":
    case "prompts":
      return { ...record, ...past };
  }
}

describe("sharing, sharing again, taking back", () => {
  it("[D5] numbers the copies from 1, says nothing of private edits, and uses no number twice", () => {
    const first = share(anEntry({ revision: 7 }));
    expect(first.copy.revision).toBe(1);
    expect(first.original.original).toMatchObject({ copies: 1, shared: { ofRevision: 8, on: TODAY } });
    const again = share(takeBackRecord(first.original, later));
    expect(again.copy.revision).toBe(2);
    expect(again.original.revision).toBe(10);
  });

  it("[D5] shares what stands in the original, and keeps every private field of it", () => {
    const care = aCare();
    const { original, copy } = share(care);
    expect({ ...original, revision: care.revision, original: care.original }).toEqual(care);
    expect(copy).toEqual(previewOf(care, NOTHING));
    expect(original.original?.updatedAt).toBe(care.original?.updatedAt);
  });

  it("[D4] only the author shares and takes back", () => {
    const need = aNeed();
    expect(() => shareRecord(need, { author: SAM, today: TODAY, sharedIds: NOTHING })).toThrow("not-allowed: D4");
    expect(() => takeBackRecord(share(need).original, { author: SAM })).toThrow("not-allowed: D4");
    expect(() => takeBackRecord(share(need).copy, later)).toThrow("not-allowed: D3");
  });

  it("[D5] taking back what is not shared changes nothing", () => {
    const need = aNeed();
    expect(takeBackRecord(need, later)).toBe(need);
  });
});

describe("changed since it was shared", () => {
  it("[D6] not when just shared, nor when never shared, nor after taking back", () => {
    const entry = anEntry();
    const { original, copy } = share(entry);
    for (const record of [entry, original, copy, takeBackRecord(original, later)])
      expect(changedSince(record)).toBe(false);
  });

  it("[D6] once a shared field differs, until it is shared again", () => {
    const edited = editEntry(share(anEntry()).original, { title: "A slower morning" }, later);
    expect(changedSince(edited)).toBe(true);
    expect(changedSince(editEntry(edited, { mood: 0 }, later))).toBe(true);
    expect(changedSince(share(edited).original)).toBe(false);
  });

  it("[D6] not by private fields alone: a mood, a cost, words at closing", () => {
    expect(changedSince(editEntry(share(anEntry()).original, { mood: 0, tags: ["rain"] }, later))).toBe(false);
    expect(changedSince(editCare(share(aCare()).original, { cost: 3, reason: "" }, later))).toBe(false);
    const kept = editEntry(share(anEntry()).original, { mood: 0 }, later);
    expect(changedSince(editEntry(kept, { title: "Rain" }, later))).toBe(true);
  });

  it("[D6] is told as it is while a copy stands that says all of it, as one made together does", () => {
    expect(isTold(aNeed())).toBe(false);
    const { original, copy } = share(aNeed());
    expect([original, copy].map(isTold)).toEqual([true, true]);
    expect(isTold(editNeed(original, { importance: 3 }, later))).toBe(false);
    expect(isTold(takeBackRecord(original, later))).toBe(false);
  });

  it("[D6] [D12] by closing a shared need", () => {
    const shared = share(aNeed()).original;
    const closed = closeNeed(
      shared,
      { status: "met", metBy: "both", felt: 4, words: "" },
      { ...later, today: asDay("2026-05-18") },
    );
    expect(changedSince(closed)).toBe(true);
    expect(changedSince(editNeed(shared, { importance: 3 }, later))).toBe(true);
  });
});

describe("an original and its copy, parted by a merge or a restore", () => {
  const entry = anEntry({ revision: 5 });
  const shared = share(entry);
  const edited = editEntry(shared.original, { title: "A slower morning" }, later);
  const standing = { number: 1, copy: shared.copy };

  it("[D53] is the very same record where the two agree: never shared, shared, changed since, taken back", () => {
    expect(inStep(entry, null)).toBe(entry);
    for (const agreeing of [shared.original, edited]) expect(inStep(agreeing, standing)).toBe(agreeing);
    const moody = editEntry(shared.original, { mood: 0 }, later);
    expect(inStep(moody, standing)).toBe(moody);
    const back = takeBackRecord(shared.original, later);
    for (const nothing of [null, { number: 1, copy: null }]) expect(inStep(back, nothing)).toBe(back);
  });

  it("[D53] agrees with any copy just made, whatever was shared beside it", () => {
    fc.assert(
      fc.property(arbitraryOriginal, fc.boolean(), (any, isNeedShared) => {
        fc.pre(hasToTell(any)); // what tells nothing has no copy [D80]
        const record = any.kind === "entry" ? { ...any, trashedOn: null } : any; // [D63]
        const links = record.kind === "care" && record.need !== null ? [record.need] : [];
        const made = share(record, ...needed(record), ...(isNeedShared ? links : []));
        expect(inStep(made.original, { number: made.copy.revision, copy: made.copy })).toBe(made.original);
      }),
    );
  });

  it("[D53] is not shared where no copy stands, and counts on from the number that was taken back", () => {
    expect(inStep(shared.original, null).original).toMatchObject({ copies: 1, shared: null });
    const read = inStep(entry, { number: 7, copy: null });
    expect(read.original).toMatchObject({ copies: 7, shared: null });
    expect(share(read).copy.revision).toBe(8);
  });

  it("[D53] is shared where a copy stands that it does not know of, and changed since where that says something else", () => {
    const copy = { ...shared.copy, revision: 3 };
    const same = inStep(entry, { number: 3, copy });
    expect(same.original).toMatchObject({ copies: 3, shared: { ofRevision: 5, on: "2026-05-17" } });
    expect(changedSince(same)).toBe(false);
    const other = inStep(entry, { number: 3, copy: { ...copy, title: "Told elsewhere" } });
    expect(changedSince(other)).toBe(true);
    expect(inStep(shared.original, { number: 1, copy: { ...shared.copy, title: "Told elsewhere" } }).original).toEqual({
      ...shared.original.original,
      shared: { ofRevision: 5, on: TODAY },
    });
  });

  it("[D53] [D80] [D85] reads any original beside any copy of its id: one that may not be shared as it is now is said to differ", () => {
    fc.assert(
      fc.property(arbitraryRecord, arbitraryOriginal, fc.integer({ min: 1, max: 9 }), (original, said, number) => {
        const { id, author } = original;
        const read = inStep(original, { number, copy: { ...said, id, author, revision: number, original: null } });
        expect(read.original?.shared).not.toBeNull();
        expect(read.original?.copies).toBeGreaterThanOrEqual(number);
      }),
    );
    const untold = anInventory({ items: [{ item: "say-fine", steps: 2, told: false }] });
    const told = { ...untold, items: untold.items.map((item) => ({ ...item, told: true })) };
    const copy = sharedCopyOf(told, { copy: 1, sharedIds: new Set() });
    expect(changedSince(inStep(untold, { number: 1, copy }))).toBe(false); // the first revision: as far as it tells
    expect(changedSince(inStep({ ...untold, revision: 3 }, { number: 1, copy }))).toBe(true);
  });

  it("[D53] changes no word, time or revision, and is refused for a copy", () => {
    const read = inStep(entry, { number: 3, copy: { ...shared.copy, revision: 3 } });
    expect({ ...read, original: entry.original }).toEqual(entry);
    expect(() => inStep(shared.copy, null)).toThrow("not-allowed: D53");
  });
});

describe("what was written with both at the screen", () => {
  it("[D87] becomes its author's original with their next change: in step with the copy that stands, private to nobody", () => {
    const everything = { has: () => true };
    for (const record of oneOfEachShared()) {
      const copy = sharedCopyOf(record, { copy: 3, sharedIds: everything });
      const act = { author: copy.author, now: later.now, today: TODAY };
      const own = adoptCopy(copy, act);
      expect({ ...own, ...asCopy(3) }).toEqual(copy);
      expect(own).toMatchObject({ revision: 1, original: { copies: 3, shared: { ofRevision: 1 } } });
      expect(changedSince(own)).toBe(false);
      expect(inStep(own, { number: 3, copy })).toBe(own);
      for (const author of [NOA, SAM])
        if (author !== copy.author) expect(() => adoptCopy(copy, { ...act, author })).toThrow("not-allowed: D4");
      expect(() => adoptCopy(own, act)).toThrow("not-allowed: D87");
    }
  });

  it("[D87] is changed, shared again and taken back as any original, its numbers going on", () => {
    const own = adoptCopy(aNeed(asCopy()), { ...later, today: TODAY });
    const edited = editNeed(own, { importance: 3 }, later);
    expect(changedSince(edited)).toBe(true);
    expect(share(edited).copy.revision).toBe(2);
    expect(share(takeBackRecord(own, later)).copy.revision).toBe(2);
  });
});

describe("what is never shared", () => {
  it("[D52] a version and a keepsake: no copy, no preview, no sharing", () => {
    for (const record of [aVersion(), aKeepsake()]) {
      expect(() => share(record)).toThrow("not-allowed: D52");
      expect(() => sharedCopyOf(record, { copy: 1, sharedIds: NOTHING })).toThrow("not-allowed: D52");
      expect(() => previewOf(record, NOTHING)).toThrow("not-allowed: D52");
    }
  });
});
