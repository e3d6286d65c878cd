/** Zips written byte by byte, honest unless told otherwise: each field that can lie is an argument. */
import { deflateRawSync } from "node:zlib";

export interface ZipFile {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly packed?: boolean;
  /** What the directory claims instead of the truth; with `locally`, the file's own header too. */
  readonly claims?: {
    readonly size?: number;
    readonly packedSize?: number;
    readonly crc?: number;
    readonly offset?: number;
    readonly localPath?: string;
    readonly localSize?: number;
  };
  /** Flags of both headers; 1 is "encrypted". */
  readonly flags?: number;
  readonly method?: number;
  /** Of Unix, as 0o120777 for a link. */
  readonly mode?: number;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (CRC_TABLE[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Little-endian fields: pairs of a width in bytes and a value. */
function fields(...pairs: readonly (readonly [2 | 4, number])[]): Uint8Array {
  const bytes = new Uint8Array(pairs.reduce((sum, [width]) => sum + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [width, value] of pairs) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value >>> 0, true);
    at += width;
  }
  return bytes;
}

const UTF8 = 0x0800;

/** The bytes of a zip. `entries` is the count its end claims; over 65,535 it is said in 64 bits. */
export function zipBytes(
  files: readonly ZipFile[],
  end: { entries?: number; comment?: string; before?: Uint8Array } = {},
): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [end.before ?? new Uint8Array()];
  const directory: Uint8Array[] = [];
  let at = parts[0]?.length ?? 0;
  for (const {
    path,
    bytes,
    packed = false,
    claims = {},
    flags = 0,
    mode = 0o100644,
    method = packed ? 8 : 0,
  } of files) {
    const data = packed ? new Uint8Array(deflateRawSync(bytes, { level: 9 })) : bytes;
    const crc = claims.crc ?? crc32(bytes);
    const size = claims.size ?? bytes.length;
    const packedSize = claims.packedSize ?? data.length;
    const name = encoder.encode(path);
    const localName = encoder.encode(claims.localPath ?? path);
    const common = (of: number, ownSize: number) =>
      [
        [2, 20],
        [2, flags | UTF8],
        [2, method],
        [2, 0],
        [2, 0x21],
        [4, crc],
        [4, packedSize],
        [4, ownSize],
        [2, of],
        [2, 0],
      ] as const;
    const local = [fields([4, 0x04034b50], ...common(localName.length, claims.localSize ?? size)), localName, data];
    directory.push(
      fields(
        [4, 0x02014b50],
        [2, 0x031e],
        ...common(name.length, size),
        [2, 0],
        [2, 0],
        [2, 0],
        [4, mode * 0x10000],
        [4, claims.offset ?? at],
      ),
      name,
    );
    for (const part of local) at += part.length;
    parts.push(...local);
  }
  const names = Buffer.concat(directory);
  const comment = encoder.encode(end.comment ?? "");
  const count = end.entries ?? files.length;
  const wide = (value: number) =>
    [
      [4, value >>> 0],
      [4, Math.floor(value / 2 ** 32)],
    ] as const;
  const end64 = fields(
    [4, 0x06064b50],
    ...wide(44),
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    ...wide(count),
    ...wide(count),
    ...wide(names.length),
    ...wide(at),
    [4, 0x07064b50],
    [4, 0],
    ...wide(at + names.length),
    [4, 1],
  );
  const short = count > 0xffff ? 0xffff : count;
  parts.push(
    names,
    count > 0xffff ? end64 : new Uint8Array(),
    fields([4, 0x06054b50], [2, 0], [2, 0], [2, short], [2, short], [4, names.length], [4, at], [2, comment.length]),
    comment,
  );
  return Uint8Array.from(Buffer.concat(parts));
}
