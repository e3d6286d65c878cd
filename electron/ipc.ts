/** The one place where the main process and its page speak. Nothing but a value of the call's result, or a code, goes back. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from "electron";
import { codeOf } from "#shared/base/errors.ts";
import { channelOf, COMMAND_CHANNEL, HOST_CALLS } from "#shared/host/channels.ts";
import { callWith, type HostCalls, type HostCommand, type HostReply } from "#shared/host/host.ts";
import { APP_URL } from "./protocol.ts";

/**
 * Answers every call of the Host port.
 *
 * @param page the page that may call; a call by any other page or frame is refused with "bad-call"
 */
export function answerCalls(ipcMain: Pick<IpcMain, "handle">, calls: HostCalls, page: () => WebContents): void {
  for (const name of HOST_CALLS) {
    ipcMain.handle(channelOf(name), async (event, ...args: unknown[]): Promise<HostReply> => {
      try {
        if (!isTrusted(event, page())) return { ok: false, code: "bad-call" };
        return { ok: true, value: await callWith(calls, name, args) };
      } catch (thrown) {
        return { ok: false, code: codeOf(thrown) };
      }
    });
  }
}

/** Sends a command to a page. */
export function sendCommand(page: WebContents, command: HostCommand): void {
  page.send(COMMAND_CHANNEL, command);
}

/** Whether a call came from the top frame of our own page. */
function isTrusted({ sender, senderFrame }: IpcMainInvokeEvent, page: WebContents): boolean {
  return sender === page && senderFrame !== null && senderFrame.parent === null && senderFrame.url.startsWith(APP_URL);
}
