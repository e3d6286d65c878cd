/** When an open session must end: the moments the machine tells of, and a limit on how long the page may take over it. */
import type { PowerMonitor } from "electron";

/** How long nobody may touch the machine while a session is open. A setting, once there are settings. */
export const IDLE_SECONDS = 10 * 60;

/** How often the machine is asked whether it is idle or its screen locked; Linux tells of neither by itself. */
export const POLL_MILLISECONDS = 5_000;

/** The page has five seconds to keep its drafts; at six it is ended, whatever it does. */
export const PATIENCE_MILLISECONDS = 6_000;

/** What a page that was locking when the machine fell asleep has from the moment it wakes: its words are on the screen again. */
export const WAKING_MILLISECONDS = 1_000;

const TICK_MILLISECONDS = 1_000;

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
    endPageAfter(PATIENCE_MILLISECONDS);
    askPage();
  }

  /** Counts in ticks: a clock that runs on while the machine sleeps, as Windows' does, then costs the page one tick and not all of them. */
  function endPageAfter(milliseconds: number): void {
    clearInterval(patience);
    let left = milliseconds;
    patience = setInterval(() => {
      left -= TICK_MILLISECONDS;
      if (left <= 0) endPage();
    }, TICK_MILLISECONDS);
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
  // The page stood still during the sleep as well: ended at once, it would lose the draft it was keeping.
  powerMonitor.on("resume", () => {
    if (patience !== undefined) endPageAfter(WAKING_MILLISECONDS);
  });

  return {
    isOpen: () => open,
    sessionChanged(nowOpen) {
      open = nowOpen;
      watch();
    },
    lock,
    pageEnded() {
      clearInterval(patience);
      patience = undefined;
      open = false;
      watch();
    },
  };
}
