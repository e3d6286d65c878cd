import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, u64 } from "#shared/base/bytes.ts";
import { placeOf, sealBytes } from "#shared/crypto/sealed-record.ts";
import { sign } from "#shared/crypto/signature.ts";
import { fromBase64, hash256, utf8 } from "#shared/crypto/sodium.ts";
import { newId } from "#shared/vault/identity.ts";
import { withEntry } from "#shared/vault/manifest.ts";
import { openShelf, sealShelf, shelvesOf } from "#shared/vault/shelf.ts";
import type { OwnKeys } from "#shared/vault/keyring.ts";
import { tombstone } from "#shared/vault/record-row.ts";
import { openSession, type SealedRow } from "#shared/vault/session.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import {
  aCouple,
  aRecord,
  copyOf,
  partKey,
  rowKey,
  save,
  unlock,
  write,
  type Couple,
  type Disk,
} from "../../support/vault.ts";

/** A couple who both wrote a little: the disk every attack begins from. */
let couple: Couple;
let disk: Disk;
const needId = () => needs[0]!;
let needs: string[];
const firstByte = (id: string) => fromBase64(id)[0]!;
/** An id by its first character, and so by its bucket, that shares it with none of the profiles. */
const idInBucketOfItsOwn = (first: string, taken: readonly number[]): string => {
  for (;;) {
    const id = first + newId().slice(1);
    if (!taken.includes(firstByte(id))) return id;
  }
};
beforeAll(async () => {
  couple = await aCouple();
  disk = copyOf(couple.disk);
  const taken = unlock(disk, couple.noa.keys).rows.map(({ id }) => firstByte(id));
  needs = ["A", "B", "C"].map((first) => idInBucketOfItsOwn(first, taken));
  for (const who of [couple.noa, couple.sam]) {
    const { session } = unlock(disk, who.keys);
    const author = who.partner;
    save(disk, session, { act: "put", space: "private", json: aRecord({ author, text: `${author} alone` }) });
    save(disk, session, { act: "put", space: "private", json: aRecord({ author, text: `${author} again` }) });
    if (who === couple.noa)
      for (const id of needs)
        save(disk, session, { act: "put", space: "shared", json: aRecord({ id, author, kind: "need" }) });
    else save(disk, session, { act: "put", space: "shared", json: aRecord({ author, kind: "care" }) });
    const seen = session.stageSeen()!;
    write(disk, seen);
    session.settle(seen);
    who.keys = session.keys as OwnKeys;
  }
});

const rowsOf = (from: Disk, space: string): SealedRow[] => [...from.rows.values()].filter((row) => row.space === space);
const sharedSpace = () => couple.header.sharedSpace;
const noaPrivate = () => couple.header.seats.a.identity.privateSpace;
const samPrivate = () => couple.header.seats.b!.identity.privateSpace;
const findingsOf = (attacked: Disk, keys = couple.noa.keys) => unlock(attacked, keys).findings;

/** A row as anybody can seal it who has the key of the shared space. */
function forgedRow(seq: number, json: string, signature: Uint8Array): SealedRow {
  const place = placeOf("row", fromBase64(couple.header.vaultId), fromBase64(sharedSpace()), u64(seq));
  return {
    space: sharedSpace(),
    seq,
    sealed: sealBytes(concat(signature, utf8(json)), place, couple.sam.keys.couple[0]!),
  };
}

test("[V13] an untouched disk has no findings, for either partner or both", () => {
  expect(findingsOf(disk)).toEqual([]);
  expect(findingsOf(disk, couple.sam.keys)).toEqual([]);
  expect(unlock(disk, keysTogether(couple.noa.keys, couple.sam.keys)).findings).toEqual([]);
});

