import { beforeAll, describe, expect, test } from "vitest";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { base64, randomBytes, sodium, sodiumReady } from "#shared/crypto/sodium.ts";
import { foundVault, type Founded } from "#shared/vault/founding.ts";
import { formatHeader, parseHeader } from "#shared/vault/header.ts";
import { certify } from "#shared/vault/identity.ts";
import { admit, beginJoin, completeJoin } from "#shared/vault/joining.ts";
import { openSession } from "#shared/vault/session.ts";
import {
  aCouple,
  aRecord,
  cloned,
  copyOf,
  emptyDisk,
  keysOf,
  NOA_PASSPHRASE,
  SAM_PASSPHRASE,
  save,
  unlock,
  write,
  type Couple,
  type Disk,
} from "../../support/vault.ts";

let founded: Founded;
let founding: Disk;
let couple: Couple;
beforeAll(async () => {
  await sodiumReady;
  founded = foundVault({ cover: "mulberry", coverForB: "lichen", passphrase: NOA_PASSPHRASE, cost: KDF_FLOOR });
  founding = emptyDisk();
  write(founding, founded.commit);
  couple = await aCouple();
});

const asFounder = () => unlock(founding, keysOf(founding, "a", { passphrase: NOA_PASSPHRASE }));
const answers = { cover: "lichen", passphrase: SAM_PASSPHRASE, cost: KDF_FLOOR } as const;

describe("[V15] founding", () => {
  test("[V15] a vault of one opens, is whole, and writes alone for as long as it likes", () => {
    const disk = copyOf(founding);
    const { session, findings } = unlock(disk, keysOf(disk, "a", { passphrase: NOA_PASSPHRASE }));
    expect(findings).toEqual([]);
    for (const space of ["private", "shared"] as const)
      save(disk, session, { act: "put", space, json: aRecord({ author: founded.partner }) });
    expect(unlock(disk, session.keys).findings).toEqual([]);
  });

  test("[V15] the founder's own session counts what it saw", () => {
    const disk = copyOf(founding);
    const seen = openSession(parseHeader(disk.header), founded.session.keys);
    expect(seen.check([...disk.parts.values()])).toEqual([]);
    expect(seen.stageSeen()).not.toBeNull();
  });

  test("[V3] two deep covers, or two light ones, are not allowed", () => {
    const options = { passphrase: "x", cost: KDF_FLOOR };
    expect(() => foundVault({ ...options, cover: "tide", coverForB: "umber" })).toThrow("not-allowed");
    expect(() => foundVault({ ...options, cover: "wheat", coverForB: "blush" })).toThrow("not-allowed");
  });

  test("[V15] two vaults have nothing in common", () => {
    const other = foundVault({ cover: "mulberry", coverForB: "lichen", passphrase: NOA_PASSPHRASE, cost: KDF_FLOOR });
    const strings = (text: string) => text.match(/[A-Za-z0-9_-]{20,}/g)!;
    const first = new Set(strings(founding.header));
    expect(strings(formatHeader(other.commit.header!)).filter((value) => first.has(value))).toEqual([]);
  });
});

