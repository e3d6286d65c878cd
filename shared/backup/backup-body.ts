/** The body of a backup, read in pieces, each authenticated before anything of it is given [B7], [B11]. */
import { TwofoldError } from "../base/errors.ts";
import { CHUNK_BYTES, CHUNK_OVERHEAD_BYTES, openStream, STREAM_HEADER_BYTES } from "../crypto/sealed-stream.ts";
import { base64, hash256 } from "../crypto/sodium.ts";
import { partName, type SealedPart } from "../vault/attachment.ts";
import type { ManifestPart, SealedRow } from "../vault/session.ts";
import { type BackupHeader, exactly, type HeaderJson } from "./backup-header.ts";
import { ByteQueue } from "./byte-queue.ts";
import { BACKUP_LIMITS, FRAME, FRAME_BYTES, frameOrder, LIST_FRAME_BYTES, ROOT_PART } from "./layout.ts";
import type { OpenedBackup } from "./open-backup.ts";
import { LISTED_PART_BYTES, type ListedPart, parsePartList } from "./part-list.ts";

/** Called now and then with the bytes done so far and the bytes there are. */
export type OnProgress = (done: number, of: number) => void;

export type BackupItem =
  | { readonly kind: "row"; readonly row: SealedRow }
  | { readonly kind: "part"; readonly part: ManifestPart }
  /** An attachment part that the file holds, and that is the one its list names. */
  | { readonly kind: "attachment"; readonly part: SealedPart }
  /** An attachment part that the file only names: `partBeside` fetches it. */
  | { readonly kind: "beside"; readonly listed: ListedPart };

/**
 * Reads the file of a part kept beside a backup; "missing" when there is none of that name. It need not read more than
 * `listed.bytes + 1` bytes.
 */
export type PartsBeside = (listed: ListedPart) => Promise<Uint8Array | "missing">;

/** A part kept beside a backup, if it is the one the backup names [B12]. */
export async function partBeside(listed: ListedPart, beside: PartsBeside): Promise<SealedPart | "missing" | "damaged"> {
  const sealed = await beside(listed);
  if (sealed === "missing") return "missing";
  if (sealed.length !== listed.bytes || partName(sealed) !== listed.name) return "damaged";
  return { attachment: listed.attachment, part: listed.part, sealed };
}

/**
 * Everything in the body, in batches. That nothing is missing is known only once it has ended without throwing: act on it
 * after that. Throws "damaged" and "over-limit".
 */
export async function* backupContents(
  opened: OpenedBackup,
  onProgress: OnProgress = () => undefined,
): AsyncGenerator<readonly BackupItem[], void, undefined> {
  const reading = new PayloadReader(opened.header);
  for await (const { chunks, done } of openedChunks(opened)) {
    for (const chunk of chunks) reading.add(chunk);
    onProgress(done, opened.source.size);
    yield reading.takeItems();
  }
  reading.end();
}

/**
 * The attachment parts a backup holds or refers to, from the first chunks of its body: the signed header vouches for the
 * list [B11]. Whether the rest of the file is whole is not looked at. Throws "damaged" and "over-limit".
 */
export async function partListOf(opened: OpenedBackup): Promise<readonly ListedPart[]> {
  const reading = new PayloadReader(opened.header);
  if (reading.listed !== null) return reading.listed;
  for await (const { chunks } of openedChunks(opened)) {
    for (const chunk of chunks) {
      reading.add(chunk);
      if (reading.listed !== null) return reading.listed;
    }
    reading.takeItems();
  }
  throw new TwofoldError("damaged", "B11 list");
}

/** Chunks fetched from the source at once. */
const CHUNKS_A_READ = 16;

/** The payload's chunks, some at once, with the offset in the file after them. */
async function* openedChunks({ source, header, streamKey }: OpenedBackup) {
  const firstChunkAt = header.bodyAt + STREAM_HEADER_BYTES;
  const stream = openStream(streamKey, await exactly(source, header.bodyAt, STREAM_HEADER_BYTES), header.digest);
  const sealedChunk = CHUNK_BYTES + CHUNK_OVERHEAD_BYTES;
  for (let at = firstChunkAt; at < source.size; at += CHUNKS_A_READ * sealedChunk) {
    const piece = await exactly(source, at, Math.min(CHUNKS_A_READ * sealedChunk, source.size - at));
    const chunks: Uint8Array[] = [];
    for (let from = 0; from < piece.length; from += sealedChunk) {
      const sealed = piece.subarray(from, from + sealedChunk);
      const { chunk, last } = stream.open(sealed);
      if (last !== (at + from + sealed.length === source.size)) throw new TwofoldError("damaged", "B7 last chunk");
      chunks.push(chunk);
    }
    yield { chunks, done: at + piece.length };
  }
}

interface FrameStart {
  readonly type: number;
  readonly index: number;
  readonly number: number;
  readonly length: number;
}

