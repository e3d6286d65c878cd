/** The head of a backup file: what can be read of it without a key, held to every limit first [B1] to [B5]. */
import { z } from "../base/zod.ts";
import { sameBytes } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { Instant } from "../base/time.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { CHUNK_BYTES, CHUNK_OVERHEAD_BYTES, STREAM_HEADER_BYTES } from "../crypto/sealed-stream.ts";
import { SIGNATURE_BYTES } from "../crypto/signature.ts";
import { hash256 } from "../crypto/sodium.ts";
import { SEALED_PART_MAX_BYTES } from "../vault/attachment.ts";
import { type Door, doorOf, parseHeader, type Seat, type VaultHeader } from "../vault/header.ts";
import { canonicalJson, parseJson } from "../vault/json.ts";
import {
  BACKUP_LIMITS,
  DIGEST_BYTES,
  FILE_VERSION,
  HEADER_AT,
  MAC_BYTES,
  MAGIC,
  SEALED_FILE_KEY_BYTES,
  SIGNATURES_BYTES,
} from "./layout.ts";

/** What a backup is read from. `read` gives exactly `length` bytes; it is never asked beyond `size`. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

const count = z.int().nonnegative();

const MEMBERS = {
  writtenAt: Instant,
  writers: z.array(z.enum(["a", "b"])).min(1),
  fileKey: z.strictObject({
    a: encodedBytes(SEALED_FILE_KEY_BYTES),
    b: encodedBytes(SEALED_FILE_KEY_BYTES).nullable(),
  }),
  spaces: z.array(z.strictObject({ space: z.string(), rows: count })),
  shelves: z.array(
    z.strictObject({
      shelf: z.string(),
      parts: count,
      root: encodedBytes(DIGEST_BYTES).nullable(),
    }),
  ),
  payloadBytes: count,
  vault: z.string(),
};

const AttachmentsJson = z.strictObject({
  place: z.enum(["inside", "beside"]),
  parts: count,
  /** Sealed bytes of all parts. */
  bytes: count,
  /** Hash of the list [B11]. */
  list: encodedBytes(DIGEST_BYTES),
});

/** The header as its JSON says it [B4], by version. */
const HeaderJsonOf = {
  1: z.strictObject(MEMBERS),
  2: z.strictObject({ ...MEMBERS, attachments: AttachmentsJson }),
};

/** The header's JSON of either version: `attachments` is not in version 1. */
export type HeaderJson = z.infer<(typeof HeaderJsonOf)[1]> & { readonly attachments?: z.infer<typeof AttachmentsJson> };

/** Whose a space or shelf is: one partner's private one, or of an identity that was lost [V21], or what both open. */
export type Owner = Seat | "former" | "shared";

/** Where the parts of attachments are: in the file itself, or in files of their own that it refers to. */
export type AttachmentPlace = z.infer<typeof AttachmentsJson>["place"];

/** What can be told of a backup without a passphrase. Written by whoever made the file: checked only on opening it. */
export interface BackupFacts {
  readonly version: 1 | 2;
  readonly vaultId: string;
  readonly writtenAt: Instant;
  /** Who had the journal open when it was written. */
  readonly writers: readonly Seat[];
  readonly spaces: readonly { readonly owner: Owner; readonly rows: number }[];
  readonly rows: number;
  /** How many attachment parts there are, their sealed bytes together, and where. */
  readonly attachments: { readonly place: AttachmentPlace; readonly parts: number; readonly bytes: number };
  /** Bytes of the whole file, without the parts beside it. */
  readonly bytes: number;
  readonly door: Door;
}

/** A header that was read and held to the limits, not yet authenticated. */
export interface BackupHeader {
  readonly facts: BackupFacts;
  readonly vault: VaultHeader;
  readonly json: Readonly<HeaderJson>;
  /** From the first byte to the end of the header [B2]. */
  readonly signed: Uint8Array;
  readonly signatures: Readonly<Record<Seat, Uint8Array>>;
  readonly digest: Uint8Array;
  readonly mac: Uint8Array;
  readonly bodyAt: number;
}

