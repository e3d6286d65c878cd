/** What a store or a ledger holds, all of it sealed: what its commits come to when they are applied in order. */
import type { StoredCommit } from "./ledger-file.ts";

export interface SealedState {
  /** The header's text; null when no commit brought one. */
  header: string | null;
  /** Sealed rows by space and seq. */
  readonly rows: Map<string, Map<number, Uint8Array>>;
  /** Sealed parts of manifests by shelf and part. */
  readonly parts: Map<string, Map<number, Uint8Array>>;
}

/** The state before the first commit. */
export const emptyState = (): SealedState => ({ header: null, rows: new Map(), parts: new Map() });

/** Applies a commit, in place: first its drops, as the store does. */
export function applyCommit(_state: SealedState, _commit: StoredCommit): void {
  // bodies follow
}

/** Rows of all spaces. */
export function countRows({ rows }: SealedState): number {
  let count = 0;
  for (const ofSpace of rows.values()) count += ofSpace.size;
  return count;
}
