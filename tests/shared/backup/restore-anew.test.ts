/** Restoring across a change of secrets: a file of before never brings back what was replaced, and locks nobody out. */
import { beforeAll, describe, expect, test } from "vitest";
import { type JournalHere, plannedContents, planRestore } from "#shared/backup/restore.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import { beginJoin, completeJoin, inviteAnew } from "#shared/vault/joining.ts";
import type { OwnKeys } from "#shared/vault/keyring.ts";
import { changePassphrase, stageSlotChange } from "#shared/vault/slot-change.ts";
import { stageRenewal, startAnew } from "#shared/vault/starting-anew.ts";
import { openKeys } from "#shared/vault/vault.ts";
import {
  aCouple,
  aRecord,
  copyOf,
  type Couple,
  type Disk,
  emptyDisk,
  keysOf,
  NOA_PASSPHRASE,
  partKey,
  rowKey,
  SAM_PASSPHRASE,
  save,
  unlock,
  write,
} from "../../support/vault.ts";
import { backupOf, opened } from "./a-backup.ts";

const NEXT = "salt on the stairs";
const noaTyped = { passphrase: NOA_PASSPHRASE };
const nextTyped = { passphrase: NEXT };

let couple: Couple;
let before: Disk;
let bytes: Uint8Array;

/** Writes one private entry of a partner, and takes what was seen into the keyring. */
function sit(disk: Disk, keys: OwnKeys, text: string): void {
  const { session } = unlock(disk, keys);
  const { partner } = keys.identities[keys.seat]!;
  save(disk, session, { act: "put", space: "private", json: aRecord({ author: partner, text }) });
  session.check([...disk.parts.values()]);
  write(disk, session.stageSeen()!);
}

beforeAll(async () => {
  couple = await aCouple();
  before = copyOf(couple.disk);
  for (const { keys } of [couple.noa, couple.sam]) sit(before, keys, "then");
  bytes = await backupOf(before, unlock(before, keysOf(before, "a", noaTyped)).session);
});

async function restored(disk: Disk, keys: OwnKeys, file = bytes): Promise<Disk> {
  const rows = new Map<string, number>();
  for (const { space } of disk.rows.values()) rows.set(space, (rows.get(space) ?? 0) + 1);
  const here: JournalHere | null = disk.header === "" ? null : { header: parseHeader(disk.header), rows };
  const plan = planRestore(await opened(file, keys), here);
  const put = new Set(plan.spaces.flatMap(({ act, space }) => (act === "put" ? [space] : [])));
  const next = emptyDisk();
  next.header = formatHeader(plan.header);
  for (const row of disk.rows.values()) if (!put.has(row.space)) next.rows.set(rowKey(row), row);
  for (const part of disk.parts.values()) if (!plan.shelves.includes(part.shelf)) next.parts.set(partKey(part), part);
  for await (const items of plannedContents(await opened(file, keys), plan))
    for (const item of items)
      if (item.kind === "row") next.rows.set(rowKey(item.row), item.row);
      else if (item.kind === "part") next.parts.set(partKey(item.part), item.part);
  return next;
}

const privateTexts = ({ rows }: ReturnType<typeof unlock>): unknown[] =>
  rows.filter(({ space }) => space === "private").map(({ value }) => (value as { text: string }).text);
const ofThen = () => keysOf(before, "a", noaTyped);

describe("[B9] onto the same journal, from a file of before", () => {
  test("[B9] [V18] a changed passphrase: today's stays, the file's does not come back, and nothing reads as a roll-back", async () => {
    const disk = copyOf(before);
    const { session } = unlock(disk, ofThen());
    const change = changePassphrase(session.header, "a", noaTyped, NEXT, KDF_FLOOR);
    if (typeof change === "string") throw new Error(change);
    write(disk, stageSlotChange(session, change));
    sit(disk, keysOf(disk, "a", nextTyped), "since");
    const after = await restored(disk, ofThen());
    expect(openKeys(parseHeader(after.header), "a", noaTyped)).toBe("wrong-passphrase");
    const now = unlock(after, keysOf(after, "a", nextTyped));
    expect([privateTexts(now), now.findings]).toEqual([["then"], []]);
  });

  test("[B9] [V20] a new start: today's keys stay and open what came back; it reads as a roll-back, once", async () => {
    const disk = copyOf(before);
    const { session } = unlock(disk, ofThen());
    const made = startAnew(session.header, "a", noaTyped, NEXT, KDF_FLOOR);
    if (typeof made === "string") throw new Error(made);
    write(disk, stageRenewal(session, made.renewal));
    sit(disk, keysOf(disk, "a", nextTyped), "since");
    const after = await restored(disk, ofThen());
    expect(openKeys(parseHeader(after.header), "a", noaTyped)).toBe("wrong-passphrase");
    const now = unlock(after, keysOf(after, "a", nextTyped));
    expect(privateTexts(now)).toEqual(["then"]);
    expect(now.findings).toEqual([{ kind: "rolled-back", space: "private", seat: "a" }]);
    write(after, now.session.stageSeen()!);
    expect(unlock(after, keysOf(after, "a", nextTyped)).findings).toEqual([]);
    const sam = unlock(after, keysOf(after, "b", { passphrase: SAM_PASSPHRASE }));
    expect(sam.findings.every(({ kind }) => kind === "rolled-back")).toBe(true);
  });

  describe("[V21] a partner invited anew", () => {
    let disk: Disk;
    beforeAll(() => {
      disk = copyOf(before);
      const { session } = unlock(disk, ofThen());
      const { hello, secret } = beginJoin(session.header);
      const { admission, finish } = inviteAnew(session, hello);
      const joined = completeJoin(secret, admission, { cover: "wheat", passphrase: NEXT, cost: KDF_FLOOR });
      write(disk, finish(joined.joined));
      write(disk, joined.commit);
      const profile = aRecord({ author: joined.partner, kind: "profile" });
      save(disk, joined.session, { act: "put", space: "shared", json: profile });
    });

    test("[B9] what is shared stays, and both open it", async () => {
      const after = await restored(disk, ofThen());
      expect(unlock(after, keysOf(after, "b", nextTyped)).findings).toEqual([]);
      const noa = unlock(after, keysOf(after, "a", noaTyped));
      expect([privateTexts(noa), noa.findings]).toEqual([["then"], []]);
    });

    test("[B9] who was lost cannot set today's journal back", async () => {
      const lost = keysOf(before, "b", { passphrase: SAM_PASSPHRASE });
      await expect(restored(disk, lost)).rejects.toThrow("not-allowed");
    });

    test("[B5] a backup written since carries the lost notebook whole, and puts it back onto an empty place", async () => {
      const noa = keysOf(disk, "a", noaTyped);
      const file = await backupOf(disk, unlock(disk, noa).session);
      const { facts } = (await opened(file, noa)).header;
      expect(facts.spaces.map(({ owner, rows }) => [owner, rows])).toEqual([
        ["a", 1],
        ["b", 0],
        ["former", 1],
        ["shared", 3],
      ]);
      expect((await verifyBackup(await opened(file, noa))).spaces).toContainEqual({
        owner: "former",
        rows: 1,
        opened: false,
      });
      expect(await restored(emptyDisk(), noa, file)).toEqual(disk);
      // onto the journal of before it brings the newer header, and the lost notebook is the one that is here
      const after = await restored(before, noa, file);
      expect(after.header).toBe(disk.header);
      expect(unlock(after, keysOf(after, "b", nextTyped)).findings).toEqual([]);
    });
  });
});
