import { z } from "../base/zod.ts";
import { type OwnFields, type PartnerId, RecordId, recordFields } from "./fields.ts";
import { allow, fitting, type NewAct, newOriginal } from "./revision.ts";
import { type Sharing, withheld } from "./shared-fields.ts";

/** The most characters a lineage has as text: the 4,096 runs the vault allows, in base64url. */
const LINEAGE_MOST_CHARACTERS = 87_386;

/**
 * What one's own record said on a line that a merge did not take: kept beside the record that stands, for its author alone [D50]. One for
 * each state, whoever merges and however often: id and times come from that state, so that equal merges write equal records.
 */
export const Version = z.strictObject({
  kind: z.literal("version"),
  v: z.literal(1),
  ...recordFields,
  /** The record this is a version of. */
  of: RecordId,
  /** Its kind there; of any Twofold, so a word and not ours alone. "gone" where it had been removed on that line. */
  ofKind: z.string().regex(/^[a-z][a-z-]{0,39}$/),
  ofRevision: z.int().min(1),
  /** Which state: the session that saved it, and the hash of its text. Bytes in base64url; the vault's, not read here. */
  node: z.strictObject({
    tag: z.string().regex(/^[A-Za-z0-9_-]{11}$/),
    hash: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  }),
  /** How that state came to be, as the vault writes it, in base64url. */
  lineage: z
    .string()
    .max(LINEAGE_MOST_CHARACTERS)
    .regex(/^[A-Za-z0-9_-]*$/),
  /** Its exact text; null where there is nothing to read: a removal, or a version that was emptied. */
  record: z.string().nullable(),
});
export type Version = z.infer<typeof Version>;

/** Nothing of a version is ever shared [D52]. */
export const versionSharing: Sharing<Version> = {
  of: withheld,
  ofKind: withheld,
  ofRevision: withheld,
  node: withheld,
  lineage: withheld,
  record: withheld,
};

/** A version of a record, from what a merge knows of the state that lost. Throws "malformed" where that does not fit. */
export const createVersion = (lost: OwnFields<Version>, act: NewAct): Version =>
  fitting(Version, { kind: "version", v: 1, ...newOriginal(act), ...lost });

/**
 * The version without its words, for when its author wants them away. What remains says that this state was seen and let go: a merge
 * does not bring it back, nor any older one it came from [D50]. The same version when it is empty already. Only by its author [D4].
 */
export function emptyVersion(version: Version, { author }: { author: PartnerId }): Version {
  allow(version.author === author, "D4 only its author empties a version");
  return version.record === null ? version : { ...version, revision: version.revision + 1, record: null };
}