/** The spaces of a vault with their owners, in the order of the file: by id [B5]. */
export function spacesOf(vault: VaultHeader): readonly { readonly id: string; readonly owner: Owner }[] {
  const { a, b } = vault.seats;
  return byId([
    { id: vault.sharedSpace, owner: "shared" },
    { id: a.identity.privateSpace, owner: "a" },
    ...(b === null ? [] : [{ id: b.identity.privateSpace, owner: "b" } as const]),
    ...vault.former.map(({ identity }) => ({ id: identity.privateSpace, owner: "former" }) as const),
  ]);
}

/** The manifest shelves of a vault: whose space each lists, and whose part of it, in the order of the file: by id [B5]. */
export function shelvesOf(
  vault: VaultHeader,
): readonly { readonly id: string; readonly owner: Owner; readonly author: Seat }[] {
  const seats = (["a", "b"] as const).flatMap((seat) => {
    const header = vault.seats[seat];
    return header === null ? [] : [{ seat, identity: header.identity }];
  });
  return byId([
    ...seats.flatMap(({ seat, identity }) => [
      { id: identity.privateShelf, owner: seat, author: seat } as const,
      { id: identity.sharedShelf, owner: "shared", author: seat } as const,
    ]),
    ...vault.former.flatMap(({ seat, identity }) => [
      { id: identity.privateShelf, owner: "former", author: seat } as const,
      { id: identity.sharedShelf, owner: "shared", author: seat } as const,
    ]),
  ]);
}

const byId = <T extends { id: string }>(things: readonly T[]): readonly T[] =>
  [...things].sort((left, right) => (left.id < right.id ? -1 : 1));

/**
 * Reads the header and holds it to the limits: no key is derived, nothing is authenticated but against accidents [B2].
 * Throws "not-a-backup", "newer-version", "over-limit" or "damaged".
 */
export async function readBackupHeader(source: ByteSource): Promise<BackupHeader> {
  if (source.size < MAGIC.length) throw new TwofoldError("not-a-backup", "B1 size");
  if (!sameBytes(await exactly(source, 0, MAGIC.length), MAGIC)) throw new TwofoldError("not-a-backup", "B1 magic");
  if (source.size < HEADER_AT) throw new TwofoldError("damaged", "B1 size");
  const lengths = await exactly(source, MAGIC.length, HEADER_AT - MAGIC.length);
  const view = new DataView(lengths.buffer, lengths.byteOffset, lengths.byteLength);
  const version = view.getUint32(0, true);
  if (version > FILE_VERSION) throw new TwofoldError("newer-version", "B1");
  if (version !== 1 && version !== FILE_VERSION) throw new TwofoldError("damaged", "B1 version");
  const headerBytes = view.getUint32(4, true);
  if (headerBytes > BACKUP_LIMITS.headerBytes) throw new TwofoldError("over-limit", "B3 header");

  const bodyAt = HEADER_AT + headerBytes + SIGNATURES_BYTES + DIGEST_BYTES + MAC_BYTES;
  if (source.size < bodyAt) throw new TwofoldError("damaged", "B1 size");
  const head = await exactly(source, 0, bodyAt);
  const signed = head.subarray(0, HEADER_AT + headerBytes);
  const undigested = head.subarray(0, signed.length + SIGNATURES_BYTES);
  const digest = head.subarray(undigested.length, undigested.length + DIGEST_BYTES);
  if (!sameBytes(hash256(undigested), digest)) throw new TwofoldError("damaged", "B2 digest");

  const json = parseHeaderJson(signed.subarray(HEADER_AT), version);
  checkLimits(json);
  if (source.size !== bodyAt + STREAM_HEADER_BYTES + sealedLength(json.payloadBytes)) {
    throw new TwofoldError("damaged", "B1 end of file");
  }
  const vault = parseHeader(json.vault);
  checkAgainstVault(json, vault);
  return {
    facts: factsOf(version, json, vault, source.size),
    vault,
    json,
    signed,
    signatures: {
      a: undigested.subarray(signed.length, signed.length + SIGNATURE_BYTES),
      b: undigested.subarray(signed.length + SIGNATURE_BYTES),
    },
    digest,
    mac: head.subarray(bodyAt - MAC_BYTES),
    bodyAt,
  };
}

