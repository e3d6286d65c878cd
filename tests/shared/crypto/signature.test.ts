import { beforeAll, expect, test } from "vitest";
import { framed } from "#shared/base/bytes.ts";
import { isSignedBy, sign } from "#shared/crypto/signature.ts";
import { sodium, sodiumReady, utf8 } from "#shared/crypto/sodium.ts";

beforeAll(() => sodiumReady);

const keyPair = () => sodium.crypto_sign_keypair();

test("[F9] a signature holds for its signer, statement and parts, and for nothing else", () => {
  const [noa, sam] = [keyPair(), keyPair()];
  const parts = [utf8("one"), utf8("two")];
  const signature = sign("record", parts, noa.privateKey);
  expect(isSignedBy(noa.publicKey, "record", parts, signature)).toBe(true);
  expect(isSignedBy(sam.publicKey, "record", parts, signature)).toBe(false);
  expect(isSignedBy(noa.publicKey, "root", parts, signature)).toBe(false);
  expect(isSignedBy(noa.publicKey, "record", [utf8("onet"), utf8("wo")], signature)).toBe(false);
  expect(isSignedBy(noa.publicKey, "record", [utf8("one")], signature)).toBe(false);
  expect(isSignedBy(noa.publicKey, "record", parts, signature.subarray(0, 63))).toBe(false);
});

test("[F9] with any one byte changed a signature does not hold", () => {
  const { publicKey, privateKey } = keyPair();
  const parts = [utf8("one")];
  const signature = sign("grant", parts, privateKey);
  for (let at = 0; at < signature.length; at++) {
    const changed = signature.slice();
    changed[at]! ^= 1;
    expect(isSignedBy(publicKey, "grant", parts, changed), `byte ${at}`).toBe(false);
  }
});

test("[F9] it is a plain Ed25519 signature over the framed statement", () => {
  const { publicKey, privateKey } = keyPair();
  const message = framed(utf8("twofold/v1/root"), utf8("part"));
  expect(sodium.crypto_sign_verify_detached(sign("root", [utf8("part")], privateKey), message, publicKey)).toBe(true);
});