describe("[V10] rows stay where they were put", () => {
  test("[V10] every row put at every other place does not open there, and is counted", () => {
    const all = [...disk.rows.values()];
    for (const row of all)
      for (const place of all) {
        if (place === row) continue;
        const session = openSession(couple.header, couple.noa.keys);
        const moved = { ...place, sealed: row.sealed };
        expect(session.openRow(moved)).toBe("unreadable");
      }
  });

  test("[V13] two rows exchanged are two unreadable rows", () => {
    const attacked = copyOf(disk);
    const [one, two] = rowsOf(disk, noaPrivate()) as [SealedRow, SealedRow];
    attacked.rows.set(rowKey(one), { ...one, sealed: two.sealed });
    attacked.rows.set(rowKey(two), { ...two, sealed: one.sealed });
    expect(findingsOf(attacked)).toEqual([{ kind: "unreadable", space: "private", count: 2 }]);
  });

  test("[V13] a changed row is unreadable, and stays on the disk through later saves", () => {
    const attacked = copyOf(disk);
    const victim = rowsOf(disk, noaPrivate())[0]!;
    const sealed = victim.sealed.slice();
    sealed[100]! ^= 1;
    attacked.rows.set(rowKey(victim), { ...victim, sealed });
    const { session, unreadable } = unlock(attacked, couple.noa.keys);
    expect(unreadable).toBe(1);
    save(attacked, session, { act: "put", space: "private", json: aRecord({ author: couple.noa.partner }) });
    expect(findingsOf(attacked)).toEqual([{ kind: "unreadable", space: "private", count: 1 }]);
    expect(attacked.rows.get(rowKey(victim))!.sealed).toEqual(sealed);
  });

  test("[V10] no key of one partner's session opens any row of the other's private space", () => {
    const { session } = unlock(disk, couple.noa.keys);
    for (const row of rowsOf(disk, samPrivate())) expect(session.openRow(row)).toBe("unreadable");
    // not even under a name the session has keys for
    for (const row of rowsOf(disk, samPrivate()))
      for (const space of session.spaces()) expect(session.openRow({ ...row, space })).toBe("unreadable");
  });
});

