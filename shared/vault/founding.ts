/** Founding a vault: the first partner's keys, slots and empty manifests [V10]. */
import { TwofoldError } from "../base/errors.ts";
import type { KdfCost } from "../crypto/keyslot.ts";
import type { CoverName } from "./header.ts";
import type { Commit, Session } from "./session.ts";

export interface Founded {
  /** The founder's, to stage the profile in. Takes `commit` as settled. */
  readonly session: Session;
  /** The founder's partner id. */
  readonly partner: string;
  /** 24 recovery words, shown once. */
  readonly words: string[];
  /** The header and the empty manifests. */
  readonly commit: Commit;
}

/** Two derivations: a throwaway worker's task. Throws "not-allowed" unless one cover is deep and the other light. */
export function foundVault(_options: {
  readonly cover: CoverName;
  readonly coverForB: CoverName;
  readonly passphrase: string;
  readonly cost: KdfCost;
}): Founded {
  throw new TwofoldError("bug", "not written yet");
}
