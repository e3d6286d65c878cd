/** The payload of a row: a record's JSON, led in the shared space by its author's signature [V10], [V11]. */
import { concat, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { isSignedBy, sign } from "../crypto/signature.ts";
import { fromBase64, utf8 } from "../crypto/sodium.ts";
import { ID_BYTES } from "./identity.ts";
import { canonicalJson, parseJson } from "./json.ts";

/** The deepest nesting of a record's JSON [V2]. */
const RECORD_MAX_DEPTH = 64;

/** What the vault reads of a record: the four top-level members that signatures and manifests name. */
export interface RecordNames {
  readonly id: string;
  readonly author: string;
  readonly kind: string;
  readonly revision: number;
}

export interface ParsedRecord extends RecordNames {
  readonly value: unknown;
  readonly json: string;
}

const ID = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const KIND = /^[a-z][a-z-]{0,39}$/;

/** The kind of a tombstone: what stands in the place of a record its author removed [V10]. No kind of the domain. */
export const GONE = "gone";

/** A tombstone's one text [V10]. */
export const tombstone = ({ id, author, revision }: Omit<RecordNames, "kind">): string =>
  canonicalJson({ id, author, kind: GONE, revision });

/** The 16 bytes of an id. Throws "malformed" for anything else. */
export function idBytes(id: string): Uint8Array {
  if (!ID.test(id)) throw new TwofoldError("malformed", "V10 id");
  const bytes = fromBase64(id);
  if (bytes.length !== ID_BYTES) throw new TwofoldError("malformed", "V10 id");
  return bytes;
}

/** Parses a record's bytes. Throws as `parseJson` does, and "malformed" for what is no object with the four members, or a tombstone in other words than its own. */
export function parseRecord(bytes: Uint8Array): ParsedRecord {
  const parsed = parseJson(bytes, RECORD_MAX_DEPTH);
  if (parsed === "not-json") throw new TwofoldError("malformed", "V10 json");
  const { json, value } = parsed;
  if (typeof value !== "object" || value === null) throw new TwofoldError("malformed", "V10 object");
  // Written out rather than as a schema: this runs once for every row of a journal, at unlock.
  const { id, author, kind, revision } = value as Partial<Record<keyof RecordNames, unknown>>;
  const fits =
    typeof id === "string" &&
    ID.test(id) &&
    typeof author === "string" &&
    ID.test(author) &&
    typeof kind === "string" &&
    KIND.test(kind) &&
    Number.isSafeInteger(revision) &&
    (revision as number) >= 1;
  if (!fits) throw new TwofoldError("malformed", "V10 members");
  const record = { id, author, kind, revision: revision as number, value, json };
  if (kind === GONE && json !== tombstone(record)) throw new TwofoldError("malformed", "V10 tombstone");
  return record;
}

function recordParts(vault: Uint8Array, { id, author, kind, revision }: RecordNames, json: Uint8Array): Uint8Array[] {
  return [vault, fromBase64(author), utf8(kind), fromBase64(id), u64(revision), json];
}

/** The payload of a shared row. */
export function signRecord(vault: Uint8Array, names: RecordNames, json: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return concat(sign("record", recordParts(vault, names, json), secretKey), json);
}

/** Whether the holder of `publicKey` signed exactly this record. */
export function isSignedRecord(
  vault: Uint8Array,
  names: RecordNames,
  json: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  return isSignedBy(publicKey, "record", recordParts(vault, names, json), signature);
}
