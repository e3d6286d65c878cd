/**
 * The simulated shell, for machines without Electron's program: the built main process runs in this Node on the fake Electron; each of
 * its windows is a page of real Chromium, fed by main's own protocol handler with its real headers, with the built preload in front
 * and IPC bridged. It cannot show the sandbox, context isolation, the app:// origin itself, nor a real menu or dialog.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { register } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { responseHeaders } from "#shared/host/response-headers.ts";
import { findChromium, HEADLESS_FLAGS } from "../../build/find-chromium.mjs";
import { fakeElectron, type FakeElectron, type FakeWindow } from "./fake-electron.ts";

const OUT = resolve(import.meta.dirname, "../../out");

const APP_ORIGIN = "app://twofold";

/** Stands for app://twofold, which plain Chromium has no scheme for: a secure origin too, and nothing resolves it. */
const ORIGIN = "https://twofold.test";

declare global {
  var fakeElectronExports: FakeElectron["exports"] | undefined;
  interface Window {
    /** Calls main as ipcRenderer.invoke does. */
    simulatedInvoke(channel: string, args: unknown[]): Promise<unknown>;
    /** Delivers what main sends, as ipcRenderer.on hears it. */
    simulatedDeliver(channel: string, args: unknown[]): void;
  }
}

// `import … from "electron"` in the bundle gives the fake's exports. module.register, as Node 20 has no other hook.
const names = Object.keys(fakeElectron().exports);
const electronModule = names.map((name) => `export const ${name} = globalThis.fakeElectronExports.${name};`).join("\n");
register(
  `data:text/javascript,${encodeURIComponent(`
    let booted = 0;
    export function resolve(specifier, context, next) {
      if (specifier !== "electron") return next(specifier, context);
      return { url: "fake:electron" + booted++, shortCircuit: true };
    }
    export function load(url, context, next) {
      if (!url.startsWith("fake:electron")) return next(url, context);
      return { format: "module", source: ${JSON.stringify(electronModule)}, shortCircuit: true };
    }
  `)}`,
);

export interface SimulatedShell {
  readonly electron: FakeElectron;
  /** Where its dialogs begin, and what they name lies. */
  readonly documents: string;
  /** The page of the window; when the shell replaces its window, the same tab goes to a fresh document. */
  readonly page: Page;
  /** Every address outside the app that a page asked for, every error and every breach of the policy. */
  readonly faults: string[];
  stop(): Promise<void>;
}

let boots = 0;

interface World {
  /** A folder to go on in, which stays: documents, the app's own data and the browser's profile. Else a fresh one that goes. */
  readonly folder?: string;
  /** Files of a test, served beside the app on its origin, and the one of them that is shown instead of the app. */
  readonly beside?: { readonly folder: string; readonly shown: string };
}

/** Boots the built shell and opens its window. */
export async function simulatedShell({ folder: kept, beside }: World = {}): Promise<SimulatedShell> {
  const folder = kept ?? mkdtempSync(join(tmpdir(), "twofold-shell-"));
  const electron = fakeElectron();
  electron.app.documents = folder;
  electron.app.home = folder;
  electron.app.userData = join(folder, "data");
  mkdirSync(electron.app.userData, { recursive: true });
  globalThis.fakeElectronExports = electron.exports;
  boots += 1;
  await import(`${pathToFileURL(join(OUT, "main/main.js")).href}?boot=${boots}`);
  await electron.app.whenReady();

  const found = await findChromium();
  if (found.kind === "missing") throw new Error(found.sentence);
  const context = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: found.path,
    args: HEADLESS_FLAGS,
    locale: "en-GB",
    viewport: { width: 1180, height: 820 },
  });
  const faults: string[] = [];
  await serveFromMain(context, electron, faults);
  if (beside !== undefined) await serveBeside(context, beside.folder);

  const page = context.pages()[0] ?? (await context.newPage());
  await bridge(page, electron, faults);
  const show = async (window: FakeWindow): Promise<void> => {
    window.webContents.onSend = (channel, args) => {
      void page.evaluate(([to, sent]) => globalThis.window.simulatedDeliver(to, sent), [channel, args] as const);
    };
    const url = window.url.replace(APP_ORIGIN, ORIGIN);
    await page.goto(beside === undefined ? url : new URL(beside.shown, url).href);
    window.emit("ready-to-show");
  };
  electron.windowLoads.listener = (window) => void show(window);
  await show(electron.newest());

  return {
    electron,
    documents: folder,
    page,
    faults,
    async stop() {
      await context.close();
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Serves a test's own files with the app's headers; what is not among them is main's to serve. */
async function serveBeside(context: BrowserContext, folder: string): Promise<void> {
  await context.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const file = join(folder, pathname);
    if (!existsSync(file) || !statSync(file).isFile()) return route.fallback();
    return route.fulfill({ headers: responseHeaders(pathname), body: readFileSync(file) });
  });
}

async function serveFromMain(context: BrowserContext, electron: FakeElectron, faults: string[]): Promise<void> {
  const handler = electron.sessions.get("persist:twofold")?.session.protocol.handlers.get("app");
  if (handler === undefined) throw new Error(`main did not start: ${electron.dialog.errors.join(" ")}`);
  await context.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== ORIGIN) {
      faults.push(`request: ${url.href}`);
      return route.abort();
    }
    const answer = await handler(new Request(APP_ORIGIN + url.pathname + url.search));
    return route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
}

/** Puts the preload before every document of the tab, its calls through to main and main's commands through to it. */
async function bridge(page: Page, electron: FakeElectron, faults: string[]): Promise<void> {
  page.on("pageerror", (error) => faults.push(`error: ${String(error)}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  await page.exposeFunction("simulatedInvoke", (channel: string, args: unknown[]) =>
    electron.ipcMain.invoke({ sender: electron.newest().webContents }, channel, ...args),
  );
  const preload = electron.newest().options.webPreferences?.preload ?? "";
  await page.addInitScript({ content: aroundPreload(readFileSync(preload, "utf8")) });
}

/** The preload as a sandboxed one runs: it may require "electron" and nothing else, and of that the two parts given here. */
const aroundPreload = (preload: string): string => `(() => {
  const invoke = globalThis.simulatedInvoke;
  const listeners = [];
  globalThis.simulatedDeliver = (channel, args) => {
    for (const [to, listener] of [...listeners]) if (to === channel) listener({}, ...args);
  };
  document.addEventListener("securitypolicyviolation", (event) => {
    console.error("policy: " + event.effectiveDirective + " " + event.blockedURI + " " + event.sourceFile);
  });
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(globalThis, name, { value: Object.freeze(api) }) },
    ipcRenderer: {
      invoke: (channel, ...args) => invoke(channel, args),
      on: (channel, listener) => void listeners.push([channel, listener]),
      off: (channel, listener) => void listeners.splice(listeners.findIndex(([to, known]) => to === channel && known === listener), 1),
    },
  };
  const require = (name) => {
    if (name !== "electron") throw new Error("a sandboxed preload cannot require " + name);
    return electron;
  };
  (function (require, module, exports) {${preload}\n})(require, { exports: {} }, {});
})();`;
