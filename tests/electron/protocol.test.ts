import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { responseHeaders } from "#shared/host/response-headers.ts";
import { registerAppScheme, serveApp } from "../../electron/protocol.ts";
import { fakeElectron } from "../support/fake-electron.ts";

describe("app://twofold", () => {
  let folder: string;
  let ask: (url: string, init?: RequestInit) => Promise<Response>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "twofold-protocol-"));
    await mkdir(join(folder, "out/assets"), { recursive: true });
    await writeFile(join(folder, "secret.html"), "outside");
    await writeFile(join(folder, "out/index.html"), "<!doctype html>");
    await writeFile(join(folder, "out/licences.md"), "words");
    await writeFile(join(folder, "out/assets/vault.worker-abc.js"), "worker");
    await writeFile(join(folder, "out/assets/gone-abc.js"), "soon gone");
    await symlink(join(folder, "secret.html"), join(folder, "out/assets/link.woff"));
    const { protocol } = fakeElectron();
    serveApp(protocol, join(folder, "out"));
    await rm(join(folder, "out/assets/gone-abc.js"));
    await writeFile(join(folder, "out/late.html"), "was not there at the start");
    ask = async (url, init) => {
      const answer = await protocol.handlers.get("app")?.(new Request(url, init));
      if (answer === undefined) throw new Error("no handler");
      return answer;
    };
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test("is a standard and secure scheme, which may not go round the policy", () => {
    const { protocol } = fakeElectron();
    registerAppScheme(protocol);
    expect(protocol.privileged).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  test("serves the page and its assets with the headers of their paths", async () => {
    for (const [pathname, body] of [
      ["/", "<!doctype html>"],
      ["/index.html", "<!doctype html>"],
      ["/assets/vault.worker-abc.js", "worker"],
    ] as const) {
      const answer = await ask(`app://twofold${pathname}?any=query`);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe(body);
      for (const [name, value] of Object.entries(responseHeaders(pathname)))
        expect(answer.headers.get(name)).toBe(value);
    }
  });

  test.each([
    ["another host", "app://elsewhere/index.html", 404],
    ["a port", "app://twofold:80/index.html", 404],
    ["a user", "app://twofold@elsewhere/index.html", 404],
    ["what is not there", "app://twofold/nothing.html", 404],
    ["what came after the start", "app://twofold/late.html", 404],
    ["what went after the start", "app://twofold/assets/gone-abc.js", 500],
    ["a folder", "app://twofold/assets/", 404],
    ["a file of a kind the app does not load", "app://twofold/licences.md", 404],
    ["dots", "app://twofold/../secret.html", 404],
    ["dots, encoded", "app://twofold/%2e%2e/secret.html", 404],
    ["slashes, encoded", "app://twofold/..%2fsecret.html", 404],
    ["backslashes", "app://twofold/..%5csecret.html", 404],
    ["a null byte", "app://twofold/index.html%00.js", 404],
  ])("refuses %s, with the policy and no word of why", async (_what, url, status) => {
    const request = new Request("app://twofold/"); // a Request refuses some of these addresses, which Chromium might not
    Object.defineProperty(request, "url", { value: url });
    const { protocol } = fakeElectron();
    serveApp(protocol, join(folder, "out"));
    const answer = await ask(url).catch(() => protocol.handlers.get("app")?.(request));
    expect(answer?.status).toBe(status);
    expect(await answer?.text()).toBe("");
    expect(answer?.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
    expect(answer?.headers.get("Cache-Control")).toBe("no-store");
  });

  test("answers nothing but GET", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) {
      expect((await ask("app://twofold/", { method })).status).toBe(405);
    }
  });

  test("does not start when the renderer was not built", () => {
    expect(() => serveApp(fakeElectron().protocol, join(folder, "out/assets"))).toThrow(/not built/);
  });
});
