import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { request as ask, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { responseHeaders } from "#shared/host/response-headers.ts";
import { serve } from "../../build/serve.mjs";

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

let home: string;
let site: Extract<Awaited<ReturnType<typeof serve>>, { kind: "serving" }>;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "twofold-serve-"));
  const folder = join(home, "renderer");
  await mkdir(join(folder, "assets"), { recursive: true });
  await writeFile(join(folder, "index.html"), "<!doctype html><title>page</title>");
  await writeFile(join(folder, "assets/vault.worker-Bx3k_9aQ.js"), "postMessage(1)");
  await writeFile(join(folder, "assets/index-Bx3k_9aQ.js"), "1");
  await writeFile(join(home, "planted.txt"), "outside");
  const answer = await serve({ folder, port: 0, headersOf: responseHeaders });
  if (answer.kind !== "serving") throw new Error("port 0 was taken");
  site = answer;
});

afterAll(async () => {
  await site.close();
  await rm(home, { recursive: true });
});

/** Sends a path as it stands: fetch would tidy the dots away before the server saw them. */
const get = (path: string, options: { method?: string; host?: string } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { port } = site;
    const host = options.host ?? `127.0.0.1:${port}`;
    const asked = ask({ host: "127.0.0.1", port, path, method: options.method ?? "GET", headers: { host } });
    asked.on("error", reject).on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => {
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(parts).toString(),
        });
      });
    });
    asked.end();
  });

const refusals: [string, () => Promise<Answer>, number][] = [
  ["an unknown path", () => get("/nothing.js"), 404],
  ["a folder", () => get("/assets/"), 404],
  ["dots", () => get("/../planted.txt"), 404],
  ["dots below a folder that is there", () => get("/assets/../../planted.txt"), 404],
  ["encoded dots", () => get("/%2e%2e/planted.txt"), 404],
  ["an encoded slash", () => get("/..%2fplanted.txt"), 404],
  ["a backslash", () => get("/..\\planted.txt"), 404],
  ["a zero byte", () => get("/index.html%00"), 404],
  ["an address in place of a path", () => get("http://other.invalid/../planted.txt"), 404],
  ["another host's name", () => get("/", { host: "rebound.invalid" }), 421],
  ["another name of this machine", () => get("/", { host: `localhost:${site.port}` }), 421],
  ["another port", () => get("/", { host: "127.0.0.1:1" }), 421],
  ["POST", () => get("/", { method: "POST" }), 405],
  ["OPTIONS", () => get("/", { method: "OPTIONS" }), 405],
];

describe("the browser Host's server", () => {
  test("gives the page, for a deep link's query too, and its files by name", async () => {
    expect(await get("/")).toMatchObject({ status: 200, body: "<!doctype html><title>page</title>" });
    expect(await get("/?demo")).toMatchObject({ status: 200, body: "<!doctype html><title>page</title>" });
    expect(await get("/assets/index-Bx3k_9aQ.js")).toMatchObject({ status: 200, body: "1" });
  });

  test("answers HEAD with the headers alone", async () => {
    const answer = await get("/index.html", { method: "HEAD" });
    expect(answer).toMatchObject({ status: 200, body: "" });
    expect(answer.headers["content-length"]).toBe("34");
  });

  test.each(refusals)("refuses %s in a plain sentence", async (_what, asking, status) => {
    const answer = await asking();
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(answer.body).toMatch(/^[A-Z].*\.\n$/);
    expect(answer.body).not.toContain("outside");
  });

  test("survives a request line that is no address at all", async () => {
    const socket = connect(site.port, "127.0.0.1");
    socket.end(`GET //[ HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\n\r\n`);
    let answer = "";
    for await (const bytes of socket) answer += String(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(await get("/")).toMatchObject({ status: 200 });
  });

  test("sends the policy headers on every response, refusals included", async () => {
    const answers = await Promise.all([get("/"), get("/assets/index-Bx3k_9aQ.js"), ...refusals.map(([, go]) => go())]);
    for (const { headers } of answers) {
      expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(headers).toMatchObject({
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "permissions-policy": expect.stringContaining("camera=()") as string,
      });
    }
  });

  test("lets a worker alone compile WebAssembly", async () => {
    const worker = await get("/assets/vault.worker-Bx3k_9aQ.js");
    expect(worker.headers["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval';");
    const page = await get("/");
    expect(page.headers["content-security-policy"]).not.toContain("unsafe");
  });

  test("takes no other port when the one asked for is taken", async () => {
    const second = await serve({ folder: join(home, "renderer"), port: site.port, headersOf: responseHeaders });
    expect(second).toEqual({ kind: "taken" });
  });
});
