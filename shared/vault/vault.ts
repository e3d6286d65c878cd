/** Opening a vault: from a secret someone typed to the keys a session may hold. Rules are numbered in SPEC.md. */
import { TwofoldError } from "../base/errors.ts";
import type { Seat, VaultHeader } from "./header.ts";
import type { JointKeys, Keys, OwnKeys } from "./keyring.ts";

/** What opens a seat: its passphrase, or its 24 recovery words as typed. */
export type Secret = { readonly passphrase: string } | { readonly words: string };

/** Opens a seat's keys. About a second at the default cost, and leaves key bytes in the heap: a throwaway worker's task. */
export function openKeys(
  _header: VaultHeader,
  _seat: Seat,
  _secret: Secret,
): OwnKeys | "wrong-passphrase" | "wrong-words" {
  throw new TwofoldError("bug", "not written yet");
}

/** The keys of a session together, without anything it must not hold [V9]. */
export function keysTogether(_a: Keys, _b: Keys): JointKeys {
  throw new TwofoldError("bug", "not written yet");
}

/** Overwrites every secret byte of the keys. */
export function wipeKeys(_keys: Keys): void {
  throw new TwofoldError("bug", "not written yet");
}
