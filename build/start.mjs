// `npm start`: builds what is stale and opens Twofold, in Electron or, where its program cannot be had, in a Chromium window.
//   --demo      opens the sample couple
//   --browser   takes the Chromium window even where Electron is installed
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { buildStale } from "./build.mjs";
import { findChromium, QUIET_FLAGS, SANDBOX_FLAGS } from "./find-chromium.mjs";
import { serveApp } from "./serve.mjs";

/** @typedef {{ readonly port: number, readonly profile: string }} BrowserPlace */

const ROOT = resolve(import.meta.dirname, "..");
const FIRST_PORT = 20_000; // below the ports that systems hand out for a moment to anybody who asks
const LAST_PORT = 29_999;
const ENDINGS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
const HAS_DISPLAY =
  process.platform !== "linux" || Boolean(process.env["DISPLAY"]) || Boolean(process.env["WAYLAND_DISPLAY"]);

const { values: wanted } = parseArgs({ options: { demo: { type: "boolean" }, browser: { type: "boolean" } } });

const electron = wanted.browser ? undefined : electronProgram();
if (electron !== undefined && HAS_DISPLAY) await openElectron(electron);
else await openBrowserHost();

/** @param {string} program */
async function openElectron(program) {
  if (existsSync(placeFile())) {
    say(
      "A journal made in the Chromium window stays there: `npm start -- --browser` opens it, a backup carries it over.",
    );
  }
  await buildStale(["renderer", "main", "preload"]);
  const child = spawn(program, [ROOT, ...(wanted.demo ? ["--demo"] : [])], { stdio: "inherit" });
  endWith(child, async () => undefined);
}

async function openBrowserHost() {
  if (electron === undefined && !wanted.browser) {
    say(
      "Electron's program is not installed (`npx install-electron` fetches it, with Node 22 or newer): serving the same app to a browser on this machine instead.",
    );
  }
  const known = process.env["TWOFOLD_RANDOM_PORT"] ? null : readPlace();
  await buildStale(["renderer", "headers"]);

  const { site, place } = process.env["TWOFOLD_RANDOM_PORT"]
    ? { site: await serveApp(0), place: { port: 0, profile: profileFolder() } } // tests only: nothing is remembered
    : await serveAtItsPlace(known);
  if (site.kind === "taken") {
    refuse(
      `Port ${place.port} is taken, perhaps by a Twofold that is already open. The journal belongs to this address, so no other is tried: close what uses it, then start again.`,
    );
  }
  const address = `${site.origin}/${wanted.demo ? "?demo" : ""}`;
  process.stdout.write(`Twofold is at ${address}\n`);

  const chromium = HAS_DISPLAY ? await findChromium() : undefined;
  if (chromium?.kind === "found") {
    const flags = [`--app=${address}`, `--user-data-dir=${place.profile}`, ...QUIET_FLAGS, ...SANDBOX_FLAGS];
    endWith(spawn(chromium.path, flags, { stdio: "ignore" }), site.close);
    return;
  }
  if (chromium?.kind === "missing") say(chromium.sentence);
  say(
    "Open that address in a Chromium (144 or newer), always the same one: the journal stays in its profile. Ctrl-C ends.",
  );
  for (const signal of ENDINGS) process.once(signal, () => void site.close());
}

/**
 * Serves at the remembered port, or chooses one the first time and remembers it: IndexedDB belongs to the origin, port
 * included, so a journal is found again only at its own.
 *
 * @param {BrowserPlace | null} known
 * @returns {Promise<{ site: import("./serve.mjs").ServeAnswer, place: BrowserPlace }>}
 */
async function serveAtItsPlace(known) {
  if (known !== null) return { site: await serveApp(known.port), place: known };
  for (;;) {
    const place = { port: randomInt(FIRST_PORT, LAST_PORT + 1), profile: profileFolder() };
    const site = await serveApp(place.port);
    if (site.kind === "taken") continue; // nothing lives at this address yet, so the next will do
    mkdirSync(appFolder(), { recursive: true, mode: 0o700 });
    writeFileSync(placeFile(), `${JSON.stringify(place, null, 2)}\n`, { flag: "wx", mode: 0o600 });
    return { site, place };
  }
}

/**
 * Where this person's browser Host lives, or null before the first start. A damaged file is refused rather than replaced:
 * a new port would hide the journal.
 *
 * @returns {BrowserPlace | null}
 */
function readPlace() {
  if (!existsSync(placeFile())) return null;
  /** @type {unknown} */
  let stored;
  try {
    stored = JSON.parse(readFileSync(placeFile(), "utf8"));
  } catch {
    stored = null; // not JSON: the sentence below says all there is to say
  }
  const { port, profile } = /** @type {Partial<BrowserPlace>} */ (stored ?? {});
  if (!Number.isInteger(port) || Number(port) < 1024 || Number(port) > 65_535 || typeof profile !== "string") {
    refuse(
      `${placeFile()} should hold a port and a profile folder and does not. Put it right; Twofold changes nothing.`,
    );
  }
  return { port: Number(port), profile };
}

function appFolder() {
  const { env, platform } = process;
  if (env["TWOFOLD_HOME"]) return resolve(env["TWOFOLD_HOME"]);
  if (platform === "darwin") return join(homedir(), "Library/Application Support/twofold");
  if (platform === "win32") return join(env["APPDATA"] ?? join(homedir(), "AppData/Roaming"), "twofold");
  return join(env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "twofold");
}

function placeFile() {
  return join(appFolder(), "browser.json");
}

function profileFolder() {
  return join(appFolder(), "browser-profile");
}

/** The program that Electron's package has fetched, or undefined. Asking the package itself would start a download. */
function electronProgram() {
  const home = join(ROOT, "node_modules/electron");
  const pathFile = join(home, "path.txt");
  if (!existsSync(pathFile)) return undefined;
  const program = join(home, "dist", readFileSync(pathFile, "utf8").trim());
  return existsSync(program) ? program : undefined;
}

/**
 * Ends when the window's own process ends, and ends that process, and no other, when told to.
 *
 * @param {import("node:child_process").ChildProcess} child
 * @param {() => Promise<void>} cleanUp
 */
function endWith(child, cleanUp) {
  let told = false;
  for (const signal of ENDINGS) {
    process.on(signal, () => {
      if (told) return;
      told = true;
      child.kill("SIGTERM");
    });
  }
  child.once("error", (error) => {
    void cleanUp().then(() => refuse(`${child.spawnfile} did not start: ${error.message}.`));
  });
  child.once("exit", (code) => {
    void cleanUp().then(() => process.exit(told ? 0 : (code ?? 1)));
  });
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * @param {string} sentence
 * @returns {never}
 */
function refuse(sentence) {
  say(sentence);
  process.exit(1);
}
