/** Who a seat is in public, and the certificates by which each partner signs their own and the other's [V4]. */
import { z } from "../base/zod.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { isSignedBy, sign } from "../crypto/signature.ts";
import { base64, fromBase64, randomBytes, utf8 } from "../crypto/sodium.ts";

/** Place in the journal: a founded it, b joined. The order everything is drawn in. */
export type Seat = "a" | "b";

/** Bytes of every id: vault, partner, space, shelf, record [V1]. */
export const ID_BYTES = 16;

/** 16 bytes as 22 characters of base64url [V1]. */
export const Id = encodedBytes(ID_BYTES);

/** A fresh id. */
export const newId = (): string => base64(randomBytes(ID_BYTES));

/** The public keys and opaque ids of one seat, all that both certificates sign [V4]. */
export const Identity = z.strictObject({
  partner: Id,
  /** Ed25519 public key. */
  signing: encodedBytes(32),
  /** X25519 public key. */
  box: encodedBytes(32),
  /** The space of this partner's originals. */
  privateSpace: Id,
  /** Shelf of the manifest of the private space. */
  privateShelf: Id,
  /** Shelf of the manifest of what this partner has in the shared space. */
  sharedShelf: Id,
});
export type Identity = z.infer<typeof Identity>;

/** What a certificate states: this seat of this vault is this identity [V4]. */
function certificateParts(vaultId: string, seat: Seat, identity: Identity): Uint8Array[] {
  const { partner, signing, box, privateSpace, privateShelf, sharedShelf } = identity;
  const encoded = [partner, signing, box, privateSpace, privateShelf, sharedShelf];
  return [fromBase64(vaultId), utf8(seat), ...encoded.map(fromBase64)];
}

/** Signs that a seat is this identity. Base64url. */
export function certify(vaultId: string, seat: Seat, identity: Identity, secretKey: Uint8Array): string {
  return base64(sign("identity", certificateParts(vaultId, seat, identity), secretKey));
}

/** Whether `by` certified that the seat is this identity. */
export function isCertified(
  vaultId: string,
  seat: Seat,
  identity: Identity,
  certificate: string,
  by: Identity,
): boolean {
  const parts = certificateParts(vaultId, seat, identity);
  return isSignedBy(fromBase64(by.signing), "identity", parts, fromBase64(certificate));
}

/** Whether two identities agree in every field. */
export function sameIdentity(left: Identity | null, right: Identity | null): boolean {
  if (left === null || right === null) return left === right;
  return (Object.keys(Identity.shape) as (keyof Identity)[]).every((field) => left[field] === right[field]);
}
