import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, contentTypeOf, responseHeaders } from "#shared/host/response-headers.ts";

/** A policy as a map from directive to its sources. */
const directives = (pathname: string): Map<string, string[]> =>
  new Map(
    contentSecurityPolicy(pathname)
      .split("; ")
      .map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources] as const;
      }),
  );

const PAGE = "/";
const WORKER = "/assets/vault.worker-Bx3k_9-Q.js";

describe("the Content-Security-Policy", () => {
  test.each([PAGE, "/index.html", "/assets/index-x.css", "/nothing-here", WORKER])(
    "of %s allows nothing inline, evaluated or foreign",
    (pathname) => {
      const policy = directives(pathname);
      expect(policy.get("default-src")).toEqual(["'none'"]);
      expect(policy.get("connect-src")).toEqual(["'none'"]);
      expect(policy.get("base-uri")).toEqual(["'none'"]);
      expect(policy.get("form-action")).toEqual(["'none'"]);
      expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
      expect(policy.get("style-src")).toEqual(["'self'"]);
      expect(policy.get("require-trusted-types-for")).toEqual(["'script'"]);
      expect(policy.get("trusted-types")).toEqual(["twofold-worker", "ProseMirrorClipboard"]);
      const sources = [...policy.values()].flat();
      expect(sources).not.toContain("'unsafe-inline'");
      expect(sources).not.toContain("'unsafe-eval'");
      expect(policy.get("img-src")).toEqual(["'self'", "blob:"]); // pictures opened in memory
      expect(sources.filter((source) => /[:*]/.test(source))).toEqual(["blob:"]); // no other scheme, no host, no wildcard
    },
  );

  test("lets a worker's own script compile WebAssembly, and no other response", () => {
    expect(directives(WORKER).get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    for (const pathname of [
      PAGE,
      "/assets/index-Bx3k_9-Q.js",
      "/assets/worker-Bx3k.js",
      "/vault.worker-Bx3k.js", // not among the assets
      "/assets/deep/vault.worker-Bx3k.js",
      "/assets/vault.worker-Bx3k.html",
      "/assets/vault.worker-Bx3k.js/",
      "/assets/a/../vault.worker-Bx3k.js",
    ]) {
      expect(directives(pathname).get("script-src"), pathname).toEqual(["'self'"]);
    }
  });
});

test("every response is isolated, unsniffed, uncached and tells nobody where it came from", () => {
  for (const pathname of [PAGE, WORKER, "/nothing-here"]) {
    expect(responseHeaders(pathname)).toMatchObject({
      "X-Content-Type-Options": "nosniff",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "no-store",
    });
    expect(responseHeaders(pathname)["Permissions-Policy"]).toMatch(/^([a-z-]+=\(\)(, |$))+$/);
  }
});

test("types are told by the ending; an ending the app does not have has none", () => {
  expect(contentTypeOf("/")).toBe("text/html; charset=utf-8");
  expect(contentTypeOf("/assets/a.woff2")).toBe("font/woff2");
  for (const pathname of ["/licences.md", "/assets/a.js.map", "/index", "/.html/x", "/a.constructor", "/a.JS"]) {
    expect(contentTypeOf(pathname), pathname).toBeNull();
  }
});
