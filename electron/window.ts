/** The one hardened window. It shows app://twofold and can be brought to show nothing else. */
import type { BrowserWindow, BrowserWindowConstructorOptions, Session } from "electron";
import { APP_URL } from "./protocol.ts";
import { TEXTS } from "./texts.ts";

/** The desk of renderer/app/tokens.css, so that the window does not flash before the page is drawn. */
const DESK = { light: "#ebe7de", dark: "#171513" } as const;

export interface WindowParts {
  /** What the window shows: APP_URL, perhaps with a query. */
  readonly address: string;
  readonly session: Session;
  /** Where the bundled preload lies. */
  readonly preload: string;
  /** A packaged app has no developer tools. */
  readonly packaged: boolean;
  readonly dark: boolean;
  /** Whether screenshots and screen sharing show the window black. A setting, once there are settings. */
  readonly contentProtection: boolean;
}

/** What the window is made with; every switch of the page's process is written out, also where it is the default. */
function windowOptions({ session, preload, packaged, dark }: WindowParts): BrowserWindowConstructorOptions {
  return {
    title: TEXTS.appName,
    width: 1180,
    height: 820,
    minWidth: 360,
    minHeight: 480,
    show: false,
    backgroundColor: dark ? DESK.dark : DESK.light,
    webPreferences: {
      session,
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      plugins: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !packaged,
      v8CacheOptions: "none",
      // A hidden window may still have a draft to finish in the five seconds a lock leaves it.
      backgroundThrottling: false,
    },
  };
}

/** Opens the window; it is shown when its first page is drawn. `Window` is Electron's BrowserWindow. */
export function openWindow(Window: typeof BrowserWindow, parts: WindowParts): BrowserWindow {
  const window = new Window(windowOptions(parts));
  window.setContentProtection(parts.contentProtection);
  confine(window);
  window.once("ready-to-show", () => window.show());
  void window.loadURL(parts.address);
  return window;
}

/** Refuses every way out of the page: navigation, frames, new windows, webviews, and a title other than the app's. */
function confine(window: BrowserWindow): void {
  const contents = window.webContents;
  // The one navigation left: the page loading itself anew, as it does after a failure.
  contents.on("will-navigate", (event) => {
    if (event.url !== APP_URL) event.preventDefault();
  });
  contents.on("will-frame-navigate", (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on("will-redirect", (event) => event.preventDefault());
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-prevent-unload", (event) => event.preventDefault()); // preventing this lets the page go
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
  // A title shows in the task bar and its switcher: no name and no place of the journal gets there.
  window.on("page-title-updated", (event) => event.preventDefault());
}
