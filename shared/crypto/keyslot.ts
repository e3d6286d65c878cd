/** A slot wraps a root key under a passphrase or recovery words, as FORMAT.md's [F6] to [F8] say. */
import { z } from "zod";
import { TwofoldError } from "../base/errors.ts";

const MiB = 1024 * 1024;

/** What one derivation costs: memory in bytes (whole KiB) and passes over it [F6]. */
export interface KdfCost {
  readonly memoryBytes: number;
  readonly passes: number;
}

/** The least a reader accepts, and what tests use [F6]. */
export const KDF_FLOOR: KdfCost = { memoryBytes: 64 * MiB, passes: 3 };
/** What a new journal uses unless set-up found the machine faster or slower [F6]. */
export const KDF_DEFAULT: KdfCost = { memoryBytes: 256 * MiB, passes: 3 };
/** The most a reader accepts; more is refused before any derivation [F6]. */
export const KDF_CEILING: KdfCost = { memoryBytes: 1024 * MiB, passes: 10 };

export const Slot = z.strictObject({
  memoryBytes: z.int(),
  passes: z.int(),
  salt: z.string(),
  check: z.string(),
  nonce: z.string(),
  wrapped: z.string(),
  digest: z.string(),
});
export type Slot = z.infer<typeof Slot>;

/** Stand-in until the next commit. */
export function notYet(): never {
  throw new TwofoldError("bug", "not written yet");
}
