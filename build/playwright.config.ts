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
  workers: 2, // one for each core; every file has its own app, profile and folder
  forbidOnly: true,
  timeout: 120_000, // real derivations, and a year of a couple's life
  expect: { timeout: 15_000 }, // two derivations at once make everything else wait
  use: {
    launchOptions: { executablePath: chromium.path, args: HEADLESS_FLAGS },
    screenshot: "only-on-failure",
  },
});
