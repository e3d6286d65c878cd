/** Ed25519 signatures over framed parts, each kind of statement in a namespace of its own [F9]. */
import { framed } from "../base/bytes.ts";
import { sodium, utf8 } from "./sodium.ts";

/** Bytes of a signature. */
export const SIGNATURE_BYTES = 64;

/** What a signature is about; a signature made for one says nothing in another [F9]. */
export type Statement = "identity" | "box" | "grant" | "record" | "root" | "draft" | "backup";

function messageOf(statement: Statement, parts: readonly Uint8Array[]): Uint8Array {
  return framed(utf8(`twofold/v1/${statement}`), ...parts);
}

/** Signs a statement about these parts. `secretKey` is libsodium's 64 bytes. */
export function sign(statement: Statement, parts: readonly Uint8Array[], secretKey: Uint8Array): Uint8Array {
  return sodium.crypto_sign_detached(messageOf(statement, parts), secretKey);
}

/** Whether the holder of the secret key behind `publicKey` (32 bytes) signed exactly this statement about these parts. */
export function isSignedBy(
  publicKey: Uint8Array,
  statement: Statement,
  parts: readonly Uint8Array[],
  signature: Uint8Array,
): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  return sodium.crypto_sign_verify_detached(signature, messageOf(statement, parts), publicKey);
}
