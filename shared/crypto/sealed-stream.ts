/** A long byte stream sealed in chunks, for files: libsodium's secretstream with a fixed chunk length [F10]. */
import { TwofoldError } from "../base/errors.ts";
import { sodium } from "./sodium.ts";

/** Plain bytes in every chunk but the last, which holds from 0 to as many [F10]. */
export const CHUNK_BYTES = 65_536;
/** Bytes a sealed chunk is longer than its plain one. */
export const CHUNK_OVERHEAD_BYTES = 17;
/** Bytes of the header that precedes the first chunk. */
export const STREAM_HEADER_BYTES = 24;
/** Bytes of the key. */
export const STREAM_KEY_BYTES = 32;

export interface StreamSealer {
  /** STREAM_HEADER_BYTES to store before the first chunk. */
  readonly header: Uint8Array;
  /** Seals the next chunk: CHUNK_BYTES exactly unless `last`. Throws "bug" for another length or after the last. */
  seal(chunk: Uint8Array, last: boolean): Uint8Array;
}

export interface StreamOpener {
  /** Opens the next sealed chunk. Throws "damaged" if it is not exactly the next one, or follows the last. */
  open(sealed: Uint8Array): { readonly chunk: Uint8Array; readonly last: boolean };
}

/** Begins a stream under a 32-byte key that seals nothing else. `place` is bound to the first chunk [F10]. */
export function sealStream(key: Uint8Array, place: Uint8Array): StreamSealer {
  const { state, header } = sodium.crypto_secretstream_xchacha20poly1305_init_push(key);
  let bound: Uint8Array | null = place;
  let ended = false;
  return {
    header,
    seal(chunk, last) {
      const fits = last ? chunk.length <= CHUNK_BYTES : chunk.length === CHUNK_BYTES;
      if (ended || !fits) throw new TwofoldError("bug", "F10");
      const tag = last
        ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
        : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
      const sealed = sodium.crypto_secretstream_xchacha20poly1305_push(state, chunk, bound, tag);
      bound = null;
      ended = last;
      return sealed;
    },
  };
}

/**
 * Begins to open a stream. The caller cuts it into chunks of CHUNK_BYTES + CHUNK_OVERHEAD_BYTES, and must treat an
 * end of bytes before `last`, or bytes after it, as damage. Throws "damaged" for a header of the wrong length.
 */
export function openStream(key: Uint8Array, header: Uint8Array, place: Uint8Array): StreamOpener {
  if (header.length !== STREAM_HEADER_BYTES) throw new TwofoldError("damaged", "F10 header");
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key);
  let bound: Uint8Array | null = place;
  let ended = false;
  return {
    open(sealed) {
      const possible = sealed.length >= CHUNK_OVERHEAD_BYTES && sealed.length <= CHUNK_BYTES + CHUNK_OVERHEAD_BYTES;
      const opened = !ended && possible && sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, bound);
      if (opened === false) throw new TwofoldError("damaged", "F10 chunk");
      bound = null;
      const last = opened.tag === sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL;
      const known = last || opened.tag === sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
      if (!known || (!last && opened.message.length !== CHUNK_BYTES)) throw new TwofoldError("damaged", "F10 chunk");
      ended = last;
      return { chunk: opened.message, last };
    },
  };
}
