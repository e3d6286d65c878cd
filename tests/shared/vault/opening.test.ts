import { beforeAll, describe, expect, test } from "vitest";
import { KDF_FLOOR } from "#shared/crypto/keyslot.ts";
import { base64, fromBase64, randomBytes, sodium } from "#shared/crypto/sodium.ts";
import { issueGrant } from "#shared/vault/couple-key.ts";
import { foundVault } from "#shared/vault/founding.ts";
import { formatHeader, parseHeader, type VaultHeader } from "#shared/vault/header.ts";
import { certify } from "#shared/vault/identity.ts";
import { sealKeyring } from "#shared/vault/keyring.ts";
import { openSession } from "#shared/vault/session.ts";
import { keysTogether, openKeys, wipeKeys } from "#shared/vault/vault.ts";
import { aCouple, cloned, NOA_PASSPHRASE, SAM_PASSPHRASE, unlock, type Couple } from "../../support/vault.ts";

let couple: Couple;
let header: VaultHeader;
beforeAll(async () => {
  couple = await aCouple();
  header = couple.header;
});

/** A header somebody with write access made consistent again: whoever reads it sees no damage. */
function planted(change: (header: VaultHeader) => void): VaultHeader {
  const changed = cloned(header);
  change(changed);
  return parseHeader(formatHeader(changed));
}
const openNoa = (from: VaultHeader) => openKeys(from, "a", { passphrase: NOA_PASSPHRASE });

describe("[V5] secrets", () => {
  test("[V5] a wrong passphrase and wrong words are answers, each its own", () => {
    expect(openKeys(header, "a", { passphrase: "not it" })).toBe("wrong-passphrase");
    expect(openKeys(header, "a", { words: couple.sam.words.join(" ") })).toBe("wrong-words");
  });

  test("[V5] the other's passphrase is simply wrong", () => {
    expect(openKeys(header, "a", { passphrase: SAM_PASSPHRASE })).toBe("wrong-passphrase");
  });

  test("[V5] what is not 24 words of the list is wrong without a derivation", () => {
    expect(openKeys(header, "a", { words: "not words at all" })).toBe("wrong-words");
  });

  test("[V8] an empty seat has nothing to open", () => {
    const { commit } = foundVault({ cover: "tide", coverForB: "blush", passphrase: "alone", cost: KDF_FLOOR });
    expect(() => openKeys(commit.header!, "b", { passphrase: "alone" })).toThrow("not-found");
  });
});

describe("[V8] the partner with write access cannot exchange keys", () => {
  test("[V8] another identity for Sam, rightly certified by itself and put in by its holder, is refused", () => {
    const signing = sodium.crypto_sign_keypair();
    const box = sodium.crypto_box_keypair();
    expect(() =>
      planted(({ vaultId, seats }) => {
        const identity = { ...seats.b!.identity, signing: base64(signing.publicKey), box: base64(box.publicKey) };
        seats.b!.identity = identity;
        seats.b!.bySelf = certify(vaultId, "b", identity, signing.privateKey);
        seats.a.byOther = certify(vaultId, "a", seats.a.identity, signing.privateKey);
      }),
    ).toThrow("damaged"); // Noa never signed it
  });

  test("[V8] another identity for Noa, certified by Sam himself, is refused when Noa opens", () => {
    const signing = sodium.crypto_sign_keypair();
    const changed = planted(({ vaultId, seats }) => {
      const identity = { ...seats.a.identity, signing: base64(signing.publicKey) };
      seats.a.identity = identity;
      seats.a.bySelf = certify(vaultId, "a", identity, signing.privateKey);
      seats.a.byOther = certify(vaultId, "a", identity, couple.sam.keys.signing);
      seats.b!.byOther = certify(vaultId, "b", seats.b!.identity, signing.privateKey);
    });
    expect(() => openNoa(changed)).toThrow("damaged");
    // and Sam's own keys, pinned to the true Noa, refuse it as well
    expect(() => openKeys(changed, "b", { passphrase: SAM_PASSPHRASE })).toThrow("damaged");
  });

  test("[V8] a new identity for Sam that even bears Noa's certificate is refused by her pin", () => {
    const signing = sodium.crypto_sign_keypair();
    const changed = planted(({ vaultId, seats }) => {
      const identity = { ...seats.b!.identity, signing: base64(signing.publicKey) };
      seats.b!.identity = identity;
      seats.b!.bySelf = certify(vaultId, "b", identity, signing.privateKey);
      seats.b!.byOther = certify(vaultId, "b", identity, couple.noa.keys.signing);
      seats.a.byOther = certify(vaultId, "a", seats.a.identity, signing.privateKey);
    });
    expect(() => openNoa(changed)).toThrow("damaged");
  });

  test("[V8] emptying the other's seat again is refused", () => {
    const changed = planted((h) => {
      h.seats.b = null;
      h.seats.a.byOther = null;
      h.grants = h.grants.filter(({ to }) => to === "a");
    });
    expect(() => openNoa(changed)).toThrow("damaged");
  });

  test("[V8] a session on other keys than the header shows does not begin", () => {
    const changed = cloned(header);
    changed.seats.b!.identity.signing = base64(randomBytes(32));
    expect(() => openSession(changed, couple.noa.keys)).toThrow("damaged");
    expect(() => openSession({ ...header, vaultId: base64(randomBytes(16)) }, couple.noa.keys)).toThrow("damaged");
  });

  test("[V7] the other's keyring in one's own seat does not open", () => {
    const changed = planted(({ seats }) => (seats.a.keyring = seats.b!.keyring));
    expect(() => openNoa(changed)).toThrow("damaged");
  });

  test("[V7] a keyring whose secret keys are not those of its identity is damaged", () => {
    const { noa, sam } = couple;
    for (const keys of [
      { ...noa.keys, signing: sam.keys.signing },
      { ...noa.keys, box: sam.keys.box },
    ]) {
      const keyring = sealKeyring(header.vaultId, keys, noa.keys.keyringKey);
      expect(() => openNoa(planted(({ seats }) => (seats.a.keyring = keyring)))).toThrow("damaged");
    }
  });

  test("[V7] a keyring with any byte changed is damage, never a wrong passphrase", () => {
    const bytes = fromBase64(header.seats.a.keyring);
    for (const at of [0, 1, 5, 40, bytes.length - 1]) {
      const changed = bytes.slice();
      changed[at]! ^= 1;
      expect(() => openNoa(planted(({ seats }) => (seats.a.keyring = base64(changed))))).toThrow("damaged");
    }
  });
});

