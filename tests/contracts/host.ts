/**
 * What every Host adapter promises, as tests. A harness makes an adapter in its own world and stands in for the couple: it answers
 * dialogs, takes what was kept and looks for what was left behind.
 */
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { HOST_CALLS, type HostCall } from "#shared/host/channels.ts";
import {
  BackupName,
  FileId,
  MAX_CHUNK_BYTES,
  PartName,
  type Host,
  type HostFacts,
  type HostCommand,
  type OwnPlace,
} from "#shared/host/host.ts";

export interface HostWorld {
  readonly host: Host;
  /** Prepares the couple's answer to the next `createFile`. A shell that asks nothing cannot be cancelled: false. */
  willSave(answer: { name: string } | "cancelled"): boolean;
  /** Prepares the couple's answer to the next `openFile`. */
  willOpen(answer: { name: string; bytes: Uint8Array } | "cancelled"): Promise<void>;
  /** Prepares the couple's answer to the next `openFolder`: a folder "Notes" with these files, by relative path. */
  willOpenFolder(answer: Readonly<Record<string, Uint8Array>> | "cancelled"): Promise<void>;
  /** The bytes the couple has under a name, or null. */
  kept(name: string): Promise<Uint8Array | null>;
  /** Prepares the couple's answer to the next `chooseBackupFolder` of a desktop shell: another folder, empty. */
  willChooseFolder(answer: "another" | "cancelled"): void;
  /** The Host of the same place after the shell was ended and started again. */
  restarted(): Promise<Host>;
  /** How many files exist beside those the couple and the app's own places have: staged, temporary. */
  leftovers(): Promise<number>;
  /** How many ledgers lie set aside. */
  ledgersAside(): Promise<number>;
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

const LEDGER = { kind: "ledger" } as const;
const SUNDAY = { kind: "backup", name: BackupName.parse("Twofold 2026-11-22 22-31-05Z.twofold") } as const;
const MONDAY = { kind: "backup", name: BackupName.parse("Twofold 2026-11-23 22-40-00Z.twofold") } as const;
const PART = { kind: "backup-part", name: PartName.parse(`p-_${"A".repeat(40)}`) } as const;

const LEDGER_PART = { kind: "ledger-part", name: PART.name } as const;

const strangeFile = FileId.parse(`file-${"0".repeat(32)}`);

/** Runs the suite against the adapter of a harness; the last test fails when a call of the port was never made. */
export function hostContract(adapter: string, shell: HostFacts["shell"], start: () => Promise<HostWorld>): void {
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

    async function written(place: OwnPlace, bytes: Uint8Array): Promise<FileId> {
      const { file } = await host.createOwnFile(place);
      await host.writeFile(file, bytes);
      await host.syncFile(file);
      return file;
    }

    /** What lies in a place of the app's own, or "absent". */
    async function lying(place: OwnPlace, from: Host = host): Promise<Uint8Array | "absent"> {
      const opened = await from.openOwnFile(place);
      if (opened === "absent") return "absent";
      const bytes = await from.readFile(opened.file, 0, MAX_CHUNK_BYTES);
      expect(opened.size).toBe(bytes.length);
      await from.dropFile(opened.file);
      return bytes;
    }

    test("says what it is", async () => {
      const facts = await host.describe();
      const desktop = shell === "desktop";
      expect(facts.shell).toBe(shell);
      expect(facts.appVersion).not.toBe("");
      expect(facts.engine).not.toBe("");
      expect(facts).toMatchObject({ ledger: desktop, locksOnSuspend: desktop });
      expect(facts).toMatchObject({ nativeDialogs: desktop, backupFolder: desktop });
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

    test("lists a chosen folder's plain files by their paths, to be read and dropped one by one", async () => {
      const contents = { "2026/05/17.md": bytesOf(300), "2026/river.jpg": bytesOf(5_000), "a.md": bytesOf(0) };
      await world.willOpenFolder({ ...contents, ".trash/old.md": bytesOf(7), "2026/.hidden.md": bytesOf(7) });
      const opened = await host.openFolder();
      if (opened === "cancelled") throw new Error("nobody cancelled");
      expect({ name: opened.name, left: opened.left }).toEqual({ name: "Notes", left: 0 });
      expect(opened.files.map(({ path, size }) => ({ path, size }))).toEqual(
        Object.entries(contents).map(([path, bytes]) => ({ path, size: bytes.length })),
      );
      for (const { file, path } of opened.files) {
        const bytes = contents[path as keyof typeof contents];
        expect(await host.readFile(file, 0, MAX_CHUNK_BYTES)).toEqual(bytes);
        expect(await host.readFile(file, 100, 50)).toEqual(bytes.slice(100, 150));
        await expect(host.writeFile(file, bytesOf(1))).rejects.toMatchObject({ code: "bad-call" });
        await host.dropFile(file);
        await expect(host.readFile(file, 0, 1)).rejects.toMatchObject({ code: "bad-call" });
      }
    });

    test("opens a file of another journal, and writes an export", async () => {
      await world.willOpen({ name: "theirs.zip", bytes: bytesOf(40) });
      const opened = await host.openFile({ purpose: "import" });
      if (opened === "cancelled") throw new Error("nobody cancelled");
      expect(opened).toMatchObject({ name: "theirs.zip", size: 40 });
      await host.dropFile(opened.file);
      world.willSave({ name: "ours.zip" });
      const made = await host.createFile({ suggestedName: "ours.zip", purpose: "export" });
      if (made === "cancelled") throw new Error("nobody cancelled");
      await host.writeFile(made.file, bytesOf(40));
      await host.syncFile(made.file);
      await host.keepFile(made.file);
      expect(await world.kept("ours.zip")).toEqual(bytesOf(40));
      const loose = host as unknown as Record<HostCall, (...args: unknown[]) => Promise<unknown>>;
      await expect(loose.openFile({ purpose: "export" })).rejects.toMatchObject({ code: "bad-call" });
    });

    test("answers with a value when the couple cancels", async () => {
      await world.willOpenFolder("cancelled");
      expect(await host.openFolder()).toBe("cancelled");
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
      await expect(loose.appendLedger(-1, new Uint8Array(1))).rejects.toMatchObject(refused);
      await expect(loose.appendLedger(0, "text")).rejects.toMatchObject(refused);
      await expect(loose.listBackups("/etc")).rejects.toMatchObject(refused);
      await expect(loose.chooseBackupFolder("/etc")).rejects.toMatchObject(refused);
      await host.syncFile(file);
      await expect(loose.readFile("/etc/passwd", 0, 10)).rejects.toMatchObject(refused);
      await expect(loose.readFile(file, -1, 10)).rejects.toMatchObject(refused);
      await expect(loose.readFile(file, 0.5, 10)).rejects.toMatchObject(refused);
      await expect(loose.readFile(file, 0, 0)).rejects.toMatchObject(refused);
      await host.dropFile(file);
    });

    describe("files of the app's own", () => {
      test("are kept, listed, opened, replaced and removed by their places", async () => {
        expect(await host.listBackups()).toMatchObject({ backups: [], parts: [] });
        for (const place of [SUNDAY, MONDAY, PART]) {
          expect(await lying(place)).toBe("absent");
          expect(await host.keepFile(await written(place, bytesOf(700)))).toEqual({ name: place.name });
          expect(await lying(place)).toEqual(bytesOf(700));
        }
        await host.keepFile(await written(SUNDAY, bytesOf(900)));
        expect(await lying(SUNDAY)).toEqual(bytesOf(900));

        const listed = await host.listBackups();
        expect([...listed.backups].sort((left, right) => (left.name < right.name ? -1 : 1))).toEqual([
          { name: SUNDAY.name, size: 900 },
          { name: MONDAY.name, size: 700 },
        ]);
        expect(listed.parts).toEqual([{ name: PART.name, size: 700 }]);
        expect(listed.place === null).toBe(shell === "browser");

        await host.removeBackup(SUNDAY);
        await host.removeBackup(SUNDAY); // it is not there, and that is all one wants
        await host.removeBackup(PART);
        expect(await host.listBackups()).toMatchObject({ backups: [{ name: MONDAY.name, size: 700 }], parts: [] });
        expect(await lying(SUNDAY)).toBe("absent");
        expect(await world.leftovers()).toBe(0);
      });

      test("leave the older one whole until they are kept, and nothing when they are dropped", async () => {
        await host.keepFile(await written(SUNDAY, bytesOf(100)));
        const file = await written(SUNDAY, bytesOf(3_000));
        expect(await host.readFile(file, 0, 5_000)).toEqual(bytesOf(3_000));
        expect(await lying(SUNDAY)).toEqual(bytesOf(100));
        await host.dropFile(file);
        expect(await lying(SUNDAY)).toEqual(bytesOf(100));
        await expect(host.keepFile(file)).rejects.toMatchObject({ code: "bad-call" });
        expect(await world.leftovers()).toBe(0);
      });

      test("lie nowhere but in their places", async () => {
        const loose = host as unknown as Record<HostCall, (...args: unknown[]) => Promise<unknown>>;
        const strange = [
          "/etc/passwd",
          { kind: "backup", name: "../ours.twofold" },
          { kind: "backup", name: `../${SUNDAY.name}` },
          { kind: "backup", name: `${SUNDAY.name}/../../x` },
          { kind: "backup", name: "ours.twofold" },
          { kind: "backup", name: `${SUNDAY.name}\n` },
          { kind: "backup", name: PART.name },
          { kind: "backup-part", name: `../${PART.name.slice(3)}` },
          { kind: "backup-part", name: `${PART.name}A` },
          { kind: "ledger", name: "journal.ledger" },
          { kind: "ledger-part", name: `../${PART.name.slice(3)}` },
          { kind: "ledger-part", name: "journal.ledger" },
          { kind: "profile" },
        ];
        for (const place of strange) {
          for (const call of ["createOwnFile", "openOwnFile", "removeBackup"] as const) {
            await expect(loose[call](place), `${call} ${JSON.stringify(place)}`).rejects.toMatchObject({
              code: "bad-call",
            });
          }
        }
        await expect(loose.removeBackup(LEDGER)).rejects.toMatchObject({ code: "bad-call" });
        await expect(loose.removeBackup(LEDGER_PART)).rejects.toMatchObject({ code: "bad-call" });
        await expect(loose.removeLedgerParts(["journal.ledger"])).rejects.toMatchObject({ code: "bad-call" });
        await expect(loose.removeLedgerParts([`../${PART.name.slice(3)}`])).rejects.toMatchObject({ code: "bad-call" });
        expect(await world.leftovers()).toBe(0);
      });
    });

    test("is without a ledger at first", async () => {
      expect(await lying(LEDGER)).toBe("absent");
      await expect(host.appendLedger(0, bytesOf(1))).rejects.toMatchObject({ code: "bad-call" });
      expect(await host.setLedgerAside()).toBe("absent");
      await host.removeLedgers({ current: true });
      expect(await lying(LEDGER_PART)).toBe("absent");
      expect(await host.listLedgerParts()).toEqual([]);
      await host.removeLedgerParts([LEDGER_PART.name]); // it is not there, and that is all one wants
    });

    if (shell === "browser") {
      test("has no ledger to keep and no folder to choose, as it says", async () => {
        await expect(host.createOwnFile(LEDGER)).rejects.toMatchObject({ code: "bad-call" });
        await expect(host.createOwnFile(LEDGER_PART)).rejects.toMatchObject({ code: "bad-call" });
        await expect(host.chooseBackupFolder()).rejects.toMatchObject({ code: "bad-call" });
        expect(await world.leftovers()).toBe(0);
      });
    } else desktopContract();

    function desktopContract(): void {
      const badCall = { code: "bad-call" };

      test("keeps backups in another folder once it is chosen, and those before stay where they are", async () => {
        await host.keepFile(await written(SUNDAY, bytesOf(10)));
        const before = await host.listBackups();
        world.willChooseFolder("cancelled");
        expect(await host.chooseBackupFolder()).toBe("cancelled");
        expect(await host.listBackups()).toEqual(before);
        world.willChooseFolder("another");
        const chosen = await host.chooseBackupFolder();
        if (chosen === "cancelled") throw new Error("nobody cancelled");
        expect(chosen.place).not.toBe(before.place);
        expect(await host.listBackups()).toEqual({ place: chosen.place, backups: [], parts: [] });
        await host.keepFile(await written(MONDAY, bytesOf(20)));
        expect((await host.listBackups()).backups).toEqual([{ name: MONDAY.name, size: 20 }]);
      });

      test("has a ledger that grows at its end and nowhere else", async () => {
        const bytes = bytesOf(1_000);
        await host.keepFile(await written(LEDGER, bytes.slice(0, 400)));
        await host.appendLedger(400, bytes.slice(400, 700));
        for (const at of [0, 400, 699, 701, 1_000]) {
          await expect(host.appendLedger(at, bytesOf(10))).rejects.toMatchObject(badCall);
        }
        await host.appendLedger(700, new Uint8Array());
        await host.appendLedger(700, bytes.slice(700));
        expect(await lying(LEDGER)).toEqual(bytes);
        expect(await world.leftovers()).toBe(0);
      });

      test("carries out appends that were not waited for in the order they were made", async () => {
        const bytes = bytesOf(1_000);
        await host.keepFile(await written(LEDGER, new Uint8Array()));
        const appends: Promise<void>[] = [];
        for (let at = 0; at < 1_000; at += 100) appends.push(host.appendLedger(at, bytes.subarray(at, at + 100)));
        const late = host.appendLedger(100, bytes); // the end of a moment that has passed
        const read = lying(LEDGER); // asked for after them
        await expect(late).rejects.toMatchObject(badCall);
        await Promise.all(appends);
        expect(await read).toEqual(bytes);
      });

      test("appends to the end of the ledger that replaced another", async () => {
        const bytes = bytesOf(900);
        await host.keepFile(await written(LEDGER, bytesOf(500)));
        await host.appendLedger(500, bytesOf(100));
        const shorter = await written(LEDGER, bytes.slice(0, 300));
        await host.appendLedger(600, bytesOf(50)); // the older one grows until the new one is kept
        await host.keepFile(shorter);
        await expect(host.appendLedger(650, bytesOf(1))).rejects.toMatchObject(badCall);
        await host.appendLedger(300, bytes.slice(300));
        expect(await lying(LEDGER)).toEqual(bytes);
      });

      test("has no ledger once it was set aside, until there is a new one", async () => {
        await host.keepFile(await written(LEDGER, bytesOf(500)));
        await host.appendLedger(500, bytesOf(100));
        const aside = await host.setLedgerAside();
        expect(aside).not.toBe("absent");
        expect(await lying(LEDGER)).toBe("absent");
        await expect(host.appendLedger(600, bytesOf(1))).rejects.toMatchObject(badCall);
        expect(await host.setLedgerAside()).toBe("absent");
        await host.keepFile(await written(LEDGER, bytesOf(40)));
        await host.appendLedger(40, bytesOf(2));
        expect((await lying(LEDGER)).length).toBe(42);
        expect(await host.setLedgerAside()).not.toEqual(aside);
      });

      test("has no ledger and nothing set aside once they were removed", async () => {
        await host.keepFile(await written(LEDGER, bytesOf(500)));
        await host.setLedgerAside();
        await host.keepFile(await written(LEDGER, bytesOf(40)));
        await host.removeLedgers({ current: false });
        expect(await world.ledgersAside()).toBe(0);
        await host.appendLedger(40, bytesOf(2));
        expect((await lying(LEDGER)).length).toBe(42);
        await host.setLedgerAside();
        await host.keepFile(await written(LEDGER, bytesOf(40)));
        expect(await world.ledgersAside()).toBe(1);
        await host.removeLedgers({ current: true });
        expect(await lying(LEDGER)).toBe("absent");
        expect(await world.ledgersAside()).toBe(0);
        await host.removeLedgers({ current: true });
      });

      test("keeps parts beside its ledger and apart from those of backups, until they or the ledger are removed", async () => {
        const other = { kind: "ledger-part", name: PartName.parse("B".repeat(43)) } as const;
        await host.keepFile(await written(PART, bytesOf(10)));
        expect(await host.keepFile(await written(LEDGER_PART, bytesOf(700)))).toEqual({ name: LEDGER_PART.name });
        await host.keepFile(await written(LEDGER_PART, bytesOf(900)));
        await host.keepFile(await written(other, bytesOf(20)));
        await host.dropFile(await written(other, bytesOf(30)));
        const later = await world.restarted();
        expect(await lying(LEDGER_PART, later)).toEqual(bytesOf(900));
        const listed = await host.listLedgerParts();
        expect([...listed].sort((left, right) => left.size - right.size)).toEqual([
          { name: other.name, size: 20 },
          { name: LEDGER_PART.name, size: 900 },
        ]);
        await host.setLedgerAside();
        await host.removeLedgers({ current: false });
        await host.removeLedgerParts([other.name]);
        expect(await host.listLedgerParts()).toEqual([{ name: LEDGER_PART.name, size: 900 }]);
        expect(await lying(PART)).toEqual(bytesOf(10));
        await host.removeLedgers({ current: true });
        expect(await host.listLedgerParts()).toEqual([]);
        expect(await lying(LEDGER_PART)).toBe("absent");
        expect(await lying(PART)).toEqual(bytesOf(10));
        expect(await world.leftovers()).toBe(0);
      });

      test("has its ledger after a start, and the first append cuts off what a crash left beyond its end", async () => {
        const bytes = bytesOf(1_000);
        await host.keepFile(await written(LEDGER, bytes.slice(0, 600)));
        const later = await world.restarted();
        expect(await lying(LEDGER, later)).toEqual(bytes.slice(0, 600));
        await expect(later.appendLedger(601, bytesOf(1))).rejects.toMatchObject(badCall);
        await later.appendLedger(450, bytes.slice(450, 500));
        await expect(later.appendLedger(450, bytesOf(1))).rejects.toMatchObject(badCall); // from now on its end is known
        await later.appendLedger(500, bytes.slice(500));
        expect(await lying(LEDGER, later)).toEqual(bytes);
      });
    }

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
