import { beforeAll, describe, expect, test } from "vitest";
import { spacesOf } from "#shared/backup/backup-header.ts";
import { type JournalHere, plannedContents, planRestore, type RestorePlan } from "#shared/backup/restore.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { foundVault } from "#shared/vault/founding.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import { admit, beginJoin, completeJoin } from "#shared/vault/joining.ts";
import type { OwnKeys } from "#shared/vault/keyring.ts";
import { keysTogether } from "#shared/vault/vault.ts";
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
  save,
  unlock,
  write,
} from "../../support/vault.ts";
import { backupOf, opened } from "./a-backup.ts";

let couple: Couple;
/** Backed up with one private entry of each and one shared of each; since then both wrote one more of each. */
let bytes: Uint8Array;
let before: Disk;
let now: Disk;

function writeBoth(disk: Disk, text: string): void {
  for (const { keys, partner } of [couple.noa, couple.sam]) {
    const { session } = unlock(disk, keys);
    save(
      disk,
      session,
      { act: "put", space: "private", json: aRecord({ author: partner, text }) },
      { act: "put", space: "shared", json: aRecord({ author: partner, text }) },
    );
    const seen = session.stageSeen();
    if (seen !== null) write(disk, seen);
  }
}

beforeAll(async () => {
  couple = await aCouple();
  now = copyOf(couple.disk);
  writeBoth(now, "then");
  before = copyOf(now);
  bytes = await backupOf(before, unlock(before, couple.noa.keys).session);
  writeBoth(now, "since");
});

function here(disk: Disk): JournalHere {
  const rows = new Map<string, number>();
  for (const { space } of disk.rows.values()) rows.set(space, (rows.get(space) ?? 0) + 1);
  return { header: parseHeader(disk.header), rows };
}

/** Carries a plan out as the store does: what is put is replaced whole, all else stays. */
async function restored(disk: Disk, plan: RestorePlan, keys: OwnKeys): Promise<Disk> {
  const put = new Set(plan.spaces.flatMap(({ act, space }) => (act === "put" ? [space] : [])));
  const next = emptyDisk();
  next.header = formatHeader(plan.header);
  for (const row of disk.rows.values()) if (!put.has(row.space)) next.rows.set(rowKey(row), row);
  for (const part of disk.parts.values()) if (!plan.shelves.includes(part.shelf)) next.parts.set(partKey(part), part);
  for await (const items of plannedContents(await opened(bytes, keys), plan)) {
    for (const item of items) {
      if (item.kind === "row") next.rows.set(rowKey(item.row), item.row);
      else if (item.kind === "part") next.parts.set(partKey(item.part), item.part);
    }
  }
  return next;
}

const textsOf = (disk: Disk, keys: OwnKeys, space: string): unknown[] =>
  unlock(disk, keys)
    .rows.filter((row) => row.space === space && row.kind === "entry")
    .map(({ value }) => (value as { text: string }).text);