/** What a backup says of itself, without a passphrase. Throws as `readBackupHeader` does. */
export async function inspectBackup(source: ByteSource): Promise<BackupFacts> {
  return (await readBackupHeader(source)).facts;
}

/** Bytes of the sealed chunks of a payload: at least one chunk, and the last never empty unless it is the only one [B7]. */
function sealedLength(payloadBytes: number): number {
  const chunks = Math.max(1, Math.ceil(payloadBytes / CHUNK_BYTES));
  return payloadBytes + chunks * CHUNK_OVERHEAD_BYTES;
}

/** The bytes there, or "damaged" when they are fewer. */
export async function exactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) throw new TwofoldError("damaged", "B1 short read");
  return bytes;
}

function parseHeaderJson(bytes: Uint8Array, version: 1 | 2): HeaderJson {
  const parsed = parseJson(bytes, BACKUP_LIMITS.jsonDepth);
  if (parsed === "not-json") throw new TwofoldError("damaged", "B4 JSON");
  const header = HeaderJsonOf[version].safeParse(parsed.value);
  if (!header.success) throw new TwofoldError("damaged", "B4 fields");
  // One spelling only: no two readers may take one header for two things.
  if (canonicalJson(header.data) !== parsed.json) throw new TwofoldError("damaged", "B4 spelling");
  return header.data;
}

/** What a file of version 1 has of attachments. */
const NO_ATTACHMENTS = { place: "inside", parts: 0, bytes: 0 } as const;

/** What the header claims, before anything is done with it [B3]. */
function checkLimits({ spaces, shelves, attachments }: HeaderJson): void {
  const rows = spaces.reduce((total, space) => total + space.rows, 0);
  if (rows > BACKUP_LIMITS.rows) throw new TwofoldError("over-limit", "B3 rows");
  if (shelves.some(({ parts }) => parts > BACKUP_LIMITS.partsOfShelf)) throw new TwofoldError("over-limit", "B3 parts");
  const { parts, bytes } = attachments ?? NO_ATTACHMENTS;
  if (parts > BACKUP_LIMITS.attachmentParts) throw new TwofoldError("over-limit", "B3 attachments");
  if (bytes > parts * SEALED_PART_MAX_BYTES) throw new TwofoldError("over-limit", "B3 part");
}

/** The header must speak of exactly the spaces and shelves of the vault it holds, in order [B5]. */
function checkAgainstVault(json: HeaderJson, vault: VaultHeader): void {
  const sameIds = (said: readonly string[], known: readonly { id: string }[]): boolean =>
    said.length === known.length && said.every((id, at) => id === known[at]?.id);
  const writersFit = json.writers.join() === "a" || (vault.seats.b !== null && /^(b|a,b)$/.test(json.writers.join()));
  const fits =
    writersFit &&
    (json.fileKey.b === null) === (vault.seats.b === null) &&
    sameIds(
      json.spaces.map(({ space }) => space),
      spacesOf(vault),
    ) &&
    sameIds(
      json.shelves.map(({ shelf }) => shelf),
      shelvesOf(vault),
    );
  if (!fits) throw new TwofoldError("damaged", "B5 spaces");
}

function factsOf(version: 1 | 2, json: HeaderJson, vault: VaultHeader, bytes: number): BackupFacts {
  const owners = new Map(spacesOf(vault).map(({ id, owner }) => [id, owner]));
  const order: Record<Owner, number> = { a: 0, b: 1, former: 2, shared: 3 };
  const spaces = json.spaces
    .map(({ space, rows }) => ({ owner: owners.get(space) ?? ("shared" as const), rows }))
    .sort((left, right) => order[left.owner] - order[right.owner]);
  const { place, parts, bytes: partBytes } = json.attachments ?? NO_ATTACHMENTS;
  return {
    version,
    vaultId: vault.vaultId,
    writtenAt: json.writtenAt,
    writers: json.writers,
    spaces,
    rows: spaces.reduce((total, { rows }) => total + rows, 0),
    attachments: { place, parts, bytes: partBytes },
    bytes,
    door: doorOf(vault),
  };
}
