/** Which shell this page runs in. The one place that looks. */
import { BRIDGE_NAME } from "#shared/host/channels.ts";
import type { Host, HostBridge } from "#shared/host/host.ts";
import { browserHost } from "./browser.ts";
import { electronHost } from "./electron.ts";

declare global {
  interface Window {
    /** Present in the desktop app alone, where the preload puts it before any script of the page runs. */
    readonly [BRIDGE_NAME]?: HostBridge;
  }
}

/** The Host of this page: the desktop shell when its preload left a bridge, else the browser. Made once, in main.tsx. */
export function host(): Host {
  const bridge = window[BRIDGE_NAME];
  return bridge === undefined ? browserHost() : electronHost(bridge);
}
