/** How long it takes to say no: every hostile input against one derivation at the floor, the least a guess costs. */
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { randomBytes, sodium } from "#shared/crypto/sodium.ts";
import { hostileInputs } from "../support/hostile-inputs.ts";
import { alternately, row, type Row } from "./measure.ts";

const RUNS = 5;

export async function limitRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, expected, read } of await hostileInputs()) {
    const times = await alternately(
      RUNS,
      async () => {
        if ((await read()) !== expected) throw new Error(name);
      },
      () =>
        sodium.crypto_pwhash(
          32,
          "a passphrase",
          randomBytes(16),
          KDF_FLOOR.passes,
          KDF_FLOOR.memoryBytes,
          sodium.crypto_pwhash_ALG_ARGON2ID13,
        ),
    );
    rows.push(row(`refusing ${name}`, "one derivation at the floor", times, null));
  }
  return rows;
}
