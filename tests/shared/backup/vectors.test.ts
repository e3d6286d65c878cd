import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup } from "#shared/backup/open-backup.ts";
import { readBackup } from "#shared/backup/verify.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { openKeys } from "#shared/vault/vault.ts";
import { readBackupSecondly } from "../../support/second-backup-reader.ts";
import facts from "../../vectors/backup.v1.json" with { type: "json" };
import { sourceOf } from "./a-backup.ts";

const FROZEN = readFileSync(resolve(import.meta.dirname, "../../vectors/backup.v1.twofold"));

describe("the frozen backup of version 1", () => {
  test("[B1] to [B8] opens for both, by passphrase and by words, with every record as it was", async () => {
    await sodiumReady;
    const source = sourceOf(new Uint8Array(FROZEN));
    const header = await readBackupHeader(source);
    expect(header.facts).toMatchObject({ writers: ["a", "b"], rows: 10, bytes: FROZEN.length });
    for (const seat of ["a", "b"] as const) {
      for (const secret of [{ passphrase: facts.passphrases[seat] }, { words: facts.words[seat] }]) {
        const keys = openKeys(header.vault, seat, secret);
        if (typeof keys === "string") throw new Error(keys);
        const { report, records, setAside } = await readBackup(openBackup(source, header, keys));
        expect(report).toMatchObject({ ok: true, opened: 7, carriedIntact: 3 });
        expect(setAside).toEqual([]);
        expect(records.map(writeRecord)).toEqual([...facts.originals[seat], ...facts.copies]);
      }
    }
  });

  test("[B1] to [B7] opens to a second reader, written from the specifications", async () => {
    for (const seat of ["a", "b"] as const) {
      for (const [kind, secret] of [
        ["passphrase", facts.passphrases[seat]],
        ["words", facts.words[seat]],
      ] as const) {
        const reading = await readBackupSecondly(FROZEN, seat, kind, secret);
        expect(reading).toMatchObject({ seat, carried: 3, writtenAt: "2026-06-01T20:00:00.000Z" });
        const texts = [...facts.originals[seat], ...facts.copies];
        expect(reading.rows.map(({ json }) => json).sort()).toEqual(texts.sort());
        expect(reading.rows.every(({ listed, signed }) => listed && signed !== false)).toBe(true);
      }
    }
  });
});
