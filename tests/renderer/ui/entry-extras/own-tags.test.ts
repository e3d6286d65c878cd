import * as fc from "fast-check";
import { expect, test } from "vitest";
import { changedByTag, ownTags } from "#renderer/ui/entry-extras/own-tags.ts";
import type { JournalRecord } from "#shared/domain/record.ts";
import { anEntry, aNeed, NOA, NOW, TODAY } from "../../../support/builders.ts";

const act = { author: NOA, now: NOW };
const isOpen = () => false;
const TAGS = ["home", "work", "garden", "Garden", "two words"];
const arbitraryTagged = fc
  .array(fc.subarray(TAGS), { maxLength: 12 })
  .map((lists) => lists.map((tags) => anEntry({ tags })));

/** The records after these were saved. */
const saved = (records: readonly JournalRecord[], put: readonly JournalRecord[]): JournalRecord[] =>
  records.map((record) => put.find(({ id }) => id === record.id) ?? record);

const counts = (records: readonly JournalRecord[]): Record<string, number> =>
  Object.fromEntries(ownTags(records, isOpen).map(({ tag, entries }) => [tag, entries]));

test("each tag with how many entries have it, those of most first, those in the trash said apart", () => {
  const mine = [
    anEntry({ tags: ["home", "work"] }),
    anEntry({ tags: ["home"], trashedOn: TODAY }),
    anEntry({ tags: ["quiet"], secondLock: true }),
    aNeed(),
  ];
  expect(ownTags(mine, isOpen)).toEqual([
    { tag: "home", entries: 2, trashed: 1 },
    { tag: "quiet", entries: 1, trashed: 0 },
    { tag: "work", entries: 1, trashed: 0 },
  ]);
  // [D62] A tag that only entries behind their second lock have is not told.
  expect(ownTags(mine, ({ secondLock }) => secondLock).map(({ tag }) => tag)).toEqual(["home", "work"]);
});

test("renaming moves every entry, onto another name makes the two one, and taking away leaves the others", () => {
  fc.assert(
    fc.property(arbitraryTagged, fc.constantFrom(...TAGS), fc.constantFrom(...TAGS, "new"), (mine, tag, to) => {
      fc.pre(tag !== to);
      const before = counts(mine);
      const both = mine.filter(({ tags }) => tags.includes(tag) || tags.includes(to)).length;
      const after = counts(saved(mine, changedByTag(mine, { tag, to }, act)));
      expect(after[tag]).toBeUndefined();
      expect(after[to] ?? 0).toBe(both);
      const gone = counts(saved(mine, changedByTag(mine, { tag, to: null }, act)));
      const { [tag]: _taken, ...others } = before;
      expect(gone).toEqual(others);
      for (const entry of changedByTag(mine, { tag, to }, act))
        expect(new Set(entry.tags).size).toBe(entry.tags.length);
    }),
  );
});

test("[D11] done half way, doing it again takes the entries that are left; done, it takes none", () => {
  const mine = [anEntry({ tags: ["work"] }), anEntry({ tags: ["work", "home"] }), anEntry({ tags: ["home"] })];
  const wanted = { tag: "work", to: "home" };
  const [first, ...rest] = changedByTag(mine, wanted, act);
  expect(rest).toHaveLength(1);
  const half = saved(mine, first === undefined ? [] : [first]);
  expect(changedByTag(half, wanted, act)).toEqual(rest);
  expect(changedByTag(saved(half, rest), wanted, act)).toEqual([]);
});
