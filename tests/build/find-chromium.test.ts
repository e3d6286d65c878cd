import { describe, expect, test } from "vitest";
import { findChromium } from "../../build/find-chromium.mjs";

const keptByPlaywright = () => Promise.resolve("/cache/playwright/chrome");
const only = (present: string) => (path: string) => path === present;

describe("findChromium", () => {
  test("takes TWOFOLD_CHROMIUM before the system's and Playwright's", async () => {
    const answer = await findChromium({
      env: { TWOFOLD_CHROMIUM: "/opt/mine", PATH: "/usr/bin" },
      canRun: () => true,
      playwrightPath: keptByPlaywright,
    });
    expect(answer).toEqual({ kind: "found", path: "/opt/mine" });
  });

  test("puts no other browser in the place of a TWOFOLD_CHROMIUM that cannot be run", async () => {
    const answer = await findChromium({
      env: { TWOFOLD_CHROMIUM: "/opt/mine", PATH: "/usr/bin" },
      canRun: only("/usr/bin/chromium"),
      playwrightPath: keptByPlaywright,
    });
    expect(answer).toMatchObject({ kind: "missing", sentence: expect.stringContaining("/opt/mine") as string });
  });

  test("prefers the system's to the one Playwright keeps", async () => {
    const world = { env: { PATH: "/bin:/usr/bin" }, playwrightPath: keptByPlaywright };
    const paths = new Set(["/usr/bin/google-chrome", "/cache/playwright/chrome"]);
    expect(await findChromium({ ...world, canRun: (path) => paths.has(path) })).toEqual({
      kind: "found",
      path: "/usr/bin/google-chrome",
    });
    expect(await findChromium({ ...world, canRun: only("/cache/playwright/chrome") })).toEqual({
      kind: "found",
      path: "/cache/playwright/chrome",
    });
  });

  test("says which command installs one when there is none", async () => {
    const answer = await findChromium({
      env: { PATH: "/usr/bin" },
      canRun: () => false,
      playwrightPath: keptByPlaywright,
    });
    expect(answer).toMatchObject({
      kind: "missing",
      sentence: expect.stringMatching(/apt-get install chromium.*playwright install chromium/) as string,
    });
  });

  test("finds the one this test machine has", async () => {
    expect(await findChromium()).toMatchObject({ kind: "found" });
  });
});
