/**
 * What the campaigns in real Chromium stand on: the campaign's page built as the app is and served as the app is, a
 * browser with a profile on the disk, and kill -9 of all its processes at once.
 */
import { fork } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { build } from "vite";
import { buildStale } from "../../build/build.mjs";
import { findChromium, HEADLESS_FLAGS } from "../../build/find-chromium.mjs";
import { serve } from "../../build/serve.mjs";
import type { Act, Campaign } from "./chrome-page.ts";

const ROOT = resolve(import.meta.dirname, "../..");

export const NOA = "quiet lamp over the stairs at noon";
export const SAM = "seven plums in a wet paper bag";

/** Says what goes on, beside the figures. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** A running app, as a campaign asks it things and ends it. */
export interface Running {
  /** Calls the campaign's page. */
  ask<Name extends keyof Campaign>(
    name: Name,
    ...args: Parameters<Campaign[Name]>
  ): Promise<Awaited<ReturnType<Campaign[Name]>>>;
  /** Ends every process of it with SIGKILL, at once, and waits until they are gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export interface Tab extends Running {
  readonly context: BrowserContext;
  readonly page: Page;
}

interface Launch {
  /** Who writes down what the campaign's page is told to do and has done. */
  readonly hear?: { trying(act: Act): void; done(act: Act): void };
  /** A folder for all that a browser puts outside its profile: its home, its temporary files, its downloads. */
  readonly home?: string;
  /** Flags of Chromium beyond the usual ones. */
  readonly flags?: readonly string[];
}

export interface Stage {
  readonly origin: string;
  readonly folder: string;
  /** A browser on a profile, with one fresh page: the campaign's, or the app's own. */
  launch(profile: string, page: "campaign" | "app", options?: Launch): Promise<Tab>;
  /** The desktop shell in a process of its own, living in a folder: its data lies in `data`, its browser's profile in `profile`. */
  launchShell(folder: string, hear?: Launch["hear"]): Promise<Running>;
  stop(): Promise<void>;
}

/** Builds and serves the campaign's page. One origin for as long as it runs. */
export async function openStage(): Promise<Stage> {
  const found = await findChromium();
  if (found.kind !== "found") throw new Error(found.sentence);
  await buildStale(["renderer", "main", "preload", "headers"]);
  const folder = mkdtempSync(join(tmpdir(), "twofold-campaign-"));
  const site = join(folder, "site"); // the app, and beside it on the same origin the campaign's page
  cpSync(join(ROOT, "out/renderer"), site, { recursive: true });
  const built = join(folder, "built");
  await build({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    cacheDir: join(folder, "vite"),
    worker: { format: "es" },
    build: {
      outDir: built,
      emptyOutDir: true,
      target: "chrome144",
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4096,
      rolldownOptions: {
        input: join(import.meta.dirname, "chrome-page.ts"),
        output: { entryFileNames: "page.js" },
      },
    },
  });
  cpSync(built, site, { recursive: true });
  writeFileSync(
    join(site, "campaign.html"),
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Campaign</title><script type="module" src="/page.js"></script>',
  );
  const { responseHeaders } = (await import(pathToFileURL(join(ROOT, "out/headers/response-headers.mjs")).href)) as {
    responseHeaders: (pathname: string) => Record<string, string>;
  };
  const server = await serve({ folder: site, port: 0, headersOf: responseHeaders });
  if (server.kind !== "serving") throw new Error(server.kind);

  return {
    origin: server.origin,
    folder,
    async launch(profile, shown, { hear, home, flags = [] } = {}) {
      if (home !== undefined)
        for (const name of ["home", "tmp", "downloads"]) mkdirSync(join(home, name), { recursive: true });
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: found.path,
        args: [...HEADLESS_FLAGS, ...flags],
        acceptDownloads: true,
        baseURL: server.origin,
        locale: "en-GB",
        viewport: { width: 1280, height: 800 },
        ...(home === undefined
          ? {}
          : {
              downloadsPath: join(home, "downloads"),
              env: { PATH: process.env["PATH"] ?? "", HOME: join(home, "home"), TMPDIR: join(home, "tmp") },
            }),
      });
      context.setDefaultTimeout(60_000);
      await context.exposeFunction("campaignTrying", (act: Act) => hear?.trying(act));
      await context.exposeFunction("campaignDone", (act: Act) => hear?.done(act));
      const page = context.pages()[0] ?? (await context.newPage());
      page.on("pageerror", (error) => say(`page: ${String(error)}`));
      await page.goto(shown === "campaign" ? `${server.origin}/campaign.html` : `${server.origin}/`);
      if (shown === "campaign") await page.waitForFunction(() => "campaign" in globalThis);
      return {
        context,
        page,
        ask: (name, ...args) =>
          page.evaluate(
            ([called, given]) =>
              (globalThis as unknown as { campaign: Record<string, (...all: unknown[]) => never> }).campaign[called]?.(
                ...given,
              ) as never,
            [name, args as unknown[]] as const,
          ),
        async kill() {
          await killBrowser(profile);
          await context.close().catch(() => undefined); // it is gone
        },
        close: () => context.close(),
      };
    },
    launchShell: (lives, hear) => startShell(lives, site, hear),
    async stop() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface FromShell {
  readonly ready?: true;
  readonly trying?: Act;
  readonly done?: Act;
  readonly number?: number;
  readonly answer?: unknown;
  readonly failed?: string;
}

