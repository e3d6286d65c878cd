/**
 * The headers of every response that carries the app, whoever sends it: the shell's app:// handler and the loopback server of the
 * browser Host. A `<meta>` policy would not do: it does not reach workers.
 */

/** The Trusted Types policy of renderer/worker/vault-client.ts, which lets only our own worker files become workers. */
export const WORKER_POLICY = "twofold-worker";

/** The policy prosemirror-view creates to parse what is pasted, on a document that is never attached. */
const CLIPBOARD_POLICY = "ProseMirrorClipboard";

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ["html", "text/html; charset=utf-8"],
  ["js", "text/javascript; charset=utf-8"],
  ["css", "text/css; charset=utf-8"],
  ["json", "application/json; charset=utf-8"],
  ["svg", "image/svg+xml"],
  ["png", "image/png"],
  ["webp", "image/webp"],
  ["woff2", "font/woff2"],
]);

/** Browser abilities that no part of the app uses, refused by name. Writing to the clipboard stays: recovery words can be copied. */
const REFUSED_FEATURES = [
  "accelerometer",
  "autoplay",
  "camera",
  "clipboard-read",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-create",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "storage-access",
  "usb",
  "window-management",
  "xr-spatial-tracking",
];

/** Whether a path names the script of a worker, as Vite writes it: /assets/vault.worker-Bx3k_9aQ.js. */
const isWorkerScript = (pathname: string): boolean => /^\/assets\/[a-z-]+\.worker-[\w-]+\.js$/.test(pathname);

/** The Content-Type of a path by its ending, or null for an ending the app does not have. "/" is the page. */
export function contentTypeOf(pathname: string): string | null {
  const ending = pathname.endsWith("/") ? "html" : /\.([a-z0-9]+)$/.exec(pathname)?.[1];
  return (ending !== undefined && CONTENT_TYPES.get(ending)) || null;
}

/**
 * The Content-Security-Policy of a path's response. Only a worker's own response may compile WebAssembly (libsodium): a worker's
 * policy is that of its script, so the page never can. Workers live under Trusted Types too, as they may start workers.
 */
export function contentSecurityPolicy(pathname: string): string {
  return [
    "default-src 'none'",
    isWorkerScript(pathname) ? "script-src 'self' 'wasm-unsafe-eval'" : "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob:", // pictures of entries, opened in memory; only the page itself can make such an address
    "worker-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    `trusted-types ${WORKER_POLICY} ${CLIPBOARD_POLICY}`,
  ].join("; ");
}

/**
 * All headers of the response for a path, of an error's response too.
 *
 * @param pathname a URL's pathname; "/" is the page itself
 */
export function responseHeaders(pathname: string): Record<string, string> {
  return {
    "Content-Type": contentTypeOf(pathname) ?? "text/plain; charset=utf-8",
    "Content-Security-Policy": contentSecurityPolicy(pathname),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": REFUSED_FEATURES.map((feature) => `${feature}=()`).join(", "),
    // Nothing is cached, so that Back shows nothing after a lock and no page outlives its session.
    "Cache-Control": "no-store",
  };
}
