/** Files the couple chooses, behind ids. The page never learns a path, and no file bears its name before it is whole. */
import { randomBytes } from "node:crypto";
import { lstat, open, readdir, rename, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { BrowserWindow, Dialog } from "electron";
import { TwofoldError } from "#shared/base/errors.ts";
import { heldFiles } from "#shared/host/held-files.ts";
import type { FilePurpose, HostCalls } from "#shared/host/host.ts";
import { TEXTS } from "./texts.ts";

const ENDINGS: Readonly<Record<FilePurpose, string>> = { backup: "twofold" };

/** A file that does not bear its name yet: hidden, and named so that no other program's file is taken for ours. */
const temporaryName = () => `.${randomBytes(8).toString("hex")}.twofold-part`;
const TEMPORARY_NAME = /^\.[0-9a-f]{16}\.twofold-part$/;

/** How long a temporary file that nobody writes any more is left alone: a day, more than any clock of a network folder is off. */
const LEFTOVER_MILLISECONDS = 24 * 60 * 60_000;

/** A file between two calls: `path` is where it will bear its name, `temporary` where it is written until then. */
type HeldFile =
  | {
      readonly kind: "writing";
      readonly path: string;
      readonly temporary: string;
      readonly handle: FileHandle;
      length: number;
    }
  | { readonly kind: "synced"; readonly path: string; readonly temporary: string; readonly handle: FileHandle }
  | { readonly kind: "opened"; readonly handle: FileHandle };

export interface FileParts {
  readonly dialog: Pick<Dialog, "showSaveDialog" | "showOpenDialog">;
  /** The window a dialog belongs to. */
  readonly window: () => BrowserWindow;
  /** The folder a dialog begins in. */
  readonly folder: string;
}

export type FileCalls = Pick<
  HostCalls,
  | "createFile"
  | "writeFile"
  | "syncFile"
  | "readFile"
  | "keepFile"
  | "dropFile"
  | "openFile"
  | "createOwnFile"
  | "openOwnFile"
  | "appendLedger"
  | "setLedgerAside"
  | "listBackups"
  | "removeBackup"
  | "chooseBackupFolder"
> & {
  /** Closes what the page that has gone still held, and removes what it had not kept. */
  dropAll(): Promise<void>;
};

/** The Host's file calls over Node's file system and Electron's dialogs. */
export function fileCalls({ dialog, window, folder }: FileParts): FileCalls {
  const files = heldFiles<HeldFile>(() => randomBytes(16).toString("hex"));

  let pagesGone = 0; // a call that began under another count was made by a page that has gone since

  async function drop(file: HeldFile): Promise<void> {
    try {
      await file.handle.close();
    } finally {
      if (file.kind !== "opened") await rm(file.temporary, { force: true });
    }
  }

  /** Drops a file whose page went while it was being made: `dropAll` could not know of it. Says whether it did. */
  async function dropIfPageGone(goneBefore: number, file: HeldFile): Promise<boolean> {
    if (goneBefore === pagesGone) return false;
    await orFileError(drop(file));
    return true;
  }

  return {
    async createFile({ suggestedName, purpose }) {
      const goneBefore = pagesGone;
      const texts = TEXTS.dialogs[purpose];
      const answer = await dialog.showSaveDialog(window(), {
        title: texts.save,
        defaultPath: join(folder, suggestedName),
        filters: [{ name: texts.kind, extensions: [ENDINGS[purpose]] }],
        properties: ["createDirectory", "showOverwriteConfirmation", "dontAddToRecent"],
      });
      if (answer.canceled) return "cancelled";
      const path = answer.filePath;
      // In the same folder, as a rename is one step only within one file system.
      const temporary = join(dirname(path), temporaryName());
      await removeLeftovers(dirname(path));
      const handle = await orFileError(open(temporary, "wx", 0o600));
      const file: HeldFile = { kind: "writing", path, temporary, handle, length: 0 };
      if (await dropIfPageGone(goneBefore, file)) return "cancelled";
      return { file: files.hold(file) };
    },

    async writeFile(id, bytes) {
      const file = files.in(id, "writing");
      const at = file.length;
      file.length += bytes.length; // before any await: writes called without waiting still land in order
      await orFileError(writeAll(file.handle, bytes, at));
    },

    async syncFile(id) {
      const goneBefore = pagesGone;
      const { path, temporary, handle } = files.in(id, "writing");
      await orFileError(handle.sync());
      await orFileError(handle.close());
      const file: HeldFile = { kind: "synced", path, temporary, handle: await orFileError(open(temporary, "r")) };
      if (!(await dropIfPageGone(goneBefore, file))) files.advance(id, file);
    },

    async readFile(id, offset, length) {
      return orFileError(readUpTo(files.in(id, "synced", "opened").handle, offset, length));
    },

    async keepFile(id) {
      const { path, temporary, handle } = files.in(id, "synced");
      await orFileError(handle.close()); // Windows renames no open file
      await orFileError(rename(temporary, path));
      await orFileError(syncFolder(dirname(path)));
      files.release(id); // only now: after an error the page drops the file, which must still be one it knows
      return { name: basename(path) };
    },

    async dropFile(id) {
      const file = files.in(id, "writing", "synced", "opened");
      files.release(id);
      await orFileError(drop(file));
    },

    async openFile({ purpose }) {
      const goneBefore = pagesGone;
      const texts = TEXTS.dialogs[purpose];
      const answer = await dialog.showOpenDialog(window(), {
        title: texts.open,
        defaultPath: folder,
        filters: [{ name: texts.kind, extensions: [ENDINGS[purpose]] }],
        properties: ["openFile", "dontAddToRecent"],
      });
      const path = answer.filePaths[0];
      if (answer.canceled || path === undefined) return "cancelled";
      const handle = await orFileError(open(path, "r"));
      const { size } = await orFileError(regularFile(handle));
      const file: HeldFile = { kind: "opened", handle };
      if (await dropIfPageGone(goneBefore, file)) return "cancelled";
      return { file: files.hold(file), name: basename(path), size };
    },

    createOwnFile: () => Promise.reject(new TwofoldError("bad-call", "createOwnFile")),
    openOwnFile: async () => "absent",
    appendLedger: () => Promise.reject(new TwofoldError("bad-call", "appendLedger")),
    setLedgerAside: async () => "absent",
    listBackups: async () => ({ place: null, backups: [], parts: [] }),
    removeBackup: async () => undefined,
    chooseBackupFolder: () => Promise.reject(new TwofoldError("bad-call", "chooseBackupFolder")),

    async dropAll() {
      pagesGone += 1;
      await Promise.allSettled(files.releaseAll().map(drop)); // a page that has gone can be told nothing
    },
  };
}

/** Only the code goes to the page: Node's messages name paths. */
async function orFileError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    const full = ["ENOSPC", "EDQUOT", "EFBIG"].includes((thrown as NodeJS.ErrnoException).code ?? "");
    throw new TwofoldError(full ? "storage-full" : "file-failed");
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function readUpTo(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(bytes, done, length - done, offset + done);
    if (bytesRead === 0) return bytes.slice(0, done);
    done += bytesRead;
  }
  return bytes;
}

