import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  ATTACHMENT_MAX_BYTES,
  AttachmentRef,
  openAttachment,
  sealAttachment,
  SEALED_PART_MAX_BYTES,
  type SealedAttachment,
  type SealedPart,
} from "#shared/vault/attachment.ts";
import { base64, fromBase64, hash256, randomBytes, sodium, sodiumReady } from "#shared/crypto/sodium.ts";
import { newId } from "#shared/vault/identity.ts";

const PART_BYTES = 955_833;
const VAULT = "AAAAAAAAAAAAAAAAAAAAAA";

/** Bytes that differ from place to place, so that swapped ones would show. */
function aFile(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 7) bytes[at] = (at >> 8) ^ at;
  return bytes;
}

const same = (left: Uint8Array, right: Uint8Array): boolean => Buffer.from(left).equals(Buffer.from(right));

/** A file of three parts. */
let sealed: SealedAttachment;

beforeAll(async () => {
  await sodiumReady;
  sealed = sealAttachment(aFile(2 * PART_BYTES + 5), VAULT);
});

const open =
  (parts: readonly SealedPart[], ref = sealed.ref, vault = VAULT): (() => Uint8Array) =>
  () =>
    openAttachment(ref, vault, parts);

describe("an attachment", () => {
  test("[V31] of any length opens to the same bytes, its parts in any order", () => {
    const roundTrip = (length: number): void => {
      const bytes = aFile(length);
      const { ref, parts } = sealAttachment(bytes, VAULT);
      expect(parts.every((part) => part.sealed.length <= SEALED_PART_MAX_BYTES)).toBe(true);
      expect(same(openAttachment(ref, VAULT, parts.toReversed()), bytes)).toBe(true);
      expect(AttachmentRef.parse(JSON.parse(JSON.stringify(ref)))).toEqual(ref);
    };
    for (const length of [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES, ATTACHMENT_MAX_BYTES]) {
      roundTrip(length);
    }
    fc.assert(fc.property(fc.nat(3 * PART_BYTES), roundTrip), { numRuns: 20 });
  });

  test("[V31] says little of its length: within steps of 12% all files look alike", () => {
    const shape = (length: number): string =>
      sealAttachment(new Uint8Array(length), VAULT)
        .parts.map((part) => part.sealed.length)
        .join();
    expect(shape(900)).toBe(shape(0));
    expect(shape(PART_BYTES)).toBe(shape(860_000));
    // One byte over a part: filled to 112% of it, as any file up to there.
    expect(shape(PART_BYTES + 1)).toBe(shape(Math.floor(PART_BYTES * 1.12)));
    expect(shape(5_000_000)).toBe(shape(5_200_000));
    expect(shape(5_000_000)).not.toBe(shape(6_000_000));
    for (const length of [1_500_000, 5_000_000, 20_000_000]) {
      const stored = sealAttachment(new Uint8Array(length), VAULT).parts.reduce(
        (sum, part) => sum + part.sealed.length,
        0,
      );
      // At most 12% for the whole and 12% of the last part.
      expect(stored).toBeLessThan(length * 1.12 + 0.12 * PART_BYTES + 30 * 45);
    }
  });

  test("[V30] has a key, an id and seals of its own: one file twice has nothing in common", () => {
    const [one, two] = [sealAttachment(aFile(10), VAULT), sealAttachment(aFile(10), VAULT)];
    expect(new Set([one.ref.key, two.ref.key, one.ref.id, two.ref.id, ...one.ref.parts, ...two.ref.parts]).size).toBe(
      6,
    );
  });

  test("[V32] its parts are named by the hash of their sealed bytes", () => {
    expect(sealed.ref.parts).toEqual(sealed.parts.map((part) => base64(hash256(part.sealed))));
    expect(sealed.parts.map(({ attachment, part }) => [attachment, part])).toEqual(
      [0, 1, 2].map((n) => [sealed.ref.id, n]),
    );
  });

  test("[V33] with a part missing, swapped, doubled, cut or foreign is damaged", () => {
    const [a, b, c] = sealed.parts as [SealedPart, SealedPart, SealedPart];
    const other = sealAttachment(aFile(2 * PART_BYTES + 5), VAULT).parts as [SealedPart, SealedPart, SealedPart];
    const hostile: readonly SealedPart[][] = [
      [],
      [a, b],
      [a, c],
      [a, b, b],
      [a, b, c, c],
      [{ ...a, sealed: b.sealed }, { ...b, sealed: a.sealed }, c],
      [a, { ...b, part: 2 }, { ...c, part: 1 }],
      [a, b, { ...c, sealed: c.sealed.subarray(0, -1) }],
      [a, b, { ...c, sealed: new Uint8Array() }],
      [a, b, { ...c, part: 3 }],
      [a, b, other[2]],
      [a, b, { ...other[2], attachment: a.attachment }],
      other,
    ];
    for (const parts of hostile) expect(open(parts)).toThrow("damaged");
    expect(same(open([a, b, c])(), aFile(2 * PART_BYTES + 5))).toBe(true);
  });

  test("[V33] with any byte of a part changed, or its ref's key, id, names or length changed, or in another vault, is damaged", () => {
    const small = sealAttachment(aFile(40), VAULT);
    const part = small.parts[0]!;
    const renamed = (bytes: Uint8Array) => ({ ...small.ref, parts: [base64(hash256(bytes))] });
    for (let at = 0; at < part.sealed.length; at++) {
      const changed = part.sealed.slice();
      changed[at] = changed[at]! ^ (1 << (at % 8));
      expect(open([{ ...part, sealed: changed }], small.ref)).toThrow("damaged");
      // Its name in the ref changed with it: the seal itself refuses.
      expect(open([{ ...part, sealed: changed }], renamed(changed))).toThrow("damaged");
    }
    const key = base64(randomBytes(32));
    for (const ref of [
      { ...small.ref, key },
      { ...small.ref, bytes: 41 },
      { ...small.ref, bytes: PART_BYTES * 2 },
    ])
      expect(open(small.parts, ref)).toThrow("damaged");
    const id = newId();
    expect(open([{ ...part, attachment: id }], { ...small.ref, id })).toThrow("damaged");
    expect(open(small.parts, small.ref, newId())).toThrow("damaged");
    expect(open(small.parts, { ...small.ref, parts: [...small.ref.parts, ...small.ref.parts] })).toThrow("damaged");
  });

  test("[V33] resealed by somebody with its key, as a partner it was shared with has, is damaged: the ref names the bytes", () => {
    const { ref } = sealAttachment(aFile(40), VAULT);
    const key = fromBase64(ref.key);
    // Everything as the author did it, by chance even under the same id: only the nonce differs.
    vi.spyOn(sodium, "randombytes_buf")
      .mockImplementationOnce(() => fromBase64(ref.id) as never) // typed as its overload for texts
      .mockImplementationOnce(() => key.slice() as never);
    const again = sealAttachment(aFile(40), VAULT);
    vi.restoreAllMocks();
    expect(again.ref).toMatchObject({ id: ref.id, key: ref.key });
    expect(open(again.parts, again.ref)).not.toThrow();
    expect(open(again.parts, ref)).toThrow("damaged");
  });

  test("[V30] over the limit is refused before any work", () => {
    const spies = (["crypto_aead_xchacha20poly1305_ietf_encrypt", "crypto_generichash"] as const).map((name) =>
      vi.spyOn(sodium, name),
    );
    expect(() => sealAttachment({ length: ATTACHMENT_MAX_BYTES + 1 } as Uint8Array, VAULT)).toThrow("over-limit");
    expect(open(sealed.parts, { ...sealed.ref, bytes: ATTACHMENT_MAX_BYTES + 1 })).toThrow("over-limit");
    expect(open(sealed.parts, { ...sealed.ref, bytes: Number.MAX_SAFE_INTEGER })).toThrow("over-limit");
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});
