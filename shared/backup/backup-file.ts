/**
 * The backup file, version 1: the whole journal, sealed rows as they stand, in one file either partner can open.
 * Written and read in pieces, with memory bounded by one row and a few chunks. Rules are numbered in FORMAT.md.
 */
import { z } from "../base/zod.ts";
import { concat, sameBytes, u32, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import { Instant } from "../base/time.ts";
import { encodedBytes } from "../crypto/encoded.ts";
import { SEALED_MAX_BYTES } from "../crypto/sealed-record.ts";
import {
  CHUNK_BYTES,
  CHUNK_OVERHEAD_BYTES,
  openStream,
  sealStream,
  STREAM_HEADER_BYTES,
  STREAM_KEY_BYTES,
} from "../crypto/sealed-stream.ts";
import { isSignedBy, sign, SIGNATURE_BYTES } from "../crypto/signature.ts";
import { base64, fromBase64, hash256, randomBytes, sodium, utf8, wipe } from "../crypto/sodium.ts";
import { type Door, doorOf, formatHeader, parseHeader, type Seat, type VaultHeader } from "../vault/header.ts";
import { canonicalJson, parseJson } from "../vault/json.ts";
import type { Keys } from "../vault/keyring.ts";
import type { ManifestPart, SealedRow, Session } from "../vault/session.ts";

/** What a backup is read from. `read` gives exactly `length` bytes; it is never asked beyond `size`. */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Called now and then with the bytes done so far and the bytes there are. */
export type OnProgress = (done: number, of: number) => void;

/** Limits a reader holds a file to before it derives a key or makes room for anything [B3]. */
export const BACKUP_LIMITS = {
  headerBytes: 1024 * 1024,
  jsonDepth: 16,
  rows: 1_000_000,
  partsOfShelf: 257,
  sealedBytes: SEALED_MAX_BYTES,
} as const;

const MAGIC = Uint8Array.of(0x54, 0x57, 0x4f, 0x46, 0x4f, 0x4c, 0x44, 0x0a); // "TWOFOLD" and a line feed [B1]
const FILE_VERSION = 1;
const HEADER_AT = 16;
const SIGNATURES_BYTES = 2 * SIGNATURE_BYTES;
const DIGEST_BYTES = 32;
const MAC_BYTES = 32;
const FILE_KEY_BYTES = 32;
const SEALED_FILE_KEY_BYTES = FILE_KEY_BYTES + 48; // crypto_box_seal's ephemeral key and tag
const SUBKEY_CONTEXT = "twofback"; // crypto_kdf context [B6]
const MAC_SUBKEY = 1;
const STREAM_SUBKEY = 2;
const FRAME_BYTES = 14;
const ROW_FRAME = 1;
const PART_FRAME = 2;
/** The number of a manifest's root among its parts. */
const ROOT_PART = 256;
/** Chunks fetched from the source at once. */
const CHUNKS_A_READ = 16;

const count = (most: number) => z.int().min(0).max(most);

/** The header as its JSON says it [B4]. */
const HeaderJson = z.strictObject({
  writtenAt: Instant,
  writers: z.array(z.enum(["a", "b"])).min(1),
  fileKey: z.strictObject({
    a: encodedBytes(SEALED_FILE_KEY_BYTES),
    b: encodedBytes(SEALED_FILE_KEY_BYTES).nullable(),
  }),
  spaces: z.array(z.strictObject({ space: z.string(), rows: count(BACKUP_LIMITS.rows) })),
  shelves: z.array(
    z.strictObject({
      shelf: z.string(),
      parts: count(BACKUP_LIMITS.partsOfShelf),
      root: encodedBytes(DIGEST_BYTES).nullable(),
    }),
  ),
  payloadBytes: count(Number.MAX_SAFE_INTEGER),
  vault: z.string(),
});
type HeaderJson = z.infer<typeof HeaderJson>;

/** Whose a space or shelf is: one partner's private one, or what both open. */
export type Owner = Seat | "shared";

/** What can be told of a backup without a passphrase. Written by whoever made the file: checked only on opening it. */
export interface BackupFacts {
  readonly version: 1;
  readonly vaultId: string;
  readonly writtenAt: Instant;
  /** Who had the journal open when it was written. */
  readonly writers: readonly Seat[];
  readonly spaces: readonly { readonly owner: Owner; readonly rows: number }[];
  readonly rows: number;
  /** Bytes of the whole file. */
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

/** A backup whose header is authentic to one of its partners. Its body is authenticated as it is read. */
export interface OpenedBackup {
  readonly source: ByteSource;
  readonly header: BackupHeader;
  readonly keys: Keys;
  readonly streamKey: Uint8Array;
}

export type BackupItem =
  { readonly kind: "row"; readonly row: SealedRow } | { readonly kind: "part"; readonly part: ManifestPart };

/** The spaces of a vault with their owners, in the order of the file: by id [B5]. */
export function spacesOf(vault: VaultHeader): readonly { readonly id: string; readonly owner: Owner }[] {
  const { a, b } = vault.seats;
  return byId([
    { id: vault.sharedSpace, owner: "shared" },
    { id: a.identity.privateSpace, owner: "a" },
    ...(b === null ? [] : [{ id: b.identity.privateSpace, owner: "b" } as const]),
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
  return byId(
    seats.flatMap(({ seat, identity }) => [
      { id: identity.privateShelf, owner: seat, author: seat } as const,
      { id: identity.sharedShelf, owner: "shared", author: seat } as const,
    ]),
  );
}

const byId = <T extends { id: string }>(things: readonly T[]): readonly T[] =>
  [...things].sort((left, right) => (left.id < right.id ? -1 : 1));

/** A fresh key for one file. Whoever keeps it can verify what they wrote without asking for a passphrase. */
export const newFileKey = (): Uint8Array => randomBytes(FILE_KEY_BYTES);

// ---------------------------------------------------------------------------------------------------- writing

/**
 * Writes a backup, piece by piece, on any session, of one or together.
 * `rows` and `parts` are the store's whole tables in the order of their primary keys, and are gone through twice: give
 * collections, not one-shot generators. Throws "bug" when they hold something that is not this vault's or is out of order.
 */
export function* backupChunks(
  session: Session,
  rows: Iterable<SealedRow>,
  parts: Iterable<ManifestPart>,
  { now, fileKey = newFileKey() }: { readonly now: Instant; readonly fileKey?: Uint8Array },
): Generator<Uint8Array, void, undefined> {
  const { header: vault, keys } = session;
  const spaces = spacesOf(vault);
  const shelves = shelvesOf(vault);
  const writers: Seat[] = keys.kind === "one" ? [keys.seat] : ["a", "b"];
  const json: HeaderJson = {
    writtenAt: now,
    writers,
    fileKey: {
      a: base64(sodium.crypto_box_seal(fileKey, fromBase64(vault.seats.a.identity.box))),
      b: vault.seats.b && base64(sodium.crypto_box_seal(fileKey, fromBase64(vault.seats.b.identity.box))),
    },
    ...countsOf(spaces, rows, shelves, parts),
    vault: formatHeader(vault),
  };
  const headerBytes = utf8(canonicalJson(json));
  if (headerBytes.length > BACKUP_LIMITS.headerBytes) throw new TwofoldError("over-limit", "B3 header");

  const signed = concat(MAGIC, u32(FILE_VERSION), u32(headerBytes.length), headerBytes);
  const signatureOf = (seat: Seat): Uint8Array =>
    writers.includes(seat) ? sign("backup", [signed], signingKeyOf(keys, seat)) : new Uint8Array(SIGNATURE_BYTES);
  const undigested = concat(signed, signatureOf("a"), signatureOf("b"));
  const digest = hash256(undigested);
  const digested = concat(undigested, digest);
  const { macKey, streamKey } = subkeysOf(fileKey);
  yield concat(digested, macOf(digested, macKey));
  wipe(macKey);

  const stream = sealStream(streamKey, digest);
  yield stream.header;
  const waiting = new ByteQueue();
  for (const piece of framesOf(spaces, rows, shelves, parts)) {
    waiting.push(piece);
    while (waiting.length > CHUNK_BYTES) yield stream.seal(waiting.take(CHUNK_BYTES), false);
  }
  yield stream.seal(waiting.take(waiting.length), true);
  wipe(streamKey);
}

function signingKeyOf(keys: Keys, seat: Seat): Uint8Array {
  return keys.kind === "one" ? keys.signing : keys.signing[seat];
}

type Spaces = ReturnType<typeof spacesOf>;
type Shelves = ReturnType<typeof shelvesOf>;

function countsOf(spaces: Spaces, rows: Iterable<SealedRow>, shelves: Shelves, parts: Iterable<ManifestPart>) {
  const rowCounts = new Map(spaces.map(({ id }) => [id, 0]));
  const shelfFacts = new Map(shelves.map(({ id }) => [id, { parts: 0, root: null as string | null }]));
  let payloadBytes = 0;
  let allRows = 0;
  for (const { space, sealed } of rows) {
    const before = rowCounts.get(space);
    if (before === undefined) throw new TwofoldError("bug", "B5 a row of no space of this vault");
    rowCounts.set(space, before + 1);
    payloadBytes += FRAME_BYTES + sealed.length;
    allRows += 1;
  }
  if (allRows > BACKUP_LIMITS.rows) throw new TwofoldError("over-limit", "B3 rows");
  for (const { shelf, part, sealed } of parts) {
    const facts = shelfFacts.get(shelf);
    if (facts === undefined) throw new TwofoldError("bug", "B5 a part of no shelf of this vault");
    facts.parts += 1;
    if (part === ROOT_PART) facts.root = base64(hash256(sealed));
    payloadBytes += FRAME_BYTES + sealed.length;
  }
  return {
    spaces: [...rowCounts].map(([space, rowCount]) => ({ space, rows: rowCount })),
    shelves: [...shelfFacts].map(([shelf, facts]) => ({ shelf, ...facts })),
    payloadBytes,
  };
}

function* framesOf(spaces: Spaces, rows: Iterable<SealedRow>, shelves: Shelves, parts: Iterable<ManifestPart>) {
  const order = new FrameOrder();
  for (const { space, seq, sealed } of rows) {
    const index = spaces.findIndex(({ id }) => id === space);
    yield frameHeader(order, ROW_FRAME, index, seq, sealed.length);
    yield sealed;
  }
  for (const { shelf, part, sealed } of parts) {
    const index = shelves.findIndex(({ id }) => id === shelf);
    yield frameHeader(order, PART_FRAME, index, part, sealed.length);
    yield sealed;
  }
}

function frameHeader(order: FrameOrder, type: number, index: number, number: number, length: number): Uint8Array {
  if (!order.follows(type, index, number)) throw new TwofoldError("bug", "B7 order");
  if (length > BACKUP_LIMITS.sealedBytes) throw new TwofoldError("over-limit", "B3 row");
  return concat(Uint8Array.of(type, index), u64(number), u32(length));
}

/** Frames come strictly ascending by (type, index, number): nothing can be there twice [B7]. */
class FrameOrder {
  #last: readonly [number, number, number] = [0, 0, 0];

  follows(type: number, index: number, number: number): boolean {
    const [lastType, lastIndex, lastNumber] = this.#last;
    const rises =
      type > lastType ||
      (type === lastType && (index > lastIndex || (index === lastIndex && number > lastNumber))) ||
      lastType === 0;
    this.#last = [type, index, number];
    return rises;
  }
}

/** Bytes in, bytes out in other lengths, copied once. */
class ByteQueue {
  readonly #pieces: Uint8Array[] = [];
  length = 0;

  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.length += piece.length;
  }

  /** The next `size` bytes as an array of their own; there must be that many. */
  take(size: number): Uint8Array {
    const next = this.#next(size);
    return next.buffer.byteLength === size ? next : next.slice();
  }

  /** The next `size` bytes, to be read at once: they may be part of something larger. */
  pass(size: number): DataView {
    const next = this.#next(size);
    return new DataView(next.buffer, next.byteOffset, size);
  }

  #next(size: number): Uint8Array {
    if (size > this.length) throw new TwofoldError("bug", "queue");
    this.length -= size;
    const first = this.#pieces[0];
    if (first !== undefined && first.length > size) {
      this.#pieces[0] = first.subarray(size);
      return first.subarray(0, size);
    }
    const joined = new Uint8Array(size);
    for (let at = 0; at < size;) {
      const piece = this.#pieces.shift();
      if (piece === undefined) throw new TwofoldError("bug", "queue");
      const wanted = Math.min(piece.length, size - at);
      joined.set(piece.subarray(0, wanted), at);
      if (wanted < piece.length) this.#pieces.unshift(piece.subarray(wanted));
      at += wanted;
    }
    return joined;
  }
}

function subkeysOf(fileKey: Uint8Array): { macKey: Uint8Array; streamKey: Uint8Array } {
  return {
    macKey: sodium.crypto_kdf_derive_from_key(MAC_BYTES, MAC_SUBKEY, SUBKEY_CONTEXT, fileKey),
    streamKey: sodium.crypto_kdf_derive_from_key(STREAM_KEY_BYTES, STREAM_SUBKEY, SUBKEY_CONTEXT, fileKey),
  };
}

const macOf = (bytes: Uint8Array, key: Uint8Array): Uint8Array => sodium.crypto_generichash(MAC_BYTES, bytes, key);

// ---------------------------------------------------------------------------------------------------- reading

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
  if (version !== FILE_VERSION) throw new TwofoldError("damaged", "B1 version");
  const headerBytes = view.getUint32(4, true);
  if (headerBytes > BACKUP_LIMITS.headerBytes) throw new TwofoldError("over-limit", "B3 header");

  const bodyAt = HEADER_AT + headerBytes + SIGNATURES_BYTES + DIGEST_BYTES + MAC_BYTES;
  if (source.size < bodyAt) throw new TwofoldError("damaged", "B1 size");
  const head = await exactly(source, 0, bodyAt);
  const signed = head.subarray(0, HEADER_AT + headerBytes);
  const undigested = head.subarray(0, signed.length + SIGNATURES_BYTES);
  const digest = head.subarray(undigested.length, undigested.length + DIGEST_BYTES);
  if (!sameBytes(hash256(undigested), digest)) throw new TwofoldError("damaged", "B2 digest");

  const json = parseHeaderJson(signed.subarray(HEADER_AT));
  if (source.size !== bodyAt + STREAM_HEADER_BYTES + sealedLength(json.payloadBytes)) {
    throw new TwofoldError("damaged", "B1 end of file");
  }
  const vault = parseHeader(json.vault);
  checkAgainstVault(json, vault);
  return {
    facts: factsOf(json, vault, source.size),
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

/**
 * Checks that the header is authentic to the holder of `keys`: the file key opens, the MAC and every writer's signature
 * fit [B6]. `keys` come from `openKeys(header.vault, …)`, run elsewhere, or from the session that wrote the file.
 * Keys of a session together open no file key: give the `fileKey` it was written with, or it throws "not-allowed".
 * Throws "foreign-vault" for keys of another journal, else "damaged".
 */
export function openBackup(
  source: ByteSource,
  header: BackupHeader,
  keys: Keys,
  fileKey: Uint8Array = unsealFileKey(header, keys),
): OpenedBackup {
  if (keys.vaultId !== header.vault.vaultId) throw new TwofoldError("foreign-vault", "B6");
  const { macKey, streamKey } = subkeysOf(fileKey);
  const digested = concat(header.signed, header.signatures.a, header.signatures.b, header.digest);
  const authentic = sameBytes(macOf(digested, macKey), header.mac);
  wipe(macKey);
  if (!authentic) throw new TwofoldError("damaged", "B6 MAC");
  for (const seat of header.json.writers) {
    const identity = keys.identities[seat];
    const signature = header.signatures[seat];
    if (identity === null || !isSignedBy(fromBase64(identity.signing), "backup", [header.signed], signature)) {
      throw new TwofoldError("damaged", "B6 signature");
    }
  }
  return { source, header, keys, streamKey };
}

function unsealFileKey(header: BackupHeader, keys: Keys): Uint8Array {
  if (keys.kind === "together") throw new TwofoldError("not-allowed", "B6 together");
  if (keys.vaultId !== header.vault.vaultId) throw new TwofoldError("foreign-vault", "B6");
  const sealed = header.json.fileKey[keys.seat];
  const identity = keys.identities[keys.seat];
  if (sealed === null || identity === null) throw new TwofoldError("damaged", "B6 file key");
  try {
    return sodium.crypto_box_seal_open(fromBase64(sealed), fromBase64(identity.box), keys.box);
  } catch {
    throw new TwofoldError("damaged", "B6 file key");
  }
}

/**
 * Everything in the body, in batches, each chunk authenticated before anything of it is given. That nothing is missing
 * is known only once it has ended without throwing: act on it after that. Throws "damaged" and "over-limit".
 */
export async function* backupContents(
  { source, header, streamKey }: OpenedBackup,
  onProgress: OnProgress = () => undefined,
): AsyncGenerator<readonly BackupItem[], void, undefined> {
  const reading = new PayloadReader(header);
  const firstChunkAt = header.bodyAt + STREAM_HEADER_BYTES;
  const stream = openStream(streamKey, await exactly(source, header.bodyAt, STREAM_HEADER_BYTES), header.digest);
  const sealedChunk = CHUNK_BYTES + CHUNK_OVERHEAD_BYTES;
  for (let at = firstChunkAt; at < source.size; at += CHUNKS_A_READ * sealedChunk) {
    const piece = await exactly(source, at, Math.min(CHUNKS_A_READ * sealedChunk, source.size - at));
    for (let from = 0; from < piece.length; from += sealedChunk) {
      const sealed = piece.subarray(from, from + sealedChunk);
      const { chunk, last } = stream.open(sealed);
      if (last !== (at + from + sealed.length === source.size)) throw new TwofoldError("damaged", "B7 last chunk");
      reading.add(chunk);
    }
    onProgress(at + piece.length, source.size);
    yield reading.takeItems();
  }
  reading.end();
}

/** Cuts the payload into rows and parts and holds it to what the header promised [B5], [B7]. */
class PayloadReader {
  readonly #header: BackupHeader;
  readonly #queue = new ByteQueue();
  readonly #order = new FrameOrder();
  readonly #rowsLeft: number[];
  readonly #partsLeft: number[];
  readonly #roots: (string | null)[];
  #items: BackupItem[] = [];
  #frame: { type: number; index: number; number: number; length: number } | null = null;

  constructor(header: BackupHeader) {
    this.#header = header;
    this.#rowsLeft = header.json.spaces.map(({ rows }) => rows);
    this.#partsLeft = header.json.shelves.map(({ parts }) => parts);
    this.#roots = header.json.shelves.map(() => null);
  }

  add(chunk: Uint8Array): void {
    this.#queue.push(chunk);
    for (;;) {
      if (this.#frame === null) {
        if (this.#queue.length < FRAME_BYTES) return;
        this.#frame = this.#frameOf(this.#queue.pass(FRAME_BYTES));
      }
      const { type, index, number, length } = this.#frame;
      if (this.#queue.length < length) return;
      const sealed = this.#queue.take(length);
      this.#frame = null;
      if (type === ROW_FRAME) {
        const { space } = this.#header.json.spaces[index] as HeaderJson["spaces"][number];
        this.#items.push({ kind: "row", row: { space, seq: number, sealed } });
      } else {
        const { shelf } = this.#header.json.shelves[index] as HeaderJson["shelves"][number];
        if (number === ROOT_PART) this.#roots[index] = base64(hash256(sealed));
        this.#items.push({ kind: "part", part: { shelf, part: number, sealed } });
      }
    }
  }

  takeItems(): readonly BackupItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  end(): void {
    const complete = this.#queue.length === 0 && this.#frame === null;
    const counted = [...this.#rowsLeft, ...this.#partsLeft].every((left) => left === 0);
    const rooted = this.#header.json.shelves.every(({ root }, index) => root === this.#roots[index]);
    if (!complete || !counted || !rooted) throw new TwofoldError("damaged", "B5 counts");
  }

  #frameOf(view: DataView): { type: number; index: number; number: number; length: number } {
    const type = view.getUint8(0);
    const index = view.getUint8(1);
    const number = view.getUint32(6, true) * 2 ** 32 + view.getUint32(2, true);
    const length = view.getUint32(10, true);
    if (length > BACKUP_LIMITS.sealedBytes) throw new TwofoldError("over-limit", "B3 row");
    if (!Number.isSafeInteger(number)) throw new TwofoldError("damaged", "B7 number");
    const left = type === ROW_FRAME ? this.#rowsLeft : type === PART_FRAME ? this.#partsLeft : [];
    const remaining = left[index] ?? 0;
    if (remaining === 0 || (type === PART_FRAME && number > ROOT_PART)) throw new TwofoldError("damaged", "B7 frame");
    if (!this.#order.follows(type, index, number)) throw new TwofoldError("damaged", "B7 order");
    left[index] = remaining - 1;
    return { type, index, number, length };
  }
}

/** Bytes of the sealed chunks of a payload: at least one chunk, and the last never empty unless it is the only one [B7]. */
function sealedLength(payloadBytes: number): number {
  const chunks = Math.max(1, Math.ceil(payloadBytes / CHUNK_BYTES));
  return payloadBytes + chunks * CHUNK_OVERHEAD_BYTES;
}

async function exactly(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const bytes = await source.read(offset, length);
  if (bytes.length !== length) throw new TwofoldError("damaged", "B1 short read");
  return bytes;
}

function parseHeaderJson(bytes: Uint8Array): HeaderJson {
  const parsed = parseJson(bytes, BACKUP_LIMITS.jsonDepth);
  if (parsed === "not-json") throw new TwofoldError("damaged", "B4 JSON");
  const header = HeaderJson.safeParse(parsed.value);
  if (!header.success) throw new TwofoldError("damaged", "B4 fields");
  // One spelling only: no two readers may take one header for two things.
  if (canonicalJson(header.data) !== parsed.json) throw new TwofoldError("damaged", "B4 spelling");
  return header.data;
}

/** The header must speak of exactly the spaces and shelves of the vault it holds, in order, and within the limits. */
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
  const rows = json.spaces.reduce((total, space) => total + space.rows, 0);
  if (rows > BACKUP_LIMITS.rows) throw new TwofoldError("over-limit", "B3 rows");
}

function factsOf(json: HeaderJson, vault: VaultHeader, bytes: number): BackupFacts {
  const owners = new Map(spacesOf(vault).map(({ id, owner }) => [id, owner]));
  const place: Record<Owner, number> = { a: 0, b: 1, shared: 2 };
  const spaces = json.spaces
    .map(({ space, rows }) => ({ owner: owners.get(space) ?? ("shared" as const), rows }))
    .sort((left, right) => place[left.owner] - place[right.owner]);
  return {
    version: FILE_VERSION,
    vaultId: vault.vaultId,
    writtenAt: json.writtenAt,
    writers: json.writers,
    spaces,
    rows: spaces.reduce((total, { rows }) => total + rows, 0),
    bytes,
    door: doorOf(vault),
  };
}
