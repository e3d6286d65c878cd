import { useCallback, useEffect, useRef, useState } from "react";
import { codeOf, type ErrorCode } from "#shared/base/errors.ts";

/** How far the last thing done has come. `untouched`: nothing was done yet. */
export type SaveState =
  | { readonly kind: "untouched" }
  | { readonly kind: "unchanged" }
  | { readonly kind: "saving" }
  | { readonly kind: "saved" }
  | { readonly kind: "failed"; readonly code: ErrorCode };

/**
 * One asynchronous act of a screen with its state. `act` never rejects: it resolves true when the act worked, and
 * false when it failed (the state holds the code, for ErrorNote or SavedMark) or another act is still under way.
 */
export function useAct(): {
  state: SaveState;
  act: (work: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
} {
  const [state, setState] = useState<SaveState>({ kind: "untouched" });
  const busy = useRef(false);
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);

  const act = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    if (busy.current) return false;
    busy.current = true;
    setState({ kind: "saving" });
    try {
      await work();
      if (shown.current) setState({ kind: "saved" });
      return true;
    } catch (thrown) {
      if (shown.current) setState({ kind: "failed", code: codeOf(thrown) });
      return false;
    } finally {
      busy.current = false;
    }
  }, []);
  const forget = useCallback(() => setState({ kind: "untouched" }), []);
  return { state, act, forget };
}
