/**
 * A backup taken apart and put together again by somebody who has its file key, as either partner does: any header, any
 * frames, sealed and signed with what they hold. The bytes are those of shared/backup/FORMAT.md.
 */
import { concat, u32, u64 } from "#shared/base/bytes.ts";
import { CHUNK_BYTES, openStream, sealStream } from "#shared/crypto/sealed-stream.ts";
import { sign } from "#shared/crypto/signature.ts";
import { fromBase64, hash256, sodium, utf8 } from "#shared/crypto/sodium.ts";
import { canonicalJson } from "#shared/vault/json.ts";
import type { OwnKeys } from "#shared/vault/keyring.ts";

/** One frame of the payload, whatever its numbers say. */
export interface Frame {
  readonly type: number;
  readonly index: number;
  readonly number: number;
  readonly sealed: Uint8Array;
}

export interface BackupParts {
  readonly version: number;
  readonly header: Readonly<Record<string, unknown>>;
  readonly fileKey: Uint8Array;
  readonly frames: readonly Frame[];
}

const FRAME_BYTES = 14;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + 17;
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Where the sealed chunks begin [B1]. */
export const chunksAt = (file: Uint8Array): number => 232 + viewOf(file).getUint32(12, true);

/** The sealed chunks of a file, each as bytes of its own [B7]. */
export function chunksOf(file: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = chunksAt(file); at < file.length; at += SEALED_CHUNK_BYTES)
    chunks.push(file.slice(at, at + SEALED_CHUNK_BYTES));
  return chunks;
}

/** Takes a file apart with the keys of one of its partners. */
export function takenApart(file: Uint8Array, keys: OwnKeys): BackupParts {
  const view = viewOf(file);
  const headerBytes = view.getUint32(12, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(16, 16 + headerBytes))) as BackupParts["header"];
  const sealedKeys = header["fileKey"] as Record<"a" | "b", string>;
  const box = keys.identities[keys.seat]?.box ?? "";
  const fileKey = sodium.crypto_box_seal_open(fromBase64(sealedKeys[keys.seat]), fromBase64(box), keys.box);
  const streamAt = 208 + headerBytes;
  const digest = file.subarray(144 + headerBytes, 176 + headerBytes);
  const stream = openStream(streamKeyOf(fileKey), file.slice(streamAt, streamAt + 24), digest);
  const payload = concat(...chunksOf(file).map((chunk) => stream.open(chunk).chunk));
  return { version: view.getUint32(8, true), header, fileKey, frames: framesIn(payload) };
}

function framesIn(payload: Uint8Array): Frame[] {
  const frames: Frame[] = [];
  const view = viewOf(payload);
  for (let at = 0; at < payload.length;) {
    const length = view.getUint32(at + 10, true);
    const number = Number(view.getBigUint64(at + 2, true));
    const sealed = payload.slice(at + FRAME_BYTES, at + FRAME_BYTES + length);
    frames.push({ type: payload[at] ?? 0, index: payload[at + 1] ?? 0, number, sealed });
    at += FRAME_BYTES + length;
  }
  return frames;
}

const streamKeyOf = (fileKey: Uint8Array) => sodium.crypto_kdf_derive_from_key(32, 2, "twofback", fileKey);

/** A frame as it stands in the payload; `claims` is a length that is not the frame's own. */
export const frameBytes = ({ type, index, number, sealed }: Frame, claims = sealed.length): Uint8Array =>
  concat(Uint8Array.of(type, index), u64(number), u32(claims), sealed);

/**
 * Puts a backup together so that everything fits but what was changed on purpose: lengths, digest, MAC, stream, and the signature
 * of whoever holds `keys`, who stands in the header as its only writer. `payload` are the bytes to seal when they are not
 * whole frames.
 */
export function putTogether(
  parts: BackupParts,
  keys: OwnKeys,
  { payload = concat(...parts.frames.map((frame) => frameBytes(frame))) }: { readonly payload?: Uint8Array } = {},
): Uint8Array {
  const header = utf8(canonicalJson({ ...parts.header, writers: [keys.seat], payloadBytes: payload.length }));
  const signed = concat(utf8("TWOFOLD\n"), u32(parts.version), u32(header.length), header);
  const signature = sign("backup", [signed], keys.signing);
  const none = new Uint8Array(64);
  const undigested = concat(signed, ...(keys.seat === "a" ? [signature, none] : [none, signature]));
  const digest = hash256(undigested);
  const digested = concat(undigested, digest);
  const macKey = sodium.crypto_kdf_derive_from_key(32, 1, "twofback", parts.fileKey);
  const mac = sodium.crypto_generichash(32, digested, macKey);
  const stream = sealStream(streamKeyOf(parts.fileKey), digest);
  const sealed: Uint8Array[] = [];
  for (let at = 0; at === 0 || at < payload.length; at += CHUNK_BYTES)
    sealed.push(stream.seal(payload.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES >= payload.length));
  return concat(digested, mac, stream.header, ...sealed);
}
