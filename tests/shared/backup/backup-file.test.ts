import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { backupContents, type BackupItem } from "#shared/backup/backup-body.ts";
import { inspectBackup, readBackupHeader, spacesOf } from "#shared/backup/backup-header.ts";
import { BACKUP_LIMITS } from "#shared/backup/layout.ts";
import { openBackup, type OpenedBackup } from "#shared/backup/open-backup.ts";
import { backupChunks, newFileKey } from "#shared/backup/write-backup.ts";
import { verifyBackup } from "#shared/backup/verify.ts";
import { concat, u32 } from "#shared/base/bytes.ts";
import { codeOf } from "#shared/base/errors.ts";
import { CHUNK_BYTES } from "#shared/crypto/sealed-stream.ts";
import { base64, hash256, sodium } from "#shared/crypto/sodium.ts";
import { createProfile } from "#shared/domain/profile.ts";
import { writeRecord } from "#shared/domain/record.ts";
import type { PartnerId, RecordId } from "#shared/domain/fields.ts";
import { asDay } from "#shared/base/time.ts";
import type { SealedRow } from "#shared/vault/session.ts";
import { newId } from "#shared/vault/identity.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import { openKeys } from "#shared/vault/vault.ts";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { foundVault } from "#shared/vault/founding.ts";
import { parseHeader } from "#shared/vault/header.ts";
import { stageRenewal, startAnew } from "#shared/vault/starting-anew.ts";
import {
  aCouple,
  copyOf,
  type Couple,
  type Disk,
  emptyDisk,
  keysOf,
  save,
  unlock,
  write,
} from "../../support/vault.ts";
import {
  backupOf,
  flipped,
  headerJsonOf,
  joined,
  opened,
  sourceOf,
  tablesOf,
  withHeader,
  withHeaderText,
  WRITTEN_AT,
} from "./a-backup.ts";

let couple: Couple;
/** Noa and Sam, a few hundred rows, several chunks. */
let file: Uint8Array;
/** Noa alone with one record: as small as a backup gets. */
let small: { readonly bytes: Uint8Array; readonly disk: Disk; readonly keys: Couple["noa"]["keys"] };

/** A record of `size` characters and more, in its author's private space. */
function fill(disk: Disk, { keys }: Couple["noa"], partner: string, rows: number): void {
  const { session } = unlock(disk, keys);
  const changes = Array.from({ length: rows }, () => {
    const act = { id: newId() as RecordId, author: partner as PartnerId, now: WRITTEN_AT, today: asDay("2026-06-01") };
    return { act: "put", space: "private", json: writeRecord(createProfile({ name: "Noa" }, act)) } as const;
  });
  save(disk, session, ...changes);
}

beforeAll(async () => {
  couple = await aCouple();
  fill(couple.disk, couple.noa, couple.noa.partner, 120);
  fill(couple.disk, couple.sam, couple.sam.partner, 90);
  file = await backupOf(couple.disk, unlock(couple.disk, couple.noa.keys).session);

  const disk = emptyDisk();
  const founded = foundVault({ cover: "umber", coverForB: "lichen", passphrase: "alone", cost: KDF_FLOOR });
  write(disk, founded.commit);
  const { session } = founded;
  const act = { id: newId() as RecordId, author: founded.partner as PartnerId, now: WRITTEN_AT };
  save(disk, session, { act: "put", space: "private", json: writeRecord(createProfile({ name: "Noa" }, act)) });
  if (session.keys.kind !== "one") throw new Error("a founder's session is of one");
  small = { bytes: await backupOf(disk, session), disk, keys: session.keys };
});

afterEach(() => vi.restoreAllMocks());

async function itemsOf(backup: OpenedBackup): Promise<BackupItem[]> {
  const items: BackupItem[] = [];
  for await (const batch of backupContents(backup)) items.push(...batch);
  return items;
}

/** The code with which reading a whole file with these keys is refused, or "accepted". */
async function refusal(bytes: Uint8Array, keys = couple.noa.keys): Promise<string> {
  try {
    await itemsOf(await opened(bytes, keys));
    return "accepted";
  } catch (thrown) {
    return codeOf(thrown);
  }
}

