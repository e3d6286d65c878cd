/**
 * The import worker: unpacks and reads what somebody else's app wrote, away from the page and from the keys. It holds no key, opens no
 * file by itself, and is ended when the import is over.
 */
import { codeOf, TwofoldError } from "#shared/base/errors.ts";
import type { FromImport, ToImport } from "./import-calls.ts";
import { importSession, type ImportSession } from "./import-session.ts";

const say = (message: FromImport, transfer: Transferable[] = []): void => self.postMessage(message, transfer);

let session: ImportSession | null = null;
let reads = 0;
const waiting = new Map<number, (bytes: Uint8Array | null) => void>();

/** Bytes of a chosen file, through the page. */
async function readOf(file: number, offset: number, length: number): Promise<Uint8Array> {
  const read = ++reads;
  const bytes = await new Promise<Uint8Array | null>((resolve) => {
    waiting.set(read, resolve);
    say({ say: "read", read, file, offset, length });
  });
  if (bytes === null) throw new TwofoldError("file-failed", "a chosen file");
  return bytes;
}

async function open({ files, timeZone }: Extract<ToImport, { say: "open" }>): Promise<void> {
  const sources = files.map(({ path, size }, file) => ({
    path,
    size,
    read: (offset: number, length: number) => readOf(file, offset, length),
  }));
  const opened = await importSession(sources, timeZone, (done, of) => say({ say: "progress", done, of }));
  if (opened.kind === "refused") return say({ say: "refused", why: opened.why });
  session = opened;
  say({ say: "opened", preview: opened.preview });
}

async function answer(message: ToImport): Promise<void> {
  if (message.say === "bytes") {
    waiting.get(message.read)?.(message.bytes);
    waiting.delete(message.read);
    return;
  }
  const call = message.say === "open" ? 0 : message.call;
  try {
    if (message.say === "open") return await open(message);
    if (session === null) throw new TwofoldError("bad-call", "nothing is open");
    if (message.say === "next") return say({ say: "items", call, items: await session.next() });
    const media = await session.media(message.key);
    say({ say: "media", call, media }, typeof media === "string" ? [] : [media.buffer]);
  } catch (thrown) {
    say({ say: "failed", call, code: codeOf(thrown) });
  }
}

self.onmessage = ({ data }: MessageEvent<ToImport>) => void answer(data);
