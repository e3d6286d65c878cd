/** The couple key: granted to each partner by a signed, sealed box; older ones chained under newer ones [V6]. */
import { u32 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { openBytes, placeOf, sealBytes } from "../crypto/sealed-record.ts";
import type { EpochKey } from "../crypto/sealed-record.ts";
import { isSignedBy, sign } from "../crypto/signature.ts";
import { base64, fromBase64, randomBytes, sodium, wipe } from "../crypto/sodium.ts";
import { CHAIN_MAX_LINKS, coupleEpochOf } from "./header.ts";
import type { Grant, VaultHeader } from "./header.ts";
import type { BoxPin, Identity, Seat } from "./identity.ts";
import { newestBox } from "./keyring.ts";
import type { Keyring } from "./keyring.ts";

/** A partner as one side of a grant. What is sealed to them is sealed to their newer box key where they have one [V20]. */
export interface GrantParty {
  readonly seat: Seat;
  readonly identity: Identity;
  readonly newerBox?: BoxPin | null;
}

function grantParts(vaultId: string, epoch: number, to: Identity, issuer: Identity, sealed: string): Uint8Array[] {
  return [fromBase64(vaultId), u32(epoch), fromBase64(to.partner), fromBase64(issuer.partner), fromBase64(sealed)];
}

/** Seals a couple key to one partner and signs it as the issuer. */
export function issueGrant(
  vaultId: string,
  { epoch, key }: EpochKey,
  to: GrantParty,
  issuer: GrantParty & { readonly secretKey: Uint8Array },
): Grant {
  const sealed = base64(sodium.crypto_box_seal(key, fromBase64(to.newerBox?.box ?? to.identity.box)));
  const parts = grantParts(vaultId, epoch, to.identity, issuer.identity, sealed);
  const signature = base64(sign("grant", parts, issuer.secretKey));
  return { epoch, to: to.seat, issuer: issuer.seat, sealed, signature };
}

/**
 * Opens the grant made to a partner, with their newest box key and the identities they are pinned to, not the header's.
 * Throws "damaged" for a grant whose issuer did not sign it: anyone who can write the file could seal a key they know.
 */
export function openGrant(
  vaultId: string,
  grant: Grant,
  keyring: Pick<Keyring, "identities" | "box" | "newerBoxes">,
): EpochKey {
  const { identities } = keyring;
  const to = identities[grant.to];
  const issuer = identities[grant.issuer];
  if (to === null || issuer === null) throw new TwofoldError("damaged", "V6 party");
  const parts = grantParts(vaultId, grant.epoch, to, issuer, grant.sealed);
  if (!isSignedBy(fromBase64(issuer.signing), "grant", parts, fromBase64(grant.signature)))
    throw new TwofoldError("damaged", "V6 signature");
  const secretKey = newestBox(keyring);
  const publicKey = sodium.crypto_scalarmult_base(secretKey);
  try {
    const key = sodium.crypto_box_seal_open(fromBase64(grant.sealed), publicKey, secretKey);
    return { epoch: grant.epoch, key };
  } catch {
    throw new TwofoldError("damaged", "V6 box");
  }
}

const chainPlace = (vaultId: string, olderEpoch: number): Uint8Array =>
  placeOf("couple-key", fromBase64(vaultId), u32(olderEpoch));

/**
 * The next couple key over all that came before: granted to both, the one before chained under it. Throws "over-limit"
 * when the vault has had as many as it can [V6]; whoever derives something asks first.
 */
export function nextCoupleKey(
  vaultId: string,
  couple: readonly EpochKey[],
  chain: readonly string[],
  to: readonly GrantParty[],
  issuer: GrantParty & { readonly secretKey: Uint8Array },
): { readonly grants: Grant[]; readonly chain: string[] } {
  const older = couple.at(-1);
  if (older === undefined) throw new TwofoldError("bug", "V6 key");
  if (chain.length >= CHAIN_MAX_LINKS) throw new TwofoldError("over-limit", "V6 chain");
  const newest = { epoch: older.epoch + 1, key: randomBytes(older.key.length) };
  const grants = to.map((party) => issueGrant(vaultId, newest, party, issuer));
  const chained = [...chain, chainLink(vaultId, older, newest)];
  wipe(newest.key);
  return { grants, chain: chained };
}

/** Seals an older couple key under the next one, for the header's chain. */
export function chainLink(vaultId: string, older: EpochKey, newer: EpochKey): string {
  return base64(sealBytes(older.key, chainPlace(vaultId, older.epoch), newer));
}

/** All couple keys, oldest first, from the newest and the header's chain. Throws "damaged" when a link does not open. */
export function openChain(header: VaultHeader, newest: EpochKey): EpochKey[] {
  if (newest.epoch !== coupleEpochOf(header)) throw new TwofoldError("damaged", "V6 epoch");
  const keys = [newest];
  for (let epoch = newest.epoch - 1; epoch >= 1; epoch--) {
    const link = fromBase64(header.chain[epoch - 1] ?? "");
    const key = openBytes(link, chainPlace(header.vaultId, epoch), keys.slice(0, 1));
    if (key === "unreadable" || key.length !== newest.key.length) throw new TwofoldError("damaged", "V6 chain");
    keys.unshift({ epoch, key });
  }
  return keys;
}