describe("a backup file", () => {
  test("[B5] [B7] gives back every row and part, to either partner, byte for byte", async () => {
    const { rows, parts } = tablesOf(couple.disk);
    for (const { keys } of [couple.noa, couple.sam]) {
      const items = await itemsOf(await opened(file, keys));
      expect(items).toEqual([
        ...rows.map((row) => ({ kind: "row", row })),
        ...parts.map((part) => ({ kind: "part", part })),
      ]);
    }
  });

  test("[B4] says what it is without a passphrase", async () => {
    const facts = await inspectBackup(sourceOf(file));
    expect(facts).toMatchObject({
      version: 2,
      vaultId: couple.header.vaultId,
      writtenAt: WRITTEN_AT,
      writers: ["a"],
      spaces: [
        { owner: "a", rows: 120 },
        { owner: "b", rows: 90 },
        { owner: "shared", rows: 2 },
      ],
      rows: 212,
      attachments: { place: "inside", parts: 0, bytes: 0 },
      bytes: file.length,
      door: { seats: { a: { cover: "tide" }, b: { cover: "wheat" } } },
    });
  });

  test("[B6] opens to keys from the passphrase and from the recovery words of that day", async () => {
    const { vault } = await readBackupHeader(sourceOf(file));
    for (const secret of [{ passphrase: "seven quiet lamps by the water" }, { words: couple.noa.words.join(" ") }]) {
      const keys = openKeys(vault, "a", secret);
      if (typeof keys === "string") throw new Error(keys);
      expect(await refusal(file, keys)).toBe("accepted");
    }
    expect(openKeys(vault, "a", { passphrase: "another one" })).toBe("wrong-passphrase");
  });

  test("[B6] written together it opens to each, and to the key it was written with, but not to joint keys alone", async () => {
    const joint = keysTogether(couple.noa.keys, couple.sam.keys);
    const fileKey = newFileKey();
    const bytes = await backupOf(couple.disk, unlock(couple.disk, joint).session, fileKey);
    expect((await inspectBackup(sourceOf(bytes))).writers).toEqual(["a", "b"]);
    expect(await refusal(bytes, couple.noa.keys)).toBe("accepted");
    expect(await refusal(bytes, couple.sam.keys)).toBe("accepted");
    const source = sourceOf(bytes);
    const header = await readBackupHeader(source);
    const report = await verifyBackup(openBackup(source, header, joint, fileKey));
    expect(report).toMatchObject({ opener: "together", carriedIntact: 210 });
    expect(() => openBackup(source, header, joint)).toThrow("not-allowed");
  });

  test("[B6] after a new start opens to the new keys, and not to the box key of before", async () => {
    const disk = copyOf(small.disk);
    const before = keysOf(disk, "a", { passphrase: "alone" });
    const started = startAnew(parseHeader(disk.header), "a", { passphrase: "alone" }, "anew", KDF_FLOOR);
    if (typeof started === "string") throw new Error(started);
    write(disk, stageRenewal(unlock(disk, before).session, started.renewal));
    const after = keysOf(disk, "a", { passphrase: "anew" });
    const bytes = await backupOf(disk, unlock(disk, after).session);
    expect(await refusal(bytes, after)).toBe("accepted");
    expect(await refusal(bytes, before)).toBe("damaged");
    expect(await refusal(small.bytes, after)).toBe("accepted"); // one's own older files open as before
  });

  test("[B7] holds rows of any length, at any place across the chunks", async () => {
    const { session } = unlock(couple.disk, couple.noa.keys);
    const space = spacesOf(couple.header).find(({ owner }) => owner === "b")?.id ?? "";
    const keys = couple.noa.keys;
    const roundTrip = async (lengths: readonly number[]): Promise<void> => {
      const rows = lengths.map((length, at) => ({
        space,
        seq: at * 3 + 1,
        sealed: new Uint8Array(randomBytes(length)),
      }));
      const bytes = await joined(backupChunks(session, rows, [], { now: WRITTEN_AT }));
      const items = await itemsOf(await opened(bytes, keys));
      // By their hashes: comparing megabytes element by element takes a minute.
      const facts = ({ space: of, seq, sealed }: SealedRow) => [of, seq, sealed.length, base64(hash256(sealed))];
      expect(items.flatMap((item) => (item.kind === "row" ? [facts(item.row)] : []))).toEqual(rows.map(facts));
    };
    const frame = 14;
    for (const lengths of [
      [],
      [0],
      [CHUNK_BYTES - frame],
      [CHUNK_BYTES - frame - 1],
      [CHUNK_BYTES - frame + 1],
      [CHUNK_BYTES - frame - 7, 100],
      [2 * CHUNK_BYTES - frame],
      [BACKUP_LIMITS.sealedBytes],
    ]) {
      await roundTrip(lengths);
    }
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(150_000), { maxLength: 6 }), roundTrip), { numRuns: 15 });
  });

  test("[B7] the writer takes rows of this vault only, in order, each once", async () => {
    const { session } = unlock(couple.disk, couple.noa.keys);
    const { rows, parts } = tablesOf(couple.disk);
    const writing = (changed: typeof rows) => joined(backupChunks(session, changed, parts, { now: WRITTEN_AT }));
    const [first, second] = rows as [(typeof rows)[0], (typeof rows)[0]];
    await expect(writing([second, first])).rejects.toThrow("bug");
    await expect(writing([first, first])).rejects.toThrow("bug");
    await expect(writing([{ ...first, space: newId() }])).rejects.toThrow("bug");
  });
});

