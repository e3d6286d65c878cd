/** The shell as a whole: electron/main.ts booted on a fake Electron, with the real preload in front of it. */
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { electronHost } from "#renderer/host/electron.ts";
import { BRIDGE_NAME, COMMAND_CHANNEL, HOST_CALLS } from "#shared/host/channels.ts";
import type { Host, HostBridge, HostCommand } from "#shared/host/host.ts";
import { IDLE_SECONDS, PATIENCE_MILLISECONDS, POLL_MILLISECONDS, WAKING_MILLISECONDS } from "../../electron/lock.ts";
import { bootShell } from "../support/boot-shell.ts";
import { FakeEvent, FakeWebContents, type FakeElectron } from "../support/fake-electron.ts";

let electron: FakeElectron;
let host: Host;
let heard: HostCommand[];

async function boot(world: Parameters<typeof bootShell>[0] = {}): Promise<void> {
  electron = await bootShell(world);
  host = electronHost(electron.contextBridge.exposed.get(BRIDGE_NAME) as HostBridge);
  heard = [];
  host.onCommand((command) => heard.push(command));
}

beforeEach(async () => {
  vi.useFakeTimers();
  await boot();
});
afterEach(() => vi.useRealTimers());

describe("on start", () => {
  test("everything is closed before the first window opens", () => {
    expect(electron.app.sandboxed).toBe(true);
    expect(electron.app.commandLine.switches.get("host-resolver-rules")).toBe("MAP * ~NOTFOUND");
    expect(electron.protocol.privileged.map(({ scheme }) => scheme)).toEqual(["app"]);
    expect([...electron.sessions.keys()]).toEqual(["persist:twofold"]);
    const { session, options } = electron.sessions.get("persist:twofold") ?? {};
    expect(options).toEqual({ cache: false });
    expect(session?.lets("https://example.org/")).toBe(false);
    expect(session?.protocol.handlers.has("app")).toBe(true);
    expect(electron.newest().options.webPreferences?.session).toBe(session);
    expect(electron.windows.length).toBe(1);
  });

  test("with --demo the first page opens the sample couple, and no page after a lock does", async () => {
    expect(electron.newest().url).toBe("app://twofold/");
    await boot({ switches: ["demo"] });
    expect(electron.newest().url).toBe("app://twofold/?demo");
    await host.replaceWindow();
    expect(electron.newest().url).toBe("app://twofold/");
  });

  test("a second instance leaves and brings the first to the front", async () => {
    await boot({ only: false });
    expect(electron.windows.length).toBe(0);
    expect(electron.app.quits).toBe(1);

    await boot();
    const window = electron.newest();
    window.minimized = true;
    electron.app.emit("second-instance");
    expect(window).toMatchObject({ minimized: false, shown: true, focused: true });
  });
});

describe("a call", () => {
  test("is answered on the channels of the port and on no other", () => {
    expect([...electron.ipcMain.handlers.keys()].sort()).toEqual(HOST_CALLS.map((call) => `twofold:${call}`).sort());
  });

  test("from any frame but the page's own is refused", async () => {
    const sender = electron.newest().webContents;
    const refused = { ok: false, code: "bad-call" };
    const asked = (from: Parameters<typeof electron.ipcMain.invoke>[0]) =>
      electron.ipcMain.invoke(from, "twofold:describe");
    expect(await asked({ sender })).toMatchObject({ ok: true });
    expect(await asked({ sender: new FakeWebContents() })).toEqual(refused);
    expect(await asked({ sender, senderFrame: null })).toEqual(refused); // the frame has gone
    expect(await asked({ sender, senderFrame: { parent: sender.mainFrame, url: "app://twofold/" } })).toEqual(refused);
    expect(await asked({ sender, senderFrame: { parent: null, url: "https://example.org/" } })).toEqual(refused);
    expect(await asked({ sender, senderFrame: { parent: null, url: "app://twofold.example.org/" } })).toEqual(refused);
  });

  test("that fails sends a code back and nothing that a file system said", async () => {
    electron.dialog.answers.push("/no/such/folder/Noa and Sam.twofold");
    const reply = await electron.ipcMain.invoke({ sender: electron.newest().webContents }, "twofold:createFile", {
      suggestedName: "ours.twofold",
      purpose: "backup",
    });
    expect(reply).toEqual({ ok: false, code: "file-failed" });
  });
});

