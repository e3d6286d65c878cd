/** app://twofold, the one origin of the desktop app. IndexedDB belongs to it: changing scheme or host loses every journal. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Protocol } from "electron";
import { contentTypeOf, responseHeaders } from "#shared/host/response-headers.ts";

const SCHEME = "app";

/** The origin the page lives in. */
const APP_ORIGIN = `${SCHEME}://twofold`;

/** The address of the page, and the start of every address it may load. */
export const APP_URL = `${APP_ORIGIN}/`;

/** Makes app:// a scheme with origins, in a secure context. Only before the app is ready. */
export function registerAppScheme(protocol: Pick<Protocol, "registerSchemesAsPrivileged">): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Answers requests for app://twofold from one folder; every answer, refusals too, carries the headers of response-headers.ts.
 * The files are listed once, here: what is not on the list is not served, whatever its address looks like.
 *
 * @param folder the built renderer; it must have an index.html
 */
export function serveApp(protocol: Pick<Protocol, "handle">, folder: string): void {
  const files = new Map(pathnamesIn(folder).map((pathname) => [pathname, join(folder, ...pathname.split("/"))]));
  const page = files.get("/index.html");
  if (page === undefined) throw new Error("The app was not built: its index.html is missing.");
  files.set("/", page);

  protocol.handle(SCHEME, async (request) => {
    const { origin, pathname } = addressOf(request.url);
    if (origin !== APP_ORIGIN) return refusal(404, pathname);
    if (request.method !== "GET") return refusal(405, pathname);
    const file = files.get(pathname);
    if (file === undefined) return refusal(404, pathname);
    try {
      return new Response(await readFile(file), { headers: responseHeaders(pathname) });
    } catch {
      return refusal(500, pathname); // the page sees a status; a file system's message would name a path
    }
  });
}

// URL.origin is "null" for schemes that Node does not know.
function addressOf(url: string): { origin: string; pathname: string } {
  const { protocol, host, pathname } = new URL(url);
  return { origin: `${protocol}//${host}`, pathname };
}

function refusal(status: number, pathname: string): Response {
  const headers = { ...responseHeaders(pathname), "Content-Type": "text/plain; charset=utf-8" };
  return new Response(null, { status, headers });
}

// By hand, not `recursive: true`: the folder may lie inside an asar archive.
function pathnamesIn(folder: string, under = ""): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const pathname = `${under}/${entry.name}`;
    if (entry.isDirectory()) return pathnamesIn(join(folder, entry.name), pathname);
    return contentTypeOf(pathname) === null ? [] : [pathname];
  });
}
