/**
 * What every Host adapter promises, as tests. A harness makes an adapter in its own world and stands in for the couple: it answers
 * dialogs, takes what was kept and looks for what was left behind.
 */
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { HOST_CALLS, type HostCall } from "#shared/host/channels.ts";
import { FileId, MAX_CHUNK_BYTES, type Host, type HostCommand } from "#shared/host/host.ts";

export interface HostWorld {
  readonly host: Host;
  /** Prepares the couple's answer to the next `createFile`. A shell that asks nothing cannot be cancelled: false. */
  willSave(answer: { name: string } | "cancelled"): boolean;
  /** Prepares the couple's answer to the next `openFile`. */
  willOpen(answer: { name: string; bytes: Uint8Array } | "cancelled"): Promise<void>;
  /** The bytes the couple has under a name, or null. */
  kept(name: string): Promise<Uint8Array | null>;
  /** How many files exist beside those the couple has: staged, temporary. */
  leftovers(): Promise<number>;
  /** How often a fresh page was shown in place of this one. */
  pagesReplaced(): number;
  /** Has the shell send a command; null for a shell that never sends one. */
  readonly sendCommand: ((command: HostCommand) => void) | null;
  end(): Promise<void>;
}

/** `size` bytes without a pattern that a swapped or dropped piece would fit. */
function bytesOf(size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = 0x2f6e2b1;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

const strangeFile = FileId.parse(`file-${"0".repeat(32)}`);

/** Runs the suite against the adapter of a harness; the last test fails when a call of the port was never made. */
export function hostContract(adapter: string, start: () => Promise<HostWorld>): void {
  describe(`${adapter} as a Host`, () => {
    let world: HostWorld;
    let host: Host;
    const called = new Set<HostCall>();

    beforeEach(async () => {
      world = await start();
      host = new Proxy(world.host, {
        get(target, name: keyof Host) {
          if (name !== "onCommand") called.add(name);
          return target[name];
        },
      });
    });
    afterEach(() => world.end());

    async function created(name = "ours.twofold"): Promise<FileId> {
      world.willSave({ name });
      const answer = await host.createFile({ suggestedName: name, purpose: "backup" });
      if (answer === "cancelled") throw new Error("nobody cancelled");
      return answer.file;
    }

    async function opened(name: string, bytes: Uint8Array) {
      await world.willOpen({ name, bytes });
      const answer = await host.openFile({ purpose: "backup" });
      if (answer === "cancelled") throw new Error("nobody cancelled");
      return answer;
    }

    test("says what it is, and promises no ledger yet", async () => {
      const facts = await host.describe();
      expect(facts.appVersion).not.toBe("");
      expect(facts.ledger).toBe(false);
      expect(facts.locksOnSuspend).toBe(facts.shell === "desktop");
      expect(facts.nativeDialogs).toBe(facts.shell === "desktop");
    });

    test("writes, syncs, reads back and keeps a file", async () => {
      const bytes = bytesOf(10_000);
      const file = await created();
      await host.writeFile(file, bytes.subarray(0, 3_000));
      await host.writeFile(file, bytes.subarray(3_000));
      await host.syncFile(file);
      expect(await host.readFile(file, 0, 20_000)).toEqual(bytes);
      expect(await host.keepFile(file)).toEqual({ name: "ours.twofold" });
      expect(await world.kept("ours.twofold")).toEqual(bytes);
    });

    test("keeps the order of writes that were not waited for, and what they held when they were made", async () => {
      const bytes = bytesOf(9_000);
      const file = await created();
      const reused = new Uint8Array(1_000);
      const writes: Promise<void>[] = [];
      for (let at = 0; at < bytes.length; at += 1_000) {
        reused.set(bytes.subarray(at, at + 1_000));
        writes.push(host.writeFile(file, reused));
      }
      await Promise.all(writes);
      await host.syncFile(file);
      expect(await host.readFile(file, 0, 9_000)).toEqual(bytes);
      await host.dropFile(file);
    });

    test("carries a whole chunk and refuses a byte more", async () => {
      const bytes = bytesOf(MAX_CHUNK_BYTES);
      const file = await created();
      await host.writeFile(file, bytes);
      await expect(host.writeFile(file, new Uint8Array(MAX_CHUNK_BYTES + 1))).rejects.toMatchObject({
        code: "bad-call",
      });
      await host.syncFile(file);
      const read = await host.readFile(file, 0, MAX_CHUNK_BYTES);
      expect(read.length).toBe(bytes.length);
      expect(read.every((byte, at) => byte === bytes[at])).toBe(true); // comparing as toEqual does takes seconds here
      await expect(host.readFile(file, 0, MAX_CHUNK_BYTES + 1)).rejects.toMatchObject({ code: "bad-call" });
      await host.dropFile(file);
    });

    test("shows nothing under the chosen name before it is kept, and leaves nothing when it is dropped", async () => {
      for (const synced of [false, true]) {
        const file = await created();
        await host.writeFile(file, bytesOf(100));
        if (synced) await host.syncFile(file);
        expect(await world.kept("ours.twofold")).toBeNull();
        await host.dropFile(file);
        expect(await world.kept("ours.twofold")).toBeNull();
        expect(await world.leftovers()).toBe(0);
      }
    });

    test("reads any part of an opened file: whole, from within, past its end", async () => {
      const bytes = bytesOf(5_000);
      const { file, name, size } = await opened("theirs.twofold", bytes);
      expect({ name, size }).toEqual({ name: "theirs.twofold", size: 5_000 });
      expect(await host.readFile(file, 0, 5_000)).toEqual(bytes);
      expect(await host.readFile(file, 1_234, 17)).toEqual(bytes.slice(1_234, 1_251));
      expect(await host.readFile(file, 4_990, 100)).toEqual(bytes.slice(4_990));
      expect(await host.readFile(file, 5_000, 1)).toEqual(new Uint8Array());
      expect(await host.readFile(file, 1e12, 1)).toEqual(new Uint8Array());
      await host.dropFile(file);
      expect(await world.kept("theirs.twofold")).toEqual(bytes); // dropping an opened file only closes it
    });

    test("opens an empty file", async () => {
      const { file, size } = await opened("empty.twofold", new Uint8Array());
      expect(size).toBe(0);
      expect(await host.readFile(file, 0, 10)).toEqual(new Uint8Array());
      await host.dropFile(file);
    });

    test("answers with a value when the couple cancels", async () => {
      await world.willOpen("cancelled");
      expect(await host.openFile({ purpose: "backup" })).toBe("cancelled");
      if (world.willSave("cancelled")) {
        expect(await host.createFile({ suggestedName: "ours.twofold", purpose: "backup" })).toBe("cancelled");
      }
      expect(await world.leftovers()).toBe(0);
    });

    test("refuses a file it does not know, one it has let go, and a call out of order", async () => {
      const refused = { code: "bad-call" };
      await expect(host.readFile(strangeFile, 0, 1)).rejects.toMatchObject(refused);
      await expect(host.dropFile(strangeFile)).rejects.toMatchObject(refused);

      const written = await created();
      await expect(host.readFile(written, 0, 1)).rejects.toMatchObject(refused); // not synced
      await expect(host.keepFile(written)).rejects.toMatchObject(refused);
      await host.syncFile(written);
      await expect(host.writeFile(written, bytesOf(1))).rejects.toMatchObject(refused); // closed for writing
      await host.dropFile(written);
      await expect(host.keepFile(written)).rejects.toMatchObject(refused); // let go

      const { file: read } = await opened("theirs.twofold", bytesOf(10));
      await expect(host.writeFile(read, bytesOf(1))).rejects.toMatchObject(refused);
      await expect(host.keepFile(read)).rejects.toMatchObject(refused);
      await host.dropFile(read);
    });

    test.each(["../up.twofold", "a/b", "a\\b", "C:x", ".hidden", "", "tail.", "nul\0", "x".repeat(121)])(
      "refuses %j as a name",
      async (suggestedName) => {
        await expect(host.createFile({ suggestedName, purpose: "backup" })).rejects.toMatchObject({ code: "bad-call" });
      },
    );

    test("refuses arguments off their schema", async () => {
      const loose = host as unknown as Record<HostCall, (...args: unknown[]) => Promise<unknown>>;
      const refused = { code: "bad-call" };
      await expect(loose.describe("more")).rejects.toMatchObject(refused);
      await expect(loose.createFile({ suggestedName: "a.twofold", purpose: "anything" })).rejects.toMatchObject(
        refused,
      );
      await expect(
        loose.createFile({ suggestedName: "a.twofold", purpose: "backup", path: "/etc/passwd" }),
      ).rejects.toMatchObject(refused);
      await expect(loose.openFile("/etc/passwd")).rejects.toMatchObject(refused);
      await expect(loose.sessionChanged("yes")).rejects.toMatchObject(refused);
      const file = await created(); // so that nothing but the schema can refuse
      await expect(loose.writeFile(file, "text")).rejects.toMatchObject(refused);
      await expect(loose.writeFile(file, [1, 2, 3])).rejects.toMatchObject(refused);
      await host.syncFile(file);
      await expect(loose.readFile("/etc/passwd", 0, 10)).rejects.toMatchObject(refused);
      await expect(loose.readFile(file, -1, 10)).rejects.toMatchObject(refused);
      await expect(loose.readFile(file, 0.5, 10)).rejects.toMatchObject(refused);
      await expect(loose.readFile(file, 0, 0)).rejects.toMatchObject(refused);
      await host.dropFile(file);
    });

    test("says only a code when it fails", async () => {
      const thrown: unknown = await host.readFile(strangeFile, 0, 1).catch((error: unknown) => error);
      expect(String(thrown)).toMatch(/^TwofoldError: bad-call(: [A-Za-z]+)?$/);
    });

    test("replaces the page when asked", async () => {
      await host.sessionChanged(true);
      await host.sessionChanged(false);
      expect(world.pagesReplaced()).toBe(0);
      await host.replaceWindow();
      expect(world.pagesReplaced()).toBe(1);
    });

    test("brings commands to a listener until it stops listening", () => {
      const heard: HostCommand[] = [];
      const stop = host.onCommand((command) => heard.push(command));
      world.sendCommand?.("new-entry");
      stop();
      world.sendCommand?.("open-settings");
      expect(heard).toEqual(world.sendCommand === null ? [] : ["new-entry"]);
    });

    afterAll(() => {
      expect([...called].sort(), "calls of the port that this suite never made").toEqual([...HOST_CALLS].sort());
    });
  });
}
