/** What the store and the vault pass each other: sealed rows and parts, and what one transaction writes of them. */
import type { VaultHeader } from "./header.ts";
import type { Lineage } from "./lineage.ts";

/** A space as seen from a session. */
export type SpaceName = "private" | "shared";

/** A row as the store keeps it; primary key [space, seq]. `space` is opaque. */
export interface SealedRow {
  readonly space: string;
  readonly seq: number;
  readonly sealed: Uint8Array;
}

/** One part of a manifest; primary key [shelf, part]. Parts 0 to 255 are buckets, 256 is the root. */
export interface ManifestPart {
  readonly shelf: string;
  readonly part: number;
  readonly sealed: Uint8Array;
}

/** Everything one transaction writes: all of it or nothing. */
export interface Commit {
  readonly putRows: readonly SealedRow[];
  readonly dropRows: readonly { readonly space: string; readonly seq: number }[];
  readonly putParts: readonly ManifestPart[];
  /** Null: the header stays as it is. */
  readonly header: VaultHeader | null;
}

/** A JSON object with top-level id, author, kind and revision. Takes the place of its author's record of that id. */
export type Put =
  | { readonly act: "put"; readonly space: "shared"; readonly json: string }
  /** With `lineage`, for merging alone, the row keeps exactly that one [V14]. */
  | { readonly act: "put"; readonly space: "private"; readonly json: string; readonly lineage?: Lineage };

/** Which record to take away. */
export interface TakeAway {
  readonly space: SpaceName;
  readonly id: string;
  readonly author: string;
}

export type Change =
  | Put
  /** Leaves a tombstone in the record's place, so that a merge takes it away elsewhere too [V10]. */
  | ({ readonly act: "remove" } & TakeAway)
  /** Drops all rows of the record, a tombstone too, as if it never was. */
  | ({ readonly act: "purge" } & TakeAway);
