/**
 * The files that the vault worker writes and reads by itself, through the page's Host over one MessagePort: the ledger,
 * the backups it keeps, and a file the couple chose. The page relays sealed bytes and knows none of their meaning.
 */
import type { ByteSource } from "#shared/backup/backup-header.ts";
import { codeOf, TwofoldError, type ErrorCode } from "#shared/base/errors.ts";
import { type FileId, type Host, MAX_CHUNK_BYTES } from "#shared/host/host.ts";

const OWN_CALLS = [
  "describe",
  "createOwnFile",
  "openOwnFile",
  "writeFile",
  "syncFile",
  "readFile",
  "keepFile",
  "dropFile",
  "appendLedger",
  "setLedgerAside",
  "removeLedgers",
  "listLedgerParts",
  "removeLedgerParts",
  "listBackups",
  "removeBackup",
] as const satisfies (keyof Host)[];
type OwnCall = (typeof OWN_CALLS)[number];

/** The calls of the Host that the worker makes. */
export type OwnFiles = Pick<Host, OwnCall>;

interface Asked {
  readonly number: number;
  readonly name: OwnCall;
  readonly args: readonly unknown[];
}
type Given = { readonly number: number } & ({ readonly result: unknown } | { readonly failed: ErrorCode });

/** The worker's end. Every call rejects with the TwofoldError whose code the Host gave. */
export function ownFilesOver(port: MessagePort): OwnFiles {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (failure: TwofoldError) => void }>();
  let next = 1;
  port.onmessage = ({ data }: MessageEvent<Given>) => {
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if ("failed" in data) asked?.reject(new TwofoldError(data.failed, "from the host"));
    else asked?.resolve(data.result);
  };
  const ask = (name: OwnCall, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      const number = next++;
      waiting.set(number, { resolve, reject });
      port.postMessage({ number, name, args } satisfies Asked);
    });
  const calls = OWN_CALLS.map((name) => [name, (...args: readonly unknown[]) => ask(name, args)] as const);
  return Object.fromEntries(calls) as unknown as OwnFiles; // the page's end makes the very call that is named
}

/** The page's end. Answers until the port is closed. */
export function serveOwnFiles(port: MessagePort, host: Host): void {
  port.onmessage = ({ data: { number, name, args } }: MessageEvent<Asked>) => {
    const call = host[name] as (...args: readonly unknown[]) => Promise<unknown>;
    call(...args).then(
      (result) => port.postMessage({ number, result } satisfies Given),
      (thrown: unknown) => port.postMessage({ number, failed: codeOf(thrown) } satisfies Given),
    );
  };
}

/**
 * A file the Host holds open. It is read ahead in pieces the Host accepts, as each costs a way to the shell and back. A read
 * answers fewer bytes only at the end of the file.
 */
export function sourceOf(files: Pick<OwnFiles, "readFile">, file: FileId, size: number): ByteSource {
  let ahead: { readonly from: number; readonly bytes: Uint8Array } = { from: 0, bytes: new Uint8Array() };
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        const at = offset + filled - ahead.from;
        if (at < 0 || at >= ahead.bytes.length) {
          ahead = { from: offset + filled, bytes: await files.readFile(file, offset + filled, MAX_CHUNK_BYTES) };
          if (ahead.bytes.length === 0) return bytes.slice(0, filled);
          continue;
        }
        const piece = ahead.bytes.subarray(at, at + length - filled);
        bytes.set(piece, filled);
        filled += piece.length;
      }
      return bytes;
    },
  };
}

/** Hands bytes over in order, in pieces the Host accepts, with the offset of each. */
export async function writeWhole(
  write: (offset: number, piece: Uint8Array) => Promise<void>,
  bytes: Uint8Array,
): Promise<void> {
  for (let at = 0; at < bytes.length; at += MAX_CHUNK_BYTES) {
    await write(at, bytes.subarray(at, at + MAX_CHUNK_BYTES));
  }
}
