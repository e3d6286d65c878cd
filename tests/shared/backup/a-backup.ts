/** Backups in memory for the tests of this folder. */
import { type ByteSource, readBackupHeader } from "#shared/backup/backup-header.ts";
import { openBackup, type OpenedBackup } from "#shared/backup/open-backup.ts";
import { type BackedUpAttachments, backupChunks, newFileKey } from "#shared/backup/write-backup.ts";
import { concat, u32 } from "#shared/base/bytes.ts";
import { asInstant } from "#shared/base/time.ts";
import { hash256, utf8 } from "#shared/crypto/sodium.ts";
import { canonicalJson } from "#shared/vault/json.ts";
import type { Keys } from "#shared/vault/keyring.ts";
import type { ManifestPart, SealedRow, Session } from "#shared/vault/session.ts";
import type { Disk } from "../../support/vault.ts";

export const WRITTEN_AT = asInstant("2026-06-01T20:00:00.000Z");

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** The disk's tables in the order of their primary keys, as the store gives them. */
export function tablesOf(disk: Disk): { rows: SealedRow[]; parts: ManifestPart[] } {
  return {
    rows: [...disk.rows.values()].sort((left, right) => order(left.space, right.space) || left.seq - right.seq),
    parts: [...disk.parts.values()].sort((left, right) => order(left.shelf, right.shelf) || left.part - right.part),
  };
}

/** The bytes of a disk's backup, as a session writes it. */
export function backupOf(
  disk: Disk,
  session: Session,
  fileKey = newFileKey(),
  attachments?: BackedUpAttachments,
): Promise<Uint8Array> {
  const { rows, parts } = tablesOf(disk);
  return joined(backupChunks(session, rows, parts, { now: WRITTEN_AT, fileKey, ...(attachments && { attachments }) }));
}

/** All pieces of a file end to end. */
export async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return concat(...all);
}

export function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (offset, length) => bytes.slice(offset, offset + length) };
}

/** A copy with one bit of one byte turned over. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8));
  return copy;
}

export async function opened(bytes: Uint8Array, keys: Keys): Promise<OpenedBackup> {
  const source = sourceOf(bytes);
  return openBackup(source, await readBackupHeader(source), keys);
}

/** The header's JSON, for tests that write another. */
export function headerJsonOf(bytes: Uint8Array): Record<string, unknown> {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(16, 16 + length))) as Record<string, unknown>;
}

/** A file with another header text, its digest right again, and a body of the length the original had. */
export function withHeaderText(bytes: Uint8Array, headerText: string): Uint8Array {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  const header = utf8(headerText);
  const undigested = concat(
    bytes.subarray(0, 12),
    u32(header.length),
    header,
    bytes.subarray(16 + length, 16 + length + 128),
  );
  return concat(undigested, hash256(undigested), bytes.subarray(16 + length + 128 + 32));
}

export const withHeader = (bytes: Uint8Array, changes: Record<string, unknown>): Uint8Array =>
  withHeaderText(bytes, canonicalJson({ ...headerJsonOf(bytes), ...changes }));
