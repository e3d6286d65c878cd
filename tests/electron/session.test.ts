import { describe, expect, test } from "vitest";
import { closeOff, stayOffline } from "../../electron/session.ts";
import { FakeEvent, fakeElectron, FakeSession } from "../support/fake-electron.ts";

function closedSession(): FakeSession {
  const session = new FakeSession();
  closeOff(session as never);
  return session;
}

describe("the session", () => {
  test("lets out no request but the app's own", () => {
    const session = closedSession();
    expect(session.lets("app://twofold/")).toBe(true);
    expect(session.lets("app://twofold/assets/index.js")).toBe(true);
    for (const url of [
      "https://example.org/",
      "http://127.0.0.1:9/",
      "ws://example.org/",
      "file:///etc/passwd",
      "data:text/html,x",
      "blob:https://example.org/1",
      "app://twofold.example.org/",
      "app://twofold@example.org/",
      "app://elsewhere/",
      "APP://twofold/",
    ]) {
      expect(session.lets(url), url).toBe(false);
    }
  });

  test("grants the two permissions the app uses, to its own page, and no other", () => {
    const session = closedSession();
    const requested = (permission: string, url: string): boolean => {
      let granted: boolean | undefined;
      session.requestHandler?.(
        { getURL: () => url } as never,
        permission as never,
        (answer) => (granted = answer),
        {} as never,
      );
      if (granted === undefined) throw new Error("the request was not answered");
      return granted;
    };
    const checked = (permission: string, origin: string) =>
      session.checkHandler?.(null, permission as never, origin, {} as never);

    for (const permission of ["clipboard-sanitized-write", "persistent-storage"]) {
      expect(requested(permission, "app://twofold/")).toBe(true);
      expect(checked(permission, "app://twofold")).toBe(true);
      expect(requested(permission, "https://example.org/")).toBe(false);
      expect(checked(permission, "app://twofold.example.org")).toBe(false);
    }
    for (const permission of [
      "media",
      "geolocation",
      "notifications",
      "clipboard-read",
      "openExternal",
      "fileSystem",
      "usb",
      "unknown",
    ]) {
      expect(requested(permission, "app://twofold/"), permission).toBe(false);
      expect(checked(permission, "app://twofold"), permission).toBe(false);
    }
    expect(session.deviceHandler?.({} as never)).toBe(false);
  });

  test("downloads nothing, dictionaries neither", () => {
    const session = closedSession();
    const event = new FakeEvent();
    session.emit("will-download", event);
    expect(event.defaultPrevented).toBe(true);
    expect(session.spellCheckerEnabled).toBe(false);
    expect(session.spellCheckerLanguages).toEqual([]);
  });

  test("resolves no name", () => {
    const { commandLine } = fakeElectron().app;
    stayOffline(commandLine);
    expect(commandLine.switches.get("host-resolver-rules")).toBe("MAP * ~NOTFOUND");
    expect(commandLine.switches.has("disable-background-networking")).toBe(true);
  });
});
