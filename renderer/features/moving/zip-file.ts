/**
 * A zip written through the Host and read back, part by part. It runs in the page: the opened records and the Host are here, and a worker
 * would only be one more place that holds them. Nothing is held whole but one file of an entry, and the page is given back to its screen
 * every few milliseconds, so that no long task comes of it.
 */
import { Reader, ZipReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { TwofoldError } from "#shared/base/errors.ts";
import { type FileId, type Host, MAX_CHUNK_BYTES } from "#shared/host/host.ts";

/** One file of the zip, given when its turn comes. */
export interface ZipPart {
  readonly path: string;
  /** Its bytes, piece by piece; text is written as UTF-8. */
  readonly content: Iterable<string> | AsyncIterable<Uint8Array>;
  /** Photos and the like are packed already. */
  readonly isPacked: boolean;
}

/** What stands in a written zip, as it was counted on the way in. */
interface WrittenPart {
  readonly bytes: number;
  /** Line breaks, so that what is written a line each is counted. */
  readonly lines: number;
}

/** No compression, no worker of the library's own (they are blob: scripts, which the page's policy refuses). */
const IN_THIS_PAGE = { useWebWorkers: false, useCompressionStream: true } as const;

const TURN_MILLISECONDS = 8;
const PIECE_BYTES = 64 * 1024;
const LINE_BREAK = 10;

/** Gives the page back to its screen once a turn is over. */
function turns(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < TURN_MILLISECONDS) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
}

/** Ends work that was asked to end. */
function orStop(signal: AbortSignal): void {
  if (signal.aborted) throw new TwofoldError("locked", "stopped");
}

/**
 * Writes the parts into a created file, syncs it, and reads the whole of it back: every part is there, with its bytes' own checksum and
 * as many bytes and lines as were put in. Throws "damaged" when it is not. The file is then to be kept or dropped.
 *
 * @param onWritten bytes that went in or were read back so far
 */
export async function writeZip(
  host: Pick<Host, "writeFile" | "syncFile" | "readFile">,
  file: FileId,
  parts: AsyncIterable<ZipPart>,
  { now, signal, onWritten }: { now: Date; signal: AbortSignal; onWritten: (bytes: number) => void },
): Promise<void> {
  const turn = turns();
  let size = 0;
  let done = 0;
  const into = new WritableStream<Uint8Array>({
    async write(bytes) {
      orStop(signal);
      for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES) {
        await host.writeFile(file, bytes.subarray(at, at + MAX_CHUNK_BYTES));
      }
      size += bytes.length;
      await turn();
    },
  });
  const zip = new ZipWriter(into, { ...IN_THIS_PAGE, lastModDate: now, extendedTimestamp: false });
  const written = new Map<string, WrittenPart>();
  for await (const { path, content, isPacked } of parts) {
    const counted = { bytes: 0, lines: 0 };
    const pieces = piecesOf(content);
    const readable = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          orStop(signal);
          const next = await pieces.next();
          if (next.done === true) return controller.close();
          count(counted, next.value);
          onWritten((done += next.value.length));
          controller.enqueue(next.value);
          await turn();
        },
      },
      { highWaterMark: 0 },
    );
    await zip.add(path, readable, isPacked ? { level: 0 } : {});
    written.set(path, counted);
  }
  await zip.close();
  await host.syncFile(file);
  await readBack(new HostReader({ host, file, size }), written, {
    signal,
    turn,
    onRead: (bytes) => onWritten((done += bytes)),
  });
}

function count(counted: { bytes: number; lines: number }, bytes: Uint8Array): void {
  counted.bytes += bytes.length;
  for (let at = bytes.indexOf(LINE_BREAK); at !== -1; at = bytes.indexOf(LINE_BREAK, at + 1)) counted.lines += 1;
}

/** Pieces of at most PIECE_BYTES, so that none takes long to pack. */
async function* piecesOf(content: ZipPart["content"]): AsyncGenerator<Uint8Array> {
  if (Symbol.asyncIterator in content) {
    for await (const bytes of content) yield* cut(bytes);
    return;
  }
  const encoder = new TextEncoder();
  for (const text of content) yield* cut(encoder.encode(text));
}

function* cut(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

/** A synced file of the Host, read in the pieces it gives. */
class HostReader extends Reader<{ host: Pick<Host, "readFile">; file: FileId; size: number }> {
  private readonly from: { host: Pick<Host, "readFile">; file: FileId };
  constructor(from: { host: Pick<Host, "readFile">; file: FileId; size: number }) {
    super(from);
    this.from = from;
    this.size = from.size;
  }
  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.from.host.readFile(this.from.file, index, Math.min(length, MAX_CHUNK_BYTES));
  }
}

async function readBack(
  reader: HostReader,
  written: ReadonlyMap<string, WrittenPart>,
  { signal, turn, onRead }: { signal: AbortSignal; turn: () => Promise<void>; onRead: (bytes: number) => void },
): Promise<void> {
  const zip = new ZipReader(reader, { ...IN_THIS_PAGE, checkSignature: true });
  const left = new Map(written);
  for await (const entry of zip.getEntriesGenerator()) {
    const expected = left.get(entry.filename);
    left.delete(entry.filename);
    const counted = { bytes: 0, lines: 0 };
    if (expected === undefined || entry.directory) throw new TwofoldError("damaged", "a part nobody wrote");
    try {
      await entry.getData(
        new WritableStream<Uint8Array>({
          async write(bytes) {
            orStop(signal);
            count(counted, bytes);
            onRead(bytes.length);
            await turn();
          },
        }),
      );
    } catch (thrown) {
      if (thrown instanceof TwofoldError) throw thrown;
      throw new TwofoldError("damaged", "a part that does not read back");
    }
    if (counted.bytes !== expected.bytes || counted.lines !== expected.lines)
      throw new TwofoldError("damaged", "a part of another size");
  }
  if (left.size > 0) throw new TwofoldError("damaged", "a part is missing");
  await zip.close();
}
