/** The Host of the desktop app: every call crosses the preload's bridge, and what comes back is parsed here. */
import { TwofoldError } from "#shared/base/errors.ts";
import { eachCall } from "#shared/host/channels.ts";
import { HOST_SCHEMA, HostCommand, HostReply, type Host, type HostBridge, type HostCalls } from "#shared/host/host.ts";

/** The Host behind the preload's bridge. A reply that does not fit its call's schema rejects with "bad-call". */
export function electronHost(bridge: HostBridge): Host {
  const calls = eachCall(async (name, args) => {
    const reply = HostReply.safeParse(await bridge[name](...args));
    if (!reply.success) throw new TwofoldError("bad-call", name);
    if (!reply.data.ok) throw new TwofoldError(reply.data.code, name);
    const result = HOST_SCHEMA[name].result.safeParse(reply.data.value);
    if (!result.success) throw new TwofoldError("bad-call", name);
    return result.data;
  }) as HostCalls; // each result was parsed by its own call's schema

  return { ...calls, onCommand: (listener) => bridge.onCommand((command) => listener(HostCommand.parse(command))) };
}
