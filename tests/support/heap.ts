/** Everything a page and its workers hold, as heap snapshots and as the memory of their process. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import type { BrowserContext, Page } from "@playwright/test";

/** Heap snapshots of the page and of each of its workers, as the debugger's JSON text. */
export async function heapSnapshots(context: BrowserContext, page: Page): Promise<{ of: string; text: string }[]> {
  const session = await context.newCDPSession(page);
  const workers: { sessionId: string; url: string }[] = [];
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) =>
    workers.push({ sessionId, url: targetInfo.url }),
  );
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });

  let ofPage = "";
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => (ofPage += chunk));
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  const snapshots = [{ of: "page", text: ofPage }];

  for (const [index, { sessionId, url }] of workers.entries()) {
    let text = "";
    const done = new Promise<void>((resolve) => {
      session.on("Target.receivedMessageFromTarget", (event) => {
        if (event.sessionId !== sessionId) return;
        const message = JSON.parse(event.message) as { id?: number; method?: string; params?: { chunk: string } };
        if (message.method === "HeapProfiler.addHeapSnapshotChunk") text += message.params?.chunk ?? "";
        if (message.id === index) resolve();
      });
    });
    const message = JSON.stringify({
      id: index,
      method: "HeapProfiler.takeHeapSnapshot",
      params: { reportProgress: false },
    });
    await session.send("Target.sendMessageToTarget", { sessionId, message });
    await done;
    snapshots.push({ of: url, text });
  }
  await session.detach();
  return snapshots;
}

/**
 * Which of the words stand anywhere in the memory of processes that have `marker` on their command line (a profile's path),
 * in UTF-8 or UTF-16: JavaScript heaps, WebAssembly memories and buffers alike. Linux, as the same user or root.
 */
export function wordsInMemory(marker: string, words: readonly string[]): string[] {
  const found = new Set<string>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (!commandLine(pid).includes(marker)) continue;
    for (const word of wordsHeldBy(pid, words)) found.add(word);
  }
  return [...found];
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // the process is gone
  }
}

const PIECE_BYTES = 16 * 1024 * 1024;

function wordsHeldBy(pid: string, words: readonly string[]): Set<string> {
  const spellings = words.flatMap((word) => [
    { word, bytes: Buffer.from(word, "utf8") },
    { word, bytes: Buffer.from(word, "utf16le") },
  ]);
  const overlap = Math.max(...spellings.map(({ bytes }) => bytes.length));
  const found = new Set<string>();
  const piece = Buffer.alloc(PIECE_BYTES + overlap);
  const memory = openSync(`/proc/${pid}/mem`, "r");
  try {
    for (const line of readFileSync(`/proc/${pid}/maps`, "utf8").split("\n")) {
      const range = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (range === null) continue;
      const [start, end] = [Number.parseInt(range[1] ?? "", 16), Number.parseInt(range[2] ?? "", 16)];
      for (let at = start; at < end; at += PIECE_BYTES) {
        const part = piece.subarray(0, Math.min(piece.length, end - at));
        const read = part.subarray(0, readOrNothing(memory, part, at));
        for (const { word, bytes } of spellings) if (!found.has(word) && read.includes(bytes)) found.add(word);
      }
    }
    return found;
  } finally {
    closeSync(memory);
  }
}

function readOrNothing(memory: number, into: Buffer, at: number): number {
  try {
    return readSync(memory, into, 0, into.length, at);
  } catch {
    return 0; // reserved and never touched
  }
}
