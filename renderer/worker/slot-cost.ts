/** What a new slot's derivation costs on this machine. Browser tests put the floor in this file's place (build/vitest.config.ts). */
import { KDF_DEFAULT, KDF_FLOOR, type KdfCost } from "#shared/crypto/keyslot.ts";
import { randomBytes, sodium } from "#shared/crypto/sodium.ts";

const AIM_MS = 1_000;

/**
 * The default cost, with more passes where this machine is fast: measured on the floor, which does about a quarter of the
 * default's work. Never under the default.
 */
export function slotCost(): KdfCost {
  const salt = randomBytes(sodium.crypto_pwhash_SALTBYTES);
  const before = performance.now();
  sodium.crypto_pwhash(
    32,
    "calibration",
    salt,
    KDF_FLOOR.passes,
    KDF_FLOOR.memoryBytes,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
  const perPass = ((performance.now() - before) / KDF_FLOOR.passes) * (KDF_DEFAULT.memoryBytes / KDF_FLOOR.memoryBytes);
  const passes = Math.floor(AIM_MS / perPass);
  return { ...KDF_DEFAULT, passes: Math.min(10, Math.max(KDF_DEFAULT.passes, passes)) };
}