/** Cuts the payload into rows and parts and holds it to what the header promised [B5], [B7], [B11]. */
class PayloadReader {
  readonly #json: HeaderJson;
  readonly #queue = new ByteQueue();
  readonly #follows = frameOrder();
  readonly #rowsLeft: number[];
  readonly #partsLeft: number[];
  readonly #roots: (string | null)[];
  /** The list as far as it has come. */
  readonly #list: Uint8Array;
  #listBytes = 0;
  #attachments = 0;
  #items: BackupItem[] = [];
  #frame: FrameStart | null = null;
  /** The parts the list names; null until all of it was read. */
  listed: readonly ListedPart[] | null = null;

  constructor({ json }: BackupHeader) {
    this.#json = json;
    this.#rowsLeft = json.spaces.map(({ rows }) => rows);
    this.#partsLeft = json.shelves.map(({ parts }) => parts);
    this.#roots = json.shelves.map(() => null);
    this.#list = new Uint8Array((json.attachments?.parts ?? 0) * LISTED_PART_BYTES);
    if (this.#list.length === 0) this.#endList();
  }

  add(chunk: Uint8Array): void {
    this.#queue.push(chunk);
    for (;;) {
      if (this.#frame === null) {
        if (this.#queue.length < FRAME_BYTES) return;
        this.#frame = this.#frameStart(this.#queue.pass(FRAME_BYTES));
      }
      if (this.#queue.length < this.#frame.length) return;
      const sealed = this.#queue.take(this.#frame.length);
      this.#take(this.#frame, sealed);
      this.#frame = null;
    }
  }

  takeItems(): readonly BackupItem[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  end(): void {
    const complete = this.#queue.length === 0 && this.#frame === null && this.listed !== null;
    const counted = [...this.#rowsLeft, ...this.#partsLeft].every((left) => left === 0);
    const rooted = this.#json.shelves.every(({ root }, index) => root === this.#roots[index]);
    const inside = this.#json.attachments?.place === "inside" ? this.#json.attachments.parts : 0;
    if (!complete || !counted || !rooted || this.#attachments !== inside)
      throw new TwofoldError("damaged", "B5 counts");
  }

  #take({ type, index, number }: FrameStart, sealed: Uint8Array): void {
    switch (type) {
      case FRAME.list:
        this.#list.set(sealed, number * LIST_FRAME_BYTES);
        this.#listBytes += sealed.length;
        if (this.#listBytes === this.#list.length) this.#endList();
        return;
      case FRAME.row:
        this.#items.push({ kind: "row", row: { space: this.#json.spaces[index]!.space, seq: number, sealed } });
        return;
      case FRAME.part:
        if (number === ROOT_PART) this.#roots[index] = base64(hash256(sealed));
        this.#items.push({ kind: "part", part: { shelf: this.#json.shelves[index]!.shelf, part: number, sealed } });
        return;
      default: {
        const { attachment, part, name } = this.listed![number]!;
        if (partName(sealed) !== name) throw new TwofoldError("damaged", "B11 name");
        this.#items.push({ kind: "attachment", part: { attachment, part, sealed } });
      }
    }
  }

  #endList(): void {
    const said = this.#json.attachments;
    if (said !== undefined && base64(hash256(this.#list)) !== said.list) throw new TwofoldError("damaged", "B11 hash");
    const listed = parsePartList(this.#list);
    const bytes = listed.reduce((total, part) => total + part.bytes, 0);
    if (bytes !== (said?.bytes ?? 0)) throw new TwofoldError("damaged", "B11 bytes");
    this.listed = listed;
    if (said?.place === "beside") for (const part of listed) this.#items.push({ kind: "beside", listed: part });
  }

  #frameStart(view: DataView): FrameStart {
    const type = view.getUint8(0);
    const index = view.getUint8(1);
    const number = view.getUint32(6, true) * 2 ** 32 + view.getUint32(2, true);
    const length = view.getUint32(10, true);
    if (length > BACKUP_LIMITS.sealedBytes) throw new TwofoldError("over-limit", "B3 row");
    if (!Number.isSafeInteger(number)) throw new TwofoldError("damaged", "B7 number");
    if (!this.#isAwaited(type, index, number, length)) throw new TwofoldError("damaged", "B7 frame");
    if (!this.#follows(type, index, number)) throw new TwofoldError("damaged", "B7 order");
    return { type, index, number, length };
  }

  /** Whether the header and the list leave room for such a frame, which is then counted. */
  #isAwaited(type: number, index: number, number: number, length: number): boolean {
    if (type === FRAME.list) {
      const left = this.#list.length - this.#listBytes;
      return (
        index === 0 &&
        number * LIST_FRAME_BYTES === this.#listBytes &&
        left > 0 &&
        length === Math.min(left, LIST_FRAME_BYTES)
      );
    }
    if (this.listed === null) return false;
    if (type === FRAME.attachment) {
      const isNext = this.#json.attachments?.place === "inside" && index === 0 && number === this.#attachments;
      if (!isNext || this.listed[number]?.bytes !== length) return false;
      this.#attachments += 1;
      return true;
    }
    const left = type === FRAME.row ? this.#rowsLeft : type === FRAME.part ? this.#partsLeft : [];
    const remaining = left[index] ?? 0;
    if (remaining === 0 || (type === FRAME.part && number > ROOT_PART)) return false;
    left[index] = remaining - 1;
    return true;
  }
}