describe("the menu", () => {
  const sessionItems = ["new-entry", "new-need", "export-backup", "open-settings", "lock"];

  test("offers the journal's commands only while a session is open", async () => {
    const enabled = () => sessionItems.filter((id) => electron.menu().item(id).enabled);
    expect(enabled()).toEqual([]);
    await host.sessionChanged(true);
    expect(enabled()).toEqual(sessionItems);
    await host.sessionChanged(false);
    expect(enabled()).toEqual([]);
  });

  test("hands its commands to the page", async () => {
    await host.sessionChanged(true);
    for (const id of ["new-entry", "new-need", "export-backup", "restore-backup", "open-settings", "lock"]) {
      electron.menu().item(id).choose();
    }
    expect(heard).toEqual(["new-entry", "new-need", "export-backup", "restore-backup", "open-settings", "lock"]);
  });

  test("locks with Ctrl or Cmd and L, and has no developer tools and no reload once packaged", async () => {
    expect(electron.menu().item("lock").accelerator).toBe("CmdOrCtrl+L");
    const roles = () => electron.menu().allItems.flatMap(({ role }) => role ?? []);
    expect(roles()).toEqual(expect.arrayContaining(["undo", "redo", "cut", "copy", "paste", "selectAll", "quit"]));
    expect(roles()).not.toContain("toggleDevTools");
    expect(roles()).not.toContain("reload");
    await boot({ isPackaged: false });
    expect(roles()).toContain("toggleDevTools");
  });
});

