/** What the contract suite cannot ask of every Host: the private file system's own cases, and which Host a page gets. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { browserHost } from "#renderer/host/browser.ts";
import { host } from "#renderer/host/host.ts";
import { BRIDGE_NAME } from "#shared/host/channels.ts";
import type { HostCommand } from "#shared/host/host.ts";

const WANTED = { suggestedName: "ours.twofold", purpose: "backup" } as const;

async function stagingFolder(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle("staged-files", { create: true });
}

async function stagedNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await stagingFolder()).keys()) names.push(name);
  return names;
}

afterEach(() => vi.restoreAllMocks());

describe("a session that is open", () => {
  const MINUTE = 60_000;
  const open = async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    const shell = browserHost(() => undefined);
    const heard: HostCommand[] = [];
    shell.onCommand((command) => heard.push(command));
    await shell.sessionChanged(true);
    return { shell, heard };
  };
  afterEach(() => vi.useRealTimers());

  test("is locked ten minutes after the last touch, once", async () => {
    const { heard } = await open();
    vi.advanceTimersByTime(9 * MINUTE);
    window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
    vi.advanceTimersByTime(9 * MINUTE);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(MINUTE);
    expect(heard).toEqual(["lock"]);
    vi.advanceTimersByTime(60 * MINUTE);
    expect(heard).toEqual(["lock"]);
  });

  test("is locked at the first touch after the machine slept", async () => {
    const { heard } = await open();
    vi.setSystemTime(Date.now() + 11 * MINUTE); // no timer ran
    window.dispatchEvent(new PointerEvent("pointermove"));
    expect(heard).toEqual(["lock"]);
  });

  test("is not locked because the page is hidden, nor once it has been closed", async () => {
    const { shell, heard } = await open();
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    vi.advanceTimersByTime(9 * MINUTE);
    await shell.sessionChanged(false);
    vi.advanceTimersByTime(60 * MINUTE);
    expect(heard).toEqual([]);
  });
});

describe("staged files", () => {
  test("that a page left behind are removed ten minutes later, and not before", async () => {
    const left = `${crypto.randomUUID()}.part`;
    await (await stagingFolder()).getFileHandle(left, { create: true });
    const shell = browserHost();
    const create = async () => {
      const created = await shell.createFile(WANTED);
      if (created !== "cancelled") await shell.dropFile(created.file);
    };
    await create();
    expect(await stagedNames()).toContain(left);
    const later = Date.now() + 10 * 60_000 + 1;
    vi.spyOn(Date, "now").mockReturnValue(later);
    await create();
    expect(await stagedNames()).toEqual([]);
  });

  test("that another page still writes are left to it", async () => {
    const created = await browserHost().createFile(WANTED);
    if (created === "cancelled") throw new Error("nobody cancelled");
    const [held] = await stagedNames();
    const later = Date.now() + 10 * 60_000 + 1;
    vi.spyOn(Date, "now").mockReturnValue(later);
    await expect(browserHost().createFile(WANTED)).resolves.toHaveProperty("file");
    expect(await stagedNames()).toContain(held);
  });

  test.each([
    ["QuotaExceededError", "storage-full"],
    ["NotAllowedError", "file-failed"],
  ])("say of a %s that it is %s, and nothing more", async (name, code) => {
    vi.spyOn(FileSystemWritableFileStream.prototype, "write").mockRejectedValue(new DOMException("ours.twofold", name));
    const shell = browserHost();
    const created = await shell.createFile(WANTED);
    if (created === "cancelled") throw new Error("nobody cancelled");
    const thrown: unknown = await shell.writeFile(created.file, new Uint8Array(1)).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code });
    expect(String(thrown)).not.toContain("ours");
    await shell.dropFile(created.file);
  });
});

describe("the Host of a page", () => {
  test("is the browser, unless the preload left a bridge", async () => {
    expect((await host().describe()).shell).toBe("browser");
    const facts = {
      shell: "desktop",
      appVersion: "1",
      ledger: false,
      locksOnSuspend: true,
      nativeDialogs: true,
      backupFolder: true,
      engine: "Electron 1",
    };
    vi.stubGlobal(BRIDGE_NAME, { describe: async () => ({ ok: true, value: facts }) });
    expect(await host().describe()).toEqual(facts);
    vi.unstubAllGlobals();
  });

  test.each([
    ["no reply", undefined],
    ["a reply off its schema", { ok: true, value: { shell: "desktop" } }],
    ["a code that is none", { ok: false, code: "EACCES /home/noa" }],
  ])("takes %s from the shell for a bad call", async (_what, reply) => {
    vi.stubGlobal(BRIDGE_NAME, { describe: async () => reply });
    const thrown: unknown = await host()
      .describe()
      .catch((error: unknown) => error);
    expect(String(thrown)).toBe("TwofoldError: bad-call: describe");
    vi.unstubAllGlobals();
  });
});
