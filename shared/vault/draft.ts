/** Drafts: text not yet saved, sealed to its author alone so that a session together can keep it too [V14]. */
import { TwofoldError } from "../base/errors.ts";
import type { Seat } from "./header.ts";
import type { Keys } from "./keyring.ts";

/** Seals a draft of `author` to their box key, signed by them, padded to a size class. The place belongs inside `bytes`. */
export function sealDraft(_keys: Keys, _author: Seat, _bytes: Uint8Array): Uint8Array {
  throw new TwofoldError("bug", "not written yet");
}

/** Opens one's own draft. "unreadable" for another's, a planted or a damaged one, and in a session together. */
export function openDraft(_keys: Keys, _sealed: Uint8Array): Uint8Array | "unreadable" {
  throw new TwofoldError("bug", "not written yet");
}