async function startShell(folder: string, site: string, hear: Launch["hear"]): Promise<Running> {
  mkdirSync(folder, { recursive: true });
  const child = fork(join(import.meta.dirname, "chrome-shell-child.mjs"), [folder, site], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: [],
  });
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  const waiting = new Map<number, { resolve(answer: never): void; reject(thrown: Error): void }>();
  let next = 1;
  const ready = new Promise<void>((resolve, reject) => {
    child.on("message", (message: FromShell) => {
      if (message.ready) resolve();
      if (message.trying) hear?.trying(message.trying);
      if (message.done) hear?.done(message.done);
      const asked = waiting.get(message.number ?? 0);
      if (message.failed !== undefined) asked?.reject(new Error(message.failed));
      else asked?.resolve(message.answer as never);
    });
    child.once("exit", () => {
      reject(new Error("the shell did not start"));
      for (const { reject: tell } of waiting.values()) tell(new Error("the shell closed"));
    });
  });
  await ready;
  return {
    ask(name, ...args) {
      const number = next++;
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject });
        child.send({ number, name, args });
      });
    },
    async kill() {
      child.kill("SIGKILL");
      await killBrowser(join(folder, "profile"));
      await gone;
    },
    async close() {
      child.send({ name: "stop" });
      await gone;
    },
  };
}

/** The processes of the browser on a profile: the one that was started with it, and all below it. */
export function processesOn(profile: string): number[] {
  const parents = new Map<number, number>();
  const roots: number[] = [];
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, parent] = status.slice(status.lastIndexOf(")") + 2).split(" ");
      if (state === "Z") continue;
      parents.set(Number(name), Number(parent));
      const command = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0");
      if (command.includes(`--user-data-dir=${profile}`)) roots.push(Number(name));
    } catch {
      // gone between the two
    }
  }
  const found = new Set(roots);
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const [child, parent] of parents) if (found.has(parent)) found.add(child);
  }
  return [...found];
}

/** SIGKILL to every process of the browser on a profile; resolves when none is left. Throws when there was none to end. */
export async function killBrowser(profile: string): Promise<void> {
  const all = processesOn(profile);
  if (all.length === 0) throw new Error("no browser to end");
  for (let left = all; left.length > 0; left = processesOn(profile)) {
    for (const pid of left) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // ended by itself, with its parent
      }
    }
    await new Promise((done) => setTimeout(done, 5));
  }
}
