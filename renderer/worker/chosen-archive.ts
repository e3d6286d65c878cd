/**
 * What was chosen, as one archive: a zip, told by its first bytes, or the files as they are. Paths are held to the same rules either
 * way, and no more of a file is held at once than is asked for.
 */
import type { ByteSource } from "#shared/backup/backup-header.ts";
import { TwofoldError } from "#shared/base/errors.ts";
import { FILE_MAX_BYTES } from "#shared/domain/file.ts";
import type { ImportArchive } from "#shared/exchange/import/read-import.ts";
import { ARCHIVE_LIMITS, isZip, openZip, pathNames } from "./zip.ts";

/** The most bytes one text may have. */
const TEXT_MOST_BYTES = 64 * 1024 * 1024;
/** The most bytes a text read line by line may have, and the UTF-16 code units after which a line comes as several: no line of ours is longer. */
const LINES_MOST = { bytes: 2 * 1024 * 1024 * 1024, line: 8 * 1024 * 1024 } as const;
const PIECE_BYTES = 1024 * 1024;

/** A chosen file as bytes: its path and where to read it. */
export interface ChosenSource extends ByteSource {
  readonly path: string;
}

export interface ChosenArchive extends ImportArchive {
  /** A file's bytes; "missing-file" when they are not there or not whole, "file-too-big" when they are more than an entry's file may have. */
  media(path: string): Promise<Uint8Array | "missing-file" | "file-too-big">;
}

/** Opens what was chosen. Throws as `openZip` does. */
export async function openChosen(sources: readonly ChosenSource[]): Promise<ChosenArchive> {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined && isZip(await only.read(0, 4))) {
    const { files, pieces } = await openZip(only);
    return archiveOf(files, pieces);
  }
  if (sources.length > ARCHIVE_LIMITS.files) throw new TwofoldError("over-limit", "files");
  const names = pathNames();
  const byPath = new Map<string, ChosenSource>();
  let bytes = 0;
  for (const source of sources) {
    names.take(source.path, false);
    bytes += source.size;
    if (bytes > ARCHIVE_LIMITS.bytes) throw new TwofoldError("over-limit", "bytes");
    byPath.set(source.path, source);
  }
  const files = new Map([...byPath].map(([path, { size }]) => [path, size]));
  return archiveOf(files, (path) => piecesOf(byPath.get(path)));
}

async function* piecesOf(source: ChosenSource | undefined): AsyncGenerator<Uint8Array> {
  if (source === undefined) throw new TwofoldError("not-found", "a chosen file");
  for (let at = 0; at < source.size;) {
    const bytes = await source.read(at, Math.min(PIECE_BYTES, source.size - at));
    if (bytes.length === 0) throw new TwofoldError("damaged", "a file became shorter");
    at += bytes.length;
    yield bytes;
  }
}

function archiveOf(
  files: ReadonlyMap<string, number>,
  pieces: (path: string) => AsyncGenerator<Uint8Array>,
): ChosenArchive {
  const sizeOf = (path: string): number => files.get(path) ?? 0;
  /** A file whole. Its size was claimed and is held to, so that this much is made room for and no more. */
  async function whole(path: string): Promise<Uint8Array> {
    const bytes = new Uint8Array(sizeOf(path));
    let at = 0;
    for await (const piece of pieces(path)) {
      if (at + piece.length > bytes.length) throw new TwofoldError("damaged", "a file became longer");
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes.subarray(0, at);
  }
  return {
    files,
    async text(path) {
      if (sizeOf(path) > TEXT_MOST_BYTES) throw new TwofoldError("over-limit", "text");
      return decoded(await whole(path));
    },
    async *lines(path) {
      if (sizeOf(path) > LINES_MOST.bytes) throw new TwofoldError("over-limit", "text");
      const decoder = new TextDecoder();
      let rest = "";
      for await (const piece of pieces(path)) {
        const words = decoder.decode(piece, { stream: true });
        let from = 0;
        for (let at = words.indexOf("\n"); at !== -1; at = words.indexOf("\n", from)) {
          yield rest + words.slice(from, at);
          rest = "";
          from = at + 1;
        }
        rest += words.slice(from);
        if (rest.length > LINES_MOST.line) {
          yield rest;
          rest = "";
        }
      }
      rest += decoder.decode();
      if (rest !== "") yield rest;
    },
    async media(path) {
      if (!files.has(path)) return "missing-file";
      if (sizeOf(path) > FILE_MAX_BYTES) return "file-too-big";
      try {
        return await whole(path);
      } catch (thrown) {
        if (thrown instanceof TwofoldError && thrown.code === "damaged") return "missing-file";
        throw thrown;
      }
    },
  };
}

/** A text in UTF-8 or, where its first bytes say so, UTF-16; what is neither is taken for Windows' Latin letters, as older texts are. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes); // every byte is a letter there: nothing is lost
  }
}
