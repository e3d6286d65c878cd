/**
 * One journal chosen from two damaged copies of it, with keys: the manifests name every piece, and whichever side holds a piece as
 * it is named gives it [L8]. All a ledger ever held counts, dropped or replaced since: who adds frames to it can take nothing away.
 */
import { TwofoldError } from "../base/errors.ts";
import type { VaultHeader } from "../vault/header.ts";
import type { Keys } from "../vault/keyring.ts";
import type { ManifestPart, SealedRow } from "../vault/session.ts";
import type { StoredCommit } from "./stored-commit.ts";

/** One side: gives all its commits in their order, as often as it is asked. A store gives all it holds as one commit. */
export type Evidence = (take: (commit: StoredCommit) => void) => Promise<unknown>;

export interface Rebuilt {
  /** To be written. In no other text than it was found. */
  readonly header: string;
  readonly rows: readonly SealedRow[];
  readonly parts: readonly ManifestPart[];
  readonly counts: {
    /** Rows the manifests name: "1,204 of 1,204" is `listed - stillMissing` of `listed`. */
    readonly listed: number;
    readonly fromStore: number;
    readonly fromLedger: number;
    readonly stillMissing: number;
    /** Rows kept though no manifest of these keys names them: the other's private ones, and what cannot be judged. */
    readonly carried: number;
    /** Rows no manifest names, left in the store that is set aside. */
    readonly leftBehind: number;
  };
}

/**
 * Chooses. `header` and `keys` are the session's that found something. `newer` is the side taken where no manifest can decide: the
 * store after "in-step", "no-ledger" and "apart", the ledger after "ledger-ahead" and "ledger-renewed". Answers "newer-header" when a side has a header
 * of a newer couple key for this journal: open that first.
 */
export async function rebuild(_options: {
  readonly header: VaultHeader;
  readonly keys: Keys;
  readonly store: Evidence;
  readonly ledger: Evidence;
  readonly newer: "store" | "ledger";
}): Promise<Rebuilt | { readonly kind: "newer-header"; readonly header: string }> {
  return Promise.reject(new TwofoldError("bug", "not yet"));
}
