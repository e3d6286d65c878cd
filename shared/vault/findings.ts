/** Comparing the loaded rows with the manifests: what is missing, added, older or damaged, counted exactly [V13]. */
import { sameBytes } from "../base/bytes.ts";
import { base64 } from "../crypto/sodium.ts";
import type { Seat } from "./identity.ts";
import type { SeenRoot } from "./keyring.ts";
import { entriesOf } from "./manifest.ts";
import { idBytes } from "./record-row.ts";
import type { Shelf, ShelfState } from "./shelf.ts";
import { stepOver } from "./space.ts";
import type { LoadedRow, Space } from "./space.ts";
import type { SpaceName } from "./transaction.ts";

/** What the manifests say of the loaded rows; the sentences are made elsewhere. */
export type Finding =
  /** Listed rows that are not there. */
  | { readonly kind: "missing"; readonly space: SpaceName; readonly count: number }
  /** Added, moved, replayed or older rows: they open, and the manifest of their author does not list them. */
  | { readonly kind: "unlisted"; readonly space: SpaceName; readonly count: number }
  /** Rows that did not open. */
  | { readonly kind: "unreadable"; readonly space: SpaceName; readonly count: number }
  /** A manifest older than the one last seen. */
  | { readonly kind: "rolled-back"; readonly space: SpaceName; readonly seat: Seat }
  /** A manifest whose root or some of whose buckets are missing or not as their author left them. */
  | { readonly kind: "damaged-manifest"; readonly space: SpaceName; readonly seat: Seat };

/** A shelf of a space with what it said when it was opened, and the root of it last seen. */
export interface OpenedShelf {
  readonly shelf: Shelf;
  readonly state: ShelfState;
  readonly seen: SeenRoot | null;
}

/** Marks the rows a shelf lists, and counts those it lists in vain. */
function markListed(space: Space, { shelf, state }: OpenedShelf): number {
  let missing = 0;
  const met = (seq: number): void => {
    if (shelf.secretKey === null) stepOver(space, seq);
    else space.highestSeq = Math.max(space.highestSeq, seq);
  };
  for (const bucket of state.buckets)
    for (const { seq, hash } of entriesOf(bucket)) {
      met(seq);
      const row = space.rows.get(seq);
      if (row === "unreadable") continue; // there, and counted as what it is
      if (row !== undefined && row.author === shelf.author.partner && sameBytes(row.hash, hash)) row.listed = true;
      else missing++;
    }
  met(state.highestSeq);
  return missing;
}

/** Whether the part of the author's manifest that would list a row is damaged, so that nothing can be said of it. */
function isUnknown(opened: readonly OpenedShelf[], row: LoadedRow): boolean {
  const own = opened.find(({ shelf }) => shelf.author.partner === row.author);
  return own !== undefined && own.state.damaged.size > 0 && own.state.damaged.has(idBytes(row.id)[0]!);
}

function isRolledBack({ state, seen }: OpenedShelf): boolean {
  if (seen === null || !state.hasRoot) return false;
  return state.sequence < seen.sequence || (state.sequence === seen.sequence && base64(state.rootHash) !== seen.root);
}

/** Compares one space with the shelves over it. Marks each row as listed or not. */
export function compareSpace(space: Space, opened: readonly OpenedShelf[]): Finding[] {
  const findings: Finding[] = [];
  for (const { shelf, state, seen } of opened) {
    const at = { space: space.name, seat: shelf.seat };
    if (state.damaged.size > 0) findings.push({ kind: "damaged-manifest", ...at });
    if (isRolledBack({ shelf, state, seen })) findings.push({ kind: "rolled-back", ...at });
  }
  for (const row of space.rows.values()) if (row !== "unreadable") row.listed = false;
  const counts = { missing: 0, unlisted: 0, unreadable: 0 };
  for (const one of opened) counts.missing += markListed(space, one);
  for (const row of space.rows.values())
    if (row === "unreadable") counts.unreadable++;
    else if (!row.listed && !isUnknown(opened, row)) counts.unlisted++;
  for (const kind of ["missing", "unlisted", "unreadable"] as const)
    if (counts[kind] > 0) findings.push({ kind, space: space.name, count: counts[kind] });
  return findings;
}
