/** An open vault: rows are opened, checked against the manifest, and changes are staged as one transaction. */
import { TwofoldError } from "../base/errors.ts";
import type { Seat, VaultHeader } from "./header.ts";
import type { Keys } from "./keyring.ts";

/** Which space, as seen from a session. */
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

/** Everything one transaction writes. */
export interface Commit {
  readonly putRows: readonly SealedRow[];
  readonly dropRows: readonly { readonly space: string; readonly seq: number }[];
  readonly putParts: readonly ManifestPart[];
  /** Null: the header stays as it is. */
  readonly header: VaultHeader | null;
}

export type Change =
  /** A JSON object with top-level id, author, kind and revision. Takes the place of this author's record of that id. */
  | { readonly act: "put"; readonly space: SpaceName; readonly json: string }
  | { readonly act: "drop"; readonly space: SpaceName; readonly id: string; readonly author: string };

export interface OpenedRow {
  readonly space: SpaceName;
  readonly seq: number;
  readonly id: string;
  readonly author: string;
  readonly kind: string;
  readonly revision: number;
  /** The parsed JSON, for the domain's schemas. */
  readonly value: unknown;
  /** Its exact text. */
  readonly json: string;
}

/** What the manifest says of the loaded rows; the sentences are made elsewhere. */
export type Finding =
  | { readonly kind: "missing"; readonly space: SpaceName; readonly count: number }
  /** Added, moved, replayed or older rows: they open, and their author's manifest does not list them. */
  | { readonly kind: "unlisted"; readonly space: SpaceName; readonly count: number }
  | { readonly kind: "unreadable"; readonly space: SpaceName; readonly count: number }
  | { readonly kind: "rolled-back"; readonly space: SpaceName; readonly seat: Seat }
  | { readonly kind: "damaged-manifest"; readonly space: SpaceName; readonly seat: Seat };

export interface Session {
  readonly keys: Keys;
  /** As it stands after the last settled commit. */
  readonly header: VaultHeader;
  /** Ids of the spaces whose rows this session opens: own private and shared, or shared alone. */
  spaces(): readonly string[];
  /** Ids of the shelves it needs for `check`. */
  shelves(): readonly string[];
  openRow(row: SealedRow): OpenedRow | "unreadable";
  check(parts: readonly ManifestPart[]): readonly Finding[];
  isVerified(opened: OpenedRow): boolean;
  /** Whether its author's manifest lists exactly this row. False before `check`. */
  isListed(opened: OpenedRow): boolean;
  stage(changes: readonly Change[]): Commit;
  settle(commit: Commit): void;
  stageSeen(): Commit | null;
}

/** Opens a session over keys made in a throwaway worker. */
export function openSession(_header: VaultHeader, _keys: Keys): Session {
  throw new TwofoldError("bug", "not written yet");
}