describe("restoring", () => {
  test("[B9] onto an empty place puts back everything, as it was", async () => {
    const plan = planRestore(await opened(bytes, couple.sam.keys), null);
    expect(plan).toMatchObject({ onto: "empty-place", opener: "b", rows: 6 });
    expect(plan.spaces.every(({ act }) => act === "put")).toBe(true);
    const disk = await restored(emptyDisk(), plan, couple.sam.keys);
    expect(disk).toEqual(before);
    for (const { keys } of [couple.noa, couple.sam]) expect(unlock(disk, keys).findings).toEqual([]);
  });

  test("[B9] onto the same journal puts back the opener's private space and the shared one, and keeps the other's", async () => {
    const plan = planRestore(await opened(bytes, couple.noa.keys), here(now));
    expect(plan.onto).toBe("same-journal");
    const fates = Object.fromEntries(plan.spaces.map((fate) => [fate.owner, fate]));
    expect(fates).toMatchObject({
      a: { act: "put", rows: 1, replaces: 2 },
      b: { act: "keep", rows: 2, why: "other-private" },
      shared: { act: "put", rows: 4, replaces: 6 },
    });
    const disk = await restored(now, plan, couple.noa.keys);
    const noa = keysOf(disk, "a", { passphrase: NOA_PASSPHRASE });
    expect(textsOf(disk, noa, "private")).toEqual(["then"]);
    expect(textsOf(disk, noa, "shared")).toEqual(["then", "then"]);
    expect(textsOf(disk, couple.sam.keys, "private")).toEqual(["then", "since"]);
  });

  test("[B9] the opener's own restore is not a finding to them; to the other it shows as an older shared space", async () => {
    const plan = planRestore(await opened(bytes, couple.noa.keys), here(now));
    const disk = await restored(now, plan, couple.noa.keys);
    const noa = keysOf(disk, "a", { passphrase: NOA_PASSPHRASE });
    expect(unlock(disk, noa).findings).toEqual([]);
    const sam = keysOf(disk, "b", { words: couple.sam.words.join(" ") });
    const findings = unlock(disk, sam).findings;
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every(({ kind, space }) => kind === "rolled-back" && space === "shared")).toBe(true);
  });

  test("[B9] never writes: the journal here and the plan's source stay as they were", async () => {
    const copy = copyOf(now);
    planRestore(await opened(bytes, couple.noa.keys), here(now));
    expect(now).toEqual(copy);
  });

  test("[B9] another journal at the place is refused as foreign", async () => {
    const other = emptyDisk();
    write(other, foundVault({ cover: "tide", coverForB: "wheat", passphrase: "x", cost: KDF_FLOOR }).commit);
    const backup = await opened(bytes, couple.noa.keys);
    expect(() => planRestore(backup, here(other))).toThrow("foreign-vault");
  });

  test("[B9] together cannot restore: private spaces are for one to set back", async () => {
    const backup = await opened(bytes, couple.noa.keys);
    const joint = { ...backup, keys: keysTogether(couple.noa.keys, couple.sam.keys) };
    expect(() => planRestore(joint, null)).toThrow("not-allowed");
  });

  test("[B9] a backup from before the second partner joined keeps them and what is shared", async () => {
    const disk = emptyDisk();
    const founded = foundVault({ cover: "tide", coverForB: "wheat", passphrase: "one", cost: KDF_FLOOR });
    write(disk, founded.commit);
    const author = founded.partner;
    save(disk, founded.session, { act: "put", space: "private", json: aRecord({ author, text: "then" }) });
    const alone = await backupOf(disk, founded.session);
    const { hello, secret } = beginJoin(founded.session.header);
    const { admission, finish } = admit(founded.session, hello);
    const joined = completeJoin(secret, admission, { cover: "wheat", passphrase: "two", cost: KDF_FLOOR });
    write(disk, finish(joined.joined));
    write(disk, joined.commit);
    save(disk, joined.session, { act: "put", space: "shared", json: aRecord({ author: joined.partner }) });
    const keys = keysOf(disk, "a", { passphrase: "one" });
    const plan = planRestore(await opened(alone, keys), here(disk));
    const fates = Object.fromEntries(plan.spaces.map((fate) => [fate.owner, fate]));
    expect(fates).toMatchObject({
      a: { act: "put", rows: 1, replaces: 1 },
      b: { act: "keep", why: "other-private" },
      shared: { act: "keep", rows: 1, why: "joined-since" },
    });
    expect(plan.header).toEqual(parseHeader(disk.header));
    expect(plan.shelves).toEqual([keys.identities.a.privateShelf]);
  });
});

describe("verifying", () => {
  test("[B8] reads what the opener's keys open and says how much is carried intact", async () => {
    const report = await verifyBackup(await opened(bytes, couple.noa.keys));
    // These rows are the vault's own test records: they open, and are none the domain can read.
    expect(report).toMatchObject({
      ok: false,
      opener: "a",
      opened: 5,
      carriedIntact: 1,
      unreadable: { rows: 0, records: 5 },
      unverified: 0,
      findings: [],
    });
    expect(report.spaces).toEqual([
      { owner: "a", rows: 1, opened: true },
      { owner: "b", rows: 1, opened: false },
      { owner: "shared", rows: 4, opened: true },
    ]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("[B8] finds rows that are missing from, or do not open in, an authentic file", async () => {
    const disk = copyOf(before);
    const space = spacesOf(couple.header).find(({ owner }) => owner === "shared")?.id ?? "";
    const [first, second] = [...disk.rows.values()].filter((row) => row.space === space);
    if (first === undefined || second === undefined) throw new Error("two shared rows");
    disk.rows.delete(rowKey(first));
    disk.rows.set(rowKey(second), { ...second, sealed: first.sealed });
    const written = await backupOf(disk, unlock(before, couple.noa.keys).session);
    const report = await verifyBackup(await opened(written, couple.noa.keys));
    expect(report.ok).toBe(false);
    expect(report.unreadable.rows).toBe(1);
    expect(report.findings.map(({ kind }) => kind)).toContain("missing");
  });
});
