// The browser Host's server: the built renderer on loopback, with the headers the desktop shell sends, and nothing else.
import { createServer } from "node:http";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";

const OUT = resolve(import.meta.dirname, "..", "out");
const LOOPBACK = "127.0.0.1";

/** @typedef {{ readonly kind: "serving", readonly origin: string, readonly port: number, readonly close: () => Promise<void> }} Serving */
/** @typedef {Serving | { readonly kind: "taken" }} ServeAnswer */

/**
 * Serves the app as it was last built, with the desktop shell's headers.
 *
 * @param {number} port 0 takes any free one
 */
export async function serveApp(port) {
  const { responseHeaders } = /** @type {typeof import("../shared/host/response-headers.ts")} */ (
    await import(pathToFileURL(join(OUT, "headers/response-headers.mjs")).href)
  );
  return serve({ folder: join(OUT, "renderer"), port, headersOf: responseHeaders });
}

/**
 * Serves the files a folder holds now to this machine alone. A request is looked up among their names and never becomes a
 * path, so nothing outside the folder can be asked for. "taken" when something else listens on the port: another port
 * would be another origin, and the journal belongs to its origin.
 *
 * @param {{ folder: string, port: number, headersOf: (pathname: string) => Record<string, string> }} wanted
 *   `port` 0 takes any free one; `headersOf` gives the headers of the response for a path, refusals included
 * @returns {Promise<ServeAnswer>} rejects when the folder cannot be read or the port not be listened on for another reason
 */
export async function serve({ folder, port, headersOf }) {
  const files = await namesUnder(folder);
  let origin = "";

  const server = createServer((request, response) => {
    const pathname = (request.url ?? "").replace(/[?#].*$/s, ""); // as it was sent: no decoding, no dots tidied away
    /** @type {(status: number, sentence: string, extra?: Record<string, string>) => void} */
    const refuse = (status, sentence, extra) => {
      const headers = { ...headersOf("/"), "Content-Type": "text/plain; charset=utf-8", ...extra };
      response.writeHead(status, headers).end(`${sentence}\n`);
    };
    // A name that points at this machine (DNS rebinding) would make a stranger's page of the same origin.
    if (`http://${request.headers.host}` !== origin) return refuse(421, "This server answers to its own address only.");
    if (request.method !== "GET" && request.method !== "HEAD") {
      return refuse(405, "Files can only be read here.", { Allow: "GET, HEAD" });
    }
    const file = files.get(pathname);
    if (file === undefined) return refuse(404, "There is no such file.");
    readFile(file).then(
      (bytes) => {
        response.writeHead(200, { ...headersOf(pathname), "Content-Length": String(bytes.length) });
        response.end(request.method === "HEAD" ? undefined : bytes);
      },
      () => refuse(404, "This file is gone; start Twofold again."),
    );
  });

  return new Promise((resolve, reject) => {
    server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code === "EADDRINUSE") resolve({ kind: "taken" });
      else reject(error);
    });
    server.listen(port, LOOPBACK, () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("no TCP address"));
      origin = `http://${LOOPBACK}:${address.port}`;
      resolve({
        kind: "serving",
        origin,
        port: address.port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

/**
 * The path under which each file of a folder is asked for; "/" is its index.html.
 *
 * @param {string} folder
 * @returns {Promise<Map<string, string>>}
 */
async function namesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [`/${relative(folder, file).split(sep).join("/")}`, file]),
  );
  const page = files.get("/index.html");
  if (page === undefined) throw new Error(`${folder} holds no index.html`);
  return files.set("/", page);
}