describe("[V13] the partner with write access is noticed", () => {
  test("[V13] a dropped row is missing, exactly as many as were dropped", () => {
    fc.assert(
      fc.property(fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }), (picked) => {
        const attacked = copyOf(disk);
        const shared = rowsOf(disk, sharedSpace());
        for (const at of picked) attacked.rows.delete(rowKey(shared[at]!));
        expect(findingsOf(attacked)).toEqual([{ kind: "missing", space: "shared", count: picked.length }]);
      }),
      { numRuns: 15 },
    );
  });

  test("[V13] an older version put back is unlisted, and the newer one missing", () => {
    const attacked = copyOf(disk);
    const { session } = unlock(attacked, couple.noa.keys);
    const older = rowsOf(attacked, sharedSpace()).find((row) => {
      const opened = session.openRow(row);
      return opened !== "unreadable" && opened.id === needId();
    })!;
    const json = aRecord({ id: needId(), author: couple.noa.partner, kind: "need", revision: 2 });
    const { putRows } = save(attacked, session, { act: "put", space: "shared", json });
    attacked.rows.set(rowKey(older), older);
    expect(findingsOf(attacked)).toEqual([{ kind: "unlisted", space: "shared", count: 1 }]);
    attacked.rows.delete(rowKey(putRows[0]!));
    expect(findingsOf(attacked)).toEqual([
      { kind: "missing", space: "shared", count: 1 },
      { kind: "unlisted", space: "shared", count: 1 },
    ]);
  });

  test("[V13] Noa's older copy, sealed anew by Sam in the place of her newer one, is unlisted though it is signed", () => {
    const attacked = copyOf(disk);
    const noa = unlock(attacked, couple.noa.keys);
    const older = noa.rows.find(({ id }) => id === needId())!;
    const names = [fromBase64(couple.noa.partner), utf8("need"), fromBase64(needId()), u64(1), utf8(older.json)];
    const signature = sign("record", [fromBase64(couple.header.vaultId), ...names], couple.noa.keys.signing);
    const json = aRecord({ id: needId(), author: couple.noa.partner, kind: "need", revision: 2 });
    const { putRows } = save(attacked, noa.session, { act: "put", space: "shared", json });
    const replayed = forgedRow(putRows[0]!.seq, older.json, signature);
    attacked.rows.set(rowKey(replayed), replayed);
    const { session, rows, findings } = unlock(attacked, couple.sam.keys);
    expect(findings).toEqual([
      { kind: "missing", space: "shared", count: 1 },
      { kind: "unlisted", space: "shared", count: 1 },
    ]);
    const row = rows.find(({ id }) => id === needId())!;
    expect([row.revision, session.isVerified(row), session.isListed(row)]).toEqual([1, true, false]);
  });

  test("[V13] a copy taken back and put there again is unlisted: its signature is good, its place is not", () => {
    const attacked = copyOf(disk);
    const noa = unlock(attacked, couple.noa.keys);
    const id = needId();
    const { dropRows } = save(attacked, noa.session, {
      act: "purge",
      space: "shared",
      id,
      author: couple.noa.partner,
    });
    expect(dropRows.length).toBe(1);
    expect(findingsOf(attacked)).toEqual([]);
    const replayed = disk.rows.get(rowKey(dropRows[0]!))!;
    attacked.rows.set(rowKey(replayed), replayed);
    const { session, rows, findings } = unlock(attacked, couple.sam.keys);
    expect(findings).toEqual([{ kind: "unlisted", space: "shared", count: 1 }]);
    const row = rows.find((opened) => opened.id === id)!;
    expect([session.isVerified(row), session.isListed(row)]).toEqual([true, false]);
  });

  test("[V13] Noa's part of the shared space rolled back with its manifest is noticed by both", () => {
    const attacked = copyOf(disk);
    const noa = unlock(attacked, couple.noa.keys);
    save(attacked, noa.session, { act: "put", space: "shared", json: aRecord({ author: couple.noa.partner }) });
    const sam = unlock(attacked, couple.sam.keys).session.stageSeen()!;
    write(attacked, sam);
    const noaSeen = noa.session.stageSeen()!;
    write(attacked, {
      ...noaSeen,
      header: { ...noaSeen.header!, seats: { ...noaSeen.header!.seats, b: sam.header!.seats.b } },
    });
    // Everything but the header as it was before Noa's last save.
    attacked.rows.clear();
    attacked.parts.clear();
    for (const row of disk.rows.values()) attacked.rows.set(rowKey(row), row);
    for (const part of disk.parts.values()) attacked.parts.set(partKey(part), part);
    const rolledBack = { kind: "rolled-back", space: "shared", seat: "a" };
    noa.session.settle(noaSeen);
    expect(findingsOf(attacked, noa.session.keys as OwnKeys)).toEqual([rolledBack]);
    const samKeys = { ...couple.sam.keys, seen: { ...couple.sam.keys.seen, a: (noa.session.keys as OwnKeys).seen.a } };
    expect(findingsOf(attacked, samKeys)).toEqual([rolledBack]);
  });

  test("[V13] the private space rolled back is noticed, and the next save steps over what was seen", () => {
    const attacked = copyOf(disk);
    const { session } = unlock(attacked, couple.noa.keys);
    const json = aRecord({ author: couple.noa.partner });
    for (let saves = 0; saves < 3; saves++) save(attacked, session, { act: "put", space: "private", json });
    const seen = session.stageSeen()!;
    session.settle(seen);
    const rolledBack = copyOf(disk);
    write(rolledBack, seen);
    const keys = session.keys as OwnKeys;
    const again = unlock(rolledBack, keys);
    expect(again.findings).toEqual([{ kind: "rolled-back", space: "private", seat: "a" }]);
    save(rolledBack, again.session, { act: "put", space: "private", json });
    expect(findingsOf(rolledBack, keys)).toEqual([]);
  });

  test("[V13] another root of the same number is a roll-back too", () => {
    const [one, other] = [copyOf(disk), copyOf(disk)];
    const first = unlock(one, couple.noa.keys);
    save(one, first.session, { act: "put", space: "private", json: aRecord({ author: couple.noa.partner }) });
    const seen = first.session.stageSeen()!;
    first.session.settle(seen);
    const second = unlock(other, couple.noa.keys);
    save(other, second.session, { act: "put", space: "private", json: aRecord({ author: couple.noa.partner }) });
    write(other, seen);
    expect(findingsOf(other, first.session.keys as OwnKeys)).toEqual([
      { kind: "rolled-back", space: "private", seat: "a" },
    ]);
  });

  test("[V13] once shown, a root that was rolled back counts as seen", () => {
    const attacked = copyOf(disk);
    const { session } = unlock(attacked, couple.noa.keys);
    save(attacked, session, { act: "put", space: "private", json: aRecord({ author: couple.noa.partner }) });
    const seen = session.stageSeen()!;
    session.settle(seen);
    const rolledBack = copyOf(disk);
    write(rolledBack, seen);
    const again = unlock(rolledBack, session.keys);
    expect(again.findings.length).toBe(1);
    again.session.settle(again.session.stageSeen()!);
    expect(findingsOf(rolledBack, again.session.keys as OwnKeys)).toEqual([]);
  });
});