async function regularFile(handle: FileHandle): Promise<{ size: number }> {
  const status = await handle.stat();
  if (status.isFile()) return status;
  await handle.close();
  throw new TwofoldError("file-failed", "not a file");
}

/**
 * What file systems say that sync no folder (EINVAL, ENOTSUP, EISDIR: network shares, FUSE, some memory sticks), and what is said
 * where we may write into a folder and not open it (EACCES, EPERM). The file is whole and bears its name by then; calling it failed
 * would be untrue, and nothing we could do would make it safer.
 */
const UNSYNCABLE = ["EINVAL", "ENOTSUP", "EISDIR", "EACCES", "EPERM"];

/**
 * Puts a rename on the disk, as far as the file system of the folder can. Windows cannot open a folder and needs no such step.
 * Rejects with Node's own error when the disk fails.
 */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  try {
    const handle = await open(folder, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    if (!UNSYNCABLE.includes((thrown as NodeJS.ErrnoException).code ?? "")) throw thrown;
  }
}

/** Removes what a crash left of our own in a folder. A folder that hides or keeps its leftovers is no reason to write no backup. */
async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []); // one may be allowed to write into a folder and not to list it
  const leftovers = names.filter((name) => TEMPORARY_NAME.test(name)).map((name) => join(folder, name));
  await Promise.allSettled(leftovers.map(removeIfOld)); // each on its own: what cannot be removed stays hidden where it is
}

async function removeIfOld(path: string): Promise<void> {
  const status = await lstat(path);
  if (status.isFile() && Date.now() - status.mtimeMs > LEFTOVER_MILLISECONDS) await rm(path);
}
