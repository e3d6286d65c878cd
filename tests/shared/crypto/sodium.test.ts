import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { encodedBytes } from "#shared/crypto/encoded.ts";
import { base64, fromBase64, hash256, sodium, sodiumReady, text, utf8, wipe } from "#shared/crypto/sodium.ts";

beforeAll(() => sodiumReady);

describe("[F1] byte forms", () => {
  test("[F1] any well-formed text survives UTF-8 and back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (written) => {
        fc.pre(!written.startsWith("\uFEFF"));
        expect(text(utf8(written))).toBe(written);
      }),
    );
  });

  test.each([
    ["a lone continuation byte", [0x80]],
    ["an overlong form", [0xc0, 0xaf]],
    ["an encoded surrogate", [0xed, 0xa0, 0x80]],
    ["a cut sequence", [0x61, 0xe2, 0x82]],
    ["a byte order mark", [0xef, 0xbb, 0xbf, 0x61]],
  ])("[F1] %s is damage", (_, bytes) => {
    expect(() => text(Uint8Array.from(bytes))).toThrow("damaged");
  });

  test("[F1] any bytes survive base64url and back, in characters that need no escape", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const encoded = base64(bytes);
        expect(encoded).toMatch(/^[A-Za-z0-9_-]*$/);
        expect(fromBase64(encoded)).toEqual(bytes);
      }),
    );
  });

  test.each(["AA==", "A", "A+", "A/", "AB", "AAB", "A A", "AA\n"])("[F1] %j is not base64url", (encoded) => {
    expect(() => fromBase64(encoded)).toThrow("damaged");
  });

  test("[F1] a field of n bytes takes exactly the one spelling of n bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 70 }), (bytes) => {
        const field = encodedBytes(bytes.length);
        const encoded = base64(bytes);
        expect(field.safeParse(encoded).success).toBe(true);
        expect(field.safeParse(`${encoded}A`).success).toBe(false);
        expect(field.safeParse(encoded.slice(1)).success).toBe(false);
        if (bytes.length % 3 !== 0) expect(field.safeParse(`${encoded.slice(0, -1)}B`).success).toBe(false);
      }),
    );
  });
});

test("[F2] the hash is BLAKE2b with 32 bytes and no key", () => {
  // RFC 7693's algorithm over "abc" at 32 bytes, from an independent implementation (Python's hashlib.blake2b).
  expect(sodium.to_hex(hash256(utf8("abc")))).toBe("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
});

test("[F2] wiping leaves zeros", () => {
  const secret = utf8("canary");
  wipe(secret);
  expect([...secret]).toEqual([0, 0, 0, 0, 0, 0]);
});
