/**
 * Two workers talking over a MessagePort that the page made and gave away: one message at a time, in order. Keys
 * travel here, so that the page never holds one.
 */
import { codeOf, TwofoldError, type ErrorCode } from "#shared/base/errors.ts";

export interface Conversation {
  say(message: unknown, transfer?: Transferable[]): void;
  /** The next message. Throws what the other side failed with. */
  hear(): Promise<unknown>;
  /** Tells the other side that this one gave up, by its code alone. */
  fail(thrown: unknown): void;
  end(): void;
}

type Letter = { readonly said: unknown } | { readonly failed: ErrorCode };

export function converse(port: MessagePort): Conversation {
  const waiting: ((letter: Letter) => void)[] = [];
  const arrived: Letter[] = [];
  port.onmessage = ({ data }: MessageEvent<Letter>) => {
    const listener = waiting.shift();
    if (listener === undefined) arrived.push(data);
    else listener(data);
  };
  // The other side was ended, or never came to speak: whoever waits here must not wait for ever.
  port.addEventListener("close", () => {
    for (const listener of waiting.splice(0)) listener({ failed: "bug" });
  });
  return {
    say: (message, transfer = []) => port.postMessage({ said: message } satisfies Letter, transfer),
    async hear() {
      const letter = arrived.shift() ?? (await new Promise<Letter>((resolve) => waiting.push(resolve)));
      if ("failed" in letter) throw new TwofoldError(letter.failed, "the other worker");
      return letter.said;
    },
    fail: (thrown) => port.postMessage({ failed: codeOf(thrown) } satisfies Letter),
    end: () => port.close(),
  };
}