describe("a damaged file", () => {
  test("[B2] [B6] [B7] is refused, whichever byte is flipped", async () => {
    const { bytes, keys } = small;
    const { bodyAt } = await readBackupHeader(sourceOf(bytes));
    const whole = await opened(bytes, keys);
    const codes = new Map<string, number>();
    for (let at = 0; at < bytes.length; at++) {
      const changed = flipped(bytes, at);
      let code: string = "accepted";
      try {
        // The head is read anew only while the flip is in it: nothing else of the file is in what was opened.
        await itemsOf(at < bodyAt ? await opened(changed, keys) : { ...whole, source: sourceOf(changed) });
      } catch (thrown) {
        code = codeOf(thrown);
      }
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect([...codes.keys()].sort()).toEqual(["damaged", "newer-version", "not-a-backup", "over-limit"]);
    expect(codes.get("not-a-backup")).toBe(8); // the magic
    expect(codes.get("newer-version")).toBe(4); // the version: each of these flips makes it larger
    expect(codes.get("over-limit")).toBeLessThan(4); // the header's length
  });

  test("[B1] is refused, at whatever length it is cut", async () => {
    const { bytes, keys } = small;
    const codes = new Set<string>();
    for (let length = 0; length < bytes.length; length++) {
      const code = await refusal(bytes.subarray(0, length), keys);
      codes.add(code);
      expect(code).toBe(length < 8 ? "not-a-backup" : "damaged");
    }
    expect(codes.size).toBe(2);
    expect(await refusal(concat(bytes, Uint8Array.of(0)), keys)).toBe("damaged");
  });

  test("[B1] an empty file and a foreign one are not backups", async () => {
    await expect(inspectBackup(sourceOf(new Uint8Array()))).rejects.toMatchObject({ code: "not-a-backup" });
    await expect(inspectBackup(sourceOf(randomBytes(5_000)))).rejects.toMatchObject({ code: "not-a-backup" });
  });

  test("[B7] is refused with chunks swapped, doubled, or taken from another backup of the same journal", async () => {
    const { bodyAt } = await readBackupHeader(sourceOf(file));
    const chunk = CHUNK_BYTES + 17;
    const at = (index: number): number => bodyAt + 24 + index * chunk;
    expect(file.length).toBeGreaterThan(at(3));
    const replaced = (index: number, bytes: Uint8Array): Uint8Array => {
      const copy = file.slice();
      copy.set(bytes.subarray(0, chunk), at(index));
      return copy;
    };
    const chunkOf = (bytes: Uint8Array, index: number): Uint8Array => bytes.slice(at(index), at(index + 1));
    const swapped = replaced(0, chunkOf(file, 1));
    swapped.set(chunkOf(file, 0), at(1));
    expect(await refusal(swapped)).toBe("damaged");
    expect(await refusal(replaced(1, chunkOf(file, 0)))).toBe("damaged");
    const other = await backupOf(couple.disk, unlock(couple.disk, couple.noa.keys).session);
    expect(other.length).toBe(file.length);
    expect(await refusal(replaced(1, chunkOf(other, 1)))).toBe("damaged");
    // Dropped chunks change the length, which the header says: refused before any key is derived.
    expect(await refusal(concat(file.subarray(0, at(1)), file.subarray(at(2))))).toBe("damaged");
    // The whole body of another backup of the same length: its stream is bound to another header.
    expect(await refusal(concat(file.subarray(0, bodyAt), other.subarray(bodyAt)))).toBe("damaged");
  });

  test("[B6] is refused to keys of another journal, as foreign", async () => {
    expect(await refusal(file, small.keys)).toBe("foreign-vault");
  });
});

describe("a hostile header", () => {
  async function refusedBeforeDerivation(bytes: Uint8Array): Promise<string> {
    const derive = vi.spyOn(sodium, "crypto_pwhash");
    const unseal = vi.spyOn(sodium, "crypto_box_seal_open");
    try {
      await readBackupHeader(sourceOf(bytes));
      return "accepted";
    } catch (thrown) {
      expect(derive).not.toHaveBeenCalled();
      expect(unseal).not.toHaveBeenCalled();
      return codeOf(thrown);
    }
  }

  test("[B3] over the limits is refused before any derivation", async () => {
    const many = headerJsonOf(file)["spaces"] as { space: string; rows: number }[];
    const rows = (count: number) => many.map((space) => ({ ...space, rows: count }));
    expect(await refusedBeforeDerivation(withHeader(file, { spaces: rows(400_000) }))).toBe("over-limit");
    expect(await refusedBeforeDerivation(withHeader(file, { spaces: rows(1e15) }))).toBe("over-limit");
    expect(await refusedBeforeDerivation(withHeader(file, { spaces: rows(-1) }))).toBe("damaged");
    const shelves = headerJsonOf(file)["shelves"] as { parts: number }[];
    const withParts = shelves.map((shelf) => ({ ...shelf, parts: 258 }));
    expect(await refusedBeforeDerivation(withHeader(file, { shelves: withParts }))).toBe("over-limit");
    const attachments = headerJsonOf(file)["attachments"] as object;
    for (const claim of [
      { parts: BACKUP_LIMITS.attachmentParts + 1, bytes: 0 },
      { parts: 1e15, bytes: 1e15 },
      { parts: 2, bytes: 2 * 1024 * 1024 + 1 },
    ]) {
      const hostile = withHeader(file, { attachments: { ...attachments, ...claim } });
      expect(await refusedBeforeDerivation(hostile)).toBe("over-limit");
    }
    const deep = `${"[".repeat(20)}${"]".repeat(20)}`;
    expect(await refusedBeforeDerivation(withHeaderText(file, deep))).toBe("over-limit");
    const claimed = concat(file.subarray(0, 12), u32(BACKUP_LIMITS.headerBytes + 1), file.subarray(16));
    expect(await refusedBeforeDerivation(claimed)).toBe("over-limit");
  });

  test("[B1] of a newer version is refused as such, of version 0 as damaged", async () => {
    expect(await refusedBeforeDerivation(concat(file.subarray(0, 8), u32(3), file.subarray(12)))).toBe("newer-version");
    expect(await refusedBeforeDerivation(concat(file.subarray(0, 8), u32(0), file.subarray(12)))).toBe("damaged");
  });

  test("[B4] in another spelling, with fields missing or added, or no JSON at all is damaged", async () => {
    const json = headerJsonOf(file);
    for (const text of [
      JSON.stringify(json, null, 1),
      JSON.stringify({ ...json, extra: 1 }),
      JSON.stringify({ ...json, writers: undefined }),
      "{",
      "",
      "null",
    ]) {
      expect(await refusedBeforeDerivation(withHeaderText(file, text))).toBe("damaged");
    }
  });

  test("[B5] that does not speak of the vault's own spaces and writers is damaged", async () => {
    const json = headerJsonOf(file);
    const spaces = json["spaces"] as unknown[];
    const shelves = json["shelves"] as unknown[];
    for (const changes of [
      { spaces: spaces.slice(1) },
      { spaces: [...spaces].reverse() },
      { shelves: [...shelves, shelves[0]] },
      { writers: ["b", "a"] },
      { writers: ["a", "a"] },
      { fileKey: { ...(json["fileKey"] as object), b: null } },
    ]) {
      expect(await refusedBeforeDerivation(withHeader(file, changes))).toBe("damaged");
    }
    const alone = headerJsonOf(small.bytes);
    expect(alone["writers"]).toEqual(["a"]);
    expect(await refusedBeforeDerivation(withHeader(small.bytes, { writers: ["b"] }))).toBe("damaged");
  });

  test("[B6] changed by a partner who holds the file key is refused: they cannot sign for the other", async () => {
    // Sam opens the file key, changes the header Noa signed and makes the digest and the MAC right again.
    const { keys } = couple.sam;
    const sealed = (headerJsonOf(file)["fileKey"] as { b: string }).b;
    const fileKey = sodium.crypto_box_seal_open(
      sodium.from_base64(sealed),
      sodium.from_base64(keys.identities.b?.box ?? ""),
      keys.box,
    );
    const macKey = sodium.crypto_kdf_derive_from_key(32, 1, "twofback", fileKey);
    const forged = withHeader(file, { writtenAt: "2020-01-01T00:00:00.000Z" });
    const { bodyAt } = await readBackupHeader(sourceOf(forged));
    const digested = forged.subarray(0, bodyAt - 32);
    expect(hash256(digested.subarray(0, -32))).toEqual(digested.slice(-32));
    const whole = concat(digested, sodium.crypto_generichash(32, digested, macKey), forged.subarray(bodyAt));
    expect(await refusal(whole)).toBe("damaged");
    await expect(opened(whole, couple.noa.keys)).rejects.toThrow("B6 signature");
  });
});
