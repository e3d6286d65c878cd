/**
 * Another passphrase or other recovery words over the same root key [V18]. Made in a throwaway worker, staged in the open
 * session of that seat, which goes on. What older files hold opens as it did; against somebody who knows the old secret
 * there is `startAnew`.
 */
import { TwofoldError } from "../base/errors.ts";
import { createSlot } from "../crypto/keyslot.ts";
import type { KdfCost, Slot, SlotKind } from "../crypto/keyslot.ts";
import { fromBase64, randomBytes, wipe } from "../crypto/sodium.ts";
import { formatHeader, parseHeader } from "./header.ts";
import type { Seat, VaultHeader } from "./header.ts";
import { keyringKeyOf } from "./keyring.ts";
import { RECOVERY_BYTES, wordsOf } from "./recovery-words.ts";
import type { Commit, Session } from "./session.ts";
import { keysBehind, unwrapRoot, wipeKeys } from "./vault.ts";
import type { Secret, WrongSecret } from "./vault.ts";

/** One new slot of a seat; holds nothing secret. */
export interface SlotChange {
  readonly seat: Seat;
  readonly kind: SlotKind;
  readonly slot: Slot;
}

/** Opens a seat's root key with the secret of today and wraps it once more. Two derivations. */
function rewrap(
  header: VaultHeader,
  seat: Seat,
  current: Secret,
  kind: SlotKind,
  next: string,
  cost: KdfCost,
): SlotChange | WrongSecret {
  const holder = header.seats[seat];
  if (holder === null) throw new TwofoldError("not-found", "seat");
  const rootKey = unwrapRoot(header.vaultId, holder, current);
  if (typeof rootKey === "string") return rootKey;
  wipeKeys(keysBehind(header, seat, keyringKeyOf(rootKey))); // a slot put back from before the last root key opens nothing
  const owner = { vault: fromBase64(header.vaultId), partner: fromBase64(holder.identity.partner), kind };
  const slot = createSlot(rootKey, next, cost, owner);
  wipe(rootKey);
  return { seat, kind, slot };
}

/**
 * A new passphrase for a seat. `current` is today's passphrase, or the recovery words of who forgot it. Throws as
 * `openKeys` does, "malformed" for an empty passphrase, "over-limit" for a cost outside the limits.
 */
export function changePassphrase(
  header: VaultHeader,
  seat: Seat,
  current: Secret,
  next: string,
  cost: KdfCost,
): SlotChange | WrongSecret {
  return rewrap(header, seat, current, "passphrase", next, cost);
}

/** New recovery words for a seat, shown once; once the change is written the old ones open nothing. Throws as `changePassphrase` does. */
export function renewWords(
  header: VaultHeader,
  seat: Seat,
  current: Secret,
  cost: KdfCost,
): { readonly change: SlotChange; readonly words: string[] } | WrongSecret {
  const entropy = randomBytes(RECOVERY_BYTES);
  const words = wordsOf(entropy);
  wipe(entropy);
  const change = rewrap(header, seat, current, "words", words.join(" "), cost);
  return typeof change === "string" ? change : { change, words };
}

/**
 * The header with a new slot, to be written alone. Throws "not-allowed" in any session but that partner's own, "damaged"
 * for a slot that was made for another seat, kind or vault.
 */
export function stageSlotChange(session: Session, { seat, kind, slot }: SlotChange): Commit {
  const { keys, header } = session;
  const holder = header.seats[seat];
  if (keys.kind !== "one" || keys.seat !== seat || holder === null) throw new TwofoldError("not-allowed", "V18 seat");
  const slots = { ...holder.slots, [kind]: slot };
  parseHeader(formatHeader({ ...header, seats: { ...header.seats, [seat]: { ...holder, slots } } }));
  return session.stageSlots(slots);
}
