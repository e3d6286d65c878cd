/** Writing a backup, piece by piece, with memory bounded by one row or part and a few chunks [B1] to [B7], [B11]. */
import { concat, u32, u64 } from "../base/bytes.ts";
import { TwofoldError } from "../base/errors.ts";
import type { Instant } from "../base/time.ts";
import { CHUNK_BYTES, sealStream } from "../crypto/sealed-stream.ts";
import { sign, SIGNATURE_BYTES } from "../crypto/signature.ts";
import { base64, fromBase64, hash256, randomBytes, sodium, utf8, wipe } from "../crypto/sodium.ts";
import { partName } from "../vault/attachment.ts";
import { formatHeader, type Seat, type SeatHeader } from "../vault/header.ts";
import { canonicalJson } from "../vault/json.ts";
import type { Keys } from "../vault/keyring.ts";
import type { ManifestPart, SealedRow, Session } from "../vault/session.ts";
import { type HeaderJson, shelvesOf, spacesOf } from "./backup-header.ts";
import { ByteQueue } from "./byte-queue.ts";
import {
  BACKUP_LIMITS,
  FILE_KEY_BYTES,
  FILE_VERSION,
  FRAME,
  FRAME_BYTES,
  frameOrder,
  LIST_FRAME_BYTES,
  MAGIC,
  macOf,
  ROOT_PART,
  subkeysOf,
} from "./layout.ts";
import { formatPartList, type ListedPart } from "./part-list.ts";

/** A fresh key for one file. Whoever keeps it can verify what they wrote without asking for a passphrase. */
export const newFileKey = (): Uint8Array => randomBytes(FILE_KEY_BYTES);

/** The attachment parts a backup holds, in the order of the store's primary key: by attachment, then by number. */
export type BackedUpAttachments =
  | {
      /** In the file itself: a backup one takes away is whole. */
      readonly place: "inside";
      readonly parts: readonly ListedPart[];
      /** The sealed bytes of one of them; called for each once, in order. */
      readonly read: (part: ListedPart) => Promise<Uint8Array>;
    }
  | {
      /** In files of their own, kept once for many backups: the file names them. */
      readonly place: "beside";
      readonly parts: readonly ListedPart[];
    };

/** Of a journal that has none. */
export const NO_ATTACHMENTS: BackedUpAttachments = {
  place: "inside",
  parts: [],
  read: () => Promise.reject(new TwofoldError("bug", "B11 no part")),
};

export interface BackupOptions {
  readonly now: Instant;
  /** `newFileKey()` when it is not given. */
  readonly fileKey?: Uint8Array;
  /** None when it is not given. */
  readonly attachments?: BackedUpAttachments;
}

/**
 * Writes a backup, piece by piece, on any session, of one or together.
 * `rows` and `parts` are the store's whole tables in the order of their primary keys, and are gone through twice: give
 * collections, not one-shot generators. Throws "bug" when they hold something that is not this vault's or is out of order,
 * and "damaged" when an attachment part that is read is not the one that was listed: list only what is whole.
 */
export async function* backupChunks(
  session: Session,
  rows: Iterable<SealedRow>,
  parts: Iterable<ManifestPart>,
  { now, fileKey = newFileKey(), attachments = NO_ATTACHMENTS }: BackupOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { header: vault, keys } = session;
  const spaces = spacesOf(vault);
  const shelves = shelvesOf(vault);
  const writers: Seat[] = keys.kind === "one" ? [keys.seat] : ["a", "b"];
  const list = formatPartList(attachments.parts);
  const payload = { spaces, rows, shelves, parts, list, attachments };
  const json: HeaderJson = {
    writtenAt: now,
    writers,
    fileKey: { a: sealedTo(vault.seats.a, fileKey), b: vault.seats.b && sealedTo(vault.seats.b, fileKey) },
    ...countsOf(payload),
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
  const chunks = function* (piece: Uint8Array): Generator<Uint8Array, void, undefined> {
    waiting.push(piece);
    while (waiting.length > CHUNK_BYTES) yield stream.seal(waiting.take(CHUNK_BYTES), false);
  };
  for (const piece of framesOf(payload)) yield* chunks(piece);
  for await (const piece of attachmentFrames(attachments)) yield* chunks(piece);
  yield stream.seal(waiting.take(waiting.length), true);
  wipe(streamKey);
}

/** To the newest box key: who took the ones of before a new start must not open what is written after it [B6]. */
function sealedTo({ identity, newerBox }: SeatHeader, fileKey: Uint8Array): string {
  return base64(sodium.crypto_box_seal(fileKey, fromBase64(newerBox?.box ?? identity.box)));
}

function signingKeyOf(keys: Keys, seat: Seat): Uint8Array {
  return keys.kind === "one" ? keys.signing : keys.signing[seat];
}

interface Payload {
  readonly spaces: ReturnType<typeof spacesOf>;
  readonly rows: Iterable<SealedRow>;
  readonly shelves: ReturnType<typeof shelvesOf>;
  readonly parts: Iterable<ManifestPart>;
  readonly list: Uint8Array;
  readonly attachments: BackedUpAttachments;
}

function countsOf({ spaces, rows, shelves, parts, list, attachments }: Payload) {
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
  const listed = attachments.parts;
  payloadBytes += Math.ceil(list.length / LIST_FRAME_BYTES) * FRAME_BYTES + list.length;
  const bytes = listed.reduce((total, part) => total + part.bytes, 0);
  if (attachments.place === "inside") payloadBytes += listed.length * FRAME_BYTES + bytes;
  return {
    spaces: [...rowCounts].map(([space, rowCount]) => ({ space, rows: rowCount })),
    shelves: [...shelfFacts].map(([shelf, facts]) => ({ shelf, ...facts })),
    attachments: { place: attachments.place, parts: listed.length, bytes, list: base64(hash256(list)) },
    payloadBytes,
  };
}

function* framesOf({ spaces, rows, shelves, parts, list }: Payload): Generator<Uint8Array, void, undefined> {
  const follows = frameOrder();
  function* frame(type: number, index: number, number: number, sealed: Uint8Array) {
    if (!follows(type, index, number)) throw new TwofoldError("bug", "B7 order");
    if (sealed.length > BACKUP_LIMITS.sealedBytes) throw new TwofoldError("over-limit", "B3 row");
    yield frameHeader(type, index, number, sealed.length);
    yield sealed;
  }
  for (let at = 0; at < list.length; at += LIST_FRAME_BYTES) {
    yield* frame(FRAME.list, 0, at / LIST_FRAME_BYTES, list.subarray(at, at + LIST_FRAME_BYTES));
  }
  for (const { space, seq, sealed } of rows) {
    const index = spaces.findIndex(({ id }) => id === space);
    yield* frame(FRAME.row, index, seq, sealed);
  }
  for (const { shelf, part, sealed } of parts) {
    const index = shelves.findIndex(({ id }) => id === shelf);
    yield* frame(FRAME.part, index, part, sealed);
  }
}

async function* attachmentFrames(attachments: BackedUpAttachments): AsyncGenerator<Uint8Array, void, undefined> {
  if (attachments.place === "beside") return;
  let number = 0;
  for (const listed of attachments.parts) {
    const sealed = await attachments.read(listed);
    if (sealed.length !== listed.bytes || partName(sealed) !== listed.name) {
      throw new TwofoldError("damaged", "B11 a part that is not the listed one");
    }
    yield frameHeader(FRAME.attachment, 0, number++, sealed.length);
    yield sealed;
  }
}

const frameHeader = (type: number, index: number, number: number, length: number): Uint8Array =>
  concat(Uint8Array.of(type, index), u64(number), u32(length));