describe("an open session is locked", () => {
  test.each(["suspend", "lock-screen", "user-did-resign-active", "shutdown"])("on %s", async (moment) => {
    electron.powerMonitor.emit(moment);
    expect(heard).toEqual([]); // nothing was open
    await host.sessionChanged(true);
    electron.powerMonitor.emit(moment);
    expect(heard).toEqual(["lock"]);
  });

  test.each(["idle", "locked"] as const)("when the machine says it is %s", async (state) => {
    await host.sessionChanged(true);
    vi.advanceTimersByTime(POLL_MILLISECONDS);
    expect(heard).toEqual([]);
    electron.powerMonitor.state = state;
    vi.advanceTimersByTime(POLL_MILLISECONDS);
    expect(heard).toEqual(["lock"]);
    expect(electron.powerMonitor.threshold).toBe(IDLE_SECONDS);
  });

  test("and not when the machine does not know", async () => {
    await host.sessionChanged(true);
    electron.powerMonitor.state = "unknown";
    vi.advanceTimersByTime(10 * POLL_MILLISECONDS);
    expect(heard).toEqual([]);
  });

  test("and nothing watches once it has closed", async () => {
    await host.sessionChanged(true);
    await host.sessionChanged(false);
    electron.powerMonitor.state = "idle";
    vi.advanceTimersByTime(10 * POLL_MILLISECONDS);
    expect(heard).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("once, however many reasons there are", async () => {
    await host.sessionChanged(true);
    electron.powerMonitor.emit("lock-screen");
    electron.powerMonitor.emit("suspend");
    electron.menu().item("lock").choose();
    expect(heard).toEqual(["lock"]);
  });
});

describe("after a lock", () => {
  test("a fresh window stands in place of the old one, and hears nothing of it", async () => {
    const old = electron.newest();
    await host.sessionChanged(true);
    electron.powerMonitor.emit("suspend");
    await host.replaceWindow();
    expect(old.destroyed).toBe(true);
    expect(electron.windows.length).toBe(2);
    expect(electron.newest().destroyed).toBe(false);
    expect(electron.app.quits).toBe(0);
    expect(electron.menu().item("lock").enabled).toBe(false);
    vi.advanceTimersByTime(10 * PATIENCE_MILLISECONDS);
    expect(electron.windows.length).toBe(2); // the old page's time limit went with it
    expect(await electron.ipcMain.invoke({ sender: old.webContents }, "twofold:describe")).toMatchObject({ ok: false });
  });

  test("a page that does not finish in six seconds is ended", async () => {
    const old = electron.newest();
    await host.sessionChanged(true);
    electron.powerMonitor.emit("lock-screen");
    await host.sessionChanged(false); // a page that says it locked has still to go
    vi.advanceTimersByTime(PATIENCE_MILLISECONDS - 1);
    expect(old.destroyed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(old.destroyed).toBe(true);
    expect(electron.newest().url).toBe("app://twofold/");
    expect(electron.windows.length).toBe(2);
  });

  test("a page that was still locking when the machine slept has a second after waking to finish", async () => {
    const old = electron.newest();
    await host.sessionChanged(true);
    electron.powerMonitor.emit("suspend");
    vi.advanceTimersByTime(PATIENCE_MILLISECONDS - 1); // a clock that ran on during the sleep left it next to nothing
    electron.powerMonitor.emit("resume");
    vi.advanceTimersByTime(WAKING_MILLISECONDS - 1);
    expect(old.destroyed).toBe(false);
    await host.replaceWindow();
    expect(old.destroyed).toBe(true);
    vi.advanceTimersByTime(10 * PATIENCE_MILLISECONDS);
    expect(electron.windows.length).toBe(2); // the second went with the page it was given to
  });

  test("and is ended when that second is over, however much it had left before the sleep", async () => {
    const old = electron.newest();
    await host.sessionChanged(true);
    electron.powerMonitor.emit("suspend");
    electron.powerMonitor.emit("resume");
    vi.advanceTimersByTime(WAKING_MILLISECONDS - 1);
    expect(old.destroyed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(old.destroyed).toBe(true);
    expect(electron.windows.length).toBe(2);
  });

  test("waking ends no page that was not locking", async () => {
    await host.sessionChanged(true);
    electron.powerMonitor.emit("resume");
    vi.advanceTimersByTime(10 * WAKING_MILLISECONDS);
    expect(electron.windows.length).toBe(1);
  });

  test("files of the old page are closed to the new one", async () => {
    electron.dialog.answers.push(import.meta.filename);
    const opened = await host.openFile({ purpose: "backup" });
    if (opened === "cancelled") throw new Error("nobody cancelled");
    expect((await host.readFile(opened.file, 0, 3)).length).toBe(3);
    await host.replaceWindow();
    await expect(host.readFile(opened.file, 0, 3)).rejects.toMatchObject({ code: "bad-call" });
  });
});

describe("leaving the app", () => {
  test("with nothing open closes at once", () => {
    expect(electron.newest().close()).toBe(true);
    expect(electron.app.quits).toBe(1);
  });

  test("with a session open locks it first, then ends", async () => {
    await host.sessionChanged(true);
    const window = electron.newest();
    expect(window.close()).toBe(false);
    expect(heard).toEqual(["lock"]);
    await host.replaceWindow();
    expect(window.destroyed).toBe(true);
    expect(electron.windows.length).toBe(1); // no fresh window for those who leave
    expect(electron.app.quits).toBe(1);
  });

  test("ends all the same when the page does not finish", async () => {
    await host.sessionChanged(true);
    electron.newest().close();
    vi.advanceTimersByTime(PATIENCE_MILLISECONDS);
    expect(electron.newest().destroyed).toBe(true);
    expect(electron.app.quits).toBe(1);
  });
});

describe("an append to the ledger that is under way", () => {
  let userData: string;
  let append: Promise<void>;

  /** The shell over a ledger, and an append that has just been asked for. */
  beforeEach(async () => {
    userData = await mkdtemp(join(tmpdir(), "twofold-shell-"));
    await boot({ userData });
    const { file } = await host.createOwnFile({ kind: "ledger" });
    await host.syncFile(file);
    await host.keepFile(file);
    append = host.appendLedger(0, new Uint8Array(1_000));
  });
  afterEach(() => rm(userData, { recursive: true }));

  const length = async () => (await stat(join(userData, "ledger/journal.ledger"))).size;

  test("is on the disk before another page takes this one's place", async () => {
    await host.replaceWindow();
    expect(electron.windows.length).toBe(2);
    expect(await length()).toBe(1_000);
    await append;
  });

  test("is on the disk before the app ends, which then ends once", async () => {
    const [leaving, again] = [new FakeEvent(), new FakeEvent()];
    await Promise.resolve(); // the call has come across
    electron.app.emit("will-quit", leaving);
    expect(leaving.defaultPrevented).toBe(true);
    await vi.waitFor(() => expect(electron.app.quits).toBe(1));
    expect(await length()).toBe(1_000);
    electron.app.emit("will-quit", again);
    expect(again.defaultPrevented).toBe(false);
    await append;
  });

  test("does not keep the app from ending once it is through", async () => {
    await append;
    const leaving = new FakeEvent();
    electron.app.emit("will-quit", leaving);
    expect(leaving.defaultPrevented).toBe(false);
    expect(electron.app.quits).toBe(0); // it is ending already
  });
});

describe("a page whose process dies", () => {
  test("is replaced, and its session counts as closed", async () => {
    const window = electron.newest();
    window.emit("ready-to-show");
    await host.sessionChanged(true);
    window.webContents.emit("render-process-gone");
    expect(window.destroyed).toBe(true);
    expect(electron.windows.length).toBe(2);
    expect(electron.menu().item("lock").enabled).toBe(false);
    expect(electron.newest().close()).toBe(true); // no session to lock
  });

  test("before it could be shown ends the app, instead of dying again and again", () => {
    electron.newest().webContents.emit("render-process-gone");
    expect(electron.windows.length).toBe(1);
    expect(electron.app.quits).toBe(1);
  });
});

test("no command reaches a page on any channel but the one of the port", async () => {
  await host.sessionChanged(true);
  electron.menu().item("new-entry").choose();
  expect(electron.newest().webContents.sent).toEqual([{ channel: COMMAND_CHANNEL, args: ["new-entry"] }]);
});
