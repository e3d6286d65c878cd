/** The built app in real Chromium, as `npm start` serves it: the browser Host, the shell's headers, a profile of its own. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { findChromium, HEADLESS_FLAGS } from "../../build/find-chromium.mjs";
import { serve } from "../../build/serve.mjs";

const root = resolve(import.meta.dirname, "../..");

export interface App {
  readonly origin: string;
  /** Where the browser keeps everything. */
  readonly profile: string;
  readonly downloads: string;
  /** Every address any page asked for, and every policy violation or error on a page. */
  readonly requests: string[];
  readonly faults: string[];
  /** A new browser on the same profile, with one page on the app. */
  launch(query?: string): Promise<{ context: BrowserContext; page: Page }>;
  stop(): Promise<void>;
}

/** Starts the server over out/renderer, which the gate has built. One origin for as long as it runs. */
export async function startApp(): Promise<App> {
  const { responseHeaders } = (await import(pathToFileURL(join(root, "out/headers/response-headers.mjs")).href)) as {
    responseHeaders: (pathname: string) => Record<string, string>;
  };
  const found = await findChromium();
  if (found.kind !== "found") throw new Error(found.sentence);
  const folder = mkdtempSync(join(tmpdir(), "twofold-e2e-"));
  const site = join(folder, "renderer"); // a copy: a build that runs meanwhile would take the page's later scripts away
  cpSync(join(root, "out/renderer"), site, { recursive: true });
  const server = await serve({ folder: site, port: 0, headersOf: responseHeaders });
  if (server.kind !== "serving") throw new Error(server.kind);
  const [profile, downloads] = [join(folder, "profile"), join(folder, "downloads")];
  const requests: string[] = [];
  const faults: string[] = [];
  const contexts = new Set<BrowserContext>();
  return {
    origin: server.origin,
    profile,
    downloads,
    requests,
    faults,
    async launch(query = "") {
      const context = await chromium.launchPersistentContext(profile, {
        executablePath: found.path,
        args: HEADLESS_FLAGS,
        acceptDownloads: true,
        downloadsPath: downloads,
        locale: "en-GB",
        timezoneId: "Europe/Berlin",
        viewport: { width: 1280, height: 800 },
      });
      context.setDefaultTimeout(20_000);
      contexts.add(context);
      context.on("close", () => contexts.delete(context));
      context.on("request", (request) => requests.push(request.url()));
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) =>
          console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`),
        );
      });
      const page = context.pages()[0] ?? (await context.newPage());
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      await page.goto(`${server.origin}/${query}`);
      return { context, page };
    },
    async stop() {
      for (const context of contexts) await context.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
