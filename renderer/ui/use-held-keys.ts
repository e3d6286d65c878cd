import { useCallback, useEffect, useRef } from "react";

/** Keys that were made and wait in the vault worker to be written. */
interface Made {
  abandon(): Promise<void>;
}

interface HeldKeys {
  /** Holds keys that were just made: should the page be left, even while they are being made, they are forgotten. */
  hold: <Keys extends Made>(made: Keys) => Keys;
  /** Runs what writes them. Leaving meanwhile does not take them away from under it; cancelled or failed, they are held again. */
  write: <Answer>(made: Made, act: () => Promise<Answer | "cancelled">) => Promise<Answer | "cancelled">;
}

/** A lock that came first has ended the worker that held them, and the keys with it. */
const forget = (made: Made): void => void made.abandon().catch(() => undefined);

/** Keys that were made and not written are forgotten when the page is left. */
export function useHeldKeys(): HeldKeys {
  const left = useRef(false);
  const held = useRef<Made | null>(null);
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
      if (held.current !== null) forget(held.current);
      held.current = null;
    };
  }, []);

  const hold = useCallback(<Keys extends Made>(made: Keys): Keys => {
    if (left.current) forget(made);
    else held.current = made;
    return made;
  }, []);

  const write = useCallback(
    async <Answer>(made: Made, act: () => Promise<Answer | "cancelled">): Promise<Answer | "cancelled"> => {
      held.current = null;
      try {
        const answer = await act();
        if (answer === "cancelled") hold(made);
        return answer;
      } catch (thrown) {
        hold(made);
        throw thrown;
      }
    },
    [hold],
  );
  return { hold, write };
}
