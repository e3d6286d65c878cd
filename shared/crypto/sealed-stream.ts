/** A long byte stream sealed in chunks, for files: libsodium's secretstream with a chunk size of its own [F12]. */
import { TwofoldError } from "../base/errors.ts";

/** Plain bytes in every chunk but the last, which may hold fewer (none only when the stream is empty) [F12]. */
export const CHUNK_BYTES = 65_536;
/** Bytes a sealed chunk is longer than its plain one. */
export const CHUNK_OVERHEAD_BYTES = 17;
/** Bytes of the header that precedes the first chunk. */
export const STREAM_HEADER_BYTES = 24;

export interface StreamSealer {
  /** 24 bytes to store before the first chunk. */
  readonly header: Uint8Array;
  /** Seals the next chunk: CHUNK_BYTES exactly unless `last`. Throws "bug" for another length or after the last. */
  seal(chunk: Uint8Array, last: boolean): Uint8Array;
}

export interface StreamOpener {
  /** Opens the next sealed chunk. Throws "damaged" if it is not exactly the next one, or follows the last. */
  open(sealed: Uint8Array): { chunk: Uint8Array; last: boolean };
}

/** Begins a stream under a 32-byte key used for nothing else. `place` is bound to the first chunk. */
export function sealStream(_key: Uint8Array, _place: Uint8Array): StreamSealer {
  throw new TwofoldError("bug", "not written yet");
}

/** Begins to open a stream. The caller must treat an end before `last` as damage. */
export function openStream(_key: Uint8Array, _header: Uint8Array, _place: Uint8Array): StreamOpener {
  throw new TwofoldError("bug", "not written yet");
}
