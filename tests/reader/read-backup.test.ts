import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { afterAll, describe, expect, test } from "vitest";
import { isReaderHere, NO_READER, readInPython } from "../support/python-reader.ts";

const VECTORS = resolve(import.meta.dirname, "../vectors");
const FROZEN = join(VECTORS, "backup.v1.twofold");
interface Facts {
  readonly passphrases: Record<"a" | "b", string>;
  readonly words: Record<"a" | "b", string>;
  readonly originals: Record<"a" | "b", string[]>;
  readonly copies: string[];
}
const factsIn = (file: string) => JSON.parse(readFileSync(join(VECTORS, file), "utf8")) as Facts;
const facts = factsIn("backup.v1.json");
/** Frozen files with what is in them; of version 2 there is a tombstone in each private space, and parts of attachments. */
const FILES = [
  { file: "backup.v1.twofold", facts, version: 1, tombstones: 0, parts: 0 },
  { file: "backup.v2/whole.twofold", facts: factsIn("backup.v2/facts.json"), version: 2, tombstones: 1, parts: 3 },
  { file: "backup.v2/rotating.twofold", facts: factsIn("backup.v2/facts.json"), version: 2, tombstones: 1, parts: 3 },
];
const folder = mkdtempSync(join(tmpdir(), "twofold-reader-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Where CI runs, a missing reader is a failure; elsewhere it is said. */
const isSkipped = !isReaderHere() && process.env["CI"] !== "true";
const name = isSkipped
  ? `an independent reader (${NO_READER})`
  : "an independent reader, in Python, from the texts alone";

const forged = (change: (bytes: Buffer) => void): string => {
  const bytes = readFileSync(FROZEN);
  change(bytes);
  const path = join(folder, "forged.twofold");
  writeFileSync(path, bytes);
  return path;
};
const sorted = (records: readonly unknown[]) => records.map((record) => JSON.stringify(record)).sort();

describe.skipIf(isSkipped)(name, () => {
  test.each(FILES)(
    "[B8] [B16] opens $file for both, word for word",
    async ({ file, facts, version, tombstones, parts }) => {
      for (const seat of ["a", "b"] as const)
        for (const secret of [{ passphrase: facts.passphrases[seat] }, { words: facts.words[seat].toUpperCase() }]) {
          const { code, reading, said } = await readInPython(join(VECTORS, file), secret);
          expect([code, said]).toEqual(["accepted", ""]);
          expect(reading).toMatchObject({ version, opener: seat, findings: [], everySharedRowIsSigned: true });
          expect(reading?.attachmentParts).toEqual({ listed: parts, missing: [] });
          const own = facts.originals[seat].length + tombstones;
          expect(reading?.rows).toEqual({ private: own, shared: facts.copies.length, carriedIntact: own });
          const of = (space: "private" | "shared") =>
            sorted((reading?.records ?? []).filter((row) => row.space === space).map(({ record }) => record));
          expect(of("private")).toEqual([...facts.originals[seat]].sort());
          expect(of("shared")).toEqual([...facts.copies].sort());
          expect(reading?.records.every(({ vouched }) => vouched)).toBe(true);
        }
    },
  );

  test("[B12] names the parts that are not beside a rotating backup", async () => {
    const path = join(folder, "alone.twofold");
    copyFileSync(join(VECTORS, "backup.v2/rotating.twofold"), path);
    const { code, reading } = await readInPython(path, { passphrase: factsIn("backup.v2/facts.json").passphrases.a });
    expect([code, reading?.attachmentParts.missing.length]).toEqual(["findings", 3]);
  });

  test("[F8] [B10] tells a wrong passphrase, damage, a foreign file and a newer one apart", async () => {
    const right = { passphrase: facts.passphrases.a };
    expect((await readInPython(FROZEN, { passphrase: "another one" })).code).toBe("wrong-passphrase");
    expect((await readInPython(FROZEN, { words: facts.words.a.split(" ").slice(1).join(" ") })).code).toBe(
      "wrong-passphrase",
    );
    const flip = (at: number) => forged((bytes) => bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at));
    expect((await readInPython(flip(0), right)).code).toBe("not-a-backup");
    expect((await readInPython(flip(200), right)).code).toBe("damaged");
    expect((await readInPython(flip(90_000), right)).code).toBe("damaged");
    expect(
      (
        await readInPython(
          forged((bytes) => bytes.writeUInt32LE(99, 8)),
          right,
        )
      ).code,
    ).toBe("newer-version");
    expect(
      (
        await readInPython(
          forged((bytes) => bytes.writeUInt32LE(2 ** 31, 12)),
          right,
        )
      ).code,
    ).toBe("over-limit");
  });
});
