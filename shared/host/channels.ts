/**
 * The names of everything that may cross between page and shell. This file imports nothing, so that the sandboxed preload
 * carries names and no schemas; host.ts gives each name its schema, and does not compile when one is missing.
 */

/** Every call a page may make of its shell. Adding one here asks for its schema, its two adapters and its contract test. */
export const HOST_CALLS = [
  "describe",
  "createFile",
  "writeFile",
  "syncFile",
  "readFile",
  "keepFile",
  "dropFile",
  "openFile",
  "openFolder",
  "createOwnFile",
  "openOwnFile",
  "appendLedger",
  "setLedgerAside",
  "removeLedgers",
  "listLedgerParts",
  "removeLedgerParts",
  "listBackups",
  "removeBackup",
  "chooseBackupFolder",
  "sessionChanged",
  "replaceWindow",
] as const;

export type HostCall = (typeof HOST_CALLS)[number];

/** The IPC channel of a call, page to main process. */
export const channelOf = (call: HostCall): `twofold:${HostCall}` => `twofold:${call}`;

/** The IPC channel of commands, main process to page. */
export const COMMAND_CHANNEL = "twofold:command";

/** The name under which the preload shows its bridge to the page, on `window`. */
export const BRIDGE_NAME = "twofoldHost";

/** An object with one function per call, each handing its name and arguments to `call`. */
export function eachCall<Answer>(
  call: (name: HostCall, args: readonly unknown[]) => Answer,
): Record<HostCall, (...args: readonly unknown[]) => Answer> {
  const entries = HOST_CALLS.map((name) => [name, (...args: readonly unknown[]) => call(name, args)] as const);
  return Object.fromEntries(entries) as Record<HostCall, (...args: readonly unknown[]) => Answer>;
}
