import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { concat, u32, u64 } from "#shared/base/bytes.ts";
import {
  epochOf,
  openBytes,
  paddedLength,
  placeOf,
  SEALED_MAX_BYTES,
  sealBytes,
} from "#shared/crypto/sealed-record.ts";
import type { EpochKey } from "#shared/crypto/sealed-record.ts";
import { randomBytes, sodium, sodiumReady, utf8 } from "#shared/crypto/sodium.ts";

let vault: Uint8Array;
let place: Uint8Array;
let first: EpochKey;
let second: EpochKey;
beforeAll(async () => {
  await sodiumReady;
  vault = randomBytes(16);
  place = placeOf("row", vault, randomBytes(16), u64(7));
  first = { epoch: 1, key: randomBytes(32) };
  second = { epoch: 2, key: randomBytes(32) };
});

describe("[F3] sealed bytes", () => {
  test("[F3] any payload comes back as it was", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (payload) => {
        expect(openBytes(sealBytes(payload, place, first), place, [first])).toEqual(payload);
      }),
    );
  });

  test("[F3] a payload that itself looks like padding comes back as it was", () => {
    for (const payload of [[], [0x80], [0x80, 0], [0, 0, 0], [0x80, 0x80, 0, 0]].map((bytes) => Uint8Array.from(bytes)))
      expect(openBytes(sealBytes(payload, place, first), place, [first])).toEqual(payload);
  });

  test("[F3] with any one byte changed nothing opens", () => {
    const sealed = sealBytes(utf8("what Noa wrote"), place, first);
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice();
      changed[at]! ^= 1 << (at % 8);
      expect(openBytes(changed, place, [first, second]), `byte ${at}`).toBe("unreadable");
    }
  });

  test("[F3] cut at any length nothing opens", () => {
    const sealed = sealBytes(utf8("what Noa wrote"), place, first);
    for (let length = 0; length < sealed.length; length++)
      expect(openBytes(sealed.subarray(0, length), place, [first])).toBe("unreadable");
    expect(openBytes(concat(sealed, u32(0)), place, [first])).toBe("unreadable");
  });

  test("[F3] the epoch picks the key, and another epoch's key under that number does not open", () => {
    const sealed = sealBytes(utf8("kept"), place, second);
    expect(epochOf(sealed)).toBe(2);
    expect(openBytes(sealed, place, [first, second])).toEqual(utf8("kept"));
    expect(openBytes(sealed, place, [first])).toBe("unreadable");
    expect(openBytes(sealed, place, [{ epoch: 2, key: first.key }])).toBe("unreadable");
    const renumbered = concat(sealed.subarray(0, 1), u32(1), sealed.subarray(5));
    expect(openBytes(renumbered, place, [{ epoch: 1, key: second.key }])).toBe("unreadable");
  });

  test("[F3] the bytes are version, epoch, nonce and libsodium's ciphertext over what sodium_pad gives", () => {
    const payload = utf8("byte for byte");
    const sealed = sealBytes(payload, place, { epoch: 0x01020304, key: first.key });
    expect([...sealed.subarray(0, 5)]).toEqual([1, 4, 3, 2, 1]);
    const padded = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(29),
      concat(place, sealed.subarray(0, 5)),
      sealed.subarray(5, 29),
      first.key,
    );
    expect(padded).toEqual(sodium.pad(payload, 1024));
  });

  test("[F3] sealing twice gives different bytes throughout", () => {
    const [one, other] = [sealBytes(utf8("same"), place, first), sealBytes(utf8("same"), place, first)];
    expect(one.subarray(5, 29)).not.toEqual(other.subarray(5, 29));
    expect(one.subarray(29)).not.toEqual(other.subarray(29));
  });

  test("[F3] more than 8 MiB is refused on both sides", () => {
    const most = new Uint8Array(7 * 1024 * 1024);
    const sealed = sealBytes(most, place, first);
    expect(sealed.length).toBeLessThanOrEqual(SEALED_MAX_BYTES);
    expect(() => sealBytes(new Uint8Array(SEALED_MAX_BYTES), place, first)).toThrow("over-limit");
    expect(openBytes(new Uint8Array(SEALED_MAX_BYTES + 1).fill(1), place, [first])).toBe("unreadable");
  });
});

describe("[F4] padding", () => {
  test("[F4] steps of 1 KiB up to 8 KiB, then at most 12% more than is needed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_400_000 }), (length) => {
        const padded = paddedLength(length);
        expect(padded).toBeGreaterThan(length);
        if (length < 8192) expect(padded).toBe((Math.floor(length / 1024) + 1) * 1024);
        else expect(padded).toBeLessThanOrEqual((length + 1) * 1.12);
      }),
    );
  });

  test("[F4] the lengths above 8 KiB are few, and each is 12% above the one before, rounded down", () => {
    const lengths = new Set<number>();
    for (let length = 8191; length < 100_000; length++) lengths.add(paddedLength(length));
    expect([...lengths].slice(0, 4)).toEqual([8192, 9175, 10276, 11509]);
    expect(lengths.size).toBe(24);
  });
});

describe("[F5] places", () => {
  test("[F5] nothing opens in another place: kind, vault, id or number", () => {
    const space = randomBytes(16);
    const here = placeOf("row", vault, space, u64(7));
    const sealed = sealBytes(utf8("here"), here, first);
    const elsewhere = [
      placeOf("manifest", vault, space, u64(7)),
      placeOf("row", randomBytes(16), space, u64(7)),
      placeOf("row", vault, randomBytes(16), u64(7)),
      placeOf("row", vault, space, u64(8)),
      placeOf("row", vault, space),
      placeOf("row", vault, concat(space, u64(7))),
    ];
    expect(openBytes(sealed, here, [first])).toEqual(utf8("here"));
    for (const other of elsewhere) expect(openBytes(sealed, other, [first])).toBe("unreadable");
  });
});