describe("[V12] every part of a manifest holds its place", () => {
  test("[V12] a part missing, changed, moved or older is a damaged manifest of its author", () => {
    const { a, b } = couple.header.seats;
    const owners = new Map([
      [a.identity.privateShelf, { space: "private", seat: "a" }],
      [a.identity.sharedShelf, { space: "shared", seat: "a" }],
      [b!.identity.sharedShelf, { space: "shared", seat: "b" }],
    ]);
    const parts = [...disk.parts.values()].filter(({ shelf }) => owners.has(shelf));
    expect(parts.length).toBeGreaterThan(8);
    for (const part of parts) {
      const expected = [{ kind: "damaged-manifest", ...owners.get(part.shelf) }];
      const changed = part.sealed.slice();
      changed[60]! ^= 1;
      const others = parts.filter((other) => other !== part).map(({ sealed }) => sealed);
      for (const sealed of [null, changed, ...others]) {
        const attacked = copyOf(disk);
        if (sealed === null) attacked.parts.delete(partKey(part));
        else attacked.parts.set(partKey(part), { ...part, sealed });
        expect(findingsOf(attacked), partKey(part)).toEqual(expected);
      }
    }
  });

  test("[V12] an older bucket put back under the newer root is a damaged manifest", () => {
    const attacked = copyOf(disk);
    const { session } = unlock(attacked, couple.noa.keys);
    const json = aRecord({ id: needId(), author: couple.noa.partner, kind: "need", revision: 2 });
    const { putParts } = save(attacked, session, { act: "put", space: "shared", json });
    const bucket = putParts.find(({ part }) => part !== 256)!;
    attacked.parts.set(partKey(bucket), disk.parts.get(partKey(bucket))!);
    expect(findingsOf(attacked)).toEqual([{ kind: "damaged-manifest", space: "shared", seat: "a" }]);
  });

  test("[V12] a root Sam signed for Noa's shelf is a damaged manifest of Noa's, not hers", () => {
    const attacked = copyOf(disk);
    const { a, b } = couple.header.seats;
    // Sam's session, told that Noa's shelf is his own: it writes there with his signature.
    const asNoa: OwnKeys = {
      ...couple.sam.keys,
      identities: { a: a.identity, b: { ...b!.identity, sharedShelf: a.identity.sharedShelf } },
      seen: { private: null, a: null, b: null, coupleEpoch: 1, otherBox: null },
    };
    const lie = { ...couple.header, seats: { a, b: { ...b!, identity: asNoa.identities.b! } } };
    const session = openSession(lie, asNoa);
    session.check([]);
    const { putParts } = session.stage([
      { act: "put", space: "shared", json: aRecord({ id: needId(), author: couple.sam.partner }) },
    ]);
    for (const part of putParts) {
      expect(part.shelf).toBe(a.identity.sharedShelf);
      attacked.parts.set(partKey(part), part);
    }
    expect(findingsOf(attacked)).toEqual([{ kind: "damaged-manifest", space: "shared", seat: "a" }]);
  });

  test("[V14] after damage a save is listed again, and what the damaged bucket listed is named until restored", () => {
    const attacked = copyOf(disk);
    const bucket = [...disk.parts.values()].find(
      ({ shelf, part }) => shelf === couple.header.seats.a.identity.sharedShelf && part === firstByte(needId()),
    )!;
    attacked.parts.delete(partKey(bucket));
    const { session } = unlock(attacked, couple.noa.keys);
    save(attacked, session, {
      act: "put",
      space: "shared",
      json: aRecord({ id: needId(), author: couple.noa.partner, kind: "need", revision: 2 }),
    });
    const again = unlock(attacked, couple.noa.keys);
    expect(again.findings).toEqual([]); // this need was all the bucket listed, and its old row is gone
    expect(again.rows.filter(({ id }) => id === needId()).map(({ revision }) => revision)).toEqual([2]);
  });

  test("[V14] without its root a shelf starts anew: the rows stay, and are named as unlisted", () => {
    const attacked = copyOf(disk);
    attacked.parts.delete(partKey({ shelf: couple.header.seats.a.identity.privateShelf, part: 256 }));
    const { session, rows } = unlock(attacked, couple.noa.keys);
    const before = rows.length;
    save(attacked, session, { act: "put", space: "private", json: aRecord({ author: couple.noa.partner }) });
    const again = unlock(attacked, couple.noa.keys);
    expect(again.rows.length).toBe(before + 1);
    expect(again.findings).toEqual([{ kind: "unlisted", space: "private", count: 2 }]);
  });
});

