/** The page the bench runs in: starts the store's benches in a worker, then opens the largest journal as the app does. */
import { startJournal } from "#renderer/store/journal.ts";
import { memoryHost } from "../support/memory-host.ts";
import { journalPlaceRows } from "./journal-place.tsx";
import type { Row } from "./measure.ts";
import { monthSummaryRows } from "./summary.ts";
import { searchRows } from "./search.ts";
import storeWorkerUrl from "./store.worker.ts?worker&url";

interface Result {
  readonly rows: readonly Row[];
  readonly page: { readonly longest_task_ms: number; readonly heap_MiB: number; readonly records: number };
}

const workerUrls = (
  globalThis as unknown as {
    trustedTypes: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
  }
).trustedTypes.createPolicy("bench-worker", { createScriptURL: (url: string) => url });

function storeRows(sizes: readonly number[]): Promise<readonly Row[]> {
  const worker = new Worker(workerUrls.createScriptURL(storeWorkerUrl), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<readonly Row[]>) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage({ sizes, keep: sizes[0] });
  });
}

/** Opens the kept journal through the real journal and worker, and watches the main thread while it streams in. */
async function openOnPage(): Promise<Result["page"]> {
  await new Promise((resolve) => setTimeout(resolve, 100)); // the benches before this one end their own task
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: "longtask", buffered: false });
  const journal = startJournal(memoryHost(), {
    now: () => Date.parse("2026-05-17T08:30:00.000Z"),
    timeZone: () => "UTC",
  });
  await journal.look();
  const answer = await journal.unlock("a", { passphrase: "bench passphrase" });
  if (answer !== "open") throw new Error(answer);
  for (;;) {
    const state = journal.state();
    if (state.kind !== "open") throw new Error(state.kind);
    if (state.snapshot.complete) {
      await new Promise((resolve) => setTimeout(resolve, 200)); // long tasks are reported a little later
      const memory = (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
      return {
        longest_task_ms: Math.round(Math.max(0, ...tasks)),
        heap_MiB: Math.round(memory / 1024 / 1024),
        records: state.snapshot.mine.length,
      };
    }
    await new Promise((resolve) => journal.subscribe(() => resolve(null)));
  }
}

async function run(sizes: readonly number[]): Promise<Result> {
  const rows = [
    ...(await storeRows(sizes)),
    ...(await searchRows()),
    ...(await journalPlaceRows()),
    ...(await monthSummaryRows()),
  ];
  return { rows, page: await openOnPage() };
}

Object.assign(globalThis, { runBench: run });
