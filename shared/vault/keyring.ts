/** What a partner's root key opens: their secret keys, the identities they hold both seats to, what they last saw [V7]. */
import { z } from "../base/zod.ts";
import { sameBytes } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { openBytes, placeOf, sealBytes } from "../crypto/sealed-record.ts";
import type { EpochKey } from "../crypto/sealed-record.ts";
import { base64, fromBase64, sodium, utf8 } from "../crypto/sodium.ts";
import { Identity, sameIdentity } from "./identity.ts";
import type { Seat } from "./identity.ts";
import { canonicalJson, parseJson } from "./json.ts";

const KEYRING_VERSION = 1;
const KEYRING_MAX_DEPTH = 16;
const ROOT_CONTEXT = "twofroot"; // crypto_kdf context [V7]
const KEYRING_SUBKEY = 1;
/** A keyring's key has no successors: a new root key begins a new keyring. */
const KEYRING_EPOCH = 0;

/** The newest root of a shelf this partner saw: its sequence and the hash of its bytes in base64url [V12]. */
export const SeenRoot = z.strictObject({ sequence: z.int().min(1), root: encodedBytes(32) });
export type SeenRoot = Readonly<z.infer<typeof SeenRoot>>;

const StoredKeyring = z.strictObject({
  version: z.literal(KEYRING_VERSION),
  seat: z.enum(["a", "b"]),
  identities: z.strictObject({ a: Identity, b: Identity.nullable() }),
  signing: encodedBytes(64),
  box: encodedBytes(32),
  private: z.array(z.strictObject({ epoch: z.int().min(1).max(0xffff_ffff), key: encodedBytes(32) })).min(1),
  seen: z.strictObject({
    private: SeenRoot.nullable(),
    a: SeenRoot.nullable(),
    b: SeenRoot.nullable(),
    coupleEpoch: z.int().min(1),
  }),
});
const Versioned = z.object({ version: z.int() });

/** The newest roots seen, and the newest couple key: what is older than these was rolled back. */
export interface Seen {
  readonly private: SeenRoot | null;
  readonly a: SeenRoot | null;
  readonly b: SeenRoot | null;
  readonly coupleEpoch: number;
}

/** What a keyring holds. Structured-cloneable. */
export interface Keyring {
  readonly seat: Seat;
  /** The public identities this partner is pinned to: their own and, once both are there, the other's. */
  readonly identities: { readonly a: Identity; readonly b: Identity | null };
  /** Ed25519 secret key, 64 bytes. */
  readonly signing: Uint8Array;
  /** X25519 secret key, 32 bytes. */
  readonly box: Uint8Array;
  /** Keys of the private space, oldest first. */
  readonly private: readonly EpochKey[];
  readonly seen: Seen;
}

/** The keys of one partner's session. */
export interface OwnKeys extends Keyring {
  readonly kind: "one";
  readonly vaultId: string;
  /** Couple keys, oldest first. */
  readonly couple: readonly EpochKey[];
  /** Seals this partner's keyring in the header. */
  readonly keyringKey: Uint8Array;
}

/** The keys of a session together: nothing that opens either private space, keyring or draft [V9]. */
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

/** The key that seals a keyring, from the root key in a slot [V7]. */
export function keyringKeyOf(rootKey: Uint8Array): Uint8Array {
  return sodium.crypto_kdf_derive_from_key(32, KEYRING_SUBKEY, ROOT_CONTEXT, rootKey);
}

const keyringPlace = (vaultId: string, partner: string): Uint8Array =>
  placeOf("keyring", fromBase64(vaultId), fromBase64(partner));

/** The identity of a keyring's own seat. */
export function ownIdentity({ seat, identities }: Pick<Keyring, "seat" | "identities">): Identity {
  const own = identities[seat];
  if (own === null) throw new TwofoldError("damaged", "V7 own");
  return own;
}

/** Seals a keyring, for its seat in the header. Base64url. */
export function sealKeyring(vaultId: string, keyring: Keyring, keyringKey: Uint8Array): string {
  const { seat, identities, signing, box, seen } = keyring;
  const stored: z.infer<typeof StoredKeyring> = {
    version: KEYRING_VERSION,
    seat,
    identities,
    signing: base64(signing),
    box: base64(box),
    private: keyring.private.map(({ epoch, key }) => ({ epoch, key: base64(key) })),
    seen,
  };
  const place = keyringPlace(vaultId, ownIdentity(keyring).partner);
  return base64(sealBytes(utf8(canonicalJson(stored)), place, { epoch: KEYRING_EPOCH, key: keyringKey }));
}

/**
 * Opens a partner's keyring and checks that its secret keys are those of its own identity. Throws "damaged", or
 * "newer-version" for a keyring of a later format.
 */
export function openKeyring(vaultId: string, partner: string, sealed: string, keyringKey: Uint8Array): Keyring {
  const place = keyringPlace(vaultId, partner);
  const bytes = openBytes(fromBase64(sealed), place, [{ epoch: KEYRING_EPOCH, key: keyringKey }]);
  if (bytes === "unreadable") throw new TwofoldError("damaged", "V7 keyring");
  const parsed = parseJson(bytes, KEYRING_MAX_DEPTH);
  if (parsed === "not-json") throw new TwofoldError("damaged", "V7 json");
  const versioned = Versioned.safeParse(parsed.value);
  if (versioned.success && versioned.data.version > KEYRING_VERSION) throw new TwofoldError("newer-version", "V7");
  const stored = StoredKeyring.safeParse(parsed.value);
  if (!stored.success) throw new TwofoldError("damaged", "V7 shape");
  const { seat, identities, seen } = stored.data;
  const keyring: Keyring = {
    seat,
    identities,
    signing: fromBase64(stored.data.signing),
    box: fromBase64(stored.data.box),
    private: stored.data.private.map(({ epoch, key }) => ({ epoch, key: fromBase64(key) })),
    seen,
  };
  const own = ownIdentity(keyring);
  const signing = sodium.crypto_sign_ed25519_sk_to_pk(keyring.signing);
  const box = sodium.crypto_scalarmult_base(keyring.box);
  const holds =
    own.partner === partner && sameBytes(signing, fromBase64(own.signing)) && sameBytes(box, fromBase64(own.box));
  if (!holds) throw new TwofoldError("damaged", "V7 own keys");
  return keyring;
}

/** Throws "damaged" unless a header's seats are the identities these keys are pinned to [V8]. */
export function checkPinned(
  seats: { readonly a: { readonly identity: Identity }; readonly b: { readonly identity: Identity } | null },
  identities: { readonly a: Identity; readonly b: Identity | null },
): void {
  const pinned = sameIdentity(seats.a.identity, identities.a) && sameIdentity(seats.b?.identity ?? null, identities.b);
  if (!pinned) throw new TwofoldError("damaged", "V8 identity");
}
