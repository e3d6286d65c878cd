/**
 * "My passphrase is known to someone" [V20]: everything of a seat that a passphrase opened is replaced, as far as one
 * partner can alone. Made in a throwaway worker, staged in the open session of that seat, which then ends in a lock.
 */
import { TwofoldError } from "../base/errors.ts";
import type { KdfCost } from "../crypto/keyslot.ts";
import { randomBytes, sodium, wipe } from "../crypto/sodium.ts";
import { nextCoupleKey } from "./couple-key.ts";
import { lockSeat } from "./founding.ts";
import { CHAIN_MAX_LINKS, coupleEpochOf, formatHeader, parseHeader, takenSeats } from "./header.ts";
import type { Grant, Seat, SeatHeader, VaultHeader } from "./header.ts";
import { NEWER_BOXES_MAX, signBox } from "./identity.ts";
import { ownIdentity, publicBox } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";
import type { Commit, Session } from "./session.ts";
import { keysBehind, openKeys, wipeKeys } from "./vault.ts";
import type { Secret, WrongSecret } from "./vault.ts";

const KEY_BYTES = 32;

/** What takes the place of a seat's locks, and the new couple key's grants; holds nothing secret. */
export interface Renewal {
  readonly seat: Seat;
  readonly locks: Pick<SeatHeader, "slots" | "keyring" | "newerBox">;
  readonly grants: readonly Grant[];
  readonly chain: readonly string[];
}

function headerWith(header: VaultHeader, { seat, locks, grants, chain }: Renewal): VaultHeader {
  const holder = header.seats[seat];
  if (holder === null) throw new TwofoldError("not-found", "seat");
  const seats = { ...header.seats, [seat]: { ...holder, ...locks } };
  return parseHeader(formatHeader({ ...header, seats, grants: [...grants], chain: [...chain] }));
}

/**
 * A new root key under a new passphrase and new recovery words, a new key of the private space, a new box key signed for
 * the other to see, and a new couple key granted to both. Three derivations. What was written before stays readable to
 * who took both the files and the keys of before; the signing key stays too, because the other is pinned to it: to be
 * rid of that, be invited anew. Throws as `openKeys` does, "malformed" for an empty passphrase, "over-limit" for a cost
 * outside the limits or, before any derivation, after too many couple keys.
 */
export function startAnew(
  header: VaultHeader,
  seat: Seat,
  current: Secret,
  next: string,
  cost: KdfCost,
): { readonly renewal: Renewal; readonly words: string[] } | WrongSecret {
  const { vaultId, chain } = header;
  const number = (header.seats[seat]?.newerBox?.number ?? 0) + 1;
  if (chain.length >= CHAIN_MAX_LINKS || number > NEWER_BOXES_MAX) throw new TwofoldError("over-limit", "V6 chain");
  const keys = openKeys(header, seat, current);
  if (typeof keys === "string") return keys;

  const identity = ownIdentity(keys);
  const box = sodium.crypto_box_keypair().privateKey;
  const newerBox = signBox(vaultId, identity, { number, box: publicBox(box) }, keys.signing);
  const parties = takenSeats(header).map((taken) =>
    taken.seat === seat ? { seat, identity, newerBox } : { seat: taken.seat, ...taken.holder },
  );
  const issuer = { seat, identity, secretKey: keys.signing };
  const { grants, chain: chained } = nextCoupleKey(vaultId, keys.couple, chain, parties, issuer);
  const privateKey = { epoch: (keys.private.at(-1)?.epoch ?? 0) + 1, key: randomBytes(KEY_BYTES) };
  const keyring: Keyring = {
    ...keys,
    newerBoxes: [...keys.newerBoxes, box],
    private: [...keys.private, privateKey],
    seen: { ...keys.seen, coupleEpoch: coupleEpochOf(header) + 1 },
  };
  const { locked, words, keyringKey } = lockSeat(vaultId, keyring, next, cost);
  const renewal: Renewal = { seat, locks: { ...locked, newerBox }, grants, chain: chained };
  wipeKeys(keysBehind(headerWith(header, renewal), seat, keyringKey)); // nobody is locked out by what does not open again
  wipeKeys(keys);
  wipe(box);
  wipe(privateKey.key);
  return { renewal, words };
}

/**
 * The header of a new start, to be written alone; then the session ends in a lock, because it holds none of the new keys.
 * Throws "not-allowed" in any session but that partner's own, "damaged" for a renewal made over another header.
 */
export function stageRenewal(session: Session, renewal: Renewal): Commit {
  const { keys, header } = session;
  const { seat, grants, chain } = renewal;
  if (keys.kind !== "one" || keys.seat !== seat) throw new TwofoldError("not-allowed", "V20 seat");
  const follows = chain.length === header.chain.length + 1 && header.chain.every((link, at) => link === chain[at]);
  if (!follows || grants.some(({ issuer }) => issuer !== seat)) throw new TwofoldError("damaged", "V20 chain");
  return session.stageLastHeader(headerWith(header, renewal));
}
