/** Making seats, and founding a vault with the first of them [V15]. */
import { TwofoldError } from "../base/errors.ts";
import { createSlot } from "../crypto/keyslot.ts";
import type { KdfCost } from "../crypto/keyslot.ts";
import { base64, fromBase64, randomBytes, sodium, wipe } from "../crypto/sodium.ts";
import { issueGrant } from "./couple-key.ts";

import { type CoverName, coversDiffer } from "./cover.ts";
import type { SeatHeader, VaultHeader } from "./header.ts";
import { certify, newId } from "./identity.ts";
import type { Identity } from "./identity.ts";
import { keyringKeyOf, NO_UNLOCKS, ownIdentity, sealKeyring } from "./keyring.ts";
import type { Keyring, OwnKeys } from "./keyring.ts";
import { RECOVERY_BYTES, wordsOf } from "./recovery-words.ts";
import { openFreshSession } from "./session.ts";
import type { Commit, Session } from "./session.ts";

const KEY_BYTES = 32;
const FIRST_EPOCH = 1;

/** The secret keys of a new partner and the public identity that goes with them. */
export interface NewPartner {
  readonly identity: Identity;
  readonly signing: Uint8Array;
  readonly box: Uint8Array;
  readonly privateKey: Uint8Array;
}

/** Fresh keys and ids for a seat. A partner's id is public and may be given: the sample couple's comes from its seed. */
export function newPartner(partner: string = newId()): NewPartner {
  const signing = sodium.crypto_sign_keypair();
  const box = sodium.crypto_box_keypair();
  return {
    identity: {
      partner,
      signing: base64(signing.publicKey),
      box: base64(box.publicKey),
      privateSpace: newId(),
      privateShelf: newId(),
      sharedShelf: newId(),
    },
    signing: signing.privateKey,
    box: box.privateKey,
    privateKey: randomBytes(KEY_BYTES),
  };
}

/** The keyring a new partner begins with: nothing seen yet. */
export function firstKeyring(
  { signing, box, privateKey }: NewPartner,
  place: Pick<Keyring, "seat" | "identities" | "former">,
  coupleEpoch: number,
): Keyring {
  return {
    ...place,
    signing,
    box,
    newerBoxes: [],
    private: [{ epoch: FIRST_EPOCH, key: privateKey }],
    seen: { private: null, a: null, b: null, coupleEpoch, otherBox: null },
    unlocks: NO_UNLOCKS,
  };
}

/** A seat's two slots around a fresh root key, and its keyring under that. Two derivations. */
export function lockSeat(
  vaultId: string,
  keyring: Keyring,
  passphrase: string,
  cost: KdfCost,
): {
  readonly locked: Pick<SeatHeader, "slots" | "keyring">;
  readonly words: string[];
  readonly keyringKey: Uint8Array;
} {
  const rootKey = randomBytes(KEY_BYTES);
  const entropy = randomBytes(RECOVERY_BYTES);
  const words = wordsOf(entropy);
  const owner = { vault: fromBase64(vaultId), partner: fromBase64(ownIdentity(keyring).partner) };
  const slots = {
    passphrase: createSlot(rootKey, passphrase, cost, { ...owner, kind: "passphrase" }),
    words: createSlot(rootKey, words.join(" "), cost, { ...owner, kind: "words" }),
  };
  const keyringKey = keyringKeyOf(rootKey);
  wipe(rootKey);
  wipe(entropy);
  return { locked: { slots, keyring: sealKeyring(vaultId, keyring, keyringKey) }, words, keyringKey };
}

export interface Founded {
  /** The founder's, able to write: the profile is staged in it. Takes `commit` as settled. */
  readonly session: Session;
  /** The founder's partner id. */
  readonly partner: string;
  /** 24 recovery words, shown once. */
  readonly words: string[];
  /** The header and the first roots. To be written in one transaction with the profile. */
  readonly commit: Commit;
}

/**
 * Founds a vault: a founder in seat a, seat b empty, couple key 1 granted to the founder alone. Two derivations, and
 * key bytes left in the heap: a throwaway worker's task. Throws "not-allowed" unless one cover is deep and the other
 * light, "malformed" for an empty passphrase, "over-limit" for a cost outside the limits.
 */
export function foundVault(options: {
  readonly cover: CoverName;
  readonly coverForB: CoverName;
  readonly passphrase: string;
  readonly cost: KdfCost;
  /** The founder's partner id; a random one when left out. */
  readonly partner?: string;
}): Founded {
  const { cover, coverForB, passphrase, cost } = options;
  if (!coversDiffer(cover, coverForB)) throw new TwofoldError("not-allowed", "V3 covers");
  const vaultId = newId();
  const founder = newPartner(options.partner);
  const { identity } = founder;
  const coupleKey = { epoch: FIRST_EPOCH, key: randomBytes(KEY_BYTES) };
  const keyring = firstKeyring(
    founder,
    { seat: "a", identities: { a: identity, b: null }, former: [] },
    coupleKey.epoch,
  );
  const { locked, words, keyringKey } = lockSeat(vaultId, keyring, passphrase, cost);

  const bySelf = certify(vaultId, "a", identity, founder.signing);
  const party = { seat: "a" as const, identity };
  const header: VaultHeader = {
    vaultId,
    sharedSpace: newId(),
    coverForB,
    seats: { a: { cover, identity, bySelf, byOther: null, newerBox: null, ...locked }, b: null },
    grants: [issueGrant(vaultId, coupleKey, party, { ...party, secretKey: founder.signing })],
    chain: [],
    former: [],
  };
  const keys: OwnKeys = { kind: "one", vaultId, ...keyring, couple: [coupleKey], keyringKey };
  const { session, putParts } = openFreshSession(header, keys, 0);
  return { session, partner: identity.partner, words, commit: { putRows: [], dropRows: [], putParts, header } };
}
