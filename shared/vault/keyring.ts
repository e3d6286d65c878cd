/** What a partner's root key opens: their secret keys, the identities they hold both seats to, what they last saw [V7]. */
import { z } from "../base/zod.ts";
import { concat, sameBytes, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { type Instant, instantAt } from "../base/time.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { openBytes, placeOf, sealBytes } from "../crypto/sealed-record.ts";
import type { EpochKey } from "../crypto/sealed-record.ts";
import { base64, fromBase64, sodium, utf8 } from "../crypto/sodium.ts";
import { FORMER_MAX, otherSeat } from "./header.ts";
import type { VaultHeader } from "./header.ts";
import { BoxPin, Identity, NEWER_BOXES_MAX, sameIdentity } from "./identity.ts";
import type { Seat } from "./identity.ts";
import { canonicalJson, parseJson } from "./json.ts";

/** The version written; 1 is read as well [V7]. */
const KEYRING_VERSION = 2;
const KEYRING_MAX_DEPTH = 16;
/** 9999-12-31T23:59:59.999Z, the last moment that is written as moments are. */
const LATEST_MS = 253_402_300_799_999;
const ROOT_CONTEXT = "twofroot"; // crypto_kdf context [V7]
const KEYRING_SUBKEY = 1;
/** A keyring's key has no successors: a new root key begins a new keyring. */
const KEYRING_EPOCH = 0;

/** The newest root of a shelf this partner saw: its sequence and the hash of its bytes in base64url [V12]. */
export const SeenRoot = z.strictObject({ sequence: z.int().min(1), root: encodedBytes(32) });
export type SeenRoot = Readonly<z.infer<typeof SeenRoot>>;

/** Unlocks whose time is kept. A fixed number of places: how full they are shows in no length [V19]. */
export const UNLOCKS_KEPT = 50;
const U64_BYTES = 8;

const Version1 = z.strictObject({
  version: z.literal(1),
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
const FormerPin = z.strictObject({ seat: z.enum(["a", "b"]), identity: Identity, seen: SeenRoot.nullable() });
const Version2 = Version1.extend({
  version: z.literal(KEYRING_VERSION),
  newerBoxes: z.array(encodedBytes(32)).max(NEWER_BOXES_MAX),
  seen: Version1.shape.seen.extend({ otherBox: BoxPin.nullable() }),
  former: z.array(FormerPin).max(FORMER_MAX),
  unlocks: encodedBytes((1 + UNLOCKS_KEPT) * U64_BYTES),
});
const StoredKeyring = z.discriminatedUnion("version", [Version1, Version2]);
const Versioned = z.object({ version: z.int() });

/** The newest roots seen, the newest couple key and the other's newest box key: what is older than these was rolled back. */
export interface Seen {
  readonly private: SeenRoot | null;
  readonly a: SeenRoot | null;
  readonly b: SeenRoot | null;
  readonly coupleEpoch: number;
  /** Null while the other's box key is their identity's own [V20]. */
  readonly otherBox: BoxPin | null;
}

/** An identity that was lost, as both keyrings are pinned to it, and the last root of what it published [V21]. */
export type FormerPin = Readonly<z.infer<typeof FormerPin>>;

/** A partner's own unlocks, told to nobody else: how many, and when the newest were, newest first, as the clock said [V19]. */
export interface Unlocks {
  readonly count: number;
  readonly recent: readonly Instant[];
}

/** Of a keyring that never counted. */
export const NO_UNLOCKS: Unlocks = { count: 0, recent: [] };

/** What a keyring holds. Structured-cloneable. */
export interface Keyring {
  readonly seat: Seat;
  /** The public identities this partner is pinned to: their own and, once both are there, the other's. */
  readonly identities: { readonly a: Identity; readonly b: Identity | null };
  /** Those that were lost, oldest first. */
  readonly former: readonly FormerPin[];
  /** Ed25519 secret key, 64 bytes. */
  readonly signing: Uint8Array;
  /** X25519 secret key of the identity, 32 bytes. */
  readonly box: Uint8Array;
  /** X25519 secret keys that took its place, oldest first; what is sealed to this partner is sealed to the last [V20]. */
  readonly newerBoxes: readonly Uint8Array[];
  /** Keys of the private space, oldest first. */
  readonly private: readonly EpochKey[];
  readonly seen: Seen;
  readonly unlocks: Unlocks;
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
  readonly former: readonly FormerPin[];
  readonly signing: { readonly a: Uint8Array; readonly b: Uint8Array };
  /** X25519 public keys to seal drafts to, in base64url. */
  readonly boxes: { readonly a: string; readonly b: string };
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

/** The box key that is sealed to now. */
export function newestBox({ box, newerBoxes }: Pick<Keyring, "box" | "newerBoxes">): Uint8Array {
  return newerBoxes.at(-1) ?? box;
}

/** The public key of a box key, in base64url. */
export const publicBox = (secretKey: Uint8Array): string => base64(sodium.crypto_scalarmult_base(secretKey));

/** Opens what was sealed to this partner, with whichever of their box keys it was. "unreadable" for everything else. */
export function openSealedBox(
  { box, newerBoxes }: Pick<Keyring, "box" | "newerBoxes">,
  sealed: Uint8Array,
): Uint8Array | "unreadable" {
  for (const secretKey of [box, ...newerBoxes].reverse()) {
    try {
      return sodium.crypto_box_seal_open(sealed, sodium.crypto_scalarmult_base(secretKey), secretKey);
    } catch {
      continue; // libsodium's one way to say that the box is not to this key, or not whole
    }
  }
  return "unreadable";
}

/** One more unlock, at the time the clock told: nothing is put in order, so that a clock set back shows. */
export function withUnlock({ count, recent }: Unlocks, at: Instant): Unlocks {
  return { count: count + 1, recent: [at, ...recent].slice(0, UNLOCKS_KEPT) };
}

/** `u64 count | 50 x u64 milliseconds since 1970`, 0 for a place not used [V19]. */
function encodeUnlocks({ count, recent }: Unlocks): string {
  const places = new Array<number>(UNLOCKS_KEPT).fill(0);
  recent.forEach((at, place) => (places[place] = Math.max(1, Date.parse(at)))); // 1: no clock is older than 1970
  return base64(concat(u64(count), ...places.map(u64)));
}

function decodeUnlocks(encoded: string): Unlocks {
  const bytes = fromBase64(encoded);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = Array.from({ length: 1 + UNLOCKS_KEPT }, (_, at) => Number(view.getBigUint64(at * U64_BYTES, true)));
  const [count = 0, ...places] = numbers;
  if (numbers.some((value) => value > LATEST_MS)) throw new TwofoldError("damaged", "V19 unlocks");
  return { count, recent: places.filter((place) => place !== 0).map(instantAt) };
}

/** Seals a keyring, for its seat in the header. Base64url. */
export function sealKeyring(vaultId: string, keyring: Keyring, keyringKey: Uint8Array): string {
  const { seat, identities, former, signing, box, newerBoxes, seen, unlocks } = keyring;
  const stored: z.infer<typeof Version2> = {
    version: KEYRING_VERSION,
    seat,
    identities,
    former: [...former],
    signing: base64(signing),
    box: base64(box),
    newerBoxes: newerBoxes.map(base64),
    private: keyring.private.map(({ epoch, key }) => ({ epoch, key: base64(key) })),
    seen,
    unlocks: encodeUnlocks(unlocks),
  };
  const place = keyringPlace(vaultId, ownIdentity(keyring).partner);
  return base64(sealBytes(utf8(canonicalJson(stored)), place, { epoch: KEYRING_EPOCH, key: keyringKey }));
}

/** What a stored keyring of either version says. */
function fromStored(stored: z.infer<typeof StoredKeyring>): Keyring {
  const { seat, identities, signing, box, seen } = stored;
  const keys = {
    seat,
    identities,
    signing: fromBase64(signing),
    box: fromBase64(box),
    private: stored.private.map(({ epoch, key }) => ({ epoch, key: fromBase64(key) })),
  };
  if (stored.version === 1)
    return { ...keys, newerBoxes: [], former: [], seen: { ...seen, otherBox: null }, unlocks: NO_UNLOCKS };
  const { former, newerBoxes, unlocks } = stored;
  return {
    ...keys,
    newerBoxes: newerBoxes.map(fromBase64),
    former,
    seen: stored.seen,
    unlocks: decodeUnlocks(unlocks),
  };
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
  const keyring = fromStored(stored.data);
  const own = ownIdentity(keyring);
  const signing = sodium.crypto_sign_ed25519_sk_to_pk(keyring.signing);
  const holds =
    own.partner === partner && sameBytes(signing, fromBase64(own.signing)) && publicBox(keyring.box) === own.box;
  if (!holds) throw new TwofoldError("damaged", "V7 own keys");
  return keyring;
}

/**
 * The own keyring of a header of today, resealed as having last seen the roots these keys had: for a restore that sets
 * both spaces back. Null when its root key is another, so that these keys do not open it. Base64url.
 */
export function withSeenOf(vaultId: string, sealedNow: string, before: OwnKeys): string | null {
  const { partner } = ownIdentity(before);
  const key = { epoch: KEYRING_EPOCH, key: before.keyringKey };
  if (openBytes(fromBase64(sealedNow), keyringPlace(vaultId, partner), [key]) === "unreadable") return null;
  const now = openKeyring(vaultId, partner, sealedNow, before.keyringKey);
  const { private: own, a, b } = before.seen;
  return sealKeyring(vaultId, { ...now, seen: { ...now.seen, private: own, a, b } }, before.keyringKey);
}

/** Throws "damaged" unless a header's seats and former seats are the identities these keys are pinned to [V8]. */
export function checkPinned(
  {
    seats,
    former,
  }: {
    readonly seats: { readonly a: { readonly identity: Identity }; readonly b: { readonly identity: Identity } | null };
    readonly former: readonly { readonly seat: Seat; readonly identity: Identity }[];
  },
  pinned: {
    readonly identities: { readonly a: Identity; readonly b: Identity | null };
    readonly former: readonly FormerPin[];
  },
): void {
  const { a, b } = pinned.identities;
  const fits =
    sameIdentity(seats.a.identity, a) &&
    sameIdentity(seats.b?.identity ?? null, b) &&
    former.length === pinned.former.length &&
    former.every(({ seat, identity }, at) => {
      const pin = pinned.former[at];
      return pin !== undefined && pin.seat === seat && sameIdentity(pin.identity, identity);
    });
  if (!fits) throw new TwofoldError("damaged", "V8 identity");
}

/** Throws "damaged" unless the box keys a header shows are those this partner made, and has seen of the other [V8], [V20]. */
export function checkBoxes(seats: VaultHeader["seats"], keyring: Keyring): void {
  const { seat, newerBoxes, seen } = keyring;
  const own = seats[seat]?.newerBox ?? null;
  const newest = newerBoxes.at(-1);
  const isOwn =
    newest === undefined ? own === null : own?.number === newerBoxes.length && own.box === publicBox(newest);
  const others = seats[otherSeat(seat)]?.newerBox ?? null;
  const { otherBox } = seen;
  const isNotOlder =
    otherBox === null ||
    (others !== null &&
      (others.number > otherBox.number || (others.number === otherBox.number && others.box === otherBox.box)));
  if (!isOwn || !isNotOlder) throw new TwofoldError("damaged", "V8 box");
}
