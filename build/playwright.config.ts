import { resolve } from "node:path";
import { defineConfig } from "@playwright/test";
import { findChromium, HEADLESS_FLAGS } from "./find-chromium.mjs";

const root = resolve(import.meta.dirname, "..");

const chromium = await findChromium();
if (chromium.kind === "missing") throw new Error(chromium.sentence);

export default defineConfig({
  testDir: resolve(root, "tests/e2e"),
  testMatch: "*.spec.ts",
  outputDir: resolve(root, "test-results"),
  workers: 1,
  forbidOnly: true,
  timeout: 120_000, // real derivations, and a year of a couple's life
  use: {
    launchOptions: { executablePath: chromium.path, args: HEADLESS_FLAGS },
    screenshot: "only-on-failure",
  },
});
