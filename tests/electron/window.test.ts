import { describe, expect, test } from "vitest";
import { openWindow } from "../../electron/window.ts";
import { FakeEvent, FakeSession, FakeWindow } from "../support/fake-electron.ts";

function opened(parts: Partial<Parameters<typeof openWindow>[1]> = {}): FakeWindow {
  return openWindow(FakeWindow as never, {
    address: "app://twofold/",
    session: new FakeSession() as never,
    preload: "/out/preload.cjs",
    packaged: true,
    dark: false,
    contentProtection: false,
    ...parts,
  }) as never;
}

/** Whether a listener prevented an event of the page. */
function prevented(window: FakeWindow, name: string, facts: object = {}): boolean {
  const event = Object.assign(new FakeEvent(), facts);
  window.webContents.emit(name, event);
  return event.defaultPrevented;
}

describe("the window", () => {
  test("gives the page no power but the preload's", () => {
    expect(opened().options.webPreferences).toMatchObject({
      preload: "/out/preload.cjs",
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      spellcheck: false,
      v8CacheOptions: "none",
    });
  });

  test("has developer tools only unpackaged", () => {
    expect(opened().options.webPreferences?.devTools).toBe(false);
    expect(opened({ packaged: false }).options.webPreferences?.devTools).toBe(true);
  });

  test("loads the app and shows itself when the page is drawn", () => {
    const window = opened();
    expect(window.url).toBe("app://twofold/");
    expect(window.options.show).toBe(false);
    expect(window.shown).toBe(false);
    window.emit("ready-to-show");
    expect(window.shown).toBe(true);
  });

  test("goes nowhere, opens nothing, embeds nothing", () => {
    const window = opened();
    for (const url of ["https://example.org/", "file:///etc/passwd", "app://twofold/other.html", "javascript:0"]) {
      expect(prevented(window, "will-navigate", { url }), url).toBe(true);
    }
    expect(prevented(window, "will-navigate", { url: "app://twofold/" })).toBe(false); // loading itself anew
    expect(prevented(window, "will-frame-navigate", { isMainFrame: false })).toBe(true);
    expect(prevented(window, "will-redirect")).toBe(true);
    expect(prevented(window, "will-attach-webview")).toBe(true);
    expect(window.webContents.windowOpenHandler?.({ url: "https://example.org/" } as never)).toEqual({
      action: "deny",
    });
    expect(window.webContents.webRtcPolicy).toBe("disable_non_proxied_udp");
  });

  test("lets the page neither hold it open nor name it", () => {
    const window = opened();
    expect(prevented(window, "will-prevent-unload")).toBe(true);
    const event = new FakeEvent();
    window.emit("page-title-updated", event, "A need of Noa");
    expect(event.defaultPrevented).toBe(true);
    expect(window.options.title).toBe("Twofold");
  });

  test("is hidden from screenshots when asked", () => {
    expect(opened().contentProtected).toBe(false);
    expect(opened({ contentProtection: true }).contentProtected).toBe(true);
  });
});
