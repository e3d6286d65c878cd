/** The page's end of the vault worker: one typed function over all its calls, and the throwaway workers that make keys. */
import { TwofoldError } from "#shared/base/errors.ts";
import { WORKER_POLICY } from "#shared/host/response-headers.ts";
import type { CallArgument, CallName, Reply, VaultAnswers } from "./calls.ts";
import type { KeyJob, KeyNews } from "./key-jobs.ts";
import importWorkerUrl from "./import.worker.ts?worker&url";
import keyWorkerUrl from "./key.worker.ts?worker&url";
import vaultWorkerUrl from "./vault.worker.ts?worker&url";

export type Progress = (done: number, total: number) => void;

export interface VaultClient {
  /** Asks the worker. Rejects with the TwofoldError whose code came back. */
  call<Name extends CallName>(
    name: Name,
    argument: CallArgument<Name>,
    onProgress?: Progress,
    transfer?: Transferable[],
  ): Promise<VaultAnswers[Name]>;
  /** Ends the worker and with it every key; calls under way, and any that come after, reject with "locked". */
  terminate(): void;
}

const ours = new Set([vaultWorkerUrl, keyWorkerUrl, importWorkerUrl]);

/** As much of Trusted Types as is used here; TypeScript's lib.dom does not have it. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

/** Only these three scripts ever become a worker: the page's Trusted Types policy for script URLs says so. */
const workerUrls = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy(WORKER_POLICY, {
  createScriptURL(url) {
    if (!ours.has(url)) throw new TwofoldError("bug", "not a worker of ours");
    return url;
  },
});

/** Starts one of our own workers, by the address its build gave it. */
export function startWorker(url: string): Worker {
  // lib.dom types Worker's argument without TrustedScriptURL; the browser takes it as it is.
  return new Worker((workerUrls?.createScriptURL(url) ?? url) as string, { type: "module" });
}

export function startVault(): VaultClient {
  const worker = startWorker(vaultWorkerUrl);
  const waiting = new Map<
    number,
    { resolve: (answer: never) => void; reject: (failure: TwofoldError) => void; onProgress: Progress | undefined }
  >();
  let next = 1;
  let ended = false;
  const locked = () => new TwofoldError("locked", "the vault worker was ended");
  const failAll = (failure: TwofoldError) => {
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    const asked = waiting.get(data.number);
    if (asked === undefined) return;
    if ("total" in data) {
      asked.onProgress?.(data.done, data.total);
      return;
    }
    waiting.delete(data.number);
    if ("failed" in data) asked.reject(new TwofoldError(data.failed, "from the vault worker"));
    else asked.resolve(data.answer as never);
  };
  worker.onerror = () => failAll(new TwofoldError("bug", "the vault worker stopped"));
  return {
    call(name, argument, onProgress, transfer = []) {
      if (ended) return Promise.reject(locked()); // an ended worker answers nothing: who asked would wait for ever
      const number = next++;
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject, onProgress });
        worker.postMessage({ number, name, argument }, transfer);
      });
    },
    terminate() {
      ended = true;
      worker.terminate();
      failAll(locked());
    },
  };
}

/**
 * Runs one key job in a worker of its own and ends that worker, whose heap would keep keys. Its port leads straight to the
 * vault worker; the page hears only `news`, what the job has to show (recovery words), and never a key.
 */
export async function withThrowawayWorker<T>(
  job: KeyJob,
  ask: (port: MessagePort, news: Promise<KeyNews>) => Promise<T>,
): Promise<T> {
  const worker = startWorker(keyWorkerUrl);
  const { port1, port2 } = new MessageChannel();
  try {
    const news = new Promise<KeyNews>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<KeyNews>) => resolve(data);
    });
    const broken = new Promise<never>((_, reject) => {
      worker.onerror = () => reject(new TwofoldError("bug", "a key worker stopped"));
    });
    worker.postMessage({ job, port: port1 }, [port1]);
    return await Promise.race([ask(port2, news), broken]);
  } finally {
    worker.terminate();
  }
}
