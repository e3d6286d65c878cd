/** The browser session of the one window: no network, no permission, no download, no cache, no dictionary. */
import type { CommandLine, Session } from "electron";
import { APP_URL } from "./protocol.ts";

/** Kept on disk (the journal's IndexedDB lies in it), apart from Electron's default session, which nothing uses. */
export const PARTITION = "persist:twofold";

/** Two things the page may ask for; all else is refused. Neither reads anything. */
const GRANTED: ReadonlySet<string> = new Set([
  "clipboard-sanitized-write", // copying the recovery words, on a click
  "persistent-storage", // so that the browser never evicts the journal to make room
]);

/** Switches that keep Chromium from speaking to anybody on its own. Only before the app is ready. */
export function stayOffline(commandLine: Pick<CommandLine, "appendSwitch">): void {
  commandLine.appendSwitch("host-resolver-rules", "MAP * ~NOTFOUND");
  commandLine.appendSwitch("disable-background-networking");
  commandLine.appendSwitch("disable-component-update");
  commandLine.appendSwitch("disable-domain-reliability");
  commandLine.appendSwitch("no-pings");
  commandLine.appendSwitch("disable-gpu-shader-disk-cache");
}

/** Denies by default everything a page can ask of a session. */
export function closeOff(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(GRANTED.has(permission) && isOurs(contents.getURL())),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => GRANTED.has(permission) && isOurs(`${origin}/`));
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false); // it would download dictionaries
  session.setSpellCheckerLanguages([]);
}

/** Opened developer tools load their own pages; a packaged app has none. */
const isOurs = (url: string): boolean => url.startsWith(APP_URL) || url.startsWith("devtools://");
