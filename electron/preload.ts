/** Runs sandboxed before the page and shows it the Host port: these calls and the commands, no channel and no event beside them. */
import { contextBridge, ipcRenderer } from "electron";
import { BRIDGE_NAME, channelOf, COMMAND_CHANNEL, eachCall } from "#shared/host/channels.ts";
import type { HostBridge } from "#shared/host/host.ts";

const bridge: HostBridge = {
  ...eachCall((name, args): Promise<unknown> => ipcRenderer.invoke(channelOf(name), ...args)),
  onCommand(listener) {
    // The event stays here: it carries the sender.
    const hear = (_event: unknown, command: unknown) => listener(command);
    ipcRenderer.on(COMMAND_CHANNEL, hear);
    return () => void ipcRenderer.off(COMMAND_CHANNEL, hear);
  },
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, bridge);