describe("[V16] joining", () => {
  test("[V16] until it is written nothing has changed: it can be abandoned and begun again", () => {
    const disk = copyOf(founding);
    const { session } = unlock(disk, keysOf(disk, "a", { passphrase: NOA_PASSPHRASE }));
    const { hello, secret } = beginJoin(session.header);
    const { admission, finish } = admit(session, hello);
    finish(completeJoin(secret, admission, answers).joined);
    save(disk, session, { act: "put", space: "shared", json: aRecord({ author: founded.partner }) });
    expect(unlock(disk, session.keys).findings).toEqual([]);
    expect(admit(session, beginJoin(session.header).hello).admission.header.seats.b).toBeNull();
  });

  test("[V16] what the founder publishes while the other joins does not collide with it", () => {
    const disk = copyOf(founding);
    const { session } = unlock(disk, keysOf(disk, "a", { passphrase: NOA_PASSPHRASE }));
    const staged = session.stage([{ act: "put", space: "shared", json: aRecord({ author: founded.partner }) }]);
    const { hello, secret } = beginJoin(session.header);
    const { admission, finish } = admit(session, hello);
    const joined = completeJoin(secret, admission, answers);
    const profile = joined.session.stage([
      { act: "put", space: "shared", json: aRecord({ author: joined.partner, kind: "profile" }) },
    ]);
    write(disk, staged);
    session.settle(staged);
    save(disk, session, { act: "put", space: "shared", json: aRecord({ author: founded.partner }) });
    for (const commit of [finish(joined.joined), joined.commit, profile]) write(disk, commit);
    for (const [seat, passphrase] of [
      ["a", NOA_PASSPHRASE],
      ["b", SAM_PASSPHRASE],
    ] as const) {
      const { rows, findings } = unlock(disk, keysOf(disk, seat, { passphrase }));
      expect([rows.length, findings]).toEqual([3, []]);
    }
  });

  test("[V16] once joined, the founder's session does not write the header of before", () => {
    const { session } = asFounder();
    const { hello, secret } = beginJoin(session.header);
    const { admission, finish } = admit(session, hello);
    const commit = finish(completeJoin(secret, admission, answers).joined);
    expect(session.stageSeen()).toBeNull();
    session.settle(commit);
    expect(session.stageSeen()).toBeNull();
    expect(session.header.seats.b).not.toBeNull();
  });

  test("[V16] nothing that passes between the workers holds a secret of the other's", () => {
    const { session } = asFounder();
    const { hello, secret } = beginJoin(session.header);
    const { admission } = admit(session, hello);
    const texts = JSON.stringify([hello, admission]);
    for (const bytes of [secret.signing, secret.box, secret.privateKey, session.keys.couple[0]!.key])
      expect(texts).not.toContain(base64(bytes).slice(0, 20));
  });

  test("[V16] a hello that is not its own, or of another vault, is refused", () => {
    const { session } = asFounder();
    const { hello } = beginJoin(session.header);
    const signing = base64(sodium.crypto_sign_keypair().publicKey);
    expect(() => admit(session, { ...hello, identity: { ...hello.identity, signing } })).toThrow("damaged");
    expect(() => admit(session, { ...hello, vaultId: base64(randomBytes(16)) })).toThrow("foreign-vault");
  });

  test("[V16] an admission by somebody else is refused", () => {
    const { session } = asFounder();
    const { hello, secret } = beginJoin(session.header);
    const { admission } = admit(session, hello);
    const stranger = sodium.crypto_sign_keypair().privateKey;
    const byOther = certify(hello.vaultId, "b", hello.identity, stranger);
    expect(() => completeJoin(secret, { ...admission, byOther }, answers)).toThrow("damaged");
    const grants = admission.grants.map((grant) => ({ ...grant, signature: base64(randomBytes(64)) }));
    expect(() => completeJoin(secret, { ...admission, grants }, answers)).toThrow("damaged");
    expect(() => completeJoin(secret, { ...admission, grants: [] }, answers)).toThrow("damaged");
    expect(() => completeJoin(secret, { ...admission, seat: "a" }, answers)).toThrow("damaged");
    expect(() => completeJoin(secret, admission, { ...answers, cover: "umber" })).toThrow("not-allowed");
    expect(() => completeJoin({ ...secret, vaultId: base64(randomBytes(16)) }, admission, answers)).toThrow(
      "foreign-vault",
    );
  });

  test("[V16] what comes back must be the partner who was admitted, with both certificates", () => {
    const { session } = asFounder();
    const { hello, secret } = beginJoin(session.header);
    const { admission, finish } = admit(session, hello);
    const { joined } = completeJoin(secret, admission, answers);
    const another = beginJoin(session.header).hello.identity;
    expect(() => finish({ ...joined, holder: { ...joined.holder, identity: another } })).toThrow("damaged");
    expect(() => finish({ ...joined, ofOther: joined.holder.bySelf })).toThrow("damaged");
    const slots = { ...joined.holder.slots, words: joined.holder.slots.passphrase };
    expect(() => finish({ ...joined, holder: { ...joined.holder, slots } })).toThrow("damaged");
    expect(parseHeader(formatHeader(finish(cloned(joined)).header!)).seats.b!.cover).toBe("lichen");
  });

  test("[V16] only the founder admits, and only while the seat is empty", () => {
    const { hello } = beginJoin(couple.header);
    expect(() => admit(unlock(couple.disk, couple.noa.keys).session, hello)).toThrow("already-exists");
    expect(() => admit(unlock(couple.disk, couple.sam.keys).session, hello)).toThrow("not-allowed");
  });
});
