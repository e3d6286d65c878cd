/**
 * What LevelDB's files say, so that a search of a browser's profile is not misled by how they say it: a table's blocks are
 * compressed (snappy), a log's records are cut at every 32 KiB. Reads what it can and stops at what it cannot: a file that
 * is half written is searched as far as it goes. After leveldb's doc/table_format.md and log_format.md, and snappy's
 * format_description.txt.
 */

const TABLE_MAGIC = 0xdb4775248b80fb57n;
const FOOTER_BYTES = 48;
const LOG_BLOCK_BYTES = 32 * 1024;
const LOG_HEADER_BYTES = 7;
const SNAPPY = 1;

/** A reader of little-endian base-128 numbers. */
function varints(bytes: Buffer, at = 0) {
  return {
    next(): number {
      let [value, scale] = [0, 1];
      for (;;) {
        const byte = bytes.readUInt8(at++);
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) return value;
        scale *= 128;
      }
    },
    at: () => at,
  };
}

/** Undoes snappy's raw format. Throws a RangeError when the bytes are not that. */
export function unsnapped(bytes: Buffer): Buffer {
  const length = varints(bytes);
  const out = Buffer.alloc(length.next());
  let [at, end] = [length.at(), 0];
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at++);
    if ((tag & 3) === 0) {
      let size = tag >> 2;
      if (size >= 60) {
        const extra = size - 59;
        size = bytes.readUIntLE(at, extra);
        at += extra;
      }
      end += bytes.copy(out, end, at, at + size + 1);
      at += size + 1;
      continue;
    }
    const [size, offset, wide] =
      (tag & 3) === 1
        ? [4 + ((tag >> 2) & 7), ((tag >> 5) << 8) | bytes.readUInt8(at), 1]
        : (tag & 3) === 2
          ? [(tag >> 2) + 1, bytes.readUInt16LE(at), 2]
          : [(tag >> 2) + 1, bytes.readUInt32LE(at), 4];
    at += wide;
    for (let left = size; left > 0; left--) out.writeUInt8(out.readUInt8(end - offset), end++); // may overlap itself
  }
  return out;
}

function block(file: Buffer, offset: number, size: number): Buffer {
  const bytes = file.subarray(offset, offset + size);
  return file.readUInt8(offset + size) === SNAPPY ? unsnapped(bytes) : bytes;
}

/** All blocks of a sorted table, undone; null when the file is no table. */
export function tableContents(file: Buffer): Buffer | null {
  if (file.length < FOOTER_BYTES || file.readBigUInt64LE(file.length - 8) !== TABLE_MAGIC) return null;
  const footer = varints(file, file.length - FOOTER_BYTES);
  footer.next(); // where the metaindex is, and how large: not needed
  footer.next();
  const index = block(file, footer.next(), footer.next());
  const end = index.length - 4 * (index.readUInt32LE(index.length - 4) + 1); // restart points stand behind the entries
  const found: Buffer[] = [];
  for (let at = 0; at < end;) {
    const entry = varints(index, at);
    entry.next(); // the part of the key shared with the one before
    const [unshared, value] = [entry.next(), entry.next()];
    const handle = varints(index, entry.at() + unshared);
    found.push(block(file, handle.next(), handle.next()));
    at = entry.at() + unshared + value;
  }
  return Buffer.concat(found);
}

/** A log's records without the headers that cut them. */
export function logContents(file: Buffer): Buffer {
  const found: Buffer[] = [];
  for (let at = 0; at + LOG_HEADER_BYTES <= file.length;) {
    const left = LOG_BLOCK_BYTES - (at % LOG_BLOCK_BYTES);
    if (left < LOG_HEADER_BYTES) {
      at += left; // the trailer of a block
      continue;
    }
    const size = file.readUInt16LE(at + 4);
    found.push(file.subarray(at + LOG_HEADER_BYTES, at + LOG_HEADER_BYTES + size));
    at += LOG_HEADER_BYTES + size;
  }
  return Buffer.concat(found);
}
