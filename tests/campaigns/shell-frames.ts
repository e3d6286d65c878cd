/** What the shell's campaigns write: frames and files that say what they are, every byte of them known from a number. */
import { createHash } from "node:crypto";

const HASH_BYTES = 32;
const HEAD_BYTES = 12;

/** Chance from a seed: the next of 2^32 numbers each time (mulberry32). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/**
 * The frame of a number: its length, the number, `base`, bytes, and the hash of all that.
 *
 * @param base 0, or in the first frame of a ledger: the number of the frame before it, which lies elsewhere
 */
export function frameOf(number: number, base = 0, size = 100): Uint8Array {
  const frame = Buffer.alloc(HEAD_BYTES + size + HASH_BYTES);
  frame.writeUInt32BE(size, 0);
  frame.writeUInt32BE(number, 4);
  frame.writeUInt32BE(base, 8);
  const next = chanceFrom(number + 1);
  for (let at = HEAD_BYTES; at < HEAD_BYTES + size; at += 1) frame[at] = next();
  createHash("sha256")
    .update(frame.subarray(0, -HASH_BYTES))
    .digest()
    .copy(frame, frame.length - HASH_BYTES);
  return frame;
}

/** Whether bytes are the beginning of the frame of a number, as an append that was cut short leaves it. */
export function beginsFrame(bytes: Uint8Array, number: number): boolean {
  if (bytes.length < 4) return true; // its size has not been written in full yet; all sizes of that many bytes are possible
  const frame = frameOf(number, 0, Buffer.from(bytes).readUInt32BE(0) % 0x10000);
  return bytes.length < frame.length && Buffer.from(bytes).equals(frame.subarray(0, bytes.length));
}

/** The numbers of the whole frames that a file begins with, in their order, and where they end. */
export function framesIn(bytes: Uint8Array): { numbers: number[]; base: number; end: number } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const numbers: number[] = [];
  let base = 0;
  let end = 0;
  while (end + HEAD_BYTES + HASH_BYTES <= file.length) {
    const stop = end + HEAD_BYTES + file.readUInt32BE(end) + HASH_BYTES;
    if (stop > file.length) break;
    const hash = createHash("sha256")
      .update(file.subarray(end, stop - HASH_BYTES))
      .digest();
    if (!hash.equals(file.subarray(stop - HASH_BYTES, stop))) break;
    if (end === 0) base = file.readUInt32BE(8);
    numbers.push(file.readUInt32BE(end + 4));
    end = stop;
  }
  return { numbers, base, end };
}
