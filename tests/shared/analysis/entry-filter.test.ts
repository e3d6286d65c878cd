import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  choicesOf,
  type EntryFilter,
  type EntrySight,
  isFiltering,
  NO_FILTER,
  passes,
  sharingOf,
} from "#shared/analysis/entry-filter.ts";
import type { ListedEntry } from "#shared/analysis/listed-entries.ts";
import { asDay } from "#shared/base/time.ts";
import type { Entry } from "#shared/domain/entry.ts";
import type { StoredFile } from "#shared/domain/file.ts";
import { aNeed, anEntry, aPhoto, asCopy, NOW, SAM, TODAY } from "../../support/builders.ts";

const need = aNeed({ need: "rest" });
const SIGHT: EntrySight = {
  readable: ({ secondLock }) => !secondLock,
  needWord: (id) => (id === need.id ? need.need : null),
};
const own = (said: Partial<Entry> = {}): ListedEntry => ({ kind: "own", entry: anEntry(said) });
const theirs = (verified: boolean): ListedEntry => ({
  kind: "theirs",
  entry: anEntry({ author: SAM, ...asCopy(), mood: null, feelings: [], tags: [] }),
  verified,
});
const sharedByMe = own({
  original: { createdAt: NOW, updatedAt: NOW, copies: 1, shared: { ofRevision: 1, on: TODAY } },
});
const asks = (part: Partial<EntryFilter>): EntryFilter => ({ ...NO_FILTER, ...part });
const pass = (listed: ListedEntry, part: Partial<EntryFilter>): boolean => passes(listed, asks(part), SIGHT);
const plainFile = aPhoto({ name: "rent.pdf", type: "application/pdf", picture: null });

describe("a filter", () => {
  test("[A13] that asks for nothing lets everything through", () => {
    expect(isFiltering(NO_FILTER)).toBe(false);
    for (const listed of [own(), own({ secondLock: true }), theirs(true), theirs(false), sharedByMe])
      expect(pass(listed, {})).toBe(true);
  });

  test("[A13] asks for every tag, feeling and need it names", () => {
    const listed = own({ tags: ["home", "work"], feelings: ["rested"], needs: [need.id] });
    expect(pass(listed, { tags: ["home"] })).toBe(true);
    expect(pass(listed, { tags: ["home", "work"], feelings: ["rested"], needs: ["rest"] })).toBe(true);
    expect(pass(listed, { tags: ["home", "play"] })).toBe(false);
    expect(pass(listed, { tags: ["Home"] })).toBe(false);
    expect(pass(listed, { feelings: ["tense"] })).toBe(false);
    expect(pass(listed, { needs: ["sleep"] })).toBe(false);
  });

  test("[A13] asks for a mood between two steps, both counted; one that was not said is in none", () => {
    expect(pass(own({ mood: 3 }), { mood: { from: 3, to: 4 } })).toBe(true);
    expect(pass(own({ mood: 2 }), { mood: { from: 3, to: 4 } })).toBe(false);
    expect(pass(own({ mood: null }), { mood: { from: 0, to: 4 } })).toBe(false);
  });

  test("[A13] asks for a star, for photos, for files that are none", () => {
    expect(pass(own({ star: true }), { starred: true })).toBe(true);
    expect(pass(own(), { starred: true })).toBe(false);
    expect(pass(own({ files: [aPhoto()] }), { photos: true })).toBe(true);
    expect(pass(own({ files: [aPhoto()] }), { files: true })).toBe(false);
    expect(pass(own({ files: [plainFile] }), { photos: true })).toBe(false);
    expect(pass(own({ files: [plainFile, aPhoto()] }), { photos: true, files: true })).toBe(true);
  });

  test("[A13] asks for days from and until, both counted", () => {
    const listed = own({ day: asDay("2026-05-17") });
    expect(pass(listed, { from: asDay("2026-05-17"), to: asDay("2026-05-17") })).toBe(true);
    expect(pass(listed, { from: asDay("2026-05-18") })).toBe(false);
    expect(pass(listed, { to: asDay("2026-05-16") })).toBe(false);
  });

  test("[A13] tells apart what is private, shared by me, by the other, and by nobody known", () => {
    const all = [own(), sharedByMe, theirs(true), theirs(false)];
    const kinds = ["private", "shared-by-me", "shared-by-other", "unvouched"] as const;
    expect(all.map(sharingOf)).toEqual(kinds);
    for (const sharing of kinds)
      expect(all.filter((listed) => pass(listed, { sharing })).map(sharingOf)).toEqual([sharing]);
  });

  test("[A13] [D62] finds an entry that may not be read by its day alone", () => {
    const locked = own({ secondLock: true, star: true, tags: ["home"], day: TODAY });
    expect(pass(locked, { from: TODAY, to: TODAY })).toBe(true);
    for (const part of [
      { starred: true },
      { tags: ["home"] },
      { sharing: "private" },
      { mood: { from: 0, to: 4 } },
    ] as const)
      expect(pass(locked, part)).toBe(false);
    expect(choicesOf([locked], SIGHT)).toEqual({ tags: [], feelings: [], needs: [], unvouched: false });
  });

  test("[A13] narrows with each thing more that is asked for, in any order", () => {
    const parts = fc.record(
      {
        tags: fc.subarray(["home", "work"]),
        starred: fc.boolean(),
        photos: fc.boolean(),
        mood: fc.constantFrom(null, { from: 1, to: 3 } as const),
        from: fc.constantFrom(null, asDay("2026-05-10")),
      },
      { requiredKeys: [] },
    );
    const entries = fc.record({
      tags: fc.subarray(["home", "work", "play"]),
      star: fc.boolean(),
      secondLock: fc.boolean(),
      files: fc.constantFrom<StoredFile[][]>([], [aPhoto()], [plainFile]),
      mood: fc.constantFrom(null, 0, 2, 4),
      day: fc.constantFrom(asDay("2026-05-01"), asDay("2026-05-20")),
    });
    fc.assert(
      fc.property(entries, parts, (said, asked) => {
        const listed = own(said);
        const apart = Object.entries(asked).every(([part, value]) => pass(listed, { [part]: value }));
        expect(pass(listed, asked)).toBe(apart);
      }),
    );
  });
});

test("[A13] offers each tag, feeling and need there is, the most used first", () => {
  const entries = [
    own({ tags: ["b", "a"], feelings: ["rested"], needs: [need.id] }),
    own({ tags: ["c", "b"], feelings: [], needs: [aNeed().id] }),
    theirs(false),
  ];
  expect(choicesOf(entries, SIGHT)).toEqual({
    tags: ["b", "a", "c"],
    feelings: ["rested"],
    needs: ["rest"],
    unvouched: true,
  });
});
