/** The one page of the app: its window, replaced by a fresh one after every lock so that nothing of a session stays in memory. */
import type { BrowserWindow, PowerMonitor } from "electron";
import type { HostCommand } from "#shared/host/host.ts";
import { sendCommand } from "./ipc.ts";
import { sessionLock } from "./lock.ts";

export interface PageParts {
  readonly powerMonitor: PowerMonitor;
  /** Opens a window on a page; the first may show something else than those that follow a lock. */
  readonly openWindow: (isFirst: boolean) => BrowserWindow;
  /** A session opened or closed, or its page ended. */
  readonly onSession: (open: boolean) => void;
  /** A page ended, by a lock or by dying; what it held in the shell goes too. */
  readonly onPageEnded: () => void;
}

export interface OnePage {
  /** The window of the page that now lives. */
  window(): BrowserWindow;
  /** Carries out a command: locking is watched over, all else is only handed to the page. */
  command(command: HostCommand): void;
  /** The page opened or closed a session. */
  sessionChanged(open: boolean): void;
  /** Ends the page, and shows a fresh one unless the couple is leaving the app. */
  replace(): void;
}

/** Opens the first window. Closing it locks an open session first; the app ends with its last window. */
export function keepOnePage({ powerMonitor, openWindow, onSession, onPageEnded }: PageParts): OnePage {
  let leaving = false;
  const send = (command: HostCommand) => sendCommand(window.webContents, command);
  const lock = sessionLock({ powerMonitor, askPage: () => send("lock"), endPage: replace });
  let window = freshWindow(true);

  function freshWindow(isFirst: boolean): BrowserWindow {
    const fresh = openWindow(isFirst);
    let shown = false;
    fresh.once("show", () => (shown = true));
    fresh.on("close", (event) => {
      if (!lock.isOpen()) return;
      event.preventDefault();
      leaving = true;
      lock.lock();
    });
    fresh.on("session-end", lock.lock); // Windows logs off: there is no time to wait, but some to begin
    fresh.webContents.on("render-process-gone", () => {
      if (fresh !== window || leaving) return; // it was ended on purpose
      if (!shown) leaving = true; // it died before it could be shown: another would die too
      replace();
    });
    return fresh;
  }

  function replace(): void {
    lock.pageEnded();
    onSession(false);
    onPageEnded();
    const old = window;
    if (!leaving) window = freshWindow(false); // before the old one goes: the app ends with its last window
    old.destroy();
  }

  return {
    window: () => window,
    command(command) {
      if (command === "lock") lock.lock();
      else send(command);
    },
    sessionChanged(open) {
      lock.sessionChanged(open);
      onSession(open);
    },
    replace,
  };
}
