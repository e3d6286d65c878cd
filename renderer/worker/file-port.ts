/** A file that the page holds through its Host, read by a worker over a MessagePort in bounded pieces. */
import type { ByteSource } from "#shared/backup/backup-header.ts";
import { TwofoldError, type ErrorCode } from "#shared/base/errors.ts";

interface Asked {
  readonly offset: number;
  readonly length: number;
}
type Given = { readonly bytes: Uint8Array } | { readonly failed: ErrorCode };

/** The reader's end, in the worker. Reads answer with exactly `length` bytes, or fewer only at the end of the file. */
export function fileBehind(port: MessagePort, size: number): ByteSource {
  let answer: ((given: Given) => void) | null = null;
  port.onmessage = ({ data }: MessageEvent<Given>) => answer?.(data);
  return {
    size,
    async read(offset, length) {
      const given = await new Promise<Given>((resolve) => {
        answer = resolve;
        port.postMessage({ offset, length } satisfies Asked);
      });
      if ("failed" in given) throw new TwofoldError(given.failed, "file behind the port");
      return given.bytes;
    },
  };
}

/** The giver's end, on the page. Answers until the port is closed. */
export function serveFile(port: MessagePort, read: (offset: number, length: number) => Promise<Uint8Array>): void {
  port.onmessage = ({ data }: MessageEvent<Asked>) => {
    read(data.offset, data.length).then(
      (bytes) => port.postMessage({ bytes } satisfies Given),
      () => port.postMessage({ failed: "file-failed" } satisfies Given),
    );
  };
}
