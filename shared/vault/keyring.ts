/** What a partner's root key opens: their secret keys, the public keys they hold the other to, what they last saw [V7]. */
import type { Identity, Seat } from "./header.ts";

/** One key of a space; `epoch` counts from 1 and stands in every sealed byte string. */
export interface EpochKey {
  readonly epoch: number;
  readonly key: Uint8Array;
}

/** The newest root of a shelf this partner's session saw: its number and the hash of its bytes, base64url. */
export interface SeenRoot {
  readonly sequence: number;
  readonly root: string;
}

/** The keys of one partner's session. Structured-cloneable. */
export interface OwnKeys {
  readonly kind: "one";
  readonly vaultId: string;
  readonly seat: Seat;
  /** Public identities this partner is pinned to: their own and, once joined, the other's. */
  readonly identities: { readonly a: Identity; readonly b: Identity | null };
  /** Ed25519 secret key, 64 bytes. */
  readonly signing: Uint8Array;
  /** X25519 secret key, 32 bytes. */
  readonly box: Uint8Array;
  readonly private: readonly EpochKey[];
  readonly couple: readonly EpochKey[];
  /** Seals this partner's keyring in the header. */
  readonly keyringKey: Uint8Array;
  readonly seen: {
    readonly private: SeenRoot | null;
    readonly a: SeenRoot | null;
    readonly b: SeenRoot | null;
    readonly coupleEpoch: number;
  };
}

/** The keys of a session together: nothing that opens either private space, keyring or draft. */
export interface JointKeys {
  readonly kind: "together";
  readonly vaultId: string;
  readonly identities: { readonly a: Identity; readonly b: Identity };
  readonly signing: { readonly a: Uint8Array; readonly b: Uint8Array };
  readonly couple: readonly EpochKey[];
  readonly seen: { readonly a: SeenRoot | null; readonly b: SeenRoot | null };
}

/** What a session worker may hold. Made only in throwaway workers. */
export type Keys = OwnKeys | JointKeys;
