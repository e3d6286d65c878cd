/**
 * The page's end of the import worker: a worker of its own that holds no key, reads the chosen files piece by piece through the page,
 * and is ended when the import is over.
 */
import { TwofoldError } from "#shared/base/errors.ts";
import { MAX_CHUNK_BYTES } from "#shared/host/host.ts";
import type { FromImport, ImportRefusal, OpenImport, ToImport } from "./import-calls.ts";
import importWorkerUrl from "./import.worker.ts?worker&url";
import { startWorker } from "./vault-client.ts";

/** A file the person chose, or one of a chosen folder. It is read in pieces, never whole. */
export interface ChosenFile {
  /** Relative to the chosen folder, with "/" between folders; the bare name for a file chosen alone. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Up to `length` bytes (at most 4 MiB) from `offset`; fewer only at the end of the file. */
  readonly read: (offset: number, length: number) => Promise<Uint8Array>;
}

export interface ImportWanted {
  readonly files: readonly ChosenFile[];
  /** The IANA zone of this laptop, for entries that do not name theirs. */
  readonly timeZone: string;
  /** Told while everything is read once for the preview: bytes of the source so far, and of how many. */
  readonly onProgress?: (done: number, of: number) => void;
  /** Ends the worker and rejects with "locked". */
  readonly signal?: AbortSignal;
}

type Answer = Extract<FromImport, { say: "opened" | "refused" | "items" | "media" }>;
interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (failure: TwofoldError) => void;
}

/** Begins an import: finds out which app wrote the files by their content and reads all of it once for the preview. */
export async function openImport({
  files,
  timeZone,
  onProgress,
  signal,
}: ImportWanted): Promise<OpenImport | { readonly kind: "refused"; readonly why: ImportRefusal }> {
  const worker = startWorker(importWorkerUrl);
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let ended = false;

  const say = (message: ToImport, transfer: Transferable[] = []): void => worker.postMessage(message, transfer);
  const endWith = (failure: TwofoldError): void => {
    ended = true;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  const end = (): void => endWith(new TwofoldError("locked", "the import was ended"));
  const ask = (call: number, message: ToImport): Promise<Answer> =>
    new Promise((resolve, reject) => {
      if (ended) return reject(new TwofoldError("locked", "the import was ended"));
      waiting.set(call, { resolve, reject });
      say(message);
    });

  async function read({ read, file, offset, length }: Extract<FromImport, { say: "read" }>): Promise<void> {
    const bytes = await bytesOf(files[file], offset, length).catch(() => null); // the worker is told that it failed
    if (!ended) say({ say: "bytes", read, bytes });
  }

  worker.onmessage = ({ data }: MessageEvent<FromImport>) => {
    if (data.say === "progress") return onProgress?.(data.done, data.of);
    if (data.say === "read") return void read(data);
    const call = "call" in data ? data.call : 0;
    const asked = waiting.get(call);
    waiting.delete(call);
    if (data.say === "failed") asked?.reject(new TwofoldError(data.code, "the import worker"));
    else asked?.resolve(data);
  };
  worker.onerror = () => endWith(new TwofoldError("bug", "the import worker"));
  signal?.addEventListener("abort", end);
  if (signal?.aborted === true) end();

  try {
    const opened = await ask(0, {
      say: "open",
      files: files.map(({ path, size }) => ({ path, size })),
      timeZone,
    });
    if (opened.say === "refused") {
      end();
      return { kind: "refused", why: opened.why };
    }
    if (opened.say !== "opened") throw new TwofoldError("bug", "the import worker");
    return {
      kind: "open",
      preview: opened.preview,
      async next() {
        const call = ++calls;
        const answer = await ask(call, { say: "next", call });
        return answer.say === "items" ? answer.items : [];
      },
      async media(key) {
        const call = ++calls;
        const answer = await ask(call, { say: "media", call, key });
        return answer.say === "media" ? answer.media : "missing-file";
      },
      end,
    };
  } catch (thrown) {
    end();
    throw thrown;
  }
}

/** Bytes of a chosen file, in pieces it gives at once; fewer only at its end. */
async function bytesOf(file: ChosenFile | undefined, offset: number, length: number): Promise<Uint8Array> {
  if (file === undefined) throw new TwofoldError("bad-call", "file");
  if (length <= MAX_CHUNK_BYTES) {
    const first = await file.read(offset, length);
    if (first.length === length) return first;
  }
  const bytes = new Uint8Array(Math.max(0, Math.min(length, file.size - offset)));
  let at = 0;
  while (at < bytes.length) {
    const piece = await file.read(offset + at, Math.min(MAX_CHUNK_BYTES, bytes.length - at));
    if (piece.length === 0) break;
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes.subarray(0, at);
}
