import { beforeAll, describe, expect, test } from "vitest";
import { readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup } from "#shared/backup/open-backup.ts";
import { backupChunks } from "#shared/backup/write-backup.ts";
import { sampleBackup, sampleVault, type SampleVault } from "#shared/backup/sample-backup.ts";
import { readBackup, verifyBackup } from "#shared/backup/verify.ts";
import { asDay } from "#shared/base/time.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { type JournalRecord, writeRecord } from "#shared/domain/record.ts";
import { sampleCouple } from "#shared/sample/sample-couple.ts";
import { openKeys } from "#shared/vault/vault.ts";
import { joined, sourceOf, WRITTEN_AT } from "./a-backup.ts";

const WISH = {
  seed: 11,
  months: 1,
  until: asDay("2026-05-31"),
  passphrases: { a: "first line", b: "second line" },
  cost: KDF_FLOOR,
};

let vault: SampleVault;
let bytes: Uint8Array;

beforeAll(async () => {
  await sodiumReady;
  vault = sampleVault(WISH);
  bytes = await joined(backupChunks(vault.sessions.a, vault.rows, vault.parts, { now: WRITTEN_AT }));
});

/** Without the hashes of sealed answers, which hold for one vault alone. */
const withoutHashes = (text: string): string => text.replaceAll(/"hash":"[\w-]{43}"/g, '"hash":""');

async function readAs(seat: "a" | "b") {
  const source = sourceOf(bytes);
  const header = await readBackupHeader(source);
  return readBackup(openBackup(source, header, vault.sessions[seat].keys));
}

describe("the sample couple's backup", () => {
  test("[B8] verifies for both, with every record in order", async () => {
    const source = sourceOf(bytes);
    const header = await readBackupHeader(source);
    for (const seat of ["a", "b"] as const) {
      const keys = openKeys(header.vault, seat, { passphrase: WISH.passphrases[seat] });
      if (typeof keys === "string") throw new Error(keys);
      const report = await verifyBackup(openBackup(source, header, keys));
      expect(report).toMatchObject({ ok: true, opener: seat, findings: [], unverified: 0 });
      const shared = Object.values(report.records.shared).reduce((total, count) => total + count, 0);
      expect(shared).toBe(vault.copies);
    }
  });

  test("gives each the very records of the seed: their own originals, and the copies of both", async () => {
    const couple = sampleCouple({ ...WISH, commit: () => "h".repeat(42) + "A" });
    const texts = (records: readonly JournalRecord[]): string[] =>
      records.map((record) => withoutHashes(writeRecord(record))).sort();
    for (const [seat, partner] of [
      ["a", couple.partners[0]],
      ["b", couple.partners[1]],
    ] as const) {
      const { records, setAside } = await readAs(seat);
      expect(setAside).toEqual([]);
      expect(texts(records)).toEqual(texts([...partner.originals, ...couple.shared]));
    }
  });

  test("writes the same records in the same order each time, under other keys", async () => {
    const again = await joined(sampleBackup({ ...WISH, now: WRITTEN_AT }));
    const source = sourceOf(again);
    const header = await readBackupHeader(source);
    expect(header.vault.vaultId).not.toBe(vault.header.vaultId);
    const keys = openKeys(header.vault, "a", { passphrase: WISH.passphrases.a });
    if (typeof keys === "string") throw new Error(keys);
    const { records } = await readBackup(openBackup(source, header, keys));
    const text = JSON.stringify(records);
    expect(text).not.toBe(withoutHashes(text)); // there is something sealed
    expect(withoutHashes(text)).toBe(withoutHashes(JSON.stringify((await readAs("a")).records)));
  });

  test("holds no word of theirs in the clear", () => {
    const text = Buffer.from(bytes).toString("latin1");
    const couple = sampleCouple(WISH);
    const entry = couple.partners[0].originals.find(({ kind }) => kind === "entry");
    if (entry?.kind !== "entry") throw new Error("an entry");
    // Long ones: three letters like "Noa" turn up by chance in half a megabyte of sealed bytes.
    for (const word of ["bedding", "to-be-heard", "originals", entry.id, entry.day]) expect(text).not.toContain(word);
    expect(text).toContain(vault.header.vaultId); // such a search does find what is there
  });
});
