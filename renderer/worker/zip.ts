/**
 * A zip of somebody else's, read piece by piece and believed in nothing. Before anything is unpacked its directory is held to what an
 * honest one is; while a file is unpacked it may not have a byte more than was claimed. What does not hold is refused: "over-limit" for
 * too much, "damaged" for parts that contradict one another, "malformed" for names and kinds that no journal has, "not-allowed" for a
 * zip behind a passphrase. Zips within are files like any other.
 */
import { configure, type Entry, type FileEntry, Reader, ZipReader } from "@zip.js/zip.js/lib/zip-core-custom.js";
import type { ByteSource } from "#shared/backup/backup-header.ts";
import { TwofoldError } from "#shared/base/errors.ts";

/** Bounds of one archive. */
export const ARCHIVE_LIMITS = {
  files: 100_000,
  /** Of all files together, unpacked. */
  bytes: 8 * 1024 ** 3,
  /** Of a path, in UTF-16 code units. */
  path: 1_000,
} as const;

/** The most bytes one read may ask of the source: a directory of 100,000 names stays under it. */
const MOST_BYTES_AT_ONCE = 64 * 1024 * 1024;
/** Packed bytes taken at a time: what comes of one such piece, a thousand times as much at worst, is all that waits in memory. */
const PIECE_BYTES = 32 * 1024;

const LOCAL_HEADER_BYTES = 30;

export interface OpenZip {
  /** Every file's path and its claimed size. Folders are not in it. */
  readonly files: ReadonlyMap<string, number>;
  /** A file's bytes in pieces, in order. Throws "damaged" when they are not what was claimed. */
  pieces(path: string): AsyncGenerator<Uint8Array>;
}

/** Whether bytes begin as a zip does, even an empty one. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6));

/** Neither workers of the library's own nor WebAssembly: the browser's decompression, in this worker. */
const HERE = { useWebWorkers: false, useCompressionStream: true } as const;
/** Nothing that two programs could read in two ways. */
const STRICT = { strictness: "strict", checkOverlappingEntry: true, checkSignature: true } as const;

/** Reads a zip's directory and holds it to what an honest one is. */
export async function openZip(source: ByteSource): Promise<OpenZip> {
  configure({ chunkSize: PIECE_BYTES });
  const entries = await directoryOf(source);
  return {
    files: new Map([...entries].map(([path, { uncompressedSize }]) => [path, uncompressedSize])),
    pieces(path) {
      const entry = entries.get(path);
      if (entry === undefined) throw new TwofoldError("not-found", "a file of the zip");
      return unpacked(entry);
    },
  };
}

async function directoryOf(source: ByteSource): Promise<Map<string, FileEntry>> {
  const zip = new ZipReader(new SourceReader(source), { ...HERE, ...STRICT });
  const entries = new Map<string, FileEntry>();
  const names = pathNames();
  const ranges: { from: number; to: number }[] = [];
  let bytes = 0;
  let count = 0;
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (++count > ARCHIVE_LIMITS.files) throw new TwofoldError("over-limit", "files");
      names.take(entry.filename.replace(/\/$/, ""), entry.directory);
      holdTo(entry);
      const name = LOCAL_HEADER_BYTES + entry.rawFilename.length;
      ranges.push({ from: entry.offset, to: entry.offset + name + entry.compressedSize });
      bytes += entry.uncompressedSize;
      if (bytes > ARCHIVE_LIMITS.bytes) throw new TwofoldError("over-limit", "unpacked bytes");
      if (!entry.directory) entries.set(entry.filename, entry);
    }
  } catch (thrown) {
    throw asZipError(thrown);
  }
  ranges.sort((left, right) => left.from - right.from);
  for (const [at, { from, to }] of ranges.entries()) {
    const next = ranges[at + 1]?.from ?? source.size;
    if (from < 0 || to > next) throw new TwofoldError("damaged", "overlapping files");
  }
  return entries;
}

/** What is refused of a single file before a byte of it is read. */
function holdTo(entry: Entry): void {
  const kind = (entry.externalFileAttributes >>> 28) & 0xf; // of Unix: 4 a folder, 8 a file, 0 not said
  if (entry.symlink === true || ![0, 4, 8].includes(kind)) throw new TwofoldError("malformed", "a link");
  if (entry.encrypted) throw new TwofoldError("not-allowed", "encrypted");
  if (!Number.isSafeInteger(entry.uncompressedSize) || !Number.isSafeInteger(entry.compressedSize))
    throw new TwofoldError("over-limit", "size");
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new TwofoldError("damaged", "a way of packing nobody here knows");
  if (entry.compressionMethod === 0 && entry.compressedSize !== entry.uncompressedSize)
    throw new TwofoldError("damaged", "sizes");
}

/**
 * Takes paths one by one and refuses, as "malformed", what leads elsewhere or is twice there: "..", absolute paths, drives, backslashes,
 * control characters, and names that differ in case or composition alone, as some disks hold them for one.
 */
export function pathNames() {
  const taken = new Set<string>();
  return {
    take(path: string, isFolder: boolean): void {
      const parts = path.split("/");
      if (
        path.length > ARCHIVE_LIMITS.path ||
        /[\p{Cc}\\]|^[A-Za-z]:/u.test(path) ||
        parts.some((part) => part === "" || part === "." || part === "..")
      )
        throw new TwofoldError("malformed", "path");
      const folded = path.normalize("NFC").toLowerCase();
      if (taken.has(folded) && !isFolder) throw new TwofoldError("malformed", "two files of one name");
      taken.add(folded);
    },
  };
}

/** Stops at the first byte over what was claimed. A reader that takes no more ends the work. */
async function* unpacked(entry: FileEntry): AsyncGenerator<Uint8Array> {
  const claimed = entry.uncompressedSize;
  const stop = new AbortController();
  let fail = (_: unknown): void => undefined;
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      fail = (thrown) => controller.error(thrown);
    },
  });
  const work = entry.getData(writable, { signal: stop.signal });
  work.catch((thrown: unknown) => fail(thrown)); // also what it refuses before it writes
  const reader = readable.getReader();
  let count = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      count += read.value.length;
      if (count > claimed) throw new TwofoldError("damaged", "more bytes than claimed");
      yield read.value;
    }
    await work;
    if (count !== claimed) throw new TwofoldError("damaged", "fewer bytes than claimed");
  } catch (thrown) {
    throw asZipError(thrown);
  } finally {
    stop.abort();
    reader.cancel().catch(() => undefined); // it has ended by itself
  }
}

/** A code for whatever the library threw: it throws plain errors, all of which say that the zip is not what it claims. */
function asZipError(thrown: unknown): TwofoldError {
  if (thrown instanceof TwofoldError) return thrown;
  const message = thrown instanceof Error ? thrown.message : "";
  if (/unsafe filename/i.test(message)) return new TwofoldError("malformed", "path");
  if (/duplicate filename/i.test(message)) return new TwofoldError("malformed", "two files of one name");
  if (/encrypted|password/i.test(message)) return new TwofoldError("not-allowed", "encrypted");
  return new TwofoldError("damaged", "zip");
}

class SourceReader extends Reader<ByteSource> {
  private readonly source: ByteSource;
  constructor(source: ByteSource) {
    super(source);
    this.source = source;
    this.size = source.size;
  }
  override async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    const wanted = Math.min(length, this.source.size - index);
    if (index < 0 || wanted < 0) throw new TwofoldError("damaged", "zip");
    if (wanted > MOST_BYTES_AT_ONCE) throw new TwofoldError("over-limit", "directory");
    return this.source.read(index, wanted);
  }
}
