import { beforeAll, expect, test } from "vitest";
import { readBackup, verifyBackup } from "#shared/backup/verify.ts";
import { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { writeRecord } from "#shared/domain/record.ts";
import { shareRecord } from "#shared/domain/sharing.ts";
import { newId } from "#shared/vault/identity.ts";
import { aNeed, TODAY } from "../../support/builders.ts";
import { aCouple, copyOf, save, unlock, type Couple, type Disk } from "../../support/vault.ts";
import { backupOf, opened } from "./a-backup.ts";

let couple: Couple;
let disk: Disk;
/** Two shared needs of Noa's, of which one was then taken back and removed; nothing else. */
beforeAll(async () => {
  couple = await aCouple();
  disk = copyOf(couple.disk);
  const { session, rows } = unlock(disk, couple.noa.keys);
  const author = PartnerId.parse(couple.noa.partner);
  const needs = [newId(), newId()].map((id) =>
    shareRecord(aNeed({ id: RecordId.parse(id), author }), { author, today: TODAY, sharedIds: new Set() }),
  );
  for (const { original, copy } of needs)
    save(
      disk,
      session,
      { act: "put", space: "private", json: writeRecord(original) },
      { act: "put", space: "shared", json: writeRecord(copy) },
    );
  const { id } = needs[0]!.original;
  save(disk, session, { act: "remove", space: "private", id, author }, { act: "remove", space: "shared", id, author });
  // The vault's own test records are none of the domain's.
  for (const { keys, partner } of [couple.noa, couple.sam]) {
    const profile = rows.find((row) => row.author === partner)!;
    save(disk, unlock(disk, keys).session, { act: "purge", space: "shared", id: profile.id, author: partner });
  }
});

test("[V10] [B8] a backup with tombstones verifies, and counts and reads none of them as a record", async () => {
  const bytes = await backupOf(disk, unlock(disk, couple.noa.keys).session);
  const report = await verifyBackup(await opened(bytes, couple.noa.keys));
  expect([report.ok, report.opened, report.unreadable, report.unverified]).toEqual([
    true,
    4,
    { rows: 0, records: 0 },
    0,
  ]);
  expect([report.records.private.need, report.records.shared.need]).toEqual([1, 1]);
  const { records, setAside } = await readBackup(await opened(bytes, couple.noa.keys));
  expect([records.map(({ kind }) => kind), setAside]).toEqual([["need", "need"], []]);
});
