/** Bytes in, bytes out in other lengths, copied once. */
import { TwofoldError } from "../base/errors.ts";

/** A queue of bytes: whole pieces go in, any lengths come out. */
export class ByteQueue {
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
