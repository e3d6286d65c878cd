// `npm run bench [-- --full]`: every bench in real Chromium, in one run. Prints a table; writes out/bench/results.json.
// --full adds the stress size of 100,000 rows. Ratios are against limits measured in the same run: this is no timed test.
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import process from "node:process";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright";
import { build, runnerImport } from "vite";
import { buildStale } from "../../build/build.mjs";
import { findChromium, HEADLESS_FLAGS } from "../../build/find-chromium.mjs";
import { serve } from "../../build/serve.mjs";

const root = resolve(import.meta.dirname, "../..");
const sizes = process.argv.includes("--full") ? [30_000, 100_000] : [30_000];

/** Gzipped bytes of the scripts the page loads before the unlock field takes a key: the entry and what it imports at once. */
function firstScriptBytes(folder) {
  const html = readFileSync(join(folder, "index.html"), "utf8");
  const scripts = [...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map(([, path]) => path);
  return scripts.reduce((total, path) => total + gzipSync(readFileSync(join(folder, path))).length, 0);
}

const found = await findChromium();
if (found.kind !== "found") {
  process.stderr.write(`${found.sentence}\n`);
  process.exit(1);
}
await buildStale(["renderer", "headers"]);
await build({
  root: import.meta.dirname,
  logLevel: "error",
  configFile: false,
  worker: { format: "es" },
  build: { outDir: join(root, "out/bench"), emptyOutDir: true, target: "chrome144", chunkSizeWarningLimit: 4096 },
});
const { responseHeaders } = await import(join(root, "out/headers/response-headers.mjs"));
const headersOf = (pathname) => {
  const headers = responseHeaders(pathname);
  const policy = headers["Content-Security-Policy"].replace("trusted-types ", "trusted-types bench-worker ");
  return { ...headers, "Content-Security-Policy": policy };
};
const server = await serve({ folder: join(root, "out/bench"), port: 0, headersOf });
const browser = await chromium.launch({
  executablePath: found.path,
  args: [...HEADLESS_FLAGS, "--enable-precise-memory-info"],
});
try {
  const page = await browser.newPage();
  page.on("pageerror", (error) => process.stderr.write(`${error}\n`));
  await page.goto(`${server.origin}/`);
  await page.waitForFunction(() => "runBench" in globalThis);
  const { rows: inPage, page: opened } = await page.evaluate((asked) => globalThis.runBench(asked), sizes);
  const { module: ledger } = await runnerImport(join(import.meta.dirname, "ledger.ts"), {
    configFile: false,
    logLevel: "error",
  });
  const { module: limitsBench } = await runnerImport(join(import.meta.dirname, "limits.ts"), {
    configFile: false,
    logLevel: "error",
  }); // in Node: the page may not carry libsodium
  const rows = [...inPage, ...(await ledger.ledgerRows()), ...(await limitsBench.limitRows())];
  const kB = Math.round(firstScriptBytes(join(root, "out/renderer")) / 1000);
  const limits = [
    {
      what: `longest main-thread task while ${opened.records} records open`,
      seen: `${opened.longest_task_ms} ms`,
      bar: "60 ms",
    },
    { what: `heap of the page with ${opened.records} records open`, seen: `${opened.heap_MiB} MiB`, bar: "200 MB" },
    { what: "JavaScript before the unlock field, gzipped", seen: `${kB} kB`, bar: "150 kB" },
  ];
  console.table(
    rows.map(({ name, median_ms, against, reference_ms, ratio, bar }) => ({
      name,
      median_ms,
      against,
      reference_ms,
      ratio,
      bar,
    })),
  );
  console.table(limits);
  writeFileSync(join(root, "out/bench/results.json"), JSON.stringify({ rows, limits }, null, 2));
  const missed = rows.filter(({ ratio, bar }) => bar !== null && ratio > bar);
  process.stderr.write(
    `${missed.length} of ${rows.filter(({ bar }) => bar !== null).length} ratios are over their bar\n`,
  );
} finally {
  await browser.close();
  await server.close();
}