describe("[V6] nobody plants a couple key", () => {
  const knownKey = new Uint8Array(32).fill(7);
  const parties = () => {
    const { a, b } = header.seats;
    return { noa: { seat: "a" as const, identity: a.identity }, sam: { seat: "b" as const, identity: b!.identity } };
  };

  test("[V6] a key sealed to Noa by somebody who signs with a key of their own is refused", () => {
    const { noa } = parties();
    const stranger = sodium.crypto_sign_keypair();
    const grant = issueGrant(header.vaultId, { epoch: 1, key: knownKey }, noa, {
      ...noa,
      secretKey: stranger.privateKey,
    });
    expect(() => openNoa(planted((h) => (h.grants[0] = grant)))).toThrow("damaged");
  });

  test("[V6] an honest grant with another box in it is refused", () => {
    const sealed = base64(sodium.crypto_box_seal(knownKey, fromBase64(header.seats.a.identity.box)));
    expect(() => openNoa(planted((h) => (h.grants[0] = { ...h.grants[0]!, sealed })))).toThrow("damaged");
  });

  test("[V6] the other's grant readdressed is refused", () => {
    const changed = planted((h) => {
      const [own, other] = h.grants as [(typeof h.grants)[0], (typeof h.grants)[0]];
      h.grants = [
        { ...other, to: "a" },
        { ...own, to: "b" },
      ];
    });
    expect(() => openNoa(changed)).toThrow("damaged");
  });

  test("[V6] a grant in Noa's name that Sam signed is refused", () => {
    const { noa } = parties();
    const grant = issueGrant(header.vaultId, { epoch: 1, key: knownKey }, noa, {
      ...noa,
      secretKey: couple.sam.keys.signing,
    });
    expect(() => openNoa(planted((h) => (h.grants[0] = grant)))).toThrow("damaged");
  });

  test("[V9] a key Sam granted Noa alone is found out when both open together", () => {
    const { noa, sam } = parties();
    const grant = issueGrant(header.vaultId, { epoch: 1, key: knownKey }, noa, {
      ...sam,
      secretKey: couple.sam.keys.signing,
    });
    const misled = openNoa(planted((h) => (h.grants[0] = grant)));
    if (typeof misled === "string") throw new Error(misled);
    expect(() => keysTogether(misled, couple.sam.keys)).toThrow("damaged");
  });
});

/** Every byte string anywhere in a value, and every text, as base64url. */
function secretsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (part: unknown): void => {
    if (part instanceof Uint8Array) found.add(base64(part));
    else if (typeof part === "string") found.add(part);
    else if (typeof part === "object" && part !== null) Object.values(part).forEach(walk);
  };
  walk(value);
  return found;
}

describe("[V9] a session together", () => {
  test("[V9] holds no private space key, box key or keyring key of either", () => {
    const together = keysTogether(couple.noa.keys, couple.sam.keys);
    const held = secretsIn(together);
    for (const { keys } of [couple.noa, couple.sam])
      for (const secret of [keys.box, keys.keyringKey, ...keys.private.map(({ key }) => key)]) {
        expect(secretsIn(keys).has(base64(secret))).toBe(true); // the walk finds what is there
        expect(held.has(base64(secret))).toBe(false);
      }
    expect(Object.keys(together).sort().join(" ")).toBe("boxes couple former identities kind seen signing vaultId");
  });

  test("[V9] opens no row of either private space and no shelf of one", () => {
    const { session } = unlock(couple.disk, keysTogether(couple.noa.keys, couple.sam.keys));
    const { a, b } = header.seats;
    for (const { identity } of [a, b!]) {
      expect(session.spaces()).not.toContain(identity.privateSpace);
      expect(session.shelves()).not.toContain(identity.privateShelf);
    }
  });

  test("[V9] needs one of each seat, of one vault", () => {
    const { noa, sam } = couple;
    expect(() => keysTogether(noa.keys, noa.keys)).toThrow("malformed");
    expect(() => keysTogether(noa.keys, { ...sam.keys, vaultId: base64(randomBytes(16)) })).toThrow("malformed");
    expect(() => keysTogether(keysTogether(noa.keys, sam.keys), sam.keys)).toThrow("malformed");
    expect(keysTogether(sam.keys, noa.keys)).toEqual(keysTogether(noa.keys, sam.keys));
  });

  test("[V9] survives the wiping of the two sets of keys it was made of, and can be wiped itself", () => {
    const [noa, sam] = [cloned(couple.noa.keys), cloned(couple.sam.keys)];
    const together = keysTogether(noa, sam);
    const before = cloned(together);
    wipeKeys(noa);
    wipeKeys(sam);
    expect(together).toEqual(before);
    const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);
    expect([noa.signing, noa.box, noa.keyringKey, noa.private[0]!.key, noa.couple[0]!.key].every(isZero)).toBe(true);
    wipeKeys(together);
    expect([together.signing.a, together.signing.b, together.couple[0]!.key].every(isZero)).toBe(true);
  });
});
