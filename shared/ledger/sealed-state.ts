/** What a store or a ledger holds, all of it sealed: what its commits come to when they are applied in order. */
import type { ManifestPart, SealedRow } from "../vault/session.ts";
import type { StoredCommit } from "./stored-commit.ts";

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

function put(table: Map<string, Map<number, Uint8Array>>, id: string, number: number, sealed: Uint8Array): void {
  const found = table.get(id);
  if (found === undefined) table.set(id, new Map([[number, sealed]]));
  else found.set(number, sealed);
}

/** Applies a commit, in place: its drops first, so that what it puts is there afterwards. */
export function applyCommit(state: SealedState, { putRows, dropRows, putParts, header }: StoredCommit): void {
  for (const { space, seq } of dropRows) state.rows.get(space)?.delete(seq);
  for (const { space, seq, sealed } of putRows) put(state.rows, space, seq, sealed);
  for (const { shelf, part, sealed } of putParts) put(state.parts, shelf, part, sealed);
  state.header = header ?? state.header;
}

/** All rows, as the store takes them. */
export function* rowsOf({ rows }: SealedState): Generator<SealedRow> {
  for (const [space, bySeq] of rows) for (const [seq, sealed] of bySeq) yield { space, seq, sealed };
}

/** All parts, as the store takes them. */
export function* partsOf({ parts }: SealedState): Generator<ManifestPart> {
  for (const [shelf, byPart] of parts) for (const [part, sealed] of byPart) yield { shelf, part, sealed };
}
