/** When an open session must end: the moments the machine tells of, and a limit on how long the page may take over it. */
import type { PowerMonitor } from "electron";

/** How long nobody may touch the machine while a session is open. A setting, once there are settings. */
export const IDLE_SECONDS = 10 * 60;

/** How often the machine is asked whether it is idle or its screen locked; Linux tells of neither by itself. */
export const POLL_MILLISECONDS = 5_000;

/** The page has five seconds to keep its drafts; at six it is ended, whatever it does. */
export const PATIENCE_MILLISECONDS = 6_000;

export interface LockParts {
  readonly powerMonitor: PowerMonitor;
  /** Asks the page to keep its drafts, drop its keys and ask for another window. */
  readonly askPage: () => void;
  /** Ends a page that did not, and everything it holds in memory. */
  readonly endPage: () => void;
}

export interface SessionLock {
  isOpen(): boolean;
  /** The page opened or closed a session. */
  sessionChanged(open: boolean): void;
  /** Locks an open session. Nothing when none is open or it is being locked already. */
  lock(): void;
  /** The page and its memory are gone. */
  pageEnded(): void;
}

/** Watches the machine while a session is open. */
export function sessionLock({ powerMonitor, askPage, endPage }: LockParts): SessionLock {
  let open = false;
  let poll: NodeJS.Timeout | undefined;
  let patience: NodeJS.Timeout | undefined;

  function lock(): void {
    if (!open || patience !== undefined) return;
    patience = setTimeout(endPage, PATIENCE_MILLISECONDS);
    askPage();
  }

  function lockWhenUnattended(): void {
    const state = powerMonitor.getSystemIdleState(IDLE_SECONDS);
    if (state === "idle" || state === "locked") lock();
  }

  function watch(): void {
    clearInterval(poll);
    poll = open ? setInterval(lockWhenUnattended, POLL_MILLISECONDS) : undefined;
  }

  powerMonitor.on("suspend", lock);
  powerMonitor.on("lock-screen", lock);
  powerMonitor.on("user-did-resign-active", lock);
  powerMonitor.on("shutdown", lock);
  // Timers stood still during the sleep: a page that was still locking has had its time.
  powerMonitor.on("resume", () => {
    if (patience !== undefined) endPage();
  });

  return {
    isOpen: () => open,
    sessionChanged(nowOpen) {
      open = nowOpen;
      watch();
    },
    lock,
    pageEnded() {
      clearTimeout(patience);
      patience = undefined;
      open = false;
      watch();
    },
  };
}
