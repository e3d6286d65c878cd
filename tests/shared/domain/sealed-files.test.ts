import fc from "fast-check";
import { expect, test } from "vitest";
import type { SealedFile } from "#shared/domain/file.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { collectNamedFiles, renamings, sealedFilesIn, withRenamings } from "#shared/domain/sealed-files.ts";
import { anEarlier, anEntry, aPhoto, aSealedFile } from "../../support/builders.ts";

const characters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];
const run = (length: number) => fc.array(fc.constantFrom(...characters), { minLength: length, maxLength: length });
const name = run(43).map((all) => all.join(""));
const id = fc.tuple(run(21), fc.constantFrom("A", "Q", "g", "w")).map(([all, last]) => all.join("") + last);
const aFile: fc.Arbitrary<SealedFile> = fc.record({
  id,
  key: name,
  bytes: fc.nat(20_000_000),
  parts: fc.array(name, { minLength: 1, maxLength: 5 }),
});

/** A value that names files beside words of any kind, and keeps the texts of such values in its own, `depth` deep. */
function kept(files: readonly SealedFile[], words: string, depth: number): unknown {
  const value = {
    words,
    files: files.map((sealed) => ({ sealed, name: words })),
    image: { file: files[0]?.id ?? null },
  };
  return depth === 0 ? value : { ...value, files: [], record: JSON.stringify(kept(files, words, depth - 1)) };
}

const aText = fc.record({
  files: fc.uniqueArray(aFile, { selector: (file) => file.id, maxLength: 4 }),
  words: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom('{"parts":[', '\\"parts\\":', "parts")),
  depth: fc.nat(3),
});

test("[V34] every file a text names is found, however deep it is kept in others", () => {
  fc.assert(
    fc.property(aText, ({ files, words, depth }) => {
      const value = kept(files, words, depth);
      const byId = (left: SealedFile, right: SealedFile) => (left.id < right.id ? -1 : 1);
      expect(sealedFilesIn(value).sort(byId)).toEqual([...files].sort(byId));
      const ids = new Set<string>();
      collectNamedFiles(JSON.stringify(value), ids);
      expect(files.filter((file) => !ids.has(file.id))).toEqual([]);
    }),
  );
});

test("[V35] files named anew leave nothing of their old names and change nothing else, there and back", () => {
  fc.assert(
    fc.property(aText, fc.array(aFile, { minLength: 4, maxLength: 4 }), ({ files, words, depth }, others) => {
      const pairs = files.map((from, at) => {
        const parts = from.parts.map((_, part) => `${others[at]!.parts[0]!.slice(0, 40)}${at}_${part}`);
        return [from, { ...others[at]!, bytes: from.bytes, parts }] as const;
      });
      const text = JSON.stringify(kept(files, words, depth));
      const there = withRenamings(text, new Map(pairs.flatMap(([from, to]) => renamings(from, to))));
      expect(there).toBe(
        JSON.stringify(
          kept(
            pairs.map(([, to]) => to),
            words,
            depth,
          ),
        ),
      );
      expect(withRenamings(there, new Map(pairs.flatMap(([from, to]) => renamings(to, from))))).toBe(text);
    }),
  );
});

test("[D60] an entry names its files and their small pictures, and an earlier text names those of the entry it was", () => {
  const photo = aPhoto();
  const own = [photo.sealed, photo.picture?.small].flatMap((file) => file ?? []);
  const entry = anEntry({ files: [photo] });
  expect(sealedFilesIn(entry)).toEqual(own);
  const earlier = sealedFilesIn(anEarlier({ record: writeRecord(entry) }));
  expect(new Set(earlier)).toEqual(new Set(own));
  expect(sealedFilesIn(anEntry({ title: JSON.stringify(aSealedFile()).slice(1) }))).toEqual([]);
  const ids = new Set<string>();
  collectNamedFiles(writeRecord(anEntry()), ids);
  expect(ids.size).toBe(0);
});
