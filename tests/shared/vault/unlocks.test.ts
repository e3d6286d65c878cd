import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { instantAt, type Instant } from "#shared/base/time.ts";
import { base64, fromBase64, randomBytes } from "#shared/crypto/sodium.ts";
import { openKeyring, sealKeyring, UNLOCKS_KEPT, withUnlock, type Unlocks } from "#shared/vault/keyring.ts";
import { keysTogether } from "#shared/vault/vault.ts";
import {
  aCouple,
  aRecord,
  copyOf,
  keysOf,
  NOA_PASSPHRASE,
  SAM_PASSPHRASE,
  save,
  unlock,
  write,
  type Couple,
} from "../../support/vault.ts";

const at = (minute: number): Instant => instantAt(Date.UTC(2026, 10, 22, 8, minute));

let couple: Couple;
beforeAll(async () => {
  couple = await aCouple();
});

describe("[V19] one's own unlocks", () => {
  test("[V19] a session counts once, whatever it writes after, and tells the time it was told", () => {
    const disk = copyOf(couple.disk);
    const { session } = unlock(disk, couple.noa.keys);
    const first = session.stageSeen(at(1))!;
    write(disk, first);
    session.settle(first);
    expect(session.stageSeen(at(2))).toBeNull();
    save(disk, session, { act: "put", space: "private", json: aRecord({ author: couple.noa.partner }) });
    session.check([...disk.parts.values()]);
    const last = session.stageSeen(at(3))!;
    write(disk, last);
    session.settle(last);
    expect(session.keys).toMatchObject({ unlocks: { count: 1, recent: [at(1)] } });
    expect(keysOf(disk, "a", { passphrase: NOA_PASSPHRASE }).unlocks).toEqual({ count: 1, recent: [at(1)] });
  });

  test("[V19] an unlock whose write failed is counted with the next one staged", () => {
    const { session } = unlock(couple.disk, couple.noa.keys);
    session.stageSeen(at(1));
    const again = session.stageSeen(at(2))!;
    session.settle(again);
    expect(session.keys).toMatchObject({ unlocks: { count: 1, recent: [at(2)] } });
  });

  test("[V19] the next session counts on; a clock set back shows as it was told", () => {
    const disk = copyOf(couple.disk);
    let keys = couple.noa.keys;
    for (const minute of [10, 20, 5]) {
      const { session } = unlock(disk, keys);
      const commit = session.stageSeen(at(minute))!;
      write(disk, commit);
      session.settle(commit);
      keys = keysOf(disk, "a", { passphrase: NOA_PASSPHRASE });
    }
    expect(keys.unlocks).toEqual({ count: 3, recent: [at(5), at(20), at(10)] });
  });

  test("[V19] the other never sees it, and a session together counts nothing and tells nothing", () => {
    const disk = copyOf(couple.disk);
    const { session } = unlock(disk, couple.noa.keys);
    const commit = session.stageSeen(at(1))!;
    write(disk, commit);
    const noa = keysOf(disk, "a", { passphrase: NOA_PASSPHRASE });
    const sam = keysOf(disk, "b", { passphrase: SAM_PASSPHRASE });
    expect([noa.unlocks.count, sam.unlocks.count]).toEqual([1, 0]);
    const together = unlock(disk, keysTogether(noa, sam)).session;
    expect(together.stageSeen(at(2))).toBeNull();
    expect(JSON.stringify(together.keys)).not.toContain("unlocks");
  });

  test("[V19] the sealed keyring is as long after any number of unlocks", () => {
    const { vaultId, keyringKey } = couple.noa.keys;
    const lengths = new Set<number>();
    let unlocks: Unlocks = { count: 0, recent: [] };
    for (let count = 0; count <= 3 * UNLOCKS_KEPT; count++) {
      lengths.add(sealKeyring(vaultId, { ...couple.noa.keys, unlocks }, keyringKey).length);
      unlocks = withUnlock(unlocks, at(count));
    }
    lengths.add(sealKeyring(vaultId, { ...couple.noa.keys, unlocks: { ...unlocks, count: 1e9 } }, keyringKey).length);
    expect(lengths.size).toBe(1);
  });

  test("[V7] [V19] any history comes back as it was, the newest 50 of it", () => {
    const { vaultId, keyringKey, identities } = couple.noa.keys;
    const moment = fc.integer({ min: 1, max: Date.UTC(9999, 11, 31) }).map(instantAt);
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 70 }), (moments) => {
        const unlocks = moments.reduce(withUnlock, { count: 0, recent: [] } as Unlocks);
        expect([unlocks.count, unlocks.recent]).toEqual([
          moments.length,
          [...moments].reverse().slice(0, UNLOCKS_KEPT),
        ]);
        const sealed = sealKeyring(vaultId, { ...couple.noa.keys, unlocks }, keyringKey);
        expect(openKeyring(vaultId, identities.a.partner, sealed, keyringKey).unlocks).toEqual(unlocks);
      }),
      { numRuns: 50 },
    );
  });

  test("[V7] a keyring of version 2 with any byte changed is damage", () => {
    const { vaultId, keyringKey, identities } = couple.noa.keys;
    const bytes = fromBase64(sealKeyring(vaultId, couple.noa.keys, keyringKey));
    for (const place of [0, 1, 5, 40, 900, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[place]! ^= 1;
      expect(() => openKeyring(vaultId, identities.a.partner, base64(changed), keyringKey)).toThrow("damaged");
    }
    expect(() => openKeyring(vaultId, identities.a.partner, base64(bytes), randomBytes(32))).toThrow("damaged");
  });
});
