/** The desktop app on a machine without Electron: the built main process and preload, the real page in real Chromium. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { HOST_CALLS } from "#shared/host/channels.ts";
import type { HostBridge } from "#shared/host/host.ts";
import { simulatedShell, type SimulatedShell } from "../support/simulated-shell.ts";
import { goTo, makeJournalTogether, NOA, unlock } from "../support/steps.ts";

/** What the preload left on the page. */
interface Bridged {
  readonly twofoldHost: HostBridge;
}

let shell: SimulatedShell;

test.beforeEach(async () => {
  shell = await simulatedShell();
});
test.afterEach(() => shell.stop());

test("boots to Welcome from app://twofold, under its policy, and asks for nothing outside", async () => {
  const { page } = shell;
  await expect(page.getByRole("button", { name: "Make a journal" })).toBeVisible();
  expect(await page.evaluate(() => isSecureContext && crossOriginIsolated)).toBe(true);
  expect(shell.electron.newest().shown).toBe(true);
  expect(shell.faults).toEqual([]);
});

test("refuses a call with bad arguments, and what the policy forbids", async () => {
  const { page } = shell;
  const refused = { ok: false, code: "bad-call" };
  const replies = await page.evaluate(async () => {
    const bridge = (window as unknown as Bridged).twofoldHost;
    return [
      await bridge.readFile("/etc/passwd", 0, 10),
      await bridge.createFile({ suggestedName: "../x", purpose: "backup" }),
      await bridge.sessionChanged("yes"),
      await bridge.describe({ shell: "browser" }),
    ];
  });
  expect(replies).toEqual([refused, refused, refused, refused]);
  expect(await page.evaluate(() => Object.keys((window as unknown as Bridged).twofoldHost).sort())).toEqual(
    [...HOST_CALLS, "onCommand"].sort(),
  );
  expect(shell.faults).toEqual([]);

  // Each of these must be stopped, and said to have been: a policy that is not there would pass all else.
  expect(
    await page.evaluate(() =>
      fetch("https://example.org/").then(
        () => "went",
        () => "stopped",
      ),
    ),
  ).toBe("stopped");
  await page.evaluate(() => {
    const script = document.createElement("script");
    try {
      script.text = "window.pwned = true"; // Trusted Types
    } catch {
      document.title = "refused";
    }
    document.body.append(Object.assign(document.createElement("img"), { src: "https://example.org/x.png" }));
  });
  expect(await page.title()).toBe("refused");
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
  await expect.poll(() => shell.faults.filter((fault) => fault.includes("policy: img-src")).length).toBe(1);
  expect(shell.faults.some((fault) => fault.includes("policy: connect-src"))).toBe(true);
  expect(shell.faults.filter((fault) => fault.startsWith("request:"))).toEqual([]); // stopped before it was asked
});

test("a couple makes a journal, backs it up to a chosen file, and the menu locks it", async () => {
  test.setTimeout(180_000);
  const { electron, page } = shell;
  await makeJournalTogether(page); // joining ends in a lock, and that in a fresh window
  expect(electron.windows.map((window) => window.destroyed)).toEqual([true, false]);
  await unlock(page, NOA);
  await expect.poll(() => electron.menu().item("lock").enabled).toBe(true);

  electron.dialog.answers.push(join(shell.documents, "ours.twofold"));
  await goTo(page, "Backup");
  await page.getByRole("button", { name: "Make a backup now" }).click();
  await expect(page.getByText("This backup is whole.")).toBeVisible({ timeout: 30_000 });
  expect(statSync(join(shell.documents, "ours.twofold")).size).toBeGreaterThan(1_000);
  expect(readdirSync(shell.documents).filter((name) => name.endsWith("-part"))).toEqual([]);

  electron.menu().item("lock").choose();
  await expect(page.getByRole("heading", { name: "Whose notebook?" })).toBeVisible({ timeout: 10_000 });
  expect(electron.windows.map((window) => window.destroyed)).toEqual([true, true, false]);
  expect(electron.menu().item("lock").enabled).toBe(false);
  await unlock(page, NOA);
  expect(shell.faults).toEqual([]);
});
