import { beforeAll, describe, expect, test } from "vitest";
import { framed, u32, u64 } from "#shared/base/bytes.ts";
import {
  checkSlot,
  createSlot,
  KDF_CEILING,
  KDF_FLOOR,
  openSlot,
  type Slot,
  type SlotOwner,
} from "#shared/crypto/keyslot.ts";
import { base64, fromBase64, hash256, randomBytes, sodium, sodiumReady, utf8 } from "#shared/crypto/sodium.ts";

const SECRET = "caf\u00e9 at the corner, ten past nine";
let owner: SlotOwner;
let rootKey: Uint8Array;
let slot: Slot;
beforeAll(async () => {
  await sodiumReady;
  owner = { vault: randomBytes(16), partner: randomBytes(16), kind: "passphrase" };
  rootKey = randomBytes(32);
  slot = createSlot(rootKey, SECRET, KDF_FLOOR, owner);
});

/** The digest as FORMAT.md gives it, written here a second time. */
function redigested(changed: Slot): Slot {
  const digest = hash256(
    framed(
      utf8("twofold/v1/slot"),
      owner.vault,
      owner.partner,
      utf8(owner.kind),
      u64(changed.memoryBytes),
      u32(changed.passes),
      fromBase64(changed.salt),
      fromBase64(changed.check),
      fromBase64(changed.nonce),
      fromBase64(changed.wrapped),
    ),
  );
  return { ...changed, digest: base64(digest) };
}

const BYTE_FIELDS = ["salt", "check", "nonce", "wrapped", "digest"] as const;

function* withEveryByteChanged(): Generator<[string, Slot]> {
  for (const field of BYTE_FIELDS) {
    const bytes = fromBase64(slot[field]);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at]! ^= 1 << (at % 8);
      yield [`${field} ${at}`, { ...slot, [field]: base64(changed) }];
    }
  }
}

describe("[F7] the secret", () => {
  test("[F7] the right one opens the slot", () => {
    expect(openSlot(slot, SECRET, owner)).toEqual(rootKey);
  });

  test("[F7] letters typed composed or decomposed are the same secret", () => {
    expect(openSlot(slot, SECRET.normalize("NFD"), owner)).toEqual(rootKey);
  });

  test.each([SECRET.toUpperCase(), `${SECRET} `, SECRET.slice(1), ""])(
    "[F7] %j is wrong, which is an answer",
    (typed) => {
      expect(openSlot(slot, typed, owner)).toBe("wrong");
    },
  );

  test("[F7] an empty secret makes no slot", () => {
    expect(() => createSlot(rootKey, "", KDF_FLOOR, owner)).toThrow("malformed");
  });

  test("[F7] the subkeys are libsodium's, so that any other program derives the same", () => {
    const derived = sodium.crypto_pwhash(
      32,
      utf8(SECRET),
      fromBase64(slot.salt),
      slot.passes,
      slot.memoryBytes,
      sodium.crypto_pwhash_ALG_ARGON2ID13,
    );
    expect(slot.check).toBe(base64(sodium.crypto_kdf_derive_from_key(16, 2, "twofslot", derived)));
    const place = framed(
      utf8("twofold/v1/slot"),
      owner.vault,
      owner.partner,
      utf8("passphrase"),
      u64(slot.memoryBytes),
      u32(slot.passes),
      fromBase64(slot.salt),
      fromBase64(slot.check),
    );
    const opened = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      fromBase64(slot.wrapped),
      place,
      fromBase64(slot.nonce),
      sodium.crypto_kdf_derive_from_key(32, 1, "twofslot", derived),
    );
    expect(opened).toEqual(rootKey);
  });
});

describe("[F8] damage is never taken for a wrong passphrase", () => {
  test("[F8] with any one byte changed the slot is damaged, before any derivation", () => {
    let tried = 0;
    for (const [where, changed] of withEveryByteChanged()) {
      expect(() => checkSlot(changed, owner), where).toThrow("damaged");
      tried++;
    }
    expect(tried).toBe(16 + 16 + 24 + 48 + 32);
    expect(() => openSlot({ ...slot, passes: slot.passes + 1 }, SECRET, owner)).toThrow("damaged");
    expect(() => openSlot({ ...slot, memoryBytes: slot.memoryBytes * 2 }, SECRET, owner)).toThrow("damaged");
  });

  test("[F8] a slot moved to another vault, partner or kind is damaged", () => {
    expect(() => checkSlot(slot, owner)).not.toThrow();
    expect(() => checkSlot(slot, { ...owner, vault: randomBytes(16) })).toThrow("damaged");
    expect(() => checkSlot(slot, { ...owner, partner: randomBytes(16) })).toThrow("damaged");
    expect(() => checkSlot(slot, { ...owner, kind: "words" })).toThrow("damaged");
  });

  test("[F8] a wrap exchanged under a digest made anew is damaged for the right secret, wrong for a wrong one", () => {
    const changed = redigested({ ...slot, wrapped: base64(randomBytes(48)) });
    expect(() => openSlot(changed, SECRET, owner)).toThrow("damaged");
    expect(openSlot(changed, "something else", owner)).toBe("wrong");
  });
});

describe("[F6] the cost", () => {
  test.each([
    ["less memory than the floor", { ...KDF_FLOOR, memoryBytes: KDF_FLOOR.memoryBytes - 1024 }],
    ["fewer passes than the floor", { ...KDF_FLOOR, passes: 2 }],
    ["more memory than the ceiling", { ...KDF_FLOOR, memoryBytes: KDF_CEILING.memoryBytes + 1024 }],
    ["more passes than the ceiling", { ...KDF_FLOOR, passes: 11 }],
    ["memory that is not whole KiB", { ...KDF_FLOOR, memoryBytes: KDF_FLOOR.memoryBytes + 1 }],
    ["memory beyond any number", { ...KDF_FLOOR, memoryBytes: 2 ** 60 }],
  ])("[F6] %s is refused when writing, and before any derivation when reading", (_, cost) => {
    expect(() => createSlot(rootKey, SECRET, cost, owner)).toThrow("over-limit");
    expect(() => openSlot(redigested({ ...slot, ...cost }), SECRET, owner)).toThrow("over-limit");
  });
});
