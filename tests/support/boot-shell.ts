/** Boots the whole desktop shell in Node: electron/main.ts and electron/preload.ts as they are, on a fresh fake Electron. */
import { vi } from "vitest";
import { fakeElectron, type FakeApp, type FakeElectron } from "./fake-electron.ts";

/**
 * The shell after its window opened, or as far as it came. Run from its sources it serves renderer/ as it stands.
 *
 * @param world what differs from a packaged app that is the only one running
 */
export async function bootShell(
  world: Partial<Pick<FakeApp, "documents" | "userData" | "home" | "only" | "isPackaged">> & {
    switches?: readonly string[];
  } = {},
): Promise<FakeElectron> {
  const electron = fakeElectron();
  const { switches = [], ...facts } = world;
  Object.assign(electron.app, facts);
  for (const name of switches) electron.app.commandLine.appendSwitch(name);
  vi.resetModules();
  vi.doMock("electron", () => electron.exports);
  await import("../../electron/main.ts");
  await import("../../electron/preload.ts");
  return electron;
}
