/** When nobody is there: a browser page is told neither of an idle machine nor of its sleep, so it counts for itself. */

/** How long nobody may touch the page while a session is open. The desktop shell has its own in electron/lock.ts. */
const IDLE_MILLISECONDS = 10 * 60_000;

/** How often the page looks at the clock. A timer of the whole length would stand still while the machine sleeps. */
const POLL_MILLISECONDS = 5_000;

const INPUTS = ["pointerdown", "pointermove", "wheel", "keydown", "input"] as const;

/**
 * Watches the page until the returned function is called, and tells once when nobody touched it for ten minutes. A page
 * that is merely hidden counts on like any other.
 */
export function watchIdleness(onIdle: () => void): () => void {
  let touchedAt = Date.now();

  function look(): boolean {
    if (Date.now() - touchedAt < IDLE_MILLISECONDS) return false;
    stop();
    onIdle();
    return true;
  }
  function touched(): void {
    if (!look()) touchedAt = Date.now(); // the first touch after a sleep comes too late
  }
  function stop(): void {
    clearInterval(poll);
    for (const input of INPUTS) window.removeEventListener(input, touched, true);
  }

  const poll = setInterval(look, POLL_MILLISECONDS);
  for (const input of INPUTS) window.addEventListener(input, touched, { capture: true, passive: true });
  return stop;
}
