/** A space as a session holds it: its keys, and what it remembers of every row it was shown [V10], [V11]. */
import { sameBytes, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { openBytes, placeOf, sealBytes } from "../crypto/sealed-record.ts";
import type { EpochKey } from "../crypto/sealed-record.ts";
import { fromBase64, hash256 } from "../crypto/sodium.ts";
import type { VaultHeader } from "./header.ts";
import { ownIdentity } from "./keyring.ts";
import type { Keys } from "./keyring.ts";
import { decodeLineage, NO_LINEAGE } from "./lineage.ts";
import type { KnownTags, Lineage } from "./lineage.ts";
import { splitSigned } from "./manifest.ts";
import { GONE, parseRecord } from "./record-row.ts";
import type { ParsedRecord, RecordNames } from "./record-row.ts";
import type { SealedRow, SpaceName } from "./transaction.ts";

/** A row that opened: a record, or of kind "gone" the tombstone of one [V10]. */
export interface OpenedRow extends RecordNames {
  readonly space: SpaceName;
  readonly seq: number;
  /** The parsed JSON, nested at most 64 deep, for the domain's schemas. */
  readonly value: unknown;
  /** Its exact text. */
  readonly json: string;
  /** By which sessions it came to be; empty in the shared space and for rows of the older form. */
  readonly lineage: Lineage;
}

/** What is remembered of a row that opened. Not its text: the snapshot has that. */
export interface LoadedRow {
  readonly id: string;
  readonly author: string;
  readonly hash: Uint8Array;
  /** Null in the private space. */
  readonly signature: Uint8Array | null;
  readonly revision: number;
  readonly lineage: Lineage;
  /** Whether it is a tombstone. */
  readonly isGone: boolean;
  /** Whether its author's manifest lists exactly this row; false until that was checked. */
  listed: boolean;
}

export interface Space {
  readonly name: SpaceName;
  readonly id: string;
  /** Oldest first; the last one seals. */
  readonly keys: readonly EpochKey[];
  readonly placeOfRow: (seq: number) => Uint8Array;
  readonly rows: Map<number, LoadedRow | "unreadable">;
  readonly tags: KnownTags;
  /** The highest seq met in rows and manifests, or set aside. */
  highestSeq: number;
  /** The highest seq a commit was staged with, whether or not the disk got it. */
  highestStagedSeq: number;
}

/**
 * Half of all numbers. One above it is stepped over only where the author who saves listed it themselves: else a single row,
 * planted at the highest number there is, would leave none for any save after it [V10].
 */
const STEPPED_OVER_MOST = 2 ** 52;

/** Takes a number that was met, in a row or on the other's shelf, as one no save may have again. */
export function stepOver(space: Space, seq: number): void {
  if (seq <= STEPPED_OVER_MOST) space.highestSeq = Math.max(space.highestSeq, seq);
}

/** The place of each row of a space: only its last eight bytes, the seq, differ [V10]. */
function rowPlaces(vaultId: string, space: string): (seq: number) => Uint8Array {
  const template = placeOf("row", fromBase64(vaultId), fromBase64(space), u64(0));
  return (seq) => {
    const place = template.slice();
    const view = new DataView(place.buffer, place.length - 8);
    view.setUint32(0, seq % 2 ** 32, true);
    view.setUint32(4, Math.floor(seq / 2 ** 32), true);
    return place;
  };
}

/** The spaces a session opens: the own private one, unless together, and the shared one. */
export function spacesOf(header: VaultHeader, keys: Keys): Space[] {
  const space = (name: SpaceName, id: string, epochKeys: readonly EpochKey[]): Space => ({
    name,
    id,
    keys: epochKeys,
    placeOfRow: rowPlaces(header.vaultId, id),
    rows: new Map(),
    tags: new Map(),
    highestSeq: 0,
    highestStagedSeq: 0,
  });
  const shared = space("shared", header.sharedSpace, keys.couple);
  return keys.kind === "together" ? [shared] : [space("private", ownIdentity(keys).privateSpace, keys.private), shared];
}

interface RowPayload {
  readonly record: ParsedRecord;
  readonly signature: Uint8Array | null;
  readonly lineage: Lineage;
}

function signedPayload(payload: Uint8Array): RowPayload | "unreadable" {
  const signed = splitSigned(payload);
  if (signed === null) return "unreadable";
  const signature = signed.signature.slice(); // a copy, so that the payload can be freed
  return { record: parseRecord(signed.body), signature, lineage: NO_LINEAGE };
}

function privatePayload(payload: Uint8Array, tags: KnownTags): RowPayload | "unreadable" {
  const { lineage, json } = decodeLineage(payload, tags);
  const record = parseRecord(json);
  const isItsOwn = lineage.length === 0 || lineage.at(-1)?.upTo === record.revision;
  return isItsOwn ? { record, signature: null, lineage } : "unreadable";
}

function readRow(space: Space, { seq, sealed }: SealedRow): RowPayload | "unreadable" {
  const payload = openBytes(sealed, space.placeOfRow(seq), space.keys);
  if (payload === "unreadable") return "unreadable";
  try {
    return space.name === "shared" ? signedPayload(payload) : privatePayload(payload, space.tags);
  } catch (thrown) {
    // A holder of the key sealed something that is no record.
    if (thrown instanceof TwofoldError) return "unreadable";
    throw thrown;
  }
}

/** Opens a row of this space and remembers it, opened or not. */
export function openInto(space: Space, sealedRow: SealedRow): OpenedRow | "unreadable" {
  const { seq } = sealedRow;
  if (!Number.isSafeInteger(seq) || seq < 1) return "unreadable"; // no such primary key was ever written
  stepOver(space, seq);
  const read = readRow(space, sealedRow);
  if (read === "unreadable") {
    space.rows.set(seq, "unreadable");
    return "unreadable";
  }
  const { record, signature, lineage } = read;
  const { id, author, kind, revision, value, json } = record;
  const hash = hash256(sealedRow.sealed);
  const before = space.rows.get(seq);
  const listed = before !== undefined && before !== "unreadable" && before.listed && sameBytes(before.hash, hash);
  space.rows.set(seq, { id, author, hash, signature, revision, lineage, isGone: kind === GONE, listed });
  return { space: space.name, seq, id, author, kind, revision, value, json, lineage };
}

/** Seals a payload as the row of this seq. */
export function sealRow(space: Space, seq: number, payload: Uint8Array): SealedRow {
  const key = space.keys.at(-1);
  if (key === undefined) throw new TwofoldError("bug", "V10 key");
  return { space: space.id, seq, sealed: sealBytes(payload, space.placeOfRow(seq), key) };
}
