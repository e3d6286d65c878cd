/** Who a seat is in public, and the certificates by which each partner signs their own and the other's [V4]. */
import { z } from "../base/zod.ts";
import { u32 } from "../base/bytes.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { isSignedBy, sign, SIGNATURE_BYTES } from "../crypto/signature.ts";
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

/** How often one identity can start anew [V20]. */
export const NEWER_BOXES_MAX = 64;

/** Which box key took the place of an identity's own: the number counts them from 1 [V20]. */
export const BoxPin = z.strictObject({ number: z.int().min(1).max(NEWER_BOXES_MAX), box: encodedBytes(32) });
export type BoxPin = Readonly<z.infer<typeof BoxPin>>;

/** A newer box key as the header shows it: signed by the identity whose own it replaces. */
export const NewerBox = BoxPin.extend({ signature: encodedBytes(SIGNATURE_BYTES) });
export type NewerBox = z.infer<typeof NewerBox>;

const boxParts = (vaultId: string, { partner }: Identity, { number, box }: BoxPin): Uint8Array[] => [
  fromBase64(vaultId),
  fromBase64(partner),
  u32(number),
  fromBase64(box),
];

/** Signs that this box key is the one to seal to from now on. */
export function signBox(vaultId: string, identity: Identity, pin: BoxPin, secretKey: Uint8Array): NewerBox {
  return { ...pin, signature: base64(sign("box", boxParts(vaultId, identity, pin), secretKey)) };
}

/** Whether the identity signed that this box key takes the place of its own. */
export function isSignedBox(vaultId: string, identity: Identity, newer: NewerBox): boolean {
  const parts = boxParts(vaultId, identity, newer);
  return isSignedBy(fromBase64(identity.signing), "box", parts, fromBase64(newer.signature));
}
