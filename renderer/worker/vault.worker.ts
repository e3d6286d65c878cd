/**
 * The vault worker: holds every key of the open session, the store and libsodium. One call at a time, in order;
 * arguments are parsed here, and only answers and error codes leave.
 */
import { codeOf, TwofoldError } from "#shared/base/errors.ts";
import { sodiumReady } from "#shared/crypto/sodium.ts";
import {
  Call,
  VAULT_CALLS,
  type CallArgument,
  type CallName,
  type Reply,
  type Room,
  type VaultAnswers,
} from "./calls.ts";
import { openRoom } from "./room.ts";

const isCall = (name: string): name is CallName => Object.hasOwn(VAULT_CALLS, name);

const post = (reply: Reply, transfer: Transferable[] = []) => self.postMessage(reply, { transfer });

async function answer(room: Room, data: unknown): Promise<void> {
  const call = Call.safeParse(data);
  if (!call.success) return; // no number to answer to
  const { number, name, argument } = call.data;
  try {
    if (!isCall(name)) throw new TwofoldError("bad-call", "no such call");
    const parsed = VAULT_CALLS[name].safeParse(argument);
    if (!parsed.success) throw new TwofoldError("bad-call", name);
    const onProgress = (done: number, total: number) => post({ number, done, total });
    const handler = room[name] as (
      argument: CallArgument<CallName>,
      onProgress: Progress,
    ) => Promise<VaultAnswers[CallName]>;
    const result = await handler(parsed.data, onProgress);
    post({ number, answer: result }, buffersOf(result));
  } catch (thrown) {
    post({ number, failed: codeOf(thrown) });
  }
}

type Progress = (done: number, total: number) => void;

/** Big byte strings are given away, not copied. */
function buffersOf(result: unknown): Transferable[] {
  if (typeof result !== "object" || result === null) return [];
  return Object.values(result).flatMap((value) => (value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []));
}

/** Calls that read a whole file: they queue among themselves, so that a draft or a lock never waits for them. */
const READING: readonly string[] = [
  "exportBackup",
  "backUp",
  "openBackup",
  "openKeptBackup",
  "verifyBackup",
  "rehearse",
  "planRestore",
  "planMerge",
  "exportMyPart",
] satisfies CallName[];

const opened = sodiumReady.then(openRoom);
const last = { reading: Promise.resolve(), file: Promise.resolve(), other: Promise.resolve() };
self.onmessage = ({ data }: MessageEvent<{ readonly name?: unknown }>) => {
  const name = String(data.name);
  const queue = READING.includes(name) ? "reading" : name === "readFile" ? "file" : "other";
  last[queue] = last[queue].then(async () => answer(await opened, data));
};
