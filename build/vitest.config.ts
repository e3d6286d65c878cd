import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { findChromium, HEADLESS_FLAGS } from "./find-chromium.mjs";
import { BROWSER_MODULES } from "./browser-modules.ts";

// Vitest 5 prints a failed test by Map.groupBy, which Node 20 lacks: without this a failure shows no reason.
Map.groupBy ??= <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) => {
  const groups = new Map<Key, Item[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
};

// Without one the unit project still runs; the gate says which command installs one before it comes to the browser's.
const chromium = await findChromium();

/** Where properties begin: the same for every run of the gate, so that a red one is red again. Another by TWOFOLD_SEED. */
const SEED = Number(process.env["TWOFOLD_SEED"] ?? 20_261_123);

const ROOT = resolve(import.meta.dirname, "..");

const SETUP = ["tests/support/seeded.ts"];

export default defineConfig({
  root: ROOT,
  cacheDir: "node_modules/.vite",
  test: {
    provide: { seed: SEED },
    projects: [
      {
        test: {
          name: "unit",
          setupFiles: SETUP,
          environment: "node",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/**/*.browser.test.ts", "tests/e2e/**", "tests/bench/**"],
          testTimeout: 30_000, // Argon2id at its floor, on a busy machine with two cores
        },
      },
      {
        plugins: [react()],
        worker: { format: "es" },
        // Keys are derived hundreds of times: here at the floor's cost, a quarter of the default's.
        resolve: {
          alias: [
            { find: /^.*\/slot-cost\.ts$/, replacement: resolve(ROOT, "tests/support/floor-cost.ts") },
            ...Object.entries(BROWSER_MODULES).map(([find, replacement]) => ({ find, replacement })),
          ],
        },
        optimizeDeps: {
          // Scanned before the first test: a dependency found halfway reloads the page under a running test.
          entries: ["renderer/main.tsx", "renderer/worker/*.worker.ts", "tests/**/*.browser.test.{ts,tsx}"],
          include: ["react", "react-dom", "react-dom/client", "react/jsx-runtime", "react/jsx-dev-runtime"],
        },
        test: {
          name: "browser",
          setupFiles: SETUP,
          include: ["tests/**/*.browser.test.{ts,tsx}"],
          exclude: ["tests/e2e/**", "tests/bench/**"],
          testTimeout: 60_000,
          expect: { poll: { timeout: 15_000 } }, // two at once on two cores: each makes the other wait
          maxWorkers: 2, // each has a context of its own: its databases and locks are nobody else's
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium.kind === "found" ? { executablePath: chromium.path } : {}),
                args: HEADLESS_FLAGS,
              },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});
