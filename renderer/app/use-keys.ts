import { useEffect, useRef } from "react";
import { isWrittenIn } from "#renderer/ui/focus.ts";

/** Whether the platform writes Cmd where others write Ctrl. */
export const hasCommandKey = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);

/**
 * Keys that work from everywhere. Ctrl/Cmd+L locks even from inside a dialog or the editor; `?` opens the help sheet
 * unless someone is typing. Heard before any control hears them.
 */
export function useKeys(keys: { onLock: () => void; onHelp: () => void; onPlace: (number: number) => void }): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    function hear(event: KeyboardEvent): void {
      const withCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (withCommand && event.key.toLowerCase() === "l") {
        event.preventDefault();
        event.stopPropagation();
        current.current.onLock();
      } else if (withCommand && /^[1-9]$/.test(event.key)) {
        event.preventDefault();
        current.current.onPlace(Number(event.key));
      } else if (event.key === "?" && !event.ctrlKey && !event.metaKey && !isWrittenIn(event.target)) {
        event.preventDefault();
        current.current.onHelp();
      }
    }
    window.addEventListener("keydown", hear, { capture: true });
    return () => window.removeEventListener("keydown", hear, { capture: true });
  }, []);
}
