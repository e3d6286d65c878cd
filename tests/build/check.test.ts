import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";

const check = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, ["build/check.mjs", ...args], { encoding: "utf8", env: { ...process.env, ...env } });

describe("the gate", () => {
  test("ends with the sum of its tests, in the form CI reads", { timeout: 120_000 }, () => {
    const { status, stdout } = check(["--only", "unit", "tests/build/find-chromium.test.ts"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ok {5}build .* s\nok {5}unit .* s\ntests: [1-9]\d* passed, 0 failed, 0 skipped\n$/);
  });

  test("fails when nothing was tested", { timeout: 120_000 }, () => {
    const { status, stdout } = check(["--only", "unit", "tests/build/no-such.test.ts"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/\nFAILED unit [^]*\ntests: 0 passed, 1 failed, 0 skipped\n$/);
  });

  test("says first, and not after minutes, that there is no Chromium", () => {
    const { status, stdout, stderr } = check([], { TWOFOLD_CHROMIUM: "/nowhere/chromium" });
    expect(status).toBe(1);
    expect(stderr).toContain("/nowhere/chromium");
    expect(stdout).toBe("");
  });

  test("knows no step by another name", () => {
    const { status, stderr } = check(["--only", "linting"]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/no step linting; the steps are types, layers, .*e2e\.\n$/);
  });
});
