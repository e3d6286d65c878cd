/**
 * The ledger: one file outside the browser's databases that only grows, each append on the disk before it is answered. The shell moves
 * its sealed bytes and knows nothing of what they say but how many there are.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { basename, join } from "node:path";
import { TwofoldError } from "#shared/base/errors.ts";
import { PartName } from "#shared/host/host.ts";
import { createTemporary, openPlainFile, plainFiles, syncFolder, unlessAbsent, writeAll } from "./disk.ts";

/** The ledger of one folder. Calls are carried out one after another, in the order they were made; they reject with Node's errors. */
export interface Ledger {
  readonly name: string;
  /** `appendLedger` of the Host port. */
  append(at: number, bytes: Uint8Array): Promise<void>;
  /** Opens the ledger for reading, as it stands after every append so far, without any that failed. */
  open(): Promise<{ handle: FileHandle; size: number } | "absent">;
  /** Begins a file that may become the ledger. */
  begin(): Promise<{ temporary: string; handle: FileHandle }>;
  /** Makes a whole, closed file the ledger, in one step in place of the one before it. */
  replaceWith(temporary: string): Promise<void>;
  /** `setLedgerAside` of the Host port. */
  setAside(): Promise<{ name: string } | "absent">;
  /** The folder of the parts of attachments, made where it is not there. */
  partFolder(): Promise<string>;
  /** `listLedgerParts` of the Host port. */
  listParts(): Promise<{ name: PartName; size: number }[]>;
  /** `removeLedgerParts` of the Host port. */
  removeParts(names: readonly PartName[]): Promise<void>;
  /** `removeLedgers` of the Host port. Nothing else here deletes what says more than one attachment. */
  remove(which: { readonly current: boolean }): Promise<void>;
  /** Whether a call is not yet through. */
  isBusy(): boolean;
  /** Waits until every call made so far is through, and at most so long. */
  settledWithin(milliseconds: number): Promise<void>;
  /** Lets go of the file. A later append opens it again. */
  close(): Promise<void>;
}

const ASIDE_NAME = /^journal-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.ledger-aside$/;

/** The ledger that lies, or will lie, in a folder; nothing is opened before the first call. One process may do so at a time. */
export function ledgerIn(folder: string): Ledger {
  const path = join(folder, "journal.ledger");
  const parts = join(folder, "parts");
  let handle: FileHandle | null = null;
  /** Where the ledger ends, once this process has appended to it or put it there. What lies beyond is of an append that failed. */
  let end: number | null = null;
  let pending = 0;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    pending += 1;
    const turn = last.then(act).finally(() => (pending -= 1));
    last = Promise.allSettled([turn]); // a failure is told to the caller whose it is; the next call has its turn all the same
    return turn;
  }

  async function letGo(): Promise<void> {
    const closing = handle;
    handle = null;
    await closing?.close();
  }

  /** Opens the file for an append at `at`, and cuts off what lies beyond. With no end known yet, any place in the file may be it. */
  async function openAt(at: number): Promise<FileHandle> {
    if (end !== null && at !== end) throw new TwofoldError("bad-call", "at");
    handle ??= await openToWrite();
    const { size, nlink } = await handle.stat();
    if (size < at || nlink === 0) {
      const changedByOthers = end !== null;
      end = null;
      await letGo();
      throw new TwofoldError(changedByOthers ? "file-failed" : "bad-call", "at");
    }
    if (size > at) await handle.truncate(at);
    end = at;
    return handle;
  }

  async function openToWrite(): Promise<FileHandle> {
    const opened = await unlessAbsent(openPlainFile(path, "write"));
    if (opened === "absent") throw new TwofoldError("bad-call", "no ledger");
    return opened.handle;
  }

  return {
    name: basename(path),

    append: (at, bytes) =>
      inTurn(async () => {
        const file = await openAt(at);
        try {
          await writeAll(file, bytes, at);
          await file.sync(); // not datasync: the new length has to be there too
        } catch (thrown) {
          // Cut off now if that is possible, and before the next call in any case. After a failed sync this handle would call
          // bytes written that never were; the next call takes a fresh one.
          await Promise.allSettled([file.truncate(at)]);
          await letGo();
          throw thrown;
        }
        end = at + bytes.length;
      }),

    open: () =>
      inTurn(async () => {
        const opened = await unlessAbsent(openPlainFile(path, "read"));
        if (opened === "absent" || end === null || opened.size < end) {
          end = null; // what is on the disk is believed, whoever put it there
          await letGo();
          return opened;
        }
        try {
          if (opened.size > end) await openAt(end);
        } catch (thrown) {
          await opened.handle.close();
          throw thrown;
        }
        return { handle: opened.handle, size: end };
      }),

    async begin() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      return createTemporary(folder);
    },

    replaceWith: (temporary) =>
      inTurn(async () => {
        const { size } = await stat(temporary);
        await letGo(); // Windows renames nothing onto an open file
        await rename(temporary, path);
        end = size;
        await syncFolder(folder);
      }),

    setAside: () =>
      inTurn(async () => {
        const day = new Date().toISOString().slice(0, 10);
        const name = `journal-${day}-${randomBytes(4).toString("hex")}.ledger-aside`;
        await letGo();
        if ((await unlessAbsent(rename(path, join(folder, name)))) === "absent") return "absent";
        end = null;
        await syncFolder(folder);
        return { name };
      }),

    async partFolder() {
      if ((await mkdir(parts, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(folder);
      return parts;
    },

    async listParts() {
      const names = await unlessAbsent(readdir(parts));
      return names === "absent" ? [] : plainFiles(parts, names, PartName);
    },

    async removeParts(names) {
      for (const name of names) await rm(join(parts, name), { force: true });
      if (names.length > 0) await unlessAbsent(syncFolder(parts));
    },

    remove: ({ current }) =>
      inTurn(async () => {
        const names = await unlessAbsent(readdir(folder));
        if (names === "absent") return;
        await letGo();
        for (const name of names) if (ASIDE_NAME.test(name)) await rm(join(folder, name), { force: true });
        if (current) {
          await rm(path, { force: true });
          await rm(parts, { recursive: true, force: true });
          end = null;
        }
        await syncFolder(folder);
      }),

    isBusy: () => pending > 0,

    async settledWithin(milliseconds) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
      await Promise.race([last, patience]);
      clearTimeout(timer);
    },

    close: () => inTurn(letGo),
  };
}
