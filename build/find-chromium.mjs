// Which Chromium the tests and the app window use. Nothing is downloaded here.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

/** @typedef {{ readonly kind: "found", readonly path: string } | { readonly kind: "missing", readonly sentence: string }} Chromium */

const COMMANDS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge-stable"];

const PLACES_OFF_THE_PATH = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Flags that keep Chromium from speaking to anybody on its own and from greeting whoever starts it. */
export const QUIET_FLAGS = [
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-quic",
  "--disable-sync",
  // Its updater asks in spite of the flags above: no name leads anywhere but to this machine.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** Chromium refuses its sandbox to root, so only root goes without; everybody else keeps it. */
export const SANDBOX_FLAGS = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

/** Flags for a Chromium that a test drives without a screen. */
export const HEADLESS_FLAGS = [...QUIET_FLAGS, ...SANDBOX_FLAGS, "--disable-gpu"];

/**
 * Looks for a Chromium in this order: TWOFOLD_CHROMIUM, the system's, then the one Playwright keeps.
 * A TWOFOLD_CHROMIUM that cannot be run is an answer of its own: another browser never takes its place silently.
 *
 * @param {{ env?: NodeJS.ProcessEnv, canRun?: (path: string) => boolean, playwrightPath?: () => Promise<string> }} [world]
 *   what to look at; the real machine unless a test says otherwise
 * @returns {Promise<Chromium>}
 */
export async function findChromium({
  env = process.env,
  canRun = isExecutable,
  playwrightPath = pathKeptByPlaywright,
} = {}) {
  const chosen = env["TWOFOLD_CHROMIUM"];
  if (chosen) {
    return canRun(chosen)
      ? { kind: "found", path: chosen }
      : { kind: "missing", sentence: `TWOFOLD_CHROMIUM names ${chosen}, which is not a program that can be run.` };
  }
  const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const onThePath = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)));
  const system = [...onThePath, ...PLACES_OFF_THE_PATH].find(canRun);
  if (system) return { kind: "found", path: system };
  const kept = await playwrightPath();
  if (canRun(kept)) return { kind: "found", path: kept };
  return {
    kind: "missing",
    sentence:
      "No Chromium was found: install one with `sudo apt-get install chromium` (Debian, Ubuntu) or `npx playwright install chromium`, or name one in TWOFOLD_CHROMIUM.",
  };
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not executable: the caller looks further
  }
}

// Loaded only when the system has none: Playwright takes a third of a second to import.
async function pathKeptByPlaywright() {
  const { chromium } = await import("playwright");
  return chromium.executablePath();
}