describe("[V11] the partner with the couple key cannot speak as the other", () => {
  test("[V11] a copy in Noa's name with no signature, Sam's signature or one of another record is unverified", () => {
    const json = aRecord({ author: couple.noa.partner, kind: "need", text: "words she never wrote" });
    const { id } = JSON.parse(json) as { id: string };
    const vault = fromBase64(couple.header.vaultId);
    const parts = [vault, fromBase64(couple.noa.partner), utf8("need"), fromBase64(id), u64(1), utf8(json)];
    for (const signature of [new Uint8Array(64), sign("record", parts, couple.sam.keys.signing)]) {
      const attacked = copyOf(disk);
      const row = forgedRow(900, json, signature);
      attacked.rows.set(rowKey(row), row);
      for (const { keys } of [couple.noa, couple.sam]) {
        const { session, rows, findings } = unlock(attacked, keys);
        const forged = rows.find((opened) => opened.seq === 900)!;
        expect(forged.author).toBe(couple.noa.partner);
        expect([session.isVerified(forged), session.isListed(forged)]).toEqual([false, false]);
        expect(findings).toEqual([{ kind: "unlisted", space: "shared", count: 1 }]);
      }
    }
  });

  test("[V11] Noa's true signature does not carry over to another text, id, kind, revision or statement", () => {
    const json = aRecord({ author: couple.noa.partner, kind: "need" });
    const { id } = JSON.parse(json) as { id: string };
    const vault = fromBase64(couple.header.vaultId);
    const honest = [vault, fromBase64(couple.noa.partner), utf8("need"), fromBase64(id), u64(1), utf8(json)] as const;
    const isVerified = (signature: Uint8Array, text: string): boolean => {
      const session = openSession(couple.header, couple.noa.keys);
      const opened = session.openRow(forgedRow(901, text, signature));
      if (opened === "unreadable") throw new Error("unreadable");
      return session.isVerified(opened);
    };
    const signature = sign("record", honest, couple.noa.keys.signing);
    expect(isVerified(signature, json)).toBe(true);
    expect(isVerified(signature, json.replace('"text":""', '"text":"!"'))).toBe(false);
    expect(isVerified(signature, json.replace('"need"', '"care"'))).toBe(false);
    expect(isVerified(signature, json.replace('"revision":1', '"revision":2'))).toBe(false);
    expect(isVerified(signature, json.replace(id, newId()))).toBe(false);
    expect(isVerified(sign("root", honest, couple.noa.keys.signing), json)).toBe(false);
  });

  test("[V11] listing a row in Noa's name on Sam's own shelf does not verify it", () => {
    const asNoa = aRecord({ author: couple.noa.partner, kind: "need", text: "words she never wrote" });
    const { id } = JSON.parse(asNoa) as { id: string };
    const forged = forgedRow(905, asNoa, new Uint8Array(64));
    // A changed app of Sam's lists the row on his shelf, as only the holder of his signing key can.
    const shelf = shelvesOf(couple.sam.keys).find(({ secretKey, space }) => secretKey !== null && space === "shared")!;
    const parts = [...disk.parts.values()].filter((part) => part.shelf === shelf.id);
    const state = openShelf(shelf, new Map(parts.map(({ part, sealed }) => [part, sealed])));
    const entry = { seq: forged.seq, hash: hash256(forged.sealed) };
    const part = fromBase64(id)[0]!;
    const bucket = withEntry(state.buckets[part]!, fromBase64(id), entry);
    const sealed = sealShelf(shelf, state, new Map([[part, bucket]]), forged.seq, 0);

    const attacked = copyOf(disk);
    attacked.rows.set(rowKey(forged), forged);
    for (const changed of sealed.parts) attacked.parts.set(partKey(changed), changed);
    const { session, rows, findings } = unlock(attacked, couple.noa.keys);
    expect(findings).toEqual([
      { kind: "missing", space: "shared", count: 1 },
      { kind: "unlisted", space: "shared", count: 1 },
    ]);
    const row = rows.find(({ seq }) => seq === forged.seq)!;
    expect([session.isVerified(row), session.isListed(row)]).toEqual([false, false]);
  });

  test("[V14] Sam's own session refuses to write, remove or purge in Noa's name", () => {
    const { session } = unlock(disk, couple.sam.keys);
    const json = aRecord({ author: couple.noa.partner });
    for (const space of ["private", "shared"] as const)
      expect(() => session.stage([{ act: "put", space, json }])).toThrow("not-allowed");
    for (const act of ["remove", "purge"] as const)
      expect(() => session.stage([{ act, space: "shared", id: needId(), author: couple.noa.partner }])).toThrow(
        "not-allowed",
      );
  });

  test("[V10] [V13] a tombstone Sam seals in Noa's name takes nothing away: it is unverified, and on no list", () => {
    const attacked = copyOf(disk);
    const forged = forgedRow(
      906,
      tombstone({ id: needId(), author: couple.noa.partner, revision: 1 }),
      new Uint8Array(64),
    );
    attacked.rows.set(rowKey(forged), forged);
    for (const { keys } of [couple.noa, couple.sam]) {
      const { session, rows, findings } = unlock(attacked, keys);
      expect(findings).toEqual([{ kind: "unlisted", space: "shared", count: 1 }]);
      const ofNeed = rows.filter(({ id }) => id === needId());
      expect(ofNeed.map((row) => [row.kind, session.isListed(row), session.isVerified(row)])).toEqual([
        ["need", true, true],
        ["gone", false, false],
      ]);
    }
  });

  test("[V10] [V13] Noa's tombstone exchanged for the copy it took the place of is named, by both", () => {
    const attacked = copyOf(disk);
    const { session } = unlock(attacked, couple.noa.keys);
    const id = needId();
    const { putRows, dropRows } = save(attacked, session, {
      act: "remove",
      space: "shared",
      id,
      author: couple.noa.partner,
    });
    attacked.rows.delete(rowKey(putRows[0]!));
    attacked.rows.set(rowKey(dropRows[0]!), disk.rows.get(rowKey(dropRows[0]!))!);
    for (const { keys } of [couple.noa, couple.sam])
      expect(findingsOf(attacked, keys)).toEqual([
        { kind: "missing", space: "shared", count: 1 },
        { kind: "unlisted", space: "shared", count: 1 },
      ]);
  });

  test("[V11] a row by an author who is neither is unverified", () => {
    const session = openSession(couple.header, couple.noa.keys);
    const opened = session.openRow(forgedRow(902, aRecord({ author: newId() }), new Uint8Array(64)));
    if (opened === "unreadable") throw new Error("unreadable");
    expect(session.isVerified(opened)).toBe(false);
  });

  test("[V10] sealed bytes that are no record are unreadable, never an error", () => {
    const session = openSession(couple.header, couple.noa.keys);
    const deep = `{"id":"${newId()}","author":"${newId()}","kind":"need","revision":1,"x":${"[".repeat(64)}${"]".repeat(64)}}`;
    const texts = ["", "null", "[]", "7", '"text"', "{", "{}", deep, '{"id":1}'];
    const bad = [
      aRecord({ author: "short" }),
      aRecord({ author: newId(), revision: 0 }),
      aRecord({ author: newId(), revision: 1.5 }),
      aRecord({ author: newId(), kind: "Need" }),
      aRecord({ author: newId(), kind: "" }),
      aRecord({ author: newId(), kind: "gone" }),
    ];
    for (const text of [...texts, ...bad])
      expect(session.openRow(forgedRow(903, text, new Uint8Array(64))), text.slice(0, 40)).toBe("unreadable");
    const place = placeOf("row", fromBase64(couple.header.vaultId), fromBase64(sharedSpace()), u64(904));
    for (const payload of [new Uint8Array(), new Uint8Array(63), new Uint8Array(70).fill(0xff)]) {
      const sealed = sealBytes(payload, place, couple.sam.keys.couple[0]!);
      expect(session.openRow({ space: sharedSpace(), seq: 904, sealed })).toBe("unreadable");
    }
  });
});
