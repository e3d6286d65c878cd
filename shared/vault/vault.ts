/** Opening a vault: from a secret someone typed to the keys a session may hold. Rules are numbered in SPEC.md. */
import { sameBytes } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { openSlot } from "../crypto/keyslot.ts";
import type { SlotKind } from "../crypto/keyslot.ts";
import { fromBase64, wipe } from "../crypto/sodium.ts";
import { openChain, openGrant } from "./couple-key.ts";
import { coupleEpochOf } from "./header.ts";
import type { SeatHeader, VaultHeader } from "./header.ts";
import type { Seat } from "./identity.ts";
import { checkBoxes, checkPinned, keyringKeyOf, newestBox, openKeyring, publicBox } from "./keyring.ts";
import type { JointKeys, Keys, OwnKeys, SeenRoot } from "./keyring.ts";
import { entropyOf, wordsOf } from "./recovery-words.ts";

/** What opens a seat: its passphrase, or its 24 recovery words as typed. */
export type Secret = { readonly passphrase: string } | { readonly words: string };

/** The slot a secret is for, and the exact text that goes into the derivation; null for words that cannot be any [V5]. */
function slotSecret(secret: Secret): { readonly kind: SlotKind; readonly text: string } | null {
  if ("passphrase" in secret) return { kind: "passphrase", text: secret.passphrase };
  const entropy = entropyOf(secret.words);
  return entropy === "not-words" ? null : { kind: "words", text: wordsOf(entropy).join(" ") };
}

/** What typing the wrong secret answers. */
export type WrongSecret = "wrong-passphrase" | "wrong-words";

/**
 * The root key in a seat's slot, taken or former. One derivation, or none for words that cannot be any. Throws as
 * `openSlot` does.
 */
export function unwrapRoot(
  vaultId: string,
  { identity, slots }: Pick<SeatHeader, "identity" | "slots">,
  secret: Secret,
): Uint8Array | WrongSecret {
  const typed = slotSecret(secret);
  if (typed === null) return "wrong-words";
  const owner = { vault: fromBase64(vaultId), partner: fromBase64(identity.partner), kind: typed.kind };
  const rootKey = openSlot(slots[typed.kind], typed.text, owner);
  if (rootKey === "wrong") return typed.kind === "words" ? "wrong-words" : "wrong-passphrase";
  return rootKey;
}

/** The keys behind a seat's keyring key, held to everything that keyring is pinned to [V8]. Throws "damaged" otherwise. */
export function keysBehind(header: VaultHeader, seat: Seat, keyringKey: Uint8Array): OwnKeys {
  const { vaultId } = header;
  const holder = header.seats[seat];
  if (holder === null) throw new TwofoldError("not-found", "seat");
  const keyring = openKeyring(vaultId, holder.identity.partner, holder.keyring, keyringKey);
  if (keyring.seat !== seat) throw new TwofoldError("damaged", "V8 seat");
  checkPinned(header, keyring);
  checkBoxes(header.seats, keyring);
  if (coupleEpochOf(header) < keyring.seen.coupleEpoch) throw new TwofoldError("damaged", "V8 epoch");
  const grant = header.grants.find(({ to }) => to === seat);
  if (grant === undefined) throw new TwofoldError("damaged", "V6 grant");
  const couple = openChain(header, openGrant(vaultId, grant, keyring));
  return { kind: "one", vaultId, ...keyring, couple, keyringKey };
}

/**
 * Opens a seat's keys. About a second at the default cost, and leaves key bytes in the heap: a throwaway worker's
 * task. Throws "damaged" when the slot, keyring, grants or chain are, or when the header shows another public key
 * than this partner is pinned to [V8]; "over-limit" and "newer-version" before any derivation; "not-found" for an
 * empty seat. The header must come from `parseHeader`.
 */
export function openKeys(header: VaultHeader, seat: Seat, secret: Secret): OwnKeys | WrongSecret {
  const holder = header.seats[seat];
  if (holder === null) throw new TwofoldError("not-found", "seat");
  const rootKey = unwrapRoot(header.vaultId, holder, secret);
  if (typeof rootKey === "string") return rootKey;
  const keyringKey = keyringKeyOf(rootKey);
  wipe(rootKey);
  return keysBehind(header, seat, keyringKey);
}

/** The newer of two roots seen of one shelf. */
function newer(one: SeenRoot | null, other: SeenRoot | null): SeenRoot | null {
  if (one === null || other === null) return one ?? other;
  return one.sequence >= other.sequence ? one : other;
}

/**
 * The keys of a session together, without anything it must not hold [V9]: copies, so that wiping the two sets of
 * keys leaves it whole. Takes them in either order; throws "malformed" unless they are both seats of one vault.
 */
export function keysTogether(one: Keys, other: Keys): JointKeys {
  if (one.kind !== "one" || other.kind !== "one") throw new TwofoldError("malformed", "V9 keys");
  const [a, b] = one.seat === "a" ? [one, other] : [other, one];
  const { identities } = a;
  if (a.seat !== "a" || b.seat !== "b" || a.vaultId !== b.vaultId || identities.b === null)
    throw new TwofoldError("malformed", "V9 seats");
  checkPinned({ seats: { a: { identity: identities.a }, b: { identity: identities.b } }, former: a.former }, b);
  const agree = a.couple.every(({ key }, at) => sameBytes(key, b.couple[at]?.key ?? new Uint8Array()));
  if (!agree || a.couple.length !== b.couple.length) throw new TwofoldError("damaged", "V9 couple keys");
  return {
    kind: "together",
    vaultId: a.vaultId,
    identities: { a: identities.a, b: identities.b },
    former: a.former.map((pin, at) => ({ ...pin, seen: pin.seen ?? b.former[at]?.seen ?? null })),
    signing: { a: a.signing.slice(), b: b.signing.slice() },
    boxes: { a: publicBox(newestBox(a)), b: publicBox(newestBox(b)) },
    couple: a.couple.map(({ epoch, key }) => ({ epoch, key: key.slice() })),
    seen: { a: newer(a.seen.a, b.seen.a), b: newer(a.seen.b, b.seen.b) },
  };
}

/** Overwrites every secret byte of the keys. Memory the engine copied is only freed by ending the worker. */
export function wipeKeys(keys: Keys): void {
  for (const { key } of keys.couple) wipe(key);
  if (keys.kind === "together") {
    wipe(keys.signing.a);
    wipe(keys.signing.b);
    return;
  }
  for (const { key } of keys.private) wipe(key);
  for (const secret of [keys.signing, keys.box, ...keys.newerBoxes, keys.keyringKey]) wipe(secret);
}
