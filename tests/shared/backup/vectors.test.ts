import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { backupContents, partBeside, type PartsBeside } from "#shared/backup/backup-body.ts";
import { readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup, type OpenedBackup } from "#shared/backup/open-backup.ts";
import { readBackup } from "#shared/backup/verify.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import { parseRecord, writeRecord } from "#shared/domain/record.ts";
import { AttachmentRef, openAttachment, sealAttachment, type SealedPart } from "#shared/vault/attachment.ts";
import { openKeys } from "#shared/vault/vault.ts";
import { openAttachmentSecondly, readBackupSecondly } from "../../support/second-backup-reader.ts";
import facts1 from "../../vectors/backup.v1.json" with { type: "json" };
import facts2 from "../../vectors/backup.v2/facts.json" with { type: "json" };
import { sourceOf } from "./a-backup.ts";

const VECTORS = resolve(import.meta.dirname, "../../vectors");
const V2 = resolve(VECTORS, "backup.v2");

const beside: PartsBeside = ({ name }) => {
  const file = resolve(V2, name);
  return Promise.resolve(existsSync(file) ? new Uint8Array(readFileSync(file)) : "missing");
};
const NAMES = facts2.attachments.flatMap(({ ref }) => ref.parts);

const FROZEN = [
  { name: "backup.v1.twofold", version: 1, place: "inside", facts: { ...facts1, attachments: [] }, removed: 0 },
  { name: "backup.v2/whole.twofold", version: 2, place: "inside", facts: facts2, removed: 1 },
  { name: "backup.v2/rotating.twofold", version: 2, place: "beside", facts: facts2, removed: 1 },
] as const;

const SEATS = ["a", "b"] as const;

/** What a frozen text says today: an older shape is read as the newer one, and the bytes stay what they were. */
const asReadToday = (text: string): string => {
  const read = parseRecord(JSON.parse(text));
  if (read.kind === "unreadable") throw new Error(read.reason);
  return writeRecord(read.record);
};

async function partsOf(backup: OpenedBackup): Promise<SealedPart[]> {
  const parts: SealedPart[] = [];
  for await (const items of backupContents(backup)) {
    for (const item of items) {
      if (item.kind === "attachment") parts.push(item.part);
      if (item.kind !== "beside") continue;
      const part = await partBeside(item.listed, beside);
      if (typeof part !== "string") parts.push(part);
    }
  }
  return parts;
}

beforeAll(() => sodiumReady);

describe.each(FROZEN)("the frozen $name", ({ name, version, place, facts, removed }) => {
  const frozen = readFileSync(resolve(VECTORS, name));
  const of = (parts: readonly SealedPart[], ref: { readonly id: string }) =>
    parts.filter(({ attachment }) => attachment === ref.id);

  test("[B1] to [B12] opens for both, by passphrase and by words, with every record as it was", async () => {
    const source = sourceOf(new Uint8Array(frozen));
    const header = await readBackupHeader(source);
    expect(header.facts).toMatchObject({
      version,
      writers: ["a", "b"],
      rows: 10 + 2 * removed,
      attachments: { place, parts: facts.attachments.length },
      bytes: frozen.length,
    });
    for (const seat of SEATS) {
      for (const secret of [{ passphrase: facts.passphrases[seat] }, { words: facts.words[seat] }]) {
        const keys = openKeys(header.vault, seat, secret);
        if (typeof keys === "string") throw new Error(keys);
        const backup = openBackup(source, header, keys);
        const { report, records, setAside } = await readBackup(backup, undefined, beside);
        expect(report).toMatchObject({ ok: true, opened: 7 + removed, carriedIntact: 3 + removed });
        expect(report.attachments).toMatchObject({ missing: [], damaged: [] });
        expect(setAside).toEqual([]);
        expect(records.map(writeRecord)).toEqual([...facts.originals[seat], ...facts.copies].map(asReadToday));
        const parts = await partsOf(backup);
        for (const { text, ref } of facts.attachments) {
          const file = openAttachment(AttachmentRef.parse(ref), header.vault.vaultId, of(parts, ref));
          expect(Buffer.from(file).toString()).toBe(text);
        }
      }
    }
  });

  test("[B1] to [B12] opens to a second reader, written from the specifications", async () => {
    const files = new Map(NAMES.map((part) => [part, readFileSync(resolve(V2, part))]));
    for (const seat of SEATS) {
      for (const [kind, secret] of [
        ["passphrase", facts.passphrases[seat]],
        ["words", facts.words[seat]],
      ] as const) {
        const reading = await readBackupSecondly(frozen, seat, kind, secret, files);
        expect(reading).toMatchObject({ seat, version, carried: 3 + removed, writtenAt: "2026-06-01T20:00:00.000Z" });
        const texts = [...facts.originals[seat], ...facts.copies];
        const living = reading.rows.filter(({ json }) => !json.includes('"kind":"gone"'));
        expect(living.map(({ json }) => json).sort()).toEqual(texts.sort());
        expect(reading.rows).toHaveLength(living.length + removed);
        expect(reading.rows.every(({ listed, signed }) => listed && signed !== false)).toBe(true);
        for (const { text, ref } of facts.attachments) {
          const file = openAttachmentSecondly(ref, facts2.vaultId, of(reading.attachments, ref));
          expect(file.toString()).toBe(text);
        }
      }
    }
  });
});

describe("a second reader", () => {
  test("[V30] to [V33] opens an attachment of several parts", () => {
    const file = new Uint8Array(2_000_000).map((_, at) => at % 251);
    const { ref, parts } = sealAttachment(file, facts2.vaultId);
    expect(parts.length).toBeGreaterThan(2);
    expect(openAttachmentSecondly(ref, facts2.vaultId, parts).equals(file)).toBe(true);
  });

  test("[B12] misses a part that is not beside a rotating backup", async () => {
    const rotating = readFileSync(resolve(V2, "rotating.twofold"));
    const reading = readBackupSecondly(rotating, "a", "passphrase", facts2.passphrases.a);
    await expect(reading).rejects.toThrow("B12 missing");
  });
});
