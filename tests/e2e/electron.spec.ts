/** What only the real Electron can show. Runs wherever its program is installed; elsewhere it says that it was skipped. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, expect, test, type ElectronApplication, type Page } from "@playwright/test";
import { goTo, makeJournalTogether, NOA, unlock } from "../support/steps.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const ELECTRON = join(ROOT, "node_modules/electron");

/** Electron's program, or null. Its package's own look-up would download it. */
function electronProgram(): string | null {
  const pathFile = join(ELECTRON, "path.txt");
  if (!existsSync(pathFile)) return null;
  const program = join(ELECTRON, "dist", readFileSync(pathFile, "utf8"));
  return existsSync(program) ? program : null;
}

const program = electronProgram();

test.describe("in the real Electron", () => {
  test.skip(program === null, "skipped: no Electron binary on this machine");

  let profile: string;
  let app: ElectronApplication;
  let page: Page;

  test.beforeEach(async () => {
    profile = mkdtempSync(join(tmpdir(), "twofold-electron-"));
    app = await _electron.launch({
      executablePath: program ?? "",
      args: [
        ROOT,
        `--user-data-dir=${profile}`,
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), // Chromium refuses its sandbox to root
      ],
    });
    page = await app.firstWindow();
  });
  test.afterEach(async () => {
    await app.close();
    rmSync(profile, { recursive: true, force: true });
  });

  test("the page lives in app://twofold, a secure and isolated origin, and sees nothing of Node", async () => {
    await expect(page.getByRole("button", { name: "Make a journal" })).toBeVisible();
    expect(await page.evaluate(() => location.origin)).toBe("app://twofold");
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    expect(
      await page.evaluate(() => ["require", "process", "module", "Buffer"].filter((name) => name in globalThis)),
    ).toEqual([]);
    expect(await page.title()).toBe("Twofold");
  });

  test("no request leaves, no window opens, no address is gone to", async () => {
    const went = await page.evaluate(async () => {
      const opened = window.open("https://example.org/");
      location.href = "https://example.org/";
      return {
        opened: opened !== null,
        fetched: await fetch("https://example.org/").then(
          () => true,
          () => false,
        ),
      };
    });
    expect(went).toEqual({ opened: false, fetched: false });
    expect(await page.evaluate(() => location.origin)).toBe("app://twofold");
    expect(app.windows().length).toBe(1);
  });

  test("the page's process is sandboxed, with the preferences of window.ts", async () => {
    const preferences = await app.evaluate(({ BrowserWindow }) => {
      // Not in Electron's types, and the only way to read them back.
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = contents.getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity };
    });
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
  });

  test("a locked session leaves a fresh window that asks whose notebook it is", async () => {
    test.setTimeout(180_000);
    await makeJournalTogether(page);
    page = app.windows().at(-1) ?? page;
    await unlock(page, NOA);
    await goTo(page, "Journal");
    const fresh = app.waitForEvent("window");
    await app.evaluate(({ powerMonitor }) => powerMonitor.emit("lock-screen"));
    page = await fresh;
    await expect(page.getByRole("heading", { name: "Whose notebook?" })).toBeVisible();
    expect(app.windows().length).toBe(1);
  });
});
