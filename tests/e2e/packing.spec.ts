/** `npm run pack`, as far as this machine can: around Electron where it is installed, around a stub on a Linux without it. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

const ROOT = resolve(import.meta.dirname, "../..");
const hasElectron = existsSync(resolve(ROOT, "node_modules/electron/dist/version"));

test("packs only the app's own files and sets every fuse", async () => {
  test.skip(!hasElectron && process.platform !== "linux", "skipped: no Electron binary on this machine");
  const { stderr } = await promisify(execFile)(process.execPath, ["build/pack.mjs", "--dir"], { cwd: ROOT });
  expect(stderr.includes("What comes out cannot be run.")).toBe(!hasElectron);
  expect(stderr).toContain("only the app's own files, all 9 fuses as they should be");
});
